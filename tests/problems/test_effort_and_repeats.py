"""G7: problems of a level take about the same effort. G8: no problem comes twice on a sheet."""

import contextlib

import pytest

from gradekit.authoring import Map, cos, exp, s, sin, t, total, x, y
from gradekit.errors import OperatorError
from gradekit.problems.admission.effort import effort, fair, measured, medians
from gradekit.problems.admission.repeats import note
from gradekit.problems.bank.bank import bank_ids
from gradekit.problems.drafting.draws import Draws, seed_number
from gradekit.problems.handing_out.sheets import bank_sheet, practice_sheet
from gradekit.problems.issue import issue, issue_draft, public
from gradekit.problems.rejected import Rejected
from gradekit.problems.template import REGISTER, Header, Template, headers, template_named
from gradekit.problems.worked import worked_out

MEASURED = [h.slug for h in headers() if template_named(h.slug).effort]


def issued_of(drawn):
    return issue_draft(
        drawn.draft(), level=3, slug="s", version="1", title="t", text=lambda: "Let it be.", admissible=False
    )[0]


def test_the_effort_is_counted_by_hand():
    # y = x u1 + x with u1 = sin(x): derivatives u1 + 1 (1 operation), x (0), cos(x) (1), each and one more: 5;
    # the route through u1 has one product: 2; one function: 2; answers u1 + 1, x, cos(x) and (sin x + 1) + x cos x
    from gradekit.authoring import u1

    worked = worked_out(Map(x).then(u1=sin(x)).then(y=x * u1 + x).ask(total("y", by="x")).draft())
    answer = 5  # sin x, cos x, x cos x, and a sum of three terms, which has two
    assert effort(worked) == 5 + 2 + 2 + answer / 4


def test_more_to_write_is_more_effort():
    short = Map(t).then(x=t**2, y=sin(t)).then(f=x * y)
    long = Map(t).then(x=t**2 + sin(3 * t), y=t * exp(t) * cos(t)).then(f=x**2 * y + x * sin(y))
    assert effort(worked_out(long.draft())) > 1.5 * effort(worked_out(short.draft()))


@pytest.mark.parametrize(("share", "dealt"), [(1.0, True), (0.81, True), (0.79, False), (1.3, True), (1.35, False)])
def test_a_quarter_from_the_median_is_the_limit(share, dealt):
    worked = worked_out(Map(t).then(x=t**2, y=sin(t)).then(f=x * y).draft())
    median = effort(worked) * share
    if dealt:
        fair(worked, median)
    else:
        with pytest.raises(Rejected, match="G7: the effort is"):
            fair(worked, median)


@pytest.mark.parametrize(
    "slug", [slug if k % 4 == 0 else pytest.param(slug, marks=pytest.mark.long) for k, slug in enumerate(MEASURED)]
)
def test_medians_in_template_files_are_those_that_are_measured(slug):
    template = template_named(slug)
    kept, found = template.effort, measured(template, 20)
    assert kept.keys() == found.keys()
    for level, median in kept.items():
        assert abs(found[level] - median) <= 0.2 * median, level


@pytest.mark.parametrize("slug", MEASURED)
def test_what_is_dealt_lies_within_the_band(slug):
    template = template_named(slug)
    levels = sorted(template.effort)
    for level in (levels[MEASURED.index(slug) % len(levels)],):  # another one for each template
        median = template.effort[level]
        issued, _ = issue(template, level, "7")
        worked = next(w for w in attempts(template, level) if public(w.draft) == issued.composition)
        assert abs(effort(worked) - median) <= median / 4


def attempts(template, level):
    """What is drawn for that seed until it fits, worked out; without what the author rejects."""
    for k in range(50):
        with contextlib.suppress(Rejected):
            yield worked_out(template.make(Draws(template.header.slug, level, seed_number("7"), k), level).draft())


def test_a_template_that_was_not_measured_has_no_band():
    def make(g, level):
        return Map(t).then(x=t ** g.int("n", 2, 9), y=sin(t)).then(f=x * y)

    header = Header(slug="bare", group="g", title="t", goal="g", levels=(3, 3))
    assert Template(header, make).effort == {}
    assert "bare" not in REGISTER


def test_the_line_for_the_file():
    assert medians({1: 10.0, 2: 16.8}) == "EFFORT = {1: 10, 2: 16.8}"


SAME = [
    (Map(t).then(x=t**2, y=sin(t)).then(f=x * y + x), Map(t).then(x=t**2, y=sin(t)).then(f=x + y * x)),
    (Map(t).then(x=t**2, y=sin(t)).then(f=x * y + x), Map(s).then(x=s**2, y=sin(s)).then(f=x * y + x)),
]
OTHER = [
    (Map(t).then(x=t**2, y=sin(t)).then(f=x * y + x), Map(t).then(x=t**2, y=sin(t)).then(f=x * y + 2 * x)),
    (Map(t).then(x=t**2, y=sin(t)).then(f=x - y), Map(t).then(x=t**2, y=sin(t)).then(f=y - x)),
    (Map(t).then(x=t**2).then(f=sin(x)), Map(t).on("t > 0").then(x=t**2).then(f=sin(x))),
    (Map(t).then(x=t**2).then(f=sin(x)), Map(t).then(x=t**2).then(f=sin(x)).ask(total("f", by="t"))),
    (Map(x, y).then(f=x * y**2), Map(x, y).then(f=x**2 * y)),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_other_letters_and_another_order_are_a_repeat(one, other):
    assert note(issued_of(one)) == note(issued_of(other))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_numbers_domains_and_questions_are_none(one, other):
    assert note(issued_of(one)) != note(issued_of(other))


def test_the_wording_does_not_count():
    issued = issued_of(SAME[0][0])
    from msgspec import structs

    assert note(structs.replace(issued, prompt="Another text.", title="Another title")) == note(issued)


def test_no_repeat_on_a_sheet():
    sheet, _ = practice_sheet("total-derivative", level=1, seed="3", count=12)
    assert len({note(slot.issued) for slot in sheet.slots}) == 12
    name = sorted(bank_ids())[0]
    with pytest.raises(OperatorError, match="one and the same problem"):
        bank_sheet([name, name])
