"""Why two formulas are equal or not, told to a person step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gradekit.documents.blocks import Block, Definitions, Document, H, Items, Para, line, plain
from gradekit.documents.equality import SIMPLE, equality_document, near_told
from gradekit.documents.markup import Line, escaped_code
from gradekit.documents.messages import words
from gradekit.documents.words import catalogue
from gradekit.grading.notation import LEAST, MOST, decimal_in_words, interval_told
from gradekit.model.certificate import Case, Polynomial, Relation
from gradekit.model.domain import Interval, Range
from gradekit.model.equality import Equality
from gradekit.model.evidence import Proof
from gradekit.model.explanation import Explanation, Otherwise, Seen, Tried
from gradekit.model.message import Message, Param
from gradekit.model.outcome import RIGHT
from gradekit.syntax.build import add, multiply, number, power, symbol
from gradekit.syntax.latex import to_latex
from gradekit.syntax.tree import Expr

MOST_SHOWN = 12
"""Kernels, relations and cases that are written out; a proof with more of them is for `gradekit recheck`."""
LONGEST = 160
"""Characters of LaTeX of one of them."""


def explanation_document(told: Explanation) -> Document:
    """The verdict, what was read, what was tried in order, the proof, and what would change the verdict."""
    verdict = equality_document(told.equality)
    blocks: list[Block] = [*verdict.blocks, H(2, plain("How it was read")), _read(told)]
    blocks += [H(2, plain("What was tried, in order")), Items(_lines(_steps(told)), ordered=True)]
    if proof := _lines(_proof(told.equality)):
        blocks += [H(2, plain("The proof")), Items(proof)]
    if changes := _lines(map(_change, told.otherwise)):
        blocks += [H(2, plain("What would change the verdict")), Items(changes)]
    return Document(title=verdict.title, blocks=tuple(blocks))


def _lines(messages: Iterable[Message]) -> tuple[Line, ...]:
    return tuple(line(words(message)) for message in messages)


def _read(told: Explanation) -> Definitions:
    texts = [("first", f"`{escaped_code(told.answer)}`"), ("second", f"`{escaped_code(told.expected)}`")]
    letters = [words(_letter(told.equality.domain.of(name))) for name in told.letters]
    texts.append(("letters", " ".join(letters) or words(Message("explain.no-letters"))))
    texts.append(("values", words(Message(f"explain.reading-{told.reading}"))))
    texts.append(("rule", words(Message("explain.rule"))))
    return Definitions(tuple((plain(name), (Para(line(text)),)) for name, text in texts))


def _letter(given: Range) -> Message:
    name = to_latex(symbol(given.symbol))
    if given.kind != "real" or given.interval == Interval():
        return Message(f"explain.letter-{given.kind}", {"letter": name})
    return Message("explain.letter-range", {"range": _range(name, given.interval)})


def _range(name: str, interval: Interval) -> str:
    r"""An interval as LaTeX; an end that stands for an irrational number is rounded.

    >>> from fractions import Fraction
    >>> _range("t", Interval(low=Fraction(0), high=Fraction(31415926535, 10**10)))
    '0 < t < 3.14159'
    """
    told = f"{name} = {interval.low}" if interval.low == interval.high else interval_told(name, interval)
    for end in (interval.low, interval.high):
        if end is not None and end.denominator > SIMPLE:
            told = told.replace(str(end), f"{float(end):.6g}")
    return told


def _steps(told: Explanation) -> Iterator[Message]:
    for tried in told.tried:
        yield _why(Message(f"explain.{tried.step}-{tried.result}"), tried)
        if tried.step == "points":
            yield from (Message("explain.seen", _values(one)) for one in told.seen if one.point)


def _why(message: Message, tried: Tried) -> Message:
    """The sentence with the reason, where the step came to nothing and its reason has words."""
    reason = f"explain.why-{tried.why}"
    if tried.result == "yes" or reason not in catalogue():
        return message
    return Message(f"{message.id}-why", {"why": words(Message(reason))})


def _values(seen: Seen) -> dict[str, Param]:
    told = [decimal_in_words(value) if value is not None else "undefined" for value in (seen.answer, seen.expected)]
    return {"point": near_told(seen.point), "answer": told[0], "expected": told[1]}


def _proof(equality: Equality) -> Iterator[Message]:
    """Kernels and relations of the proof, case by case; of an array, of its first entry with one."""
    evidence = [equality.evidence, *(entry.evidence for entry in equality.entries)]
    proof = next((one for one in evidence if isinstance(one, Proof) and one.certificate), None)
    if proof is None or not proof.certificate:
        return
    cases = proof.certificate.cases
    for case in cases[:MOST_SHOWN]:
        if len(cases) > 1 and (assumed := _assumed(case)):
            yield Message("explain.case", {"case": assumed})
        yield from _identity(case)
    yield from (Message("explain.removed", {"factor": to_latex(factor)}) for factor in proof.certificate.removed)


def _assumed(case: Case) -> str:
    signs = [f"{to_latex(one.expression)} {LEAST if one.sign > 0 else MOST} 0" for one in case.assumed]
    if case.branches:
        told = (f"{to_latex(one.expression)} {_COMPARED[one.sign]} 0" for one in case.branches.conditions)
        signs += [condition for condition in told if len(condition) <= LONGEST]
    ranges = [
        _range(to_latex(symbol(given.symbol)), given.interval)
        for given in case.domain.ranges
        if given.interval != Interval()
    ]
    return ",\\; ".join([*signs, *ranges])


_COMPARED = {1: ">", 0: "=", -1: "<"}


def _identity(case: Case) -> Iterator[Message]:
    """What the two sides are polynomials in, and what was used of it."""
    if case.answer is None:
        yield _without_identity(case)
        return
    if case.branches and case.branches.answer and not case.kernels:
        yield Message("explain.case-same", {"formula": to_latex(case.branches.answer)})
    kernels = [to_latex(kernel) for kernel in case.kernels]
    shown = [kernel for kernel in kernels if len(kernel) <= LONGEST][:MOST_SHOWN]
    if shown:
        yield Message("explain.kernels", {"kernels": ",\\; ".join(shown)})
    relations = [_relation(relation, case.kernels) for relation in case.relations[:MOST_SHOWN]]
    for relation in relations:
        if len(relation) <= LONGEST:
            yield Message("explain.relation", {"relation": relation})
    if len(shown) < len(kernels) or len(case.relations) > MOST_SHOWN:
        yield Message("explain.more")


def _without_identity(case: Case) -> Message:
    if not case.branches or case.branches.expected is None:
        return Message("explain.case-empty")
    if case.branches.answer is None:
        return Message("explain.case-undefined")
    return Message("explain.case-same", {"formula": to_latex(case.branches.expected)})


def _relation(relation: Relation, kernels: tuple[Expr, ...]) -> str:
    left = to_latex(power(kernels[relation.kernel], relation.power))
    return f"{left} = {to_latex(_polynomial(relation.value, kernels))}"


def _polynomial(terms: Polynomial, kernels: tuple[Expr, ...]) -> Expr:
    return add(
        *(
            multiply(number(term.coefficient), *(power(kernels[kernel], n) for kernel, n in term.powers))
            for term in terms
        )
    )


def _change(other: Otherwise) -> Message:
    outcome = "equal" if other.outcome in RIGHT else "different"
    params: dict[str, Param] = {"assumption": other.assumption} if other.change in ("add", "drop") else {}
    kind = f"{other.change}-{other.assumption}" if other.change == "reading" else other.change
    return Message(f"explain.{kind}-{outcome}", params)
