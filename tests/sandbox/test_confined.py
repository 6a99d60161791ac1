"""Levels under the conditions of containers and of ordinary users, made with `unshare` and `setpriv`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gradekit.sandbox.levels import unsupported
from sandboxing.offered import lacking

pytestmark = pytest.mark.skipif(unsupported() is not None, reason="nothing can be sealed on this system")

NO_RIGHTS = "setpriv --bounding-set=-all --inh-caps=-all --no-new-privs"
NO_MORE = "echo 0 > /proc/sys/user/max_user_namespaces; exec"
CONDITIONS = [
    # what it is like                                how it is made                                the level it has
    ("a root without capabilities or network", f"unshare -n -i -u {NO_RIGHTS} {{}}", "sealed"),
    ("a container of an ordinary user", f"unshare -Ur sh -c '{NO_MORE} {{}}'", "sealed"),
    ("an ordinary user with no more namespaces", f"unshare -Ur sh -c '{NO_MORE} {NO_RIGHTS} {{}}'", "sealed"),
    ("namespaces in namespaces", "unshare -Ur {}", "sealed+ns"),
    ("rights that cannot be gained", "setpriv --no-new-privs {}", "sealed+ns"),
]
BEST = """
from gradekit.sandbox.levels import open_sandbox
with open_sandbox("auto") as sandbox:
    print(sandbox.level)
"""


@pytest.mark.long
@pytest.mark.parametrize(("made", "level"), [row[1:] for row in CONDITIONS], ids=[row[0] for row in CONDITIONS])
def test_a_level_holds_where_it_can(made: str, level: str, tmp_path: Path) -> None:
    holds(made, level, tmp_path)


def test_a_root_without_rights_has_a_sealed_level(tmp_path: Path) -> None:
    holds(*CONDITIONS[0][1:], tmp_path)


def holds(made: str, level: str, folder: Path) -> None:
    if not shutil.which("unshare") or not shutil.which("setpriv"):
        pytest.skip("unshare and setpriv are not installed")
    if "--bounding-set" in made and "-Ur" not in made and os.getuid() != 0:
        pytest.skip("only root can give rights up here")
    if subprocess.run(made.format("true"), shell=True, capture_output=True, check=False).returncode:
        pytest.skip("these conditions cannot be made on this machine")
    script = folder / "best.py"
    script.write_text(BEST, encoding="utf-8")
    if why := lacking(level):
        pytest.skip(why)
    assert best(made, script) == level


def best(made: str, script: Path) -> str:
    command = made.format(f"{sys.executable} {script}")
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=240, check=False)
    assert not done.stderr
    return done.stdout.strip()
