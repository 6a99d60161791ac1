"""Formulas as MathML Core: what every current browser draws when it has a mathematics font.

`mathvariant` is not used but for `normal`: bold, script and double-struck letters are characters of their own. Accents
do not stretch, names of functions are operators with a thin space, and brackets that should grow say so.
"""

from __future__ import annotations

from html import escape

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
    children,
)
from gradekit.documents.mathematics.read import parse
from gradekit.documents.mathematics.spoken import spoken_node

_THIN = ".167em"
_WIDE = '<mspace width=".278em"/>'
_APPLY = "<mo>\u2061</mo>"


def to_mathml(latex: str, display: bool = False) -> str:
    r"""The formula as a `math` element with spoken text for readers that do not walk it.

    >>> to_mathml("x^2")
    '<math alttext="x squared"><msup><mi>x</mi><mn>2</mn></msup></math>'
    """
    row = parse(latex)
    kind = ' display="block"' if display else ""
    return f'<math{kind} alttext="{escape(spoken_node(row), quote=True)}">{_items(row)}</math>'


def _row(row: Row) -> str:
    """The row as exactly one element."""
    inside = _items(row)
    return inside if len(row.items) == 1 and not _is_function(row.items[0]) else f"<mrow>{inside}</mrow>"


def _items(row: Row) -> str:
    out: list[str] = []
    for index, item in enumerate(row.items):
        before = row.items[index - 1] if index else None
        after = row.items[index + 1] if index + 1 < len(row.items) else None
        out.append(_in_context(item, before, after))
    return "".join(out)


def _in_context(item: Node, before: Node | None, after: Node | None) -> str:
    """A name of a function keeps its distance from its neighbours; a sign after an operator belongs to what follows."""
    if _is_function(item):
        left = _THIN if before is not None and not _is_opening(before) else "0"
        right = "0" if after is None or _is_bracket(after) else _THIN
        return _node(item, left, right) + _APPLY
    if isinstance(item, Operator) and item.text in "+−±" and _starts(before):
        return f'<mo form="prefix">{item.text}</mo>'
    if isinstance(item, Operator) and item.text == "=" and isinstance(after, Text):
        return f'{_WIDE}<mo lspace="0" rspace="0">=</mo>{_WIDE}'  # between words browsers take its own room away
    if (
        before is not None
        and (isinstance(before, Fraction) or isinstance(item, Fraction))
        and _are_factors(before, item)
    ):
        return '<mspace width=".14em"/>' + _node(item)
    return _node(item)


def _are_factors(before: Node, item: Node) -> bool:
    """Whether two items stand side by side as factors, and not a sign, bracket or blank between them."""
    apart = isinstance(before, Operator | Space | Text) or isinstance(item, Operator | Space | Text)
    return not (apart or _is_opening(before) or _is_function(before) or isinstance(item, Delimiter))


def _starts(before: Node | None) -> bool:
    return before is None or _is_opening(before) or (isinstance(before, Operator) and before.role != "postfix")


def _is_function(node: Node | None) -> bool:
    return isinstance(node, Function) or (isinstance(node, Script) and isinstance(node.base, Function))


def _is_opening(node: Node) -> bool:
    return isinstance(node, Operator | Space) or (isinstance(node, Delimiter) and node.side == "open")


def _is_bracket(node: Node) -> bool:
    return isinstance(node, Fence | Delimiter | Operator | Space) or (
        isinstance(node, Script) and _is_bracket(node.base)
    )


def _node(node: Node, left: str = "0", right: str = "0") -> str:
    match node:
        case Row():
            return _row(node)
        case Number(text):
            return f"<mn>{text}</mn>"
        case Letter():
            return _letter(node)
        case Operator():
            return _operator(node)
        case Delimiter():
            return _delimiter(node)
        case Function(name):
            return f'<mo form="prefix" lspace="{left}" rspace="{right}" movablelimits="false">{name}</mo>'
        case Big(text):
            return f"<mo>{text}</mo>"
        case Space(width):
            return f'<mspace width="{width:.3f}em"/>'
        case Text(text):
            return f"<mtext>{escape(text).replace(' ', '&#xa0;')}</mtext>"
        case Fraction(top, bottom, style):
            shown = {"display": ' displaystyle="true"', "text": ' displaystyle="false"'}.get(style, "")
            return f"<mfrac{shown}>{_row(top)}{_row(bottom)}</mfrac>"
        case Root(body, index):
            return f"<mroot>{_row(body)}{_row(index)}</mroot>" if index else f"<msqrt>{_row(body)}</msqrt>"
        case Accent():
            return _accent(node)
        case Fence(opening, body, closing):
            tall = _is_tall(body)
            return f"<mrow>{_fence(opening, 'prefix', tall)}{_items(body)}{_fence(closing, 'postfix', tall)}</mrow>"
        case Script():
            return _script(node, left, right)
        case Table():
            return _table(node)
    raise AssertionError(f"no MathML for {node}")


def _letter(letter: Letter) -> str:
    if _is_prime(letter):
        return f'<mo lspace="0" rspace="0">{letter.text}</mo>'
    text = escape(styled(letter.text, letter.font))
    plain = letter.upright and len(text) == 1
    return f'<mi mathvariant="normal">{text}</mi>' if plain else f"<mi>{text}</mi>"


def _operator(operator: Operator) -> str:
    text = escape(operator.text)
    if operator.text == "∣":
        return f'<mo lspace=".278em" rspace=".278em" stretchy="false">{text}</mo>'
    if operator.role == "punctuation":
        return f'<mo lspace="0" rspace=".222em">{text}</mo>'
    if operator.text in "/.!?":
        return f'<mo lspace="0" rspace="0">{text}</mo>'
    return f'<mo stretchy="false">{text}</mo>' if operator.text in "→←↦⇒⇔⟹" else f"<mo>{text}</mo>"


def _delimiter(delimiter: Delimiter) -> str:
    form = {"open": ' form="prefix"', "close": ' form="postfix"'}.get(delimiter.side, "")
    text = escape(delimiter.text)
    if delimiter.size:
        height = f'minsize="{delimiter.size:g}em" maxsize="{delimiter.size:g}em"'
        return f'<mo{form} stretchy="true" symmetric="true" {height} lspace="0" rspace="0">{text}</mo>'
    return f'<mo{form} stretchy="false" lspace="0" rspace="0">{text}</mo>'


def _fence(text: str, form: str, tall: bool = True) -> str:
    """A bracket, told to grow only around what is tall: browsers keep room at its side for the widest it could be."""
    grows = "true" if tall else "false"
    return f'<mo form="{form}" fence="true" stretchy="{grows}">{escape(text)}</mo>' if text else ""


def _is_tall(node: Node) -> bool:
    if isinstance(node, Fraction | Root | Big) or (isinstance(node, Script) and node.limits):
        return True
    if isinstance(node, Table) and len(node.rows) > 1:
        return True
    raised = (
        isinstance(node, Script) and node.sup is not None and any(isinstance(part, Script) for part in node.sup.items)
    )
    return raised or any(map(_is_tall, children(node)))


def _accent(accent: Accent) -> str:
    sign = s.ACCENTS[accent.name]
    small = ' mathsize="60%"' if accent.name == "vec" else ""
    mark = f'<mo stretchy="{"true" if sign.stretches else "false"}"{small}>{escape(sign.text)}</mo>'
    if accent.name in s.BELOW:
        return f'<munder accentunder="true">{_row(accent.body)}{mark}</munder>'
    return f'<mover accent="true">{_row(accent.body)}{mark}</mover>'


def _script(script: Script, left: str, right: str) -> str:
    if script.sup and _is_prime(script.sup.items[0]):
        return _primed(script, left, right)
    below, above = ("under", "over") if script.limits else ("sub", "sup")
    tag = "m" + (below if script.sub else "") + (above if script.sup else "")
    parts = "".join(_row(part) for part in (script.sub, script.sup) if part is not None)
    return f"<{tag}>{_node(script.base, left, right)}{parts}</{tag}>"


def _primed(script: Script, left: str, right: str) -> str:
    """Primes stand at the base itself, where the font has drawn them raised; what else there is goes around both."""
    assert script.sup is not None, "a prime is written above"
    marks, *power = script.sup.items
    base = f"<mrow>{_node(script.base, left, right)}{_node(marks)}</mrow>"
    rest = Row(tuple(power)) if power else None
    if script.sub is None and rest is None:
        return base
    tag = "m" + ("sub" if script.sub else "") + ("sup" if rest else "")
    return f"<{tag}>{base}{''.join(_row(part) for part in (script.sub, rest) if part)}</{tag}>"


def _is_prime(node: Node) -> bool:
    return isinstance(node, Letter) and set(node.text) == {"′"}


def _table(table: Table) -> str:
    opening, closing = s.ENVIRONMENTS[table.environment]
    rows = "".join(f"<mtr>{''.join(_cell(table, j, cell) for j, cell in enumerate(row))}</mtr>" for row in table.rows)
    big = ' displaystyle="true"' if table.environment in ("aligned", "gathered") else ""
    body = f'<mtable class="{table.environment}"{big}>{rows}</mtable>'
    tall = _is_tall(table)
    return f"<mrow>{_fence(opening, 'prefix', tall)}{body}{_fence(closing, 'postfix', tall)}</mrow>"


def _cell(table: Table, column: int, cell: Row) -> str:
    kind = _alignment(table, column)
    lead = "<mrow></mrow>" if table.environment == "aligned" and column % 2 else ""
    return f"<mtd{kind}>{lead}{_items(cell)}</mtd>"


def _alignment(table: Table, column: int) -> str:
    """The class of a cell: style sheets align it, because MathML Core has no attribute for that."""
    if table.environment == "aligned":
        return ' class="l"' if column % 2 else ' class="r"'
    if table.environment == "cases":
        return ' class="l"'
    side = table.columns[column : column + 1]
    return f' class="{side}"' if side in ("l", "r") else ""
