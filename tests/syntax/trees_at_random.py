"""Random trees, as students' answers and stages of the calculus make them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from gradekit.syntax.tree import Expr

LEAVES = st.one_of(
    st.sampled_from(["x", "y", "t", "theta", "u1"]).map(lambda name: Expr("symbol", (), name)),
    st.integers(0, 12).map(lambda n: Expr("number", (), Fraction(n))),
    st.fractions(-3, 3, max_denominator=7).map(lambda q: Expr("number", (), q)),
    st.sampled_from(["0.5", "1.25", "2.0e-3", "3e2"]).map(lambda digits: Expr("decimal", (), digits)),
    st.sampled_from(["pi", "E"]).map(lambda name: Expr("constant", (), name)),
)
UNARY = ["sin", "cos", "tan", "exp", "log", "sqrt", "Abs", "atan", "tanh", "sigmoid", "cbrt", "sech", "asinh"]


def _grown(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    few = st.lists(inner, min_size=2, max_size=4).map(tuple)
    small = st.sampled_from([2, 3, -1, -2]).map(lambda n: Expr("number", (), Fraction(n)))
    return st.one_of(
        few.map(lambda args: Expr("add", args)),
        few.map(lambda args: Expr("multiply", args)),
        inner.map(lambda arg: Expr("negate", (arg,))),
        st.tuples(inner, inner).map(lambda args: Expr("divide", args)),
        st.tuples(inner, st.one_of(small, inner)).map(lambda args: Expr("power", args)),
        st.tuples(st.sampled_from(UNARY), inner).map(lambda f: Expr("function", (f[1],), f[0])),
        st.tuples(inner, inner).map(lambda args: Expr("function", args, "log")),
    )


TREES = st.recursive(LEAVES, _grown, max_leaves=9)
