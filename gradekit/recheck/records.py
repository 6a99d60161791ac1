"""Records of comparisons, one or many in a text, each confirmed, refused or left open."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import UnsetType

from gradekit.errors import OperatorError
from gradekit.model.codec import decode
from gradekit.model.equality import Equality
from gradekit.model.evidence import Agreement, Chosen, Evidence, Proof, Shapes, Unsettled, Witness
from gradekit.model.form import WIDENING, AskedForm
from gradekit.model.message import Message
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.verdict import EntryVerdict, Verdict
from gradekit.recheck.claims import check_agreement, check_proof, check_witness
from gradekit.recheck.forms import check_digits, lacks
from gradekit.recheck.regions import Sides
from gradekit.recheck.result import Open, Recheck, Refused
from gradekit.recheck.sheets import GradedRecord, judged, says_the_same
from gradekit.recheck.widened import widened
from gradekit.syntax.latex import to_latex
from gradekit.syntax.tree import Expr

FORMAT = 1
LARGEST = 64_000_000
"""Characters of one text of records."""

_BETWEEN = re.compile(r"[\s\ufeff]*")
"""Between records; files that were put together may each begin with a byte order mark."""
_JSON = json.JSONDecoder()
_VERDICTS, _BEGINNING = re.compile(r'\s*\{\s*"(?:feedback|sheet|part|slot)"\s*:|"verdicts"\s*:'), 100_000
_ORDER = (Outcome.DIFFERENT, Outcome.UNDECIDED, Outcome.AGREED, Outcome.PROVED)
"""The outcome of a list or matrix is that of its worst entry, in this order."""
_CLAIMS: dict[type[object], tuple[Outcome, ...]] = {
    Proof: (Outcome.PROVED,),
    Agreement: (Outcome.AGREED,),
    Witness: (Outcome.DIFFERENT,),
    Shapes: (Outcome.DIFFERENT,),
    Chosen: (Outcome.DIFFERENT, Outcome.PROVED),
    Unsettled: (Outcome.UNDECIDED,),
}
"""What an outcome can be based on."""


def recheck_text(text: str) -> Iterator[Recheck]:
    """The check of every record in a text: one or several, each in a line or indented.

    Text that is no record raises `OperatorError`.
    """
    if len(text) > LARGEST:
        raise OperatorError(f"The records are longer than {LARGEST} characters; split the file.")
    number = 0
    for number, each in enumerate(_texts(text), start=1):
        record = _record(each, number)
        if isinstance(record, Equality):
            yield recheck(_of_this_format(record, number), number)
        else:
            for verdict, equality in judged(record):
                yield _recheck_verdict(verdict, equality, number)
    if not number:
        raise OperatorError("There is no record to check; `gradekit equal A B --json` writes one.")


def _record(text: str, number: int) -> Equality | GradedRecord:
    """One comparison, or the verdicts on a sheet."""
    try:
        return decode(text, Equality)
    except _UNREADABLE as error:
        if not _VERDICTS.search(text[:_BEGINNING]):
            raise OperatorError(
                f"Record {number} is none that can be checked ({error}); `gradekit equal A B --json` writes one."
            ) from error
    try:
        return decode(text, GradedRecord)
    except _UNREADABLE as error:
        raise OperatorError(
            f"Record {number} holds verdicts on a sheet without what they rest on ({error}). "
            "`gradekit grade FILE --json` prints both."
        ) from error


_UNREADABLE = (msgspec.DecodeError, msgspec.ValidationError, ValueError, RecursionError)


def _of_this_format(record: Equality, number: int) -> Equality:
    if record.format != FORMAT:
        raise OperatorError(f"Record {number} has format {record.format}; this version reads format {FORMAT}.")
    return record


def _recheck_verdict(verdict: Verdict, equality: Equality | None, number: int) -> Recheck:
    """The check of the verdict on one part of a sheet."""
    if equality is None:
        status, why = "open", Message("recheck.no-record")
    elif not says_the_same(verdict, equality):
        status, why = "refused", Message("recheck.other-verdict")
    else:
        found = recheck(_of_this_format(equality, number), number)
        status, why = found.status, found.why
    return Recheck(record=number, part=verdict.part, outcome=verdict.outcome.value, status=status, why=why)


def _texts(text: str) -> Iterator[str]:
    """The texts of JSON that stand one after another; what is none is the last one."""
    start = 0
    while (start := _BETWEEN.match(text, start).end()) < len(text):  # pyright: ignore[reportOptionalMemberAccess]  it matches nothing, too
        try:
            end = _JSON.raw_decode(text, start)[1]
        except (ValueError, RecursionError):
            end = len(text)
        yield text[start:end]
        start = end


def recheck(record: Equality, number: int = 1) -> Recheck:
    """The check of one record."""
    try:
        _check(record)
    except Refused as refused:
        return _told(record, number, "refused", refused.why)
    except Open as left:
        return _told(record, number, "open", left.why)
    return _told(record, number, "confirmed", Message("recheck.confirmed"))


def _told(record: Equality, number: int, status: str, why: Message) -> Recheck:
    return msgspec.convert(
        {
            "record": number,
            "outcome": record.outcome.value,
            "status": status,
            "why": {"id": why.id, "params": why.params},
        },
        Recheck,
    )


def _check(record: Equality) -> None:
    outcome, principal = record.outcome, reads_principal(record)
    if isinstance(record.evidence, Shapes):
        _check_shapes(record, record.evidence)
        return
    if record.answer.shape != record.expected.shape:
        raise Refused("recheck.other-outcome")
    _check_notes(record)
    pairs = list(_pairs(record, principal))
    if not record.answer.shape and record.entries:
        raise Refused("recheck.other-outcome")
    entries = record.entries if record.answer.shape else (EntryVerdict(_of_value(record), record.evidence),)
    value = min((entry.outcome for entry in entries), key=_rank)
    if len(entries) != len(pairs) or (outcome is not value and not (outcome is Outcome.FORM and value in RIGHT)):
        raise Refused("recheck.other-outcome")
    if record.evidence not in [entry.evidence for entry in entries if entry.outcome is value]:
        raise Refused("recheck.other-outcome")
    up_to = next((form for form in record.asked if form.name in WIDENING), None)
    if up_to is not None and any(entry.outcome is not Outcome.UNDECIDED for entry in entries):
        pairs = widened(pairs, up_to)
    _check_entries(entries, pairs, record.asked)
    _check_forms(record, entries)


def _of_value(record: Equality) -> Outcome:
    """The outcome of one formula, apart from its form."""
    if record.outcome is not Outcome.FORM:
        return record.outcome
    return Outcome.PROVED if isinstance(record.evidence, Proof) else Outcome.AGREED


def _check_forms(record: Equality, entries: Sequence[EntryVerdict]) -> None:
    """An answer with a right value lacks the forms that are noted, and no others."""
    noted = [note.id.removeprefix("lacks.") for note in record.notes if note.id.startswith("lacks.")]
    if (record.outcome is Outcome.FORM) != bool(noted) or not set(noted) <= {form.name for form in record.asked}:
        raise Refused("recheck.other-outcome")
    left: AskedForm | None = None
    for form in record.asked if record.outcome in RIGHT else ():
        pairs = zip(record.answer.entries, entries, strict=True)
        told = [lacks(mine, form, entry.evidence) for mine, entry in pairs if mine is not None]
        lacking = True if True in told else None if None in told else False
        if lacking is None:
            left = left or form
        elif lacking is not (form.name in noted):
            raise Refused("recheck.other-form", form=str(form))
    if left is not None:
        raise Open("recheck.form", form=str(left))


def _check_notes(record: Equality) -> None:
    """The notes on cancelled factors are those of the proofs."""
    found = [record.evidence, *(entry.evidence for entry in record.entries)]
    factors = [factor for evidence in found for factor in _removed(evidence)]
    wanted = {to_latex(factor) for factor in factors}
    noted = [note.params.get("factor") for note in record.notes if note.id == "equality.removed-poles"]
    read = sum(note.id.startswith("equality.read-as-") for note in record.notes)  # says nothing of the claim
    if any(isinstance(each, Proof) and isinstance(each.certificate, UnsetType) and each.removed for each in found):
        wanted = set(noted)  # there is nothing to check them by, and nothing is confirmed
    if set(noted) != wanted or (record.outcome is not Outcome.FORM and len(noted) + read < len(record.notes)):
        raise Refused("recheck.other-notes")


def _removed(evidence: Evidence | None) -> tuple[Expr, ...]:
    if not isinstance(evidence, Proof) or isinstance(evidence.certificate, UnsetType):
        return ()
    return evidence.certificate.removed


def _rank(outcome: Outcome) -> int:
    return _ORDER.index(outcome) if outcome in _ORDER else -1


def _check_entries(entries: Sequence[EntryVerdict], pairs: Sequence[Sides], asked: Sequence[AskedForm]) -> None:
    """Every entry that decides: for a difference the ones that differ, which leaves no doubt about the whole. Up to a
    factor, which all entries have together, each is refuted by the one that does not fit."""
    left: Open | None = None
    together = any(form.name == "up-to-factor" for form in asked)
    for pair, entry in zip(pairs, entries, strict=True):
        if entry.evidence is None:
            raise Refused("recheck.other-outcome")
        of = pairs if together and isinstance(entry.evidence, Witness) else (pair,)
        try:
            _check_any(of, entry, asked)
        except Open as found:
            left = left or found
    if left is not None:
        raise left


def _check_any(pairs: Sequence[Sides], entry: EntryVerdict, asked: Sequence[AskedForm]) -> None:
    """The claim of an entry holds of one of the pairs."""
    for pair in pairs[:-1]:
        try:
            _check_claim(pair, entry.outcome, entry.evidence, asked)
        except (Refused, Open):
            continue
        return
    _check_claim(pairs[-1], entry.outcome, entry.evidence, asked)


def _check_claim(sides: Sides, outcome: Outcome, evidence: Evidence | None, asked: Sequence[AskedForm]) -> None:
    if outcome not in _CLAIMS.get(type(evidence), ()):
        raise Refused("recheck.other-outcome")
    if isinstance(evidence, Proof) and evidence.method == "digits":
        digits = next((form.digits for form in asked if form.name == "digits"), None)
        if digits is None or evidence != Proof("digits"):
            raise Refused("recheck.other-outcome")
        check_digits(sides, digits)
    elif isinstance(evidence, Proof):
        check_proof(sides, evidence)
    elif isinstance(evidence, Agreement):
        check_agreement(sides, evidence)
    elif isinstance(evidence, Witness):
        check_witness(sides, evidence)
        _check_beyond_digits(sides, asked)
    elif isinstance(evidence, Unsettled):
        raise Open("recheck.undecided")
    else:
        raise Open("recheck.no-certificate")


def _check_beyond_digits(sides: Sides, asked: Sequence[AskedForm]) -> None:
    """Where digits were asked, a difference is more than one of digits."""
    digits = next((form.digits for form in asked if form.name == "digits"), None)
    if digits is None:
        return
    try:
        check_digits(sides, digits)
    except (Refused, Open):
        return
    raise Refused("recheck.other-outcome")


def _check_shapes(record: Equality, claim: Shapes) -> None:
    stated, found = (claim.answer, claim.expected), (record.answer.shape, record.expected.shape)
    if record.outcome is not Outcome.DIFFERENT or stated != found or found[0] == found[1]:
        raise Refused("recheck.shapes")


def _pairs(record: Equality, principal: bool) -> Iterator[Sides]:
    if len(record.answer.entries) != len(record.expected.entries):
        raise Refused("recheck.other-outcome")
    for answer, expected in zip(record.answer.entries, record.expected.entries, strict=True):
        if answer is None or expected is None:
            raise Open("recheck.open-entry")
        yield Sides(answer, expected, record.domain, principal)


def reads_principal(record: Equality) -> bool:
    """Whether values are complex principal ones: declared, or because I or a complex symbol occurs anywhere."""
    nodes = [node for value in (record.answer, record.expected) for entry in value.entries for node in _nodes(entry)]
    unreal = {given.symbol for given in record.domain.ranges if given.kind == "complex"}
    return record.domain.reading == "principal" or any(
        (node.head == "constant" and node.value == "I") or (node.head == "symbol" and node.value in unreal)
        for node in nodes
    )


def _nodes(expr: Expr | None) -> Iterator[Expr]:
    """Every node once."""
    stack, seen = [expr] if expr is not None else [], set[int]()
    while stack:
        node = stack.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            stack.extend(node.args)
