"""Whose file it is and which attempt, from the name that a learning platform gave it.

| platform | name |
|---|---|
| Canvas | `doejane_LATE_4711_99812_submission-2.py` |
| Moodle | `Jane Doe_4711_assignsubmission_file_/submission.py` |
| Gradescope | `submission_4711/submission.py` |
| a browser | `submission (1).py`, `submission.py.txt`, `submission.py.py` |
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import final

READ = (".py", ".ipynb", ".json", ".toml")
"""How the name of a file ends that can be a submission."""

_CANVAS = re.compile(r"(?P<person>[^_/]+)_(?P<late>LATE_)?(?P<id>\d+)_\d+_(?P<file>[^/]+)\Z")
_MOODLE = re.compile(r"(?P<person>[^/]+)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?/?(?P<file>[^/]*)\Z")
_GRADESCOPE = re.compile(r"submission_(?P<id>\d+)\Z")
_AGAIN = re.compile(r"(?:[ _]?\((\d{1,3})\)|-(\d{1,3}))\Z")
_ENDS = re.compile(r"(?:\.(?:py|ipynb|json|toml))(?:\.(?:txt|py|text))*\Z", re.IGNORECASE)


@final
@dataclass(frozen=True, slots=True)
class HandedIn:
    """What a name says: the person as the platform names them, its number for them, the file, and the attempt."""

    person: str
    file: str
    """The name of the file as it was before the platform and browsers added to it."""
    id: str = ""
    attempt: int = 0
    late: bool = False
    """Marked as late by the platform; whether it is, a person decides."""

    @property
    def readable(self) -> bool:
        """Whether a file of that name can be a submission."""
        return self.file.endswith(READ)


def handed_in(path: str) -> HandedIn:
    """What the path of a file inside a folder or archive says.

    >>> handed_in("doejane_LATE_4711_99812_submission-2.py")
    HandedIn(person='doejane', file='submission.py', id='4711', attempt=2, late=True)
    >>> handed_in("Jane Doe_4711_assignsubmission_file_/submission (1).py.txt").attempt
    1
    """
    *folders, last = path.split("/")
    joined = f"{folders[-1]}/{last}" if folders else last
    if found := _MOODLE.match(joined) or _MOODLE.match(last):
        return _made(found["person"], found["file"], found["id"])
    if found := _CANVAS.match(last):
        return _made(found["person"], found["file"], found["id"], late=bool(found["late"]))
    if folders and (found := _GRADESCOPE.match(folders[-1])):
        return _made(folders[-1], last, found["id"])
    made = _made("", last)
    stem = made.file.rpartition(".")[0] or made.file
    return HandedIn(folders[-1] if folders else stem, made.file, "", made.attempt)


def _made(person: str, file: str, number: str = "", *, late: bool = False) -> HandedIn:
    plain, attempt = _file(file)
    return HandedIn(person, plain, number, attempt, late)


def _file(name: str) -> tuple[str, int]:
    """The name without what was added, and the number of the copy."""
    ends = _ENDS.search(name)
    if ends is None:
        return name, 0
    stem, end = name[: ends.start()], re.match(r"\.\w+", ends.group())
    again = _AGAIN.search(stem)
    number = int(again.group(1) or again.group(2)) if again else 0
    return (stem[: again.start()] if again else stem) + (end.group().lower() if end else ""), number
