"""The members of a zip or tar archive, read in memory, bounded by what comes out and not by what headers claim."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TypeAlias, cast, final

from gradekit.model.message import Message
from gradekit.submissions.files import most_bytes

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
MOST_MEMBERS = 20_000
MOST_IN_ALL = 256 * 1024 * 1024
"""Bytes that come out of one archive."""

_UTF_8 = 0x800

Held: TypeAlias = bytes | Message
_BROKEN = (
    OSError, EOFError, zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, ValueError, RuntimeError,
    NotImplementedError, OverflowError, RecursionError, MemoryError,
)  # fmt: skip
"""What the libraries raise at bytes that are no archive."""


class TooMuchError(Exception):
    """More came out of an archive than is read."""


def members(path: Path) -> Iterator[tuple[str | None, Held]]:
    """Each member with its bytes or why it is refused; None for the name where the archive itself ends early."""
    try:
        yield from _zip(path) if path.name.lower().endswith(".zip") else _tar(path)
    except TooMuchError:
        yield None, Message("intake.bomb", {"limit": MOST_IN_ALL // 1024**2})
    except _BROKEN:
        yield None, Message("intake.broken")


def _zip(path: Path) -> Iterator[tuple[str | None, Held]]:
    left = MOST_IN_ALL
    with zipfile.ZipFile(path) as archive:
        for count, info in enumerate(archive.infolist()):
            if count >= MOST_MEMBERS:
                yield None, Message("intake.too-many", {"most": MOST_MEMBERS})
                return
            if info.is_dir():
                continue
            held = _refused_name(_name(info.orig_filename, info)) or _refused_mode(info) or _unpacked(archive, info)
            left -= len(held) if isinstance(held, bytes) else 0
            if left < 0:
                raise TooMuchError
            yield _name(info.filename, info), held


def _name(name: str, info: zipfile.ZipInfo) -> str:
    """The name of a member. Many programs write UTF-8 without the flag that says so."""
    if name.isascii() or info.flag_bits & _UTF_8:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _refused_mode(info: zipfile.ZipInfo) -> Message | None:
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return Message("intake.link")
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return Message("intake.no-file")
    return Message("intake.locked") if info.flag_bits & 1 else None


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Held:
    try:
        with archive.open(info) as member:
            return _bounded(member, info.filename)
    except _BROKEN:
        return Message("intake.not-readable")


def _bounded(member: IO[bytes], name: str) -> Held:
    most = most_bytes(name)
    raw = member.read(most + 1)
    return raw if len(raw) <= most else Message("intake.too-large", {"limit": most // 1024})


@final
class _Counted(io.RawIOBase):
    """What comes out of a packed archive, up to a bound."""

    def __init__(self, packed: IO[bytes]) -> None:
        super().__init__()
        self._packed, self._left = packed, MOST_IN_ALL

    def readable(self) -> bool:
        """It is read and nothing else."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes; `TooMuchError` beyond the bound."""
        raw = self._packed.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(raw)
        if self._left < 0:
            raise TooMuchError
        return raw


def _opened(path: Path) -> IO[bytes]:
    name = path.name.lower()
    if name.endswith((".gz", ".tgz")):
        return cast("IO[bytes]", gzip.open(path))
    if name.endswith(".bz2"):
        return bz2.open(path)
    return lzma.open(path) if name.endswith(".xz") else path.open("rb")


def _tar(path: Path) -> Iterator[tuple[str | None, Held]]:
    with (
        _opened(path) as packed,
        tarfile.open(fileobj=_Counted(packed), mode="r|") as archive,  # type: ignore[call-overload]  # only read is used
    ):
        for count, info in enumerate(archive):
            if count >= MOST_MEMBERS:
                yield None, Message("intake.too-many", {"most": MOST_MEMBERS})
                return
            if info.isdir():
                continue
            yield info.name, _refused_name(info.name) or _refused_kind(info) or _of_tar(archive, info)


def _refused_kind(info: tarfile.TarInfo) -> Message | None:
    if info.issym():
        return Message("intake.link")
    if info.islnk():
        return Message("intake.hard-link")
    return None if info.isreg() else Message("intake.no-file")


def _of_tar(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Held:
    member = archive.extractfile(info)
    return _bounded(member, info.name) if member else Message("intake.no-file")


def _refused_name(name: str) -> Message | None:
    """Names that lead out of the archive."""
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name) or ".." in re.split(r"[\\/]", name):
        return Message("intake.outside")
    return None
