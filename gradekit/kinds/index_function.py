"""A Python function of indices, `def dK(p, q, i, j): return ...` with cases, read and not run. Indices count from 1.

Its body becomes one formula with cases: what follows an `if` that returns holds otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

from gradekit.errors import StudentError
from gradekit.kinds import index_formula, sized
from gradekit.kinds.index_language import read_indexed
from gradekit.kinds.kind import Entries, Kind
from gradekit.kinds.lines import pieces
from gradekit.kinds.typed import Fitted, Source, unquoted
from gradekit.model.answer import Value
from gradekit.model.problem import Part, PartKey

_DEF = re.compile(r"\s*def\s+[^\W\d]\w*\s*\(([^()]*)\)\s*(?:->[^:]*)?:")
_LAMBDA = re.compile(r"\s*lambda\b([^:()]*):")
_HEAD = re.compile(r"(if|elif|else|return)\b\s*(.*)\Z", re.DOTALL)
_SET = re.compile(r"([^\W\d]\w*)\s*=(?!=)\s*(.*)\Z", re.DOTALL)
MOST_LINES = 60
MOST_CHARACTERS = 16_000
"""Names written out, and branches that go on with what follows, can double a text at each line."""


@final
@dataclass(frozen=True, slots=True)
class Line:
    """A statement with its indentation."""

    indent: int
    text: str


def own(part: Part, source: Source) -> Fitted:
    """The function as a formula in its parameters, written out."""
    details, text = sized.sized(part), unquoted(source.text)
    if text in ("", "..."):
        return Fitted(Value(part.shape, (None,) * sized.size_of_answer(details, details.sizes)))
    parameters, formula = formula_of(text)
    if formula == "...":
        return own(part, Source("...", source.line, source.scope, source.read))
    if len(parameters) != len(details.indices):
        raise StudentError("read.indices-counted", name="def", wanted=len(details.indices), found=len(parameters))
    word = f"lambda {', '.join(parameters)}: {formula}"
    return index_formula.written(read_indexed(formula, details, source, parameters), details, word)


def formula_of(text: str) -> tuple[tuple[str, ...], str]:
    """The parameters, and the value as one formula with cases.

    >>> formula_of("def f(i, k):\\n    if i == k:\\n        return 1\\n    return 0")
    (('i', 'k'), '((1) if (i == k) else (0))')
    """
    head = _DEF.match(text) or _LAMBDA.match(text)
    if head is None:
        raise StudentError("read.function-wanted")
    parameters = tuple(piece.split(":")[0].split("=")[0].strip() for piece in head[1].split(",") if piece.strip())
    body = text[head.end() :]
    if _DEF.match(text) is None:
        return parameters, body.strip()
    value = _value(_lines(body), {})
    if value is None:
        raise StudentError("read.no-return", name="def", line=1)
    return parameters, value


def _lines(body: str) -> list[Line]:
    """The statements with their indentation; a bracket that is open goes on in the next line."""
    statements = pieces_with_indent(body)
    found = [one for one in statements if one.text and not one.text.startswith(('"', "'"))]
    if len(found) > MOST_LINES:
        raise StudentError("read.too-many-statements", most=MOST_LINES)
    return found


def pieces_with_indent(body: str) -> list[Line]:
    """The lines of a body, each with its indentation."""
    found: list[Line] = []
    for raw in body.split("\n"):
        text = pieces(raw, "\x00")[0] if "#" in raw else raw.strip()
        if found and _open(found[-1].text):
            found[-1] = Line(found[-1].indent, f"{found[-1].text} {text}")
        else:
            found.append(Line(len(raw) - len(raw.lstrip()), text))
    return found


def _open(text: str) -> bool:
    return sum((c in "([{") - (c in ")]}") for c in text) > 0


def _value(lines: Sequence[Line], known: dict[str, str]) -> str | None:
    """What the statements return as one formula; None where they come to their end without."""
    if not lines:
        return None
    first, rest = lines[0], lines[1:]
    if (match := _HEAD.match(first.text)) is None:
        if (given := _SET.match(first.text)) is None:
            raise StudentError("read.statement-needs-running", what=first.text.split(maxsplit=1)[0][:20], line=1)
        return _value(rest, {**known, given[1]: f"({_replaced(given[2], known)})"})
    word, tail = match[1], match[2]
    if word == "return":
        return _replaced(tail, known)
    return _choice(lines, known) if word == "if" else None


def _choice(lines: Sequence[Line], known: dict[str, str]) -> str | None:
    """`if`, its `elif`s and `else`, and what follows them."""
    branches: list[tuple[str | None, list[Line]]] = []
    at, indent = 0, lines[0].indent
    while at < len(lines) and lines[at].indent == indent and (not branches or _goes_on(lines[at].text)):
        word, tail = _HEAD.match(lines[at].text).groups()  # type: ignore[union-attr]
        condition, _, here = _split_colon(tail)
        body = [Line(indent + 1, here)] if here else []
        at += 1
        while at < len(lines) and lines[at].indent > indent:
            body.append(lines[at])
            at += 1
        branches.append((None if word == "else" else condition, body))
    return _joined(branches, list(lines[at:]), known)


def _joined(branches: list[tuple[str | None, list[Line]]], rest: list[Line], known: dict[str, str]) -> str | None:
    """The branches as one formula; a branch that does not return goes on with what follows."""
    if not branches:
        return _value(rest, known)
    (condition, body), later = branches[0], branches[1:]
    value = _value([*body, *rest], known)
    if condition is None:
        return value
    otherwise = _joined(later, rest, known)
    if value is None or otherwise is None:
        return None
    written = f"(({value}) if ({_replaced(condition, known)}) else ({otherwise}))"
    if len(written) > MOST_CHARACTERS:
        raise StudentError("read.too-large", most=MOST_CHARACTERS)
    return written


def _goes_on(text: str) -> bool:
    return text.startswith(("elif", "else"))


def _split_colon(text: str) -> tuple[str, str, str]:
    """The condition, the colon and what stands behind it in the same line."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if character == ":" and depth == 0:
            return text[:place].strip(), ":", text[place + 1 :].strip()
    raise StudentError("read.colon-missing")


def _replaced(text: str, known: dict[str, str]) -> str:
    """The text with names that were given a value written out."""
    if not known:
        return text.strip()
    written = re.sub(r"[^\W\d]\w*", lambda found: known.get(found[0], found[0]), text)
    if len(written) > MOST_CHARACTERS:
        raise StudentError("read.too-large", most=MOST_CHARACTERS)
    return written


def show(part: Part, shape: tuple[int, ...], entries: Entries, word: str) -> str:
    """A function that returns the formula; the entries where there is none."""
    if not word:
        return sized.array.show(part, shape, entries, word)
    return word if _LAMBDA.match(word) else f"lambda {', '.join(sized.sized(part).indices)}: {word}"


def wrong(part: Part, key: PartKey) -> tuple[str, ...]:
    """Twice the formula, and its negative."""
    return tuple(show(part, (), (), word) for word in (f"2*({key.word})", f"-({key.word})"))


def opened(name: str, part: Part) -> str:
    """The head of the function."""
    return f"def {name}({', '.join(sized.sized(part).indices)}):\n    return ..."


def asks(part: Part, _letters: str) -> str:
    """What the stub says."""
    details = sized.sized(part)
    return (
        f"a function of {', '.join(details.indices)} (from 1) with `return` and `if`, read without being run; "
        f"entries as in {details.arrays[0].name}[{', '.join('ij'[: len(details.arrays[0].extents)])}]; "
        f"{sized.letters_told(details)}"
    )


KIND = Kind(
    name="index-function",
    read=index_formula.read,
    own=own,
    compare=sized.compare,
    show=show,
    wrong=wrong,
    asks=asks,
    opened=opened,
    word_told=True,
)
