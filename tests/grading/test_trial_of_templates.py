"""Templates tried out as `gradekit templates check` does: right answers count, known wrong ones are known."""

import msgspec
import pytest

from gradekit.authoring import Map, cos, exp, sin, t, total, x
from gradekit.documents.checked import checked_document
from gradekit.documents.terminal import to_terminal
from gradekit.equality.decide import decide
from gradekit.grading import checked as checking
from gradekit.grading.checked import LEAST_NAMED, Checked, checked
from gradekit.grading.trial import Trial, trial, turned_round
from gradekit.model.outcome import RIGHT
from gradekit.problems.admission.survey import Spread, Survey
from gradekit.problems.issue import issue
from gradekit.problems.template import Header, Template, headers, template_named

SLUGS = [h.slug for h in headers()]


def template_of(make, *, deal=False):
    return Template(
        Header(slug="made-here", group="g", title="Made here", goal="a goal", levels=(1, 1), deal=deal), make
    )


def one_path(a):
    return Map(t).then(x=a * t**2).then(f=sin(x) + x**2).ask(total("f", by="t"))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_template_passes_with_one_seed(slug):
    """At one level each, another one for each template; the long test takes all."""
    template = template_named(slug)
    low, high = template.header.levels
    for one in checked(template, 1, [low + SLUGS.index(slug) % (high - low + 1)]):
        assert one.broken == ()
        assert one.trial.right
        assert one.trial.accepted == one.trial.right
        assert one.trial.core_recognised >= LEAST_NAMED * one.trial.core


@pytest.mark.long
@pytest.mark.parametrize("slug", SLUGS)
def test_every_template_passes_with_many_seeds(slug):
    for one in checked(template_named(slug), 200):
        assert one.broken == (), f"level {one.survey.level}"


def test_right_answers_are_accepted_and_wrong_ones_known():
    told = trial(*issue(template_of(lambda _g, _level: one_path(3)), 1, "1"))
    assert told.right >= told.accepted == told.right
    assert told.wrong >= 10
    assert told.recognised == told.wrong
    assert told.core >= 1
    assert told.taken_for_right == 0


def test_a_key_that_is_wrong_is_found():
    issued, key = issue(template_of(lambda _g, _level: one_path(3)), 1, "1")
    other = issue(template_of(lambda _g, _level: one_path(5)), 1, "1")[1]
    mixed = msgspec.structs.replace(key.parts[-1], shown=other.parts[-1].shown)
    told = trial(issued, msgspec.structs.replace(key, parts=(*key.parts[:-1], mixed)), wrong=False)
    assert told.accepted == told.right - 1
    assert "is right and was told different" in told.missed[0]


def test_a_wrong_answer_that_is_right_is_found():
    issued, key = issue(template_of(lambda _g, _level: one_path(3)), 1, "1")
    off = key.parts[-1].wrong[0]
    from gradekit.malrules.predict import predict

    part = issued.parts[-1]
    taken = predict(issued.composition, part.quantity, off.rule, off.site)
    mixed = msgspec.structs.replace(key.parts[-1], value=taken, shown=taken)
    told = trial(issued, msgspec.structs.replace(key, parts=(*key.parts[:-1], mixed)))
    assert told.taken_for_right >= 1


FORMULAS = [sin(x) * x + 2 * x**2 - 3, exp(-x) / (x + 1) * cos(2 * x), x * (x + 1) * (x - 2)]


@pytest.mark.parametrize("formula", FORMULAS, ids=str)
def test_turning_a_formula_round_keeps_what_it_means(formula):
    draft = Map(x).then(y=formula).draft()
    (node,) = draft.composition.nodes
    turned = turned_round(node.expr)
    assert turned != node.expr
    assert decide(node.expr, turned, draft.domain).outcome in RIGHT


SOUND = Survey(
    template="made-here", level=1, seeds=200, issued=200, given_up=0, draws=250, rejected={"G4": 50}, errors=(),
    pool_draws=500, pool=9000.0, distinct=490, deal=False, fair=0.9, effort=Spread(10, 12, 14), size=Spread(5, 6, 7),
    ambiguous=0.02, milliseconds=30.0,
)  # fmt: skip
GOOD = Trial(right=600, accepted=600, wrong=900, recognised=890, core=100, core_recognised=100)


@pytest.mark.parametrize(
    ("survey", "tried", "said"),
    [
        ({}, {}, None),
        ({"errors": ("seed `check 3`: no",)}, {}, "seed `check 3`: no"),
        ({"given_up": 2}, {}, "2 of 200 seeds give no problem"),
        ({}, {"accepted": 599, "missed": ("f = 2 t is right",)}, "f = 2 t is right"),
        ({}, {"taken_for_right": 1, "missed": ("f = 3 is wrong by `sign`",)}, "is wrong by `sign`"),
        ({"rejected": {"G4": 130}}, {}, "52% of the draws are rejected (G4 130)"),
        ({"pool": 800.0}, {}, "the effective pool is about 800"),
        ({"pool": 800.0, "deal": True}, {}, None),
        ({"fair": 0.7}, {}, "70% of the draws are within a quarter"),
        ({}, {"core_recognised": 90}, "90% of the most common misconceptions"),
        ({"seeds": 50, "fair": 0.7, "pool": 20.0, "rejected": {"G4": 200}}, {"core_recognised": 9}, None),
    ],
)
def test_each_guarantee_is_said_when_it_breaks(survey, tried, said):
    survey, tried = msgspec.structs.replace(SOUND, **survey), msgspec.structs.replace(GOOD, **tried)
    broken = tuple(checking._broken(survey, tried))
    assert [said in line for line in broken] == ([True] if said else [])
    text = to_terminal(checked_document("made-here", [Checked(survey, tried, broken)]))
    assert (said or "All guarantees hold.") in " ".join(text.split())


def test_trials_add_up():
    assert (GOOD + Trial(right=1, missed=("x",))).right == 601
    assert (GOOD + Trial(missed=("x",))).missed == ("x",)
