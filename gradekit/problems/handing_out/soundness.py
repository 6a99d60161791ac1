"""Whether the record in a file is one that gradekit could have written, by its sizes and its names.

A record that was made by hand may have the right digests and still name nodes that are not there, or describe a formula
that fills the memory when it is written out. Nothing is worked with before this has been asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import prod

from msgspec.structs import replace

from gradekit.calculus.quantities import described
from gradekit.kinds import KINDS, kind_of
from gradekit.model.composition import At, Components, Composed, Composition, Local, Node, PathCount, Quantity, Total
from gradekit.model.details import Chain
from gradekit.model.form import AskedForm
from gradekit.model.problem import Issued, Part, Sheet
from gradekit.problems.admission.blocks_sound import blocks_sound, shape_sound
from gradekit.syntax.build import ZERO
from gradekit.syntax.limits import size_of
from gradekit.syntax.names import FUNCTIONS
from gradekit.syntax.tree import Expr

MOST_PARTS, MOST_LETTERS, MOST_ENTRIES, MOST_SIZES = 100, 200, 2500, 6
MOST_NODES, MOST_DEPTH = 2000, 60
"""Of one formula of the question. Those of the templates stay below a twentieth."""
MOST_WRITTEN_OUT, DEEPEST_WRITTEN_OUT = 20_000, 200
"""Of a formula with its intermediates written out."""
MOST_BITS = 2000
MOST_DIGITS = 50
MOST_CHARACTERS = 20_000

_ARITY: dict[str, tuple[int, int | None]] = {
    **dict.fromkeys(("number", "decimal", "symbol", "constant"), (0, 0)),
    "add": (2, None),
    "multiply": (2, None),
    "negate": (1, 1),
    "divide": (2, 2),
    "power": (2, 2),
    "piecewise": (2, None),
    "relation": (2, 2),
    "logic": (0, None),
}
_CONSTANTS = frozenset({"pi", "E", "I"})


def sound(sheet: Sheet) -> bool:
    """Whether every problem of the sheet hangs together and is of a size that can be worked with."""
    return all(slot.number >= 1 and not any(_faults(slot.issued)) for slot in sheet.slots)


def _faults(issued: Issued) -> Iterator[bool]:
    composition, asked = issued.composition, _with_steps(issued)
    keys = [part.key for part in issued.parts]
    letters = [name for part in issued.parts for name in part.symbols]
    yield not 1 <= len(keys) <= MOST_PARTS or len(set(keys)) < len(keys)
    yield max(len(issued.domain.ranges), len(issued.box), *(len(part.symbols) for part in issued.parts)) > MOST_LETTERS
    yield not all(name.isidentifier() and len(name) < 40 for name in letters)
    yield not _composed_soundly(composition)
    yield any(low > high or _long(low) or _long(high) for low, high in issued.box.values())
    yield any(_long(end) for r in issued.domain.ranges for end in (r.interval.low, r.interval.high) if end is not None)
    yield max(len(text) for text in (issued.prompt, issued.title, *(p.asks for p in issued.parts))) > MOST_CHARACTERS
    yield not all(_asked_soundly(part, asked) for part in issued.parts)


def _with_steps(issued: Issued) -> Composition:
    """The composition with the names of the steps that are asked for; what they are stands in the key."""
    told = (name for part in issued.parts if isinstance(part.details, Chain) for name in part.details.names)
    known = {node.name for node in issued.composition.nodes}
    steps = (Node(name, ZERO) for name in dict.fromkeys(told) if name not in known)
    return replace(issued.composition, nodes=(*issued.composition.nodes, *steps))


def _long(value: Fraction) -> bool:
    return max(value.numerator.bit_length(), value.denominator.bit_length()) > MOST_BITS


def _composed_soundly(composition: Composition) -> bool:
    """Whether each node is made of earlier letters, and none of them is too large when written out."""
    names = [*composition.inputs, *(node.name for node in composition.nodes)]
    if len(names) > MOST_LETTERS or len(set(names)) < len(names) or bool(composition.nodes) > bool(composition.outputs):
        return False
    known: dict[str, tuple[int, int]] = dict.fromkeys(composition.inputs, (1, 1))
    for node in composition.nodes:
        size = _written_out(node.expr, known)
        if size is None:
            return False
        known[node.name] = size
    frame = composition.frame
    framed = frame is None or (
        len(frame.scale) == len(frame.units) == len(composition.inputs)
        and all(_written_out(h, known) is not None for h in frame.scale)
    )
    known_outputs = {node.name for node in composition.nodes} >= set(composition.outputs)
    return framed and known_outputs and blocks_sound(composition)


def _written_out(expr: Expr, known: Mapping[str, tuple[int, int]]) -> tuple[int, int] | None:
    """The number of nodes and the depth of a formula in known letters written out; None where it is not sound."""
    nodes, depth = size_of(expr)
    if nodes > MOST_NODES or depth > MOST_DEPTH:
        return None
    return _size(expr, known)


def _size(expr: Expr, known: Mapping[str, tuple[int, int]]) -> tuple[int, int] | None:
    if expr.head == "symbol":
        return known.get(expr.name)
    if not _formed(expr):
        return None
    nodes, depth = 1, 0
    for arg in expr.args:
        size = _size(arg, known)
        if size is None:
            return None
        nodes, depth = nodes + size[0], max(depth, size[1])
    return (nodes, depth + 1) if nodes <= MOST_WRITTEN_OUT and depth < DEEPEST_WRITTEN_OUT else None


def _formed(expr: Expr) -> bool:
    """Whether the head has the arguments that belong to it."""
    if expr.head == "function":
        row = FUNCTIONS.get(expr.name)
        least, most = row.arity if row else (1, None)
    else:
        least, most = _ARITY[expr.head]
    if expr.head in ("number", "decimal") and _long(expr.number):
        return False
    known = expr.head != "constant" or expr.name in _CONSTANTS
    return known and least <= len(expr.args) and (most is None or len(expr.args) <= most)


def _asked_soundly(part: Part, composition: Composition) -> bool:
    """Whether the part asks for something of the composition, in a shape with as many entries as that has."""
    digits = part.form.digits
    shaped = len(part.shape) <= MOST_SIZES and all(0 < size <= MOST_ENTRIES for size in part.shape)
    sized = part.kind in KINDS and (digits is None or 0 < digits <= MOST_DIGITS) and not _long(part.points)
    if not all(_form_asked_soundly(form, part) for form in part.form.asked or ()):
        return False
    if not shaped or not sized or part.points < 0 or not shape_sound(part):
        return False
    if len(part.choices) > MOST_LETTERS or any(not word.strip() for word in part.choices):
        return False
    entries = _entries(part.quantity, composition)
    counted = not kind_of(part.kind).entrywise or entries == prod(part.shape)
    return entries is not None and counted and entries <= MOST_ENTRIES


def _form_asked_soundly(form: AskedForm, part: Part) -> bool:
    """Whether the form is one that a part can ask for, with the digits and letters that belong to it."""
    digits = 0 < form.digits <= MOST_DIGITS if form.name == "digits" else form.digits == 0
    return digits and form.name not in ("exact", "letters") and set(form.letters) <= set(part.symbols)


def _entries(quantity: Quantity, composition: Composition) -> int | None:
    """How many entries the quantity has; None where it names something that is not there."""
    nodes = {node.name for node in composition.nodes}
    letters = nodes | set(composition.inputs)
    match quantity:
        case Local(rows, columns):
            return len(rows) * len(columns) if nodes >= set(rows) and letters >= set(columns) else None
        case Composed(outputs):
            return len(outputs) if nodes >= set(outputs) else None
        case Total(outputs, inputs):
            return len(outputs) * len(inputs) if nodes >= set(outputs) and letters >= set(inputs) else None
        case Components(output):
            return len(composition.inputs) if output in nodes and composition.frame else None
        case PathCount(output, source):
            return 1 if output in nodes and source in letters else None
        case At(inner, point):
            placed = set(composition.inputs) <= point.keys() and not any(map(_long, point.values()))
            return _entries(inner, composition) if placed else None
        case _:
            given = all(_written_out(expr, {}) is not None for expr in described(quantity).exprs(quantity))
            return described(quantity).entries(quantity, composition) if given else None
