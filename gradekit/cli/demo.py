"""`gradekit demo`: the whole story on a made-up class, in a temporary folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradekit.cli.output import print_document, print_line

if TYPE_CHECKING:
    from gradekit.model.record import PartRecord

LEVEL = 2
"""Of the problems, where the template has that level; else the nearest."""


def demo(
    template: Annotated[str, typer.Option("--template", help="Which template the class works on.")] = "multi-path",
    folder: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FOLDER", help="Where to write; default a temporary folder.")
    ] = None,
) -> None:
    """Sheets for four made-up students, filled in and graded: what comes back to them, and a report on the class."""
    import tempfile

    from gradekit.cli.made_up_class import CLASS

    root = folder or Path(tempfile.mkdtemp(prefix="gradekit-demo-"))
    print_line(f"Four students work on `{template}`, each on a variant of their own. Everything is in {root}")
    rows: list[PartRecord] = []
    for student in CLASS:
        print_line()
        print_line(f"===== {student.name} {student.story} " + "=" * max(3, 70 - len(student.name + student.story)))
        rows += _student(root / student.name.lower(), template, student.name)
    _report(root, rows)
    print_line()
    print_line("Next:  gradekit templates list          what there is to practise")
    print_line("       gradekit generate total-derivative --seed 7 -n 3")


def _report(folder: Path, rows: list[PartRecord]) -> None:
    """What their teacher sees of the four of them together."""
    from gradekit.documents.handout import write_page, write_text
    from gradekit.documents.report import report_document
    from gradekit.statistics.report import class_report
    from gradekit.statistics.rows import to_lines

    document = report_document(class_report(rows))
    write_page(folder / "report.html", document)
    write_text(folder / "class.jsonl", to_lines(rows))
    print_line()
    print_line("===== The report on the class " + "=" * 50)
    print_document(document)
    print_line(f"  page: {folder / 'report.html'}")


def _student(folder: Path, template: str, name: str) -> tuple[PartRecord, ...]:
    """One student's day: sheet, answers, check, marks and feedback; the rows that a class has of it."""
    from msgspec.structs import replace

    from gradekit.cli.made_up_class import CLASS, right_answers
    from gradekit.documents.feedback import feedback_document
    from gradekit.documents.handout import write_page, write_practice, write_text
    from gradekit.grading.practice import grade_file
    from gradekit.grading.trial import filled_in
    from gradekit.problems.handing_out.sheets import practice_sheet
    from gradekit.problems.template import headers

    student = next(student for student in CLASS if student.name == name)
    low, high = next((header.levels for header in headers() if header.slug == template), (LEVEL, LEVEL))
    sheet, keys = practice_sheet(template, level=min(max(low, LEVEL), high), seed=name, count=1)
    written = write_practice(folder, sheet, keys)
    issued = sheet.slots[0].issued
    answers = student.changes(issued, keys[0], right_answers(issued, keys[0]))
    write_text(written.stub, filled_in(written.stub.read_text(encoding="utf-8"), answers))
    graded = grade_file(written.stub, recorded=True)
    document = feedback_document(graded.feedback)
    write_page(folder / "feedback.html", document)
    print_document(document)
    print_line(f"  pages: {written.sheet}  {folder / 'feedback.html'}")
    return tuple(replace(row, student=name) for row in graded.records)
