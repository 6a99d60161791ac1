"""SIGKILL at any moment: the command said again ends with the store and exports of a run that nobody disturbed."""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import tiny_course as tiny
from killing import Victim, descendants, finished, killed, started

from gradekit.course.exporting import as_csv
from gradekit.course.folder import Course

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")


def outcome(folder: Path) -> tuple[list[str], bytes]:
    """The store row by row, and what is exported."""
    course = Course(folder)
    return tiny.lines(course), as_csv(course, "hw1")


@pytest.fixture(scope="module")
def class_to_grade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class whose right formulas must be run."""
    from simulating.students import simulated

    return simulated(tmp_path_factory.mktemp("class") / "course", 24, 3, variants=2, run=True).course.folder


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
def test_host_workers_and_zygotes_killed_at_random_moments(class_to_grade: Path, tmp_path: Path) -> None:
    undisturbed = Path(shutil.copytree(class_to_grade, tmp_path / "undisturbed"))
    seconds = finished(undisturbed, "--jobs", "2")
    wanted = outcome(undisturbed)
    rng, hit = random.Random(8), dict.fromkeys(("host", "worker", "zygote"), 0)
    for number in range(39):
        victim: Victim = ("host", "worker", "zygote")[number % 3]
        folder = Path(shutil.copytree(class_to_grade, tmp_path / f"{number}"))
        process = started(folder, "--jobs", "2")
        hit[victim] += killed(process, victim, rng.uniform(0.1, 1) * seconds)
        process.wait()
        finished(folder, "--jobs", "2")
        assert outcome(folder) == wanted, (number, victim)
        shutil.rmtree(folder)
    assert min(hit.values()) >= 5


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A Dask scheduler of this machine with two workers that are started again when they die."""
    pytest.importorskip("distributed")
    address = "tcp://127.0.0.1:28786"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "dask"]
    place = ["--host", "127.0.0.1", "--port", "28786", "--no-dashboard", "--no-show"]
    held = [subprocess.Popen([*dask, "scheduler", *place], **quiet)]
    options = ["--nthreads", "1", "--nworkers", "2", "--no-dashboard", "--local-directory", str(tmp_path / "dask")]
    held.append(subprocess.Popen([*dask, "worker", address, *options], **quiet))
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
