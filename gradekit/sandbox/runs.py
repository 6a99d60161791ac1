"""Programs run at a level: each in a child of its own, within limits, once more alone after a stop by time or room."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Self, TypeAlias, final

from gradekit.errors import Fault
from gradekit.sandbox.canary import ACTS, escaped
from gradekit.sandbox.canary import program as canary
from gradekit.sandbox.frame import RefusedError, Returned, returned
from gradekit.sandbox.host import Job, LostError, Stop, Zygote
from gradekit.sandbox.layers import LAYERS, Layers, Level
from gradekit.sandbox.limits import DEFAULT, Limits

Points: TypeAlias = Sequence[Mapping[str, float]]
"""Coordinates by letter, point by point."""

_AGAIN: frozenset[str | None] = frozenset({"cpu", "wall", "memory"})
_MOST_STARTS = 3
"""Zygotes in a row that may be lost while one set of programs runs."""


@final
@dataclass(frozen=True, slots=True)
class Program:
    """A submission that is to be run."""

    source: str
    names: tuple[str, ...]
    """What is wanted of it."""
    pieces: tuple[tuple[int, str, tuple[str, ...]], ...] = ()
    """Its statements with their lines and the names that they give values to, for a source that is no Python."""
    letters: tuple[str, ...] = ()
    """Symbols that the program has from the beginning, as it has the functions of the stub."""
    places: tuple[tuple[int, int], ...] = ()
    """Lines from which on another problem of the sheet is read, and its number. Each problem starts with fresh names,
    and an exception in one does not end the others."""
    problems: tuple[int, ...] = ()
    """The problem of each wanted name; 0 for all of them where there is none."""
    points: Mapping[str, Points] = field(default_factory=dict[str, Points])
    """For wanted names the points at which a function is called that is no formula."""
    caret_is_power: bool = True
    """Whether `^` means a power, as it does where a file is read, or is refused between formulas."""

    def request(self, most: int) -> bytes | None:
        """What is handed to the child; None where it is too large."""
        seed = int.from_bytes(hashlib.sha256(self.source.encode("utf-8", "replace")).digest()[:8], "big")
        for pieces in (self.pieces, ()):
            told = {
                "source": self.source,
                "names": list(zip(self.names, self.problems or (0,) * len(self.names), strict=True)),
                "pieces": pieces,
                "seed": seed,
                "letters": self.letters,
                "places": self.places,
                "points": self.points,
                "caret": self.caret_is_power,
            }
            raw = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
            if len(raw) <= most:
                return raw
        return None


@final
@dataclass(frozen=True, slots=True)
class Run:
    """What became of a program: what it returned, or what stopped it."""

    stop: Stop | Literal["source", "refused"] | None
    """The limit; `refused` when what came back is not in the grammar."""
    returned: Returned | None = None
    out: bytes = b""
    err: bytes = b""
    exit: int | None = None
    seconds: float = 0.0
    cpu: float = 0.0
    peak: int = 0
    """Kilobytes of memory at most."""
    again: bool = False
    """Whether this is the second run, alone."""


@final
@dataclass(slots=True)
class Sandbox:
    """A level at work; a zygote is started when it is needed and again when it is lost."""

    level: Level
    limits: Limits = DEFAULT
    layers: Layers | None = None
    """Other layers than those of the level, to see what each does alone."""
    guarded: bool = True
    """Whether a child must fail at forbidden acts first; always, unless layers are looked at alone."""
    again: bool = True
    """Whether a program that time or memory stopped is run once more alone."""
    _zygote: Zygote | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends everything."""
        if self._zygote is not None:
            self._zygote.close()
            self._zygote = None

    @property
    def zygote(self) -> Zygote:
        """The warm parent; `Fault` when it cannot be started or does not hold."""
        if self._zygote is None:
            self._zygote = Zygote(self.layers or LAYERS[self.level])
            if self.guarded and self.level != "trusted":
                self._prove()
        return self._zygote

    def _prove(self) -> None:
        source, names = canary()
        try:
            run = self._alone(Program(source, tuple(names)))
        except LostError:
            run = Run("crashed")
        done = escaped(dict(run.returned.values)) if run.returned else []
        if done or run.returned is None or len(run.returned.failures):
            self.close()
            why = (
                f"a program in it could {', '.join(done)}" if done else f"its test of {len(ACTS)} acts did not end well"
            )
            raise Fault(f"the level `{self.level}` does not hold on this machine: {why}")

    def run(self, program: Program) -> Run:
        """One program."""
        return self.run_all([program])[0]

    def run_all(self, programs: Sequence[Program], *, at_once: int = 1) -> list[Run]:
        """The programs in their order, so many at a time; each that load may have stopped once more alone."""
        runs = self._patiently(list(enumerate(programs)), at_once)
        stopped = [(n, programs[n]) for n in sorted(runs) if self.again and runs[n].stop in _AGAIN]
        for number, program in stopped:
            runs[number] = self._patiently([(number, program)], 1, again=True)[number]
        return [runs[number] for number in range(len(programs))]

    def _patiently(self, waiting: list[tuple[int, Program]], at_once: int, *, again: bool = False) -> dict[int, Run]:
        """Runs all, with a new zygote where one is lost."""
        runs: dict[int, Run] = {}
        for _ in range(_MOST_STARTS):
            try:
                self._all([(n, p) for n, p in waiting if n not in runs], at_once, runs, again=again)
            except LostError:
                self.close()
            else:
                return runs
        raise Fault(f"the process that runs student code ended {_MOST_STARTS} times without a reason that it told")

    def _all(self, waiting: Iterable[tuple[int, Program]], at_once: int, runs: dict[int, Run], *, again: bool) -> None:
        zygote, todo, names = self.zygote, list(waiting)[::-1], dict[int, tuple[int, Program]]()
        while todo or names:
            while todo and len(names) < at_once:
                number, program = todo.pop()
                request = program.request(self.limits.source)
                if request is None:
                    runs[number] = Run("source")
                else:
                    names[zygote.start(request, self.limits).number] = (number, program)
            for job in zygote.step() if names else ():
                number, program = names.pop(job.number)
                runs[number] = _run_of(job, program, again=again)

    def _alone(self, program: Program) -> Run:
        runs: dict[int, Run] = {}
        self._all([(0, program)], 1, runs, again=False)
        return runs[0]


def _run_of(job: Job, program: Program, *, again: bool) -> Run:
    """What a job says. A child that was not locked up has looked at nothing, and that is gradekit's own fault."""
    if not job.locked:
        said = bytes(job.buffers["err"])[-200:].decode("utf-8", "replace")
        raise Fault(f"a process for student code could not be locked up (exit {job.exit}). {said}".strip())
    stop, back = job.stop, None
    if stop is None:
        try:
            back = returned(job.frame, program.names)
        except RefusedError:
            stop = "refused"
    if back is not None and back.status == "memory":
        stop = "memory"
    out, err = (bytes(job.buffers[pipe]) for pipe in ("out", "err"))
    return Run(stop, back, out, err, job.exit, job.seconds, job.cpu, job.peak, again)


def cores() -> int:
    """How many programs are worth running at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
