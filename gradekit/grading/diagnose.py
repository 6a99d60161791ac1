"""Which misconception a wrong answer looks like.

The key stores, for each mal-rule at each site, the values it predicts at a few points. A rule explains an answer when
its values are those of every wrong entry; what the values suggest is then confirmed by deciding equality with the
rule's own formula, so a diagnosis never rests on a coincidence of digits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from gradekit.equality.decide import decide
from gradekit.equality.values import values_at
from gradekit.grading.compare import in_same_letters
from gradekit.kinds.kind import Comparison
from gradekit.malrules.predict import predict
from gradekit.malrules.rank import rank
from gradekit.model.answer import Answer
from gradekit.model.message import Message
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.problem import Issued, Key, Part, PartKey, WrongAnswer
from gradekit.model.verdict import Diagnosis
from gradekit.syntax.tree import Array, Expr

Number = tuple[float, float] | None
Values = Sequence[Sequence[Number]]
Here = dict[int, Number]
"""Values of the wrong entries at one point."""

RELATIVE = 1e-9
"""How near two stored values must be to be worth confirming. Nothing is concluded from nearness alone."""

MOST_CONFIRMED = 12


def diagnosis(part: Part, answer: Answer, comparison: Comparison, key: Key, issued: Issued) -> Diagnosis | None:
    """The mal-rules that explain every wrong entry, as one diagnosis, or None."""
    right = key.part(part.key)
    answer, expected, _ = in_same_letters(part, answer, right.value, issued)
    if answer.value is None or part.choices:
        return None
    wrong = [k for k, entry in enumerate(comparison.entries) if entry.outcome is Outcome.DIFFERENT]
    given = {k: entry for k in wrong if (entry := answer.value.entries[k]) is not None}
    if not given or len(answer.value.entries) != len(expected.entries):
        return None
    values = [dict(zip(given, values_at(list(given.values()), point), strict=True)) for point in key.points]
    found = list(_confirmed(part, right, values, given, issued))
    if not found:
        return _answer_to_another_part(part, answer, key, issued)
    ranked, tied = rank([candidate.rule for candidate in found])
    site = next(candidate.site for candidate in found if candidate.rule == ranked[0])
    sentence = "malrule.tie" if tied else f"malrule.{ranked[0]}"
    return Diagnosis(rules=tuple(ranked), site=site, sentence=Message(sentence))


def _confirmed(
    part: Part, right: PartKey, values: list[Here], given: dict[int, Expr], issued: Issued
) -> Iterator[WrongAnswer]:
    """Candidates by their values whose formulas are equal to the wrong entries, one site a rule.

    Rules that also leave the right entries right explain the answer better than those that would change them.
    """
    suggested = [wrong for wrong in right.wrong if _suggests(wrong.values, values)]
    whole = [wrong for wrong in suggested if _leaves_the_rest(wrong.values, right.values, given)]
    rules: set[str] = set()
    for candidate in (whole or suggested)[:MOST_CONFIRMED]:
        if candidate.rule in rules:
            continue
        predicted = predict(issued.composition, part.quantity, candidate.rule, candidate.site)
        if predicted is not None and _explains(predicted, given, issued):
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


def near(a: Number, b: Number) -> bool:
    """Whether two complex values agree to about nine digits; two missing values agree.

    >>> near((1.0, 0.0), (1.0 + 1e-12, 0.0)), near((1.0, 0.0), None)
    (True, False)
    """
    if a is None or b is None:
        return a is b
    return abs(complex(*a) - complex(*b)) <= RELATIVE * max(1.0, abs(complex(*a)))


def _explains(predicted: Array, given: dict[int, Expr], issued: Issued) -> bool:
    return all(decide(entry, predicted.entries[k], issued.domain).outcome in RIGHT for k, entry in given.items())


def _answer_to_another_part(part: Part, answer: Answer, key: Key, issued: Issued) -> Diagnosis | None:
    """The right answer of another part of the same shape, given here."""
    assert answer.value is not None, "a diagnosis is made of an answer that was read"
    for number, other in enumerate(issued.parts):
        right = key.part(other.key).value
        if other.key == part.key or other.kind != part.kind or right.shape != answer.value.shape or not right.entries:
            continue
        given = {k: entry for k, entry in enumerate(answer.value.entries) if entry is not None}
        if len(given) == len(right.entries) and _explains(right, given, issued):
            letter = chr(ord("a") + number)
            sentence = Message("malrule.parts-permuted", {"part": letter})
            return Diagnosis(rules=("parts-permuted",), site=other.key, sentence=sentence)
    return None
