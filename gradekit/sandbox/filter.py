"""The filter of system calls: a program for the kernel's packet machine that lets pass what stands in the tables.

Another processor's entry (int 0x80, x32) ends the process; everything else that is not in the tables is answered with
"permission denied", which a student sees as Python's `PermissionError`.
"""

from __future__ import annotations

import errno
import struct
from typing import final

from gradekit.sandbox.calls import ALLOWED, ANSWERED, ARCHITECTURES, BELOW, DESCRIPTORS, MEMORY, X86_64, column

ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
"""What a filter returns: pass, end the process, or an error whose number is added."""
DENY = ERRNO | errno.EACCES

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
"""The instructions used: load a word of the call, three comparisons, return."""

NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
"""Where the kernel puts the number of the call, the processor, and the arguments of 8 bytes each."""

_X32 = 0x40000000
_PROT_EXEC = 4
_LOOKING = (1, 3)
"""F_GETFD and F_GETFL."""


@final
class _Program:
    """Instructions one after the other; jumps are counted from the next one."""

    def __init__(self) -> None:
        self.code: list[bytes] = []

    def add(self, code: int, value: int, *, then: int = 0, otherwise: int = 0) -> None:
        """One instruction; a comparison skips `then` instructions when it holds and else `otherwise`."""
        self.code.append(struct.pack("=HBBI", code, then, otherwise, value))

    def give(self, value: int) -> None:
        """Ends with this value."""
        self.add(RETURN, value)

    def when(self, number: int, value: int) -> None:
        """Ends with this value for that call."""
        self.add(EQUAL, number, otherwise=1)
        self.give(value)


def program(machine: str = X86_64) -> bytes:
    """The filter for a processor; `KeyError` for one that is not in the tables."""
    audit, at = ARCHITECTURES[machine], column(machine)
    made = _Program()
    _same_processor(made, audit, machine)
    for numbers in ALLOWED.values():
        if (number := numbers[at]) is not None:
            made.when(number, ALLOW)
    for numbers in MEMORY.values():
        _no_code(made, numbers[at])
    for numbers in DESCRIPTORS.values():
        _only_looking(made, numbers[at])
    for *numbers, bound in BELOW.values():
        _small(made, numbers[at], bound)
    for *numbers, error in ANSWERED.values():
        made.when(numbers[at], ERRNO | getattr(errno, error))
    made.give(DENY)
    return b"".join(made.code)


def _same_processor(made: _Program, audit: int, machine: str) -> None:
    made.add(LOAD, ARCHITECTURE)
    made.add(EQUAL, audit, then=1)
    made.give(KILL)
    made.add(LOAD, NUMBER)
    if machine == X86_64:
        made.add(AT_LEAST, _X32, otherwise=1)
        made.give(KILL)


def _no_code(made: _Program, number: int) -> None:
    made.add(EQUAL, number, otherwise=4)
    made.add(LOAD, ARGUMENTS + 2 * 8)
    made.add(ANY_BIT, _PROT_EXEC, otherwise=1)
    made.give(DENY)
    made.give(ALLOW)


def _only_looking(made: _Program, number: int) -> None:
    made.add(EQUAL, number, otherwise=5)
    made.add(LOAD, ARGUMENTS + 8)
    made.add(EQUAL, _LOOKING[0], then=1)
    made.add(EQUAL, _LOOKING[1], otherwise=1)
    made.give(ALLOW)
    made.give(DENY)


def _small(made: _Program, number: int, bound: int) -> None:
    made.add(EQUAL, number, otherwise=4)
    made.add(LOAD, ARGUMENTS)
    made.add(AT_LEAST, bound, otherwise=1)
    made.give(DENY)
    made.give(ALLOW)
