"""Processes of a running batch, and one of them killed at a moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

Victim = Literal["host", "worker", "zygote"]
_LONGEST = 600


def started(course: Path, *more: str) -> subprocess.Popen[bytes]:
    """The batch in a process of its own."""
    command = [sys.executable, "-m", "gradekit", "batch", "grade", "hw1", str(course / "submissions")]
    return subprocess.Popen(
        [*command, "--course", str(course), *more], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def finished(course: Path, *more: str) -> float:
    """The batch run to its end; gives the seconds."""
    began = time.monotonic()
    assert started(course, *more).wait(_LONGEST) in (0, 1)
    return time.monotonic() - began


def killed(process: subprocess.Popen[bytes], victim: Victim, after: float) -> bool:
    """Kill one process of the batch after so many seconds, or as soon as it is there; whether there was any."""
    end = time.monotonic() + after
    while time.monotonic() < end and process.poll() is None:
        time.sleep(0.01)
    while process.poll() is None:
        if target := _target(process.pid, victim):
            try:
                os.kill(target, signal.SIGKILL)
            except ProcessLookupError:
                continue
            return True
        time.sleep(0.01)
    return False


def _target(host: int, victim: Victim) -> int | None:
    if victim == "host":
        return host
    word = "spawn_main" if victim == "worker" else "gradekit.sandbox.zygote"
    return next((process for process in descendants(host) if word in _command(process)), None)


def descendants(process: int) -> Iterator[int]:
    """Every process that stems from that one."""
    try:
        found = [
            Path(f"/proc/{process}/task/{task}/children").read_text() for task in os.listdir(f"/proc/{process}/task")
        ]
    except OSError:
        return
    for child in " ".join(found).split():
        yield int(child)
        yield from descendants(int(child))


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""
