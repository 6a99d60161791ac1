"""What is counted of the draws of a template: by hand, on templates made for it."""

import math
from collections import Counter

import pytest

from gradekit.authoring import Map, sin, t, total, x, y
from gradekit.errors import AuthorError
from gradekit.problems.admission.ambiguity import ambiguity
from gradekit.problems.admission.survey import Spread, Surveying, class_size, effective_pool
from gradekit.problems.issue import issue
from gradekit.problems.rejected import Rejected
from gradekit.problems.template import Header, Template, template_named


def template_of(make, *, deal=False):
    header = Header(slug="made-here", group="g", title="Made here", goal="a goal", levels=(1, 1), deal=deal)
    return Template(header, make)


def surveyed(make, seeds=8, **said):
    surveying = Surveying(template_of(make, **said), 1, seeds)
    return list(surveying.problems()), surveying.told()


def two_paths(a):
    return Map(t).on("t > 0").then(x=a * t**2, y=t**3).then(f=x * y + x).ask(total("f", by="t"))


@pytest.mark.parametrize(
    ("notes", "pool"),
    [
        ("abcdef", None),
        ("aaaa", 1.0),
        ("aabb", 3.0),  # six pairs, two of them the same
        ("aabcd", 10.0),
    ],
)
def test_the_pool_is_pairs_over_pairs_that_are_the_same(notes, pool):
    assert effective_pool(list(notes)) == pool


@pytest.mark.parametrize("pool", [10, 79, 1350, 4000, 60000])
def test_a_class_of_that_size_is_served_nine_times_in_ten(pool):
    k = class_size(pool)

    def all_different(students):
        return math.exp(-students * (students - 1) / (2 * pool))

    assert all_different(k) >= 0.9 > all_different(k + 1)


def test_a_template_of_two_problems_has_a_pool_of_two():
    _, told = surveyed(lambda g, _level: two_paths(g.pick("a", 2, 3)), 40)
    assert told.distinct == 2
    assert 1.6 < told.pool < 2.5
    assert told.issued == told.seeds == 40
    assert told.students == 1


def test_what_the_author_rejects_is_counted_by_its_name():
    def make(g, _level):
        if g.pick("fits", True, False):
            return two_paths(g.int("a", 2, 9))
        raise Rejected("author", "it does not fit")

    problems, told = surveyed(make, 20)
    assert len(problems) == told.issued == 20
    assert told.draws == 20 + told.rejected["author"]
    assert told.rejection == told.rejected["author"] / told.draws
    assert 0.2 < told.rejection < 0.8


def test_what_always_is_rejected_gives_no_problem():
    def make(_g, _level):
        raise Rejected("author", "it never fits")

    problems, told = surveyed(make, 2)
    assert (problems, told.issued, told.given_up, told.draws) == ([], 0, 2, 100)
    assert told.effort is told.fair is told.milliseconds is told.pool is None


@pytest.mark.parametrize("error", [AuthorError("it was said"), ZeroDivisionError("in the sampler")])
def test_an_error_of_a_template_is_told_and_the_rest_goes_on(error):
    def make(g, _level):
        if g.pick("fits", True, False):
            return two_paths(2)
        raise error

    problems, told = surveyed(make, 12)
    issued_or_failed = [line for line in told.errors if line.startswith("seed `check")]
    assert len(problems) + len(issued_or_failed) == told.seeds == 12
    assert told.given_up == 0
    assert issued_or_failed
    assert all(str(error) in line for line in told.errors)


def test_efforts_far_apart_are_not_fair():
    def make(g, _level):
        short, long = two_paths(2), Map(t).then(x=t**2 + sin(3 * t), y=sin(t) * t).then(f=x**2 * y + x * sin(y))
        return g.pick("which", short, long.ask(total("f", by="t")))

    _, told = surveyed(make, 30)
    assert told.fair < 0.8
    assert told.effort.low < told.effort.high
    assert isinstance(told.size, Spread)


def test_two_rules_with_one_answer_are_ambiguous():
    _, key = issue(template_named("total-derivative"), 2, "ambiguity")
    wrong, tied = ambiguity(key)
    tables = Counter(str(w.values) for part in key.parts for w in part.wrong)
    assert 0 < wrong <= sum(tables.values())
    assert 0 <= tied <= wrong


def test_the_same_seeds_give_the_same_survey():
    def make(g, _level):
        return two_paths(g.int("a", 2, 9))

    one, other = (surveyed(make, 5)[1] for _ in range(2))
    assert (one.rejected, one.pool, one.effort, one.size) == (other.rejected, other.pool, other.effort, other.size)
