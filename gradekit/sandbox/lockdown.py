"""Locking a process up: layer by layer, in the order in which each is still allowed to be put on."""

from __future__ import annotations

import os
import platform
import resource
from contextlib import suppress
from dataclasses import dataclass
from typing import final

from gradekit.sandbox import kernel
from gradekit.sandbox.filter import program
from gradekit.sandbox.layers import Layers

NOBODY = 65534
_EMPTY = "size=64k,nr_inodes=8,mode=0555"
_BARE = kernel.NO_SETUID | kernel.NO_DEVICES | kernel.NO_PROGRAMS


def become_nobody() -> None:
    """Root goes on as an ordinary user, for good; anybody else stays who he is.

    Root of a container may not be able to, having no capabilities there or no other user: it is not the machine's root.
    """
    if os.getuid() == 0:
        with suppress(PermissionError):
            os.setgroups([])
        for change in (os.setresgid, os.setresuid):
            with suppress(OSError):  # not permitted, or there is no such user in the namespace
                change(NOBODY, NOBODY, NOBODY)
        # After a change of user a process may not write the maps of its own namespace unless it is dumpable.
        kernel.dumpable(True)


def leave_the_machine() -> int:
    """New namespaces and an empty root for this process and its children; the parent of all of them goes on waiting.

    Returns, in a new process that is the first of its namespace, a descriptor of that namespace of processes.
    """
    user, group = os.getuid(), os.getgid()
    kernel.unshare(
        kernel.NEW_USERS
        | kernel.NEW_MOUNTS
        | kernel.NEW_PROCESSES
        | kernel.NEW_NETWORK
        | kernel.NEW_IPC
        | kernel.NEW_NAMES
        | kernel.NEW_CGROUPS
    )
    _map_oneself(user, group)
    if os.fork():
        _wait_for_the_first()
    kernel.die_with_parent(9)
    kernel.mount(None, "/", None, kernel.RECURSIVE | kernel.PRIVATE)
    kernel.mount("proc", "/tmp", "proc", _BARE)
    own = os.open("/tmp/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    kernel.unmount("/tmp")
    _empty_root()
    return own


def _map_oneself(user: int, group: int) -> None:
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        file = os.open(f"/proc/self/{name}", os.O_WRONLY)
        os.write(file, text.encode())
        os.close(file)


def _wait_for_the_first() -> None:
    os.closerange(0, 4096)
    os.wait()
    os._exit(0)


def _empty_root() -> None:
    kernel.mount("empty", "/tmp", "tmpfs", _BARE, _EMPTY)
    os.chdir("/tmp")
    kernel.pivot_root()
    kernel.unmount(".")
    os.chdir("/")
    kernel.mount(None, "/", None, kernel.REMOUNT | kernel.READ_ONLY | _BARE, _EMPTY)


@final
@dataclass(frozen=True, slots=True)
class Lock:
    """What is given up before the first letter of a submission is looked at, made ready once for all children."""

    layers: Layers
    rights: bytes
    """What Landlock takes away; empty where it is not used."""
    told: kernel.Filter

    def seal(self, *, cpu: int, memory: int) -> None:
        """Seals this process: so many seconds of computing, so many bytes of addresses, and nothing else."""
        kernel.no_new_privileges()  # both filters want it
        if self.rights:
            kernel.deny(self.rights)
        _bound(cpu, memory)
        if self.layers.limits:
            _nothing_new()
        if self.layers.capabilities:
            kernel.drop_capabilities()
        if self.layers.seccomp:
            kernel.install_filter(self.told)


def lock(layers: Layers) -> Lock:
    """The lock for this machine."""
    version = kernel.landlock_version() if layers.landlock else 0
    return Lock(layers, kernel.every_right(version) if version else b"", kernel.Filter(program(platform.machine())))


def _bound(cpu: int, memory: int) -> None:
    # Both bounds of computing are the same: the signal at a softer one may be ignored, the last one may not.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # a lower hard bound may be set already
        resource.setrlimit(resource.RLIMIT_STACK, (8 << 20, 8 << 20))


_NONE = (
    resource.RLIMIT_FSIZE,
    resource.RLIMIT_NPROC,
    resource.RLIMIT_NOFILE,
    resource.RLIMIT_MEMLOCK,
    resource.RLIMIT_MSGQUEUE,
    resource.RLIMIT_SIGPENDING,
)


def _nothing_new() -> None:
    for kind in _NONE:
        resource.setrlimit(kind, (0, 0))
