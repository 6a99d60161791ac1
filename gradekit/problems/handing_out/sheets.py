"""Practice sheets: some problems of one template, problems of the bank, or a named set, handed out together."""

from __future__ import annotations

import difflib
from collections.abc import Container, Iterator, Sequence
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import msgspec

from gradekit.errors import AuthorError, OperatorError
from gradekit.model.conventions import USUAL, VALUES, Conventions
from gradekit.model.policy import Forbidden
from gradekit.model.problem import Issued, Key, Origin, Sheet, Slot
from gradekit.problems.admission.repeats import note
from gradekit.problems.admission.variants import sheet_id, variant_id
from gradekit.version import VERSION

if TYPE_CHECKING:
    from gradekit.problems.bank.sets import Chosen, ProblemSet

MOST_PROBLEMS = 200
MOST_REPEATS = 30
"""How many seeds in a row may give a problem that is on the sheet already."""

BANK = "bank:"
"""Begins the name of the origin of a problem from the bank."""


def practice_sheet(
    slug: str,
    *,
    level: int | None = None,
    seed: str = "1",
    count: int = 1,
    own: Sequence[Path] = (),
    conventions: Conventions = USUAL,
) -> tuple[Sheet, tuple[Key, ...]]:
    """A sheet of `count` different problems of one template, and their keys.

    The first problem is that of the seed itself, so a longer sheet begins with the shorter one. Without a level the
    lowest one is taken. A name that is no template but a problem of the bank gives that problem, and that of a set its
    problems.
    """
    from gradekit.problems.bank.bank import bank_ids
    from gradekit.problems.bank.sets import set_files, set_named
    from gradekit.problems.template import headers

    if not 1 <= count <= MOST_PROBLEMS:
        raise OperatorError(f"A sheet has 1 to {MOST_PROBLEMS} problems; {count} were asked for.")
    templates, bank = {header.slug for header in headers(own)}, bank_ids(own)
    if slug in templates:
        return _template_sheet(slug, level, seed, count, own, conventions)
    if slug not in bank and (told := set_named(slug, own)) is not None:
        if count > 1 or level is not None:
            raise OperatorError(f"`{slug}` is a set: how many problems and at which levels is settled there.")
        return set_sheet(told, seed=seed, own=own, conventions=conventions)
    if slug not in bank:
        known = {*templates, *bank, *(path.stem for path in set_files(own))}
        close = difflib.get_close_matches(slug, sorted(known), n=1)
        hint = f"Did you mean `{close[0]}`?" if close else "`gradekit templates list` shows what there is."
        raise AuthorError(f"No template, problem or set is called `{slug}`. {hint}")
    if count > 1:
        raise OperatorError(f"`{slug}` is one fixed problem and has no variants; ask for 1 instead of {count}.")
    return bank_sheet([slug], own=own, conventions=conventions)


def _template_sheet(
    slug: str, level: int | None, seed: str, count: int, own: Sequence[Path], conventions: Conventions
) -> tuple[Sheet, tuple[Key, ...]]:
    from gradekit.problems.issue import issue
    from gradekit.problems.template import template_named

    template = template_named(slug, own)
    chosen = template.header.levels[0] if level is None else level
    found: dict[str, tuple[Issued, Key, Origin]] = {}
    repeats = 0
    for text in _seeds(seed):
        issued, key = issue(template, chosen, text, conventions=conventions)
        structure = note(issued)
        repeats = repeats + 1 if structure in found else 0
        found.setdefault(structure, (issued, key, Origin(slug, chosen, text)))
        if len(found) == count:
            break
        if repeats > MOST_REPEATS:
            raise AuthorError(
                f"`{slug}` at level {chosen} gave only {len(found)} different problems; {count} were asked for."
            )
    made = list(found.values())
    return _sheet(template.header.title, made, conventions), tuple(key for _, key, _ in made)


def bank_sheet(
    ids: Sequence[str], *, own: Sequence[Path] = (), conventions: Conventions = USUAL
) -> tuple[Sheet, tuple[Key, ...]]:
    """A sheet of problems of the bank, in that order, and their keys. `OperatorError` where one is there twice."""
    from gradekit.problems.bank.bank import bank_problem, issue_bank

    found: list[tuple[Issued, Key, Origin]] = []
    named: dict[str, str] = {}
    for name in ids:
        issued, key = issue_bank(bank_problem(name, own))
        if (other := named.setdefault(note(issued), name)) != name or ids.count(name) > 1:
            raise OperatorError(f"`{other}` and `{name}` are one and the same problem; a sheet has it once.")
        found.append((issued, key, Origin(BANK + name, issued.level, "")))
    return _sheet(found[0][0].title, found, conventions), tuple(key for _, key, _ in found)


def set_sheet(
    told: ProblemSet, *, seed: str = "1", own: Sequence[Path] = (), conventions: Conventions = USUAL
) -> tuple[Sheet, tuple[Key, ...]]:
    """The sheet of a named set and its keys: different problems, each for the points that the set gives it."""
    from gradekit.problems.bank.sets import chosen

    found: dict[str, tuple[Issued, Key, Origin]] = {}
    for number, one in enumerate(chosen(told, seed, own), start=1):
        made = _another(told.id, one, f"{seed}/{number}", found, own, conventions)
        found[note(made[0])] = made
    return _sheet(told.title, list(found.values()), conventions), tuple(key for _, key, _ in found.values())


def _another(
    name: str, one: Chosen, seed: str, taken: Container[str], own: Sequence[Path], conventions: Conventions
) -> tuple[Issued, Key, Origin]:
    """A problem that is not taken; a template gives others under further seeds."""
    for text in [""] if one.bank else islice(_seeds(seed), MOST_REPEATS):
        origin = Origin(f"{BANK if one.bank else ''}{one.name}", one.level, text, one.points)
        issued, key = made_again(origin, own, conventions)
        if note(issued) not in taken:
            return issued, key, origin
    raise AuthorError(f"The set `{name}` has a problem of `{one.name}` on its sheet already, and there is no other.")


def worth(issued: Issued, key: Key, points: Fraction) -> tuple[Issued, Key]:
    """The problem for so many points in all, shared out among its parts, and its key."""
    from gradekit.problems.bank.sets import shared_out

    shares = shared_out(points, [part.points for part in issued.parts])
    parts = tuple(msgspec.structs.replace(part, points=share) for part, share in zip(issued.parts, shares, strict=True))
    issued = msgspec.structs.replace(issued, parts=parts)
    return issued, msgspec.structs.replace(key, variant=variant_id(issued))


def with_rules(sheet: Sheet, rules: Sequence[str]) -> Sheet:
    """The sheet with rules about the source of answers; `OperatorError` for a rule that there is not."""
    unknown = [rule for rule in rules if rule not in get_args(Forbidden)]
    if unknown:
        raise OperatorError(f"There is no rule `{unknown[0]}`; rules are {', '.join(get_args(Forbidden))}.")
    kept = tuple(rule for rule in get_args(Forbidden) if rule in rules)
    return msgspec.structs.replace(sheet, forbids=kept or msgspec.UNSET)


def made_again(origin: Origin, own: Sequence[Path] = (), conventions: Conventions = USUAL) -> tuple[Issued, Key]:
    """The problem of an origin once more; those conventions are enough that it has to do with."""
    made = _made(origin, own, conventions)
    return made if isinstance(origin.points, msgspec.UnsetType) else worth(*made, origin.points)


def _made(origin: Origin, own: Sequence[Path], conventions: Conventions) -> tuple[Issued, Key]:
    if origin.template.startswith(BANK):
        from gradekit.problems.bank.bank import bank_problem, issue_bank

        return issue_bank(bank_problem(origin.template.removeprefix(BANK), own))
    from gradekit.problems.issue import issue
    from gradekit.problems.template import template_named

    return issue(template_named(origin.template, own), origin.level, origin.seed, conventions=conventions)


def _seeds(seed: str) -> Iterator[str]:
    """The seed, then the seed with a counter: `7`, `7/2`, `7/3`, ..."""
    yield seed
    number = 2
    while True:
        yield f"{seed}/{number}"
        number += 1


def _sheet(title: str, found: Sequence[tuple[Issued, Key, Origin]], conventions: Conventions) -> Sheet:
    slots = tuple(
        Slot(number, issued, variant_id(issued), origin) for number, (issued, _, origin) in enumerate(found, start=1)
    )
    settled = conventions.only(VALUES)
    return Sheet(gradekit=VERSION, id=sheet_id(slots), title=title, slots=slots, conventions=settled)
