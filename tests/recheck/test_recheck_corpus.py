"""Verdicts on the corpora beside the checkout and on the tables of identities, each confirmed from its record alone."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Literal

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "equality"))

from identities import FAMILIES

from gradekit.equality.arrays import decide_entries
from gradekit.equality.texts.assume import domain_of
from gradekit.equality.texts.texts import LIMITS, assumptions, equal, value_of
from gradekit.errors import StudentError
from gradekit.model.answer import Value
from gradekit.model.codec import encode
from gradekit.model.domain import Domain
from gradekit.model.equality import Equality
from gradekit.model.evidence import Shapes
from gradekit.model.outcome import Outcome
from gradekit.model.verdict import EntryVerdict
from gradekit.recheck.records import recheck_text
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Scope
from gradekit.syntax.text import read_text
from rewrite import labelled_pairs

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "corpus"
WORST = (Outcome.DIFFERENT, Outcome.UNDECIDED, Outcome.AGREED, Outcome.PROVED)
Row = dict[str, Any]


def rows() -> list[Row]:
    """The rows of the corpora that are nobody's policy, if the corpora are there."""
    found = [json.loads(line) for path in sorted(FOLDER.glob("*.jsonl")) for line in path.read_text().splitlines()]
    return [row for row in found if not row.get("policy")]


def record_of(row: Row, reading: Literal["real", "principal"]) -> Equality | None:
    """The comparison that a row asks for; None where it cannot be read."""
    words = {"nonneg": "nonnegative", "posint": "integer"}
    given = {name: words.get(word, word) for name, word in row["assumptions"].items()}
    scope = Scope(frozenset(given), complex=True, limits=LIMITS)
    try:
        answer, expected = (value_of(read_python(row[side], scope).value) for side in ("student", "reference"))
    except StudentError:
        return None
    return compared(answer, expected, domain_of(given, reading))


def compared(answer: Value, expected: Value, domain: Domain) -> Equality:
    both: dict[str, Any] = {"answer": answer, "expected": expected, "domain": domain}
    if answer.shape != expected.shape:
        return Equality(outcome=Outcome.DIFFERENT, evidence=Shapes(answer.shape, expected.shape), **both)
    complete = [entry for entry in expected.entries if entry is not None]
    found = decide_entries(answer.entries, complete, domain, certificate=True)
    worst = min(found, key=lambda decision: WORST.index(decision.outcome))
    notes = [note for decision in found for note in decision.notes]
    entries = tuple(EntryVerdict(d.outcome, d.evidence) for d in found) if answer.shape else ()
    return Equality(outcome=worst.outcome, evidence=worst.evidence, notes=tuple(notes), entries=entries, **both)


def assert_confirmed(record: Equality, what: object) -> None:
    """Everything that was decided is confirmed from the bytes of the record, and what was not is left open."""
    (found,) = recheck_text(encode(record).decode())
    wanted = "open" if record.outcome is Outcome.UNDECIDED else "confirmed"
    assert found.status == wanted, f"{what}: {record.outcome.value}, {found.why}"


def check_rows(some: list[Row], reading: Literal["real", "principal"]) -> None:
    for row in some:
        record = record_of(row, reading)
        if record is not None:
            assert_confirmed(record, row["id"])


beside_the_corpora = pytest.mark.skipif(not FOLDER.is_dir(), reason="the corpora are not beside the checkout")


@beside_the_corpora
@pytest.mark.parametrize("reading", ["real", "principal"])
def test_verdicts_on_a_sample_of_the_corpora_are_confirmed(reading: Literal["real", "principal"]) -> None:
    check_rows(rows()[::12], reading)


@beside_the_corpora
@pytest.mark.long
@pytest.mark.parametrize("reading", ["real", "principal"])
def test_verdicts_on_the_corpora_are_confirmed(reading: Literal["real", "principal"]) -> None:
    check_rows(rows(), reading)


JUMPING = {
    ("atan2(r*sin(t),r*cos(t))", "t", "r:positive;-pi/2<t<pi/2"),
    ("atan2(r*sin(t),r*cos(t))", "t", "r:positive;0<t<pi"),
    ("atan2(sin(t),cos(t))", "t", "-pi<t<pi"),
    ("atan2(sqrt(1-x^2),x)", "acos(x)", "-1<x<1"),
    ("cos(x)/abs(cos(x))", "sign(cos(x))", ""),
    ("sign(sin(x))", "1", "0<x<pi"),
    ("sign(cbrt(x))", "sign(x)", ""),
    ("sign(sign(x))", "sign(x)", ""),
    ("atan2(y,x)", "2*atan((sqrt(x^2+y^2)-x)/y)", ""),
    ("tan(atan2(y,x)/2)", "y/(sqrt(x^2+y^2)+x)", ""),
    ("tan(atan2(y,x)/2)", "(sqrt(x^2+y^2)-x)/y", ""),
    ("sign(exp(x)-1)", "sign(x)", ""),
    ("sign(exp(2*x)-1)", "sign(x)", ""),
    ("sign(1-exp(-x))", "sign(x)", ""),
    ("atan2(r^2*sin(t),r^2*cos(t))", "t", "r:positive;-pi<t<pi"),
    ("atan2(sin(t),-cos(t))", "pi-t", "0<t<pi"),
    ("atan2(tan(t),1)", "t", "-pi/2<t<pi/2"),
    ("sign(sinh(x)-sinh(y))", "sign(x-y)", ""),
    ("sign(exp(x)-exp(y))", "sign(x-y)", ""),
    ("sign(2*log(x)-2*log(y))", "sign(x-y)", "x:positive;y:positive"),
    ("sign(sqrt(x)-sqrt(y))", "sign(x-y)", "x:positive;y:positive"),
    ("floor(x)+floor(x+1/3)+floor(x+2/3)", "floor(3*x)", ""),
    ("floor((x+y)/2)", "floor(x/2+y/2)", ""),
}
"""What jumps where the checker cannot look, such as sign(cos(x)): it is left open, and nothing else is."""


def check_family(name: str, step: int) -> None:
    for answer, expected, assumed in FAMILIES[name][::step]:
        given = assumptions([item for item in assumed.split(";") if item])
        record, what = equal(answer, expected, assume=given, certificate=True), f"{answer} = {expected} ({assumed})"
        if (answer, expected, assumed) not in JUMPING:
            assert_confirmed(record, what)
            continue
        (found,) = recheck_text(encode(record).decode())
        assert (found.status, found.why.id) == ("open", "recheck.jump"), what


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_verdicts_on_a_sample_of_the_identities_are_confirmed(name: str) -> None:
    check_family(name, 8)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_verdicts_on_the_identities_are_confirmed(name: str) -> None:
    check_family(name, 1)


def check_rewritten(seed: int, count: int) -> None:
    for pair in labelled_pairs(seed, count):
        scope = Scope(frozenset(pair.assumptions))
        answer, expected = (value_of(read_text(t, scope).value) for t in (pair.student_text, pair.reference_text))
        assert_confirmed(compared(answer, expected, pair.domain), f"{pair.student_text} = {pair.reference_text}")


def test_verdicts_on_rewritten_formulas_are_confirmed() -> None:
    check_rewritten(11, 60)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_verdicts_on_many_rewritten_formulas_are_confirmed(seed: int) -> None:
    check_rewritten(seed, 1000)
