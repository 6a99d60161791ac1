"""The answer of `gradekit equal` as a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import assert_never

from gradekit.documents.blocks import Block, Definitions, Document, Panel, Para, Role, line, plain
from gradekit.documents.formulas import value_block
from gradekit.documents.messages import words
from gradekit.documents.words import catalogue
from gradekit.equality.asked.up_to import OTHER
from gradekit.equality.asked.widened import varying_letters
from gradekit.equality.texts.beyond import beyond
from gradekit.equality.texts.texts import Equality
from gradekit.grading.notation import decimal_in_words, point_told
from gradekit.kinds.fitting import shape_told
from gradekit.model.evidence import Agreement, Chosen, Evidence, Proof, Shapes, Unsettled, Witness
from gradekit.model.form import WIDENING
from gradekit.model.message import Message, Param
from gradekit.model.outcome import Outcome
from gradekit.syntax.build import symbol
from gradekit.syntax.latex import to_latex

SIMPLE = 100
"""The largest denominator of a coordinate that is shown as it is."""

_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")

_ROLES: dict[Outcome, tuple[Role, str]] = {
    Outcome.PROVED: ("right", "proved equal"),
    Outcome.AGREED: ("form", "agree"),
    Outcome.FORM: ("form", "equal, but not in the form asked"),
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
        *(Para(line(words(message))) for message in (*so_far_told(equality), *_beyond_told(equality))),
        *(Para(line(words(note))) for note in equality.notes),
    )
    return Document(title="Are they equal?", blocks=(Panel(role, plain("Verdict"), label, blocks=told),))


def so_far_told(equality: Equality) -> tuple[Message, ...]:
    """How far the two were compared, where that is not altogether, and the evidence."""
    up_to = next((form for form in equality.asked if form.name in WIDENING), None)
    if up_to is None:
        return (evidence_told(equality.evidence),)
    varying = up_to.letters or sorted(varying_letters(equality.answer.entries, equality.expected.entries))
    letters = ",\\; ".join(to_latex(symbol(name)) for name in varying)
    so_far = Message(f"equal.{up_to.name}", {"letters": letters}) if letters else Message("equal.constants")
    evidence = equality.evidence
    if isinstance(evidence, Witness) and evidence.answer != "undefined" and letters:
        told = evidence.point
        there = {name.removesuffix(OTHER): value for name, value in told.items() if name.endswith(OTHER)}
        here = {name: value for name, value in told.items() if name in there}
        if here:
            params: dict[str, Param] = {"here": near_told(here), "there": near_told(there)}
            return so_far, Message(f"equal.different-{up_to.name}", params)
    return so_far, Message("equal.proved") if isinstance(evidence, Proof) else evidence_told(evidence)


def _beyond_told(equality: Equality) -> tuple[Message, ...]:
    """That the second formula rules, where the first one has values beyond its domain."""
    if equality.outcome not in (Outcome.PROVED, Outcome.AGREED) or equality.asked:
        return ()
    point = beyond(equality)
    return () if point is None else (Message("equal.beyond", {"point": near_told(point)}),)


def reason_told(why: str) -> str:
    """The sentence for a reason; its name where it has none."""
    sentence = f"explain.why-{why}"
    return words(Message(sentence)) if sentence in catalogue() else f"({why})"


def evidence_told(evidence: Evidence) -> Message:
    """The evidence as a message."""
    match evidence:
        case Proof(method=method):
            return Message({"normal-form": "equal.proved"}.get(method, f"equal.{method}"))
        case Agreement(points, digits, why):
            return Message("equal.agreed", {"points": points, "digits": digits, "why": reason_told(why)})
        case Witness(point, answer, expected) if point:
            return Message("equal.different", {"point": near_told(point), **_values(answer, expected)})
        case Witness(_, answer, expected):
            return Message("equal.different-constants", _values(answer, expected))
        case Shapes(answer, expected):
            return Message("equal.shapes", {"answer": _size(answer), "expected": _size(expected)})
        case Unsettled(why):
            return Message("equal.undecided", {"why": reason_told(why)})
        case Chosen(answer, expected):
            return Message("equal.different-constants", {"answer": answer, "expected": expected})
        case _:
            assert_never(evidence)


def near_told(point: Mapping[str, str]) -> str:
    r"""A point as LaTeX; coordinates that nobody would write down are rounded.

    >>> near_told({"x": "1/2", "y": "851185/524288"})
    'x = 1/2,\\; y \\approx 1.624'
    """
    told = {name: Fraction(value) for name, value in point.items()}
    simple = {name: value for name, value in told.items() if value.denominator <= SIMPLE}
    rest = (f"{to_latex(symbol(name))} \\approx {float(told[name]):.4g}" for name in told if name not in simple)
    return ",\\; ".join([*([point_told(simple, {})] if simple else []), *rest])


def _values(answer: str, expected: str) -> dict[str, Param]:
    """Both values, with four digits where these tell them apart.

    >>> _values("1.623506546", "-2.000000000"), _values("undefined", "-2.968418121")
    ({'answer': '1.624', 'expected': '−2'}, {'answer': 'undefined', 'expected': '−2.968'})
    """
    short = [f"{float(value):.4g}" if _NUMBER.fullmatch(value) else value for value in (answer, expected)]
    told = short if short[0] != short[1] else (answer, expected)
    first, second = (decimal_in_words(value) if _NUMBER.fullmatch(value) else value for value in told)
    return {"answer": first, "expected": second}


def _size(shape: tuple[int, ...]) -> str:
    return shape_told(shape) if shape else "one formula"
