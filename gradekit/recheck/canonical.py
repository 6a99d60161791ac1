"""Formulas up to what is the same at sight: the order of terms and factors, signs, rational numbers worked out, and
functions that are only another way to write a formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, TypeAlias, final

from gradekit.recheck.programs import Program, Row

Form: TypeAlias = int
"""The number of a form; the same number means the same formula at sight."""


@final
class Canonical:
    """The forms of the rows of a program."""

    def __init__(self, program: Program) -> None:
        self._numbers: dict[Any, Form] = {}
        self._made: list[Any] = []
        self.forms = list[Form]()
        for row in program.rows:
            self.forms.append(self._form(row))

    def _form(self, row: Row) -> Form:
        kind: str = row[0]
        forms: list[Form] = self.forms
        if kind == "number":
            return self.number(row[1])
        if kind == "constant" and row[1] == "E":
            return self.call("exp", [self.number(Fraction(1))])
        if kind in ("symbol", "constant"):
            return self._enter(row)
        if kind == "power":
            base = forms[int(row[1])]
            return self.power(base, row[2])
        args = [forms[i] for i in row[1:] if isinstance(i, int)]
        if kind == "call":
            return self.call(row[1], args)
        made = _MADE.get(kind)
        return (
            self._enter((*(word for word in row if isinstance(word, str)), *args)) if made is None else made(self, args)
        )

    def _enter(self, made: Any) -> Form:
        known = self._numbers.get(made)
        if known is None:
            known = self._numbers[made] = len(self._made)
            self._made.append(made)
        return known

    def number(self, value: Fraction) -> Form:
        """A rational number."""
        return self._enter(("number", value))

    def _value(self, form: Form) -> Fraction | None:
        made = self._made[form]
        return made[1] if made[0] == "number" else None

    def _scaled(self, form: Form) -> tuple[Fraction, Form]:
        """A rational number and what it multiplies."""
        made = self._made[form]
        if made[0] == "number":
            return made[1], self.number(Fraction(1))
        return (made[1], made[2]) if made[0] == "scaled" else (Fraction(1), form)

    def scaled(self, value: Fraction, form: Form) -> Form:
        """A rational multiple."""
        inner, base = self._scaled(form)
        if self._value(base) == 1:
            return self.number(value * inner)
        return base if value * inner == 1 else self._enter(("scaled", value * inner, base))

    def sum(self, parts: Iterable[Form]) -> Form:
        """A sum, equal terms together."""
        terms: dict[Form, Fraction] = {}
        for part in parts:
            made = self._made[part]
            inside: Iterable[tuple[Form, Fraction]] = made[1] if made[0] == "sum" else [_turned(self._scaled(part))]
            for form, value in inside:
                terms[form] = terms.get(form, Fraction(0)) + value
        one = self.number(Fraction(1))
        if not terms.get(one, True):
            del terms[one]
        if len(terms) < 2:
            return next((self.scaled(value, form) for form, value in terms.items()), self.number(Fraction(0)))
        return self._enter(("sum", tuple(sorted(terms.items()))))

    def product(self, parts: Iterable[Form]) -> Form:
        """A product, its numbers in front."""
        value, factors = Fraction(1), list[Form]()
        for part in parts:
            inner, base = self._scaled(part)
            value *= inner
            made = self._made[base]
            if self._value(base) != 1:
                factors += made[1] if made[0] == "product" else [base]
        if len(factors) < 2:
            return self.scaled(value, factors[0]) if factors else self.number(value)
        return self.scaled(value, self._enter(("product", tuple(sorted(factors)))))

    def power(self, base: Form, exponent: Fraction) -> Form:
        """A rational power."""
        value = self._value(base)
        if exponent == 1:
            return base
        if value and exponent == -1:
            return self.number(1 / value)
        inner, form = self._scaled(base)
        if exponent == -1 and inner and inner != 1:
            return self.scaled(1 / inner, self.power(form, exponent))
        made = self._made[form]
        if exponent == -1 and made[0] == "product":
            return self.product([self.power(factor, exponent) for factor in made[1]])
        return self._enter(("power", base, exponent))

    def call(self, name: str, args: Sequence[Form]) -> Form:
        """A function."""
        written = _WRITTEN_OUT.get((name, len(args)))
        if written is not None:
            return written(self, *args)
        if name in ("Max", "Min"):
            leaves = {leaf for arg in args for leaf in self._leaves(name, arg)}
            return leaves.pop() if len(leaves) == 1 else self._enter((name, *sorted(leaves)))
        return self._enter(("call", name, *args))

    def _leaves(self, name: str, form: Form) -> Sequence[Form]:
        made = self._made[form]
        return made[1:] if made[0] == name else [form]

    def raised(self, base: Form, exponent: Form) -> Form:
        """A power with any exponent."""
        value = self._value(exponent)
        if value is not None:
            return self.power(base, value)
        if self._made[base] == ("call", "exp", self.number(Fraction(1))):
            return self.call("exp", [exponent])
        return self._enter(("raise", base, exponent))

    def quotient(self, top: Form, bottom: Form) -> Form:
        """A quotient."""
        return self.product([top, self.power(bottom, Fraction(-1))])

    def negative(self, form: Form) -> Form:
        """The negative."""
        return self.scaled(Fraction(-1), form)


def _turned(pair: tuple[Fraction, Form]) -> tuple[Form, Fraction]:
    return pair[1], pair[0]


def _binomial(forms: Canonical, n: Form, k: Form) -> Form:
    below = [forms.call("factorial", [x]) for x in (k, forms.sum([n, forms.negative(k)]))]
    return forms.quotient(forms.call("factorial", [n]), forms.product(below))


def _one(forms: Canonical) -> Form:
    return forms.number(Fraction(1))


_MADE: dict[str, Callable[[Canonical, list[Form]], Form]] = {
    "add": lambda forms, args: forms.sum(args),
    "multiply": lambda forms, args: forms.product(args),
    "negate": lambda forms, args: forms.negative(args[0]),
    "divide": lambda forms, args: forms.quotient(args[0], args[1]),
    "raise": lambda forms, args: forms.raised(args[0], args[1]),
}


def _sigmoid(forms: Canonical, x: Form) -> Form:
    return forms.quotient(_one(forms), forms.sum([_one(forms), forms.call("exp", [forms.negative(x)])]))


def _softplus(forms: Canonical, x: Form) -> Form:
    return forms.call("log", [forms.sum([_one(forms), forms.call("exp", [x])])])


def _logit(forms: Canonical, x: Form) -> Form:
    return forms.call("log", [forms.quotient(x, forms.sum([_one(forms), forms.negative(x)]))])


def _relu(forms: Canonical, x: Form) -> Form:
    return forms.call("Max", [forms.number(Fraction(0)), x])


def _sqrt(forms: Canonical, x: Form) -> Form:
    return forms.power(x, Fraction(1, 2))


def _cbrt(forms: Canonical, x: Form) -> Form:
    return forms.power(x, Fraction(1, 3))


def _root(forms: Canonical, x: Form, n: Form) -> Form:
    return forms.raised(x, forms.quotient(_one(forms), n))


def _log(forms: Canonical, x: Form, base: Form) -> Form:
    return forms.quotient(forms.call("log", [x]), forms.call("log", [base]))


_WRITTEN_OUT: dict[tuple[str, int], Callable[..., Form]] = {
    ("sqrt", 1): _sqrt,
    ("cbrt", 1): _cbrt,
    ("root", 2): _root,
    ("log", 2): _log,
    ("sigmoid", 1): _sigmoid,
    ("softplus", 1): _softplus,
    ("relu", 1): _relu,
    ("logit", 1): _logit,
    ("binomial", 2): _binomial,
}
"""Functions that are only a shorter way to write others."""
