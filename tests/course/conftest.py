"""The tiny course: dealt once, graded once, and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import tiny_course as tiny

from gradekit.course.folder import Course


@pytest.fixture(scope="session")
def course_as_dealt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course after `gradekit generate`; never changed."""
    course = tiny.made(tmp_path_factory.mktemp("dealt") / "tiny")
    tiny.dealt(course)
    return course.folder


@pytest.fixture(scope="session")
def course_as_graded(course_as_dealt: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course after `gradekit batch grade`: Ada right, Emmy wrong, Karl's file unreadable in one part, no Sofja."""
    course = Course(shutil.copytree(course_as_dealt, tmp_path_factory.mktemp("graded") / "tiny"))
    tiny.hand_in(course, "lovelaceada_1001_5001_submission.py", tiny.file_of(course, "ada"))
    tiny.hand_in(course, "noetheremmy_1002_5002_submission.py", tiny.file_of(course, "emmy", {"q1a": "7*x"}))
    tiny.hand_in(course, "weierstrasskarl_1003_5003_submission.py", tiny.file_of(course, "karl", {"q1a": "((("}))
    tiny.graded(course)
    return course.folder


@pytest.fixture
def course(course_as_dealt: Path, tmp_path: Path) -> Course:
    """A course of one's own in which the assignment has been handed out."""
    return Course(shutil.copytree(course_as_dealt, tmp_path / "tiny"))


@pytest.fixture
def graded_course(course_as_graded: Path, tmp_path: Path) -> Course:
    """A course of one's own in which three of four students have been graded."""
    return Course(shutil.copytree(course_as_graded, tmp_path / "tiny"))
