"""Names of files made from ids: letters that every system takes, and no two the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{p}{k}" for p in ("com", "lpt") for k in range(1, 10))})


def file_names(ids: Iterable[str]) -> Mapping[str, str]:
    """A name for each id: itself where it can be one, otherwise what can be kept of it and a digest.

    >>> file_names(["ada", "ab/c", "ADA"])["ab/c"]
    'ab_c-fcb6b81f'
    """
    listed = list(ids)
    small = [one.casefold() for one in listed]
    return {one: one if _fits(one) and small.count(one.casefold()) == 1 else _made(one) for one in listed}


def _fits(name: str) -> bool:
    plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_@+-]*(\.[A-Za-z0-9_@+-]+)*", name)
    return bool(plain) and len(name) <= 64 and name.split(".", maxsplit=1)[0].casefold() not in _RESERVED


def _made(name: str) -> str:
    kept = re.sub(r"[^A-Za-z0-9_@+-]+", "_", name)[:40].strip("_") or "student"
    return f"{kept}-{hashlib.sha256(name.encode(errors='surrogatepass')).hexdigest()[:8]}"
