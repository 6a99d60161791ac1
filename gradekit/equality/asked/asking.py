"""The forms that can be asked for, by their names: how a form is written, and what of an answer speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import get_args

from gradekit.equality.asked.asked_forms import (
    Form,
    exact,
    expanded,
    factored,
    no_intermediates,
    significant_digits,
)
from gradekit.equality.decide import decide
from gradekit.errors import OperatorError
from gradekit.model.form import WIDENING, AskedForm, FormName
from gradekit.model.message import Message, Param
from gradekit.model.outcome import Outcome
from gradekit.syntax.tree import Expr
from gradekit.syntax.words import nearest

MOST_DIGITS = 50

_NAMES: dict[str, FormName] = {str(name): name for name in get_args(FormName)}
_EXCLUSIVE = (("factored", "expanded"), ("exact", "digits"), (*sorted(WIDENING), "digits"))
"""Of each of these at most one makes sense."""


def _met(_expr: Expr, _asked: AskedForm, _expected: Expr) -> Form:
    return Form(True)


def _decimal(expr: Expr, asked: AskedForm, expected: Expr) -> Form:
    """Whether it is a numeral with that many digits; one with fewer has to be the exact value."""
    written = significant_digits(expr)
    if written is None:
        return Form(False, (expr,))
    if written >= asked.digits or decide(expr, expected).outcome is Outcome.PROVED:
        return Form(True)
    return Form(False, (expr,))


FORMS: dict[FormName, Callable[[Expr, AskedForm, Expr], Form]] = {
    "exact": lambda expr, _asked, _expected: exact(expr),
    "factored": lambda expr, _asked, _expected: factored(expr),
    "expanded": lambda expr, _asked, _expected: expanded(expr),
    "digits": _decimal,
    "letters": lambda expr, asked, _expected: no_intermediates(expr, asked.letters),
    "up-to-constant": _met,
    "up-to-factor": _met,
}
"""Every form: whether an answer, of which the value is right, has it; what is asked and what is expected besides."""


def missing(
    answer: Iterable[Expr | None], expected: Iterable[Expr], asked: Sequence[AskedForm]
) -> Iterator[tuple[AskedForm, Expr]]:
    """The forms that the entries lack, each with the first part that speaks against it. A form that could not be
    settled is not held against anybody."""
    pairs = [(mine, right) for mine, right in zip(answer, expected, strict=True) if mine is not None]
    for form in asked:
        found = (FORMS[form.name](mine, form, right) for mine, right in pairs)
        against = next((told.against for told in found if told.met is False), ())
        if against:
            yield form, against[0]


def form_note(form: AskedForm, part: Expr) -> Message:
    """That an answer is right but lacks a form, with the part of it that speaks against that."""
    from gradekit.syntax.latex import to_latex  # only where there is something to say

    params: dict[str, Param] = {"part": to_latex(part)}
    if form.digits:
        params["digits"] = form.digits
    return Message(f"lacks.{form.name}", params)


def read_forms(texts: str | Iterable[str]) -> tuple[AskedForm, ...]:
    """The forms as they are written: one, or several that go together.

    >>> [str(form) for form in read_forms(["factored", "up-to-factor : x"])]
    ['factored', 'up-to-factor:x']
    """
    forms = tuple(read_form(text) for text in ([texts] if isinstance(texts, str) else texts))
    names = [form.name for form in forms]
    if len(set(names)) < len(names):
        raise OperatorError(f"The form `{max(names, key=names.count)}` is asked for twice.")
    for exclusive in _EXCLUSIVE:
        both = [name for name in names if name in exclusive]
        if len(both) > 1:
            raise OperatorError(f"The forms `{both[0]}` and `{both[1]}` cannot be asked for together.")
    return forms


def read_form(text: str) -> AskedForm:
    """One form: `factored`, `expanded`, `exact`, `digits:4`, `letters:x,y`, `up-to-constant`, `up-to-constant:x`,
    `up-to-factor`; `OperatorError` with the nearest known name for any other.

    >>> read_form("digits:4")
    AskedForm(name='digits', digits=4, letters=())
    """
    word, colon, rest = (piece.strip() for piece in text.partition(":"))
    if word not in _NAMES:
        near = nearest(word, list(_NAMES))
        hint = f"Did you mean `{near}`?" if near else f"Known are {', '.join(f'`{name}`' for name in _NAMES)}."
        raise OperatorError(f"No form is called `{word}`. {hint}")
    name = _NAMES[word]
    if name == "digits":
        return AskedForm(name, digits=_digits(rest))
    letters = tuple(letter.strip() for letter in rest.split(",")) if rest else ()
    if name == "letters" and not letters:
        raise OperatorError("The form `letters` says which letters may stand in the answer: `letters:x,y`.")
    if colon and (name not in (*WIDENING, "letters") or not all(map(str.isidentifier, letters)) or not letters):
        raise OperatorError(f"`{text}` is not a form; after `{name}` letters may stand only as in `up-to-constant:x`.")
    return AskedForm(name, letters=letters)


def _digits(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= MOST_DIGITS):
        raise OperatorError(f"The form `digits` says how many, from 1 to {MOST_DIGITS}: `digits:4`.")
    return int(text)
