"""Formulas as one line of Unicode, for terminals: close to what is typed, so that it can be read next to an answer."""

from __future__ import annotations

import re
import unicodedata

from gradekit.documents.mathematics import symbols as s
from gradekit.documents.mathematics.letters import styled
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

_HIGH = dict(zip("0123456789+−=nT⊤", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼ⁿᵀᵀ", strict=True))
_LOW = dict(zip("0123456789+−=ijkmn", "₀₁₂₃₄₅₆₇₈₉₊₋₌ᵢⱼₖₘₙ", strict=True))


def to_plain(latex: str) -> str:
    r"""The formula as one line.

    >>> to_plain(r"\frac{df}{dt} = 2 x \cos^2\left(t\right) - \frac{1}{\sqrt{x}}")
    'df/dt = 2x cos²(t) − 1/√x'
    """
    return unicodedata.normalize("NFC", _row(parse(latex)))


def plain_lines(latex: str) -> list[str]:
    r"""The formula as one line, or as several where it is aligned: the second cells begin one under the other.

    >>> plain_lines(r"\begin{aligned} y &= 2 x \\ &= 4 \end{aligned}")
    ['y = 2x', '  = 4']
    """
    row = parse(latex)
    only = row.items[0] if len(row.items) == 1 else None
    if not isinstance(only, Table) or only.environment != "aligned":
        return [to_plain(latex)]
    lines = [(_row(cells[0]), _row(Row(tuple(i for cell in cells[1:] for i in cell.items)))) for cells in only.rows]
    width = max(len(first) for first, _ in lines)
    return [unicodedata.normalize("NFC", f"{first.rjust(width)} {rest}".rstrip()) for first, rest in lines]


def _row(row: Row) -> str:
    out = ""
    for index, item in enumerate(row.items):
        before = row.items[index - 1] if index else None
        after = row.items[index + 1] if index + 1 < len(row.items) else None
        out = _joined(out, before, item, after)
    return out.strip()


def _joined(line: str, before: Node | None, item: Node, after: Node | None) -> str:
    """The line with one more item: a blank where two factors would run into each other."""
    if isinstance(item, Operator):
        unary = _starts(before)
        return (line if unary else line.rstrip()) + _operator(item, unary)
    text = _node(item)
    if isinstance(item, Space) and line.endswith(" "):
        return line
    if isinstance(item, Fraction) and not _is_derivative(item) and _is_factor(after):
        text = f"({text})"
    blank = line and text and not line.endswith(" ") and _needs_blank(before, item, line[-1], text[0])
    return f"{line} {text}" if blank else line + text


def _needs_blank(before: Node | None, item: Node, last: str, first: str) -> bool:
    if before is None or isinstance(before, Space | Text) or isinstance(item, Space | Text):
        return False
    if (
        _opens(before)
        or _closes(item)
        or _is_prefix(before)
        or (isinstance(before, Operator) and before.role != "postfix")
    ):
        return False
    if _is_name(before):
        return not _is_bracket(item)
    if _is_differential(before):
        return False
    if _is_name(item) or isinstance(item, Big | Fraction | Root) or isinstance(before, Fraction | Root):
        return True
    if isinstance(item, Fence | Delimiter):
        return False
    if isinstance(before, Number):
        return first.isdigit()
    return first.isdigit() or not (_is_short(before) and _is_short(item)) or last == ")"


def _is_differential(node: Node) -> bool:
    """A d, perhaps raised to a power, which belongs to what follows."""
    base = node.base if isinstance(node, Script) else node
    return isinstance(base, Letter) and base.text in ("d", "∂", "Δ")


def _is_short(node: Node) -> bool:
    """A single letter, which may stand next to another one without a blank."""
    return isinstance(node, Delimiter) or (isinstance(node, Letter) and len(node.text) == 1)


def _is_derivative(fraction: Fraction) -> bool:
    """Whether it is a quotient of differentials, which holds together by itself."""
    first = fraction.top.items[:1] + fraction.bottom.items[:1]
    return len(first) == 2 and all(map(_is_differential, first))


def _is_factor(node: Node | None) -> bool:
    return not (node is None or isinstance(node, Operator | Space | Text) or _closes(node))


def _operator(operator: Operator, unary: bool) -> str:
    text = {"⋅": "·", "∣": "|", "∗": "*"}.get(operator.text, operator.text)
    if operator.role == "punctuation":
        return f"{text} "
    if operator.role in ("tight", "postfix"):
        return text
    return text if unary and operator.role == "binary" else f" {text} "


def _starts(before: Node | None) -> bool:
    opened = isinstance(before, Delimiter) and before.side == "open"
    return before is None or opened or (isinstance(before, Operator) and before.role != "postfix")


def _opens(node: Node) -> bool:
    return isinstance(node, Delimiter) and node.side == "open"


def _closes(node: Node) -> bool:
    """Whether it is a closing bracket, perhaps raised to a power."""
    bracket = node.base if isinstance(node, Script) else node
    return isinstance(bracket, Delimiter) and bracket.side == "close"


def _is_name(node: Node) -> bool:
    """Whether it is the name of a function, perhaps raised to a power."""
    return isinstance(node, Function) or (isinstance(node, Script) and isinstance(node.base, Function))


def _is_prefix(node: Node) -> bool:
    return isinstance(node, Letter) and node.prefix


def _is_bracket(node: Node) -> bool:
    return isinstance(node, Fence | Delimiter) or (isinstance(node, Script) and _is_bracket(node.base))


def _node(node: Node) -> str:
    match node:
        case Row():
            return _row(node)
        case Number(text) | Text(text) | Big(text):
            return text
        case Operator():
            return _operator(node, unary=True)
        case Letter(text, font):
            return styled(text, font) if font in ("mathbb", "mathcal") and styled(text, font) < "\uffff" else text
        case Delimiter(text):
            return text
        case Function(name):
            return name
        case Space(width):
            return " " if width > 0 else ""
        case Fraction(top, bottom) if _is_derivative(node) and len(bottom.items) == 2:
            return f"{_row(top)}/{_row(bottom)}"
        case Fraction(top, bottom):
            return f"{_operand(top, factors=True)}/{_operand(bottom, factors=False)}"
        case Root(body, index):
            inside = _row(body)
            mark = "".join(_HIGH.get(c, c) for c in _row(index)) if index else ""
            return f"{mark}√{inside if len(inside) == 1 or inside.isdigit() else f'({inside})'}"
        case Accent(name, body):
            return _row(body) + s.ACCENTS[name].combining
        case Fence(left, body, right):
            return f"{left}{_row(body)}{right}"
        case Script():
            return _script(node)
        case Table():
            return _table(node)
    raise AssertionError(f"no line for {node}")


def _operand(row: Row, *, factors: bool) -> str:
    """The numerator or denominator, in brackets unless it holds together by itself; a numerator may be `factors`."""
    text = _row(row)
    single = len(row.items) == 1 and not isinstance(row.items[0], Fraction)
    differential = len(row.items) == 2 and _is_differential(row.items[0])
    if single or differential or _is_bracketed(text):
        return text
    return text if factors and not any(c in text for c in "+−/·× ") else f"({text})"


def _is_bracketed(text: str) -> bool:
    """Whether one pair of brackets, perhaps raised to a power, is the whole text.

    >>> _is_bracketed("(t + 5)²"), _is_bracketed("(a)(b)")
    (True, False)
    """
    depth = 0
    for index, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return index > 0 and set(text[index + 1 :]) <= set(_HIGH.values())
    return False


def _script(script: Script) -> str:
    base = _node(script.base)
    if isinstance(script.base, Fraction | Root) and script.sup:
        base = f"({base})"
    if isinstance(script.base, Fence | Delimiter) and base.endswith("|") and script.sub:
        return f"{base}_({_row(script.sub)})" if len(script.sub.items) > 1 else f"{base}_{_row(script.sub)}"
    return base + (_lowered(script.sub) if script.sub else "") + (_raised(script.sup) if script.sup else "")


def _raised(row: Row) -> str:
    text = _row(row)
    tight = text.replace(" ", "")
    if set(text) <= {"′"}:
        return text
    if all(c in _HIGH for c in tight):
        return "".join(_HIGH[c] for c in tight)
    return f"^{text}" if len(text) == 1 else f"^({text})"


def _lowered(row: Row) -> str:
    text = _row(row)
    tight = text.replace(" ", "").replace(",", "")
    if tight and all(c in _LOW for c in tight):
        return "".join(_LOW[c] for c in tight)
    return f"_{text}" if text.isalnum() else f"_({text})"


def _table(table: Table) -> str:
    if table.environment in ("aligned", "gathered"):
        return "; ".join(_row(Row(tuple(item for cell in row for item in cell.items))) for row in table.rows)
    lines = [[_row(cell) for cell in row] for row in table.rows]
    if table.environment == "cases":
        return "{ " + "; ".join(" ".join(filter(None, line)) for line in lines) + " }"
    commas = any(re.search(r"\d,\d", cell) for line in lines for cell in line)
    inside = (" | " if commas else "; ").join(("; " if commas else ", ").join(line) for line in lines)
    opening, closing = s.ENVIRONMENTS[table.environment]
    return f"{opening}{inside}{closing}" if opening and opening != "(" else f"[{inside}]"
