"""What a teacher looks at in the terminal: lists of what waits, and one part of one student with all that is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from gradekit.course.closing import SAID
from gradekit.course.decisions import Settled, rules_of
from gradekit.course.reviewing import Case, Waiting
from gradekit.course.roster_rows import Student
from gradekit.course.sharing import Shared
from gradekit.course.store.asked import Request
from gradekit.course.store.received import Unmatched
from gradekit.course.writing import told
from gradekit.documents.blocks import Block, Definitions, Document, H, Listing, Para, Table, line, plain
from gradekit.documents.equality import evidence_told
from gradekit.documents.formulas import value_block
from gradekit.documents.markup import Code, Line
from gradekit.documents.messages import words
from gradekit.model.outcome import Outcome

DATA = "# gradekit data"
"""Begins the block at the end of a file that no person reads."""


def waiting_document(assignment: str, parts: Sequence[Waiting]) -> Document:
    """Parts that wait for a person: who, which part, why, the answer, the points."""
    rows = [(plain(p.name), plain(p.part), plain(_why(p)), (Code(p.text),), plain(p.points)) for p in parts]
    told = (
        f"`gradekit show {assignment} STUDENT PART` shows all of one; "
        f"`gradekit mark {assignment} STUDENT PART POINTS --why ...` settles it."
    )
    what = "part waits for you" if len(rows) == 1 else "parts wait for you"
    return _table(assignment, what, ("student", "part", "why", "the answer", "points"), rows, told)


def _why(part: Waiting) -> str:
    return SAID.get(Outcome(part.outcome), part.outcome) if part.outcome else ""


def unmatched_document(assignment: str, files: Sequence[Unmatched], *, hidden: bool = False) -> Document:
    """Files of nobody yet."""
    what = "file is of nobody yet" if len(files) == 1 else "files are of nobody yet"
    title = f"{assignment}: {len(files) or 'no'} {what}"
    told = f"`gradekit decide hand {assignment} FILE STUDENT --why ...` gives one to a student; "
    told += f"`gradekit decide ignore {assignment} FILE --why ...` sets one aside that is no submission."
    if hidden:
        told = f"Marking is anonymous: `gradekit review {assignment} --files --reveal` has the names of the files."
    found = Definitions(tuple(((Code(one.path),), (Para(plain(one.why)),)) for one in files))
    return Document(title, (found, Para(line(told))) if files else (), "en")


def missing_document(assignment: str, students: Sequence[Student]) -> Document:
    """Students without a submission."""
    rows = [(plain(one.id), plain(one.name), plain(one.email)) for one in students]
    what = "student has handed nothing in" if len(rows) == 1 else "students have handed nothing in"
    return _table(assignment, what, ("id", "name", "email"), rows)


def sharing_document(assignment: str, found: Sequence[Shared]) -> Document:
    """Answers that may have been shared."""
    rows = [(plain(one.kind), plain(" and ".join(one.students)), plain(one.told)) for one in found]
    told = "These are things to look at. None of them is a proof of anything."
    what = "answer may have been shared" if len(rows) == 1 else "answers may have been shared"
    return _table(assignment, what, ("what", "who", "why"), rows, told)


def requests_document(assignment: str, known: Sequence[Request]) -> Document:
    """Requests with their answers."""
    rows = [
        (plain(str(one.number)), plain(one.student), plain(one.part), plain(one.text), plain(one.answer or "open"))
        for one in known
    ]
    what = "request" if len(rows) == 1 else "requests"
    return _table(assignment, what, ("no.", "student", "part", "what", "answer"), rows)


def decisions_document(assignment: str, settled: Sequence[Settled]) -> Document:
    """Decisions with their numbers."""
    rows = [
        (plain(str(one.number)), plain(one.told), plain(one.decision.why), plain("undone" if one.undone else "holds"))
        for one in settled
    ]
    return _table(assignment, "decision" if len(rows) == 1 else "decisions", ("no.", "what", "why", ""), rows)


def case_document(case: Case, zone: tzinfo) -> Document:
    """One part of one student: question, answer and reading, key, the lines that made the mark, where it comes from."""
    return Document(f"{case.name}, part {case.part}", tuple(_case(case, zone)), "en")


def _table(
    assignment: str, what: str, head: Sequence[str], rows: Sequence[tuple[Line, ...]], told: str = ""
) -> Document:
    title = f"{assignment}: {len(rows) or 'no'} {what}"
    if not rows:
        return Document(title, (), "en")
    table = Table(tuple(map(plain, head)), tuple(rows))
    return Document(title, (table, *((Para(line(told)),) if told else ())), "en")


def _case(case: Case, zone: tzinfo) -> Iterator[Block]:
    yield H(2, plain("The question"))
    yield Para(line(case.asked.asks))
    yield H(2, plain("The answer"))
    yield from _answer(case)
    yield H(2, plain("The key"))
    yield value_block(case.key.part(case.asked.key).shown, case.issued.spoken_as)
    yield H(2, plain("The mark"))
    yield from (Para(line(words(told))) for told in case.mark.why)
    if case.verdict is not None and case.verdict.diagnosis is not None:
        yield Para(line(words(case.verdict.diagnosis.sentence)))
    yield from _evidence(case)
    yield H(2, plain("Where it comes from"))
    yield Definitions(tuple((plain(name), (Para(plain(told)),)) for name, told in _origin(case, zone)))
    if case.text:
        yield H(2, plain("The file as it was handed in"))
        yield Listing(case.text.partition(DATA)[0])


def _answer(case: Case) -> Iterator[Block]:
    if case.answer is None:
        yield Para(plain("Nothing was handed in."))
        return
    yield Listing(case.answer.text or "(nothing)")
    if case.answer.value is not None:
        yield Para(plain("It was read as"))
        yield value_block(case.answer.value, case.issued.spoken_as)
    yield from (Para(line(words(note.message))) for note in case.answer.notes)


def _evidence(case: Case) -> Iterator[Block]:
    """What the verdict rests on, entry by entry, and what else was noticed."""
    entries = case.verdict.entries if case.verdict is not None else ()
    found = [(k, entry.evidence) for k, entry in enumerate(entries, start=1) if entry.evidence is not None]
    if not found:
        return
    yield H(2, plain("The evidence: the answer first, the key second"))
    if len(entries) == 1:
        yield from (Para(line(words(evidence_told(evidence)))) for _, evidence in found)
    else:
        told = ((plain(f"entry {k}"), (Para(line(words(evidence_told(one)))),)) for k, one in found)
        yield Definitions(tuple(told))


def _origin(case: Case, zone: tzinfo) -> Iterator[tuple[str, str]]:
    yield "sheet", case.sheet
    yield "problem", f"{case.issued.template}, level {case.issued.level}, variant {case.variant}"
    if case.verdict is not None and case.verdict.diagnosis is not None:
        yield "misconception", " / ".join(rules_of(case.verdict.diagnosis))
    yield "gradekit", ", ".join(dict.fromkeys(case.versions))
    for file in case.files:
        yield "handed in", f"{file.path}{f', {told(file.time.astimezone(zone))}' if file.time else ''}"
    for asked in case.requests:
        yield f"request {asked.number}", f"{asked.text} - {asked.answer or 'open'}"
    for one in case.history:
        yield f"decision {one.number}", f"{one.told}: {one.decision.why}{' (undone)' if one.undone else ''}"
