"""SIGKILL at any moment: the command said again ends with the store and exports of a run that nobody disturbed."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import tiny_course as tiny
from killing import Victim, descendants, finished, killed, started

from gradekit.course.exporting import as_csv, filled
from gradekit.course.feedback_files import write_feedback
from gradekit.course.folder import Course

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")


LATER = datetime(2040, 1, 1, tzinfo=UTC)


def outcome(folder: Path) -> tuple[object, ...]:
    """The store row by row, and every byte that is exported."""
    course = Course(folder)
    gradebook = folder / "gradebook.csv"
    rows = (f'"{student.name}",{student.ids[1]},{student.id},A,\n' for student in course.roster.students)
    head = "Student,ID,SIS User ID,Section,Simulated (1)\nPoints Possible,,,,12\n"
    gradebook.write_text(f"{head}{''.join(rows)}", encoding="utf-8")
    pages = sorted(write_feedback(course, "hw1", tiny.HERE, LATER))
    feedback = [(page.name, (page / "feedback.html").read_bytes()) for page in pages]
    marks = filled(course, "hw1", "canvas", gradebook).content
    return tiny.lines(course), as_csv(course, "hw1"), marks, feedback


@pytest.fixture(scope="module")
def class_to_grade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class whose right formulas must be run."""
    from simulating.students import simulated

    return simulated(tmp_path_factory.mktemp("class") / "course", 12, 3, variants=2, seed=2, run=True).course.folder


def gone(processes: list[int]) -> bool:
    """Whether all of them end within a while."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if not any(Path(f"/proc/{process}").exists() for process in processes):
            return True
        time.sleep(0.05)
    return False


def test_a_host_that_is_killed_leaves_no_worker_and_the_rerun_ends_the_same(
    course: Course, course_as_graded: Path
) -> None:
    shutil.copytree(course_as_graded / "submissions", course.folder / "submissions", dirs_exist_ok=True)
    process = started(course.folder, "--jobs", "2", "--level", "read")
    while not (workers := list(descendants(process.pid))):
        assert process.poll() is None
        time.sleep(0.01)
    assert killed(process, "host", 0.2)
    process.wait()
    assert gone(workers)
    tiny.graded(course)
    assert tiny.lines(course) == tiny.lines(Course(course_as_graded))


@pytest.mark.long
def test_ctrl_c_says_that_nothing_is_lost_and_the_rerun_ends_the_same(class_to_grade: Path, tmp_path: Path) -> None:
    undisturbed, folder = (Path(shutil.copytree(class_to_grade, tmp_path / name)) for name in ("whole", "stopped"))
    seconds = finished(undisturbed, "--jobs", "2")
    command = [sys.executable, "-m", "gradekit", "batch", "grade", "hw1", "submissions", "--jobs", "2"]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, start_new_session=True)
    time.sleep(max(2, 0.4 * seconds))
    os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to the workers too
    said = process.communicate()[1].decode()
    assert process.returncode == 130, said
    assert "What is done is stored; the same command goes on from there." in said
    finished(folder, "--jobs", "2")
    assert outcome(folder) == outcome(undisturbed)


@pytest.mark.long
def test_host_workers_and_zygotes_killed_at_random_moments(class_to_grade: Path, tmp_path: Path) -> None:
    undisturbed = Path(shutil.copytree(class_to_grade, tmp_path / "undisturbed"))
    seconds = finished(undisturbed, "--jobs", "2")
    wanted = outcome(undisturbed)
    rng, hit = random.Random(8), dict.fromkeys(("host", "worker", "zygote"), 0)
    for number in range(51):
        victim: Victim = ("host", "worker", "zygote")[number % 3]
        folder = Path(shutil.copytree(class_to_grade, tmp_path / f"{number}"))
        began, process = time.monotonic(), started(folder, "--jobs", "2")
        if killed(process, victim, rng.uniform(0.05, 1) * seconds):
            hit[victim] += 1
        process.wait()
        if process.returncode >= 0:
            seconds = (seconds + time.monotonic() - began) / 2  # the machine is not equally fast at all times
        finished(folder, "--jobs", "2")
        assert outcome(folder) == wanted, (number, victim)
        shutil.rmtree(folder)
    assert min(hit.values()) >= 10


def _quiet(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A Dask scheduler of this machine with two workers that are started again when they die."""
    pytest.importorskip("distributed")
    address = "tcp://127.0.0.1:28786"
    dask = [sys.executable, "-m", "dask"]
    place = ["--host", "127.0.0.1", "--port", "28786", "--no-dashboard", "--no-show"]
    held = [_quiet([*dask, "scheduler", *place])]
    options = ["--nthreads", "1", "--nworkers", "2", "--no-dashboard", "--local-directory", str(tmp_path / "dask")]
    held.append(_quiet([*dask, "worker", address, *options]))
    try:
        yield address, held[1]
    finally:
        for process in reversed(held):
            process.terminate()
            process.wait(30)


@pytest.mark.long
def test_a_cluster_gives_the_same_and_its_workers_may_be_killed(
    class_to_grade: Path, tmp_path: Path, scheduler: tuple[str, subprocess.Popen[bytes]]
) -> None:
    address, workers = scheduler
    undisturbed = Path(shutil.copytree(class_to_grade, tmp_path / "undisturbed"))
    seconds = finished(undisturbed, "--jobs", "2")
    wanted = outcome(undisturbed)
    rng = random.Random(9)
    time.sleep(5)  # the workers have to come up
    for number in range(12):
        folder = Path(shutil.copytree(class_to_grade, tmp_path / f"{number}"))
        process = started(folder, "--cluster", address)
        if number:  # the first is not disturbed
            killed(workers, "worker", rng.uniform(0.1, 1) * seconds)
        assert process.wait(600) in (0, 1)
        assert outcome(folder) == wanted, number
