"""What a level needs and this machine does not offer, found by another road than gradekit's own.

A test that could not start a level is skipped for such a reason and for no other: else it has found a fault.
"""

from __future__ import annotations

import subprocess
import sys
from functools import cache

from gradekit.sandbox.layers import Level
from gradekit.sandbox.levels import unsupported

_FILTERS = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
raise SystemExit(not (libc.prctl(22, 2, None, 0, 0) < 0 and ctypes.get_errno() == 14))  # a bad address, not a bad mode
"""
_NAMESPACES = """
import ctypes, os
libc, user, group = ctypes.CDLL(None), os.getuid(), os.getgid()
if libc.unshare(0x7E020000):
    raise SystemExit(1)
for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
    with open(f"/proc/self/{name}", "w") as file:
        file.write(text)
child = os.fork()
if not child:
    os._exit(libc.mount(None, b"/", None, 0x44000, None) and 1 or libc.mount(b"x", b"/tmp", b"tmpfs", 0, None) and 1)
raise SystemExit(os.waitstatus_to_exitcode(os.wait()[1]))
"""


@cache
def lacking(level: Level) -> str | None:
    """Why the level cannot be had here; None where everything that it needs is offered.

    >>> lacking("trusted") is None
    True
    """
    if level == "trusted":
        return None
    if why := unsupported():
        return f"this machine offers no level: {why}"
    if _fails(_FILTERS):
        return "this machine offers no filter of system calls"
    if level == "sealed+ns" and _fails(_NAMESPACES):
        return "this machine offers no namespaces"
    return None


def _fails(code: str) -> bool:
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, timeout=60, check=False)
    return done.returncode != 0
