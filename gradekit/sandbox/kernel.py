"""Linux's means of giving up rights, by ctypes alone. Each function raises `OSError` when the kernel refuses."""

from __future__ import annotations

import ctypes
import os
import platform
import struct

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long

_PDEATHSIG, _DUMPABLE, _SECCOMP, _BOUNDING_DROP, _NO_NEW_PRIVILEGES, _AMBIENT = 1, 4, 22, 24, 38, 47
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_CAPSET = {"x86_64": 126, "aarch64": 91}
_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_CAPABILITY_VERSION = 0x20080522

NEW_MOUNTS, NEW_CGROUPS, NEW_NAMES, NEW_IPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
NEW_USERS, NEW_PROCESSES, NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
READ_ONLY, NO_SETUID, NO_DEVICES, NO_PROGRAMS, REMOUNT, RECURSIVE, PRIVATE = 1, 2, 4, 8, 32, 16384, 1 << 18
_DETACH = 2
_HUGE, _GATHER = 1 << 21, 25


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def _control(option: int, *values: int) -> None:
    words = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    _checked(_libc.prctl(ctypes.c_int(option), *words), f"prctl {option}")


def die_with_parent(signal: int) -> None:
    """The kernel sends this signal when the thread that forked this process ends."""
    _control(_PDEATHSIG, signal)


def dumpable(allowed: bool) -> None:
    """Whether processes of the same user may look into this one."""
    _control(_DUMPABLE, int(allowed))


def no_new_privileges() -> None:
    """No program started from here gains rights; both filters below want it."""
    _control(_NO_NEW_PRIVILEGES, 1)


class Filter(ctypes.Structure):
    """A filter of system calls as the kernel wants it told."""

    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]

    def __init__(self, code: bytes) -> None:
        self.held = ctypes.create_string_buffer(code, len(code))
        super().__init__(len(code) // 8, ctypes.cast(self.held, ctypes.c_void_p))


def install_filter(told: Filter) -> None:
    """From here on every system call passes through the filter; there is no way back."""
    _checked(_libc.prctl(_SECCOMP, 2, ctypes.byref(told), 0, 0), "seccomp")


def landlock_version() -> int:
    """The version of Landlock that the kernel offers; 0 for none."""
    return max(0, _libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1))


_LAST_FILE_RIGHT = {1: 13, 2: 14, 3: 15, 4: 15}


def every_right(version: int) -> bytes:
    """The rights that a version of Landlock knows, as a ruleset that handles them all and grants none.

    >>> every_right(1).hex(), every_right(6).hex()
    ('ff1f000000000000', 'ffff00000000000003000000000000000300000000000000')
    """
    files = (1 << _LAST_FILE_RIGHT.get(version, 16)) - 1
    words = (files, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    return struct.pack("=QQQ", *words)[: 24 if version >= 6 else 16 if version >= 4 else 8]


def deny(rights: bytes) -> None:
    """None of the rights of Landlock from here on."""
    size = ctypes.c_size_t(len(rights))
    ruleset = _checked(_libc.syscall(_CREATE_RULESET, rights, size, 0), "landlock_create_ruleset")
    _checked(_libc.syscall(_RESTRICT_SELF, ruleset, 0), "landlock_restrict_self")
    os.close(ruleset)


def bound_capabilities() -> None:
    """No program that is started from here, nor from a child, has a capability; this process keeps what it has."""
    for capability in range(64):
        if _libc.prctl(_BOUNDING_DROP, capability, 0, 0, 0) < 0:
            break  # past the last one, or not privileged and so without any to drop


def drop_capabilities() -> None:
    """No capability is left in any set that the process can use."""
    _libc.prctl(_AMBIENT, 4, 0, 0, 0)
    header, none = struct.pack("=Ii", _CAPABILITY_VERSION, 0), struct.pack("=6I", *[0] * 6)
    _checked(_libc.syscall(_CAPSET[platform.machine()], header, none), "capset")


def gather(start: int, end: int) -> None:
    """Memory in large pages where the kernel likes to: a fork then copies one entry for 512 pages."""
    for at in range(-(-start // _HUGE) * _HUGE, end // _HUGE * _HUGE, _HUGE):
        _libc.madvise(ctypes.c_void_p(at), ctypes.c_size_t(_HUGE), _GATHER)


def unshare(kinds: int) -> None:
    """New namespaces of these kinds for this process (of processes: for its next child)."""
    _checked(_libc.unshare(kinds), f"unshare {kinds:#x}")


def enter(namespace: int, kind: int) -> None:
    """Into the namespace that the descriptor stands for."""
    _checked(_libc.setns(namespace, kind), "setns")


def mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    """Mounts, or changes how something is mounted."""
    texts = [None if text is None else text.encode() for text in (source, target, kind, data)]
    done = _libc.mount(texts[0], texts[1], texts[2], ctypes.c_ulong(flags), texts[3])
    _checked(done, f"mount {target}")


def unmount(target: str) -> None:
    """Takes a mount away, at the latest when nobody uses it any more."""
    _checked(_libc.umount2(target.encode(), _DETACH), f"umount {target}")


def pivot_root() -> None:
    """The current folder becomes the root, with the old root mounted over it."""
    _checked(_libc.syscall(_PIVOT_ROOT[platform.machine()], b".", b"."), "pivot_root")
