"""The warm parent: loads SymPy and NumPy once, then forks a sealed child for each submission that it is asked to run.

It sees no key, and the text of a submission only as a descriptor that it hands on. Run as
`python -s -P -m gradekit.sandbox.zygote CONTROL LAYERS FOR`, with the number of a socket, the layers as JSON, and a
word by which an operator sees in a list of processes to whom it belongs.
"""

from __future__ import annotations

import fcntl
import gc
import json
import os
import select
import signal
import socket
import sys
from dataclasses import dataclass, field
from typing import Any, NoReturn, final

from gradekit.sandbox import kernel, lockdown
from gradekit.sandbox.child import prepare, run
from gradekit.sandbox.layers import Layers
from gradekit.sandbox.preload import preload

SETUP_FAILED = 97
OUT, ERR, RESULT, SOURCE = 1, 2, 3, 4
"""Descriptors of a child; there are no others."""
LOCKED = b"R"
"""What a child writes first, when it is locked up: everything after that is the submission speaking."""


@final
@dataclass(slots=True)
class Zygote:
    """The parent at work."""

    control: socket.socket
    lock: lockdown.Lock
    size: int
    """Bytes of address space that it occupies itself."""
    namespace: int | None
    """A descriptor of its own namespace of processes, where it has one."""
    live: dict[int, tuple[int, int]] = field(default_factory=dict[int, tuple[int, int]])
    """By the descriptor of a child: its process and the number of the job."""

    def serve(self) -> NoReturn:
        """Forks as it is asked to and tells how children ended, until the other end of the socket is closed."""
        poll = select.poll()
        poll.register(self.control.fileno(), select.POLLIN)
        while True:
            for descriptor, _ in poll.poll():
                if descriptor == self.control.fileno():
                    poll.register(self._asked(), select.POLLIN)
                else:
                    poll.unregister(descriptor)
                    self._ended(descriptor)

    def _asked(self) -> int:
        try:
            message, descriptors, _, _ = socket.recv_fds(self.control, 4096, 4)
        except OSError:
            message, descriptors = b"", []
        if not message:
            os._exit(0)
        job = json.loads(message)
        child = self._fork(job, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        handle = os.pidfd_open(child)
        self.live[handle] = (child, job["id"])
        socket.send_fds(self.control, [json.dumps({"id": job["id"], "started": True}).encode()], [handle])
        return handle

    def _fork(self, job: dict[str, Any], descriptors: list[int]) -> int:
        if self.namespace is not None:
            kernel.unshare(kernel.NEW_PROCESSES)
        parent = os.getpid()
        child = os.fork()
        if not child:
            self._child(job, descriptors, parent)
        if self.namespace is not None:
            kernel.enter(self.namespace, kernel.NEW_PROCESSES)
        return child

    def _ended(self, handle: int) -> None:
        child, job = self.live.pop(handle)
        os.close(handle)
        _, status, used = os.wait4(child, 0)
        told = {"id": job, "exit": os.waitstatus_to_exitcode(status), "cpu": used.ru_utime + used.ru_stime}
        self.control.send(json.dumps({**told, "peak": used.ru_maxrss}).encode())

    def _child(self, job: dict[str, Any], descriptors: list[int], parent: int) -> NoReturn:
        try:
            _keep_only(descriptors)
            kernel.die_with_parent(signal.SIGKILL)
            kernel.dumpable(False)
            if self.namespace is None and os.getppid() != parent:
                os._exit(SETUP_FAILED)
            sys.stdin = None  # pyright: ignore[reportAttributeAccessIssue]  # `input()` then says so
            self.lock.seal(cpu=job["cpu"], memory=self.size + job["memory"])
            os.write(RESULT, LOCKED)
            request = json.loads(_read(SOURCE))
            os.close(SOURCE)
            gc.enable()
            run(request, RESULT)
        finally:
            os._exit(SETUP_FAILED)


def _keep_only(descriptors: list[int]) -> None:
    """Puts the four descriptors in their places and closes every other one."""
    source, result, out, err = (fcntl.fcntl(descriptor, fcntl.F_DUPFD, 100) for descriptor in descriptors)
    os.setsid()
    for descriptor, place in ((out, OUT), (err, ERR), (result, RESULT), (source, SOURCE)):
        os.dup2(descriptor, place, inheritable=False)
    os.close(0)
    os.closerange(SOURCE + 1, 4096)


def _read(descriptor: int) -> bytes:
    raw = bytearray()
    while piece := os.read(descriptor, 1 << 16):
        raw += piece
    return bytes(raw)


def _address_space() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _single_threaded() -> None:
    if len(os.listdir("/proc/self/task")) != 1:
        raise OSError("a library that was loaded has started a thread")


def _end_with_the_other_side(control: socket.socket, *, wanted: bool) -> None:
    """While it loads it does not listen, so a closed socket ends it by a signal whose default is just that."""
    flags = fcntl.fcntl(control, fcntl.F_GETFL)
    fcntl.fcntl(control, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(control, fcntl.F_SETFL, flags | os.O_ASYNC if wanted else flags & ~os.O_ASYNC)
    poll = select.poll()
    poll.register(control, 0)
    if poll.poll(0):  # it was closed before there could be a signal
        os._exit(0)


def _writable() -> list[tuple[int, int]]:
    """Where memory of its own begins and ends."""
    with open("/proc/self/maps", encoding="utf-8") as file:
        lines = [line.split() for line in file]
    spans = [line[0].split("-") for line in lines if line[1] == "rw-p" and line[5:] in ([], ["[heap]"])]
    return [(int(start, 16), int(end, 16)) for start, end in spans]


def _ready(control: socket.socket, layers: Layers) -> Zygote:
    preload()
    prepare()
    size, lock, memory = _address_space(), lockdown.lock(layers), _writable()
    _single_threaded()
    if layers.capabilities:
        kernel.bound_capabilities()
        lockdown.become_nobody()
    _end_with_the_other_side(control, wanted=False)
    namespace = lockdown.leave_the_machine() if layers.namespaces else None
    if layers.namespaces and layers.capabilities:
        kernel.bound_capabilities()  # a new namespace of users begins with all of them
    os.environ.clear()
    for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(kind, signal.SIG_IGN if kind == signal.SIGINT else signal.SIG_DFL)
    gc.collect()
    gc.freeze()
    for start, end in memory:
        kernel.gather(start, end)
    return Zygote(control, lock, size, namespace)


def main(arguments: list[str]) -> NoReturn:
    """Loads, locks itself up, says that it is ready or why not, and serves."""
    control = socket.socket(fileno=int(arguments[0]))
    try:
        _end_with_the_other_side(control, wanted=True)
        layers = Layers(**json.loads(arguments[1]))
        zygote = _ready(control, layers)
    except Exception as error:  # whatever it is, who started this must hear of it
        control.send(json.dumps({"failed": f"{type(error).__name__}: {error}"[:300]}).encode())
        os._exit(0)
    landlock = kernel.landlock_version() if layers.landlock else 0
    control.send(json.dumps({"ready": True, "size": zygote.size, "landlock": landlock}).encode())
    zygote.serve()


if __name__ == "__main__":
    main(sys.argv[1:])
