"""Thousands of submissions of every sort through one sandbox: descriptors and memory stay flat, no process is left.

python benchmarks/soak.py [--count N] [--level LEVEL] [--at-once K]
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import final

from gradekit.sandbox.asked import asked_level
from gradekit.sandbox.levels import open_sandbox
from gradekit.sandbox.limits import Limits
from gradekit.sandbox.runs import Program, Sandbox
from sandboxing.attacks import TABLE, attacks_in
from sandboxing.scene import outcome_of, processes

_HONEST = (
    "from sympy import *\nx, y = symbols('x y')\nanswer = diff(x**{0}*sin(y)/3, x)",
    "import numpy as np\nanswer = [float(v) for v in np.linspace(0, {0}, 4)]",
    "answer = 0\nfor k in range(1, {0} + 2): answer += 1/k",
    "def answer(t): return t**{0}",
)
_SLOW = ("while True: pass", "import time; time.sleep(60)", "held = []\nwhile True: held.append(bytearray(10**7))")
_LIMITS = Limits(cpu=1, wall=2.0)
_EVERY = 250


@final
@dataclass(frozen=True, slots=True)
class Seen:
    """What host and zygote hold after so many submissions."""

    done: int
    host_files: int
    zygote_files: int
    host_kib: int
    zygote_kib: int
    running: int
    """Processes of the zygote; its children are none of them."""


def program_of(number: int, hostile: Sequence[str]) -> Program:
    """The submission of that number: most are honest, one in ten is hostile, one in a hundred slow."""
    rng = random.Random(number)
    if number % 100 == 99:
        return Program(rng.choice(_SLOW), ("answer",))
    if number % 10 == 9:
        return Program("import os, ctypes\nfrom sympy import *\n" + rng.choice(hostile), ("answer",))
    return Program(rng.choice(_HONEST).format(rng.randint(1, 9)), ("answer",))


def _seen(done: int, sandbox: Sandbox) -> Seen:
    zygote = processes()
    return Seen(
        done,
        _files(os.getpid()),
        sum(map(_files, zygote)),
        _resident(os.getpid()),
        sum(map(_resident, zygote)),
        len(zygote) - (1 if sandbox.zygote.process.pid in zygote else 0),
    )


def _files(process: int) -> int:
    return len(os.listdir(f"/proc/{process}/fd"))


def _resident(process: int) -> int:
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def soaked(sandbox: Sandbox, count: int, at_once: int) -> tuple[list[Seen], Counter[str], int]:
    """What is held every so often, how the submissions ended, and how many honest ones went wrong."""
    hostile = [attack.code for attack in attacks_in(TABLE) if not attack.stops and "SECRET" not in attack.code]
    hostile = [code for code in hostile if not {"FOLDER", "PORT", "PARENT"} & set(code.replace(",", " ").split())]
    ends, hurt = Counter[str](), 0
    _ = sandbox.zygote
    seen: list[Seen] = []
    for start in range(0, count, _EVERY):
        numbers = range(start, min(start + _EVERY, count))
        runs = sandbox.run_all([program_of(n, hostile) for n in numbers], at_once=at_once)
        ends.update(outcome_of(run).split()[0] for run in runs)
        good = (run for n, run in zip(numbers, runs, strict=True) if n % 10 != 9)
        hurt += sum(run.returned is None or "answer" not in run.returned.values for run in good)
        seen.append(_seen(numbers[-1] + 1, sandbox))
    return seen, ends, hurt


def grown(seen: Sequence[Seen]) -> list[str]:
    """What is not flat after the first third, in which caches fill: any descriptor or process, or a twentieth more
    memory."""
    warm, last = seen[: max(1, len(seen) // 3)], seen[-1]
    rows = {"host_files": 0.0, "zygote_files": 0.0, "running": 0.0, "host_kib": 0.05, "zygote_kib": 0.05}
    told = {name: (max(getattr(one, name) for one in warm), getattr(last, name)) for name in rows}
    return [f"{name}: {a} to {b}" for name, (a, b) in told.items() if b > a * (1 + rows[name])]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print; the exit code is 1 when something grew or an honest program went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--level", default="auto")
    parser.add_argument("--at-once", type=int, default=2)
    given = parser.parse_args(arguments)
    sandbox = open_sandbox(asked_level(given.level), _LIMITS)
    if sandbox is None:
        raise SystemExit("nothing can be run here; see `gradekit doctor`")
    sandbox.again, began = False, time.monotonic()
    with sandbox:
        seen, ends, hurt = soaked(sandbox, given.count, given.at_once)
        level = sandbox.level
    for row in seen[:: max(1, len(seen) // 8)] + seen[-1:]:
        print(row)
    left, faults = processes(), grown(seen)
    print(f"{given.count} programs at {level} in {time.monotonic() - began:.0f} s: {dict(ends)}")
    print(f"{hurt} honest ones wrong; {len(left)} processes left; grown: {faults or 'nothing'}")
    return 1 if hurt or left or faults else 0


if __name__ == "__main__":
    sys.exit(main())
