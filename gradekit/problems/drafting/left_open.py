"""Functions that a question leaves open: which they are, by which letters they are differentiated, and what is said."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from gradekit.errors import AuthorError
from gradekit.problems.questions.domains import listed
from gradekit.syntax import primes
from gradekit.syntax.latex_names import latex_name
from gradekit.syntax.partials import base_name, called, counts, in_latex, letters_of, names_of, told
from gradekit.syntax.tree import Expr, walk

MOST_LETTERS = 4
"""Numbers that such a function has at most."""


def left_open(formulas: Sequence[Expr], symbols: Collection[str]) -> tuple[str, ...]:
    """The functions that no formula gives, as the record tells them; `AuthorError` where a name is taken.

    >>> from gradekit.syntax.build import function, symbol
    >>> left_open([function("g", symbol("x"), symbol("y")), function("f", symbol("x"))], ["x", "y"])
    ('f', 'g(x, y)')
    """
    found = primes.left_open(formulas)
    for name, count in found.items():
        if count > MOST_LETTERS or (count > 1 and not name.isalpha()):
            raise AuthorError(
                f"The function `{name}` of {count} numbers is left open; a function of several numbers is called by "
                f"letters alone and has at most {MOST_LETTERS} of them."
            )
    functions = [told(name, _letters(name, count, formulas)) for name, count in sorted(found.items())]
    if taken := sorted(counts(functions).keys() & set(symbols)):
        raise AuthorError(f"A function cannot be called `{taken[0]}`: the name means something else; choose another.")
    return tuple(functions)


def _letters(name: str, count: int, formulas: Sequence[Expr]) -> tuple[str, ...]:
    """The letters to which the function is applied everywhere, else the numbers of its places."""
    nodes = [node for formula in formulas for node in walk(formula) if node.head == "function" and len(node.args) > 1]
    applied = {node.args for node in nodes if base_name(node.name, len(node.args)) == name}
    args = applied.pop() if len(applied) == 1 else ()
    letters = tuple(dict.fromkeys(arg.name for arg in args if arg.head == "symbol"))
    return letters if len(letters) == count else tuple(str(place) for place in range(1, count + 1))


def sentence(functions: Sequence[str]) -> str:
    """That some functions are any functions, and how their derivatives are written.

    >>> sentence(["f(x, y)"])
    'The function $f$ may be any differentiable one; its partial derivatives are written $f_{x}$ and $f_{y}$.'
    """
    if not functions:
        return ""
    names = listed(f"${latex_name(name)}$" for name in names_of(functions))
    marks = [mark for function in functions for mark in _derivatives(function)]
    said, whose = ("function {} may be any differentiable one", "its")
    if len(functions) > 1:
        said, whose = ("functions {} may be any differentiable ones", "their")
    kind = "partial derivative" if any(len(letters_of(one)[1]) > 1 for one in functions) else "derivative"
    what = f"{kind} is" if len(marks) == 1 else f"{kind}s are"
    return f"The {said.format(names)}; {whose} {what} written {listed(marks)}."


def _derivatives(function: str) -> tuple[str, ...]:
    name, letters = letters_of(function)
    if len(letters) == 1:
        return (f"${latex_name(name)}'$",)
    latex = in_latex([function])
    return tuple(f"${latex[called(name, (place,))]}$" for place in range(1, len(letters) + 1))
