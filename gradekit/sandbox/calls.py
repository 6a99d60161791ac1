"""System calls that a computation needs once everything is loaded, by name with their numbers for two processors.

None of them opens a file, starts a process or a thread, or reaches another process.
"""

from __future__ import annotations

X86_64, AARCH64 = "x86_64", "aarch64"

ARCHITECTURES: dict[str, int] = {X86_64: 0xC000003E, AARCH64: 0xC00000B7}
"""What the kernel calls each processor in a filter (AUDIT_ARCH)."""

ALLOWED: dict[str, tuple[int, int | None]] = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "fstat": (5, 80), "poll": (7, None), "lseek": (8, 62),
    "munmap": (11, 215), "brk": (12, 214), "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139), "readv": (19, 65), "writev": (20, 66), "select": (23, None), "sched_yield": (24, 124),
    "mremap": (25, 216), "madvise": (28, 233), "dup": (32, 23), "nanosleep": (35, 101), "getpid": (39, 172),
    "exit": (60, 93), "uname": (63, 160), "gettimeofday": (96, 169), "getrusage": (98, 165), "times": (100, 153),
    "getuid": (102, 174), "getgid": (104, 176), "geteuid": (107, 175), "getegid": (108, 177), "getppid": (110, 173),
    "sigaltstack": (131, 132), "gettid": (186, 178), "time": (201, None), "futex": (202, 98),
    "restart_syscall": (219, 128), "exit_group": (231, 94), "pselect6": (270, 72), "ppoll": (271, 73),
    "set_robust_list": (273, 99), "getrandom": (318, 278), "rseq": (334, 293),
}  # fmt: skip
"""Allowed whatever their arguments are; None where the processor has no such call."""

MEMORY: dict[str, tuple[int, int]] = {"mmap": (9, 222), "mprotect": (10, 226)}
"""Allowed unless the memory is to hold code (PROT_EXEC in the third argument)."""

DESCRIPTORS: dict[str, tuple[int, int]] = {"fcntl": (72, 25)}
"""Allowed for looking at flags only."""

BELOW: dict[str, tuple[int, int, int]] = {
    "sched_getaffinity": (204, 123, 1), "clock_gettime": (228, 113, 16), "clock_getres": (229, 114, 16),
    "clock_nanosleep": (230, 115, 16),
}  # fmt: skip
"""Allowed if the first argument is below the last number: greater ones stand for another process and its clock."""

ANSWERED: dict[str, tuple[int, int, str]] = {"ioctl": (16, 29, "ENOTTY"), "clone3": (435, 435, "ENOSYS")}
"""Refused with the error after which callers behave best."""


def column(machine: str) -> int:
    """Where the numbers of a processor stand in the tables."""
    return (X86_64, AARCH64).index(machine)
