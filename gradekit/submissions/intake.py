"""A folder or an archive with the files of a class: what can be read of it, and for the rest the reason.

Nothing is unpacked to the disk and no link is followed. A member is refused by itself and the rest goes on.
"""

from __future__ import annotations

import heapq
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import final

from gradekit.errors import StudentError
from gradekit.model.message import Message
from gradekit.submissions.archives import ARCHIVES, members
from gradekit.submissions.files import Source, most_bytes, source_of
from gradekit.submissions.names import HandedIn, handed_in

MOST_FILES = 20_000
TOGETHER = 5_000
"""Names of one folder that are held at a time."""
DEEPEST = 6
"""Folders inside each other."""
_PASSED_OVER = frozenset({"__MACOSX", "__pycache__", "submission_metadata.yml", "desktop.ini", "Thumbs.db"})


@final
@dataclass(frozen=True, slots=True)
class Received:
    """One file: its place in the folder or archive, whose it is, and its text or why there is none."""

    path: str
    by: HandedIn
    source: Source | None = None
    refused: Message | None = None
    last: bool = True
    """Whether no later attempt of the same person is there."""
    raw: bytes = b""
    """What was handed in, as it was; kept only where files are taken in one by one."""


def is_several(path: Path) -> bool:
    """Whether a path stands for several submissions: a folder, or an archive by its name."""
    return path.is_dir() or path.name.lower().endswith(ARCHIVES)


def received(path: Path) -> tuple[Received, ...]:
    """The files of a folder or archive in the order of their names; `StudentError` when it cannot be opened at all."""
    found = _in_folder(path) if path.is_dir() else _in_archive(path)
    return _with_last(sorted(found, key=lambda one: one.path))


def one_by_one(path: Path, most: int = MOST_FILES) -> Iterator[Received]:
    """The same with their bytes, each read when it is its turn, so that a class of any size takes little memory.

    Which of several attempts is the last one is not told.
    """
    return _in_folder(path, most, keep=True) if path.is_dir() else _in_archive(path, keep=True)


def _in_archive(path: Path, *, keep: bool = False) -> Iterator[Received]:
    for name, held in members(path):
        if name is None:
            yield Received(path.name, HandedIn("", path.name), refused=held if isinstance(held, Message) else None)
        elif isinstance(held, Message) or not _passed_over(name):
            yield _received(name, held, keep=keep)


def _in_folder(root: Path, most: int = MOST_FILES, *, keep: bool = False) -> Iterator[Received]:
    count = 0
    for place, folder in _folders(root):
        if isinstance(folder, Message):
            yield _received(place, folder)
            continue
        for name, held in folder:
            count += 1
            if count > most:
                yield _received(f"{place}{name}", Message("intake.too-many", {"most": most}))
                return
            yield _received(f"{place}{name}", held, keep=keep)


def _folders(root: Path) -> Iterator[tuple[str, Iterator[tuple[str, bytes | Message]] | Message]]:
    """Each folder with the files in it; links to folders are not gone into."""
    waiting = [("", 0)]
    while waiting:
        place, depth = waiting.pop()
        if depth > DEEPEST:
            yield place, Message("intake.too-deep", {"most": DEEPEST})
            continue
        try:
            folders, files = _following(root / place)
        except (OSError, ValueError):
            yield place, Message("intake.not-readable")
            continue
        waiting += [(f"{place}{name}/", depth + 1) for name in reversed(folders)]
        yield place, _files(root / place, files)


def _files(folder: Path, names: list[str]) -> Iterator[tuple[str, bytes | Message]]:
    """The files of a folder from those names on."""
    while names:
        yield from ((name, _held(os.path.join(folder, name))) for name in names)
        if len(names) < TOGETHER:
            return
        try:
            names = _following(folder, names[-1])[1]
        except OSError:  # the folder went away
            yield "", Message("intake.not-readable")
            return


def _following(folder: Path, after: str = "") -> tuple[list[str], list[str]]:
    """The names of the folders, and of all else the next ones in order: there may be more than one wants to hold."""
    folders: list[str] = []

    def files(entries: Iterator[os.DirEntry[str]]) -> Iterator[str]:
        for entry in entries:
            if _passed_over(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
            elif entry.name > after:
                yield entry.name

    with os.scandir(folder) as entries:
        found = heapq.nsmallest(TOGETHER, files(entries))
    return sorted(folders), found


def _held(path: str) -> bytes | Message:
    """The bytes of a file on the disk; links, pipes and devices are not opened."""
    try:
        name = os.path.basename(path)
        if why := _why_not(os.lstat(path), name):
            return why
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            # Looked at again: the name may have come to mean another thing.
            return _why_not(os.fstat(file.fileno()), name) or file.read(most_bytes(name) + 1)
    except (OSError, ValueError):
        return Message("intake.not-readable")


def _why_not(status: os.stat_result, name: str) -> Message | None:
    if stat.S_ISLNK(status.st_mode):
        return Message("intake.link")
    if not stat.S_ISREG(status.st_mode):
        return Message("intake.no-file")
    if status.st_nlink > 1:
        return Message("intake.hard-link")
    return _too_large(name) if status.st_size > most_bytes(name) else None


def _too_large(name: str) -> Message:
    return Message("intake.too-large", {"limit": most_bytes(name) // 1024})


def _passed_over(path: str) -> bool:
    return any(piece in _PASSED_OVER or (piece[:1] == "." and piece not in (".", "..")) for piece in path.split("/"))


def _received(path: str, held: bytes | Message, *, keep: bool = False) -> Received:
    """One member: its bytes as a source, or why not."""
    shown = shown_name(path)
    by = handed_in(shown)
    if shown != path:
        return Received(shown, by, refused=Message("intake.control-character"))
    if isinstance(held, Message):
        return Received(shown, by, refused=held)
    if not by.readable:
        return Received(shown, by, refused=Message("intake.kind"))
    if len(held) > most_bytes(by.file):
        return Received(shown, by, refused=_too_large(by.file))
    raw = held if keep else b""
    try:
        return Received(shown, by, source_of(held, by.file), raw=raw)
    except StudentError as error:
        return Received(shown, by, refused=Message(error.message, dict(error.params)), raw=raw)


def shown_name(name: str) -> str:
    """A name as it can be printed: what is no letter of any writing as its number.

    >>> shown_name("a\\x1b[31m.py")
    'a\\\\x1b[31m.py'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)[:300]


def _with_last(found: list[Received]) -> tuple[Received, ...]:
    """Of several attempts of one person at one file the last one counts; a refused file is no attempt."""
    latest: dict[tuple[str, str, str], int] = {}
    for one in found:
        if one.source is not None:
            key = (one.by.person, one.by.id, one.by.file)
            latest[key] = max(one.by.attempt, latest.get(key, 0))
    return tuple(
        replace(one, last=one.by.attempt == latest.get((one.by.person, one.by.id, one.by.file), one.by.attempt))
        for one in found
    )
