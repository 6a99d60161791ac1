"""The levels at which code is run, and the layers of which each is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, final

Level: TypeAlias = Literal["sealed+ns", "sealed", "read", "trusted"]
"""How student code is treated; `read` runs none, and `trusted` protects from nothing but endless loops."""


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """What stands between a submission and the machine; each works without the others."""

    namespaces: bool = True
    """An empty root, no network, and no other process in sight."""
    landlock: bool = True
    """No file opened, no connection made. Used where the kernel has it."""
    seccomp: bool = True
    """Only the system calls of a computation."""
    limits: bool = True
    """No descriptor, file, process or lock beyond those that it has."""
    capabilities: bool = True
    """No privilege of root, whoever runs gradekit."""


LAYERS: dict[Level, Layers] = {
    "sealed+ns": Layers(),
    "sealed": Layers(namespaces=False),
    "trusted": Layers(namespaces=False, landlock=False, seccomp=False, limits=False, capabilities=False),
}
"""The layers of each level that runs code."""
