"""Forms that a part can ask for: cases from algebra and calculus, each with the answer that mathematics gives."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.equality.asked.asked_forms import (
    Form,
    exact,
    expanded,
    factored,
    no_intermediates,
    significant_digits,
    to_digits,
)
from gradekit.equality.asked.up_to import equal_up_to_constant, equal_up_to_factor
from gradekit.equality.texts.assume import assumptions, domain_of
from gradekit.model.evidence import Witness
from gradekit.model.outcome import Outcome
from gradekit.syntax.build import add, multiply, number, power, symbol
from gradekit.syntax.scope import Scope
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Expr, symbols_of

SCOPE = Scope(frozenset({"x", "y", "a", "b", "t", "C", "u1", "u2", "x_other"}), undefined={"f": 1})
X = symbol("x")


def tree(text: str) -> Expr:
    found = read_text(text, SCOPE).value
    assert isinstance(found, Expr)
    return found


@pytest.mark.parametrize(
    ("text", "letters", "left"),
    [
        ("2t*cos(t^2)", {"t"}, []),
        ("2u1*cos(u2)*t", {"t"}, ["u1", "u2"]),
        ("2u1*cos(u2)*t", {"t", "u1"}, ["u2"]),
        ("x + x*y", set(), ["x", "y"]),
        ("pi*e", set(), []),
        ("f(u1)", {"x"}, ["u1"]),
    ],
)
def test_intermediates_are_letters_that_are_not_allowed(text: str, letters: set[str], left: list[str]) -> None:
    form = no_intermediates(tree(text), letters)
    assert form.met is (not left)
    assert [part.name for part in form.against] == left


@pytest.mark.parametrize(
    ("text", "decimals"),
    [
        ("1/3", []),
        ("sqrt(2)*pi/4", []),
        ("2*x^2 - 17", []),
        ("0.5", ["0.5"]),
        ("x^0.5 + 1.0*x", ["0.5", "1.0"]),
        ("sin(0.25*x) + 0.25", ["0.25"]),
        ("3.0", ["3.0"]),
    ],
)
def test_exact_means_without_decimals(text: str, decimals: list[str]) -> None:
    form = exact(tree(text))
    assert form.met is (not decimals)
    assert [part.name for part in form.against] == decimals


FACTORED = [
    "x",
    "7",
    "-x",
    "x*y",
    "(x + 1)(x - 1)",
    "x (x + 1)",
    "3(x - 2)^2",
    "-(x - y)(x + y)",
    "(2x + 2)(x - 1)",
    "x^2 + 1",
    "x^2 - 2",
    "x^2 + x y + y^2",
    "x^4 + x^3 + x^2 + x + 1",
    "(x^2 - x + 1)(x + 1)",
    "(x - 1)/(x + 1)",
    "x^3/(x^2 + 1)^2",
    "(x + 1)^(-2)",
    "(1/2)(x + 1)",
    "(x/2 + 1/3) y",
    "x + 1/2",
    "e^x (x + 1)",
    "e^x (x^2 + 2x + 3)",
    "sin(x^2 - 1)",
    "(sin(x) + 2)(x - 3)",
    "sqrt(x^2 - 1)",
    "(x^2 - 1)^(1/2)",
    "2^x (x + 3)",
    "pi x + pi",
    "sqrt(2)*x + sqrt(8)",
    "x + y",
    "0",
    "(1 + 2) x",
    "f(x) (f(x) + 1)",
]
NOT_FACTORED = [
    ("x^2 - 1", "x^2 - 1"),
    ("x^2 + x", "x^2 + x"),
    ("x^2 + 2x + 1", "x^2 + 2x + 1"),
    ("x (x^2 - 1)", "x^2 - 1"),
    ("-(x^2 - y^2)", "x^2 - y^2"),
    ("x^4 + 4", "x^4 + 4"),
    ("x^4 + x^2 + 1", "x^4 + x^2 + 1"),
    ("x^3 - y^3", "x^3 - y^3"),
    ("x^2/4 - 1/9", "x^2/4 - 1/9"),
    ("0.25 x^2 - 1", "0.25 x^2 - 1"),
    ("(x + 1)^2 - 4", "(x + 1)^2 - 4"),
    ("x y + x + y + 1", "x y + x + y + 1"),
    ("1/(x^2 - 1)", "x^2 - 1"),
    ("(x^2 - 1)^3", "x^2 - 1"),
    ("x e^x + e^x", "x e^x + e^x"),
    ("e^x (x^2 + x)", "x^2 + x"),
    ("sin(x)^2 - 1", "sin(x)^2 - 1"),
    ("f(x)^2 - x^2", "f(x)^2 - x^2"),
    ("pi x^2 - pi", "pi x^2 - pi"),
    ("(x - x) y", "x - x"),
    ("x^2 y + x y^2", "x^2 y + x y^2"),
]


@pytest.mark.parametrize("text", FACTORED)
def test_products_of_irreducible_factors_are_factored(text: str) -> None:
    assert factored(tree(text)) == Form(True)


@pytest.mark.parametrize(("text", "against"), NOT_FACTORED, ids=[row[0] for row in NOT_FACTORED])
def test_a_sum_that_factors_further_is_named(text: str, against: str) -> None:
    assert factored(tree(text)) == Form(False, (tree(against),))


@pytest.mark.parametrize(
    "text",
    ["(x + y + a + b + t + 1)^60 + 1", "(x^300 + 1)^300 + 1", "9^(400)x + x^401 + 1", "(7^300 x + 1)^300 + 1"],
)
def test_a_sum_that_is_too_large_to_factor_is_left_open(text: str) -> None:
    assert factored(tree(text)).met is None


ROOTS = st.lists(st.integers(-6, 6), min_size=2, max_size=4)


@settings(max_examples=40, deadline=None)
@given(ROOTS, st.integers(1, 5))
def test_a_product_of_linear_factors_is_factored_and_multiplied_out_it_is_not(roots: list[int], lead: int) -> None:
    product = multiply(number(lead), *(add(X, number(-root)) for root in roots))
    coefficients = [lead]
    for root in roots:
        shifted = [*coefficients, 0]
        coefficients = [c - root * before for c, before in zip(shifted, [0, *coefficients], strict=True)]
    degree = len(roots)
    terms = [multiply(number(c), power(X, degree - i)) for i, c in enumerate(coefficients) if c]
    total = Expr("add", tuple(terms)) if len(terms) > 1 else terms[0]
    assert factored(product).met
    assert factored(total).met is (len(terms) == 1)
    assert expanded(total).met
    assert expanded(product).met is (not any(roots))


@pytest.mark.parametrize(
    "text",
    [
        "x^2 + 2x + 1",
        "x",
        "-x - 1",
        "x y - 3x^2 y",
        "x^2 e^x + 2x e^x",
        "sin(x(x + 1))",
        "x*sin((x + 1)^2) + 1",
        "(x + 1)/2",
        "1/(x + 1)",
        "(x + 1)^(-1)",
        "(x + 1)^(1/2) + x",
        "(x + 1)^a",
        "e^(2(x + 1))",
        "(x*y)^2",
        "x + x + x*x",
    ],
)
def test_a_sum_of_products_is_expanded(text: str) -> None:
    assert expanded(tree(text)) == Form(True)


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("x(x + 1)", ["x(x + 1)"]),
        ("(x + 1)^2", ["(x + 1)^2"]),
        ("x - (y + 1)", ["-(y + 1)"]),
        ("-(x + 1)/2", ["-((x + 1)/2)"]),
        ("x ((x + 1)/2)", ["x ((x + 1)/2)"]),
        ("x(x + 1)/2 + y", ["x(x + 1)"]),
        ("1/(x(x + 1))", ["x(x + 1)"]),
        ("(x + 1)^(-2)", ["(x + 1)^(-2)"]),
        ("e^x (x^2 + 2x)", ["e^x (x^2 + 2x)"]),
        ("((x + 1)/3)^2 + 2(x + y)", ["((x + 1)/3)^2", "2(x + y)"]),
        ("(x(x + 1))^2", ["x(x + 1)"]),
    ],
)
def test_a_product_or_power_of_a_sum_is_named(text: str, against: list[str]) -> None:
    assert expanded(tree(text)) == Form(False, tuple(tree(part) for part in against))


def test_beyond_the_limits_a_form_is_left_open() -> None:
    deep = wide = X
    for _ in range(3000):
        deep = Expr("negate", (deep,))
    for _ in range(40):
        wide = Expr("add", (wide, wide))
    for check in (exact, expanded, factored):
        assert check(deep).met is None
        assert check(wide).met is None
    assert no_intermediates(wide, {"x"}).met is None


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("1.41", 3),
        ("-0.0250", 3),
        ("0.007", 1),
        ("1500", 4),
        ("10.0", 3),
        ("0.00", 2),
        ("0", 0),
        ("2.50*10^(-3)", 3),
        ("-6*10^4", 1),
        ("1/3", None),
        ("sqrt(2)", None),
        ("1.5*2^3", None),
        ("x", None),
        ("1.5 + 1.5", None),
    ],
)
def test_significant_digits_as_they_are_counted_by_hand(text: str, digits: int | None) -> None:
    assert significant_digits(tree(text)) == digits


@pytest.mark.parametrize(
    ("answer", "expected", "digits", "met"),
    [
        ("3.14", "pi", 3, True),
        ("3.1415927", "pi", 3, True),
        ("3.1", "pi", 3, False),
        ("3.16", "pi", 3, False),
        ("-0.333", "-1/3", 3, True),
        ("0.5", "1/2", 3, True),
        ("2", "sqrt(4)", 3, True),
        ("22/7", "pi", 3, False),
        ("sqrt(2)", "sqrt(2)", 3, False),
        ("1.41*10^3", "1000 sqrt(2)", 3, True),
        ("0.00141", "sqrt(2)/1000", 3, True),
        ("7.39", "e^x", 3, True),
        ("7.2", "e^x", 2, False),
        ("7.4", "e^x", 2, True),
    ],
)
def test_decimals_to_so_many_digits(answer: str, expected: str, digits: int, met: bool) -> None:
    point = {"x": Fraction(2)}
    assert to_digits(tree(answer), tree(expected), digits, point) is met


UP_TO_CONSTANT = [
    # answer                expected               letters  assumed          outcome
    ("x^2 + 3", "x^2", "x", "", Outcome.PROVED),
    ("x^2 + C", "x^2", "x", "", Outcome.PROVED),
    ("sin(x)^2", "-cos(x)^2", "x", "", Outcome.PROVED),
    ("sin(x)^2/2", "-cos(2x)/4", "x", "", Outcome.PROVED),
    ("ln(2x)", "ln(x)", "x", "x:positive", Outcome.PROVED),
    ("ln|a x|", "ln|x|", "x", "a:positive", Outcome.PROVED),
    ("atan(x)", "-atan(1/x)", "x", "x:positive", Outcome.PROVED),
    ("asin(x)", "-acos(x)", "x", "-1<x<1", Outcome.PROVED),
    ("x + y^2", "x", "x", "", Outcome.PROVED),
    ("x + y^2", "x", "xy", "", Outcome.DIFFERENT),
    ("2x^2", "x^2", "x", "", Outcome.DIFFERENT),
    ("x^2 + a x", "x^2", "x", "", Outcome.DIFFERENT),
    ("ln(x^2)", "ln|x|", "x", "", Outcome.DIFFERENT),
    # The constant is another one on each side of 0.
    ("atan(x)", "-atan(1/x)", "x", "", Outcome.DIFFERENT),
    ("ln|x| + sign(x)", "ln|x|", "x", "", Outcome.DIFFERENT),
    # ln(x) has no value where ln|x| has one.
    ("ln(x) + 1", "ln|x|", "x", "", Outcome.DIFFERENT),
    ("ln|x|", "ln(x)", "x", "", Outcome.PROVED),
    ("x + 10^(-9) x", "x", "x", "", Outcome.DIFFERENT),
    ("5", "0", "x", "", Outcome.PROVED),
]


@pytest.mark.parametrize(("answer", "expected", "letters", "assumed", "outcome"), UP_TO_CONSTANT)
def test_equal_up_to_an_additive_constant(
    answer: str, expected: str, letters: str, assumed: str, outcome: Outcome
) -> None:
    domain = domain_of(assumptions([assumed] if assumed else []), "real")
    assert equal_up_to_constant(tree(answer), tree(expected), set(letters), domain).outcome is outcome


UP_TO_FACTOR = [
    ("3x", "x", "x", "", Outcome.PROVED),
    ("-(x^2 - 1)", "(x - 1)(x + 1)", "x", "", Outcome.PROVED),
    ("x/y", "x", "x", "", Outcome.PROVED),
    ("x/y", "x", "xy", "", Outcome.DIFFERENT),
    ("e^(x + 2)", "e^x", "x", "", Outcome.PROVED),
    ("2^(x + 1)", "2^x", "x", "", Outcome.PROVED),
    ("sin(2x)", "sin(x)cos(x)", "x", "", Outcome.PROVED),
    ("x + 1", "x", "x", "", Outcome.DIFFERENT),
    ("0", "x", "x", "", Outcome.DIFFERENT),
    ("x - x", "x", "x", "", Outcome.DIFFERENT),
    ("x", "0", "x", "", Outcome.DIFFERENT),
    ("0", "0", "x", "", Outcome.PROVED),
    # The factor is -1 on one side of 0 and 1 on the other.
    ("|x|", "x", "x", "", Outcome.DIFFERENT),
    ("|x|", "x", "x", "x:positive", Outcome.PROVED),
    ("sqrt(2) x", "x", "x", "", Outcome.PROVED),
    ("x sqrt(x)", "sqrt(x)", "x", "", Outcome.DIFFERENT),
    ("|x|^(3/2)", "2x sqrt(x)", "x", "", Outcome.PROVED),
    ("x sqrt(x)", "|x|^(3/2)", "x", "", Outcome.DIFFERENT),
    # Each is no multiple of the other, although their product is zero everywhere.
    ("x + |x|", "x - |x|", "x", "", Outcome.DIFFERENT),
]


@pytest.mark.parametrize(("answer", "expected", "letters", "assumed", "outcome"), UP_TO_FACTOR)
def test_equal_up_to_a_constant_factor(
    answer: str, expected: str, letters: str, assumed: str, outcome: Outcome
) -> None:
    domain = domain_of(assumptions([assumed] if assumed else []), "real")
    assert equal_up_to_factor(tree(answer), tree(expected), set(letters), domain).outcome is outcome


def test_the_witness_has_two_points_whose_letters_are_told_apart() -> None:
    found = equal_up_to_constant(tree("2x"), tree("x"), {"x"})
    assert isinstance(found.evidence, Witness)
    names = dict(found.evidence.point)
    assert set(names) == {"x", "x_other"}
    assert names["x"] != names["x_other"]
    with_taken = equal_up_to_constant(tree("2x + x_other"), tree("x"), {"x"})
    assert isinstance(with_taken.evidence, Witness)
    assert set(dict(with_taken.evidence.point)) == {"x", "x_other", "x_other_"}


POLYNOMIALS = st.lists(st.integers(-9, 9), min_size=1, max_size=4)


def _polynomial(coefficients: list[int]) -> Expr:
    return add(*(multiply(number(c), power(X, i + 1)) for i, c in enumerate(coefficients)))


@settings(max_examples=40, deadline=None)
@given(POLYNOMIALS, POLYNOMIALS, st.fractions(-9, 9, max_denominator=9))
def test_polynomials_differ_by_a_constant_when_all_other_coefficients_are_equal(
    p: list[int], q: list[int], constant: Fraction
) -> None:
    same = p + [0] * (4 - len(p)) == q + [0] * (4 - len(q))
    found = equal_up_to_constant(add(_polynomial(p), number(constant)), _polynomial(q), {"x"})
    assert found.outcome is (Outcome.PROVED if same else Outcome.DIFFERENT)


@settings(max_examples=40, deadline=None)
@given(POLYNOMIALS, POLYNOMIALS)
def test_polynomials_are_multiples_when_their_coefficients_are(p: list[int], q: list[int]) -> None:
    wide_p, wide_q = p + [0] * (4 - len(p)), q + [0] * (4 - len(q))
    parallel = all(
        a * d == b * c for a, b in zip(wide_p, wide_q, strict=True) for c, d in zip(wide_p, wide_q, strict=True)
    )
    multiple = parallel and any(p) == any(q)
    found = equal_up_to_factor(_polynomial(p), _polynomial(q), {"x"})
    assert found.outcome is (Outcome.PROVED if multiple else Outcome.DIFFERENT)
    assert symbols_of(_polynomial(p)) <= {"x"}
