"""The check of one record as a line of text."""

from __future__ import annotations

from gradekit.documents.messages import words
from gradekit.documents.plain import plain_text
from gradekit.recheck.result import Recheck

_STATUS = {"confirmed": "confirmed", "refused": "REFUSED", "open": "not confirmed"}


def recheck_line(result: Recheck) -> str:
    """The number of the record, what it claims, and whether that holds.

    >>> from gradekit.model.message import Message
    >>> recheck_line(Recheck(record=1, outcome="proved", status="confirmed", why=Message("recheck.confirmed")))
    '1: proved, confirmed'
    """
    part = f" ({result.part})" if result.part else ""
    told = f"{result.record}{part}: {result.outcome}, {_STATUS[result.status]}"
    return told if result.status == "confirmed" else f"{told}: {plain_text(words(result.why))}"
