"""Reads the closed LaTeX subset. Whatever is outside it is refused with its place, so that a wrong formula fails in a
test and never in front of a student."""

from __future__ import annotations

import difflib
from functools import lru_cache
from typing import Literal, cast

from gradekit.documents.mathematics import symbols as s
from gradekit.documents.mathematics.nodes import (
    Accent,
    Big,
    Delimiter,
    Fence,
    Font,
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
from gradekit.documents.mathematics.tokens import END, Cursor
from gradekit.errors import AuthorError

MOST_CHARACTERS = 20_000
DEEPEST = 60
"""Nesting beyond this is refused; a formula that deep cannot be read by a person either."""


@lru_cache(maxsize=4096)
def parse(latex: str) -> Row:
    r"""The layout tree of a formula; `AuthorError` with the place of whatever is outside the subset.

    >>> parse(r"\theta^2").items[0].sup
    Row(items=(Number(text='2'),))
    """
    if len(latex) > MOST_CHARACTERS:
        raise AuthorError(f"a formula of {len(latex)} characters; at most {MOST_CHARACTERS} are laid out")
    reader = _Reader(latex)
    row = reader.row(frozenset())
    if reader.next.text != END:
        reader.refuse(f"`{reader.next.text}` has no partner")
    return row


class _Reader(Cursor):
    """Recursive descent over the tokens; one method for each construct."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.depth = 0
        self.font: Font = ""

    def row(self, stops: frozenset[str]) -> Row:
        """Items up to one of the stops or the end."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.refuse(f"it is nested more than {DEEPEST} deep")
        items: list[Node] = []
        while self.next.text != END and self.next.text not in stops and self.next.text != "}":
            items.append(self.scripted())
        self.depth -= 1
        return Row(tuple(items))

    def group(self) -> Row:
        """A group in braces."""
        self.expect("{")
        row = self.row(frozenset("}"))
        self.expect("}")
        return row

    def argument(self) -> Row:
        """A group in braces, or a single item; of a number without braces only its first digit, as in TeX."""
        if self.next.text == "{":
            return self.group()
        name = self.next.text[1:] if self.next.text[:1] == "\\" else ""
        if name in s.FRACTIONS or name in ("sqrt", "left", "begin"):
            self.refuse(f"TeX takes `\\{name}` without what follows it here; put braces around the whole")
        self.split()
        return Row((self.atom(),))

    def script(self) -> Row:
        """What stands above or below an item. Without braces TeX takes one character, which is hardly what is meant
        where a number or a sign goes on.
        """
        text, after = self.next.text, self.source[self.next.start + 1 : self.next.start + 2]
        if (text[:1].isdigit() and len(text) > 1) or (text == "-" and after.isalnum()):
            self.refuse(f"TeX takes only `{text[:1]}` here; put braces around what belongs together")
        return self.argument()

    def scripted(self) -> Node:
        """An item with what stands below and above it."""
        base: Node = Row(()) if self.next.text in ("^", "_") else self.atom()
        limits, primes = isinstance(base, Big | Function) and base.limits, 0
        scripts: dict[str, Row] = {}
        while self.next.text in ("^", "_", "'", r"\limits"):
            token = self.take()
            if token.text == r"\limits":
                limits = True
            elif token.text == "'":
                primes += 1
            elif token.text in scripts:
                self.refuse(f"a second `{token.text}` on one item", token.start)
            else:
                scripts[token.text] = self.script()
        if primes:
            marks = Letter("′" * primes, upright=True, said=" ".join(["prime"] * primes))
            scripts["^"] = Row((marks, *scripts.get("^", Row(())).items))
        if not scripts:
            return base
        under_brace = isinstance(base, Accent) and base.name.endswith("brace")
        return Script(base, scripts.get("_"), scripts.get("^"), limits or under_brace)

    def atom(self) -> Node:
        """One item without scripts."""
        if self.next.text == "{":
            return self.group()
        token = self.take()
        text = token.text
        if text[:1] == "\\":
            return self.command(text[1:], token.start)
        if text[:1].isdigit() and text.isascii():
            return Number(text.replace("{,}", ","))
        if text.isalnum():
            return Letter(text, self.font)
        if text in s.CHARACTERS:
            return Operator(*s.CHARACTERS[text])
        if text in ("(", "[", ")", "]", "|"):
            return Delimiter(text, s.side(text))
        if text == "~":
            return Space(2 / 9)
        return self.refuse(f"`{text}` cannot stand here" if text else "it ends too early", token.start)

    def command(self, name: str, start: int) -> Node:
        """What a command stands for."""
        if name in s.GREEK:
            return Letter(s.GREEK[name], self.font, upright=name[0].isupper(), said=name)
        if name in s.SIGNS:
            return Letter(
                s.SIGNS[name].text, upright=True, said=s.SIGNS[name].said, prefix=s.SIGNS[name].text in s.PREFIXES
            )
        if name in s.OPERATORS:
            return Operator(*s.OPERATORS[name])
        if name in s.FUNCTIONS:
            return Function(name, name in s.LIMITS)
        if name in s.BIG:
            return Big(*s.BIG[name])
        if name in s.SPACES:
            return Space(s.SPACES[name])
        if f"\\{name}" in s.DELIMITERS:
            return Delimiter(s.DELIMITERS[f"\\{name}"], s.side(f"\\{name}"))
        return self.construct(name, start)

    def construct(self, name: str, start: int) -> Node:
        """What a command with arguments stands for."""
        if name in s.FRACTIONS:
            style = cast("Literal['', 'display', 'text']", s.FRACTIONS[name])
            return Fraction(self.argument(), self.argument(), style)
        if name == "sqrt":
            return self.root()
        if name in s.FONTS or name == "bm":
            return self.styled(cast("Font", "boldsymbol" if name == "bm" else name))
        if name == "operatorname":
            return Function(self.word())
        if name in s.TEXTS:
            return Text(self.words())
        if name in s.ACCENTS:
            return Accent(name, self.argument())
        if name == "left":
            return self.fence()
        if name.rstrip("lr") in s.SIZES:
            return self.sized(name)
        if name == "begin":
            return self.environment()
        near = difflib.get_close_matches(name, s.COMMANDS, n=1)
        hint = f"; did you mean `\\{near[0]}`?" if near else ""
        return self.refuse(f"`\\{name}` is not one of the commands that gradekit lays out{hint}", start)

    def root(self) -> Root:
        """A root with its optional index."""
        if self.next.text != "[":
            return Root(self.argument())
        self.take()
        index = self.row(frozenset("]"))
        self.expect("]")
        return Root(self.argument(), index)

    def styled(self, font: Font) -> Node:
        """Letters in another font; upright letters together are one name."""
        before, self.font = self.font, font
        row = self.argument()
        self.font = before
        letters = "".join(item.text for item in row.items if isinstance(item, Letter | Number))
        if font == "mathrm" and row.items and all(isinstance(item, Letter | Number) for item in row.items):
            return Letter(letters, font, upright=True)
        return row.items[0] if len(row.items) == 1 else row

    def fence(self) -> Fence:
        """A formula between growing brackets."""
        left = self.delimiter()
        body = self.row(frozenset({r"\right"}))
        self.expect(r"\right")
        return Fence(left, body, self.delimiter())

    def sized(self, name: str) -> Delimiter:
        """A bracket of a given size."""
        stem = name.rstrip("lr")
        token = self.next.text
        text = self.delimiter()
        side = {"l": "open", "r": "close"}.get(name[len(stem) :], s.side(token))
        return Delimiter(text, cast("Literal['open', 'close', 'bar']", side), s.SIZES[stem])

    def environment(self) -> Table:
        """Rows of cells between `begin` and `end`."""
        start = self.next.start
        name = self.word()
        if name not in s.ENVIRONMENTS:
            self.refuse(f"`{name}` is not one of {', '.join(s.ENVIRONMENTS)}", start)
        columns = self.columns() if name == "array" else ""
        rows: list[list[Row]] = [[]]
        while True:
            rows[-1].append(self.row(frozenset({"&", r"\\", r"\end"})))
            token = self.take()
            if token.text == r"\\":
                rows.append([])
            elif token.text == r"\end":
                break
            elif token.text != "&":
                self.refuse(f"`\\end{{{name}}}` is missing", token.start)
        start = self.next.start
        if self.word() != name:
            self.refuse(f"`\\end{{{name}}}` was expected here", start)
        if len(rows) > 1 and len(rows[-1]) == 1 and not rows[-1][0].items:
            rows.pop()
        return Table(name, tuple(map(tuple, rows)), columns)

    def columns(self) -> str:
        """The alignment of the columns of an array."""
        start = self.next.start
        columns = self.word()
        if set(columns) - set("lcr"):
            self.refuse("the columns of an array are named by l, c and r", start)
        return columns
