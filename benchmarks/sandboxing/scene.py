"""Where hostile programs are run: a secret, a folder that must not change, a listening port, an honest neighbour; and
what is found afterwards.
"""

from __future__ import annotations

import hashlib
import os
import socket
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self, final

from gradekit.sandbox.layers import LAYERS
from gradekit.sandbox.limits import Limits
from gradekit.sandbox.runs import Program, Run, Sandbox
from sandboxing.attacks import Attack

SHORT = Limits(cpu=1, wall=4.0)
MARK = b"ESCAPED"
_NEIGHBOUR = "honest_neighbour = 1\nfor k in range(1, 6): honest_neighbour = honest_neighbour * k"

_PRELUDE = """\
import os, ctypes
from sympy import *
SECRET, FOLDER, PORT, PARENT = {secret!r}, {folder!r}, {port}, {parent}
libc = ctypes.CDLL(None)
call = libc.syscall
call.restype = ctypes.c_long
def escaped(): os.write(1, b"ESC" + b"APED")
"""


@final
@dataclass(frozen=True, slots=True)
class Found:
    """What became of one program, and of everything around it."""

    file: str
    outcome: str
    stdout: str
    stderr: str
    leftover: int
    """Processes more than before."""
    seconds: float
    escaped: bool
    """Whether it said that it had done what it must not, or traces of it were found."""
    traces: tuple[str, ...]
    neighbour: bool
    """Whether an honest program that ran at the same time gave its answer."""


@final
@dataclass(slots=True)
class Scene:
    """The surroundings of attacks."""

    sandbox: Sandbox
    _held: tempfile.TemporaryDirectory[str] = field(init=False)
    _listener: socket.socket = field(init=False)

    def __enter__(self) -> Self:
        self._held = tempfile.TemporaryDirectory(prefix="gradekit-scene-")
        os.chmod(self._held.name, 0o777)
        for name, text in (("grades", "anna 7\n"), ("secret", "the key is here\n"), ("helper.py", "x = 1\n")):
            path = self.folder / name
            path.write_text(text, encoding="utf-8")
            path.chmod(0o666)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setblocking(False)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._listener.close()
        self._held.cleanup()

    @property
    def folder(self) -> Path:
        """The folder that must not change."""
        return Path(self._held.name)

    def found(self, attack: Attack, *, bare: bool = False) -> Found:
        """Runs the program beside an honest one and looks around; `bare` adds nothing in front of it."""
        if attack.bomb and not (self.sandbox.layers or LAYERS[self.sandbox.level]).seccomp:
            raise ValueError(f"{attack.name} is never run without the filter")
        program = Program(attack.code if bare else self._prelude() + attack.code, ("answer",), letters=("x",))
        _ = self.sandbox.zygote  # what is there before counts it
        before, there = self._digest(), processes()
        attacked, neighbour = self.sandbox.run_all([program, Program(_NEIGHBOUR, ("honest_neighbour",))], at_once=2)
        traces = self._traces(before)
        return Found(
            file=attack.name,
            outcome=outcome_of(attacked),
            stdout=attacked.out[:2000].decode("utf-8", "replace"),
            stderr=attacked.err[:2000].decode("utf-8", "replace"),
            leftover=_more_than(there),
            seconds=round(attacked.seconds, 3),
            escaped=MARK in attacked.out + attacked.err or bool(traces),
            traces=traces,
            neighbour=bool(neighbour.returned and str(neighbour.returned.values) == _RIGHT),
        )

    def _prelude(self) -> str:
        port = self._listener.getsockname()[1]
        secret, folder = str(self.folder / "secret"), str(self.folder)
        return _PRELUDE.format(secret=secret, folder=folder, port=port, parent=os.getpid())

    def _digest(self) -> str:
        told = hashlib.sha256()
        for path in sorted(self.folder.iterdir()):
            status = path.lstat()
            told.update(f"{path.name} {status.st_mode} {status.st_nlink} {status.st_mtime_ns}".encode())
            told.update(path.read_bytes() if path.is_file() and not path.is_symlink() else b"")
        return told.hexdigest()

    def _traces(self, before: str) -> tuple[str, ...]:
        traces = ["the folder was changed"] if self._digest() != before else []
        try:
            self._listener.accept()[0].close()
        except BlockingIOError:
            return tuple(traces)
        return (*traces, "the port was reached")


_RIGHT = "{'honest_neighbour': Given(value=number(120), word=None)}"


def outcome_of(run: Run) -> str:
    """How a run ended, in a word or two."""
    if run.stop:
        return run.stop
    if run.returned is None:
        return "nothing"
    if run.returned.failures:
        return f"error {run.returned.failures[-1].kind}"
    return run.returned.status


def processes(owner: int | None = None) -> set[int]:
    """The processes that run student code for a process, or for this one, as far as they can be seen."""
    word = f"\0for-{owner or os.getpid()}\0".encode()
    found: set[int] = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if word in (entry / "cmdline").read_bytes():
                    found.add(int(entry.name))
            except OSError:
                continue
    return found


def _more_than(there: set[int]) -> int:
    """New processes that are still there a moment later; a lost zygote is replaced by others."""
    more = 0
    for _ in range(20):
        more = len(processes()) - len(there)
        if more <= 0:
            return 0
        time.sleep(0.05)
    return more
