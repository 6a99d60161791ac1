"""What the draws of a template are like: how many are rejected and why, how many there are, how long they take.

Everything is drawn and issued as it is for students; nothing is changed by looking. The measure of "the same problem"
is the variant note of `repeats`: the structure with its parameters filled in.
"""

from __future__ import annotations

import math
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import final

import msgspec

from gradekit.errors import AuthorError
from gradekit.model.composition import At
from gradekit.model.problem import Issued, Key
from gradekit.problems.admission.ambiguity import ambiguity
from gradekit.problems.admission.effort import BAND, effort
from gradekit.problems.admission.repeats import note_of
from gradekit.problems.admission.size import operations
from gradekit.problems.drafting.draft import Draft
from gradekit.problems.drafting.drawing import drawn
from gradekit.problems.drafting.draws import Draws, seed_number
from gradekit.problems.drafting.prompt import prompt
from gradekit.problems.issue import MOST_ATTEMPTS, attempted
from gradekit.problems.rejected import Rejected
from gradekit.problems.template import Template
from gradekit.problems.worked import worked_out

SHARED = 0.1
"""The chance that two of a class have the same problem, up to which the class counts as served with different ones."""

POOL_DRAWS = 500
"""Draws from which the pool is estimated, at most: 500 show a pool up to a few times 10^4."""


class Spread(msgspec.Struct, frozen=True):
    """The values below which a tenth, a half and nine tenths lie."""

    low: float
    middle: float
    high: float


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """One template at one level, over some seeds."""

    template: str
    level: int
    seeds: int
    issued: int
    given_up: int
    """Seeds of which every attempt was rejected."""
    draws: int
    rejected: dict[str, int]
    """Draws that were rejected, by the name of the rule."""
    errors: tuple[str, ...]
    """What failed, in words: the template itself, or two routes to an answer that differ."""
    pool_draws: int
    pool: float | None
    """As many problems, equally likely, would repeat as often; None where none was seen twice."""
    distinct: int
    """Different problems among those draws."""
    deal: bool
    """Whether the template is marked as small on purpose, its problems to be dealt out one by one."""
    fair: float | None
    """The share of draws, before any is rejected, of which the effort is within a quarter of the median."""
    effort: Spread | None
    size: Spread | None
    """Operations in all answers of a problem."""
    ambiguous: float | None
    """The share of wrong answers to which two misconceptions lead that are told apart elsewhere."""
    milliseconds: float | None
    """Processor time for each issued problem, with all that was rejected for it."""

    @property
    def rejection(self) -> float:
        """The share of draws that were rejected."""
        return sum(self.rejected.values()) / self.draws if self.draws else 0.0

    @property
    def smallest_pool(self) -> float:
        """The pool, or where none was seen twice what it is at least, as likely as not."""
        if self.pool is not None:
            return self.pool
        return self.pool_draws * (self.pool_draws - 1) / 2 / math.log(2)

    @property
    def students(self) -> int:
        """How many students get different problems nine times in ten."""
        return class_size(self.smallest_pool)


def class_size(pool: float) -> int:
    """The largest k for which k students draw k different problems out of a pool with probability 0.9.

    >>> class_size(4000)
    29
    """
    return int((1 + math.sqrt(1 - 8 * pool * math.log(1 - SHARED))) / 2)


def effective_pool(notes: Sequence[str]) -> float | None:
    """Pairs of draws over pairs that are the same problem; None where no two are.

    >>> effective_pool(["a", "b", "a", "c"])
    6.0
    """
    pairs = len(notes) * (len(notes) - 1) / 2
    same_problem = sum(n * (n - 1) / 2 for n in Counter(notes).values())
    return pairs / same_problem if same_problem else None


@final
class Surveying:
    """One template at one level being surveyed: `problems` are gone through once, then `told` has the figures."""

    def __init__(self, template: Template, level: int, seeds: int) -> None:
        self._template, self._level, self._seeds = template, level, seeds
        self._rejected: Counter[str] = Counter()
        self._errors: list[str] = []
        self._sizes: list[float] = []
        self._wrong, self._ambiguous = 0, 0
        self._issued, self._draws, self._seconds = 0, 0, 0.0

    def problems(self) -> Iterator[tuple[str, Issued, Key]]:
        """The problem of each seed with its key, as students get it."""
        for number in range(self._seeds):
            seed = f"check {number}"
            start = time.process_time()
            found = self._issue(seed)
            self._seconds += time.process_time() - start
            if found is not None:
                self._count(*found)
                yield seed, *found

    def _issue(self, seed: str) -> tuple[Issued, Key] | None:
        header = self._template.header
        try:
            for attempt in range(MOST_ATTEMPTS):
                self._draws += 1
                draws = Draws(header.slug, self._level, seed_number(seed), attempt)
                try:
                    return attempted(self._template, self._level, draws)
                except Rejected as refused:
                    self._rejected[refused.rule] += 1
        except Exception as error:  # whatever fails in a template is what its author wants to see
            self._failed(seed, error)
        return None

    def _failed(self, seed: str, error: Exception) -> None:
        told = str(error) if isinstance(error, AuthorError) else f"{type(error).__name__}: {error}"
        self._errors.append(f"seed `{seed}`: {told}")

    def _count(self, issued: Issued, key: Key) -> None:
        self._issued += 1
        formulas = (key.part(p.key).value for p in issued.parts if not isinstance(p.quantity, At))
        self._sizes.append(sum(operations(entry) for array in formulas for entry in array))
        wrong, ambiguous = ambiguity(key)
        self._wrong += wrong
        self._ambiguous += ambiguous

    def told(self) -> Survey:
        """The figures over all seeds."""
        failed, drafts = len(self._errors), list(self._drafts())
        notes = [_note(draft, self._template, self._level) for draft in drafts]
        efforts = [effort(worked_out(draft)) for draft in drafts[: self._seeds]]
        kept = self._template.effort.get(self._level)
        return Survey(
            template=self._template.header.slug,
            level=self._level,
            seeds=self._seeds,
            issued=self._issued,
            given_up=self._seeds - self._issued - failed,
            draws=self._draws,
            rejected=dict(sorted(self._rejected.items())),
            errors=tuple(self._errors),
            pool_draws=len(notes),
            pool=effective_pool(notes),
            distinct=len(set(notes)),
            deal=self._template.header.deal,
            fair=_within(efforts, kept),
            effort=_spread(efforts),
            size=_spread(self._sizes),
            ambiguous=self._ambiguous / self._wrong if self._wrong else None,
            milliseconds=1000 * self._seconds / self._issued if self._issued else None,
        )

    def _drafts(self) -> Iterator[Draft]:
        """Draws that their author does not reject, before any rule is asked."""
        header = self._template.header
        for number in range(min(POOL_DRAWS, 5 * self._seeds)):
            draws = Draws(header.slug, self._level, seed_number(f"pool {number}"))
            try:
                yield drawn(self._template, self._level, draws)
            except Rejected:
                continue
            except Exception as error:  # as above
                self._failed(f"pool {number}", error)


def _note(draft: Draft, template: Template, level: int) -> str:
    text = "" if draft.composition.nodes else prompt(template.text, draft, level, template.header.slug)
    return note_of(draft.composition, draft.domain, [ask.quantity for ask in draft.asks], text)


def _within(efforts: Sequence[float], kept: float | None) -> float | None:
    if not efforts:
        return None
    median = statistics.median(efforts) if kept is None else kept
    return sum(abs(found - median) <= BAND * median for found in efforts) / len(efforts)


def _spread(values: Sequence[float]) -> Spread | None:
    ordered = sorted(values)
    return Spread(*(ordered[int(share * (len(ordered) - 1))] for share in (0.1, 0.5, 0.9))) if ordered else None
