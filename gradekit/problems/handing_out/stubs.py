"""The file a student fills in: the question as comments, one name per part, and the public record at the end."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from fractions import Fraction

from gradekit.kinds import kind_of
from gradekit.kinds.fitting import shape_told
from gradekit.model.composition import Block, Composition
from gradekit.model.domain import Domain, Interval
from gradekit.model.form import FormName
from gradekit.model.policy import Forbidden
from gradekit.model.problem import Issued, Part, Sheet, Slot
from gradekit.problems.handing_out.record import data_block, sheet_in
from gradekit.syntax.partials import letters_of

__all__ = ["answer_name", "imported", "letter", "opened", "sheet_in", "started", "write_stub"]

WIDTH = 100

_HEAD = '''\
"""gradekit submission · {title} · sheet {sheet} (do not edit this line)

Replace each `...` by your answer. A part left as `...` counts as not answered.
See how your answers are read (no marks, no solution):   gradekit check submission.py
"""
{imported}'''
_IMPORT = "from gradekit.answers import *  # sin cos exp log sqrt pi E Matrix ...   log is the natural logarithm\n"

_TAIL = """\
if __name__ == "__main__":  # `python submission.py` prints how each answer is read
    check(__file__)
"""


def without_dollars(text: str) -> str:
    """Marked-up text as it stands, without the marks.

    >>> without_dollars("Find $x$ in `q1a`.")
    'Find x in q1a.'
    """
    return text.replace("$", "").replace("`", "")


def write_stub(sheet: Sheet, plain: Callable[[str], str] = without_dollars) -> str:
    """The stub of a sheet: valid Python, the same text every time, with everything that is needed to read it again.

    `plain` makes readable one-line text from marked-up text; it is handed in because that is the business of a room
    above this one.
    """
    head = _HEAD.format(title=_in_docstring(plain(sheet.title)), sheet=sheet.id, imported=imported(sheet))
    problems = ["\n".join(_problem(slot, plain)) + "\n" for slot in sheet.slots]
    return "\n".join([head, *problems, _TAIL, data_block(sheet)])


def imported(sheet: Sheet) -> str:
    """What the assignment forbids, and the line that gives the names of functions."""
    return f"{_rules(sheet)}{_IMPORT}"


def _rules(sheet: Sheet) -> str:
    """What the assignment forbids, as a comment."""
    told = ", ".join(_RULES[rule] for rule in sheet.forbids or ())
    return f"# Not allowed in this assignment: {told}\n" if told else ""


def letter(index: int) -> str:
    """The letter of a part by its place from 0.

    >>> letter(0), letter(25), letter(26)
    ('a', 'z', 'aa')
    """
    first, last = divmod(index, 26)
    return (letter(first - 1) if first else "") + chr(ord("a") + last)


def answer_name(slot: int, index: int) -> str:
    """What the part is called in the stub.

    >>> answer_name(3, 1)
    'q3b'
    """
    return f"q{slot}{letter(index)}"


def _problem(slot: Slot, plain: Callable[[str], str]) -> Iterator[str]:
    issued = slot.issued
    yield _header(slot)
    yield from _comment(plain(issued.prompt))
    if stated := _ranges(issued.domain):
        yield from _comment(f"Range: {stated}")
    yield from _declarations(issued)
    for index, part in enumerate(issued.parts):
        yield ""
        yield from _comment(f"({letter(index)}) {plain(part.asks)}", hanging=4)
        letters = _letters(part.symbols, issued.composition)
        form = f"{kind_of(part.kind).asks(part, letters)}{_exactness(part)} · {_points(part.points)}"
        yield from (f"#     {line}" for line in textwrap.wrap(form, WIDTH - 6, break_on_hyphens=False))
        yield opened(slot, index)


def opened(slot: Slot, index: int) -> str:
    """The line or lines in which a part is answered."""
    part = slot.issued.parts[index]
    return kind_of(part.kind).opened(answer_name(slot.number, index), part)


def started(slot: Slot) -> str:
    """The comment by which a problem is known, and the letters of its answers."""
    return "\n".join([_header(slot), *_declarations(slot.issued)])


def _header(slot: Slot) -> str:
    total = sum((part.points for part in slot.issued.parts), Fraction(0))
    return f"# ---- Problem {slot.number} · {_points(total)} ----"


def _comment(text: str, hanging: int = 0) -> Iterator[str]:
    """Comment lines no wider than the page; nothing in the text can leave the comment."""
    for line in text.splitlines():
        words = "".join(c if c.isprintable() else " " for c in line)
        wrapped = textwrap.wrap(words, WIDTH - 2, subsequent_indent=" " * hanging, break_on_hyphens=False)
        yield from (f"# {piece}".rstrip() for piece in wrapped or [""])


def _in_docstring(text: str) -> str:
    return re.sub(r'[\\"]', "'", " ".join(text.split()))


def _points(points: Fraction) -> str:
    shown = str(points.numerator) if points.denominator == 1 else f"{float(points):g}"
    return f"{shown} point" if points == 1 else f"{shown} points"


def _declarations(issued: Issued) -> Iterator[str]:
    """The symbols of all parts, nodes before inputs: a line for those with the same assumptions, one for an array."""
    names = [*(node.name for node in issued.composition.nodes), *issued.composition.inputs]
    names += [name for part in issued.parts for name in part.symbols]
    used = {name for part in issued.parts for name in part.symbols}
    arrays = {member: block for block in issued.composition.blocks if block.shape for member in block.members}
    groups: dict[tuple[str, Block | None], list[str]] = {}
    for name in dict.fromkeys(name for name in names if name in used):
        groups.setdefault((_assumption(issued.domain, name), arrays.get(name)), []).append(name)
    for (assumption, array), group in groups.items():
        told = f"  # {array.name}, {shape_told(array.shape)}" if array else ""
        yield f'{", ".join(group)} = symbols("{" ".join(group)}"{assumption}){told}'
    for function in issued.left_open or ():
        name, letters = letters_of(function)
        if len(letters) == 1:
            yield f"""{name} = Function("{name}")  # its derivative in quotation marks: "2*{name}'(...)\""""
            continue
        yield f'{name} = Function("{name}")'
        yield from (f'{name}_{letter} = Function("{name}_{letter}")' for letter in letters)


def _assumption(domain: Domain, name: str) -> str:
    stated = domain.of(name)
    if stated.kind == "complex":
        return ""
    if stated.kind == "integer":
        return ", integer=True"
    return ", positive=True" if stated.interval.positive else ", real=True"


def _ranges(domain: Domain) -> str:
    told = [_range(r.symbol, r.interval) for r in domain.ranges if r.interval != Interval()]
    told += [f"{r.symbol} an integer" for r in domain.ranges if r.kind == "integer"]
    return ", ".join(told)


def _range(symbol: str, interval: Interval) -> str:
    above = "<" if interval.low_open else "<="
    below = "<" if interval.high_open else "<="
    if interval.low is None:
        return f"{symbol} {below} {interval.high}"
    if interval.high is None:
        return f"{symbol} {above.replace('<', '>')} {interval.low}"
    return f"{interval.low} {above} {symbol} {below} {interval.high}"


def _letters(names: tuple[str, ...], composition: Composition) -> str:
    """The letters of an answer; of an array the first and the last."""
    told: list[str] = []
    for name in composition.grouped(names):
        block = composition.block(name)
        inside = [member for member in block.members if member in names] if block else [name]
        told.append(", ".join(inside) if len(inside) < 4 else f"{inside[0]}, {inside[1]}, ... {inside[-1]}")
    return ", ".join(told)


def _exactness(part: Part) -> str:
    asked = "".join(f", {_FORMS[form.name].format(digits=form.digits)}" for form in part.form.forms)
    if part.form.digits is not None:
        return f", exact or to {part.form.digits} significant digits{asked}"
    return asked


_RULES: dict[Forbidden, str] = {
    "diff": "differentiating by a call (diff, Derivative)",
    "jacobian": "jacobian and hessian",
    "autodiff": "packages for automatic differentiation",
    "caret": "^ as a power (write **)",
}
_FORMS: dict[FormName, str] = {
    "exact": "exact (no decimals)",
    "factored": "in factored form",
    "expanded": "in expanded form",
    "digits": "as a decimal with {digits} significant digits",
    "letters": "written out",
    "up-to-constant": "up to a constant",
    "up-to-factor": "up to a constant factor other than 0",
}
