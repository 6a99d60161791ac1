r"""Partial derivatives written as quotients, `∂f/∂x` and `\frac{\partial f}{\partial x}`, as words: `f_x`."""

from __future__ import annotations

from typing import final

from gradekit.syntax.scope import Scope
from gradekit.syntax.tokens import Token


def quotients_as_words(tokens: list[Token], scope: Scope) -> list[Token]:
    """The tokens with each quotient that is a derivative of a function left open as one word; all others stay."""
    if not scope.partials or all(token.text != "∂" for token in tokens):
        return tokens
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        quotient = _Quotient(tokens, at)
        word = quotient.word()
        if word in scope.partials:
            found.append(Token("word", word, tokens[at].start, tokens[quotient.at - 1].end))
            at = quotient.at
        else:
            found.append(tokens[at])
            at += 1
    return found


@final
class _Quotient:
    """What stands at a place, read as long as it is such a quotient."""

    def __init__(self, tokens: list[Token], at: int) -> None:
        self.tokens, self.at = tokens, at

    def word(self) -> str:
        """The quotient as a word; nothing where it is none."""
        braces = self.takes("{", "{", "∂")
        if not braces and not self.takes("∂"):
            return ""
        order = self.exponent()
        function = self.letters()
        if not self.takes(*(("}", "/", "{") if braces else ("/",))):
            return ""
        by: list[str] = []
        while self.takes("∂"):
            letter = self.letters()
            by += [letter] * self.exponent()
        if (braces and not self.takes("}", "}")) or len(by) != order or "" in by:
            return ""
        return f"{function}_{''.join(by)}"

    def takes(self, *signs: str) -> bool:
        """Whether these signs come next; then they are taken."""
        if [token.text for token in self.tokens[self.at : self.at + len(signs)]] != list(signs):
            return False
        self.at += len(signs)
        return True

    def letters(self) -> str:
        """The word that comes next, which is taken."""
        token = self.tokens[self.at]
        if token.kind != "word":
            return ""
        self.at += 1
        return token.text

    def exponent(self) -> int:
        """The power that comes next, 1 where there is none."""
        token = self.tokens[self.at]
        if token.kind == "raised" and token.text.isdigit():
            self.at += 1
            return int(token.text[:2])
        ahead = [one.text for one in self.tokens[self.at : self.at + 4]]
        if ahead[:1] != ["^"]:
            return 1
        digits, width = (ahead[2], 4) if ahead[1:2] == ["{"] and ahead[3:] == ["}"] else (ahead[1], 2)
        if not digits.isdigit():
            return 1
        self.at += width
        return int(digits[:2])
