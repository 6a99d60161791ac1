"""Which misconception a wrong answer looks like.

The key stores, for each mal-rule at each site, the values it predicts at a few points. A rule explains an answer when
its values are those of every wrong entry; what the values suggest is then confirmed by deciding equality with the
rule's own formula, so a diagnosis never rests on a coincidence of digits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import final

from msgspec import structs

from gradekit.calculus.graph import closed_forms
from gradekit.calculus.own import Own
from gradekit.calculus.stages import evaluate
from gradekit.equality.points.values import values_at
from gradekit.grading.compare import in_same_letters
from gradekit.grading.nearness import Number, near
from gradekit.grading.off_by_one import one_number_off
from gradekit.grading.other_parts import answer_to_another_part, explains, not_evaluated
from gradekit.kinds import kind_of
from gradekit.kinds.kind import Comparison
from gradekit.malrules.predict import predict, predictions
from gradekit.malrules.rank import CORE, NUMBER_OFF, SLIPS, rank
from gradekit.malrules.register import MALRULES
from gradekit.malrules.ties import neutral
from gradekit.model.answer import Answer
from gradekit.model.composition import Composition, Quantity
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Issued, Key, Part, PartKey, StatedWrong, WrongAnswer
from gradekit.model.verdict import Diagnosis
from gradekit.syntax.build import substitute
from gradekit.syntax.tree import Array, Expr

STATED = "stated"
"""The rule of a wrong answer that the author of the problem foresaw; it is told before any mal-rule."""

Values = Sequence[Sequence[Number]]
Here = dict[int, Number]
"""Values of the wrong entries at one point."""

MOST_CONFIRMED = 12

_OF_THE_WHOLE = ("shape", "frame")
"""Stages that act on all entries together; a slip, such as a sign, is also made in one of them."""


@final
@dataclass(frozen=True, slots=True)
class Foretold:
    """The right values at the key's points, and those of every wrong answer that is foretold."""

    right: Values
    wrong: Sequence[WrongAnswer]


@final
@dataclass(frozen=True, slots=True)
class _Asked:
    """A quantity of a composition, found quickly by the names of the problem and the part it belongs to."""

    variant: str
    part: str
    composition: Composition
    quantity: Quantity

    def __hash__(self) -> int:
        return hash((self.variant, self.part))


@lru_cache(maxsize=512)
def _formulas(asked: _Asked, rule: str, site: str) -> Array | None:
    """What a rule predicts, once for all students who make the same mistake in the same problem."""
    return predict(asked.composition, asked.quantity, rule, site)


@lru_cache(maxsize=128)
def _closed(asked: _Asked) -> Mapping[str, Expr]:
    """The intermediates in the inputs alone, once for all students."""
    return closed_forms(asked.composition, {})


@final
@dataclass(frozen=True, slots=True)
class Question:
    """What the mal-rules are asked: a part, whether its letters are written out, and own earlier values."""

    part: Part
    issued: Issued
    key: Key
    right: PartKey
    written: bool
    own: Own | None = None

    @property
    def foretold(self) -> Foretold:
        """As the key stores it; worked out anew where letters are written out or own values come in."""
        if self.own is None and (self.part.form.related or not self.written):
            return Foretold(self.right.values, self.right.wrong)
        composition, quantity = self.issued.composition, self.part.quantity
        right = evaluate(quantity, composition, own=self.own)
        wrong = predictions(composition, quantity, right, own=self.own)
        told = [WrongAnswer(p.rule, p.site, self._values(self.comparable(p.value))) for p in wrong]
        return Foretold(self._values(self.comparable(right)), told)

    def predicted(self, wrong: WrongAnswer) -> Array | None:
        """The formulas of a wrong answer."""
        composition, quantity = self.issued.composition, self.part.quantity
        if self.own is None:
            found = _formulas(_Asked(self.key.variant, self.part.key, composition, quantity), wrong.rule, wrong.site)
        else:
            found = predict(composition, quantity, wrong.rule, wrong.site, own=self.own)
        return None if found is None else self.comparable(found)

    def shown(self, place: int) -> Expr:
        """The right entry as it is printed; from own values, as the stages write it."""
        if self.own is None:
            return self.comparable(self.right.shown).entries[place]
        return self.comparable(evaluate(self.part.quantity, self.issued.composition, own=self.own)).entries[place]

    def comparable(self, array: Array) -> Array:
        """The entries in the letters in which the answer is compared."""
        if not self.written:
            return array
        closed = _closed(_Asked(self.key.variant, self.part.key, self.issued.composition, self.part.quantity))
        return Array(array.shape, tuple(substitute(entry, closed) for entry in array))

    def _values(self, array: Array) -> tuple[tuple[Number, ...], ...]:
        return tuple(values_at(array.entries, point) for point in self.key.points)


def diagnosis(
    part: Part, answer: Answer, comparison: Comparison, key: Key, issued: Issued, own: Own | None = None
) -> Diagnosis | None:
    """The mal-rules that explain every wrong entry, as one diagnosis, or None.

    What the key foretells is tried first, then what the rules make of the student's own earlier values.
    """
    right = key.part(part.key)
    if part.choices:
        return _stated_choice(part, answer, right)
    if not kind_of(part.kind).entrywise:
        return _stated_as_a_whole(part, answer, right, issued)
    comparable, expected, _ = in_same_letters(part, answer, right.value, issued)
    if comparable.value is None or len(comparable.value.entries) != len(expected.entries):
        return None
    wrong = [k for k, entry in enumerate(comparison.entries) if entry.outcome is Outcome.DIFFERENT]
    given = {k: entry for k in wrong if (entry := comparable.value.entries[k]) is not None}
    if not given:
        return None
    if stated := _stated(right, given, issued):
        return stated
    by_the_key = Question(part, issued, key, right, written=comparable is not answer)
    questions = (by_the_key,) if own is None else (by_the_key, replace(by_the_key, own=own))
    for question in questions:
        if found := list(_explaining(question.foretold, given, question)):
            return _named(found, given, question)
    if other := not_evaluated(part, given, issued) or answer_to_another_part(part, comparable.value, key, issued):
        return other
    off = any(_may_be_a_number(given, question) for question in questions)
    return _number_off(given, right) if off else None


def _named(found: Sequence[WrongAnswer], given: dict[int, Expr], question: Question) -> Diagnosis:
    """The rule to speak of, or a neutral sentence. A core misconception is believed in even where one number off by one
    explains the answer as well."""
    ranked, tied = rank([candidate.rule for candidate in found])
    site = next(candidate.site for candidate in found if candidate.rule == ranked[0])
    if (tied or CORE.isdisjoint(ranked)) and _may_be_a_number(given, question):
        return _number_off(given, question.right, ranked, site)
    return Diagnosis(ranked, site, Message(neutral(ranked) if tied else f"malrule.{ranked[0]}"))


def _number_off(given: dict[int, Expr], right: PartKey, rules: Sequence[str] = (), site: str = "a number") -> Diagnosis:
    """That one number is off, beside rules that may have led to it; of a value that it is nearly the right one."""
    bare = not right.shown.shape and all(
        entry.head in ("number", "negate") for entry in (*given.values(), *right.shown)
    )
    return Diagnosis((NUMBER_OFF, *rules), site, Message(f"malrule.{NUMBER_OFF}{'-value' if bare else ''}"))


def _may_be_a_number(given: dict[int, Expr], question: Question) -> bool:
    """Whether a number off by one in one entry of a formula explains the answer."""
    if len(given) != 1 or not kind_of(question.part.kind).at_points:
        return False
    ((place, entry),) = given.items()
    return one_number_off(entry, question.shown(place), question.key.points)


def _stated(right: PartKey, given: dict[int, Expr], issued: Issued) -> Diagnosis | None:
    """A wrong answer that the author of the question foresaw."""
    for number, wrong in enumerate(right.stated, start=1):
        if len(wrong.value.entries) == len(right.value.entries) and explains(wrong.value, given, issued):
            return _as_stated(number, wrong)
    return None


def _stated_choice(part: Part, answer: Answer, right: PartKey) -> Diagnosis | None:
    """A wrong choice of which the author says something."""
    chosen = (answer.word or "").strip().casefold()
    for number, wrong in enumerate(right.stated, start=1):
        if part.choices[int(wrong.value.scalar.number)].casefold() == chosen:
            return _as_stated(number, wrong)
    return None


def _stated_as_a_whole(part: Part, answer: Answer, right: PartKey, issued: Issued) -> Diagnosis | None:
    """A foreseen wrong answer that is not compared entry by entry: a set, or shapes."""
    for number, wrong in enumerate(right.stated, start=1):
        told = structs.replace(right, word=wrong.word)
        if kind_of(part.kind).compare(part, answer, wrong.value, told, issued.domain).right:
            return _as_stated(number, wrong)
    return None


def _as_stated(number: int, wrong: StatedWrong) -> Diagnosis:
    sentence = Message("malrule.stated", {"says": wrong.says})
    return Diagnosis(rules=(STATED,), site=str(number), sentence=sentence)


def _explaining(foretold: Foretold, given: dict[int, Expr], question: Question) -> Iterator[WrongAnswer]:
    """Candidates by their values whose formulas are equal to the wrong entries, one site a rule.

    Rules that also leave the right entries right explain the answer better than those that would change them. What
    rearranges or rescales a whole array has not happened where entries are right that it would have changed.
    """
    points = question.key.points
    values = [dict(zip(given, values_at(list(given.values()), point), strict=True)) for point in points]
    suggested = [wrong for wrong in foretold.wrong if _suggests(wrong.values, values)]
    whole = [wrong for wrong in suggested if _leaves_the_rest(wrong.values, foretold.right, given)]
    rules: set[str] = set()
    single = [w for w in suggested if w.rule in SLIPS or MALRULES[w.rule].stage not in _OF_THE_WHOLE]
    # Core misconceptions first: to a 0 at a point, for one, there are more ways than are tried.
    for candidate in sorted(whole or single, key=lambda wrong: wrong.rule not in CORE)[:MOST_CONFIRMED]:
        if candidate.rule in rules:
            continue
        predicted = question.predicted(candidate)
        if predicted is not None and explains(predicted, given, question.issued):
            rules.add(candidate.rule)
            yield candidate


def _suggests(predicted: Values, values: list[Here]) -> bool:
    """Whether the predicted values are those of the wrong entries at every point, and somewhere a number."""
    pairs = [(row[k], value) for row, here in zip(predicted, values, strict=True) for k, value in here.items()]
    return all(near(a, b) for a, b in pairs) and any(a is not None for a, _ in pairs)


def _leaves_the_rest(predicted: Values, right: Values, given: Collection[int]) -> bool:
    """Whether the predicted values are the right ones in all entries but the given."""
    return all(
        near(a, b)
        for row, key in zip(predicted, right, strict=True)
        for k, (a, b) in enumerate(zip(row, key, strict=True))
        if k not in given
    )
