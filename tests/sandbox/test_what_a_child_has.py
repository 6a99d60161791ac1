"""What a child has and what it has not, asked inside it, one thing at a time; the layer looked at is the only one."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import platform
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gradekit.errors import Fault
from gradekit.sandbox.host import _sealed
from gradekit.sandbox.kernel import every_right, landlock_version
from gradekit.sandbox.layers import Layers
from gradekit.sandbox.levels import unsupported
from gradekit.sandbox.limits import Limits
from gradekit.sandbox.runs import Program, Sandbox
from gradekit.syntax.write import to_text
from sandboxing.offered import lacking
from sandboxing.scene import processes

pytestmark = pytest.mark.skipif(unsupported() is not None, reason="nothing can be sealed on this system")

NONE = {"namespaces": False, "landlock": False, "seccomp": False, "limits": False, "capabilities": False}


def opened(**layers: bool) -> Iterator[Sandbox]:
    limits = Limits(cpu=3, memory=64 << 20)
    if why := lacking("sealed+ns" if layers.get("namespaces") else "sealed"):
        pytest.skip(why)
    with Sandbox("sealed", limits, Layers(**{**NONE, **layers}), guarded=False, again=False) as sandbox:
        _ = sandbox.zygote
        yield sandbox


@pytest.fixture(scope="module")
def open_doors() -> Iterator[Sandbox]:
    """Limits and capabilities, and nothing that keeps a program from asking after them."""
    yield from opened(limits=True, capabilities=True)


@pytest.fixture(scope="module")
def capabilities() -> Iterator[Sandbox]:
    yield from opened(capabilities=True)


@pytest.fixture(scope="module")
def namespaces() -> Iterator[Sandbox]:
    yield from opened(namespaces=True, capabilities=True)


@pytest.fixture(scope="module")
def landlock() -> Iterator[Sandbox]:
    if not landlock_version():
        pytest.skip("Landlock is not in this kernel")
    yield from opened(landlock=True)


@pytest.fixture(scope="module")
def seccomp() -> Iterator[Sandbox]:
    yield from opened(seccomp=True, limits=False)


def told(sandbox: Sandbox, code: str) -> str:
    """The text that a program gives `answer`, or how it failed."""
    run = sandbox.run(Program(code, ("answer",)))
    assert run.returned is not None, run
    if run.returned.failures:
        return f"{run.returned.failures[0].kind} {run.returned.failures[0].text}"
    given = run.returned.values["answer"]
    if given.word is not None or given.value is None:
        return str(given.word)
    return str([to_text(v) for v in given.value]) if isinstance(given.value, tuple) else to_text(given.value)


LIMITS = [
    ("CPU", 3), ("CORE", 0), ("STACK", 8 << 20), ("FSIZE", 0), ("NPROC", 0), ("NOFILE", 0), ("MEMLOCK", 0),
    ("MSGQUEUE", 0), ("SIGPENDING", 0),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "most"), LIMITS)
def test_a_limit_is_set_hard(open_doors: Sandbox, kind: str, most: int) -> None:
    code = f"import resource\nanswer = list(resource.getrlimit(resource.RLIMIT_{kind}))"
    assert told(open_doors, code) == str([str(most)] * 2)


def test_the_bound_on_memory_is_what_the_zygote_has_and_what_was_granted(open_doors: Sandbox) -> None:
    most = open_doors.zygote.told["size"] + (64 << 20)
    code = "import resource\nanswer = list(resource.getrlimit(resource.RLIMIT_AS))"
    assert told(open_doors, code) == str([str(most)] * 2)
    assert open_doors.run(Program("x = bytearray(70 << 20)", ())).stop == "memory"
    assert open_doors.run(Program("x = bytearray(30 << 20)", ())).stop is None


def status_of(sandbox: Sandbox, field: str) -> str:
    code = f"answer = next(line.split()[1] for line in open('/proc/self/status') if line.startswith('{field}:'))"
    return told(sandbox, code)


@pytest.mark.parametrize("field", ["CapInh", "CapPrm", "CapEff", "CapAmb"])
def test_no_capability_is_left(capabilities: Sandbox, field: str) -> None:
    assert int(status_of(capabilities, field), 16) == 0


@pytest.mark.skipif(os.getuid() != 0, reason="only a privileged process can bound what programs may have")
def test_no_program_could_have_a_capability(capabilities: Sandbox) -> None:
    assert int(status_of(capabilities, "CapBnd"), 16) == 0


def test_no_program_could_gain_a_right(capabilities: Sandbox) -> None:
    assert status_of(capabilities, "NoNewPrivs") == "1"


@pytest.mark.skipif(os.getuid() != 0, reason="an ordinary user stays who he is")
def test_root_goes_on_as_nobody(capabilities: Sandbox) -> None:
    code = "import os\nanswer = list((*os.getresuid(), *os.getresgid(), len(os.getgroups())))"
    assert told(capabilities, code) == str([*["65534"] * 6, "0"])


ASKED = [
    # what is asked                                                  the answer
    ("import ctypes\nanswer = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)", "0"),  # dumpable
    ("import ctypes\ni = ctypes.c_int()\nctypes.CDLL(None).prctl(2, ctypes.byref(i))\nanswer = i.value", "9"),
    ("import os\nanswer = int(os.getsid(0) == os.getpid())", "1"),
    ("import os\nanswer = len(os.environ)", "0"),
    ("import ctypes\nanswer = int(ctypes.CDLL(None).getenv(b'PYTHONPATH') != 0)", "0"),
    ("import sys\nanswer = int(sys.stdin is None)", "1"),
    ("import sys\nanswer = int('gradekit.grading' in sys.modules or 'gradekit.problems' in sys.modules)", "0"),
    ("import fcntl\nanswer = []\nfor d in range(3000):\n    try: fcntl.fcntl(d, 1)\n    except OSError: continue\n"
     "    answer.append(d)", "['1', '2', '3']"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "answer"), ASKED, ids=lambda text: re.sub(r"\W+", "_", text)[:60])
def test_a_child_is_alone_with_three_pipes(open_doors: Sandbox, code: str, answer: str) -> None:
    assert told(open_doors, code) == answer


NAMESPACES = ["user", "mnt", "pid", "net", "ipc", "uts", "cgroup"]


@pytest.mark.parametrize("kind", NAMESPACES)
def test_the_zygote_is_in_a_namespace_of_its_own(namespaces: Sandbox, kind: str) -> None:
    inside = processes() - {namespaces.zygote.process.pid}
    apart = {os.readlink(f"/proc/{process}/ns/{kind}") for process in inside} - {os.readlink(f"/proc/self/ns/{kind}")}
    assert apart


def test_every_child_is_the_first_process_of_its_own(namespaces: Sandbox) -> None:
    assert {told(namespaces, "import os\nanswer = os.getpid()") for _ in range(2)} == {"1"}


def test_the_capabilities_of_a_new_namespace_are_given_up(namespaces: Sandbox) -> None:
    number = {"x86_64": 125, "aarch64": 90}[platform.machine()]
    code = (
        "import ctypes, struct\nhad = ctypes.create_string_buffer(24)\n"
        f"ctypes.CDLL(None).syscall({number}, struct.pack('Ii', 0x20080522, 0), had)\n"
        "answer = list(struct.unpack('6I', had.raw))"
    )
    assert told(namespaces, code) == str(["0"] * 6)


EMPTY = [
    ("import os\nanswer = len(os.listdir('/'))", "0"),
    ("import os\nanswer = len(os.listdir('/..'))", "0"),  # where the old root is until it is taken away
    ("import os\nanswer = int(bool(os.statvfs('/').f_flag & os.ST_RDONLY))", "1"),
    ("import os\nos.mkdir('/x')\nanswer = 1", "OSError [Errno 30] Read-only file system: '/x'"),
    ("import socket\nanswer = ' '.join(name for _, name in socket.if_nameindex())", "lo"),
    ("import os\nanswer = os.getcwd()", "/"),
]


@pytest.mark.parametrize(("code", "answer"), EMPTY, ids=lambda text: re.sub(r"\W+", "_", text)[:60])
def test_the_root_is_empty_and_there_is_no_network(namespaces: Sandbox, code: str, answer: str) -> None:
    assert told(namespaces, code) == answer


DOORS = [
    "open('/etc/hostname')", "os.listdir('/')", "open('/tmp/gradekit-test', 'w')", "os.mkdir('/tmp/gradekit-test')",
    "os.execv('/bin/true', ['true'])",
]  # fmt: skip


@pytest.mark.parametrize("code", DOORS, ids=lambda text: re.sub(r"\W+", "_", text))
def test_landlock_alone_opens_no_file(landlock: Sandbox, code: str) -> None:
    assert told(landlock, f"import os\n{code}\nanswer = 1").startswith("PermissionError [Errno 13]")


@pytest.mark.skipif(landlock_version() < 4, reason="this kernel's Landlock does not know networks")
@pytest.mark.parametrize("code", ["s.bind(('127.0.0.1', 0))", "s.connect(('127.0.0.1', 9))"], ids=["bind", "connect"])
def test_landlock_alone_makes_no_connection(landlock: Sandbox, code: str) -> None:
    text = told(landlock, f"import socket\ns = socket.socket()\n{code}\nanswer = 1")
    assert text == "PermissionError [Errno 13] Permission denied"


@pytest.mark.skipif(landlock_version() < 6, reason="this kernel's Landlock does not know signals")
def test_landlock_alone_signals_nobody(landlock: Sandbox) -> None:
    assert told(landlock, f"import os\nos.kill({os.getpid()}, 0)\nanswer = 1").startswith("PermissionError")


RIGHTS = [(1, 13, 8), (2, 14, 8), (3, 15, 8), (4, 15, 16), (5, 16, 16), (6, 16, 24), (7, 16, 24)]


@pytest.mark.parametrize(("version", "files", "size"), RIGHTS)
def test_every_right_of_each_version_is_taken(version: int, files: int, size: int) -> None:
    """The numbers of rights are those of the kernel's own header for each version."""
    raw = every_right(version)
    assert len(raw) == size
    assert int.from_bytes(raw[:8], "little").bit_count() == files
    assert set(raw[8::8]) <= {3}


CALLS = [
    "os.fork()", "os.pipe()", "open('/etc/hostname')", "os.memfd_create('x')", "__import__('socket').socket()",
    "os.kill(os.getpid(), 0)", "os.setsid()", "__import__('mmap').mmap(-1, 4096, prot=5)",
]  # fmt: skip


@pytest.mark.parametrize("code", CALLS, ids=lambda text: re.sub(r"\W+", "_", text))
def test_the_filter_alone_lets_nothing_pass_but_computing(seccomp: Sandbox, code: str) -> None:
    assert told(seccomp, f"import os\n{code}\nanswer = 1").startswith("PermissionError [Errno 13]")


def test_what_is_handed_over_cannot_be_changed_any_more() -> None:
    file = _sealed(b"answer = 1")
    try:
        with pytest.raises(PermissionError, match="not permitted") as refused:
            os.write(file, b"x")
        assert refused.value.errno == errno.EPERM
        assert fcntl.fcntl(file, fcntl.F_GET_SEALS) == 0xF
        assert os.read(file, 99) == b"answer = 1"
    finally:
        os.close(file)


def test_a_child_that_could_not_be_locked_up_is_a_fault_and_no_outcome() -> None:
    with Sandbox("sealed", Limits(cpu=1 << 70), guarded=False) as sandbox, pytest.raises(Fault, match="be locked up"):
        sandbox.run(Program("answer = 1", ("answer",)))


def test_a_stop_by_time_or_memory_is_tried_once_more_alone(open_doors: Sandbox) -> None:
    programs = [Program("x = bytearray(1 << 30)", ()), Program("answer = 1", ("answer",))]
    with Sandbox("sealed", Limits(cpu=1), open_doors.layers, guarded=False) as sandbox:
        runs = sandbox.run_all(programs, at_once=2)
        assert [(run.stop, run.again) for run in runs] == [("memory", True), (None, False)]
        assert sandbox.zygote.start(b"{}").number == 4


def test_children_share_no_memory_that_can_be_written(open_doors: Sandbox) -> None:
    maps = Path(f"/proc/{open_doors.zygote.process.pid}/maps").read_text(encoding="utf-8")
    assert "rw-p" in maps
    assert [line for line in maps.splitlines() if line.split()[1].endswith("s") and "w" in line.split()[1]] == []


def test_the_whole_memory_of_the_zygote_holds_no_submission(open_doors: Sandbox) -> None:
    word = "needle" + "stack"
    told(open_doors, f"answer = '{word}'")
    zygote = open_doors.zygote.process.pid
    if os.getuid() == 0:
        spans = re.findall(r"^(\w+)-(\w+) rw", Path(f"/proc/{zygote}/maps").read_text(encoding="utf-8"), re.MULTILINE)
        with Path(f"/proc/{zygote}/mem").open("rb", buffering=0) as memory:
            for start, end in ((int(a, 16), int(b, 16)) for a, b in spans):
                memory.seek(start)
                assert word.encode() not in memory.read(end - start)
    assert ctypes.sizeof(ctypes.c_void_p) == 8
