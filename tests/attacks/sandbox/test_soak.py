"""Many submissions of every sort through one sandbox: nothing grows, nothing stays, and no honest one suffers."""

from __future__ import annotations

import pytest

from gradekit.sandbox.levels import open_sandbox, unsupported
from gradekit.sandbox.limits import Limits
from sandboxing.offered import lacking
from sandboxing.scene import processes
from soak import Seen, grown, soaked

FLAT = Seen(250, 7, 5, 20_000, 200_000, 1)


def test_what_grows_is_told() -> None:
    assert grown([FLAT, Seen(500, 7, 5, 20_400, 200_400, 1)]) == []
    assert grown([FLAT, Seen(500, 8, 6, 30_000, 300_000, 2)]) == [
        "host_files: 7 to 8", "zygote_files: 5 to 6", "running: 1 to 2", "host_kib: 20000 to 30000",
        "zygote_kib: 200000 to 300000",
    ]  # fmt: skip


@pytest.mark.long
@pytest.mark.skipif(unsupported() is not None, reason="nothing can be sealed on this system")
@pytest.mark.parametrize("level", ["sealed+ns", "sealed"])
def test_nothing_grows_and_nothing_stays(level) -> None:
    before = processes()
    if why := lacking(level):
        pytest.skip(why)
    sandbox = open_sandbox(level, Limits(cpu=1, wall=2.0))
    assert sandbox is not None
    sandbox.again = False
    with sandbox:
        seen, ends, hurt = soaked(sandbox, 2500, 2)
    assert grown(seen) == []
    assert hurt == 0
    assert ends["ok"] > 2000
    assert processes() == before
