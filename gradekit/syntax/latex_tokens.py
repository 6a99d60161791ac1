"""LaTeX of formulas as the tokens of typed text: fractions, roots and matrices become brackets, commands words."""

from __future__ import annotations

import re

from gradekit.errors import StudentError
from gradekit.syntax.limits import Limits
from gradekit.syntax.names import GREEK, SPELLINGS
from gradekit.syntax.scope import Spot
from gradekit.syntax.tokens import Kind, Token, check_characters, check_nesting

_LEXER = re.compile(r"\\[A-Za-z]+\*?|\\.|\d+(?:\.\d+)?|\.\d+|\s+|.", re.DOTALL | re.ASCII)
_SILENT = frozenset(
    [rf"\{sign}" for sign in ",;:! ()[]>"] + [r"\quad", r"\qquad", r"\displaystyle", r"\limits", "$", r"\mathstrut"]
)
_SIGNS = {
    r"\cdot": "*", r"\times": "*", r"\ast": "*", r"\div": "/", r"\lbrace": "{", r"\rbrace": "}", r"\{": "{", r"\}": "}",
    r"\ldots": "...", r"\dots": "...", r"\cdots": "...", r"\prime": "'", r"\partial": "∂", r"\nabla": "∇", r"\int": "∫",
    r"\sum": "∑", r"\prod": "∏", r"\infty": "∞", r"\le": "<=", r"\leq": "<=", r"\ge": ">=", r"\geq": ">=", r"\ne": "!=",
}  # fmt: skip
_WORDS = {
    **{rf"\{name}": name for name in (*GREEK, *SPELLINGS) if name.isalpha()},
    **{rf"\var{name}": name for name in ("epsilon", "theta", "phi", "rho", "sigma")},
    r"\Gamma": "gamma", r"\Re": "re", r"\Im": "im",
}  # fmt: skip
_OPENING = {"|": "abs", r"\lvert": "abs", r"\vert": "abs", r"\lfloor": "floor", r"\lceil": "ceiling"}
_CLOSING = frozenset({"|", r"\rvert", r"\vert", r"\rfloor", r"\rceil"})
_SPELLED = frozenset({r"\operatorname", r"\operatorname*", r"\mathrm", r"\text", r"\mathit", r"\mathsf"})
_MATRICES = frozenset({"pmatrix", "bmatrix", "matrix", "smallmatrix"})


def latex_tokens(spot: Spot, limits: Limits) -> list[Token]:
    r"""The tokens of a LaTeX formula, an `end` last.

    >>> " ".join(t.text for t in latex_tokens(Spot(r"\frac{x}{2}"), Limits()))
    '{ { x } / { 2 } } '
    """
    check_characters(spot, limits)
    translator = _Translator(spot, limits)
    while translator.at < len(translator.pieces):
        translator.item()
    check_nesting(spot, translator.tokens, limits)
    end = len(spot.text)
    return [*translator.tokens, Token("end", "", end, end)]


class _Translator:
    def __init__(self, spot: Spot, limits: Limits) -> None:
        self.spot, self.limits = spot, limits
        found = ((m.group(), m.start()) for m in _LEXER.finditer(spot.text))
        self.pieces = [(text, place) for text, place in found if not text.isspace() and text not in _SILENT]
        if len(self.pieces) > limits.tokens:
            raise spot.error("read.too-long", 0, most=limits.tokens)
        self.at = self.depth = 0
        self.tokens: list[Token] = []

    def piece(self) -> str:
        """What comes next, nothing at the end."""
        return self.pieces[self.at][0] if self.at < len(self.pieces) else ""

    def error(self, message: str, **params: str) -> StudentError:
        """An error at what was read last."""
        text, place = self.pieces[min(self.at, len(self.pieces)) - 1]
        return self.spot.error(message, place, len(text), **params)

    def put(self, kind: Kind, *texts: str) -> None:
        """Tokens at the place of what was read last."""
        text, place = self.pieces[self.at - 1]
        self.tokens += [Token(kind, t, place, place + len(text)) for t in texts]

    def take(self) -> str:
        """What comes next, read."""
        if self.at == len(self.pieces):
            raise self.error("read.ends-early", after=self.pieces[-1][0] if self.pieces else "")
        self.at += 1
        return self.pieces[self.at - 1][0]

    def item(self) -> None:
        """One sign, letter or command with its arguments."""
        text = self.take()
        self.depth += 1
        if self.depth > self.limits.brackets:
            raise self.spot.error("read.too-deep", self.pieces[self.at - 1][1], most=self.limits.brackets)
        self.read(text)
        self.depth -= 1

    def read(self, text: str) -> None:
        """What was taken, with what belongs to it."""
        if text == "^":
            self.put("sign", "^")
            self.argument()
        elif text in (r"\frac", r"\dfrac", r"\tfrac"):
            self.fraction()
        elif text == r"\sqrt":
            self.root()
        elif text in (r"\left", r"\right", r"\bigl", r"\bigr", r"\big"):
            self.delimiter(opening=text in (r"\left", r"\bigl"))
        elif text in _OPENING and text != "|":
            self.put("word", _OPENING[text])
            self.put("sign", "{")
        elif text in _CLOSING and text != "|":
            self.put("sign", "}")
        elif text in (r"\begin", r"\end"):
            self.environment(opening=text == r"\begin")
        elif text == "&":
            self.put("sign", ",")
        elif text == r"\\":
            self.put("sign", "]", ",", "[")
        else:
            self.leaf(text)

    def leaf(self, text: str) -> None:
        """A number, a name with its subscript, or a sign."""
        if (text.isascii() and text[0].isdigit()) or (text[0] == "." and len(text) > 1):
            self.put("number", text)
        elif text in _SPELLED:
            self.name(self.group())
        elif text in _WORDS:
            self.name(_WORDS[text])
        elif text.isascii() and text.isalpha():
            self.name(text)
        elif text in _SIGNS:
            self.put("sign", _SIGNS[text])
        elif text.startswith("\\"):
            raise self.error("read.unknown-command", command=text)
        else:
            self.put("sign", text)

    def name(self, name: str) -> None:
        """A name, and the subscript that belongs to it; the base of a logarithm is no part of a name."""
        if self.piece() != "_":
            self.put("word", name)
        elif name in ("log", "ln"):
            self.put("word", name)
            self.take()
            self.put("sign", "_")
            self.argument()
        else:
            self.take()
            self.put("word", f"{name}_{self.group()}")

    def group(self) -> str:
        """The letters and digits of an argument, Greek letters by name."""
        if self.piece() != "{":
            return self._plain(self.take())
        self.take()
        written = ""
        while self.piece() not in ("}", ""):
            written += self._plain(self.take())
        self.take()
        return written

    def _plain(self, text: str) -> str:
        if text in _WORDS or (text.isascii() and text.isalnum()):
            return _WORDS.get(text, text)
        raise self.error("read.strange-character", character=text)

    def argument(self) -> None:
        """An argument between braces of its own: a group, or the next item; of a number its first digit."""
        braces = self.piece() == "{"
        if braces:
            self.take()
        self.put("sign", "{")
        if not braces:
            self._split_number()
            self.item()
        while braces and self.piece() not in ("}", ""):
            self.item()
        if braces:
            self.take()
        self.put("sign", "}")

    def _split_number(self) -> None:
        text, place = self.pieces[self.at] if self.at < len(self.pieces) else ("", 0)
        if len(text) > 1 and text.isdigit():
            self.pieces[self.at : self.at + 1] = [(text[0], place), (text[1:], place + 1)]

    def fraction(self) -> None:
        """`\\frac{a}{b}` as `{{a}/{b}}`."""
        self.put("sign", "{")
        self.argument()
        self.put("sign", "/")
        self.argument()
        self.put("sign", "}")

    def root(self) -> None:
        """`\\sqrt{a}` and `\\sqrt[n]{a}` as calls."""
        if self.piece() != "[":
            self.put("word", "sqrt")
            return self.argument()
        self.take()
        start = len(self.tokens)
        while self.piece() not in ("]", ""):
            self.item()
        self.take()
        index, self.tokens[start:] = self.tokens[start:], []
        if [token.text for token in index] == ["3"]:
            self.put("word", "cbrt")
            return self.argument()
        self.put("word", "root")
        self.put("sign", "{")
        self.argument()
        self.put("sign", ",")
        self.tokens += index
        return self.put("sign", "}")

    def delimiter(self, *, opening: bool) -> None:
        """What stands after `\\left` or `\\right`: any bracket is a round one, bars are a call."""
        text = self.take()
        if opening and text in _OPENING:
            self.put("word", _OPENING[text])
            self.put("sign", "{")
        elif not opening and text in _CLOSING:
            self.put("sign", "}")
        elif text in ("(", "[", r"\{", r"\lbrace", ")", "]", r"\}", r"\rbrace"):
            self.put("sign", "(" if opening else ")")
        else:
            raise self.error("read.strange-character", character=text)

    def environment(self, *, opening: bool) -> None:
        """A matrix as rows of a list."""
        name = self.group()
        if name not in _MATRICES:
            raise self.error("read.unknown-command", command=name)
        self.put("sign", *("[[" if opening else "]]"))
