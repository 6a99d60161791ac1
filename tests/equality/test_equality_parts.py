"""The parts of the engine by themselves: graph, points, polynomials, lattice, signs, stored keys, threads."""

from __future__ import annotations

import threading
from fractions import Fraction

import pytest
from flint import arb
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.equality.arrays import decide_entries
from gradekit.equality.decide import decide
from gradekit.equality.graph import Graph
from gradekit.equality.limits import LimitMet, WorkLimits
from gradekit.equality.points.balls import evaluate, precision, real, undefined_part
from gradekit.equality.points.points import edges, generic
from gradekit.equality.proof.kernels.lattice import Lattice
from gradekit.equality.stored import Prepared
from gradekit.equality.texts.assume import domain_of
from gradekit.equality.texts.texts import assumptions, equal
from gradekit.errors import OperatorError, StudentError
from gradekit.model.codec import decode, encode
from gradekit.model.domain import POSITIVE, Domain, Interval, Range
from gradekit.model.evidence import Evidence, Unsettled
from gradekit.model.outcome import Outcome
from gradekit.model.verdict import EntryVerdict
from gradekit.syntax import build
from gradekit.syntax.tree import Expr

X, Y = build.symbol("x"), build.symbol("y")


def test_equal_parts_get_the_same_node() -> None:
    graph = Graph()
    first = graph.enter(build.add(build.multiply(X, Y), build.sin(X)))
    second = graph.enter(build.add(build.sin(X), build.multiply(Y, X)))
    assert first == second
    assert graph.enter(build.sqrt(X)) == graph.enter(build.power(X, Fraction(1, 2)))
    assert graph.enter(build.exp(X)) == graph.enter(build.power(build.E, X))
    assert graph.enter(Expr("decimal", (), "0.50")) == graph.enter(build.number(1, 2))


def test_a_graph_has_a_largest_size() -> None:
    graph = Graph(WorkLimits(nodes=10))
    with pytest.raises(LimitMet, match="nodes"):
        graph.enter(build.add(*(build.power(X, n) for n in range(2, 20))))


def test_huge_powers_are_not_multiplied_out() -> None:
    graph = Graph()
    node = graph.enter(build.power(build.TWO, build.number(10**6)))
    assert graph.nodes[node] == ("p", graph.number(2), 10**6)


def test_a_very_deep_tree_is_undecided_and_no_crash() -> None:
    deep = X
    for _ in range(3000):
        deep = Expr("function", (deep,), "sin")
    assert decide(deep, X).evidence == Unsettled("depth")


@pytest.mark.parametrize(
    ("expr", "at", "certain"),
    [
        (build.sqrt(X), -1, True),
        (build.log(X), -1, True),
        (build.function("asin", X), 2, True),
        (build.divide(build.ONE, X), 0, True),
        (build.divide(build.ONE, build.subtract(build.sin(X), build.sin(X))), 1, False),
        (build.add(build.ONE, build.sqrt(build.negate(X))), 2, True),
    ],
)
def test_undefined_is_told_from_unknown(expr: Expr, at: int, certain: bool) -> None:
    graph = Graph()
    node = graph.enter(expr)
    with precision(64):
        values = evaluate(graph, {"x": arb(at)})
        assert (undefined_part(graph, values, node) is not None) is certain


def test_odd_roots_are_real() -> None:
    graph = Graph()
    node = graph.enter(build.function("cbrt", X))
    with precision(64):
        assert evaluate(graph, {"x": real(-8)})[node].contains(-2)
        assert evaluate(graph, {"x": arb(0, 1)})[node].contains(0)


@pytest.mark.parametrize(
    "interval",
    [
        Interval(),
        POSITIVE,
        Interval(high=Fraction(-2)),
        Interval(Fraction(1, 3), Fraction(1, 2)),
        Interval(Fraction(10), Fraction(1000)),
    ],
)
def test_points_lie_in_the_domain(interval: Interval) -> None:
    domain = Domain((Range("x", interval), Range("y", POSITIVE)))
    points = [generic(domain, ["x", "y"], i) for i in range(60)] + list(edges(domain, ["x", "y"]))
    for point in points:
        assert isinstance(point["x"], Fraction)
        assert isinstance(point["y"], Fraction)
        assert interval.holds(point["x"])
        assert POSITIVE.holds(point["y"])
    values = [point["x"] for point in points]
    if interval.low is None:
        assert min(v for v in values if isinstance(v, Fraction)) < -1000
    if interval.high is None:
        assert max(v for v in values if isinstance(v, Fraction)) > 1000


def test_points_of_whole_numbers_are_whole() -> None:
    domain = Domain((Range("n", Interval(Fraction(2), Fraction(5), False, False), "integer"),))
    found = {generic(domain, ["n"], i)["n"] for i in range(60)}
    assert found == {2, 3, 4, 5}


vectors = st.dictionaries(
    st.sampled_from([("x", ""), ("y", ""), ("1", "")]), st.fractions(-6, 6, max_denominator=4).filter(bool), min_size=1
)


@settings(deadline=None, max_examples=80)
@given(st.lists(vectors, min_size=1, max_size=5))
def test_a_lattice_holds_every_vector_as_a_whole_combination(seen: list[dict[tuple[str, str], Fraction]]) -> None:
    lattice = Lattice()
    for vector in seen:
        while lattice.coordinates(vector) is None:
            pass
    for vector in seen:
        found = lattice.coordinates(vector)
        assert found is not None
        total: dict[tuple[str, str], Fraction] = {}
        for i, n in found:
            for key, c in lattice.basis[i].items():
                total[key] = total.get(key, Fraction(0)) + n * c
        assert {key: c for key, c in total.items() if c} == vector


def test_entries_left_open_are_undecided() -> None:
    found = decide_entries([None, X], [Y, X])
    assert [decision.outcome for decision in found] == [Outcome.UNDECIDED, Outcome.PROVED]
    assert found[0].evidence == Unsettled("open")


def test_one_entry_does_not_lend_its_domain_to_another() -> None:
    # The first key is defined for x > 0 only; the second is defined everywhere, and there |x| is not x.
    found = decide_entries([build.log(X), X], [build.log(X), build.function("Abs", X)])
    assert [decision.outcome for decision in found] == [Outcome.PROVED, Outcome.DIFFERENT]
    found = decide_entries(
        [build.add(build.log(X), build.sqrt(build.power(X, 2))), build.sqrt(build.power(X, 2))],
        [build.add(build.log(X), X), X],
    )
    assert [decision.outcome for decision in found] == [Outcome.PROVED, Outcome.DIFFERENT]


CASES = [
    ([build.power(build.sin(X), 2)], [build.subtract(build.ONE, build.power(build.cos(X), 2))]),
    ([build.log(X), build.sqrt(X)], [build.multiply(build.number(1, 2), build.log(build.power(X, 2))), build.sqrt(X)]),
    ([build.sin(X)], [build.cos(X)]),
    ([build.sin(X)], [build.add(build.sin(X), build.subtract(Y, Y))]),
    ([build.exp(build.multiply(build.TWO, X))], [build.power(build.exp(X), 2)]),
    ([X], [build.exp(build.log(X))]),
]


@pytest.mark.parametrize(("expected", "answer"), CASES)
def test_a_stored_key_gives_the_same_decisions(expected: list[Expr], answer: list[Expr]) -> None:
    domain = Domain((Range("x", POSITIVE),))
    for where in (domain, Domain()):
        key = Prepared(expected, where)
        direct = [d.outcome for d in decide_entries(answer, expected, where)]
        assert [d.outcome for d in key.decide(answer)] == direct
        assert [d.outcome for d in key.decide(answer)] == direct
        assert [d.outcome for d in Prepared(expected, where).made().decide(answer)] == direct


def test_a_stored_key_wants_as_many_entries_as_it_has() -> None:
    with pytest.raises(ValueError, match="1 entries are expected, 2 were given"):
        Prepared([X], Domain()).decide([X, Y])


def test_decisions_in_threads_do_not_disturb_each_other() -> None:
    key = Prepared([build.power(build.sin(X), 2)], Domain())
    told: list[Outcome] = []

    def work(n: int) -> None:
        for _ in range(10):
            shifted = build.add(build.subtract(build.ONE, build.power(build.cos(X), 2)), build.number(n % 2))
            told.append(key.decide([shifted])[0].outcome)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count(Outcome.PROVED) == told.count(Outcome.DIFFERENT) == 30


def test_the_precision_is_given_back() -> None:
    from flint import ctx

    before = ctx.prec
    with precision(333):
        assert ctx.prec == 333
    assert ctx.prec == before


@pytest.mark.parametrize(
    ("items", "name", "interval"),
    [
        (["x:positive"], "x", POSITIVE),
        (["0<t<1/2"], "t", Interval(Fraction(0), Fraction(1, 2))),
        (["-1<=u<=1"], "u", Interval(Fraction(-1), Fraction(1), False, False)),
        (["r>0"], "r", POSITIVE),
        (["r>=2"], "r", Interval(Fraction(2), None, False)),
        (["x<5"], "x", Interval(None, Fraction(5))),
    ],
)
def test_assumptions_are_intervals(items: list[str], name: str, interval: Interval) -> None:
    assert domain_of(assumptions(items)).of(name).interval == interval


def test_an_irrational_end_is_moved_inward() -> None:
    high = domain_of({"t": "0<t<pi"}).of("t").interval.high
    assert high is not None
    assert 0 < Fraction("3.14159265358979323846264338327950288420") - high < Fraction(1, 10**30)


@pytest.mark.parametrize(
    ("items", "message"),
    [
        (["x is big"], "is not an assumption"),
        (["x:huge"], "says nothing known about `x`"),
        (["2<x<1"], "is an empty interval"),
        (["0<x<y"], "is not a number that can end an interval"),
    ],
)
def test_assumptions_that_say_nothing_are_refused(items: list[str], message: str) -> None:
    with pytest.raises(OperatorError, match=message):
        domain_of(assumptions(items))


def test_texts_with_open_or_uneven_entries_are_refused() -> None:
    with pytest.raises(StudentError, match=r"equality\.open-entry"):
        equal("[1, 2]", "[1, ...]")
    with pytest.raises(StudentError, match=r"equality\.ragged|read\."):
        equal("[[1, 2], [3]]", "[[1, 2], [3, 4]]")


def test_symbols_of_texts() -> None:
    assert equal("alpha + x1", "x1 + alpha").outcome is Outcome.PROVED
    assert equal("speed^2", "speed*speed", assume={"speed": "real"}).outcome is Outcome.PROVED


@pytest.mark.parametrize(
    ("a", "b"),
    [("x", "x"), ("x+1", "x"), ("sin(x)^2", "1-cos(x)^2"), ("log(I)", "I*pi/2"), ("2^1000000", "2^1000000+1")],
)
def test_evidence_is_data_that_can_be_stored(a: str, b: str) -> None:
    found = equal(a, b)
    record = EntryVerdict(found.outcome, found.evidence)
    assert decode(encode(record), EntryVerdict) == record
    assert isinstance(record.evidence, Evidence)


def test_the_same_pair_gives_the_same_evidence_every_time() -> None:
    assert encode(equal("sqrt(x^2)", "x")) == encode(equal("sqrt(x^2)", "x"))
    assert encode(equal("tan(x/2)", "sin(x)/(1+cos(x))")) == encode(equal("tan(x/2)", "sin(x)/(1+cos(x))"))


SAME_OUTCOMES = [
    # typed text                                    LaTeX                                                     outcome
    ("sin(x)^2", "1 - cos(x)^2", r"\sin^2 x", r"1 - \cos^2 x", Outcome.PROVED),
    ("sin(2x)/2", "sin(x) cos(x)", r"\frac{1}{2} \sin 2x", r"\sin x \cos x", Outcome.PROVED),
    ("e^(2x) y", "y (e^x)^2", r"e^{2x} y", r"y \left(e^x\right)^2", Outcome.PROVED),
    ("sqrt(x^2)", "|x|", r"\sqrt{x^2}", r"\left|x\right|", Outcome.PROVED),
    ("sqrt(x^2)", "x", r"\sqrt{x^2}", "x", Outcome.DIFFERENT),
    ("1/cosh(t)", "sech(t)", r"\frac1{\cosh t}", r"\operatorname{sech} t", Outcome.PROVED),
    ("theta (x + 1)", "theta x + theta", r"\theta(x + 1)", r"\theta x + \theta", Outcome.PROVED),
    ("u1 + u12", "u12 + u1", r"u_1 + u_{12}", r"u_{12} + u_1", Outcome.PROVED),
    ("u1 + u12", "u1 + u2", r"u_1 + u_{12}", r"u_1 + u_2", Outcome.DIFFERENT),
    ("[[x, y], [1, 2]]", "[[x, y], [1, 4/2]]", r"\begin{pmatrix} x & y \\ 1 & 2 \end{pmatrix}",
     r"\begin{bmatrix} x & y \\ 1 & \frac42 \end{bmatrix}", Outcome.PROVED),
    ("[x, y]", "x", r"\begin{matrix} x & y \end{matrix}", "x", Outcome.DIFFERENT),
    ("sigmoid(s)", "1/(1 + e^(-s))", r"\sigma(s)", r"\frac{1}{1 + e^{-s}}", Outcome.PROVED),
    ("log(8, 2) x", "3x", r"\log_2(8) x", r"3 \cdot x", Outcome.PROVED),
    ("I^2 x", "-x", "I^2 x", "-x", Outcome.PROVED),
    ("2^1000000", "2^1000000 + 1", r"2^{1000000}", r"2^{1000000} + 1", Outcome.UNDECIDED),
]  # fmt: skip


@pytest.mark.parametrize(
    ("a", "b", "latex_a", "latex_b", "outcome"), SAME_OUTCOMES, ids=[row[2] for row in SAME_OUTCOMES]
)
def test_latex_has_the_outcome_of_typed_text(a: str, b: str, latex_a: str, latex_b: str, outcome: Outcome) -> None:
    assert equal(a, b).outcome is outcome
    assert equal(latex_a, latex_b, latex=True).outcome is outcome


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (r"e_{\theta} + e_r", r"e_r + e_\theta"),
        (r"\mathrm{loss}^2", r"\mathrm{loss} \cdot \mathrm{loss}"),
        (r"\sigma^2", r"\sigma \sigma"),
        (r"\mathrm{e}^x", r"\exp x"),
    ],
)
def test_names_that_only_latex_has_are_symbols(a: str, b: str) -> None:
    assert equal(a, b, latex=True).outcome is Outcome.PROVED


def test_an_assumption_of_a_latex_letter_is_by_its_typed_name() -> None:
    assert equal(r"\sqrt{u_1^2}", "u_1", latex=True).outcome is Outcome.DIFFERENT
    assert equal(r"\sqrt{u_1^2}", "u_1", latex=True, assume={"u1": "positive"}).outcome is Outcome.PROVED
    assert equal(r"\ln(\lambda^2)", r"2\ln\lambda", latex=True, assume={"lambda": "positive"}).outcome is Outcome.PROVED


@pytest.mark.parametrize(
    ("a", "message"),
    [
        (r"\foo{x}", "read.unknown-command"),
        (r"\operatorname{foo}(x)", "read.unknown-name"),
        (r"\frac{x}", "read.ends-early"),
        ("", "read.empty"),
    ],
)
def test_latex_that_cannot_be_read_is_told(a: str, message: str) -> None:
    with pytest.raises(StudentError, match=message):
        equal(a, "x", latex=True)
