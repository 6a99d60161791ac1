"""Archives with the same bytes every time: members in the order of their names, no time, the same rights anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MOMENT = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip archive can name."""
READABLE, RUNNABLE = 0o644, 0o755
UNIX = 3
"""The system that the rights belong to."""


def zipped(files: Mapping[str, bytes], runnable: frozenset[str] = frozenset()) -> bytes:
    """A zip archive of files by their names in it; those that are `runnable` may be run after unpacking.

    Packed by zlib: the bytes are the same on every run, though another build of zlib may pack them differently.

    >>> zipped({"b": b"1", "a": b"2"}) == zipped({"a": b"2", "b": b"1"})
    True
    """
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name in sorted(files):
            member = ZipInfo(name, MOMENT)
            member.create_system = UNIX
            member.compress_type = ZIP_DEFLATED
            member.external_attr = (RUNNABLE if name in runnable else READABLE) << 16
            archive.writestr(member, files[name])
    return out.getvalue()
