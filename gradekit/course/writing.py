"""The files of one student's sheet, written by a worker: what is filled in, and the sheet in the formats asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import final

from msgspec import UnsetType

from gradekit.documents.formats import format_named, with_fonts
from gradekit.documents.handout import edited, stub_text
from gradekit.documents.notebook import sheet_notebook
from gradekit.documents.sheet import sheet_document
from gradekit.errors import OperatorError, remedy
from gradekit.model.problem import Sheet

STUB = "submission.py"
NOTEBOOK = "submission.ipynb"


@final
@dataclass(frozen=True, slots=True)
class Job:
    """One student's files."""

    sheet: Sheet
    folder: Path
    name: str
    course: str
    due: datetime | UnsetType
    language: str
    formats: tuple[str, ...]
    fonts: tuple[Path, ...] = ()


@final
@dataclass(frozen=True, slots=True)
class Made:
    """How many files were written, and which were left because somebody has changed them."""

    written: int
    left: tuple[str, ...]


def write(job: Job) -> Made:
    """The files of a sheet; one that is there with the same bytes is not touched."""
    job.folder.mkdir(parents=True, exist_ok=True)
    to_fill_in = {job.folder / STUB: stub_text(job.sheet).encode()}
    if "ipynb" in job.formats:
        to_fill_in[job.folder / NOTEBOOK] = sheet_notebook(job.sheet, language=job.language)
    left = tuple(str(path) for path in to_fill_in if edited(path))
    written = sum(write_bytes(path, raw) for path, raw in to_fill_in.items() if str(path) not in left)
    head = [("course", job.course), ("student", job.name)]
    if not isinstance(job.due, UnsetType):
        head.append(("due", told(job.due)))
    document = sheet_document(job.sheet, language=job.language, head=head)
    for form in with_fonts(tuple(map(format_named, job.formats)), job.fonts):
        if form.suffix == "ipynb":
            continue  # the notebook to fill in has the questions in it
        written += write_bytes(job.folder / f"sheet.{form.suffix}", form.write(document))
    return Made(written, left)


def told(moment: datetime) -> str:
    """A moment as it is printed, with its zone.

    >>> from zoneinfo import ZoneInfo
    >>> told(datetime(2026, 11, 30, 18, 0, tzinfo=ZoneInfo("Europe/Berlin")))
    '2026-11-30 18:00 CET'
    """
    return moment.strftime("%Y-%m-%d %H:%M %Z")


def write_bytes(path: Path, content: bytes) -> bool:
    """Whether something had to be written. A reader sees the old file or the whole new one."""
    beside = path.with_name(f".{path.name}.part")
    try:
        if path.exists() and path.read_bytes() == content:
            return False
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise OperatorError(f"{path} could not be written ({error.strerror}). {remedy(error)}") from error
    return True
