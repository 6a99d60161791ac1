"""The answer of `gradekit equal` as a document."""

from __future__ import annotations

from typing import assert_never

from gradekit.documents.blocks import Block, Definitions, Document, Panel, Para, Role, line, plain
from gradekit.documents.formulas import value_block
from gradekit.documents.messages import words
from gradekit.equality.texts import Equality
from gradekit.grading.notation import point_told
from gradekit.model.evidence import Agreement, Chosen, Evidence, Proof, Shapes, Unsettled, Witness
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome

_ROLES: dict[Outcome, tuple[Role, str]] = {
    Outcome.PROVED: ("right", "proved equal"),
    Outcome.AGREED: ("form", "agree"),
    Outcome.DIFFERENT: ("not-yet", "different"),
    Outcome.UNDECIDED: ("pending", "undecided"),
}


def equality_document(equality: Equality) -> Document:
    """What was read, the outcome, and the evidence for it."""
    role, label = _ROLES[equality.outcome]
    told: tuple[Block, ...] = (
        Definitions(
            (
                (plain("first"), (value_block(equality.answer),)),
                (plain("second"), (value_block(equality.expected),)),
            )
        ),
        Para(line(words(evidence_told(equality.evidence)))),
        *(Para(line(words(note))) for note in equality.notes),
    )
    return Document(title="Are they equal?", blocks=(Panel(role, plain("Verdict"), label, blocks=told),))


def evidence_told(evidence: Evidence) -> Message:
    """The evidence as a message."""
    match evidence:
        case Proof(method=method):
            return Message({"normal-form": "equal.proved"}.get(method, f"equal.{method}"))
        case Agreement(points, digits, why):
            return Message("equal.agreed", {"points": points, "digits": digits, "why": why})
        case Witness(point, answer, expected) if point:
            return Message("equal.different", {"point": point_told(point, {}), "answer": answer, "expected": expected})
        case Witness(_, answer, expected):
            return Message("equal.different-constants", {"answer": answer, "expected": expected})
        case Shapes(answer, expected):
            return Message("equal.shapes", {"answer": _size(answer), "expected": _size(expected)})
        case Unsettled(why):
            return Message("equal.undecided", {"why": why})
        case Chosen(answer, expected):
            return Message("equal.different-constants", {"answer": answer, "expected": expected})
        case _:
            assert_never(evidence)


def _size(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape)) or "one formula"
