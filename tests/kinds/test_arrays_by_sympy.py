"""Formulas with indices and of matrices against SymPy's own arrays, at several sizes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.errors import StudentError
from gradekit.kinds import kind_of
from gradekit.kinds.sized import array_at
from gradekit.kinds.typed import Source
from gradekit.model.answer import Value
from gradekit.model.details import ArrayLetter, Sized
from gradekit.model.problem import Part
from gradekit.model.quantities import Given
from gradekit.syntax.either import read_either
from gradekit.syntax.scope import Scope
from gradekit.syntax.sympy_bridge import to_sympy

sp: Any = sympy
SIZES = [{"M": 2, "N": 2}, {"M": 3, "N": 2}, {"M": 2, "N": 3}, {"M": 1, "N": 3}]
R, A, X, B = (
    ArrayLetter("R", ("M", "N")),
    ArrayLetter("A", ("M", "N")),
    ArrayLetter("X", ("N", "N")),
    ArrayLetter("B", ("N", "N")),
)
x, b, alpha = ArrayLetter("x", ("N",)), ArrayLetter("b", ("M",)), ArrayLetter("alpha", ())


def details(extents: str, arrays: tuple[ArrayLetter, ...], sizes: Mapping[str, int], indices: str = "") -> Sized:
    return Sized(
        arrays, tuple(extents.split()), dict(sizes), {n: s + 1 for n, s in sizes.items()}, tuple(indices.split())
    )


def written(kind: str, text: str, told: Sized) -> Value:
    part = Part(key="a", kind=kind, quantity=Given(), asks="", label="", details=told)
    own = kind_of(kind).own
    assert own is not None
    value = own(part, Source(text, 1, Scope(frozenset()), read_either)).value
    assert value is not None
    return value


def matrix(letter: ArrayLetter, sizes: Mapping[str, int]) -> Any:
    """The array as a matrix of SymPy, a vector as a column; entries are named as everywhere."""
    array = array_at(letter, sizes)
    width = array.shape[1] if len(array.shape) > 1 else 1
    return sp.Matrix(len(array.entries) // width, width, [sp.Symbol(e.name, real=True) for e in array.entries])


def same(value: Value, entries: list[Any]) -> bool:
    assert len(value.entries) == len(entries)
    mine = [to_sympy(entry) for entry in value.entries if entry is not None]
    real = [entry.subs({s: sp.Symbol(s.name, real=True) for s in entry.free_symbols}) for entry in mine]
    return all(sp.simplify(a - b) == 0 for a, b in zip(real, entries, strict=True))


def derivative(outputs: Any, inputs: Any) -> list[Any]:
    """The derivative of each entry by each entry, in the order of the indices of both."""
    return [sp.diff(entry, letter) for entry in list(outputs) for letter in list(inputs)]


def squared(vector: Any) -> Any:
    return vector.T * vector


BY_INDEX = [
    # formula, extents, indices, what it is the derivative of and by what
    ("delta(i,k)*x[q]", "M M N", "i k q", (A, x), lambda a, v: (a * v, a)),
    ("A_ij", "M N", "i j", (A, x), lambda a, v: (a * v, v)),
    ("delta(j,p)*R[i,q] + delta(j,q)*R[i,p]", "N N M N", "p q i j", (R,), lambda r: (r.T * r, r)),
    ("delta(i,p)*R[q,j] + delta(i,q)*R[p,j]", "M M M N", "p q i j", (R,), lambda r: (r * r.T, r)),
    ("sum((X[i,j] + X[j,i])*x[j], j)", "N", "i", (X, x), lambda m, v: (v.T * m * v, v)),
    ("x[i]*x[j]", "N N", "i j", (X, x), lambda m, v: (v.T * m * v, m)),
    ("2*sum(A[m,i]*(sum(A[m,j]*x[j], j) - b[m]), m)", "N", "i", (A, x, b), lambda a, v, c: (squared(a * v - c), v)),
    ("delta(i,j)", "N N", "i j", (X,), lambda m: (sp.Matrix([m.trace()]), m)),
    ("sum(delta(p,i)*delta(j,m)*B[m,q], m)", "N N N N", "p q i j", (X, B), lambda m, c: (m * c, m)),
]  # fmt: skip


def _told(value: object) -> str | None:
    """The name of a row; a function has none, its address would be another in each process."""
    return None if callable(value) else str(value)[:40]


@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize(("formula", "extents", "indices", "arrays", "of"), BY_INDEX, ids=_told)
def test_a_formula_with_indices_is_the_derivative_that_sympy_finds(
    formula: str, extents: str, indices: str, arrays: tuple[ArrayLetter, ...], of: Any, sizes: dict[str, int]
) -> None:
    outputs, inputs = of(*(matrix(letter, sizes) for letter in arrays))
    value = written("index-formula", f'"{formula}"', details(extents, arrays, sizes, indices))
    assert same(value, derivative(outputs, inputs))


@pytest.mark.parametrize("dummy", ["m", "n", "l", "a"])
def test_the_name_of_an_index_that_is_summed_over_changes_nothing(dummy: str) -> None:
    told = details("N N", (A,), {"M": 3, "N": 2}, "i k")
    texts = [f"sum(A[{name},i]*A[{name},k], {name})" for name in ("m", dummy)]
    first, second = (written("index-formula", f'"{text}"', told) for text in texts)
    assert first == second


def test_the_convention_sums_over_what_occurs_twice_and_only_where_it_is_declared() -> None:
    plain = details("N N", (A,), {"M": 3, "N": 2}, "i k")
    declared = Sized(plain.arrays, plain.extents, plain.sizes, plain.other, plain.indices, convention=True)
    told = written("index-formula", '"A[m,i]*A[m,k] - 2*A[n,i]*A[n,k]"', declared)
    assert told == written("index-formula", '"sum(A[m,i]*A[m,k], m) - sum(2*A[n,i]*A[n,k], n)"', plain)
    with pytest.raises(StudentError, match=r"read\.index-unknown"):
        written("index-formula", '"A[m,i]*A[m,k]"', plain)


def by_entry(s: Mapping[str, Any]) -> Any:
    return s["X"].multiply_elementwise(s["B"])


MATRICES = [
    ("A.T @ (A @ x - b)", "N", lambda s: s["A"].T * (s["A"] * s["x"] - s["b"])),
    ("x.T*X*x", "", lambda s: s["x"].T * s["X"] * s["x"]),
    ("outer(b, x)", "M N", lambda s: s["b"] * s["x"].T),
    ("X^-1 * x", "N", lambda s: s["X"].inv() * s["x"]),
    ("trace(X)*eye(N) - Xᵀ", "N N", lambda s: s["X"].trace() * sp.eye(s["N"]) - s["X"].T),
    ("det(X)", "", lambda s: sp.Matrix([s["X"].det()])),
    ("alpha*hadamard(X, B) + diag(x)", "N N", lambda s: s["alpha"] * by_entry(s) + sp.diag(*s["x"])),
    ("tanh(A*x)", "M", lambda s: (s["A"] * s["x"]).applyfunc(sp.tanh)),
    ("norm2(A*x - b)/2", "", lambda s: (s["A"] * s["x"] - s["b"]).T * (s["A"] * s["x"] - s["b"]) / 2),
    ("inner(A, A)", "", lambda s: sp.Matrix([(s["A"].T * s["A"]).trace()])),
]  # fmt: skip


@pytest.mark.parametrize("sizes", SIZES[:3], ids=str)
@pytest.mark.parametrize(("formula", "extents", "of"), MATRICES, ids=_told)
def test_a_formula_of_matrices_is_what_sympy_works_out(
    formula: str, extents: str, of: Any, sizes: dict[str, int]
) -> None:
    arrays = (A, X, B, x, b, alpha)
    known = {letter.name: matrix(letter, sizes) for letter in arrays if letter.extents} | sizes
    known["alpha"] = sp.Symbol("alpha", real=True)
    value = written("matrix-expression", f'"{formula}"', details(extents, arrays, sizes))
    assert same(value, list(of(known)))


SQUARE = {"N": 2}
PAIRS = st.recursive(
    st.sampled_from([("X", matrix(X, SQUARE)), ("B", matrix(B, SQUARE))]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: (f"({p[0][0]} + {p[1][0]})", p[0][1] + p[1][1])),
        st.tuples(inner, inner).map(lambda p: (f"({p[0][0]} - 3*{p[1][0]})", p[0][1] - 3 * p[1][1])),
        st.tuples(inner, inner).map(lambda p: (f"({p[0][0]} @ {p[1][0]})", p[0][1] * p[1][1])),
        inner.map(lambda one: (f"transpose({one[0]})", one[1].T)),
        inner.map(lambda one: (f"({one[0]}).T", one[1].T)),
    ),
    max_leaves=4,
)


@given(pair=PAIRS)
@settings(max_examples=25, deadline=None)
def test_sums_products_and_transposes_are_those_of_sympy(pair: tuple[str, Any]) -> None:
    formula, right = pair
    value = written("matrix-expression", f'"{formula}"', details("N N", (X, B), SQUARE))
    assert same(value, list(right))
    assert not same(value, list(right + sp.eye(2)))


def test_entries_are_named_in_row_major_order() -> None:
    assert [entry.name for entry in array_at(R, {"M": 2, "N": 2}).entries] == ["R11", "R12", "R21", "R22"]
    value = written("index-formula", '"R[i,j]"', details("M N", (R,), {"M": 2, "N": 3}, "i j"))
    assert [entry.name for entry in value.entries if entry] == [f"R{i}{j}" for i, j in product("12", "123")]
