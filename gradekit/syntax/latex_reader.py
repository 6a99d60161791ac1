r"""LaTeX as the grammar of typed text reads it; a function may have its argument without brackets, as in `\sin^2 x`."""

from __future__ import annotations

from gradekit.syntax.check import within
from gradekit.syntax.cursor import Cursor
from gradekit.syntax.doubts import refuse_foreign_signs
from gradekit.syntax.latex_tokens import latex_tokens
from gradekit.syntax.quotients import quotients_as_words
from gradekit.syntax.scope import Read, Scope, Spot
from gradekit.syntax.text import read_tokens
from gradekit.syntax.words import words_as_names


def read_latex(text: str, scope: Scope, line: int | None = None) -> Read:
    r"""What a formula in LaTeX means; the tree is the one that typed text of the same meaning gives.

    >>> read_latex(r"\sin^2 x", Scope(frozenset("x"))).value
    power(function('sin', symbol('x')), number(2))
    """
    spot = Spot(text, line)
    tokens = quotients_as_words(latex_tokens(spot, scope.limits), scope)
    refuse_foreign_signs(spot, tokens, scope)
    cursor = Cursor(spot, words_as_names(spot, tokens, scope), scope, bare=True)
    value = read_tokens(cursor)
    within(value, scope.limits, spot)
    return Read(value, tuple(cursor.remarks))
