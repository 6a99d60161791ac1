"""Mal-rules on gradients in matrix form, such as dL/dW = G x^T and dL/dx = W^T G: one operation replaced.

The gradient is walked from the output back, array by array; at one stage the form is changed as a student changes it,
if the shapes still allow the product.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from gradekit.calculus.adjoints import adjoint
from gradekit.calculus.arrays import expanded
from gradekit.calculus.differentiate import free
from gradekit.calculus.stages import Walk
from gradekit.errors import AuthorError
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import Site, answered, malrule
from gradekit.model.composition import Block, Total
from gradekit.syntax.build import ONE, add, function, symbol
from gradekit.syntax.tree import Array, Expr

Change = Callable[[Expr, Mapping[str, Array]], Iterator[Expr]]
"""The forms that a student may write for a form."""

Pair = tuple[str, str]
"""A node and an array in its formula."""

MOST_ARRAYS = 12


@malrule("weights-not-transposed", stage="frame", evidence="E8")
def weights_not_transposed(asked: Asked) -> Iterator[Site]:
    """The signal goes back through W instead of its transpose: W G for W^T G."""

    def change(form: Expr, _: Mapping[str, Array]) -> Iterator[Expr]:
        return _each(form, lambda part: part.args[0] if _is(part, "transpose") else None)

    return _sites(asked, change)


def factor_transposed(asked: Asked) -> Iterator[Site]:
    """A factor of a product of matrices is transposed that should not be."""

    def turned(part: Expr) -> Expr | None:
        return function("matmul", function("transpose", part.args[0]), part.args[1]) if _is(part, "matmul") else None

    return _sites(asked, lambda form, _: (f for f in _each(form, turned) if not _has_double_transpose(f)))


@malrule("wrong-side-multiplication", stage="frame", evidence="E8")
def multiplied_on_the_wrong_side(asked: Asked) -> Iterator[Site]:
    """The factors of a product of matrices are multiplied in the other order: X^T G for G X^T."""

    def swapped(part: Expr) -> Expr | None:
        return function("matmul", part.args[1], part.args[0]) if _is(part, "matmul") else None

    return _sites(asked, lambda form, _: _each(form, swapped))


@malrule("outer-product-transposed", stage="frame", evidence="E8")
def outer_product_transposed(asked: Asked) -> Iterator[Site]:
    """The outer product of signal and input is turned round: x G^T for G x^T."""

    def swapped(part: Expr) -> Expr | None:
        return function("outer", part.args[1], part.args[0]) if _is(part, "outer") else None

    return _sites(asked, lambda form, _: _each(form, swapped))


@malrule("hadamard-missing", stage="frame", evidence="E8")
def scalar_product_for_entrywise(asked: Asked) -> Iterator[Site]:
    """Two vectors are multiplied to one number that goes with all entries, not entry by entry."""

    def joined(form: Expr, arrays: Mapping[str, Array]) -> Iterator[Expr]:
        def change(part: Expr) -> Expr | None:
            if not _is(part, "hadamard"):
                return None
            shape = expanded(part, arrays).shape
            if len(shape) != 1:
                return None
            ones = function("array", *(ONE,) * shape[0])
            return Expr("multiply", (function("dot", *part.args), ones))

        return _each(form, change)

    return _sites(asked, joined)


# ------------------------------------------------------------------ the walk back


def _sites(asked: Asked, change: Change) -> Iterator[Site]:
    """The gradient of a scalar by an array with the form at one stage changed; forms of another shape only at the last
    stage, where they are the answer."""
    forms = _forms(asked)
    total = asked.quantity
    if not forms or not isinstance(total, Total):
        return
    last = asked.block(total.inputs)
    arrays = _with_upstream(asked)
    for (consumer, name), form in forms.items():
        for k, other in enumerate(change(form, arrays)):
            shape = _shape(other, arrays)
            wanted = arrays[name].shape if name in arrays else ()
            if shape is None or (shape != wanted and (last is None or name != last.name)):
                continue
            changed = {**forms, (consumer, name): other}
            site = f"d {consumer}/d {name}, {k + 1}"
            yield site, answered(lambda walk, changed=changed: _walked(walk, asked, changed))


@lru_cache(maxsize=1)
def _forms(asked: Asked) -> Mapping[Pair, Expr]:
    """The matrix form of each stage from the output back to the array asked for; none where a stage has none. Several
    rules in a row ask for it."""
    total = asked.quantity
    source = asked.block(total.inputs) if isinstance(total, Total) else None
    if not isinstance(total, Total) or source is None or not source.shape or len(total.outputs) != 1:
        return {}
    if asked.block(total.outputs) is None:  # one entry of an array, of which no form of the whole speaks
        return {}
    found: dict[Pair, Expr] = {}
    arrays = _with_upstream(asked)
    for consumer, name in _stages(asked):
        if consumer.formula is None:
            return {}
        upstream = ONE if consumer.members == total.outputs else symbol(_by(consumer.name))
        try:
            found[consumer.name, name.name] = adjoint(consumer.formula, name.name, upstream, arrays)
        except AuthorError:
            return {}
    return found


def _stages(asked: Asked) -> list[tuple[Block, Block]]:
    """The pairs of a node and an array in its formula on the routes."""
    named = {member: block for block in asked.composition.blocks for member in block.members}
    pairs = dict.fromkeys((named[a].name, named[b].name) for a, b in asked.edges if a in named and b in named)
    if len(pairs) > MOST_ARRAYS or any(a not in named or b not in named for a, b in asked.edges):
        return []
    blocks = {block.name: block for block in asked.composition.blocks}
    return [(blocks[a], blocks[b]) for a, b in pairs]


def _walked(walk: Walk, asked: Asked, forms: Mapping[Pair, Expr]) -> Array | None:
    """The gradient put together from the forms."""
    total = asked.quantity
    assert isinstance(total, Total), "the sites are of totals"
    source = asked.block(total.inputs)
    assert source is not None, "the sites are of arrays"
    upstream = dict(asked.letters)

    def gradient(name: str) -> Array:
        found = [_at(forms[pair], pair[0]) for pair in forms if pair[1] == name]
        return Array(found[0].shape, tuple(add(*entries) for entries in zip(*found, strict=True)))

    def _at(form: Expr, consumer: str) -> Array:
        if _by(consumer) in free(form) and _by(consumer) not in upstream:
            upstream[_by(consumer)] = gradient(consumer)
        return expanded(form, upstream)

    made = gradient(source.name)
    entries = tuple(walk.stages.substitute(walk, e) if total.substituted else e for e in made)
    shape = total.shape if total.shape is not None and made.shape == source.shape else made.shape
    return Array(shape, entries)


def _with_upstream(asked: Asked) -> dict[str, Array]:
    """Each array, and a letter for the derivative of the output by each of them."""
    upstream = {_by(name): array for name, array in asked.letters.items()}
    scalars = {_by(b.name): Array((), (symbol(b.name),)) for b in asked.composition.blocks if not b.shape}
    return {**asked.letters, **upstream, **scalars}


def _by(name: str) -> str:
    return f"d/d{name}"


def _shape(form: Expr, arrays: Mapping[str, Array]) -> tuple[int, ...] | None:
    try:
        return expanded(form, arrays).shape
    except AuthorError:
        return None


# ------------------------------------------------------------------ parts of a form


def _is(part: Expr, name: str) -> bool:
    return part.head == "function" and part.name == name


def _each(form: Expr, change: Callable[[Expr], Expr | None]) -> Iterator[Expr]:
    """The form with one of its parts changed, for each part that can be."""
    here = change(form)
    if here is not None:
        yield here
    for place, arg in enumerate(form.args):
        for other in _each(arg, change):
            yield Expr(form.head, (*form.args[:place], other, *form.args[place + 1 :]), form.value)


def _has_double_transpose(form: Expr) -> bool:
    twice = _is(form, "transpose") and _is(form.args[0], "transpose")
    return twice or any(map(_has_double_transpose, form.args))
