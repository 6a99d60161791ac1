"""Parts of further kinds: sets, shapes, tables, decompositions, formulas with indices or of matrices, answers in words.

shape("sizes", "1x2, 2x2", "the shapes of the two factors")
members("summed", {"i", "j"}, "the indices that are summed over", among=("i", "j", "k"))
table(adjoints("f", nodes="v3 v2 v1 x"))
decomposition("y", "Name the steps from the inside out.")
by_index("dK_dR", "delta(j,p)*R[i,q] + delta(j,q)*R[i,p]", "the derivative", indices="p:N q:N i:M j:N",
         arrays="R:MxN", sizes={"M": 3, "N": 2})
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, cast

from gradekit.calculus.graph import closed_forms
from gradekit.errors import AuthorError, StudentError
from gradekit.kinds import kind_of
from gradekit.kinds.members import NONE
from gradekit.kinds.shape import shapes_in, told
from gradekit.kinds.typed import Fitted, Source
from gradekit.model.answer import Value
from gradekit.model.composition import Composition
from gradekit.model.details import ArrayLetter, Chain, Members, Rows, Sized
from gradekit.model.details import Sequence as InARow
from gradekit.model.problem import Part
from gradekit.model.quantities import Adjoints, Given, Tangents
from gradekit.problems.drafting.parts import Ask
from gradekit.problems.questions.question import array_of
from gradekit.syntax.build import ZERO
from gradekit.syntax.either import read_either
from gradekit.syntax.scope import Scope
from gradekit.syntax.tree import Array, scalar

__all__ = ["by_index", "by_index_function", "by_person", "decomposition", "matrix_form", "members", "shape", "table"]

_NOTHING = scalar(ZERO)
"""The entries of an answer that is words."""


def _in_words(kind: str, key: str, word: str, asks: str, details: Any, said: Mapping[str, Any]) -> Ask:
    return Ask(quantity=Given(), key=key, text=asks, kind=kind, stated=_NOTHING, word=word, details=details, **said)


def shape(key: str, answer: str | tuple[int, ...], asks: str, **said: Any) -> Ask:
    """Shapes as text, `"2x3"` or several, `"1x2, 2x2"`; a tuple for one."""
    shapes = (answer,) if isinstance(answer, tuple) else shapes_in(answer)
    if not shapes:
        raise AuthorError(f"`{answer}` names no shape; write `2x3`, or several with commas between them.")
    return _in_words("shape", key, told(shapes), asks, InARow(len(shapes)), said)


def members(key: str, answer: Collection[Any], asks: str, among: Sequence[str] = (), **said: Any) -> Ask:
    """A set: of words, perhaps `among` given ones, or of formulas; points are tuples of formulas."""
    given: list[Any] = list(answer)
    if all(isinstance(one, str) for one in given):
        return _in_words("set", key, in_words(given, among), asks, Members("words", tuple(among)), said)
    widths = {len(cast("Sequence[Any]", one)) if isinstance(one, list | tuple) else 1 for one in given}
    if len(widths) != 1:
        raise AuthorError(f"The members of `{key}` are formulas, or points of as many coordinates each.")
    width = widths.pop()
    value = array_of(given)
    stated = value if width > 1 else Array((len(given),), value.entries)
    details = Members("formulas", width=width)
    return Ask(quantity=Given(), key=key, text=asks, kind="set", stated=stated, details=details, **said)


def in_words(given: Collection[str], among: Sequence[str]) -> str:
    """The members of a set of words in one text, in the order in which they are offered."""
    if among and (other := sorted(set(given) - set(among))):
        raise AuthorError(f"The member `{other[0]}` is none of {', '.join(among)}.")
    return ", ".join(word for word in (among or sorted(set(given))) if word in given) or NONE


def table(asked: Ask | str, answer: Mapping[str, Any] | None = None, asks: str = "", **said: Any) -> Ask:
    """A trace with a row for each node, `table(tangents("v1 v2"))`; or rows that are stated, by name."""
    if isinstance(asked, Ask):
        if not isinstance(asked.quantity, Tangents | Adjoints) or len(asked.quantity.nodes) < 2:
            raise AuthorError("A table has a row for each node of a trace, at least two of them.")
        return replace(asked, kind="table", details=Rows(asked.quantity.nodes), **said)
    if not answer:
        raise AuthorError(f"The table `{asked}` needs its rows by name.")
    entries = tuple(array_of(row).scalar for row in answer.values())
    value = Array((len(entries),), entries)
    details = Rows(tuple(answer))
    return Ask(quantity=Given(value.shape), key=asked, text=asks, kind="table", stated=value, details=details, **said)


def decomposition(
    output: str, asks: str = "", *, key: str = "", counted: bool = True, single: bool = False, **said: Any
) -> Ask:
    """The formula of the output taken apart into the nodes of the composition, or into any others that give the same.

    `counted` asks for as many steps as there are nodes, so that there is a later part for each link; another number is
    right but for its form, and later parts are judged by the student's own steps. `single` asks for one operation in
    each.
    """
    text = asks or f"a decomposition of ${output}$, from the inside out"

    def of(ask: Ask, composition: Composition) -> Ask:
        nodes = composition.nodes
        if not nodes or nodes[-1].name != output or any(block.shape for block in composition.blocks):
            raise AuthorError(f"`{output}` is to be taken apart; it is not the last node of a composition of formulas.")
        formula = closed_forms(composition, {})[output]
        stated = Array((len(nodes),), tuple(node.expr for node in nodes))
        return replace(ask, stated=stated, details=Chain(formula, tuple(n.name for n in nodes), counted, single))

    return Ask(quantity=Given(), key=key or "steps", text=text, kind="decomposition", complete=of, **said)


def by_index(key: str, formula: str, asks: str, **said: Any) -> Ask:
    """A formula with free indices, `indices="p:N i:M"`, over `arrays="R:MxN x:N"` of the given `sizes`.

    `other` are sizes at which it is compared too, else each one larger by 1; with `convention` an index that occurs
    twice in a product is summed over. `of` is what the stages derive, such as `total("K", by="R")`; without it the
    formula stands as its author states it.
    """
    return _sized("index-formula", key, formula, asks, **said)


def by_index_function(key: str, formula: str, asks: str, **said: Any) -> Ask:
    """The same, to be given as a Python function of the indices."""
    return _sized("index-function", key, formula, asks, **said)


def matrix_form(key: str, formula: str, asks: str, *, extents: str = "", **said: Any) -> Ask:
    """A formula of matrices over `arrays="A:MxN x:N"` of the given `sizes`; `extents="MxN"` is the shape of the answer,
    empty for a number."""
    return _sized("matrix-expression", key, formula, asks, extents=extents, **said)


def _sized(
    kind: str,
    key: str,
    formula: str,
    asks: str,
    *,
    arrays: str,
    sizes: Mapping[str, int],
    indices: str = "",
    extents: str = "",
    other: Mapping[str, int] | None = None,
    convention: bool = False,
    of: Ask | None = None,
    **said: Any,
) -> Ask:
    free = [told.partition(":")[::2] for told in indices.split()]
    details = Sized(
        arrays=tuple(_letter(told) for told in arrays.split()),
        extents=tuple(extent for _, extent in free) or tuple(filter(None, extents.split("x"))),
        sizes=dict(sizes),
        other=dict(other or {name: size + 1 for name, size in sizes.items()}),
        indices=tuple(name for name, _ in free),
        convention=convention,
    )
    right = written_out(kind, formula, details)
    value, also = _entries(right.value), _entries(right.also)
    asked = of or Ask(quantity=Given(value.shape), stated=value)
    asked = replace(asked, key=key, text=asks, kind=kind, word=formula, details=details)
    return replace(asked, also=also, written=value, **said)


def _entries(value: Value | None) -> Array:
    assert value is not None, "both sizes were written out"
    return Array(value.shape, tuple(entry or ZERO for entry in value.entries))


def _letter(told: str) -> ArrayLetter:
    name, _, sizes = told.partition(":")
    return ArrayLetter(name, tuple(filter(None, sizes.split("x"))))


def written_out(kind: str, formula: str, details: Sized) -> Fitted:
    """The author's formula as answers are read; `AuthorError` says what does not fit."""
    part = Part(key="answer", kind=kind, quantity=Given(), asks="", label="", points=Fraction(0), details=details)
    own = kind_of("index-formula" if kind == "index-function" else kind).own
    assert own is not None, "each of these kinds reads by itself"
    try:
        return own(part, Source(formula, 1, Scope(frozenset()), read_either))
    except (StudentError, KeyError) as error:
        raise AuthorError(f"The formula `{formula}` cannot be read: {error}") from error


def by_person(key: str, answer: str, asks: str, **said: Any) -> Ask:
    """An answer in words; the model answer is told after a person has marked it."""
    return _in_words("by-person", key, answer, asks, None, said)
