"""Which levels a machine offers, found by doing: a level is there when its zygote starts and a child fails at every
forbidden act. There is no silent step down: a level that was asked for and is missing is a fault."""

from __future__ import annotations

import contextlib
import platform
import sys
from dataclasses import dataclass
from typing import final

from gradekit.errors import Fault
from gradekit.sandbox.asked import Asked
from gradekit.sandbox.calls import ARCHITECTURES
from gradekit.sandbox.layers import Level
from gradekit.sandbox.limits import DEFAULT, Limits
from gradekit.sandbox.runs import Program, Run, Sandbox

_BEST_FIRST: tuple[Level, ...] = ("sealed+ns", "sealed")


@final
@dataclass(frozen=True, slots=True)
class Tried:
    """One level on this machine: whether it holds, and why not or what it is made of."""

    level: Level
    holds: bool
    why: str
    seconds: float = 0.0
    """From nothing to ready."""


TRIES = 2
"""How often a level is opened before a lower one is taken."""


def unsupported() -> str | None:
    """Why nothing can be sealed here, before anything is tried."""
    if sys.platform != "linux":
        return f"sealed processes need Linux, and this is {sys.platform}"
    if platform.machine() not in ARCHITECTURES:
        return f"there is no filter for the processor {platform.machine()}; there is one for {', '.join(ARCHITECTURES)}"
    return None


def open_sandbox(asked: Asked, limits: Limits = DEFAULT) -> Sandbox | None:
    """The sandbox of the level, started and proved; None when code is not to be run.

    `auto` takes the best that holds, and runs nothing where none does. Any other level that does not hold is a `Fault`.
    A level is given up after two tries only: that a process was killed while it started says nothing about the level.
    """
    if asked == "read":
        return None
    if asked != "auto":
        return _opened(asked, limits)
    for level in _BEST_FIRST if unsupported() is None else ():
        for _ in range(TRIES):
            with contextlib.suppress(Fault):
                return _opened(level, limits)
    return None


def _opened(level: Level, limits: Limits) -> Sandbox:
    if level != "trusted" and (why := unsupported()):
        raise Fault(f"the level `{level}` is not to be had: {why}")
    sandbox = Sandbox(level, limits)
    try:
        _ = sandbox.zygote
    except (OSError, AttributeError) as error:
        raise Fault(f"the level `{level}` is not to be had: {error}") from error
    return sandbox


def examined() -> list[Tried]:
    """Every level that runs code, tried on this machine: doors, memory, and an endless loop."""
    return [_tried(level) for level in _BEST_FIRST]


def _tried(level: Level) -> Tried:
    import time

    began = time.monotonic()
    try:
        with _opened(level, Limits(cpu=1, wall=20)) as sandbox:
            seconds = time.monotonic() - began
            why = _unbounded(sandbox.run(Program("while True: pass", ())))
            landlock = sandbox.zygote.told["landlock"]
    except Fault as error:
        return Tried(level, False, str(error))
    made = [f"Landlock {landlock}" if landlock else "no Landlock in this kernel", "seccomp"]
    return Tried(level, not why, why or ", ".join([*(["namespaces"] if level == "sealed+ns" else []), *made]), seconds)


def _unbounded(run: Run) -> str:
    return "" if run.stop == "cpu" else f"an endless loop was not stopped by the limit of computing ({run.stop})"
