"""What a sealed process must fail at: done by a child at every start, before the first submission is run.

Each act is a program of a line or two that gives `done` a value when it succeeds.
"""

from __future__ import annotations

ACTS: dict[str, str] = {
    "read a file": "done = len(open('/etc/hostname').read()) and 1",
    "list a folder": "import os\ndone = len(os.listdir('/')) and 1",
    "write a file": "open('/tmp/gradekit-canary', 'w').close()\ndone = 1",
    "fork": "import os\nchild = os.fork()\nif not child: os._exit(0)\ndone = 1",
    "start a program": "import subprocess\nsubprocess.run(['/bin/true'])\ndone = 1",
    "start a thread": "import threading\nthreading.Thread(target=print).start()\ndone = 1",
    "open an internet socket": "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM)\ndone = 1",
    "open a local socket": "import socket\nsocket.socketpair()\ndone = 1",
    "signal the parent": "import os\nos.kill(os.getppid() or 1, 0)\ndone = 1",
    "run memory as code": "import mmap\nmmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC)\ndone = 1",
    "make a file in memory": "import os\nos.memfd_create('x')\ndone = 1",
    "change its own limits": "import resource\nresource.setrlimit(resource.RLIMIT_NICE, (0, 0))\ndone = 1",
    "look into another process": "import os\nos.pidfd_open(os.getpid())\ndone = 1",
    "take too much memory": "held = bytearray(1 << 30)\ndone = 1",
}
"""By what they try."""


def program() -> tuple[str, list[str]]:
    """All acts as one submission, and the name that each of them gives a value when it succeeds."""
    names = [f"act_{number}" for number in range(len(ACTS))]
    lines: list[str] = []
    for name, act in zip(names, ACTS.values(), strict=True):
        body = act.replace("done", name).replace("\n", "\n    ")
        lines.append(f"try:\n    {body}\nexcept BaseException:\n    pass\n")
    return "".join(lines), names


def escaped(values: dict[str, object]) -> list[str]:
    """What succeeded, from the names that have a value."""
    return [act for number, act in enumerate(ACTS) if f"act_{number}" in values]
