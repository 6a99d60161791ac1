"""Which column of a roster is what: gradekit's own names, and those that Canvas, Moodle and Gradescope export."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

IDS = "also"
"""A column with further ids; there may be several of it."""

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": (
        *("id", "student id", "sis user id", "id number", "sid", "matriculation number", "idnumber"),
        *("matrikelnummer", "id nummer"),
    ),
    "name": ("name", "student", "student name", "full name", "fullname", "vollständiger name"),
    "first": ("first name", "firstname", "given name", "vorname"),
    "last": ("last name", "lastname", "surname", "family name", "nachname"),
    "email": ("email", "email address", "e mail", "mail", "e mail adresse"),
    IDS: (
        *("also", "sis login id", "username", "login", "canvas id", "integration id", "user name", "github"),
        "anmeldename",
    ),
    "section": ("section", "sections", "group", "groups", "gruppe", "gruppen"),
    "extra-days": ("extra days",),
    "extra-time": ("extra time", "extra time percent"),
    "excused": ("excused",),
}
"""What a column means, and the headings under which it comes, small and without punctuation."""

PASSED_OVER = frozenset(
    {"root account", "institution", "department", "role", "notes", "status", "last access to course"}
    | {"institut", "abteilung"}
    | {"identifier"}  # of Moodle's worksheet: another one in each assignment
)
"""Headings that say nothing about a roster."""

_MARKS = re.compile(
    r"(assignment|aufgabe|quiz|test|workshop|forum|lesson|lektion|course total|gesamt|last downloaded|zuletzt)\b"
)
"""How the columns of a gradebook of Moodle begin, after those about a person."""


def plain(heading: str) -> str:
    """The heading as it is compared.

    >>> plain(" Extra_Days ")
    'extra days'
    """
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", heading)).strip().casefold()


def meanings(headings: Sequence[str]) -> tuple[str, ...]:
    """What each column means; empty for one that is passed over, `?` for one that is not known.

    In a gradebook of Canvas `ID` is the number of the platform, which is an id besides that of the school; columns
    after `Section` are assignments there.
    """
    told = [plain(heading) for heading in headings]
    canvas = "student" in told and "sis user id" in told
    known = {name: meaning for meaning, names in NAMES.items() for name in names}
    found: list[str] = []
    for name in told:
        meaning = "" if name in PASSED_OVER else known.get(name, "" if _MARKS.match(name) else "?")
        found.append(IDS if canvas and name == "id" else meaning)
    if canvas and "section" in found:
        end = found.index("section") + 1
        found[end:] = ["" if meaning == "?" else meaning for meaning in found[end:]]
    return _one_id(found, told)


def _one_id(found: list[str], told: Sequence[str]) -> tuple[str, ...]:
    """One column is the id: the first of the names that is there; others that could be it are further ids."""
    places = [k for k, meaning in enumerate(found) if meaning == "id"]
    if len(places) > 1:
        first = min(places, key=lambda k: NAMES["id"].index(told[k]))
        found = [IDS if k in places and k != first and told[k] != told[first] else m for k, m in enumerate(found)]
    if not places and IDS in found:
        found[found.index(IDS)] = "id"
    if not places and "id" not in found and "email" in found:
        found[found.index("email")] = "id"
    return tuple(found)
