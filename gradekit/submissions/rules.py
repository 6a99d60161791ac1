"""What an assignment forbids in the source of answers: `diff`, `jacobian`, automatic differentiation.

The source is looked at, not what came of it: a name that was given a value by a forbidden call hands that on to every
answer that uses it. What could hide a call, such as `getattr`, is refused with the rest.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from gradekit.errors import StudentError
from gradekit.model.answer import Answer
from gradekit.model.message import Message, Note
from gradekit.model.outcome import Outcome
from gradekit.model.policy import Forbidden
from gradekit.submissions.assignments import assignment_in
from gradekit.submissions.definitions import defined_name
from gradekit.submissions.environment import WORD
from gradekit.submissions.statements import Statement
from gradekit.submissions.taken import taken, without_texts
from gradekit.syntax.limits import DEFAULT
from gradekit.syntax.precheck import precheck
from gradekit.syntax.scope import Spot

CALLS: dict[Forbidden, frozenset[str]] = {
    "diff": frozenset({
        "diff", "Derivative", "fdiff", "idiff", "differentiate", "as_finite_difference", "gradient", "divergence",
        "curl", "directional_derivative", "derivative",
    }),
    "jacobian": frozenset({"jacobian", "hessian", "wronskian", "derive_by_array"}),
    "autodiff": frozenset({
        "autograd", "jax", "torch", "tensorflow", "GradientTape", "value_and_grad", "jacfwd", "jacrev",
        "elementwise_grad", "casadi", "aesara", "pytensor", "uncertainties", "algopy", "numdifftools",
    }),
    "caret": frozenset(),
}  # fmt: skip
"""The names behind each rule; `^` is refused where formulas are read."""
HIDING = frozenset({
    "getattr", "eval", "exec", "__import__", "importlib", "globals", "locals", "vars", "compile", "__dict__",
    "__getattribute__", "__globals__", "__builtins__", "attrgetter", "methodcaller", "modules", "getmembers",
})  # fmt: skip
"""With these any function can be called by a name that stands nowhere."""

_CALLED = re.compile(r"[^\W\d]\w*(?=\s*[.(])|(?<=\.)[^\W\d]\w*")
"""A word that is called in a text, or has or is a method; any other may be one of a sentence."""


def refused_words(forbids: Iterable[Forbidden]) -> frozenset[str]:
    """The words that the rules refuse; none without rules about calls.

    >>> "jacobian" in refused_words(["jacobian"]), refused_words(["caret"])
    (True, frozenset())
    """
    words = frozenset[str]().union(*(CALLS[rule] for rule in forbids))
    return words | HIDING if words else words


def against_rules(
    answers: Sequence[Answer], statements: Sequence[Statement], words: frozenset[str]
) -> Iterator[Answer]:
    """The answers of a problem; those that came about by a refused word have that as their trouble."""
    spoilt = _spoilt(statements, words)
    for answer in answers:
        found = spoilt.get(answer.name)
        if found is None or answer.trouble is Outcome.BLANK:
            yield answer
        else:
            note = Note(Message("read.forbidden", {"name": found[0], "line": found[1]}), found[1])
            yield replace(answer, value=None, word=None, trouble=Outcome.UNREAD, notes=(note,))


def _spoilt(statements: Sequence[Statement], words: frozenset[str]) -> dict[str, tuple[str, int]]:
    """The names that came about by a refused word, with the word and its line."""
    spoilt: dict[str, tuple[str, int]] = {}
    own: set[str] = set()
    for s in statements:
        used = _used(s.text)
        names = tuple(_given(s))
        why = next((spoilt[word] for word in used if word in spoilt), None)
        word = next((word for word in used if word in words and word not in own), None)
        if word is not None:
            why = (word, s.line + _line_of(word, s.text))
        for name in names:
            if why is None:
                spoilt.pop(name, None)
                own.add(name)
            else:
                spoilt[name] = why
    return spoilt


def _line_of(word: str, text: str) -> int:
    place = re.search(rf"\b{word}\b", text)
    return text.count("\n", 0, place.start()) if place else 0


def _given(s: Statement) -> Iterator[str]:
    """The names that a statement gives a value to, its own and those inside it."""
    if name := defined_name(s.text):
        yield name
    for line in s.text.split("\n") if s.block else (s.text,):
        for piece in (line.strip(), line.partition(":")[2].strip()):
            found = assignment_in(piece)
            yield from (target.name for group in found.targets for target in group) if found else ()
    yield from taken(s.text)


def _used(text: str) -> tuple[str, ...]:
    """The names that a statement uses, also as a method, in an import, and in a text that is handed to a function."""
    tree = _tree(text)
    if tree is None:
        found = assignment_in(text)
        return tuple(WORD.findall(without_texts(found.value if found else text)))
    return tuple(name for node in ast.walk(tree) for name in _names_of(node))


def _names_of(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(name, ast.Load()) | ast.Attribute(_, name):
            yield name
        case ast.AugAssign(ast.Name(name)):
            yield name
        case ast.alias(name, other):
            yield from name.split(".")
            yield from (other,) if other else ()
        case ast.ImportFrom(str(module)):
            yield from module.split(".")
        case ast.Assign(_, value):
            yield from (name for text in _texts(value) for name in _CALLED.findall(text))
        case ast.Call(_, args):
            texts = (a.value for a in args if isinstance(a, ast.Constant) and isinstance(a.value, str))
            yield from (name for text in texts for name in WORD.findall(text))
        case _:
            return


def _texts(value: ast.expr) -> Iterator[str]:
    """The texts that an answer is, or a list of answers: typed mathematics, as in a table of answers."""
    match value:
        case ast.Constant(str(text)):
            yield text
        case ast.List(entries) | ast.Tuple(entries):
            yield from (text for entry in entries for text in _texts(entry))
        case _:
            return


def _tree(text: str) -> ast.AST | None:
    """The statement as Python reads it; None where it does not, or where it would be hard work."""
    try:
        with warnings.catch_warnings(action="ignore"):
            precheck(Spot(text), DEFAULT)
            return ast.parse(text)
    except (StudentError, SyntaxError, ValueError, MemoryError, RecursionError):
        return None
