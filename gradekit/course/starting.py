"""A new course: a folder with settings to change, an empty roster, one assignment to look at, and a secret key."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gradekit.course.folder import Course
from gradekit.course.secret import make_secret
from gradekit.course.settings import NAME, read_settings
from gradekit.errors import OperatorError, remedy

if TYPE_CHECKING:
    from gradekit.course.decisions import Decision

_SETTINGS = """\
# The settings of the course. Times without an offset are of this time zone.
format = 1
title = {title}
time-zone = "UTC"            # such as "Europe/Berlin"
language = "en"              # or "de"
secret = "secret.key"        # made once; see README.txt
# anonymous = true           # those who mark see codes in the place of names
# fonts = ["fonts"]          # folders of fonts for PDF, where names have letters that its own fonts lack

[conventions]                # printed on every sheet
angles = "physics"           # theta from the z-axis; or "mathematics"
layout = "numerator"         # or "denominator"
loss = "varied"              # the factor in a squared error: "half", "none", "mean"
decimal = "point"            # or "comma"

[policy]                     # what things cost; an assignment, a slot or a part may say otherwise
credit-per-entry = true
follow-through = true
form-cost = 0.3333

[attempts]
counts = "best"              # or "last", "average"
cost = 0.0                   # share of the points that each further attempt costs

[late]
rule = "none"                # or "closed", "per-day" with cost = 0.1, "steps" with steps = [{{days = 1, worth = 0.8}}]
grace = 15                   # minutes
"""

_ASSIGNMENT = """\
title = "Homework 1: the chain rule"
# due = 2026-11-30T18:00:00
formats = ["html"]           # and "pdf", "md", "tex", "ipynb"

[[slot]]
template = "total-derivative"
level = 2
points = "6"

[[slot]]
template = "jacobian-composition"
level = 2
points = "8"

# [extensions]
# ada = 2026-12-03T18:00:00
"""

_ROSTER = "id,name,email,also,section,extra-days,extra-time,excused\n"

_IGNORED = """\
# What must not be published: marks, hand-ins, keys.
store.sqlite*
store.lock
store-*.sqlite
secret.key
*.key
*.keys.json
.gradekit/
out/
submissions/
roster.csv
"""

_README = """\
{title}

course.toml            what holds for the whole course
roster.csv             one line a student; an export of Canvas or Moodle will do
assignments/*.toml     what is asked; `gradekit generate assignments/hw1.toml` makes a sheet for everybody
templates/             templates of your own (Python, trusted like any program you run)
problem_bank/          problems of your own (TOML)
secret.key             from it the seeds of all students follow. Keep a copy where only you can read it, such as your
                       password manager or an encrypted disk. If it is lost, everything that was handed out can still
                       be graded, from the store; only new students would need a new key.
store.sqlite           who got what, what was handed in, verdicts, marks, decisions. Back it up.
out/                   everything that gradekit writes: sheets, feedback, reports, marks

`store.sqlite`, `secret.key`, `out/`, `submissions/` and `roster.csv` are in .gitignore.
"""

_KEPT = ("templates", "problem_bank", "assignments", "lists")
_NOT_KEPT = ("*.keys.json", "__pycache__", ".gradekit", ".*")


def new_course(folder: Path, *, old: Path | None = None, title: str = "") -> tuple[Path, ...]:
    """Make a course in a folder that is not there or empty; gives the files in it.

    From an old one its settings, assignments, templates, problems and accepted readings are taken: never the roster,
    marks, hand-ins or the key. Dates and releases are of that year, and stand in comments.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OperatorError(f"{folder} is there already and not empty; a new course needs a folder of its own.")
    if old is not None:
        read_settings(old / NAME)  # says what is wrong with it before anything is made
    known = () if old is None else _readings(old)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("assignments", "templates", "problem_bank", "submissions"):
            (folder / name).mkdir(exist_ok=True)
        named = title or folder.resolve().name
        for name, text in _files(old, named, keep=not title).items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        if old is not None:
            _copy(old, folder)
    except OSError as error:
        raise OperatorError(f"{folder} could not be made ({error.strerror}). {remedy(error)}") from error
    make_secret(folder / read_settings(folder / NAME).secret)
    if known:
        from gradekit.course.inherited import keep_readings

        keep_readings(Course(folder), known)
    return tuple(sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file()))


def _readings(old: Path) -> Sequence[tuple[str, Decision]]:
    from gradekit.course.inherited import readings

    return readings(Course(old))


def _files(old: Path | None, title: str, *, keep: bool) -> dict[str, str]:
    """What is written; with `keep` the title of an old course stays."""
    told = {".gitignore": _IGNORED, "roster.csv": _ROSTER, "README.txt": _README.format(title=title)}
    if old is None:
        told[NAME] = _SETTINGS.format(title=json.dumps(title, ensure_ascii=False))
        told["assignments/hw1.toml"] = _ASSIGNMENT
    else:
        text = (old / NAME).read_text(encoding="utf-8-sig")
        text = re.sub(r"(?m)^secret\s*=.*$", 'secret = "secret.key"', text)  # each course has a key of its own
        line = f"title = {json.dumps(title, ensure_ascii=False)}"
        told[NAME] = text if keep else re.sub(r"(?m)^title\s*=.*$", lambda _: line, text, count=1)
    return told


def _copy(old: Path, folder: Path) -> None:
    """What can be used again; extensions are of persons, and stay behind."""
    for name in _KEPT:
        if (old / name).is_dir():
            shutil.copytree(
                old / name, folder / name, ignore=shutil.ignore_patterns(*_NOT_KEPT), dirs_exist_ok=True, symlinks=False
            )
    for path in (folder / "assignments").glob("*.toml"):
        path.write_text(_for_next_year(path.read_text(encoding="utf-8-sig")), encoding="utf-8", newline="\n")


def _for_next_year(text: str) -> str:
    """The file of an assignment without the table of extensions, what was of one year in comments."""
    return re.sub(r"(?m)^(?=[ \t]*(?:due|released)[ \t]*=)", "# ", _without_extensions(text))


def _without_extensions(text: str) -> str:
    kept: list[str] = []
    inside = False
    for line in text.splitlines():
        if line.lstrip().startswith("["):
            inside = line.split("#")[0].strip() == "[extensions]"
        if not inside and not line.lstrip().startswith("extensions."):
            kept.append(line)
    return "\n".join(kept).rstrip() + "\n"
