"""Formulas as words, for readers that speak: every bracket and bar is named, and what is open is closed again."""

from __future__ import annotations

from gradekit.documents.mathematics import symbols as s
from gradekit.documents.mathematics.nodes import (
    Accent,
    Big,
    Delimiter,
    Fence,
    Fraction,
    Function,
    Letter,
    Node,
    Number,
    Operator,
    Root,
    Row,
    Script,
    Space,
    Table,
    Text,
)
from gradekit.documents.mathematics.read import parse

_OPENED = {
    "(": "open paren",
    "[": "open bracket",
    "{": "open brace",
    "⟨": "open angle",
    "⌊": "floor of",
    "⌈": "ceiling of",
}
_CLOSED = {
    ")": "close paren",
    "]": "close bracket",
    "}": "close brace",
    "⟩": "close angle",
    "⌋": "end floor",
    "⌉": "end ceiling",
}
_PAIRS = {
    ("|", "|"): ("absolute value of", "end absolute value"),
    ("‖", "‖"): ("norm of", "end norm"),
    ("", "|"): ("", "evaluated at"),
    ("{", ""): ("", ""),
}
_FUNCTIONS = {
    "sin": "sine",
    "cos": "cosine",
    "tan": "tangent",
    "ln": "natural log",
    "exp": "exponential",
    "lim": "limit",
}
_POWERS = {"2": "squared", "3": "cubed", "transpose": "transpose", "T": "transpose"}


def to_spoken(latex: str) -> str:
    r"""The formula as it is read aloud.

    >>> to_spoken(r"\frac{\partial f}{\partial x}")
    'the partial of f by x'
    >>> to_spoken(r"\sqrt{x+1}")
    'square root of x plus 1 end root'
    """
    return spoken_node(parse(latex))


def spoken_node(node: Node) -> str:
    """A part of a formula as it is read aloud."""
    match node:
        case Row(items):
            return " ".join(filter(None, map(spoken_node, items)))
        case Number(text) | Text(text):
            return text.strip()
        case Letter():
            return _letter(node)
        case Operator(_, _, said) | Big(_, said, _):
            return said
        case Delimiter(text, side):
            bars = _PAIRS.get((text, text), ("", ""))
            told = {"open": bars[0], "close": bars[1], "bar": {"|": "bar", "‖": "double bar"}.get(text, "")}[side]
            return _OPENED.get(text) or _CLOSED.get(text) or told or text
        case Function(name):
            return _FUNCTIONS.get(name, name)
        case Space():
            return ""
        case Fraction():
            return _fraction(node)
        case Root(body, index):
            kind = "square root" if index is None else f"root of index {spoken_node(index)}"
            return f"{'cube root' if kind == 'root of index 3' else kind} of {spoken_node(body)} end root"
        case Accent(name, body):
            return f"{spoken_node(body)} {s.ACCENTS[name].said}".strip()
        case Fence(left, body, right):
            before, after = _PAIRS.get((left, right), (_OPENED.get(left, left), _CLOSED.get(right, right)))
            return " ".join(filter(None, (before, spoken_node(body), after)))
        case Script():
            return _script(node)
        case Table():
            return _table(node)
    raise AssertionError(f"no words for {node}")


def _letter(letter: Letter) -> str:
    said = letter.said or letter.text
    capital = "capital " if len(said) == 1 and said.isupper() and not letter.said else ""
    if letter.said and letter.said[0].isupper():
        capital = "capital "
        said = said.lower()
    font = {"mathbf": "bold ", "boldsymbol": "bold ", "mathcal": "script "}.get(letter.font, "")
    return f"{font}{capital}{said}" if letter.font != "mathbb" else f"double-struck {said}"


def _fraction(fraction: Fraction) -> str:
    derivative = _derivative(fraction)
    if derivative:
        return derivative
    top, bottom = spoken_node(fraction.top), spoken_node(fraction.bottom)
    if len(fraction.top.items) == 1 and len(fraction.bottom.items) == 1 and " " not in top + bottom:
        return f"{top} over {bottom}"
    return f"the fraction {top} over {bottom} end fraction"


def _derivative(fraction: Fraction) -> str:
    """A quotient of differentials is a derivative: `the partial of f by x`, `the derivative of f by t`."""
    top, bottom = fraction.top.items, fraction.bottom.items
    if len(bottom) != 2 or not top or not isinstance(top[0], Letter) or not isinstance(bottom[0], Letter):
        return ""
    sign = top[0].text
    if sign != bottom[0].text or sign not in ("d", "∂"):
        return ""
    of = spoken_node(Row(top[1:]))
    kind = "the partial" if sign == "∂" else "the derivative"
    return " ".join(filter(None, (kind, f"of {of}" if of else "", f"by {spoken_node(bottom[1])}")))


def _script(script: Script) -> str:
    said = spoken_node(script.base)
    if isinstance(script.base, Fence) and (script.base.left, script.base.right) == ("", "|"):
        return f"{said} {spoken_node(script.sub) if script.sub else ''}".rstrip()
    if isinstance(script.base, Delimiter) and script.base.side == "bar" and script.sub:
        return f"evaluated at {spoken_node(script.sub)}"
    limits = isinstance(script.base, Big)
    if script.sub:
        low = spoken_node(script.sub)
        said += (
            f" from {low}"
            if limits
            else f" as {low}"
            if isinstance(script.base, Function) and script.limits
            else f" sub {low}"
        )
    if script.sup:
        said += f" to {spoken_node(script.sup)} of" if limits else _power(script)
    return said


def _power(script: Script) -> str:
    assert script.sup is not None, "a power has an exponent"
    said = spoken_node(script.sup)
    if said in _POWERS:
        return f" {_POWERS[said]}"
    if said.split(" ")[0] == "prime":
        return f" {said}"
    if isinstance(script.base, Function) and said == "minus 1":
        return " inverse"
    return f" to the {said}" if " " not in said else f" to the power {said} end power"


def _table(table: Table) -> str:
    lines = [", ".join(filter(None, map(spoken_node, row))) for row in table.rows]
    if table.environment == "cases":
        return f"cases: {'; '.join(lines)}; end cases"
    if table.environment in ("aligned", "gathered"):
        return "; ".join(" ".join(filter(None, map(spoken_node, row))) for row in table.rows)
    rows = "; ".join(f"row {number}: {line}" for number, line in enumerate(lines, 1))
    return f"{len(table.rows)} by {max(map(len, table.rows))} matrix: {rows}; end matrix"
