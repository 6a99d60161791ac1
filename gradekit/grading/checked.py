"""What `gradekit templates check` promises of a template, and what of it does not hold.

| guarantee | what breaks it |
|---|---|
| it never fails | an error of the template, or two routes to an answer that differ |
| every seed gives a problem | a seed of which all attempts are rejected |
| right answers count | one of three forms of a right answer that is not accepted |
| wrong answers do not | a foretold wrong answer that counts as right |
| few draws are rejected | half of them or more |
| there are many problems | an effective pool below 4,000, where it is not marked `deal` |
| they take about the same effort | fewer than 80 % of the draws within a quarter of the median |
| misconceptions are named | fewer than 95 % of the wrong answers of the most common ones |

The first four hold for every single problem. The others are shares, and are judged from 100 seeds on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import final

import msgspec

from gradekit.grading.trial import Trial, trial
from gradekit.problems.admission.survey import Survey, Surveying
from gradekit.problems.template import Template

ENOUGH = 100
"""Seeds from which on shares are judged."""

EVERY = 20
"""Of so many problems one is answered with every foretold wrong answer: about a hundred of them take half a second."""

MOST_REJECTED, LEAST_POOL, LEAST_FAIR, LEAST_NAMED = 0.5, 4000, 0.8, 0.95

POOL_SLACK = 0.75
"""The pool is estimated from a few dozen repetitions, give or take a quarter: only below that share it is too small."""


@final
class Checked(msgspec.Struct, frozen=True):
    """A template at one level: what its draws are like, what became of the answers, and what does not hold."""

    survey: Survey
    trial: Trial
    broken: tuple[str, ...]


def checked(template: Template, seeds: int, levels: Iterable[int] | None = None) -> Iterator[Checked]:
    """A level after the other, from the lowest; or those that are named."""
    low, high = template.header.levels
    asked = range(low, high + 1) if levels is None else levels
    return (_at_level(template, level, seeds) for level in asked)


def _at_level(template: Template, level: int, seeds: int) -> Checked:
    surveying, tried = Surveying(template, level, seeds), Trial()
    for number, (_, issued, key) in enumerate(surveying.problems()):
        tried += trial(issued, key, wrong=number % EVERY == 0)
    survey = surveying.told()
    return Checked(survey, tried, tuple(_broken(survey, tried)))


def _broken(survey: Survey, tried: Trial) -> Iterator[str]:
    yield from survey.errors
    if survey.given_up:
        yield f"{survey.given_up} of {survey.seeds} seeds give no problem: every attempt is rejected"
    if tried.accepted < tried.right or tried.taken_for_right:
        yield from tried.missed
    if survey.seeds >= ENOUGH:
        yield from _broken_shares(survey, tried)


def _broken_shares(survey: Survey, tried: Trial) -> Iterator[str]:
    if survey.rejection >= MOST_REJECTED:
        rules = ", ".join(f"{rule} {count}" for rule, count in survey.rejected.items())
        yield f"{survey.rejection:.0%} of the draws are rejected ({rules}); fewer than {MOST_REJECTED:.0%} may be"
    if not survey.deal and survey.smallest_pool < POOL_SLACK * LEAST_POOL:
        yield (
            f"the effective pool is about {survey.smallest_pool:,.0f}; {LEAST_POOL:,} are asked for: widen what is "
            "drawn, or mark the template with `deal=True`"
        )
    if survey.fair is not None and survey.fair < LEAST_FAIR:
        yield f"{survey.fair:.0%} of the draws are within a quarter of the median effort; {LEAST_FAIR:.0%} are to be"
    if tried.core and tried.core_recognised < LEAST_NAMED * tried.core:
        share = tried.core_recognised / tried.core
        yield f"{share:.0%} of the most common misconceptions are named; {LEAST_NAMED:.0%} are to be"
