"""Forms of parts as an author asks for them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from gradekit.errors import AuthorError, OperatorError
from gradekit.model.composition import Composition
from gradekit.model.form import WIDENING, AskedForm
from gradekit.model.problem import Form

CONSTANT_LETTERS = ("C", "K", "C0", "K0")
"""Names for the constant in an answer that is determined up to one, the first that is free."""


def form_asked(
    texts: str | Sequence[str], *, digits: int | None, related: bool, symbols: Sequence[str], scalar: bool
) -> Form:
    """The form of a part as its author writes it; `AuthorError` for an unknown one, and for one that means nothing
    where the answer has these letters."""
    if not texts:
        return Form(digits=digits, related=related)
    from gradekit.equality.asked.asking import (
        read_forms,  # hardly any part asks for a form, and listing templates is quick
    )

    try:
        asked = read_forms(texts)
    except OperatorError as error:
        raise AuthorError(str(error)) from error
    for form in asked:
        if reason := _senseless(form, symbols, scalar=scalar):
            raise AuthorError(f"The form `{form}` {reason}.")
    exact = any(form.name == "exact" for form in asked)
    accepted = None if any(form.name in ("exact", "digits") for form in asked) else digits
    others = tuple(_varying(form, symbols) for form in asked if form.name != "exact")
    plain = Form(exact=exact, digits=accepted, related=related)
    return msgspec.structs.replace(plain, asked=others) if others else plain


def _senseless(form: AskedForm, symbols: Sequence[str], *, scalar: bool) -> str:
    """Why a form cannot be asked for, nothing where it can."""
    unknown = [name for name in form.letters if name not in symbols]
    if form.name == "letters":
        return "need not be asked for: letters that a part does not allow are always noticed"
    if unknown:
        return f"names `{unknown[0]}`, which is no letter of the answer"
    if form.name == "digits" and symbols:
        return "needs an answer that is a number, and this one has letters"
    if form.name == "up-to-constant" and not symbols:
        return "would let any number be right"
    if form.name == "up-to-factor" and not symbols and scalar:
        return "would let any number but 0 be right"
    return ""


def _varying(form: AskedForm, symbols: Sequence[str]) -> AskedForm:
    """The form with all letters of the answer, where its author named none."""
    return AskedForm(form.name, letters=tuple(symbols)) if form.name in WIDENING and not form.letters else form


def constants_in(form: Form, composition: Composition) -> tuple[str, ...]:
    """The letter for the constant that may stand in an answer which is determined up to one."""
    if form.up_to is None or form.up_to.name != "up-to-constant":
        return ()
    taken = {*composition.inputs, *(node.name for node in composition.nodes)}
    return next((name,) for name in CONSTANT_LETTERS if name not in taken)


def asked_digits(form: Form) -> int | None:
    """The significant digits of the decimal that is asked for, if one is."""
    return next((asked.digits for asked in form.forms if asked.name == "digits"), None)
