"""The filter of system calls, simulated instruction by instruction for both processors: no kernel is asked."""

from __future__ import annotations

import ctypes
import ctypes.util
import struct

import pytest

from gradekit.sandbox.calls import ALLOWED, ANSWERED, ARCHITECTURES, BELOW, DESCRIPTORS, MEMORY, column
from gradekit.sandbox.filter import ALLOW, ANY_BIT, AT_LEAST, DENY, EQUAL, ERRNO, KILL, LOAD, RETURN, program

MACHINES = list(ARCHITECTURES)


def verdict(code: bytes, number: int, audit: int, arguments: tuple[int, ...] = ()) -> int:
    """What the packet machine returns for a call."""
    data = struct.pack("=IIQ6Q", number, audit, 0, *(*arguments, 0, 0, 0, 0, 0, 0)[:6])
    word = at = 0
    while True:
        kind, then, otherwise, value = struct.unpack_from("=HBBI", code, 8 * at)
        at += 1
        if kind == LOAD:
            (word,) = struct.unpack_from("=I", data, value)
        elif kind == RETURN:
            return value
        else:
            holds = {EQUAL: word == value, AT_LEAST: word >= value, ANY_BIT: bool(word & value)}[kind]
            at += then if holds else otherwise


@pytest.mark.parametrize("machine", MACHINES)
def test_every_call_below_600_is_allowed_only_if_it_stands_in_a_table(machine: str) -> None:
    code, audit, at = program(machine), ARCHITECTURES[machine], column(machine)
    allowed = {numbers[at] for numbers in ALLOWED.values()} | {numbers[at] for numbers in MEMORY.values()}
    allowed |= {numbers[at] for numbers in BELOW.values()}
    answered = {numbers[at] for numbers in ANSWERED.values()}
    for number in range(600):
        told = verdict(code, number, audit)
        assert (told == ALLOW) == (number in allowed), number
        assert told in (ALLOW, DENY) or (number in answered and told & 0xFFFF0000 == ERRNO)


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("name", MEMORY)
def test_memory_is_never_made_to_hold_code(machine: str, name: str) -> None:
    code, number = program(machine), MEMORY[name][column(machine)]
    for protection in range(8):
        told = verdict(code, number, ARCHITECTURES[machine], (0, 4096, protection))
        assert told == (DENY if protection & 4 else ALLOW)


@pytest.mark.parametrize("machine", MACHINES)
def test_descriptors_are_only_looked_at(machine: str) -> None:
    code, number = program(machine), DESCRIPTORS["fcntl"][column(machine)]
    for command in [*range(20), 1024, 1030, 1033]:
        assert verdict(code, number, ARCHITECTURES[machine], (1, command)) == (ALLOW if command in (1, 3) else DENY)


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("name", BELOW)
def test_another_process_is_not_asked_after(machine: str, name: str) -> None:
    code, (*numbers, bound) = program(machine), BELOW[name]
    for first in (0, 1, 2, 3, 11, 15, 16, 4711, (~4711 << 3 | 2) & 0xFFFFFFFF):
        told = verdict(code, numbers[column(machine)], ARCHITECTURES[machine], (first,))
        assert told == (ALLOW if first < bound else DENY)


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("audit", [0x40000003, 0x40000028, 0, *ARCHITECTURES.values()])
def test_another_processor_ends_the_process(machine: str, audit: int) -> None:
    code = program(machine)
    for number in range(600):
        if audit != ARCHITECTURES[machine]:
            assert verdict(code, number, audit) == KILL


def test_the_second_table_of_x86_ends_the_process() -> None:
    code = program("x86_64")
    assert {verdict(code, 0x40000000 + n, ARCHITECTURES["x86_64"]) for n in range(600)} == {KILL}


def test_an_unknown_processor_has_no_filter() -> None:
    with pytest.raises(KeyError, match="riscv64"):
        program("riscv64")


NAMES = {name: numbers for table in (ALLOWED, MEMORY, DESCRIPTORS, BELOW) for name, numbers in table.items()}


@pytest.mark.parametrize("name", [*NAMES, *ANSWERED])
def test_the_numbers_are_those_of_libseccomp(name: str) -> None:
    found = ctypes.util.find_library("seccomp")
    if found is None:
        pytest.skip("libseccomp is not installed")
    library = ctypes.CDLL(found)
    numbers = (NAMES.get(name) or ANSWERED[name])[:2]
    for machine, audit in ARCHITECTURES.items():
        told = library.seccomp_syscall_resolve_name_arch(ctypes.c_uint32(audit), name.encode())
        ours = numbers[column(machine)]
        assert told == ours or (ours is None and told < 0), machine


def test_jumps_stay_inside_the_program() -> None:
    for machine in MACHINES:
        code = program(machine)
        length = len(code) // 8
        for at in range(length):
            kind, then, otherwise, _ = struct.unpack_from("=HBBI", code, 8 * at)
            assert kind == RETURN or at + 1 + max(then, otherwise) < length
