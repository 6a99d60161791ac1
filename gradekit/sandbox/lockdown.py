"""Locking a process up: layer by layer, in the order in which each is still allowed to be put on."""

from __future__ import annotations

import os
import platform
import resource
from contextlib import suppress

from gradekit.sandbox import kernel
from gradekit.sandbox.filter import program
from gradekit.sandbox.layers import Layers

NOBODY = 65534
_EMPTY = "size=64k,nr_inodes=8,mode=0555"
_BARE = kernel.NO_SETUID | kernel.NO_DEVICES | kernel.NO_PROGRAMS


def become_nobody() -> None:
    """Root goes on as an ordinary user, for good; anybody else stays who he is."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
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


def seal(layers: Layers, *, cpu: int, memory: int, code: bytes) -> None:
    """Everything that is given up before the first letter of a submission is looked at; `code` is the filter."""
    if layers.landlock and kernel.landlock_version():
        kernel.deny_files_and_network()
    _bound(cpu, memory)
    if layers.limits:
        _nothing_new()
    if layers.capabilities:
        kernel.drop_capabilities()
    if layers.seccomp:
        kernel.install_filter(code)


def filter_code() -> bytes:
    """The filter for this machine."""
    return program(platform.machine())


def _bound(cpu: int, memory: int) -> None:
    # Both bounds of computing are the same: the signal at a softer one may be ignored, the last one may not.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # a lower hard bound may be set already
        resource.setrlimit(resource.RLIMIT_STACK, (8 << 20, 8 << 20))


def _nothing_new() -> None:
    for kind in ("FSIZE", "NPROC", "NOFILE", "MEMLOCK", "MSGQUEUE", "SIGPENDING"):
        resource.setrlimit(getattr(resource, f"RLIMIT_{kind}"), (0, 0))
