"""Stated domains: their text, their box, and what is said of intermediates."""

from fractions import Fraction

import pytest

from gradekit.errors import AuthorError
from gradekit.model.composition import Composition, Node
from gradekit.model.domain import Domain, Interval, Range
from gradekit.problems.questions.domains import box_of, domain_of, spoken, stated
from gradekit.syntax.build import add, number, power, sin, symbol

T = symbol("t")

STATED = [
    ("t > 0", "t", Interval(low=Fraction(0))),
    ("t >= 0", "t", Interval(low=Fraction(0), low_open=False)),
    ("0 < x1 < 3/2", "x1", Interval(low=Fraction(0), high=Fraction(3, 2))),
    ("-1 <= s < 0.5", "s", Interval(low=Fraction(-1), high=Fraction(1, 2), low_open=False)),
    ("theta", "theta", Interval()),
    ("r < 2", "r", Interval(high=Fraction(2))),
]


@pytest.mark.parametrize(("text", "name", "interval"), STATED)
def test_conditions_are_read(text, name, interval):
    assert stated(text) == (name, interval)


@pytest.mark.parametrize("text", ["", "t > ", "0 > t > -1", "t != 0", "1 < t > 0", "sin(t) > 0", "t > 1/0"])
def test_other_conditions_are_refused(text):
    with pytest.raises(AuthorError, match="is no condition on one symbol"):
        stated(text)


SPOKEN = [
    (["t > 0"], "$t > 0$"),
    (["t"], "all real $t$"),
    (["r > 0", "theta"], r"$r > 0$ and all real $\theta$"),
    (["x", "y", "z"], "all real $x$, $y$ and $z$"),
    (["0 < x < 7/5"], r"$0 < x < \frac{7}{5}$"),
    (["x >= -1/2"], r"$x \ge -\frac{1}{2}$"),
    (["x <= 3"], r"$x \le 3$"),
    (["x1", "x2", "x3", "x4", "x5"], "all real values of the letters"),
]


@pytest.mark.parametrize(("conditions", "words"), SPOKEN)
def test_the_domain_is_said_as_a_textbook_says_it(conditions, words):
    told = [stated(text) for text in conditions]
    domain = Domain(ranges=tuple(Range(name, interval) for name, interval in told))
    assert spoken(domain, [name for name, _ in told]) == words


TWO = Composition(
    ("t",),
    (Node("x", add(power(T, 2), number(1))), Node("y", sin(T)), Node("f", add(symbol("x"), symbol("y")))),
    ("f",),
)


def test_an_intermediate_is_positive_only_where_it_is_so_on_the_whole_domain():
    domain = domain_of(TWO, {})
    assert domain.of("x").interval.positive
    assert not domain.of("y").interval.positive
    assert not any(r.symbol == "f" for r in domain.ranges)


def test_a_box_outside_the_domain_is_the_authors_error():
    domain = domain_of(TWO, dict([stated("t > 1")]))
    with pytest.raises(AuthorError, match="box of `t` from 2/5 to 8/5 does not lie in its domain"):
        box_of(TWO, domain, {})
    assert box_of(TWO, domain, {"t": (Fraction(2), Fraction(3))})["t"] == (2, 3)
