"""Verdicts in messages: how a part stands, the evidence, the misconception, the question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from gradekit.calculus.depends import depends_on
from gradekit.grading.beyond import beyond
from gradekit.grading.diagnose import STATED
from gradekit.grading.graded import Graded
from gradekit.grading.longer import longer
from gradekit.grading.notation import decimal_told, entry_name, point_told, stated_range
from gradekit.grading.simple_points import own_values_told, simple_point, undefined_point
from gradekit.kinds import KINDS, kind_of
from gradekit.malrules.rank import NUMBER_OFF
from gradekit.model.answer import Answer
from gradekit.model.composition import At
from gradekit.model.evidence import Agreement, Evidence, Proof, Witness
from gradekit.model.message import Message, Param
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.problem import Part
from gradekit.model.verdict import Verdict
from gradekit.syntax.tree import symbols_of

Standing = Literal["right", "form", "partly", "not-yet", "blank", "unread", "pending", "hidden"]

_STANDING: dict[Outcome, Standing] = {
    Outcome.PROVED: "right",
    Outcome.AGREED: "right",
    Outcome.FORM: "form",
    Outcome.BLANK: "blank",
    Outcome.UNREAD: "unread",
    Outcome.UNKNOWN_SYMBOL: "unread",
    Outcome.NEEDS_RUNNING: "unread",
    Outcome.WRONG_SHAPE: "not-yet",
    Outcome.DIFFERENT: "not-yet",
}

TIE = "malrule.tie"
"""How the ids of the neutral sentences begin, for rules that cannot be told apart: they guess and ask nothing."""

NOT_EVALUATED = "gradient-not-evaluated"

FACTS = frozenset({NUMBER_OFF, NOT_EVALUATED, "parts-permuted", STATED})
"""What is said of an answer that is no misconception, and begins with no "This looks like"."""

FORMULAS = frozenset(name for name, kind in KINDS.items() if kind.at_points)
"""Kinds whose answers have values at points."""


def standing(verdict: Verdict) -> Standing:
    """How a part stands, in the word a student sees first; outcomes not in the table wait for a person."""
    if verdict.outcome in (Outcome.DIFFERENT, Outcome.BLANK) and any(e.outcome in RIGHT for e in verdict.entries):
        return "partly"
    return _STANDING.get(verdict.outcome, "pending")


def right_parts(graded: Graded) -> tuple[Message, ...]:
    """What is right, named by the letters of the parts; nothing when nothing is."""
    right = [graded.letter(v.part) for v in graded.verdicts.verdicts if v.outcome in RIGHT - {Outcome.FORM}]
    if len(right) == len(graded.issued.parts):
        return (Message("grading.all-right"),)
    return (_about("grading.right-part", right),) if right else ()


def _about(sentence: str, letters: list[str], **params: Param) -> Message:
    """The sentence about one part, or its plural form about several: `(a), (b) and (c)`."""
    if len(letters) == 1:
        return Message(sentence, {"parts": letters[0], **params})
    return Message(f"{sentence}s", {"parts": tuple(letters[:-1]), "last": letters[-1], **params})


def evidence_told(part: Part, graded: Graded) -> tuple[Message, ...]:
    """Why the verdict is what it is, in words."""
    verdict = graded.verdict(part)
    told = list(_evidence(part, verdict, graded))
    if verdict.followed:
        told.insert(0, _about("grading.followed-part", [graded.letter(key) for key in verdict.follows]))
    return (*told, *verdict.notes)


def _evidence(part: Part, verdict: Verdict, graded: Graded) -> Iterator[Message]:
    if verdict.outcome in RIGHT and part.kind in FORMULAS:
        yield from _sameness(part, verdict, graded)
        if notice := longer(part, graded):
            yield notice
    elif verdict.outcome in RIGHT and part.kind == "on-curve" and not verdict.followed:
        yield Message("grading.proved-on-curve")
    elif verdict.outcome is Outcome.DIFFERENT:
        yield from _differences(part, verdict, graded)
    elif verdict.outcome is Outcome.UNDECIDED:
        yield Message("grading.undecided")


def _sameness(part: Part, verdict: Verdict, graded: Graded) -> Iterator[Message]:
    """Proved on which range, or agreed to how many digits at how many points."""
    evidence = [entry.evidence for entry in verdict.entries]
    so_far = f"-{part.form.up_to.name}" if part.form.up_to else ""
    if agreements := [e for e in evidence if isinstance(e, Agreement)]:
        weakest = min(agreements, key=lambda e: (e.digits, e.points))
        yield Message(f"grading.agreed{so_far}", {"points": weakest.points, "digits": weakest.digits})
    elif any(isinstance(e, Proof) and e.method == "digits" for e in evidence):
        if not any(note.id == "lacks.digits" for note in verdict.notes):
            yield Message("grading.right-to-digits", {"digits": part.form.decimal or 0})
    elif so_far and not verdict.followed:
        yield Message(f"grading.proved{so_far}")
    elif not verdict.followed and all(isinstance(e, Proof) for e in evidence):
        stated = stated_range(
            graded.issued.domain, _letters(graded.answer(part)) & set(part.symbols), graded.issued.spoken_as
        )
        yield Message("grading.proved-on", {"range": stated}) if stated else Message("grading.proved")
        if stated and (notice := beyond(part, graded)):
            yield notice


def _differences(part: Part, verdict: Verdict, graded: Graded) -> Iterator[Message]:
    """Which entries differ, and for the first of them where."""
    wrong = [k for k, entry in enumerate(verdict.entries) if entry.outcome is Outcome.DIFFERENT]
    if len(verdict.entries) > 1 and not (part.form.up_to and part.form.up_to.name == "up-to-factor"):
        names = tuple(_entry_of(part, k) for k in wrong)
        yield Message("grading.entries-wrong" if len(names) > 1 else "grading.entry-wrong", {"entries": names})
    if wrong and part.kind == "on-curve":
        yield from _off_on_curve(verdict.entries[wrong[0]].evidence, graded)
    if not wrong or part.kind not in FORMULAS or _is_unevaluated(verdict):
        return
    evidence, spoken_as = verdict.entries[wrong[0]].evidence, graded.issued.spoken_as
    if isinstance(evidence, Witness) and evidence.answer == "undefined":
        yield _without_value(part, graded, wrong[0], evidence)
    elif part.form.up_to:
        if isinstance(evidence, Witness):
            yield Message(f"grading.differs-{part.form.up_to.name}")
    elif found := simple_point(part, graded, wrong[0]):
        point, given, expected = found
        params: dict[str, Param] = {"point": point_told(point, spoken_as), "answer": decimal_told(given)}
        sentence = "grading.differs" if len(verdict.entries) == 1 else "grading.entry-differs"
        if _has_letters(part, graded, wrong[0]):  # a value has none, and is the same at every point
            sentence += "-at"
        if len(verdict.entries) > 1:
            params["entry"] = _entry_of(part, wrong[0])
        if graded.shown.expected:
            yield Message(sentence, params | {"expected": decimal_told(expected)})
        else:
            yield Message(f"{sentence}-hidden", params)


def _has_letters(part: Part, graded: Graded, entry: int) -> bool:
    """Whether there are letters in the entry, or in the right one."""
    value = graded.answer(part).value
    given = value.entries[entry] if value else None
    return any(symbols_of(expr) for expr in (given, graded.key.part(part.key).value.entries[entry]) if expr is not None)


def _is_unevaluated(verdict: Verdict) -> bool:
    """Whether the answer is the formula of what is asked; another point has nothing to do with it."""
    return verdict.diagnosis is not None and verdict.diagnosis.rules[0] == NOT_EVALUATED


def _entry_of(part: Part, number: int) -> str:
    """The entry of that number as one says it; a row of a table by its name."""
    rows = kind_of(part.kind).rows(part)
    return rows[number] if rows else entry_name(number, part.shape)


def _off_on_curve(evidence: Evidence | None, graded: Graded) -> Iterator[Message]:
    """A point of the curve where the answer has another value; its coordinates are rounded."""
    if isinstance(evidence, Witness):
        near = {name: f"{float(value):.4g}" for name, value in evidence.point.items()}
        point, answer = point_told(near, graded.issued.spoken_as), f"{float(evidence.answer):.4g}"
        yield Message("grading.differs-on-curve", {"point": point, "answer": answer})


def _without_value(part: Part, graded: Graded, entry: int, witness: Witness) -> Message:
    """That the formula has no value, at a simple point if there is one."""
    if not part.symbols:
        return Message("grading.undefined")
    point = undefined_point(part, graded, entry) or witness.point
    return Message("grading.undefined-at", {"point": point_told(point, graded.issued.spoken_as)})


def diagnosis_told(part: Part, graded: Graded) -> tuple[Message, ...]:
    """The misconception the answer looks like, or what helps when no rule explains it."""
    verdict = graded.verdict(part)
    if verdict.diagnosis is None:
        return tuple(_unexplained(part, graded))
    if (rule := verdict.diagnosis.rules[0]) in graded.shown.only_where_to_look:
        return (Message(f"malrule.{rule}.where"),)
    if rule in FACTS or verdict.diagnosis.sentence.id.startswith(TIE):
        return (verdict.diagnosis.sentence,)
    return (Message("grading.looks-like"), verdict.diagnosis.sentence)


def _unexplained(part: Part, graded: Graded) -> Iterator[Message]:
    """Which earlier parts are right, the student's own numbers at a simple point, and that we do not know more."""
    if used := _used_directly(part, graded):
        letters = [graded.letter(other.key) for other in used]
        if all(graded.verdict(other).outcome in RIGHT for other in used):
            yield _about("grading.slip-after-part", letters)
        # The own formula at the point where its value is asked is the whole answer.
        may_tell = graded.shown.expected or not isinstance(part.quantity, At)
        if may_tell and (values := own_values_told([*used, part], graded)):
            yield Message(
                "grading.own-values", {"point": point_told(values[0], graded.issued.spoken_as), "values": values[1]}
            )
            yield _about("grading.compare-with-part", letters, part=graded.letter(part.key))
    yield Message("grading.unexplained")


def _used_directly(part: Part, graded: Graded) -> list[Part]:
    """The earlier parts that the part is built from, without those that another one of them is built from."""
    composition = graded.issued.composition
    earlier = graded.issued.parts[: graded.issued.parts.index(part)]
    used = [other for other in earlier if depends_on(part.quantity, other.quantity, composition)]
    return [one for one in used if not any(depends_on(other.quantity, one.quantity, composition) for other in used)]


def question_asked(part: Part, graded: Graded) -> Message | None:
    """The one question that goes with a misconception."""
    diagnosis = graded.verdict(part).diagnosis
    if diagnosis is None or diagnosis.sentence.id.startswith(TIE):
        return None
    return None if diagnosis.rules[0] in graded.shown.only_where_to_look else Message(f"{diagnosis.sentence.id}.ask")


def _letters(answer: Answer) -> set[str]:
    entries = answer.value.entries if answer.value else ()
    return {name for entry in entries if entry is not None for name in symbols_of(entry)}
