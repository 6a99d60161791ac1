"""The text of a question: a template's Jinja2 text filled with formulas in LaTeX, or a text made from the structure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from gradekit.errors import AuthorError
from gradekit.model.composition import Composition, Node
from gradekit.problems.domains import MOST_LISTED, listed, spoken
from gradekit.problems.draft import Draft, nearest
from gradekit.problems.wording import ordered, unit_latex
from gradekit.syntax.build import symbol
from gradekit.syntax.latex import to_latex
from gradekit.syntax.tree import symbols_of

if TYPE_CHECKING:
    from jinja2 import Environment

DEFAULT_TEXT = "Let {{ definitions }}, for {{ domain }}."


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined

    return Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)


def prompt(text: str, draft: Draft, level: int, slug: str) -> str:
    """The question in marked-up text.

    A text may use every node and every word said by its name, `level`, `domain` (what is stated of the inputs),
    `definitions` (`$u_1 = x^2$ and $y = x u_1$`), and `functions` (`$f(x, y) = x y$, $x(t) = t^2$ and $y(t) = t$`).
    A text that does not mention the domain gets a sentence about it, for the domain is always printed.
    """
    from jinja2 import TemplateError

    written = text or DEFAULT_TEXT
    try:
        filled = _environment().from_string(written).render(_words(draft, level))
    except TemplateError as error:
        raise AuthorError(f"The text of `{slug}` cannot be filled: {error}.") from error
    if "domain" not in written:
        filled += f" This is asked for {_domain(draft)}."
    return " ".join(filled.split())


def _words(draft: Draft, level: int) -> dict[str, str | int]:
    composition = draft.composition
    said = {name: word if isinstance(word, str) else to_latex(word) for name, word in draft.say.items()}
    return {
        **{node.name: to_latex(node.expr) for node in composition.nodes},
        "level": level,
        "domain": _domain(draft),
        "definitions": listed(_definition(node) for node in composition.nodes),
        "functions": listed(_function(node, composition) for node in _outer_first(composition)),
        **said,
    }


def _domain(draft: Draft) -> str:
    return spoken(draft.domain, draft.composition.inputs)


def _outer_first(composition: Composition) -> list[Node]:
    """Layer by layer from the outputs to the inputs, each layer in its order."""
    depth = dict.fromkeys(composition.inputs, 0)
    for node in composition.nodes:
        depth[node.name] = 1 + max((depth[name] for name in symbols_of(node.expr)), default=0)
    return sorted(composition.nodes, key=lambda node: -depth[node.name])


def _definition(node: Node) -> str:
    return f"${to_latex(symbol(node.name))} = {to_latex(node.expr)}$"


def _function(node: Node, composition: Composition) -> str:
    names = _arguments(node, composition)
    if len(names) > MOST_LISTED:
        return _definition(node)
    arguments = ", ".join(to_latex(symbol(name)) for name in names)
    return f"${to_latex(symbol(node.name))}({arguments}) = {to_latex(node.expr)}$"


def spoken_as(composition: Composition) -> dict[str, str]:
    """Symbols whose LaTeX is not their own name: the unit vectors of a frame."""
    return {unit: unit_latex(unit) for unit in composition.frame.units} if composition.frame else {}


def functions_of(composition: Composition) -> dict[str, tuple[str, ...]]:
    """Each node with the symbols that it is a function of, so that `x(t)` in an answer can be told from a product."""
    return {node.name: _arguments(node, composition) for node in composition.nodes}


def _arguments(node: Node, composition: Composition) -> tuple[str, ...]:
    """What the node is a function of. An output made of inputs alone is one of all of them, as its Jacobian has it."""
    used, inputs = symbols_of(node.expr), composition.inputs
    return inputs if node.name in composition.outputs and used <= set(inputs) else ordered(composition, used)


_GAP = re.compile(r"\{\{ (\w+) \}\}")


def fixed_prompt(text: str, draft: Draft, name: str) -> str:
    """The question of a problem of the bank: `{{ f }}` is the formula of node f. Nothing else is touched or run."""
    words = _words(draft, 0)
    if unknown := [gap for gap in _GAP.findall(text) if gap not in words]:
        raise AuthorError(
            f"{name}.toml, `prompt`: there is nothing called `{unknown[0]}`. {nearest(unknown[0], words)}"
        )
    filled = _GAP.sub(lambda gap: str(words[gap[1]]), text)
    if "domain" not in text:
        filled += f" This is asked for {_domain(draft)}."
    return " ".join(filled.split())
