"""Parts of a bank whose answer is no plain formula, as data: functions of `problems.stating` by the name of the kind.

[[part]]
ask = "set"
key = "summed"
text = "The indices that are summed over"
options = { answer = ["i", "j"], among = ["i", "j", "k"] }
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from gradekit.errors import AuthorError
from gradekit.model.composition import Composed, Local, Quantity, Total
from gradekit.problems.drafting.parts import Ask
from gradekit.problems.questions import question, stating
from gradekit.syntax.tree import Expr

ReadFormula = Callable[[str], Expr]
Options = Mapping[str, Any]

DERIVED: dict[str, Callable[[tuple[str, ...], tuple[str, ...]], Quantity]] = {
    "total": Total,
    "local": Local,
    "composed": lambda of, _: Composed(of),
}
"""What the stages derive a formula with indices or of matrices from, by the option `derived`."""


def _stated(kind: str, key: str, text: str, told: dict[str, Any], read: ReadFormula) -> Ask:
    return question.part(key, _formulas(told.pop("answer"), read), text, kind=kind, **told)


def _choice(key: str, text: str, told: dict[str, Any]) -> Ask:
    return question.part(key, told.pop("answer"), text, **told)


def _members(key: str, text: str, told: dict[str, Any], read: ReadFormula) -> Ask:
    answer = told.pop("answer")
    words = "among" in told or told.pop("words", False)
    return stating.members(key, answer if words else cast("list[Any]", _formulas(answer, read)), text, **told)


def _table(key: str, text: str, told: dict[str, Any], read: ReadFormula) -> Ask:
    rows = cast("dict[str, str]", told.pop("answer"))
    return stating.table(key, {name: read(row) for name, row in rows.items()}, text, **told)


def _sized(ask: str, key: str, text: str, told: dict[str, Any], names: tuple[Sequence[str], Sequence[str]]) -> Ask:
    made = {
        "index-formula": stating.by_index,
        "index-function": stating.by_index_function,
        "matrix-expression": stating.matrix_form,
    }[ask]
    derived = told.pop("derived", "")
    if derived:
        told["of"] = Ask(quantity=DERIVED[derived](*(tuple(one) for one in names)))
    return made(key, told.pop("formula"), text, **told)


def _formulas(answer: Any, read: ReadFormula) -> Any:
    return read(answer) if isinstance(answer, str) else [_formulas(one, read) for one in answer]


KINDS = (
    "expression", "number", "integer", "choice", "set", "shape", "table", "decomposition", "index-formula",
    "index-function", "matrix-expression", "by-person",
)  # fmt: skip
"""The words that a bank uses for parts with a stated answer."""


def stated_ask(
    ask: str, key: str, text: str, options: Options, names: tuple[Sequence[str], Sequence[str]], read: ReadFormula
) -> Ask:
    """The part; `ValueError` says what does not fit."""
    told = dict(options)
    try:
        match ask:
            case "choice":
                return _choice(key, text, told)
            case "set":
                return _members(key, text, told, read)
            case "shape":
                return stating.shape(key, told.pop("answer"), text, **told)
            case "by-person":
                return stating.by_person(key, told.pop("answer"), text, **told)
            case "table":
                return _table(key, text, told, read)
            case "decomposition":
                made = stating.decomposition(names[0][0], text, **told)
                return replace(made, key=key or made.key)
            case "expression" | "number" | "integer":
                return _stated(ask, key, text, told, read)
            case _:
                return _sized(ask, key, text, told, names)
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError(f"`{ask}` needs more than it was given, or has an option too many: {error}") from error
    except AuthorError as error:
        raise ValueError(str(error).rstrip(".")) from error
