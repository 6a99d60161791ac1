"""LaTeX of formulas as the tokens of typed text: fractions, roots and matrices become brackets, commands words."""

from __future__ import annotations

from gradekit.errors import StudentError
from gradekit.syntax.latex_pieces import differentiates, pieces_of, unseen_brackets
from gradekit.syntax.limits import Limits
from gradekit.syntax.names import GREEK, SPELLINGS
from gradekit.syntax.scope import Spot
from gradekit.syntax.tokens import Kind, Token, check_characters, check_nesting

_SIGNS = {
    r"\cdot": "*", r"\times": "*", r"\ast": "*", r"\div": "/", r"\lbrace": "{", r"\rbrace": "}", r"\{": "{", r"\}": "}",
    r"\ldots": "...", r"\dots": "...", r"\cdots": "...", r"\prime": "'", r"\partial": "∂", r"\nabla": "∇", r"\int": "∫",
    r"\sum": "∑", r"\prod": "∏", r"\infty": "∞", r"\le": "<=", r"\leq": "<=", r"\ge": ">=", r"\geq": ">=", r"\ne": "!=",
    r"\neq": "!=", r"\lt": "<", r"\gt": ">", r"\bullet": "*", r"\cdotp": "*", r"\langle": "(", r"\rangle": ")",
    "\N{MINUS SIGN}": "-", "\N{MIDDLE DOT}": "*", "\N{MULTIPLICATION SIGN}": "*", "\N{DOT OPERATOR}": "*",
    r"\vert": "|",
}  # fmt: skip
_WORDS = {
    **{rf"\{name}": name for name in (*GREEK, *SPELLINGS) if name.isalpha()},
    **{rf"\var{name}": name for name in ("epsilon", "theta", "phi", "rho", "sigma")},
    r"\Gamma": "gamma", r"\Re": "re", r"\Im": "im", r"\lg": "lg",
    r"\land": "and", r"\wedge": "and", r"\lor": "or", r"\vee": "or", r"\lnot": "not", r"\neg": "not",
}  # fmt: skip
_OPENING = {"|": "abs", r"\lvert": "abs", r"\vert": "abs", r"\lfloor": "floor", r"\lceil": "ceiling"}
_BARS = frozenset({"|", r"\vert"})
_CLOSING = frozenset({"|", r"\rvert", r"\vert", r"\rfloor", r"\rceil"})
_SPELLED = frozenset({
    r"\operatorname", r"\operatorname*", r"\mathrm", r"\mathit", r"\mathsf", r"\mathbf", r"\mathbb", r"\mathcal",
    r"\vec", r"\text", r"\mbox", r"\textrm", r"\textit", r"\textbf", r"\boldsymbol", r"\bm",
})  # fmt: skip
_ACCENTS = {r"\hat": "hat", r"\widehat": "hat", r"\bar": "bar", r"\overline": "bar", r"\tilde": "tilde"}
_PARTS = {"Re": "re", "Im": "im"}
_FRACTIONS = frozenset({r"\frac", r"\dfrac", r"\tfrac", r"\cfrac"})
_BINOMIALS = frozenset({r"\binom", r"\dbinom", r"\tbinom"})
_SIZES = {rf"\{size}{side}": side for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")}
_BRACKETS = {
    **dict.fromkeys(("(", "[", r"\{", r"\lbrace", r"\langle"), "("),
    **dict.fromkeys((")", "]", r"\}", r"\rbrace", r"\rangle"), ")"),
}
_BEFORE_CONDITIONS = frozenset({"if", "for", "when", "where"})
_STRUCTURED = (
    frozenset({"^", "&", r"\\", r"\sqrt", r"\left", r"\right", r"\begin", r"\end", *_FRACTIONS, *_BINOMIALS})
    | (_SIZES.keys() | _OPENING.keys() | _CLOSING) - _BARS
)
"""What more belongs to than a sign or a name."""
_MATRICES = frozenset({"array", "pmatrix", "bmatrix", "matrix", "smallmatrix"})


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
        self.pieces = pieces_of(spot)
        self.unseen = unseen_brackets(self.pieces)
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
        end = place + len(text)
        for each in texts:
            self.tokens.append(Token(kind, each, place, end))

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
        if text not in _STRUCTURED:
            self.leaf(text)
        elif text == "^":
            self.put("sign", "^")
            self.argument()
        elif text in _FRACTIONS:
            self.fraction()
        elif text in _BINOMIALS:
            self.binomial()
        elif text == r"\sqrt":
            self.root()
        elif text in (r"\left", r"\right"):
            self.delimiter(opening=text == r"\left")
        elif text in _SIZES:
            self.sized(_SIZES[text])
        elif text in _OPENING:
            self.put("word", _OPENING[text])
            self.put("sign", "{")
        elif text in _CLOSING:
            self.put("sign", "}")
        elif text in (r"\begin", r"\end"):
            self.environment(opening=text == r"\begin")
        elif text == "&":
            self.put("sign", ",")
        else:
            self.put("sign", "]", ",", "[")

    def leaf(self, text: str) -> None:
        """A number, a name with its subscript, or a sign."""
        if (text.isascii() and text[0].isdigit()) or (text[0] == "." and len(text) > 1):
            self.put("number", text)
        elif text in _SPELLED:
            self.spelled(self.group())
        elif text in _ACCENTS:
            self.accented(self.group(), _ACCENTS[text])
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

    def spelled(self, name: str) -> None:
        """A name in letters of another font, perhaps none at all."""
        if name:
            self.name(_PARTS.get(name, name))

    def accented(self, name: str, accent: str) -> None:
        """A letter with an accent is another letter; unit vectors e have none without it."""
        self.name(name if name == "e" else f"{name}_{accent}")

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

    def binomial(self) -> None:
        """`\\binom{n}{k}` as a call."""
        self.put("word", "binomial")
        self.put("sign", "{")
        self.argument()
        self.put("sign", ",")
        self.argument()
        self.put("sign", "}")

    def fraction(self) -> None:
        """`\\frac{a}{b}` as `{{a}/{b}}`; `\\frac{dy}{dx}` is no fraction."""
        if differentiates(self.pieces, self.at):
            raise self.error("read.operator-sign", sign="d/d...")
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
        if self.pieces[self.at - 1][1] in self.unseen:
            self.put("sign", "(" if opening else ")")
        elif opening and text in _OPENING:
            self.put("word", _OPENING[text])
            self.put("sign", "{")
        elif not opening and text in _CLOSING:
            self.put("sign", "}")
        elif text in _BRACKETS:
            self.put("sign", "(" if opening else ")")
        else:
            raise self.error("read.strange-character", character=text)

    def sized(self, side: str) -> None:
        """A larger bracket or bar; which side it is on says the command, or else the bracket."""
        if side in ("l", "r"):
            return self.delimiter(opening=side == "l")
        text = self.take()
        if text not in _BRACKETS and text not in _BARS:
            raise self.error("read.strange-character", character=text)
        return self.put("sign", _BRACKETS.get(text, "|"))

    def environment(self, *, opening: bool) -> None:
        """A matrix as rows of a list."""
        name = self.group()
        if name == "cases" and opening:
            self.cases()
            return
        if name == "array" and opening and self.piece() == "{":
            self.group()  # how the columns are aligned
        elif name not in _MATRICES:
            raise self.error("read.unknown-command", command=name)
        if not opening and [token.text for token in self.tokens[-3:]] == ["]", ",", "["]:
            del self.tokens[-3:]  # a row ended, and none began
        self.put("sign", *("[[" if opening else "]]"))

    def cases(self) -> None:
        """`\\begin{cases} a & c \\\\ b & d \\end{cases}` as `Piecewise((a, c), (b, d))`."""
        self.put("word", "Piecewise")
        self.put("sign", "(", "(")
        while self.piece() not in (r"\end", ""):
            if self.piece() in (",", ".") and self._after() in ("&", r"\\", r"\end"):
                self.take()
            elif self.piece() == "&":
                self.take()
                self.put("sign", ",")
                self._pass_over_if()
            elif self.piece() == r"\\":
                self.take()
                if self.piece() != r"\end":
                    self.put("sign", ")", ",", "(")
            else:
                self.item()
        self.take()
        if self.group() != "cases":
            raise self.error("read.unknown-command", command=r"\end")
        self.put("sign", ")", ")")

    def _after(self) -> str:
        return self.pieces[self.at + 1][0] if self.at + 1 < len(self.pieces) else ""

    def _pass_over_if(self) -> None:
        """`\\text{if }` and `\\text{for }` before a condition say nothing that the cell does not say."""
        start = self.at
        if self.piece() in _SPELLED:
            self.take()
            if self.group().lower() in _BEFORE_CONDITIONS:
                return
        self.at = start
