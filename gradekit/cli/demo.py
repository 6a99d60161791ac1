"""`gradekit demo`: the whole story on a made-up class, in a temporary folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gradekit.cli.output import print_document, print_line

LEVEL = 2
"""Of the problems, where the template has that level; else the nearest."""


def demo(
    template: Annotated[str, typer.Option("--template", help="Which template the class works on.")] = "multi-path",
    folder: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FOLDER", help="Where to write; default a temporary folder.")
    ] = None,
) -> None:
    """Generate a sheet for each of four made-up students, fill them in, grade them, and show what comes back."""
    import tempfile

    from gradekit.cli.made_up_class import CLASS

    root = folder or Path(tempfile.mkdtemp(prefix="gradekit-demo-"))
    print_line(f"Four students work on `{template}`, each on a variant of their own. Everything is in {root}")
    for student in CLASS:
        print_line()
        print_line(f"===== {student.name} {student.story} " + "=" * max(3, 70 - len(student.name + student.story)))
        _student(root / student.name.lower(), template, student.name)
    print_line()
    print_line("Next:  gradekit templates list          what there is to practise")
    print_line("       gradekit generate total-derivative --seed 7 -n 3")


def _student(folder: Path, template: str, name: str) -> None:
    """One student's day: sheet, answers, check, marks and feedback."""
    from gradekit.cli.made_up_class import CLASS, right_answers
    from gradekit.documents.feedback import feedback_document
    from gradekit.documents.handout import write_page, write_practice, write_text
    from gradekit.grading.practice import grade_file
    from gradekit.grading.trial import filled_in
    from gradekit.problems.sheets import practice_sheet
    from gradekit.problems.template import headers

    student = next(student for student in CLASS if student.name == name)
    low, high = next((header.levels for header in headers() if header.slug == template), (LEVEL, LEVEL))
    sheet, keys = practice_sheet(template, level=min(max(low, LEVEL), high), seed=name, count=1)
    written = write_practice(folder, sheet, keys)
    issued = sheet.slots[0].issued
    answers = student.changes(issued, keys[0], right_answers(issued, keys[0]))
    write_text(written.stub, filled_in(written.stub.read_text(encoding="utf-8"), answers))
    document = feedback_document(grade_file(written.stub).feedback)
    write_page(folder / "feedback.html", document)
    print_document(document)
    print_line(f"  pages: {written.sheet}  {folder / 'feedback.html'}")
