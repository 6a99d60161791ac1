"""Formulas as Typst mathematics, for the PDF writer.

The output holds letters, signs and names of this module's own choosing: brackets, commas and whatever else means
something to Typst is escaped or stands in quotation marks, so it can be evaluated as a formula and as nothing else.
"""

from __future__ import annotations

from functools import lru_cache

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

_EMPTY = '""'
_NOTHING = "#box();"
"""An item without width: next to it a bracket is not at the end, so that it does not grow with what is around it."""
_ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "vec": "\u20d7",
    "bar": "\u0304",
    "dot": "\u0307",
    "ddot": "\u0308",
    "tilde": "\u0303",
    "widetilde": "\u0303",
}
_AROUND = {"overline", "underline", "overbrace", "underbrace"}
"""What Typst draws by a function of the same name."""
_BRACKETS = s.OPENING | s.CLOSING | {"‖"}
_PRIMES = {1: "′", 2: "″", 3: "‴", 4: "⁗"}
_CLASSES = {"open": "opening", "close": "closing", "bar": "normal"}
_STYLES = {"": "{}", "display": "display({})", "text": "inline({})"}


@lru_cache(maxsize=4096)
def to_typst(latex: str, display: bool = False) -> str:
    r"""The formula as Typst writes it between dollars; equations aligned in a display may break over pages.

    >>> to_typst(r"\frac{1}{2} f'(x)")
    'frac(1, 2) attach(f, t: ′) \\( x \\)'
    """
    row = parse(latex)
    if display and len(row.items) == 1 and isinstance(table := row.items[0], Table) and table.environment == "aligned":
        return " \\ ".join(" & ".join(map(_row, line)) for line in table.rows)
    return _row(row)


def _row(row: Row) -> str:
    """The items with blanks between them, because letters side by side would be one name; words need none."""
    out = ""
    for item in row.items:
        piece = _node(item)
        apart = out and piece and not out.endswith('"') and not piece.startswith('"')
        out += f" {piece}" if apart else piece
    return out or _EMPTY


def _node(node: Node) -> str:
    match node:
        case Row():
            return _row(node) if node.items else ""
        case Number(text):
            return f'"{text}"' if "," in text else text  # a bare comma would end an argument
        case Letter():
            return _letter(node)
        case Operator():
            return _operator(node)
        case Delimiter():
            return _delimiter(node)
        case Function(name, limits):
            return f"op({_quoted(name)}, limits: #true)" if limits else f"op({_quoted(name)})"
        case Big(text):
            return text
        case Space(width):
            return f"#h({width:.3f}em)"
        case Text(text):
            return _quoted(text)
        case Fraction(top, bottom, style):
            return _STYLES[style].format(f"frac({_row(top)}, {_row(bottom)})")
        case Root(body, index):
            return f"root({_row(index)}, {_row(body)})" if index else f"sqrt({_row(body)})"
        case Accent():
            return _accent(node)
        case Fence():
            return _fence(node)
        case Script():
            return _script(node)
        case Table():
            return _table(node)
    raise AssertionError(f"no Typst for {node}")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _sign(text: str) -> str:
    """One character that is no letter; brackets and those of ASCII may mean something to Typst."""
    return f"\\{text}" if text.isascii() or text in _BRACKETS else text


def _letter(letter: Letter) -> str:
    if _is_prime(letter):
        return " ".join(_PRIMES.get(len(letter.text), letter.text))
    if letter.text and not letter.text[0].isalnum():
        return _sign(letter.text)
    text = styled(letter.text, letter.font)
    if len(text) != 1 or not text.isalpha():
        return _quoted(text)
    if letter.font == "mathrm":
        return f"upright({text})"
    return f"italic({text})" if letter.font == "mathit" else text


def _is_prime(node: Node) -> bool:
    return isinstance(node, Letter) and set(node.text) == {"′"}


def _operator(operator: Operator) -> str:
    sign = _sign(operator.text)
    if operator.role == "punctuation":
        return f'class("punctuation", {sign})'
    if operator.role == "postfix":
        return f'class("closing", {sign})'
    return f'class("normal", {sign})' if operator.text == "/" else sign


def _delimiter(delimiter: Delimiter) -> str:
    if not delimiter.text:
        return ""
    sign = _sign(delimiter.text)
    if delimiter.size:
        sign = f"lr({sign}, size: #{delimiter.size:g}em)"
    elif delimiter.text not in "|‖/":
        return sign
    return f'class("{_CLASSES[delimiter.side]}", {sign})'


def _accent(accent: Accent) -> str:
    body = _row(accent.body)
    if accent.name in _AROUND:
        return f"{accent.name}({body})"
    stretched = "" if s.ACCENTS[accent.name].stretches else ", size: #0em"
    return f"accent({body}, {_ACCENTS[accent.name]}{stretched})"


def _fence(fence: Fence) -> str:
    left = f"{_sign(fence.left)} " if fence.left else _NOTHING
    right = f" {_sign(fence.right)}" if fence.right else _NOTHING
    return f"lr({left}{_row(fence.body)}{right})"


def _script(script: Script) -> str:
    base = _node(script.base) or _EMPTY
    if script.limits and not (isinstance(script.base, Big | Function) and script.base.limits):
        base = f"limits({base})"
    marks = [(name, part) for name, part in (("t", script.sup), ("b", script.sub)) if part]
    return f"attach({', '.join((base, *(f'{name}: {_row(part)}' for name, part in marks)))})"


def _table(table: Table) -> str:
    if table.environment == "cases":
        return f"cases({', '.join(_case(row) for row in table.rows)})"
    rows = "; ".join(", ".join(_cell(table, j, cell) for j, cell in enumerate(row)) for row in table.rows)
    opening, closing = s.ENVIRONMENTS[table.environment]
    brackets = f'#("{opening}", "{closing}")' if opening else "#none"
    gaps = ", column-gap: #0em, row-gap: #0.6em" if table.environment in ("aligned", "gathered") else ""
    return f"mat({rows}; delim: {brackets}{gaps})"


def _case(row: tuple[Row, ...]) -> str:
    """Cells at the left of their columns: an alignment point before each, and an empty column between."""
    return "& " + " & & #h(1em) ".join(map(_row, row))


def _cell(table: Table, column: int, cell: Row) -> str:
    content = _row(cell)
    if table.environment == "gathered":
        return f"display({content})"
    if table.environment == "aligned":
        return f"& {_EMPTY} display({content})" if column % 2 else f"display({content}) &"
    side = table.columns[column : column + 1]
    return {"l": f"& {content}", "r": f"{content} &"}.get(side, content)
