"""Printed answers in the form that a part asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import sympy

from gradekit.equality.asked.asked_forms import significant_digits
from gradekit.equality.asked.asking import FORMS
from gradekit.equality.decide import decide
from gradekit.equality.points.values import decimal_at
from gradekit.model.domain import Domain
from gradekit.model.form import AskedForm
from gradekit.model.outcome import RIGHT
from gradekit.model.problem import Form
from gradekit.problems.rejected import Rejected
from gradekit.syntax.latex import to_latex
from gradekit.syntax.making import decimal, negative
from gradekit.syntax.sympy_bridge import from_sympy, to_sympy
from gradekit.syntax.tree import Array, Expr

sp: Any = sympy


def formed(shown: Array, value: Array, form: Form, domain: Domain) -> Array:
    """The printed answer in the forms that are asked for; `Rejected` where it cannot be brought into them."""
    if not form.forms:
        return shown
    entries = zip(shown, value, strict=True)
    return Array(shown.shape, tuple(_formed(entry, right, form.forms, domain) for entry, right in entries))


def _formed(shown: Expr, value: Expr, asked: Sequence[AskedForm], domain: Domain) -> Expr:
    for candidate in _candidates(shown, value, asked):
        has_forms = all(FORMS[form.name](candidate, form, value).met is not False for form in asked)
        if has_forms and (significant_digits(candidate) is not None or _equal(candidate, value, domain)):
            return candidate
    told = " and ".join(f"`{form}`" for form in asked)
    raise Rejected("form", f"{to_latex(value)} could not be brought into the form {told}")


def _equal(candidate: Expr, value: Expr, domain: Domain) -> bool:
    return candidate == value or decide(candidate, value, domain).outcome in RIGHT


def _candidates(shown: Expr, value: Expr, asked: Sequence[AskedForm]) -> Iterator[Expr]:
    """The answer as it is printed, as the stages give it, rewritten by SymPy, and as a decimal."""
    names = {form.name for form in asked}
    yield shown
    yield value
    for digits in (form.digits for form in asked if form.name == "digits"):
        if (told := decimal_at(value, digits=digits)) is not None:
            size = decimal(told.removeprefix("-"))
            yield negative(size) if told.startswith("-") else size
    for name, rewritten in _REWRITTEN.items():
        if name in names:
            yield from_sympy(rewritten(to_sympy(value)))


_REWRITTEN: dict[str, Callable[[Any], Any]] = {"factored": sp.factor, "expanded": sp.expand}
