"""Why two formulas are equal or not, step by step, and which assumption the verdict hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, final

from gradekit.equality.points.points import generic, told
from gradekit.equality.points.values import decimal_at
from gradekit.equality.texts.texts import Reading, equal
from gradekit.errors import GradekitError
from gradekit.model.answer import Value
from gradekit.model.equality import Equality
from gradekit.model.evidence import Agreement, Evidence, Proof, Shapes, Unsettled, Witness
from gradekit.model.explanation import Explanation, Otherwise, Seen, Tried
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.syntax.tree import Expr, symbols_of, walk
from gradekit.syntax.write import to_text

MOST_LETTERS = 4
"""Letters of which other assumptions are tried: each costs a comparison or two."""
FIRST_POINTS = 2
DIGITS = 6

_ADDED = ("positive", "negative", "integer")


def explain(
    a: str,
    b: str,
    *,
    assume: Mapping[str, str] | None = None,
    reading: Reading = "real",
    latex: bool = False,
    form: str | Sequence[str] = (),
) -> Explanation:
    """The comparison that `equal` makes, with what was tried, and with other assumptions where they would change it.

    >>> [other.assumption for other in explain("log(x^2)", "2*log(x)", assume={"x": "x>1"}).otherwise]
    []
    >>> explain("sqrt(x^2)", "x").otherwise[0]
    Otherwise(change='add', assumption='x:positive', outcome=<Outcome.PROVED: 'proved'>)
    """
    given = dict(assume or {})
    compared = _Compared(a=a, b=b, assume=given, reading=reading, latex=latex, form=form)
    equality = equal(a, b, assume=given, reading=reading, latex=latex, form=form, certificate=True)
    letters = tuple(sorted(_letters(equality.answer) | _letters(equality.expected)))
    seen = tuple(_seen(equality, letters))
    return Explanation(
        equality=equality,
        answer=_text(equality.answer),
        expected=_text(equality.expected),
        reading="principal" if _is_principal(equality, given) else "real",
        letters=letters,
        seen=seen,
        tried=tuple(_tried(equality.evidence, seen)),
        otherwise=tuple(_otherwise(equality, letters, compared)),
    )


def _letters(value: Value) -> frozenset[str]:
    return frozenset[str]().union(*(symbols_of(entry) for entry in value.entries if entry is not None))


def _text(value: Value) -> str:
    told = [to_text(entry) if entry is not None else "..." for entry in value.entries]
    return told[0] if not value.shape else "[" + ", ".join(told) + "]"


def _is_principal(equality: Equality, assume: Mapping[str, str]) -> bool:
    """Whether complex values were compared: asked for, or because a letter is complex or I occurs."""
    entries = (*equality.answer.entries, *equality.expected.entries)
    imaginary = any(
        part.head == "constant" and part.name == "I" for entry in entries if entry is not None for part in walk(entry)
    )
    return equality.domain.reading == "principal" or "complex" in assume.values() or imaginary


def _seen(equality: Equality, letters: Sequence[str]) -> Iterator[Seen]:
    """Both values at the first points inside the domain; of an array, of the entry that settles the outcome."""
    pair = _decisive(equality)
    if pair is None:
        return
    for index in range(FIRST_POINTS if letters else 1):
        point = generic(equality.domain, list(letters), index)
        real = {name: value for name, value in point.items() if isinstance(value, Fraction)}
        if len(real) < len(point):
            return
        answer, expected = (decimal_at(side, real, DIGITS) for side in pair)
        yield Seen(told(point), answer, expected)


def _decisive(equality: Equality) -> tuple[Expr, Expr] | None:
    outcomes = [entry.outcome for entry in equality.entries] or [equality.outcome]
    place = outcomes.index(equality.outcome) if equality.outcome in outcomes else 0
    pairs = list(zip(equality.answer.entries, equality.expected.entries, strict=False))
    mine, right = pairs[place] if place < len(pairs) else (None, None)
    return None if mine is None or right is None or equality.asked else (mine, right)


def _tried(evidence: Evidence, seen: Sequence[Seen]) -> Iterator[Tried]:
    """The steps in the order in which they are taken, as far as the evidence shows how far they went."""
    if isinstance(evidence, Shapes):
        yield Tried("forms", "differ")
        return
    if isinstance(evidence, Proof) and evidence.method == "identical":
        yield Tried("identical", "yes")
        return
    yield Tried("identical", "no")
    if isinstance(evidence, Witness) and evidence.point in [one.point for one in seen]:
        yield Tried("points", "differ")
        return
    silent = seen and all(one.answer is None or one.expected is None for one in seen)
    yield Tried("points", "silent" if silent else "agree")
    if isinstance(evidence, Proof):
        yield from _proved(evidence)
        return
    yield Tried("proof", "no", evidence.why if isinstance(evidence, Agreement) else "")
    if isinstance(evidence, Witness):
        yield Tried("more-points", "differ")
    elif isinstance(evidence, Agreement | Unsettled):
        yield Tried("more-points", "agree", evidence.why)


def _proved(evidence: Proof) -> Iterator[Tried]:
    by_cases = bool(evidence.certificate) and len(evidence.certificate.cases) > 1
    if by_cases:
        yield Tried("proof", "no", "normal-forms-differ")
        yield Tried("cases", "yes")
    elif evidence.method == "digits":
        yield Tried("proof", "yes", "digits")
    else:
        yield Tried("proof", "yes")


def _otherwise(equality: Equality, letters: Sequence[str], compared: _Compared) -> Iterator[Otherwise]:
    """Changes of one assumption, or of the reading, under which the outcome is another."""
    right = equality.outcome in RIGHT
    helped: set[str] = set()
    for change, assumption, other in _changes(compared, letters, right=right):
        if change == "add" and helped & set(assumption.split(", ")):
            continue  # one of these alone is enough
        outcome = other.outcome()
        if outcome is not Outcome.UNDECIDED and (outcome in RIGHT) != right:
            helped.add(assumption)
            yield Otherwise(change, assumption, outcome)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """Two texts and everything that is asked of them."""

    a: str
    b: str
    assume: Mapping[str, str]
    reading: Reading
    latex: bool
    form: str | Sequence[str]

    def outcome(self) -> Outcome:
        """The outcome; undecided where a text cannot be read in this way."""
        try:
            made = equal(self.a, self.b, assume=self.assume, reading=self.reading, latex=self.latex, form=self.form)
        except GradekitError:
            return Outcome.UNDECIDED
        return made.outcome


_Change = tuple[Literal["add", "drop", "reading", "swap"], str, _Compared]


def _changes(compared: _Compared, letters: Sequence[str], *, right: bool) -> Iterator[_Change]:
    """Less is assumed of what is equal, more of what is not: the other way round nothing can change."""
    assume = compared.assume
    if right:
        for name in [name for name in assume if name in letters][:MOST_LETTERS]:
            rest = {other: word for other, word in assume.items() if other != name}
            yield "drop", f"{name}:{assume[name]}", replace(compared, assume=rest)
        if not compared.form:
            yield "swap", "", replace(compared, a=compared.b, b=compared.a)
    else:
        free = [name for name in letters if name not in assume][:MOST_LETTERS]
        for word in _ADDED:
            for name in free:
                yield "add", f"{name}:{word}", replace(compared, assume={**assume, name: word})
        if len(free) > 1:
            together = ", ".join(f"{name}:positive" for name in free)
            yield "add", together, replace(compared, assume={**assume, **dict.fromkeys(free, "positive")})
    other: Reading = "real" if compared.reading == "principal" else "principal"
    yield "reading", other, replace(compared, reading=other)
