"""The text of a question: a template's Jinja2 text filled with formulas in LaTeX, or a text made from the structure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from gradekit.calculus.array_labels import definition, definitions, point_label, space
from gradekit.calculus.graph import closed_forms
from gradekit.calculus.index_forms import FREE, entry_label
from gradekit.calculus.labels import letter
from gradekit.errors import AuthorError
from gradekit.model.composition import Block, Composition, Node
from gradekit.model.conventions import Layout, held
from gradekit.model.nearest import nearest
from gradekit.problems.drafting.draft import Draft, numbers_of
from gradekit.problems.drafting.left_open import sentence
from gradekit.problems.drafting.wording import ordered, unit_latex
from gradekit.problems.questions.domains import MOST_LISTED, listed, spoken
from gradekit.problems.questions.frames import SIZES, coordinates
from gradekit.syntax.build import symbol
from gradekit.syntax.latex import to_latex
from gradekit.syntax.partials import in_latex
from gradekit.syntax.tree import symbols_of, walk

if TYPE_CHECKING:
    from jinja2 import Environment, Template

DEFAULT_TEXT = "Let {{ definitions }}, for {{ domain }}."
DEFAULT_TEXT_OF_CURVES = "Let {{ equations }}, for {{ domain }}."
DEFAULT_TEXT_OF_ARRAYS = "Let {{ definitions }}, with {{ arrays }}, for {{ domain }}."


ACTIVATIONS = {
    "sigmoid": r"\sigma(z) = \frac{1}{1 + e^{-z}}",
    "softplus": r"\operatorname{softplus}(z) = \ln\left(1 + e^{z}\right)",
    "relu": r"\operatorname{relu}(z) = \max\left(z, 0\right)",
}
"""Functions of one number with names of their own, and their formulas."""

LINES: dict[Layout, tuple[str, str]] = {"numerator": ("row", "column"), "denominator": ("column", "row")}
"""What belongs to an output and to an input, in either layout."""

PLANE = 2
"""Coordinates of a plane frame, whose angle needs no words."""


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined

    return Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)


@lru_cache(maxsize=64)
def _compiled(text: str) -> Template:
    """The text of a template, read once for all problems that are made from it."""
    return _environment().from_string(text)


def prompt(text: str, draft: Draft, level: int, slug: str) -> str:
    r"""The question in marked-up text.

    A text may use every node and every word said by its name, `level`, `domain` (what is stated of the inputs),
    `definitions` (`$u_1 = x^2$ and $y = x u_1$`), and `functions` (`$f(x, y) = x y$, $x(t) = t^2$ and $y(t) = t$`), and
    of functions that are left open `left_open` (that they may be any), of curves `equations` (`$x^2 + y^2 - 1 = 0$`),
    of frames `convention` (how angles are measured), of networks `activations` (what sigma stands for), of arrays
    `arrays` (`$W \in \mathbb{R}^{2 \times 3}$ with entries $W_{ij}$`) and `numbers` (`W = ..., x = ...`, where all
    values asked for are at one point), and of answers that follow the course's layout `row` and `column` (what belongs
    to an entry of what is differentiated, and to one by which).
    A text that does not mention the domain gets a sentence about it, for the domain is always printed.
    """
    from jinja2 import TemplateError

    written = text or default_text(draft)
    try:
        filled = _compiled(written).render(_words(draft, level))
    except TemplateError as error:
        raise AuthorError(f"The text of `{slug}` cannot be filled: {error}.") from error
    return _completed(filled, written, draft)


def default_text(draft: Draft) -> str:
    """The text of a question whose author wrote none; `AuthorError` where there is nothing to say."""
    if not draft.composition.nodes:
        raise AuthorError("A question without formulas needs a `TEXT`.")
    if draft.domain.relations:
        return DEFAULT_TEXT_OF_CURVES
    return DEFAULT_TEXT_OF_ARRAYS if array_inputs(draft.composition) else DEFAULT_TEXT


def _completed(filled: str, written: str, draft: Draft) -> str:
    """The question with what it must not leave out: the domain, and how the angles of a frame are measured."""
    if "domain" not in written and draft.composition.inputs:
        filled += f" This is asked for {_domain(draft)}."
    if "numbers" not in written and (numbers := numbers_of(draft)):
        filled += f" The numbers are ${point_label(numbers, draft.composition)}$."
    if "left_open" not in written and draft.left_open:
        filled += f" {sentence(draft.left_open)}"
    if "convention" not in written and len(draft.composition.inputs) > PLANE:
        filled += f" {convention(draft.composition)}"
    if "activations" not in written:
        filled += f" {activations(draft.composition)}"
    return " ".join(filled.split())


def convention(composition: Composition) -> str:
    """How the coordinates of a frame that is known by name are measured."""
    frame, inputs = composition.frame, composition.inputs
    known = frame is not None and SIZES.get(frame.name) == len(inputs)
    return coordinates(frame.name, inputs).sentence if frame and known else ""


def activations(composition: Composition) -> str:
    """What the functions of networks stand for that have a name but no key on a calculator."""
    used = {part.name for node in composition.nodes for part in walk(node.expr) if part.head == "function"}
    told = listed(f"${formula}$" for name, formula in ACTIVATIONS.items() if name in used)
    return f"Here {told}." if told else ""


def _equations(draft: Draft) -> str:
    told = (f"${to_latex(relation)} = 0$" for relation in draft.domain.relations or ())
    return listed(told)


def _words(draft: Draft, level: int) -> dict[str, str | int]:
    composition, inputs = draft.composition, array_inputs(draft.composition)
    said = {name: word if isinstance(word, str) else to_latex(word) for name, word in draft.say.items()}
    return {
        **{node.name: to_latex(node.expr) for node in composition.nodes},
        **{block.name: _right_side(block.name, composition) for block in composition.blocks if block not in inputs},
        "level": level,
        "domain": _domain(draft),
        "arrays": _arrays(inputs),
        "row": LINES[held(draft.conventions).layout][0],
        "column": LINES[held(draft.conventions).layout][1],
        "convention": convention(composition),
        "activations": activations(composition),
        "left_open": sentence(draft.left_open),
        "equations": _equations(draft),
        "composed": _composed(composition),
        "numbers": point_label(numbers_of(draft), composition),
        "definitions": listed(f"${told}$" for told in definitions(composition)),
        "functions": listed(_functions(composition)),
        **said,
    }


def _composed(composition: Composition) -> str:
    """The first output in the inputs alone, as the formulas of the nodes give it."""
    return to_latex(closed_forms(composition, {})[composition.outputs[0]]) if composition.outputs else ""


def _domain(draft: Draft) -> str:
    return spoken(draft.domain, draft.composition.inputs, array_inputs(draft.composition))


def _outer_first(composition: Composition) -> list[Node]:
    """Layer by layer from the outputs to the inputs, each layer in its order."""
    depth = dict.fromkeys(composition.inputs, 0)
    for node in composition.nodes:
        depth[node.name] = 1 + max((depth[name] for name in symbols_of(node.expr)), default=0)
    return sorted(composition.nodes, key=lambda node: -depth[node.name])


def array_inputs(composition: Composition) -> tuple[Block, ...]:
    """The arrays that are not made of anything else."""
    inputs = set(composition.inputs)
    return tuple(block for block in composition.blocks if inputs >= set(block.members))


def _arrays(blocks: Sequence[Block]) -> str:
    r"""`$W \in \mathbb{R}^{2 \times 3}$ and $x \in \mathbb{R}^{3}$ with entries $W_{ij}$ and $x_{i}$`."""
    spaces = listed(rf"${letter(block.name)} \in {space(block.shape)}$" for block in blocks)
    entries = listed(f"${entry_label(block.name, FREE[: len(block.shape)])}$" for block in blocks)
    return f"{spaces} with entries {entries}"


def _right_side(name: str, composition: Composition) -> str:
    return definition(name, composition).partition(" = ")[2]


def _functions(composition: Composition) -> Iterator[str]:
    """The definitions layer by layer; an array is defined as a whole, without its arguments."""
    arrays = {member: block.name for block in composition.blocks for member in block.members}
    told = (
        f"${definition(arrays[node.name], composition)}$" if node.name in arrays else _function(node, composition)
        for node in _outer_first(composition)
    )
    yield from dict.fromkeys(told)


def _definition(node: Node) -> str:
    return f"${to_latex(symbol(node.name))} = {to_latex(node.expr)}$"


def _function(node: Node, composition: Composition) -> str:
    names = _arguments(node, composition)
    if len(names) > MOST_LISTED:
        return _definition(node)
    arguments = ", ".join(to_latex(symbol(name)) for name in names)
    return f"${to_latex(symbol(node.name))}({arguments}) = {to_latex(node.expr)}$"


def spoken_as(composition: Composition, left_open: Iterable[str] = ()) -> dict[str, str]:
    """Symbols whose LaTeX is not their own name: the unit vectors of a frame, and partial derivatives of functions that
    are left open, by letters."""
    units = {unit: unit_latex(unit) for unit in composition.frame.units} if composition.frame else {}
    return units | in_latex(left_open)


def functions_of(composition: Composition) -> dict[str, tuple[str, ...]]:
    """Each node with the symbols that it is a function of, so that `x(t)` in an answer can be told from a product."""
    return {node.name: _arguments(node, composition) for node in composition.nodes}


def _arguments(node: Node, composition: Composition) -> tuple[str, ...]:
    """What the node is a function of. An output made of inputs alone is one of all of them, as its Jacobian has it."""
    used, inputs = symbols_of(node.expr), composition.inputs
    return inputs if node.name in composition.outputs and used <= set(inputs) else ordered(composition, used)


_GAP = re.compile(r"\{\{ (\w+) \}\}")


def fixed_prompt(text: str, draft: Draft) -> str:
    """The question of a problem of the bank: `{{ f }}` is the formula of node f. Nothing else is touched or run."""
    return _completed(fill(text, draft), text, draft)


def fill(text: str, draft: Draft) -> str:
    """The text with formulas and words in its gaps, `{{ f }}`; `AuthorError` where there is no such word."""
    if not _GAP.search(text):
        return text
    words = _words(draft, 0)
    if unknown := [gap for gap in _GAP.findall(text) if gap not in words]:
        raise AuthorError(f"There is nothing called `{unknown[0]}`. {nearest(unknown[0], words)}")
    return _GAP.sub(lambda gap: str(words[gap[1]]), text)
