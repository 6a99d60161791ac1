"""gradekit's side of the sealed process: starts the zygote, hands it submissions, and reads what their children write.

Nothing that a child says is executed or unpickled here, and no verdict is read from it. A fault of the machinery is a
`Fault` and never an outcome of a submission.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, final

from gradekit.errors import Fault
from gradekit.sandbox.layers import Layers
from gradekit.sandbox.limits import DEFAULT, Limits

START_SECONDS = 120.0
"""How long loading everything may take on a slow machine."""
_GRACE = 5.0
"""Seconds between a kill and the news of an end, after which the whole zygote is ended."""
_LOCKED = b"R"
_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
    **{f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")},
}

Stop = Literal["cpu", "wall", "memory", "output", "frame", "crashed", "silent"]
"""How a run ended other than by itself: a limit, a crash, or without an answer."""

Pipe = Literal["result", "out", "err"]


class LostError(Exception):
    """The zygote is gone, with all its children."""


@final
@dataclass(slots=True)
class Job:
    """One submission on its way."""

    number: int
    limits: Limits
    began: float
    pipes: dict[int, Pipe]
    buffers: dict[Pipe, bytearray] = field(
        default_factory=lambda: {"result": bytearray(), "out": bytearray(), "err": bytearray()}
    )
    handle: int | None = None
    """A descriptor of the process."""
    stop: Stop | None = None
    killed: float | None = None
    exit: int | None = None
    cpu: float = 0.0
    peak: int = 0
    seconds: float = 0.0

    @property
    def locked(self) -> bool:
        """Whether the child was locked up before anything of the submission was looked at."""
        return self.buffers["result"].startswith(_LOCKED)

    @property
    def frame(self) -> bytes:
        """What came back."""
        return bytes(self.buffers["result"][1:])


@final
class Zygote:
    """A warm parent and the submissions that run in its children."""

    def __init__(self, layers: Layers, python: str = sys.executable) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control, self.jobs, self._number = ours, dict[int, Job](), 0
        told = [str(theirs.fileno()), json.dumps(asdict(layers)), f"for-{os.getpid()}"]
        self.process = subprocess.Popen(
            [python, "-s", "-P", "-m", "gradekit.sandbox.zygote", *told],
            pass_fds=[theirs.fileno()],
            env=_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )
        theirs.close()
        self._poll = select.poll()
        self._poll.register(ours.fileno(), select.POLLIN)
        self.told = self._started()

    def _started(self) -> dict[str, Any]:
        self.control.settimeout(START_SECONDS)
        try:
            message = self.control.recv(65536)
        except OSError:
            message = b""
        told: dict[str, Any] = json.loads(message) if message else {"failed": "it ended while it loaded"}
        if "failed" in told:
            self.close()
            raise Fault(f"the process that runs student code could not be started: {told['failed']}")
        self.control.settimeout(None)
        return told

    def start(self, request: bytes, limits: Limits = DEFAULT) -> Job:
        """Hands a request to the zygote; its child starts at once. `LostError` when the zygote is gone."""
        if len(request) > limits.source:
            raise ValueError("the request is larger than the limit; look at its size before")
        source = _sealed(request)
        ends = [os.pipe2(os.O_CLOEXEC) for _ in range(3)]
        for reading, _ in ends:
            os.set_blocking(reading, False)
        self._number += 1
        job = Job(
            self._number,
            limits,
            time.monotonic(),
            dict(zip((r for r, _ in ends), ("result", "out", "err"), strict=True)),
        )
        told = json.dumps({"id": job.number, "cpu": limits.cpu, "memory": limits.memory}).encode()
        try:
            socket.send_fds(self.control, [told], [source, *(writing for _, writing in ends)])
        except OSError:
            _close(*job.pipes)
            raise LostError from None
        finally:
            _close(source, *(writing for _, writing in ends))
        for descriptor in job.pipes:
            self._poll.register(descriptor, select.POLLIN)
        self.jobs[job.number] = job
        return job

    def step(self) -> list[Job]:
        """Waits until something happens; the jobs that have ended. `LostError` when the zygote is gone."""
        for descriptor, _ in self._poll.poll(self._patience()):
            if descriptor == self.control.fileno():
                self._news()
            else:
                self._output(descriptor)
        now = time.monotonic()
        for job in self.jobs.values():
            self._deadline(job, now)
        return list(self._ended(now))

    def _patience(self) -> float:
        now = time.monotonic()
        ends = [(job.killed + _GRACE) if job.killed else job.began + job.limits.wall for job in self.jobs.values()]
        return max(0.0, min(ends, default=now) - now) * 1000 + 1

    def _news(self) -> None:
        try:
            message, descriptors, _, _ = socket.recv_fds(self.control, 4096, 1)
        except OSError:
            message, descriptors = b"", []
        if not message:
            raise LostError
        told = json.loads(message)
        job = self.jobs[told["id"]]
        if descriptors:
            job.handle = descriptors[0]
            if job.stop:
                self._kill(job, job.stop)
        else:
            job.exit, job.cpu, job.peak = told["exit"], told["cpu"], told["peak"]

    def _output(self, descriptor: int) -> bool:
        """Reads what is there; whether there was anything, or the end."""
        job = next(job for job in self.jobs.values() if descriptor in job.pipes)
        pipe = job.pipes[descriptor]
        most = job.limits.frame + 1 if pipe == "result" else job.limits.output
        try:
            piece = os.read(descriptor, 1 << 16)
        except BlockingIOError:
            return False
        if not piece:
            self._shut(job, descriptor)
            return True
        buffer = job.buffers[pipe]
        if len(buffer) + len(piece) > most:
            self._kill(job, "frame" if pipe == "result" else "output")
        buffer += piece[: most - len(buffer)]
        return True

    def _shut(self, job: Job, descriptor: int) -> None:
        self._poll.unregister(descriptor)
        os.close(descriptor)
        del job.pipes[descriptor]

    def _kill(self, job: Job, why: Stop) -> None:
        job.stop = job.stop or why
        job.killed = job.killed or time.monotonic()
        if job.handle is not None:
            with suppress(ProcessLookupError):  # it may have ended by itself meanwhile
                signal.pidfd_send_signal(job.handle, signal.SIGKILL)

    def _deadline(self, job: Job, now: float) -> None:
        if job.exit is not None:
            return
        if job.killed and now > job.killed + _GRACE:
            raise LostError  # the zygote does not answer any more
        if not job.killed and now > job.began + job.limits.wall:
            self._kill(job, "wall")

    def _ended(self, now: float) -> Iterator[Job]:
        for job in [job for job in self.jobs.values() if job.exit is not None]:
            # The process is gone: what it wrote is there now, even if a child of an unsealed one holds the other end.
            for descriptor in list(job.pipes):
                while descriptor in job.pipes and len(job.buffers[job.pipes[descriptor]]) < job.limits.frame:
                    if not self._output(descriptor):
                        break
            self._forget(job)
            job.seconds = now - job.began
            job.stop = job.stop or _stopped_by(job)
            yield job

    def _forget(self, job: Job) -> None:
        for descriptor in list(job.pipes):
            self._shut(job, descriptor)
        if job.handle is not None:
            os.close(job.handle)
            job.handle = None
        del self.jobs[job.number]

    def close(self) -> None:
        """Ends the zygote and everything below it."""
        for job in list(self.jobs.values()):
            self._kill(job, "wall")
            self._forget(job)
        self.control.close()
        try:
            self.process.wait(2 if self.process.poll() is None else 0)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _stopped_by(job: Job) -> Stop | None:
    """The limit that a child which has ended by itself ran into."""
    if not job.exit:
        return None if job.frame else "silent"
    if job.exit in (-signal.SIGXCPU, -signal.SIGKILL) and job.cpu >= job.limits.cpu - 0.3:
        return "cpu"
    return "crashed" if job.exit < 0 else "silent"


def _sealed(content: bytes) -> int:
    """A file in memory that nobody can change any more, standing at its beginning."""
    import fcntl

    file = os.memfd_create("submission", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with open(file, "wb", closefd=False) as opened:
        opened.write(content)
    os.lseek(file, 0, os.SEEK_SET)
    seals = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE
    fcntl.fcntl(file, fcntl.F_ADD_SEALS, seals)
    return file


def _close(*descriptors: int) -> None:
    for descriptor in descriptors:
        os.close(descriptor)
