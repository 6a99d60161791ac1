"""The course folder: where everything of a course lies, and that a path of a setting stays what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import final

from gradekit.course.assignment import Assignment, check_extensions, read_assignment
from gradekit.course.roster import Roster, read_roster
from gradekit.course.settings import NAME, Settings, read_settings
from gradekit.errors import OperatorError
from gradekit.model.nearest import nearest


@final
@dataclass(frozen=True)
class Course:
    """A course: its folder, and what stands in it, read when it is first asked for."""

    folder: Path

    @cached_property
    def settings(self) -> Settings:
        """What `course.toml` says."""
        return read_settings(self.folder / NAME)

    @cached_property
    def roster(self) -> Roster:
        """Who is in the class."""
        return read_roster(self.folder / "roster.csv")

    @property
    def store(self) -> Path:
        """The file of the store."""
        return self.folder / "store.sqlite"

    @property
    def kept(self) -> Path:
        """The file of the store, which must be there: one that was lost is not begun anew without a word."""
        if not self.store.is_file():
            raise OperatorError(
                f"Nothing has been handed out in {self.folder.name}: it has no {self.store.name}. `gradekit generate "
                "assignments/NAME.toml` hands out; where the file was lost, put its newest backup back."
            )
        return self.store

    @property
    def secret(self) -> Path:
        """The file of the secret key."""
        return self.folder / Path(self.settings.secret).expanduser()

    @property
    def fonts(self) -> tuple[Path, ...]:
        """The folders of fonts for PDF."""
        return tuple(self.folder / Path(one).expanduser() for one in self.settings.fonts)

    @property
    def own(self) -> Sequence[Path]:
        """The folders of own templates and problems that are there."""
        return tuple(p for p in (self.folder / "templates", self.folder / "problem_bank") if p.is_dir())

    @property
    def assignments(self) -> tuple[str, ...]:
        """The names of all assignments, in the order of their names."""
        return tuple(sorted(path.stem for path in (self.folder / "assignments").glob("*.toml")))

    def assignment(self, name: str) -> Assignment:
        """The assignment of that name; `OperatorError` with the nearest one where there is none."""
        if name not in self.assignments:
            there = nearest(name, self.assignments) if self.assignments else "Write one into `assignments/`."
            raise OperatorError(f"There is no assignment `{name}` in {self.folder.name}. {there}")
        path = self.path_of(name)
        assignment = read_assignment(path, self.settings)
        check_extensions(assignment, path, self.roster)
        return assignment

    def path_of(self, name: str) -> Path:
        """The file of an assignment."""
        return self.folder / "assignments" / f"{name}.toml"

    def made(self, *names: str) -> Path:
        """A place for files that gradekit writes, in the folder `out`."""
        return self.folder.joinpath("out", *names)


def course_at(start: Path) -> Course:
    """The course that a path lies in: the nearest folder upwards with a `course.toml`."""
    whole = start.absolute()
    found = next((place for place in (whole, *whole.parents) if (place / NAME).is_file()), None)
    if found is None:
        raise OperatorError(
            f"{start} lies in no course: no folder above it has a {NAME}. `gradekit new course DIR` makes a course; "
            "change into its folder, or name it with --course."
        )
    return Course(found)
