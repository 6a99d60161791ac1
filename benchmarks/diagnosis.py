"""Does every misconception get its own sentence, and does nothing else get one?

    python benchmarks/diagnosis.py --seeds 3 [--first-seed 100] [--templates total-derivative structure-chain] [--json]
    python benchmarks/diagnosis.py --templates chain-nested implicit --seeds 40 --forms 1 --answers 8

The second is for many variants: of each part at most 8 answers of each sort, drawn at random, in one spelling.

Over the levels of the templates and a few further structures (`benchmarks/structures`). Every answer is rewritten,
typed into the stub among right answers to the other parts, read and graded.

- `recognised`: of the wrong answers of one rule at one site that the key tells from the right one, those of which the
  sentence is the rule's own, that of a narrower rule of the same story or the neutral one of a tie with it, or which
  get a note on the form of an answer that is right.
  `recognised_by_name` leaves out the neutral sentences.
- `slip_yielded`: of the same, the answers of a slip (a sign, a factor of two) to which a rule with more to say leads as
  well, and whose sentence is that rule's; they are not counted as recognised.
- `wrong_rule`: of the same, those of which only other rules are named.
- `two_faults_wrong_rule`: of the answers of two rules at different sites, those for which neither is named but another.
- `slip_matched`: of the right answers with one integer off by one, those of which the sentence is that of a rule, or a
  neutral one about several; `slip_told_as_number`: those of which it is that one number is off; `slip_ambiguous`: those
  among the latter to which some rule leads as well.

Times are process time of the diagnosis alone: against the values stored in the key, formulas not yet remembered, and
with values worked out anew from a wrong answer to an earlier part (`after_follow_through_ms`, the median).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import final

from diagnosing.asked import STRUCTURES, Question, question
from diagnosing.faults import FORMULAS, double_faults, number_slips, single_faults
from filling import by_entries, plain, positive_symbols, typed, whole_answer
from gradekit.calculus.own import Own
from gradekit.grading import diagnose
from gradekit.grading.compare import compared
from gradekit.grading.followthrough import Earlier
from gradekit.malrules import rank
from gradekit.malrules.predict import predict
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.problem import Part
from gradekit.model.verdict import Diagnosis, Verdict
from gradekit.problems.template import Header, headers
from gradekit.syntax.tree import Array

NEUTRAL = ("malrule.tie", f"malrule.{rank.NUMBER_OFF}")
"""How the ids of sentences begin that name no rule."""

FORMS = 2
"""Spellings of every wrong answer of one rule."""
DOUBLES, SLIPS, FOLLOWED, TIMED = 12, 8, 3, 6
"""Answers with two faults, with a number off, after an own earlier value, and of one rule to be timed, for a part."""
ALL = 10**6


@final
@dataclass(slots=True)
class Tally:
    """What became of wrong answers, and of right ones, of one template or of all."""

    wrong: int = 0
    different: int = 0
    own: int = 0
    tie: int = 0
    form: int = 0
    yielded: int = 0
    other: int = 0
    right: int = 0
    equal: int = 0
    doubles: int = 0
    doubles_named: int = 0
    doubles_other: int = 0
    slips: int = 0
    slips_matched: int = 0
    slips_told: int = 0
    slips_ambiguous: int = 0
    stored_ms: list[float] = field(default_factory=list[float])
    followed_ms: list[float] = field(default_factory=list[float])
    missed: Counter[str] = field(default_factory=Counter[str])
    """What was said instead, by rule."""
    examples: dict[str, str] = field(default_factory=dict[str, str])
    """The first answer of each that was missed, with the question it belongs to."""

    @property
    def recognised(self) -> float:
        """The share of wrong answers whose rule was named."""
        return _share(self.own + self.tie + self.form, self.wrong, empty=1.0)

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        for name in _COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.missed.update(other.missed)
        self.examples = other.examples | self.examples

    def row(self) -> dict[str, object]:
        """The tally as plain data."""
        return {
            "recognised": self.recognised,
            "recognised_by_name": _share(self.own + self.form, self.wrong, empty=1.0),
            "slip_yielded": _share(self.yielded, self.wrong),
            "wrong_rule": _share(self.other, self.wrong),
            "two_faults_wrong_rule": _share(self.doubles_other, self.doubles),
            "slip_matched": _share(self.slips_matched, self.slips),
            "slip_told_as_number": _share(self.slips_told, self.slips),
            "slip_ambiguous": _share(self.slips_ambiguous, self.slips),
            "median_ms": _quantile(self.stored_ms, 0.5),
            "p95_ms": _quantile(self.stored_ms, 0.95),
            "after_follow_through_ms": _quantile(self.followed_ms, 0.5),
            "counts": {name: getattr(self, name) for name in _COUNTS if not name.endswith("ms")},
            "missed": dict(self.missed.most_common()),
            "examples": self.examples,
        }


_COUNTS = tuple(name for name in Tally.__slots__ if name not in ("missed", "examples"))


def _share(part: int, whole: int, empty: float = 0.0) -> float:
    return round(part / whole, 4) if whole else empty


def _quantile(values: Sequence[float], share: float) -> float | None:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3) if ordered else None


def tallied(asked: Question, rng: random.Random, forms: int = FORMS, most: int = ALL) -> Tally:
    """Wrong answers of one rule, so many of each part, and all right ones, each typed in several forms."""
    tally, known = Tally(), positive_symbols(asked.issued)
    for part in asked.issued.parts:
        for _ in range(forms):
            right = asked.key.part(part.key)
            text = typed(right.value, known, rng) if by_entries(part) else whole_answer(part, asked.key)
            tally.right += 1
            outcome = asked.verdict(part, text).outcome
            tally.equal += outcome in RIGHT
            if outcome not in RIGHT:
                _miss(tally, f"right answer: {outcome.value}", f"{asked.named(part)}: {text}")
        for rule, value in single_faults(asked, part, rng, most) if by_entries(part) else ():
            for _ in range(forms):
                text = typed(value, known, rng)
                count(tally, rule, asked.verdict(part, text), f"{asked.named(part)}: {text}")
    return tally


def count(tally: Tally, rule: str, verdict: Verdict, example: str = "") -> None:
    """Count what the verdict on the rule's answer says."""
    tally.wrong += 1
    tally.different += verdict.outcome is Outcome.DIFFERENT
    told = verdict.diagnosis
    if verdict.outcome is Outcome.FORM and verdict.notes:
        # Right but for its form, e.g. letters left over: the note is the sentence, and the mathematics is right.
        tally.form += 1
    elif told is not None and rule in told.rules and told.sentence.id.startswith(NEUTRAL):
        tally.tie += 1
    elif told is not None and (told.sentence.id == f"malrule.{rule}" or _same_story(rule, told)):
        tally.own += 1
    else:
        tally.other += told is not None and rule not in told.rules
        tally.yielded += told is not None and rule in rank.SLIPS.intersection(told.rules)
        said = told.sentence.id if told else "followed" if verdict.followed else verdict.outcome.value
        _miss(tally, f"{rule}: {said}", example)


def _same_story(rule: str, told: Diagnosis) -> bool:
    """Whether the rule is a wider reading of the same answer."""
    return rule in told.rules and any(rule in row and told.rules[0] in row for row in rank.NARROW_TO_WIDE)


def further(asked: Question, rng: random.Random, most: int = ALL) -> Tally:
    """Answers with two faults at once, with a number off by one, and the time that a diagnosis takes."""
    tally, known = Tally(), positive_symbols(asked.issued)
    for part in asked.issued.parts:
        if part.kind not in FORMULAS:
            continue
        for rules, value in double_faults(asked, part, min(DOUBLES, most), rng):
            _count_double(tally, asked, part, rules, typed(value, known, rng))
        for value in number_slips(asked.key.part(part.key).shown, min(SLIPS, most), rng):
            _count_slip(tally, asked, part, plain(value))
        tally.stored_ms += _times(asked, part, rng, min(TIMED, most))
    tally.followed_ms += _times_followed(asked, rng)
    return tally


def _count_double(tally: Tally, asked: Question, part: Part, rules: set[str], text: str) -> None:
    verdict = asked.verdict(part, text)
    if verdict.outcome is not Outcome.DIFFERENT:
        return
    tally.doubles += 1
    told = set(verdict.diagnosis.rules if verdict.diagnosis else ())
    tally.doubles_named += bool(told & rules)
    if told and not told & rules:
        tally.doubles_other += 1
        _miss(tally, f"{' and '.join(sorted(rules))}: {min(told)}", f"{asked.named(part)}: {text}")


def _count_slip(tally: Tally, asked: Question, part: Part, text: str) -> None:
    verdict = asked.verdict(part, text)
    if verdict.outcome is not Outcome.DIFFERENT:
        return
    tally.slips += 1
    if verdict.diagnosis and verdict.diagnosis.rules[0] == rank.NUMBER_OFF:
        tally.slips_told += 1
        tally.slips_ambiguous += len(verdict.diagnosis.rules) > 1
    elif verdict.diagnosis:
        tally.slips_matched += 1
        _miss(tally, f"a number off by one: {verdict.diagnosis.rules[0]}", f"{asked.named(part)}: {text}")


def _times(asked: Question, part: Part, rng: random.Random, most: int) -> Iterator[float]:
    """Milliseconds for wrong answers of some rules, and for two that no rule explains."""
    found = [value for _, value in single_faults(asked, part, rng, most)]
    off = list(number_slips(asked.key.part(part.key).value, 2, rng))
    for value in [*found, *off]:
        if (spent := _timed(asked, part, {part.key: plain(value)}, None)) is not None:
            yield spent


def _times_followed(asked: Question, rng: random.Random) -> Iterator[float]:
    """Milliseconds for wrong answers worked out from a wrong answer to an earlier part."""
    parts = asked.issued.parts
    for later in range(1, len(parts)):
        earlier = rng.choice(parts[:later])
        for _, value in single_faults(asked, earlier, rng, FOLLOWED):
            yield from _followed(asked, earlier, parts[later], value, rng)


def _followed(asked: Question, first: Part, later: Part, value: Array, rng: random.Random) -> Iterator[float]:
    texts = {first.key: plain(value)}
    memory = Earlier(asked.issued, asked.key)
    answer = next(a for a in asked.answers(texts) if a.part == first.key)
    memory.remember(first, answer, asked.verdicts(texts).verdict(first.key))
    wrong = asked.key.part(later.key).wrong
    if (own := memory.own_for(later)) is None or not wrong:
        return
    struck = rng.choice(wrong)
    predicted = predict(asked.issued.composition, later.quantity, struck.rule, struck.site, own=own)
    if predicted is not None:
        spent = _timed(asked, later, texts | {later.key: plain(predicted)}, own)
        yield from () if spent is None else (spent,)


def _timed(asked: Question, part: Part, texts: dict[str, str], own: Own | None) -> float | None:
    answer = next(a for a in asked.answers(texts) if a.part == part.key)
    if answer.value is None:
        return None
    comparison = compared(part, answer, asked.key.part(part.key).value, asked.key, asked.issued)
    if comparison.outcome is not Outcome.DIFFERENT:
        return None
    diagnose._formulas.cache_clear()  # pyright: ignore[reportPrivateUsage]  the time of the first student who asks
    start = time.process_time()
    diagnose.diagnosis(part, answer, comparison, asked.key, asked.issued, own)
    return 1000 * (time.process_time() - start)


def _miss(tally: Tally, what: str, example: str) -> None:
    tally.missed[what] += 1
    tally.examples.setdefault(what, example)


def measured(slugs: Sequence[str], seeds: Iterable[int], forms: int = FORMS, most: int = ALL) -> dict[str, Tally]:
    """The tallies by template and level; of each part at most so many answers of each sort."""
    tallies: dict[str, Tally] = {}
    for header in _chosen(slugs):
        for level in range(header.levels[0], header.levels[1] + 1):
            tally = tallies[f"{header.slug} {level}"] = Tally()
            for seed in seeds:
                rng = random.Random(f"diagnosis {header.slug} {level} {seed}")
                asked = question(header.slug, level, str(seed))
                tally.add(tallied(asked, rng, forms, most))
                tally.add(further(asked, rng, most))
    return tallies


def _chosen(slugs: Sequence[str]) -> list[Header]:
    return [header for header in headers([STRUCTURES]) if not slugs or header.slug in slugs]


def report(tallies: dict[str, Tally]) -> dict[str, object]:
    """The figures over everything, and under `by_template` those of each template and level."""
    whole = Tally()
    for tally in tallies.values():
        whole.add(tally)
    return {**whole.row(), "by_template": {name: tally.row() for name, tally in tallies.items()}}


def main() -> None:
    """Print a row for each template and level, the whole, and what was missed."""
    parser = argparse.ArgumentParser(description="Share of misconceptions that are told apart and named.")
    parser.add_argument("--templates", nargs="*", default=[], help="only these")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--forms", type=int, default=FORMS, help="spellings of each answer of one rule")
    parser.add_argument("--answers", type=int, default=ALL, help="of each part at most so many answers of each sort")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    seeds = range(given.first_seed, given.first_seed + given.seeds)
    tallies = measured(given.templates, seeds, given.forms, given.answers)
    told = report(tallies)
    if given.json:
        print(json.dumps(told, indent=2, ensure_ascii=False))
        return
    whole = Tally()
    for tally in tallies.values():
        whole.add(tally)
    heads = {"recogn.": "recognised", "by name": "recognised_by_name", "other": "wrong_rule"}
    heads |= {"2 faults": "two_faults_wrong_rule", "slips": "slip_matched", "number": "slip_told_as_number"}
    heads |= {"median": "median_ms", "p95": "p95_ms", "followed": "after_follow_through_ms"}
    print(f"{'template, level':26}" + "".join(f"{head:>10}" for head in ("wrong", *heads, "right")))
    for name, t in {**tallies, "all": whole}.items():
        row = t.row()
        figures = [row[key] for key in heads.values()]
        print(f"{name:26}{t.wrong:10}" + "".join(f"{f!s:>10}" for f in figures) + f"{f'{t.equal}/{t.right}':>12}")
    for missed, number in whole.missed.most_common(40):
        print(f"{number:5}  {missed}\n         {whole.examples[missed][:200]}")


if __name__ == "__main__":
    main()
