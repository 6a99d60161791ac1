"""A whole class graded: is nobody lost, is nobody misgraded, how fast is it, and how much memory does it take?

    python benchmarks/batch.py --students N --parts M [--sealed] [--jobs K] [--cluster ADDRESS] [--json]
    python benchmarks/batch.py --students N --folder DIR [--minutes T]      in pieces: said again, it goes on
    python benchmarks/batch.py --students N --problems M --pages            how long sheets and feedback take

The class is made up: 70 % of the answers right and rewritten, 25 % wrong in every way (misconceptions, slips, another
shape, blank), 5 % of the files broken, hostile or missing. Every slip is another value by an evaluator that shares no
line with the verdict.

- `lost`: students who handed a file in and have no verdicts on it, and are not named as unmatched either.
- `misgraded`: parts whose mark is not what the simulator meant, but for the `ties`: a wrong answer that follows from an
  earlier wrong one and has credit for that, or whose form alone was at stake. The first of either are listed.
- `per_second_per_core`: files judged and marked in a second of computing, by host and workers together; on a cluster,
  whose seconds nobody sees here, by the clock and worker.
- `peak_mb`: the most memory that the process of the command took, without its workers.

With `--folder` the class stays where it is: made if it is not there yet, stopped as by Ctrl-C after `--minutes`, and
gone on with when the same is said again; the figures are of all pieces together. With `--pages` every student has
problems of her own, and the seconds of `generate` (HTML and PDF), `batch grade` and `feedback` are told.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, final

from gradekit.course.folder import Course
from gradekit.course.store import judged, received
from gradekit.course.store.opening import opened
from gradekit.model.outcome import Outcome
from simulating.pages import timed
from simulating.students import NAME, Made, made_before, simulated

_LISTED = 20
_PIECES = "pieces.jsonl"


@final
@dataclass(slots=True)
class Checked:
    """What became of the class."""

    lost: int = 0
    misgraded: int = 0
    ties: int = 0
    sorts: Counter[str] = field(default_factory=Counter[str])
    listed: list[str] = field(default_factory=list[str])


def checked(made: Made) -> Checked:
    """The marks of everybody against what the simulator meant."""
    told = Checked()
    with opened(made.course.store) as engine, engine.connect() as connection:
        unmatched = {one.path.split("_")[0].partition("first")[2] for one in received.unmatched(connection, NAME)}
        for student, intended in made.intended():
            marks = {mark.part: mark for mark in judged.marks(connection, NAME, student)}
            told.sorts.update(one.split()[1] for one in intended.values())
            handed_in = "nothing missing" not in intended.values()
            judged_too = any(one.basis for one in received.handins(connection, NAME, student))
            if handed_in and not judged_too:
                told.lost += str(int(student[1:])) not in unmatched
                continue
            for part, one in intended.items():
                _compare(student, part, one, marks.get(part), told)
    return told


def _compare(student: str, part: str, intended: str, mark: judged.Mark | None, told: Checked) -> None:
    worth, sort = intended.split()
    if mark is not None and _as_meant(worth, mark):
        return
    line = f"{student} {part}: {sort} meant {worth}, got {mark.why if mark else 'no mark'}"
    tie = mark is not None and worth == "less" and _is_tie(mark)
    told.ties += tie
    told.misgraded += not tie
    if len(told.listed) < _LISTED or not tie:
        told.listed = [*told.listed, f"{'tie: ' if tie else ''}{line}"][-2 * _LISTED :]


def _is_tie(mark: judged.Mark) -> bool:
    """Whether the answer is right given an earlier wrong one, or right but for its form."""
    return mark.why[0].id == "mark.followed" or mark.why[0].params.get("outcome") == Outcome.FORM.value


def _as_meant(worth: str, mark: judged.Mark) -> bool:
    match worth:
        case "all":
            return mark.earned == mark.possible
        case "less":
            return mark.earned < mark.possible and not mark.pending
        case "nothing":
            return not mark.earned and not mark.pending
        case "person":
            return mark.pending == mark.possible
        case _:
            return not mark.earned


def graded(folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    """The class graded in a process of its own, and what that took; in pieces where it is stopped."""
    level = "sealed" if given.sealed else "read"
    command = [sys.executable, __file__, "--run", str(folder), "--jobs", str(given.jobs), "--level", level]
    command += ["--minutes", str(given.minutes), *(["--cluster", given.cluster] if given.cluster else [])]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    with (folder / _PIECES).open("a+b") as pieces:
        pieces.write(done.stdout)
        pieces.seek(0)
        return together([json.loads(line) for line in pieces])


def together(pieces: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The figures of a class that was graded in pieces: sums, the highest peak, and how it stood at the end."""
    told = dict(pieces[-1])
    for name in ("judged", "seconds", "host_seconds", "worker_seconds"):
        told[name] = round(sum(piece[name] for piece in pieces), 1)
    told["faults"] = [fault for piece in pieces for fault in piece["faults"]]
    told["peak_mb"] = max(piece["peak_mb"] for piece in pieces)
    cores = told.pop("cores")
    computed = told["seconds"] * cores if cores else told["host_seconds"] + told["worker_seconds"]
    return {"pieces": len(pieces), **told, "per_second_per_core": round(told["judged"] / computed, 1)}


def run(folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    """What the command `gradekit batch grade` does, measured from inside; a piece of it where it is stopped."""
    from gradekit.cli.course_options import workers
    from gradekit.course.batch import Graded, grade_assignment
    from gradekit.course.closing import closing
    from gradekit.sandbox.asked import asked_level

    level = asked_level(given.level, many=True)
    course, began = Course(folder), time.monotonic()
    before, done, ended, width = _judged(course), Graded(), False, 1
    files = None if (folder / _PIECES).exists() else folder / "submissions"  # the first piece has taken them in
    with contextlib.suppress(KeyboardInterrupt), workers(given.jobs, given.cluster, level) as pool:
        width = pool.width
        done = grade_assignment(course, NAME, files, pool, level=level, progress=_Seen(began + 60 * given.minutes))
        ended = True
    for worker in multiprocessing.active_children():
        worker.join(10)  # its seconds are told when it has ended
    seconds = time.monotonic() - began
    end = closing(course, NAME)
    here, workers_too = _computed()
    return {
        "ended": ended,
        "judged": _judged(course) - before,
        "faults": done.faults,
        "seconds": round(seconds, 1),
        "cores": width if given.cluster else 0,
        "host_seconds": round(here, 1),
        "worker_seconds": round(workers_too, 1),
        "graded": end.graded,
        "waiting": dict(end.waiting),
        "peak_mb": _peak(),
    }


def _judged(course: Course) -> int:
    with opened(course.store) as engine, engine.connect() as connection:
        return sum(1 for _ in received.students_judged(connection, NAME))


@final
class _Seen:
    """Says on the error stream how far it is, now and then; stops as Ctrl-C does when its time is over."""

    def __init__(self, end: float) -> None:
        self.last, self.end = time.monotonic(), end

    def __call__(self, done: int, wanted: int) -> None:
        if time.monotonic() > self.end:
            raise KeyboardInterrupt
        if time.monotonic() - self.last > 20:
            self.last = time.monotonic()
            print(f"{done} of {wanted}", file=sys.stderr)


def _computed() -> tuple[float, float]:
    """Seconds of computing by this process, and by those that it started and that have ended."""
    used = os.times()
    return used.user + used.system, used.children_user + used.children_system


def _peak() -> float:
    """The most memory that this process took, in MB; of this program alone, which `getrusage` does not tell."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(round(int(line.split()[1]) / 1024, 1) for line in lines if line.startswith("VmHWM"))


def measured(given: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """The whole benchmark in a folder, or as much of it as there is time for."""
    if given.pages:
        return timed(folder / "course", given.students, given.problems, given.seed)
    made = made_before(folder / "course") or simulated(
        folder / "course", given.students, given.parts, seed=given.seed, variants=given.variants, run=given.sealed
    )
    sizes = {"students": given.students, "parts": made.parts, "handed_in": made.handed_in, "jobs": given.jobs}
    told = {**sizes, **graded(made.course.folder, given)}
    found = _found(checked(made)) if told["ended"] else {"lost": 0, "misgraded": 0}
    return {**told, **found, "store_mb": round(made.course.store.stat().st_size / 1e6, 1)}


def _found(found: Checked) -> dict[str, Any]:
    return {
        "lost": found.lost,
        "misgraded": found.misgraded,
        "ties": found.ties,
        "sorts": dict(sorted(found.sorts.items())),
        "listed": found.listed,
    }


def _shown(told: Mapping[str, Any]) -> Iterator[str]:
    for name, value in told.items():
        if name in ("listed", "faults"):
            yield f"{name}: {len(value)}"
            yield from (f"  {line}" for line in value)
        else:
            yield f"{name}: {value}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Make, grade, check and print; the exit code is 1 when somebody was lost or misgraded."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=100)
    parser.add_argument("--parts", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--variants", type=int, default=8, help="how many different problems a slot has")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--sealed", action="store_true", help="every right formula must be run, and is run sealed")
    parser.add_argument("--cluster", help="the address of a Dask scheduler")
    parser.add_argument("--folder", type=Path, help="where the class is made and stays; said again, it goes on")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="stop after so long, with --folder")
    parser.add_argument("--pages", action="store_true", help="how long the sheets and the feedback of a class take")
    parser.add_argument("--problems", type=int, default=10, help="how many each student has, with --pages")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--level", default="read", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.run is not None:
        print(json.dumps(run(given.run, given)))
        return 0
    with contextlib.ExitStack() as ended:
        place = given.folder or ended.enter_context(tempfile.TemporaryDirectory(prefix="gradekit-batch-"))
        told = measured(given, Path(place))
    print(json.dumps(told, indent=1) if given.json else "\n".join(_shown(told)))
    return 1 if told.get("lost") or told["misgraded"] or told.get("faults") else 0


if __name__ == "__main__":
    sys.exit(main())
