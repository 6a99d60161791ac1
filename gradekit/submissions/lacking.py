"""What `check` can say about the form of an answer: only what the answer alone shows, whether it is right or not."""

from __future__ import annotations

from collections.abc import Sequence

from gradekit.model.form import FormName
from gradekit.model.message import Message
from gradekit.model.problem import Form
from gradekit.syntax.tree import Expr

_TOLD: dict[FormName, str] = {"factored": "read.form-factored", "expanded": "read.form-expanded"}


def lacking(entries: Sequence[Expr], form: Form) -> tuple[Message, ...]:
    """The forms that the entries visibly lack. Decimals in an exact form have a sentence of their own.

    >>> from gradekit.model.form import AskedForm
    >>> lacking([Expr("symbol", (), "x")], Form(asked=(AskedForm("digits", digits=4),)))[0].id
    'read.form-digits'
    """
    if not form.asked:
        return ()
    from gradekit.equality.asked.asked_forms import (
        significant_digits,  # most parts ask for nothing, and reading is quick
    )
    from gradekit.equality.asked.asking import form_note, missing

    asked = [one for one in form.asked if one.name in _TOLD]
    told = [Message(_TOLD[one.name], form_note(one, part).params) for one, part in missing(entries, entries, asked)]
    digits = next((one.digits for one in form.asked if one.name == "digits"), None)
    if digits is not None and any(significant_digits(entry) is None for entry in entries):
        told.append(Message("read.form-digits", {"digits": digits}))
    return tuple(told)
