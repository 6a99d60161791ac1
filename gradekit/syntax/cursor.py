"""The place of a reader in its tokens, and the errors it can point at from there."""

from __future__ import annotations

from gradekit.errors import StudentError
from gradekit.syntax.scope import Nested, Remark, Scope, Spot
from gradekit.syntax.sites import Site, formula
from gradekit.syntax.tokens import Token
from gradekit.syntax.tree import Expr

OPERANDS = frozenset({"name", "constant", "function", "fraction"})
"""Kinds of tokens that begin a factor; a number does not follow without a sign."""

MOST_EXPONENTS = 60
"""Powers in the exponent of powers, `2^2^2`."""


class Cursor:
    """Tokens, the next of them, and how deep the reading stands."""

    __slots__ = (
        "at",
        "bare",
        "bars",
        "exponents",
        "loose",
        "nested",
        "remarks",
        "scope",
        "sign",
        "spot",
        "suspect",
        "token",
        "tokens",
    )

    def __init__(self, spot: Spot, tokens: list[Token], scope: Scope, *, bare: bool = False) -> None:
        self.spot, self.tokens, self.scope = spot, tokens, scope
        self.at = self.nested = self.exponents = 0
        self.token = tokens[0]
        """The token that comes next; at the very end the last one stays."""
        self.sign = _sign(self.token)
        """The sign that comes next, nothing where another token does."""
        self.bars = 0
        """Bars `|` that are open since the last bracket."""
        self.loose: tuple[int, int] | None = None
        """Where base and exponent of the power just read begin, if the exponent stands without brackets."""
        self.suspect: Token | None = None
        """A comma that stands between digits, as in `0,5`."""
        self.remarks: list[Remark] = []
        self.bare = bare
        """Whether a function may have its argument without brackets, as in LaTeX."""

    @property
    def last(self) -> Token:
        """The token that was read last."""
        return self.tokens[self.at - 1]

    @property
    def glued(self) -> bool:
        """Whether the next token stands right behind the last, without a blank."""
        return self.at > 0 and self.token.start == self.tokens[self.at - 1].end

    @property
    def done(self) -> bool:
        """Whether all is read."""
        return self.token.kind == "end"

    def take(self) -> Token:
        """The next token, read."""
        taken = self.token
        self.at += 1
        if self.at < len(self.tokens):
            self.token = self.tokens[self.at]
            self.sign = _sign(self.token)
        return taken

    def sees(self, *signs: str) -> bool:
        """Whether one of the signs comes next."""
        return self.sign in signs

    def error(self, message: str, token: Token, **params: str | int | tuple[str, ...]) -> StudentError:
        """An error at a token."""
        return self.spot.error(message, token.start, token.end - token.start, **params)

    def formula(self, value: Nested, token: Token) -> Expr:
        """The value that was read from the token on, where a single formula must stand."""
        return value if isinstance(value, Expr) else formula(value, self.site(token))

    def site(self, token: Token) -> Site:
        """The place of a token."""
        return Site(self.spot, token.start, token.end - token.start)

    def written(self, start: int, end: int) -> str:
        """The text of the tokens from number `start` up to number `end`."""
        return self.spot.text[self.tokens[start].start : self.tokens[end - 1].end]

    def deeper(self, opening: Token) -> None:
        """One bracket, bar or root further in."""
        self.nested += 1
        if self.nested > self.scope.limits.brackets:
            raise self.error("read.too-deep", opening, most=self.scope.limits.brackets)

    def higher(self, caret: Token) -> None:
        """One exponent further up."""
        self.exponents += 1
        if self.exponents > MOST_EXPONENTS:
            raise self.error("read.too-deep", caret, most=MOST_EXPONENTS)


def _sign(token: Token) -> str:
    return token.text if token.kind == "sign" else ""
