"""The gradebook of Moodle. Rules of its importer (grade/import/csv/classes/load_data.php of the project): a user is
found by id, ID number, email or username; one that it does not know ends the whole import; blank is no mark; what is no
number ends it too, and so does a mark above 100 unless the site allows more. A point is read on every site, a comma
only on some.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from gradekit.errors import OperatorError
from gradekit.interop.gradefile import Filled, Total, decimal, fill, read_gradefile
from gradekit.model.nearest import nearest

MOST = 100
"""The highest mark that a site takes unless it was told to take more."""

_IDS = ("id number", "email address", "username", "id", "idnumber", "email", "id-nummer", "e-mail-adresse")
_NAMES = (("first name", "last name"), ("first name", "surname"), ("vorname", "nachname"))
_AROUND = re.compile(r"^(assignment|aufgabe): ?| \((real|punkte|reell)\)$")


def fill_moodle(name: str, raw: bytes, title: str, totals: Sequence[Total]) -> Filled:
    """The marks in the column of the assignment. Students of the file who are not of the course get no mark."""
    file = read_gradefile(name, raw)
    head = [heading.strip().casefold() for heading in file.head]
    ids = [head.index(one) for one in _IDS if one in head]
    if not ids:
        raise OperatorError(
            f"{name} is no gradebook of Moodle: no column is called ID number, Email address or Username. In Moodle "
            "choose Grades, Export, Plain text file; in another language rename those headings to English."
        )
    names = [[head.index(one) for one in of] for of in _NAMES if all(one in head for one in of)]
    who = {*ids, *(k for of in names for k in of)}
    found = [k for k, one in enumerate(head) if title.casefold() in (one, _AROUND.sub("", one)) and k not in who]
    if len(found) != 1:
        raise OperatorError(
            f"{name}: {'two columns are' if found else 'no column is'} called `{title}`. "
            f"{nearest(title, [h for k, h in enumerate(file.head) if k not in who])} Name it with --column."
        )
    told = fill(
        file,
        range(1, len(file.rows)),
        found[0],
        totals,
        lambda _, total: decimal(total.earned or Fraction(0)),
        ids=ids,
        names=names,
    )
    if any(total.earned is not None and total.earned > MOST for total in totals):
        told.notes.append(f"{name}: a mark is above {MOST}; Moodle refuses the file unless the site allows more.")
    return told
