"""What a teacher looks at in the terminal: lists of what waits, and one part of one student with all that is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gradekit.course.decisions import Settled, rules_of
from gradekit.course.reviewing import Case, Waiting
from gradekit.course.roster_rows import Student
from gradekit.course.sharing import Shared
from gradekit.course.store.asked import Request
from gradekit.course.store.received import Unmatched
from gradekit.documents.blocks import Block, Definitions, Document, H, Listing, Para, Table, line, plain
from gradekit.documents.formulas import value_block
from gradekit.documents.markup import Code, Line
from gradekit.documents.messages import words

DATA = "# gradekit data"
"""Begins the block at the end of a file that no person reads."""


def waiting_document(assignment: str, parts: Sequence[Waiting]) -> Document:
    """Parts that wait for a person: who, which part, why, the answer, the points."""
    rows = [(plain(p.name), plain(p.part), plain(p.outcome), (Code(p.text),), plain(p.points)) for p in parts]
    told = (
        f"`gradekit show {assignment} STUDENT PART` shows all of one; "
        f"`gradekit mark {assignment} STUDENT PART POINTS --why ...` settles it."
    )
    return _table(assignment, "parts wait for you", ("student", "part", "why", "the answer", "points"), rows, told)


def unmatched_document(assignment: str, files: Sequence[Unmatched], *, hidden: bool = False) -> Document:
    """Files of nobody yet."""
    rows = [((Code(one.path),), plain(one.why)) for one in files]
    told = f"`gradekit decide hand {assignment} FILE STUDENT --why ...` gives one to a student."
    if hidden:
        told = f"Marking is anonymous: `gradekit review {assignment} --files --reveal` has the names of the files."
    return _table(assignment, "files are of nobody yet", ("file", "why"), rows, told)


def missing_document(assignment: str, students: Sequence[Student]) -> Document:
    """Students without a submission."""
    rows = [(plain(one.id), plain(one.name), plain(one.email)) for one in students]
    return _table(assignment, "students have handed nothing in", ("id", "name", "email"), rows)


def sharing_document(assignment: str, found: Sequence[Shared]) -> Document:
    """Answers that may have been shared."""
    rows = [(plain(one.kind), plain(" and ".join(one.students)), plain(one.told)) for one in found]
    told = "These are things to look at. None of them is a proof of anything."
    return _table(assignment, "answers may have been shared", ("what", "who", "why"), rows, told)


def requests_document(assignment: str, known: Sequence[Request]) -> Document:
    """Requests with their answers."""
    rows = [
        (plain(str(one.number)), plain(one.student), plain(one.part), plain(one.text), plain(one.answer or "open"))
        for one in known
    ]
    return _table(assignment, "requests", ("no.", "student", "part", "what", "answer"), rows)


def decisions_document(assignment: str, settled: Sequence[Settled]) -> Document:
    """Decisions with their numbers."""
    rows = [
        (plain(str(one.number)), plain(one.told), plain(one.decision.why), plain("undone" if one.undone else "holds"))
        for one in settled
    ]
    return _table(assignment, "decisions", ("no.", "what", "why", ""), rows)


def case_document(case: Case) -> Document:
    """One part of one student: question, answer and reading, key, the lines that made the mark, where it comes from."""
    return Document(f"{case.name}, part {case.part}", tuple(_case(case)), "en")


def _table(
    assignment: str, what: str, head: Sequence[str], rows: Sequence[tuple[Line, ...]], told: str = ""
) -> Document:
    title = f"{assignment}: {len(rows) or 'no'} {what}"
    if not rows:
        return Document(title, (), "en")
    table = Table(tuple(map(plain, head)), tuple(rows))
    return Document(title, (table, *((Para(line(told)),) if told else ())), "en")


def _case(case: Case) -> Iterator[Block]:
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
    yield H(2, plain("Where it comes from"))
    yield Definitions(tuple((plain(name), (Para(plain(told)),)) for name, told in _origin(case)))
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


def _origin(case: Case) -> Iterator[tuple[str, str]]:
    yield "sheet", case.sheet
    yield "problem", f"{case.issued.template}, level {case.issued.level}, variant {case.variant}"
    if case.verdict is not None and case.verdict.diagnosis is not None:
        yield "misconception", " / ".join(rules_of(case.verdict.diagnosis))
    yield "gradekit", ", ".join(dict.fromkeys(case.versions))
    for file in case.files:
        yield "handed in", f"{file.path}{f', {file.moment}' if file.moment else ''}"
    for one in case.history:
        yield f"decision {one.number}", f"{one.told}: {one.decision.why}{' (undone)' if one.undone else ''}"
