"""Each line of the lock removed in turn from a copy of the package: a test by name must fail, and passes before."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gradekit.sandbox.levels import unsupported

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(unsupported() is not None, reason="nothing can be sealed on this system"),
    pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="some layers can be seen by root alone"),
]

ROOT = Path(__file__).parents[2]
CHILD = "tests/sandbox/test_what_a_child_has.py"
FILTER, FRAME = "tests/sandbox/test_filter.py", "tests/sandbox/test_frame.py"
ATTACKS = "tests/attacks/sandbox/test_sealed_processes.py"
STOPS = f"{ATTACKS}::test_each_limit_stops_what_it_is_for"
LEFT = f"{ATTACKS}::test_nothing_is_left_a_second_after_the_host_is_killed"
REFUSES = f"{ATTACKS}::test_a_level_without_its_filter_is_refused"
CAPABILITIES = f"{CHILD}::test_the_capabilities_of_a_new_namespace_are_given_up"


def limit(kind: str) -> tuple[str, str, str, str]:
    return ("lockdown.py", f"    resource.RLIMIT_{kind},\n", "", f"{CHILD}::test_a_limit_is_set_hard[{kind}-0]")


def bound(kind: str, text: str, test: str) -> tuple[str, str, str, str]:
    return ("lockdown.py", f"resource.setrlimit(resource.RLIMIT_{kind}, {text})", "pass", f"{CHILD}::{test}")


def namespace(name: str, kind: str) -> tuple[str, str, str, str]:
    test = f"{CHILD}::test_the_zygote_is_in_a_namespace_of_its_own[{kind}]"
    return ("lockdown.py", f"        | kernel.{name}\n", "", test)


ALONE = f"{CHILD}::test_a_child_is_alone_with_three_pipes"
LINES = [
    # file, line, what stands there instead, the test that fails
    ("filter.py", "    made.give(DENY)\n    return", "    made.give(ALLOW)\n    return", FILTER),
    ("filter.py", "    _same_processor(made, audit, machine)\n", "    made.add(LOAD, NUMBER)\n", FILTER),
    ("filter.py", "        made.add(AT_LEAST, _X32, otherwise=1)\n        made.give(KILL)\n", "        pass\n", FILTER),
    ("filter.py", "        _no_code(made, numbers[at])", "        made.when(numbers[at], ALLOW)", FILTER),
    ("filter.py", "        _only_looking(made, numbers[at])", "        made.when(numbers[at], ALLOW)", FILTER),
    ("calls.py", '"exit": (60, 93)', '"pipe2": (293, 59), "exit": (60, 93)', CHILD),
    ("lockdown.py", "            kernel.install_filter(self.told)", "            pass", CHILD),
    ("lockdown.py", "            kernel.install_filter(self.told)", "            pass", STOPS),
    ("lockdown.py", "            kernel.deny(self.rights)", "            pass", CHILD),
    ("kernel.py", "3 if version >= 4 else 0,", "0,", CHILD),
    ("kernel.py", "3 if version >= 6 else 0)", "0)", CHILD),
    ("lockdown.py", "            kernel.drop_capabilities()", "            pass", CAPABILITIES),
    ("zygote.py", "        kernel.bound_capabilities()\n        lockdown", "        lockdown", CHILD),
    ("zygote.py", "        lockdown.become_nobody()\n", "        pass\n", CHILD),
    ("lockdown.py", "        kernel.no_new_privileges()  # both filters want it\n", "", CHILD),
    ("zygote.py", "            kernel.dumpable(False)\n", "", ALONE),
    ("zygote.py", "            kernel.die_with_parent(signal.SIGKILL)\n", "", ALONE),
    ("zygote.py", "    os.setsid()\n", "", ALONE),
    ("zygote.py", "    os.environ.clear()\n", "", ALONE),
    ("zygote.py", "            sys.stdin = None", "            pass", ALONE),
    ("zygote.py", "    os.close(0)\n", "", ALONE),
    ("zygote.py", "    os.closerange(SOURCE + 1, 4096)\n", "", ALONE),
    ("zygote.py", "            os.close(SOURCE)\n", "", ALONE),
    ("zygote.py", "            os.write(RESULT, LOCKED)\n", "", CHILD),
    ("zygote.py", "            kernel.unshare(kernel.NEW_PROCESSES)\n", "            pass\n", CHILD),
    ("zygote.py", "    if poll.poll(0):  # it was closed before there could be a signal\n", "    if False:\n", LEFT),
    ("lockdown.py", "        kernel.NEW_USERS\n        |", "        0 |", CHILD),
    ("lockdown.py", "    kernel.unmount(\".\")\n", "", CHILD),
    ("lockdown.py", "kernel.REMOUNT | kernel.READ_ONLY", "kernel.REMOUNT", CHILD),
    ("runs.py", "    if not job.locked:", "    if False:", CHILD),
    ("runs.py", "            self.close()\n            why", "            return\n            why", REFUSES),
    ("host.py", "    fcntl.fcntl(file, fcntl.F_ADD_SEALS, seals)\n", "", CHILD),
    ("host.py", 'self._kill(job, "frame" if pipe == "result" else "output")', "pass", STOPS),
    ("host.py", '            self._kill(job, "wall")\n\n', "            pass\n\n", STOPS),
    ("frame.py", '"[A-Za-z_][A-Za-z0-9_]{0,31}"', '".*"', FRAME),
    ("frame.py", '"[0-9a-f]{1,332}"', '"[0-9a-fx]+"', FRAME),
    ("frame.py", "or depth > DEFAULT.depth", "", FRAME),
    bound("CPU", "(cpu, cpu)", "test_a_limit_is_set_hard[CPU-3]"),
    bound("AS", "(memory, memory)", "test_the_bound_on_memory_is_what_the_zygote_has_and_what_was_granted"),
    bound("CORE", "(0, 0)", "test_a_limit_is_set_hard[CORE-0]"),
    bound("STACK", "(8 << 20, 8 << 20)", "test_a_limit_is_set_hard[STACK-8388608]"),
    *(limit(kind) for kind in ("FSIZE", "NPROC", "NOFILE", "MEMLOCK", "MSGQUEUE", "SIGPENDING")),
    namespace("NEW_MOUNTS", "mnt"), namespace("NEW_PROCESSES", "pid"), namespace("NEW_NETWORK", "net"),
    namespace("NEW_IPC", "ipc"), namespace("NEW_NAMES", "uts"), namespace("NEW_CGROUPS", "cgroup"),
]  # fmt: skip


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("copy")
    for name in ("gradekit", "tests", "benchmarks", "templates", "problem_bank"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


def outcome(place: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    """What the tests of the copy say of the copy."""
    told = {**os.environ, "PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"}
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-m"]
    command = [sys.executable, "-m", "pytest", *options, "not long", *tests]
    return subprocess.run(command, cwd=place, env=told, capture_output=True, text=True, timeout=300, check=False)


def test_everything_passes_before(copied: Path) -> None:
    done = outcome(copied, CHILD, FILTER, FRAME)
    assert done.returncode == 0, done.stdout
    assert "s" not in done.stdout.split()[0], "a test that is skipped sees nothing"


@pytest.mark.parametrize(("file", "line", "instead", "test"), LINES, ids=range(len(LINES)))
def test_a_removed_line_is_seen(copied: Path, file: str, line: str, instead: str, test: str) -> None:
    path = copied / "gradekit" / "sandbox" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(line) == 1, "the line is not there once"
    path.write_text(text.replace(line, instead), encoding="utf-8")
    try:
        done = outcome(copied, test)
    finally:
        path.write_text(text, encoding="utf-8")
    assert done.returncode == 1, done.stdout
