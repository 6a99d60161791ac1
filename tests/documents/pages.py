"""One document of each kind, for tests of what all of them must keep."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache

from samples import DOCUMENT, SHEET

from gradekit.documents.blocks import Document
from gradekit.documents.check import check_document
from gradekit.documents.contents import contents_document
from gradekit.documents.explanation import explanation_document
from gradekit.documents.proof import proof_document
from gradekit.documents.report import report_document
from gradekit.documents.sheet import sheet_document
from gradekit.equality.texts.explain import explain
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.model.record import Mistake, PartRecord
from gradekit.problems.bank.contents import contents
from gradekit.problems.handing_out.sheets import practice_sheet
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.statistics.report import class_report
from gradekit.submissions.check import check_source
from gradekit.submissions.files import source_of


def _sheet() -> Document:
    return sheet_document(SHEET, {1: ("How many routes lead from $t$ to $f$?", "One product for each.")})


def _proof() -> Document:
    sheet, keys = practice_sheet("neuron-backprop", level=2, seed="1", count=1)
    return proof_document(sheet.slots[0].issued, keys[0])


def _check() -> Document:
    sheet, _ = practice_sheet("total-derivative", level=2, seed="7", count=1)
    text = write_stub(sheet).replace("q1a = ...", "q1a = 2").replace("q1c = ...", "q1c = 2*(x")
    return check_document(check_source(source_of(text.encode())))


def _report() -> Document:
    return report_document(class_report([_row(number, place) for number in range(24) for place in range(4)]))


def _row(number: int, place: int) -> PartRecord:
    right = number % 4 > place
    return PartRecord(
        gradekit="0",
        student=f"s{number:03}",
        sheet="sheet",
        slot=1,
        letter="abcd"[place],
        part="abcd"[place],
        template="made-up",
        level=1,
        variant=f"variant of {number}",
        title="Made up",
        asks=r"\frac{df}{dt}",
        possible=Fraction(1),
        earned=Fraction(right),
        outcome=Outcome.PROVED if right else Outcome.DIFFERENT,
        mistake=None if right or number % 3 else Mistake("sign", Message("malrule.sign"), "2 t"),
        drawn={"sign": "-+"[number % 2]},
    )


PAGES: dict[str, Callable[[], Document]] = {
    "sheet": _sheet,
    "feedback": lambda: DOCUMENT,
    "proof": _proof,
    "check": _check,
    "contents": lambda: contents_document(contents(())),
    "explanation": lambda: explanation_document(explain("sin(x)^2", "1 - cos(x)^2")),
    "report": _report,
}


@cache
def page(kind: str) -> Document:
    """The document of that kind."""
    return PAGES[kind]()
