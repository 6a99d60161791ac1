"""Array formulas: what they stand for, what does not fit, the names of products, matrix forms and index forms."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.calculus.adjoints import NoMatrixForm, adjoint
from gradekit.calculus.array_forms import settled
from gradekit.calculus.arrays import expanded
from gradekit.calculus.differentiate import derivative
from gradekit.calculus.graph import MOST_LISTED, Graph
from gradekit.calculus.index_forms import FREE, HERE, NoIndexForm, by_indices, differentiated, terms_to_latex
from gradekit.calculus.stages import STAGES, Walk
from gradekit.equality.points.values import values_at
from gradekit.errors import AuthorError
from gradekit.model.composition import Composition, Node, Total, entry_names
from gradekit.problems.questions.array_text import array_formula
from gradekit.syntax.build import ONE, add, multiply, number, substitute, symbol
from gradekit.syntax.latex import to_latex
from gradekit.syntax.tree import Array
from gradekit.syntax.write import to_text


def letters(**shapes):
    return {name: Array(shape, tuple(map(symbol, entry_names(name, shape)))) for name, shape in shapes.items()}


ARRAYS = letters(
    W=(2, 3), x=(3,), a=(2,), b=(2,), X=(2, 2), Y=(2, 2), S=(3, 3), D=(4, 4), R=(5, 5), T=(2, 2, 2), G=(2, 2), g=(2,)
)


def formula(text):
    return settled(array_formula(text, frozenset({*ARRAYS, "s"})), ARRAYS)


STANDS_FOR = [
    # formula                entries
    ("W @ x", ["W11*x1 + W12*x2 + W13*x3", "W21*x1 + W22*x2 + W23*x3"]),
    ("X @ Y", ["X11*Y11 + X12*Y21", "X11*Y12 + X12*Y22", "X21*Y11 + X22*Y21", "X21*Y12 + X22*Y22"]),
    ("W.T", ["W11", "W21", "W12", "W22", "W13", "W23"]),
    ("a.T @ X", ["X11*a1 + X21*a2", "X12*a1 + X22*a2"]),
    ("a.T @ X @ b", ["a1*(X11*b1 + X12*b2) + a2*(X21*b1 + X22*b2)"]),
    ("a @ b.T", ["a1*b1", "a1*b2", "a2*b1", "a2*b2"]),
    ("a @ a.T @ b", ["(a1*b1 + a2*b2)*a1", "(a1*b1 + a2*b2)*a2"]),
    ("a*b", ["a1*b1", "a2*b2"]),
    ("2*s*a - b/3", ["2*s*a1 - b1/3", "2*s*a2 - b2/3"]),
    ("sigma(a)", ["sigmoid(a1)", "sigmoid(a2)"]),
    ("max(0, a)", ["Max(0, a1)", "Max(0, a2)"]),
    ("trace(S)", ["S11 + S22 + S33"]),
    ("det(X)", ["X11*X22 - X12*X21"]),
    ("inv(X)", [f"{top}/(X11*X22 - X12*X21)" for top in ("X22", "-X12", "-X21", "X11")]),
    ("norm2(a - b)", ["(a1 - b1)**2 + (a2 - b2)**2"]),
    ("norm(a)", ["sqrt(a1**2 + a2**2)"]),
    ("sum(W)", ["W11 + W12 + W13 + W21 + W22 + W23"]),
    ("mean(a)", ["(a1 + a2)/2"]),
    ("diag(a)", ["a1", "0", "0", "a2"]),
    ("softmax(a)", ["exp(a1)/(exp(a1) + exp(a2))", "exp(a2)/(exp(a1) + exp(a2))"]),
    ("[[1, 2], [s, 0]] @ a", ["a1 + 2*a2", "s*a1"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "entries"), STANDS_FOR)
def test_what_a_formula_stands_for(text, entries):
    assert [to_text(entry) for entry in expanded(formula(text), ARRAYS)] == entries


SHAPES = [
    ("W @ x", (2,)), ("x.T @ W.T", (2,)), ("W.T @ a", (3,)), ("x @ a.T", (3, 2)), ("a.T @ W @ x", ()), ("a @ b", ()),
    ("W.T @ X @ W", (3, 3)), ("T * T", (2, 2, 2)), ("sum(T)", ()), ("[1, 2, 3]", (3,)), ("[[1, 2, 3]]", (1, 3)),
    ("det(D)", ()), ("s", ()), ("s*T + T", (2, 2, 2)), ("a + 1", (2,)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shape"), SHAPES)
def test_the_shape_follows_from_the_formula(text, shape):
    assert expanded(formula(text), ARRAYS).shape == shape


MISFITS = [
    ("W @ a", r"as many columns.*`W` is 2 by 3 and `a` is a vector of 2"),
    ("W @ X", r"`W` is 2 by 3 and `X` is 2 by 2"),
    ("x.T @ X", r"as many rows.*`x` is a vector of 3 and `X` is 2 by 2"),
    ("x + a", r"equal shapes.*`x` is a vector of 3 and `a` is a vector of 2"),
    ("X * W", r"`X` is 2 by 2 and `W` is 2 by 3"),
    ("dot(x, a)", r"equal lengths.*a vector of 3"),
    ("trace(W)", r"`trace` needs a square matrix.*`W` is 2 by 3"),
    ("det(a)", r"`det` needs a square matrix.*`a` is a vector of 2"),
    ("softmax(X)", r"`softmax` needs vectors.*`X` is 2 by 2"),
    ("transpose(T)", r"`transpose` needs a matrix.*`T` is 2 by 2 by 2"),
    ("det(R)", r"at most 4 rows; there are 5"),
    ("X**2", r"can mean two things: write `A @ A`"),
    ("[[1, 2], [3]]", r"Rows need equal lengths"),
    ("outer(outer(x, x), x)", r"`outer` needs vectors"),
    ("dot(a)", r"`dot` takes 2 arrays; it was given 1"),
    ("W if x else a", r"`W if x else a` is no part of a formula of arrays"),
    ("erode(a)", r"`erode\(a\)` is no part"),
    ("a.shape", r"`a.shape` is no part"),
    ("q @ a", r"`q` is no part"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), MISFITS)
def test_what_does_not_fit_is_told_with_both_shapes(text, words):
    with pytest.raises(AuthorError, match=words):
        expanded(formula(text), ARRAYS)


def test_a_hundred_entries_are_the_most():
    wide = letters(u=(11,))
    with pytest.raises(AuthorError, match="more than 100 entries"):
        expanded(settled(array_formula("u @ u.T", frozenset("u")), wide), wide)


WRITTEN = [
    ("W @ x + s", r"W x + s"),
    ("a.T @ X @ b", r"a^{\top} X b"),
    ("a @ b.T", r"a b^{\top}"),
    ("W.T @ (a - b)", r"W^{\top} (a - b)"),
    ("(X @ Y).T", r"(X Y)^{\top}"),
    ("a * tanh(b)", r"a \odot \tanh b"),
    ("(a - b) * (X @ a)", r"(a - b) \odot (X a)"),
    ("X @ (a * b)", r"X \, (a \odot b)"),
    ("a * b * a - b", r"a \odot b \odot a - b"),
    ("norm2(a - b)/2", r"\frac{\left\lVert a - b \right\rVert^{2}}{2}"),
    ("-inv(X).T", r"-\left(X^{-1}\right)^{\top}"),
    ("log(det(X)) + trace(X)", r"\ln(\det(X)) + \operatorname{tr}(X)"),
    ("softmax(X @ a)", r"\operatorname{softmax}(X a)"),
    ("[[1, 2], [3, 4]] @ a", r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} a"),
    ("a + [1, 2]", r"a + \begin{pmatrix} 1 \\ 2 \end{pmatrix}"),
]


@pytest.mark.parametrize(("text", "latex"), WRITTEN)
def test_a_formula_is_written_in_letters_of_arrays(text, latex):
    from gradekit.documents.mathematics.read import parse

    assert to_latex(formula(text)) == latex
    assert parse(to_latex(formula(text))).items


# ------------------------------------------------------------------ matrix forms

SCALARS = [
    ("a.T @ X @ b", "X"), ("a.T @ X @ b", "a"), ("a.T @ X @ a", "a"), ("trace(X @ Y @ X.T)", "X"), ("log(det(X))", "X"),
    ("det(X)", "X"), ("a.T @ inv(X) @ b", "X"), ("norm2(tanh(X @ a) - b)/2", "X"), ("norm(X - Y)", "X"),
    ("sum(sigma(X) * Y)", "X"),
    ("mean(a**3)", "a"), ("b @ softmax(X @ a)", "a"), ("-dot(b, log(softmax(a)))", "a"), ("trace(a @ b.T @ X)", "b"),
    ("trace((X + Y.T) @ (X - 2*Y))", "Y"), ("a @ (b / 3 - X.T @ b)", "b"), ("sum(X)*trace(X)", "X"),
    ("sum(a / b)", "a"),
    ("norm2(s*a + b)", "s"), ("sum(exp(X @ X))", "X"), ("(b - X @ a).T @ Y @ (b - X @ a)", "a"),
    ("sum(mean(a)*b)", "a"),
]  # fmt: skip


def at_a_point(entries):
    names = sorted({name for array in ARRAYS.values() for name in (entry.name for entry in array)} | {"s"})
    point = {name: number(7 + (5 * place) % 11, 10).number for place, name in enumerate(names)}
    found = values_at(list(entries), point)
    assert None not in found
    return [pair[0] for pair in found]


@pytest.mark.parametrize(("text", "name"), SCALARS)
def test_the_matrix_form_is_the_derivative_entry_by_entry(text, name):
    tree = formula(text)
    entry = expanded(tree, ARRAYS).scalar
    by = [symbol_.name for symbol_ in ARRAYS[name]] if name in ARRAYS else [name]
    written = expanded(adjoint(tree, name, ONE, ARRAYS), ARRAYS)
    assert written.shape == (ARRAYS[name].shape if name in ARRAYS else ())
    assert at_a_point(written) == pytest.approx(at_a_point(derivative(entry, letter) for letter in by), rel=1e-9)


ONWARD = [
    ("W @ x", "W", "g"), ("W @ x", "x", "g"), ("X @ Y", "X", "G"), ("X @ Y", "Y", "G"), ("X.T @ X", "X", "G"),
    ("inv(X)", "X", "G"), ("a @ b.T", "a", "G"), ("a @ b.T", "b", "G"), ("X * Y - X.T", "X", "G"),
    ("softmax(a)", "a", "g"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "upstream"), ONWARD)
def test_the_matrix_form_hands_a_derivative_on(text, name, upstream):
    tree = formula(text)
    weighted = add(*(multiply(w, e) for w, e in zip(ARRAYS[upstream], expanded(tree, ARRAYS), strict=True)))
    written = expanded(adjoint(tree, name, symbol(upstream), ARRAYS), ARRAYS)
    right = [derivative(weighted, letter.name) for letter in ARRAYS[name]]
    assert at_a_point(written) == pytest.approx(at_a_point(right), rel=1e-9)


TEXTBOOK = [
    ("W @ x", "W", "g", r"g x^{\top}"),
    ("W @ x", "x", "g", r"W^{\top} g"),
    ("X @ Y", "X", "G", r"G Y^{\top}"),
    ("X @ (2 * Y)", "X", "G", r"2 G Y^{\top}"),
    ("X.T @ X", "X", "G", r"X G^{\top} + X G"),
    ("tanh(a)", "a", "g", r"g \odot \left(1 - \tanh^{2} a\right)"),
    ("inv(X)", "X", "G", r"-\left(X^{-1}\right)^{\top} G \, \left(X^{-1}\right)^{\top}"),
]


@pytest.mark.parametrize(("text", "name", "upstream", "latex"), TEXTBOOK)
def test_the_matrix_form_reads_as_in_a_textbook(text, name, upstream, latex):
    assert to_latex(adjoint(formula(text), name, symbol(upstream), ARRAYS)) == latex


def test_what_has_no_matrix_form_says_so():
    with pytest.raises(NoMatrixForm, match="entry by entry"):
        adjoint(formula("sum(max(0, a))"), "a", ONE, ARRAYS)
    with pytest.raises(NoMatrixForm, match="`b` does not stand"):
        adjoint(formula("sum(a)"), "b", ONE, ARRAYS)


# ------------------------------------------------------------------ index forms

INDEXED = [
    # formula            its entry                                   by   derivative
    ("W @ x", r"\sum_{m} W_{im} x_{m}", "W", r"\delta_{ij} x_{k}"),
    ("W @ x", r"\sum_{m} W_{im} x_{m}", "x", r"W_{ij}"),
    ("X.T @ X", r"\sum_{m} X_{mi} X_{mj}", "X", r"\delta_{il} X_{kj} + \delta_{jl} X_{ki}"),
    ("a.T @ X @ b", r"\sum_{m} \sum_{n} a_{m} X_{mn} b_{n}", "X", r"a_{i} b_{j}"),
    ("trace(X @ X)", r"\sum_{m} \sum_{n} X_{mn} X_{nm}", "X", r"2 X_{ji}"),
    ("a * b / 2 - a", r"\frac{1}{2} a_{i} b_{i} - a_{i}", "a", r"\frac{1}{2} \delta_{ij} b_{i} - \delta_{ij}"),
    ("X", r"X_{ij}", "Y", "0"),
    ("sigma(a)", r"\sigma(a_{i})", "a", r"\delta_{ij} \sigma(a_{i}) (1 - \sigma(a_{i}))"),
    ("a*exp(b)", r"a_{i} e^{b_{i}}", "b", r"\delta_{ij} a_{i} e^{b_{i}}"),
    (
        "a/(b + 1) - (a)",
        r"\frac{a_{i}}{b_{i} + 1} - a_{i}",
        "b",
        r"-\frac{\delta_{ij} a_{i}}{\left(b_{i} + 1\right)^{2}}",
    ),
    ("norm2(a - b)", r"\sum_{m} \left(a_{m} - b_{m}\right)^{2}", "a", r"2 \left(a_{i} - b_{i}\right)"),
    ("norm(a)", r"\sqrt{\sum_{m} a_{m}^{2}}", "a", r"\frac{a_{i}}{\sqrt{\sum_{m} a_{m}^{2}}}"),
    (
        "tanh(W @ x)",
        r"\tanh \left(\sum_{m} W_{im} x_{m}\right)",
        "W",
        r"\delta_{ij} x_{k} \left(1 - \tanh^{2} \left(\sum_{m} W_{im} x_{m}\right)\right)",
    ),
    (
        "softmax(a)",
        r"\frac{e^{a_{i}}}{\sum_{m} e^{a_{m}}}",
        "a",
        r"\frac{\delta_{ij} e^{a_{i}}}{\sum_{m} e^{a_{m}}} - "
        r"\frac{e^{a_{i}} e^{a_{j}}}{\left(\sum_{m} e^{a_{m}}\right)^{2}}",
    ),
]


@pytest.mark.parametrize(("text", "entry", "name", "slope"), INDEXED)
def test_a_formula_by_its_indices(text, entry, name, slope):
    tree = formula(text)
    rank = len(expanded(tree, ARRAYS).shape)
    terms = by_indices(tree, FREE[:rank], ARRAYS, functions="(" in text)
    below = FREE[rank : rank + len(ARRAYS[name].shape)]
    assert terms_to_latex(terms) == entry
    assert terms_to_latex(differentiated(terms, name, below)) == slope


def summed(term, at):
    """The value of a term as a formula: its sums written out, its deltas 0 or 1."""
    if term.summed:
        index, *rest = term.summed
        inner = replace(term, summed=tuple(rest))
        return add(*(summed(inner, {**at, index: value}) for value in (1, 2)))
    if any(at[one] != at[other] for one, other in term.deltas):
        return number(0)
    entries = (symbol(name + "".join(str(at[i]) for i in indices)) for name, indices in term.entries)
    return multiply(number(term.number), *entries, *(applied(one, at) for one in term.applied))


def applied(one, at):
    return substitute(one.outer, {HERE.name: add(*(summed(term, at) for term in one.inner))})


POLYNOMIALS = ["X.T @ X", "X @ Y @ X", "X * Y + a @ b.T @ X", "trace(X)*Y - X.T/3", "norm2(X @ a - b)*X"]
OTHERS = [
    "tanh(X @ Y)",
    "exp(X.T/4) * X",
    "X * X / (Y + 2)",
    "sigma(X @ X) * norm(X @ a)",
    "log(norm2(X) + 1) * Y",
    "outer(softmax(X @ a), tanh(X.T @ b))",
    "trace(X @ Y @ X.T) * sqrt(X + 2)",
    "mean(X * X) * X",
    "diag(tanh(X @ a)) @ X",
    "sin(norm2(sin(X @ Y) - Y)) * X",
    "softplus(X @ a) @ b.T",
    "1 / (X @ Y + 3)",
]


@pytest.mark.parametrize(
    ("text", "functions"), [(t, False) for t in POLYNOMIALS] + [(t, True) for t in POLYNOMIALS + OTHERS]
)
def test_the_index_form_is_the_derivative_entry_by_entry(text, functions):
    tree = formula(text)
    terms = differentiated(by_indices(tree, ("i", "j"), ARRAYS, functions=functions), "X", ("k", "l"))
    entries = iter(expanded(tree, ARRAYS))
    for i, j in ((1, 1), (1, 2), (2, 1), (2, 2)):
        entry = next(entries)
        for k, l in ((1, 1), (1, 2), (2, 1), (2, 2)):  # noqa: E741  the index's name
            told = add(*(summed(term, {"i": i, "j": j, "k": k, "l": l}) for term in terms))
            assert at_a_point([told]) == pytest.approx(at_a_point([derivative(entry, f"X{k}{l}")]), rel=1e-9)


@pytest.mark.parametrize("text", ["tanh(X @ Y @ X)", "softmax(X @ Y @ a)", "norm(X @ Y @ a)"])
def test_no_letter_is_summed_over_twice(text):
    rank = len(expanded(formula(text), ARRAYS).shape)
    terms = differentiated(by_indices(formula(text), FREE[:rank], ARRAYS, functions=True), "X", ("k", "l"))
    assert any(term.summed for term in terms)
    for term in terms:
        assert not any(set(term.summed) & one.bound for one in term.applied)


@pytest.mark.parametrize("text", ["sigma(a)", "inv(X)", "a / b", "norm(a)"])
def test_what_is_no_polynomial_has_no_index_form(text):
    with pytest.raises(NoIndexForm):
        by_indices(formula(text), ("i", "j"), ARRAYS)


@pytest.mark.parametrize("text", ["inv(X)", "det(X)", "max(0, X)"])
def test_what_is_not_made_of_entries_has_no_index_form(text):
    with pytest.raises(NoIndexForm):
        by_indices(formula(text), ("i", "j"), ARRAYS, functions=True)


# ------------------------------------------------------------------ many paths


def lattice(width, depth):
    """Layers in which every node uses every node of the layer below."""
    below, nodes = ["t"], []
    for layer in range(depth):
        names = [f"u{layer}_{k}" for k in range(width)]
        squares = [multiply(symbol(b), symbol(b)) for b in below]
        nodes += [Node(n, add(*(multiply(number(k + 2), square) for square in squares))) for k, n in enumerate(names)]
        below = names
    return Composition(("t",), (*nodes, Node("f", multiply(*map(symbol, below)))), ("f",))


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 3), st.integers(1, 4))
def test_paths_that_are_gathered_add_up_to_those_that_are_listed(width, depth):
    graph = Graph(lattice(width, depth))
    assert graph.count("f", "t") == width**depth
    assert graph.gathered("f", "t") == (width**depth > MOST_LISTED)
    assert len(graph.paths("f", "t")) == (width if graph.gathered("f", "t") else width**depth)
    assert set(graph.edges("f", "t")) == {(n, p) for n in graph.nodes for p in graph.parents(n)}
    by = Walk(graph, STAGES).value(Total(("f",), ("t",))).scalar
    closed = derivative(graph.closed["f"], "t")
    point = {"t": number(1, 3).number}
    assert values_at([by], point)[0][0] == pytest.approx(values_at([closed], point)[0][0], rel=1e-12)


def test_a_hundred_thousand_paths_are_no_work():
    graph = Graph(lattice(4, 9))
    assert graph.count("f", "t") == 4**9
    assert len(graph.paths("f", "t")) == 4
    assert Walk(graph, STAGES).value(Total(("f",), ("t",), substituted=False)).scalar.head == "add"
