"""The sealed process measured: hostile programs, throughput beside a fresh Python, memory and descriptors.

    python benchmarks/sandbox.py [--attacks DIR] [--level LEVEL] [--json] [--count N]

Every `*.py` of the folder is run as a submission that must be run, never by the reader; without a folder it is the
project's own table. A file is run as it stands; those of the table are told where a secret, a folder and a port are.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from gradekit.sandbox.asked import asked_level
from gradekit.sandbox.levels import open_sandbox
from gradekit.sandbox.runs import Program, Sandbox
from sandboxing.attacks import TABLE, attacks_in
from sandboxing.scene import SHORT, Found, Scene, processes

THREE_LINES = "from sympy import *\nx, y = symbols('x y')\nanswer = diff(x**2*sin(y)/3, x)\n"


def attacked(sandbox: Sandbox, place: Path) -> list[Found]:
    """What became of every program of a folder or table."""
    with Scene(sandbox) as scene:
        return [scene.found(attack, bare=place.is_dir()) for attack in attacks_in(place)]


def throughput(sandbox: Sandbox, count: int) -> dict[str, Any]:
    """Three-line answers: processor seconds of parent, zygote and children together, beside a fresh Python."""
    zygote = sandbox.zygote.process.pid
    before, forking, began = time.process_time(), _used(), time.monotonic()
    runs = sandbox.run_all([Program(THREE_LINES, ("answer",))] * count)
    host, wall = time.process_time() - before + _used() - forking, time.monotonic() - began
    children = sum(run.cpu for run in runs)
    fresh = _fresh()
    each = (host + children) / count
    return {
        "programs": count,
        "right": sum(bool(run.returned and run.returned.values) for run in runs),
        "a second and core": round(1 / each, 1),
        "a second of the clock": round(count / wall, 1),
        "fresh python seconds": round(fresh, 3),
        "times a fresh python": round(fresh / each, 1),
        "peak megabytes of a child": max(run.peak for run in runs) // 1024,
        "megabytes of the zygote": _resident(zygote),
        "descriptors of the host": len(os.listdir("/proc/self/fd")),
    }


def _fresh() -> float:
    """Processor seconds of one `python -I` for the same program; the better of three."""
    best = float("inf")
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-I", "-c", THREE_LINES], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def _used() -> float:
    """Processor seconds of the zygote so far, forking included."""
    ticks = 0
    for process in processes():
        told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _resident(process: int) -> int:
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


def main() -> None:
    """Read the arguments, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--attacks", type=Path, default=TABLE)
    parser.add_argument("--level", default="auto")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    sandbox = open_sandbox(asked_level(given.level), SHORT)
    if sandbox is None:
        raise SystemExit("nothing can be run here; see `gradekit doctor`")
    with sandbox:
        measured = throughput(sandbox, given.count)
        found = attacked(sandbox, given.attacks)
        level = sandbox.level
    if given.json:
        print(json.dumps({"attacks": [asdict(one) for one in found], "level": level, "throughput": measured}, indent=1))
        return
    for one in found:
        print(f"{'ESCAPED ' if one.escaped else ''}{one.file:<36} {one.outcome:<28} {one.seconds:>7.3f} s")
    print(f"level {level}: {len(found)} programs, {sum(one.escaped for one in found)} escapes,", end=" ")
    hurt = sum(not one.neighbour for one in found)
    print(f"{sum(one.leftover for one in found)} processes left, {hurt} neighbours hurt")
    for name, value in measured.items():
        print(f"{name:<28} {value}")


if __name__ == "__main__":
    main()
