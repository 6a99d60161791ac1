"""The file that an author starts from: a template that works already, with a comment on every line to change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from gradekit.errors import OperatorError
from gradekit.problems.bank.bank import bank_ids
from gradekit.problems.template import headers

LONGEST = 60
"""Characters of a name: it becomes part of the names of files and folders."""

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def checked_slug(slug: str, own: Sequence[Path] = ()) -> str:
    """The name of a new template; `OperatorError` says why it cannot be one."""
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST:
        raise OperatorError(
            f"`{slug}` cannot name a template. A name has small letters and digits, begins with a letter, joins words "
            f"by single hyphens, and has at most {LONGEST} characters, as in `two-routes`."
        )
    there = next((header.path for header in headers(own) if header.slug == slug), None)
    if there is not None:
        raise OperatorError(
            f"A template is called `{slug}` already: {there}. Choose another name, or copy that file to change it."
        )
    if slug in bank_ids(own):
        raise OperatorError(f"A problem of the bank is called `{slug}` already. Choose another name.")
    return slug


def file_of(slug: str) -> str:
    """The name of the file of a template.

    >>> file_of("two-routes")
    'two_routes.py'
    """
    return f"{slug.replace('-', '_')}.py"


def starting_text(slug: str) -> str:
    """The file: two routes from t to f at two levels, ready to be changed."""
    return _FILE.replace("SLUG", slug).replace("NAME", slug.replace("-", " ").capitalize())


_FILE = '''"""NAME: say in one line what is drawn here."""

from gradekit.authoring import Draws, Map, cos, exp, log, sin, t, template, x, y


@template(
    "SLUG",  # its name on the command line
    group="my templates",  # the heading it is listed under
    title="NAME",  # the title of the sheet
    goal="add the contributions of both routes from t to f",  # what a student learns from it
    levels=(1, 2),  # the lowest and the highest, from 1 to 5
)
def make(g: Draws, level: int) -> Map:
    # Draws have names, and each name is drawn once: the same seed gives the same problem on every machine.
    a, b, c = g.int("a", 2, 9), g.nonzero("b", -9, 9), g.nonzero("c", -9, 9)
    # One of several shapes. A level holds problems of about the same effort, so let the level decide what is hard.
    if level == 1:
        inner = g.pick("inner", t**2 + c, t**3 + c, c * t**2, c * t**3, t + c)
    else:
        inner = g.pick("inner", sin(c * t), cos(c * t), exp(c * t), log(t + a))
    # The domain is part of the question, and answers are compared on the whole of it.
    start = Map(t).on("t > 0")
    # Each step uses letters that are known already; what nothing else uses, here f, is the output.
    steps = start.then(x=a * t**2, y=inner)
    # What is asked follows from the steps: the derivatives in each formula, then the whole. `.ask(...)` chooses other
    # parts, as in `.ask(local("f", by="x y"), total("f", by="t"))` with both names imported.
    return steps.then(f=g.pick("f", x * y + b * x, x * y + b * y, b * x * y, b * x + y**2, b * y + x**2))


# The question, with $...$ around mathematics. {{ definitions }} are the formulas, {{ domain }} is their domain.
TEXT = r"""
Let {{ definitions }}, for {{ domain }}. The variable $t$ reaches $f$ along two routes: find the derivatives in each
formula first, then add up both routes.
"""

# Then, with the folder of this file:
#
#   gradekit templates show SLUG --seed 3 --open --from FOLDER     a problem with its key and all known mistakes
#   gradekit templates measure SLUG --from FOLDER                  prints the line EFFORT = {...} to put into this file
#   gradekit templates check SLUG --from FOLDER                    draws 200 problems a level and grades answers to them
'''
