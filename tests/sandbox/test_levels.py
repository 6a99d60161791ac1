"""Which level is used: only one that holds, never a weaker one than asked for, and reading where nothing can be run."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from gradekit.errors import Fault, OperatorError
from gradekit.sandbox import levels
from gradekit.sandbox.asked import asked_level
from gradekit.sandbox.layers import LAYERS, Level
from gradekit.sandbox.levels import open_sandbox

SEALED: tuple[Level, ...] = ("sealed+ns", "sealed")


def test_a_level_that_is_none_is_refused() -> None:
    with pytest.raises(OperatorError, match="no level `safe`"):
        asked_level("safe")


def test_trusted_is_for_one_file() -> None:
    assert asked_level("trusted") == "trusted"
    assert asked_level("sealed", many=True) == "sealed"
    with pytest.raises(OperatorError, match="runs one file that you know"):
        asked_level("trusted", many=True)


def test_trusted_is_never_chosen_by_itself() -> None:
    assert "trusted" not in levels._BEST_FIRST
    assert all(LAYERS[level].seccomp and LAYERS[level].limits and LAYERS[level].capabilities for level in SEALED)


@pytest.mark.parametrize(("system", "machine"), [("darwin", "arm64"), ("win32", "AMD64"), ("linux", "riscv64")])
def test_elsewhere_files_are_read_and_a_sealed_level_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, system: str, machine: str
) -> None:
    monkeypatch.setattr(levels.sys, "platform", system)
    monkeypatch.setattr(levels.platform, "machine", lambda: machine)
    assert open_sandbox("auto") is None
    assert open_sandbox("read") is None
    for level in SEALED:
        with pytest.raises(Fault, match=r"is not to be had: .*(Linux|processor)"):
            open_sandbox(level)


def test_the_best_level_that_holds_is_used_and_no_other_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Level] = []

    def fails(level: Level, _limits: object) -> object:
        tried.append(level)
        if level == "sealed+ns":
            raise Fault("no namespaces here")
        return level

    monkeypatch.setattr(levels, "_opened", fails)
    monkeypatch.setattr(levels, "unsupported", lambda: None)
    assert open_sandbox("auto") == "sealed"
    assert tried == ["sealed+ns", "sealed+ns", "sealed"]
    with pytest.raises(Fault, match="no namespaces here"):
        open_sandbox("sealed+ns")
    assert tried == ["sealed+ns", "sealed+ns", "sealed", "sealed+ns"]


def test_a_process_that_is_killed_while_it_starts_lowers_no_level(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Level] = []

    def killed_once(level: Level, _limits: object) -> object:
        tried.append(level)
        if len(tried) == 1:
            raise Fault("the zygote is gone")
        return level

    monkeypatch.setattr(levels, "_opened", killed_once)
    monkeypatch.setattr(levels, "unsupported", lambda: None)
    assert open_sandbox("auto") == "sealed+ns"


ELSEWHERE = '''
import importlib.abc, os, signal, socket, sys

class Missing(importlib.abc.MetaPathFinder):
    """A system without Linux's own modules."""
    def find_spec(self, name, path=None, target=None):
        if name in ("fcntl", "resource", "termios", "pwd", "grp", "gradekit.sandbox.kernel"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

for name in list(sys.modules):
    if name in ("fcntl", "resource", "termios", "pwd", "grp"):
        del sys.modules[name]
sys.meta_path.insert(0, Missing())
for module, names in ((os, "fork pidfd_open memfd_create sched_getaffinity getuid setresuid pipe2"),
                      (os, "MFD_CLOEXEC MFD_ALLOW_SEALING"), (socket, "send_fds recv_fds AF_UNIX"),
                      (signal, "pidfd_send_signal")):
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
sys.platform = PLATFORM

from gradekit.cli import run
codes = [run(["generate", "total-derivative", "--seed", "7", "-o", "sheet"])]
with open("sheet/submission.py", encoding="utf-8") as file:
    text = file.read()
loop = "\\nwhile True:\\n    q1a = 1\\n    break\\n\\nif __name__"
with open("sheet/submission.py", "w", encoding="utf-8") as file:
    file.write(text.replace("\\nif __name__", loop, 1))
codes += [run(["grade", "sheet/submission.py", *level]) for level in ([], ["--level", "read"], ["--level", "sealed"])]
codes += [run(["doctor"])]
print("CODES", codes)
'''


@pytest.mark.parametrize("system", ["darwin", "freebsd14"])
def test_files_are_graded_by_reading_where_linux_is_missing(tmp_path: Path, system: str) -> None:
    """A program waits for a person there, and nothing that only Linux has is touched."""
    code = ELSEWHERE.replace("PLATFORM", repr(system))
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "CODES [0, 1, 1, 3, 1]" in done.stdout, done.stdout + done.stderr
    assert "Nothing was tried" in done.stdout


def test_every_module_that_a_program_of_the_table_uses_is_loaded() -> None:
    """An act that fails for want of a module would prove nothing."""
    from gradekit.sandbox.canary import ACTS
    from gradekit.sandbox.preload import _STANDARD

    table = Path(__file__).parents[1] / "attacks" / "sandbox" / "attacks.toml"
    codes = [
        *ACTS.values(),
        *(row.get("code", "") for row in tomllib.loads(table.read_text(encoding="utf-8")).values()),
    ]
    lines = [part.split(" as ")[0] for code in codes for part in code.replace(";", "\n").split("\n")]
    wanted = {
        name.strip() for line in lines if line.strip().startswith("import ") for name in line.strip()[7:].split(",")
    }
    there = {part for name in _STANDARD.split() for part in (name, name.partition(".")[0])}
    assert wanted - there <= {"sys", "gc", "pickle", "sympy", "numpy", *MEANT_TO_FAIL}


MEANT_TO_FAIL = {"helper", "sqlite3", "gradekit.grading.practice", "gradekit.problems.handing_out.keystore"}
