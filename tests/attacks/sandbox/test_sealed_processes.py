"""Hostile programs at every level that this machine offers, and each layer by itself."""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gradekit.errors import Fault
from gradekit.sandbox.layers import Layers, Level
from gradekit.sandbox.levels import unsupported
from gradekit.sandbox.runs import Program, Sandbox, cores
from sandboxing.attacks import TABLE, Attack, attacks_in
from sandboxing.offered import lacking
from sandboxing.scene import SHORT, Found, Scene, processes

pytestmark = pytest.mark.skipif(unsupported() is not None, reason="nothing can be sealed on this system")

ATTACKS = attacks_in(TABLE)
QUICK = [attack for attack in ATTACKS if not attack.stops][::7]
BARE = Layers(namespaces=False, landlock=False, seccomp=False, limits=False, capabilities=False)
"""Nothing but time: what the positive control runs in. Programs that multiply or change the machine are not in it."""


def sandbox_at(level: Level) -> Sandbox:
    if why := lacking(level):
        pytest.skip(why)
    sandbox = Sandbox(level, SHORT, again=False)
    _ = sandbox.zygote
    return sandbox


@pytest.fixture(scope="module", params=["sealed+ns", "sealed"])
def scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    with sandbox_at(request.param) as sandbox, Scene(sandbox) as scene:
        yield scene


def wrong_with(attack: Attack, found: Found) -> str | None:
    if found.escaped or found.traces or found.leftover or not found.neighbour:
        return f"{attack.name}: {found}"
    # Under load the wall deadline may come before the limit of computing.
    if attack.stops and found.outcome not in (*attack.stops, "wall"):
        return f"{attack.name} ended as {found.outcome}, not {attack.stops}"
    return None


def test_a_sample_of_hostile_programs_does_nothing(scene: Scene) -> None:
    assert [wrong for attack in QUICK if (wrong := wrong_with(attack, scene.found(attack)))] == []


@pytest.mark.long
def test_no_hostile_program_does_anything(scene: Scene) -> None:
    assert len(ATTACKS) > 150
    assert [wrong for attack in ATTACKS if (wrong := wrong_with(attack, scene.found(attack)))] == []


@pytest.mark.parametrize(
    ("code", "stop"),
    [("while True: pass", "cpu"), ("import time; time.sleep(99)", "wall"), ("x = [0] * 10**10", "memory"),
     ("while True: print('y' * 99)", "output"), ("import os; os.write(3, b'x' * 9**7)", "frame"),
     ("import os; os._exit(97)", "silent"), ("import os; os.abort()", "crashed"),
     ("import os; os.write(3, b'{'); os._exit(0)", "refused")],
)  # fmt: skip
def test_each_limit_stops_what_it_is_for(scene: Scene, code: str, stop: str) -> None:
    # Under load a second of computing takes many of the clock.
    patient = SHORT if stop == "wall" else replace(SHORT, wall=60.0)
    scene.sandbox.limits = patient
    assert scene.sandbox.run(Program(code, ())).stop == stop
    scene.sandbox.limits = SHORT


def _escapes(layers: Layers, attacks: list[Attack]) -> list[str]:
    with Sandbox("sealed", SHORT, layers, guarded=False, again=False) as sandbox:
        names: list[str] = []
        for attack in attacks:
            with Scene(sandbox) as scene:
                if scene.found(attack).escaped:
                    names.append(attack.name)
        return names


SAMPLE = slice(None, None, 9)
"""Every ninth in the normal run."""


def test_the_positive_control_fires() -> None:
    loud = [attack for attack in ATTACKS if attack.held and not attack.quiet][SAMPLE]
    assert _escapes(BARE, loud) == [attack.name for attack in loud]


def test_every_program_of_the_table_is_controlled_or_says_why_not() -> None:
    """A program with something to escape from fires unsealed, finds what is planted, or has a reason."""
    marked = [attack for attack in ATTACKS if "escaped()" in attack.code]
    silent = [a.name for a in marked if not (a.held or a.planted or a.quiet)]
    assert silent == ["at_exit"], "that one has nothing to escape from"
    assert all(attack.quiet for attack in ATTACKS if attack.bomb)


@pytest.mark.long
def test_every_attack_of_the_positive_control_fires() -> None:
    loud = [attack for attack in ATTACKS if attack.held and not attack.quiet]
    assert _escapes(BARE, loud) == [attack.name for attack in loud]


ALONE = {
    "seccomp": Layers(namespaces=False, landlock=False, limits=False),
    "landlock": Layers(namespaces=False, seccomp=False, limits=False),
    "namespaces": Layers(landlock=False, seccomp=False, limits=False),
    "limits": Layers(namespaces=False, landlock=False, seccomp=False),
}


@pytest.mark.parametrize("layer", ALONE)
def test_each_layer_alone_contains_its_part(layer: str) -> None:
    own = [attack for attack in ATTACKS if layer in attack.held and (layer == "seccomp" or not attack.bomb)]
    assert _escapes(ALONE[layer], own[SAMPLE]) == []


@pytest.mark.long
@pytest.mark.parametrize("layer", ALONE)
def test_each_layer_alone_contains_all_of_its_part(layer: str) -> None:
    own = [attack for attack in ATTACKS if layer in attack.held and (layer == "seccomp" or not attack.bomb)]
    assert _escapes(ALONE[layer], own) == []


@pytest.mark.parametrize("attack", [a for a in ATTACKS if a.planted], ids=lambda attack: attack.name)
def test_a_search_finds_what_is_planted(attack: Attack) -> None:
    """The programs that must find nothing in a child find it here."""
    import gradekit.grading.practice

    assert gradekit.grading.practice
    fired: list[bool] = []
    kept = [" ".join(["the", "key", "is", "here"]), "_".join(["honest", "neighbour"])]
    secret, high = kept[0], fcntl.fcntl(0, fcntl.F_DUPFD, 50)
    try:
        exec(attack.code, {"os": os, "escaped": lambda: fired.append(True)})  # noqa: S102  a text of this project
    finally:
        os.close(high)
    assert fired
    assert secret in kept


@pytest.mark.parametrize("missing", ["seccomp"])
def test_a_level_without_its_filter_is_refused(missing: str) -> None:
    layers = Layers(**{**dict.fromkeys(("namespaces",), False), missing: False})
    with Sandbox("sealed", SHORT, layers) as sandbox, pytest.raises(Fault, match="does not hold on this machine"):
        _ = sandbox.zygote


def test_a_zygote_that_dies_is_replaced_and_the_answers_are_the_same(scene: Scene) -> None:
    programs = [Program(f"answer = {n} + 1", ("answer",)) for n in range(4)]
    right = [run.returned for run in scene.sandbox.run_all(programs)]
    scene.sandbox.zygote.process.kill()
    assert [run.returned for run in scene.sandbox.run_all(programs, at_once=2)] == right


def test_a_zygote_that_dies_in_mid_batch_costs_no_answer(scene: Scene) -> None:
    programs = [Program(f"import time\ntime.sleep(0.2)\nanswer = {n}", ("answer",)) for n in range(8)]
    right = [run.returned for run in scene.sandbox.run_all(programs, at_once=2)]
    killer = threading.Timer(0.5, scene.sandbox.zygote.process.kill)
    killer.start()
    first = scene.sandbox.zygote
    assert [run.returned for run in scene.sandbox.run_all(programs, at_once=2)] == right
    killer.join()
    assert scene.sandbox.zygote is not first, "it was killed too late to tell anything"


MOMENTS = [
    # when the host is killed                               the processes that there are then, and the level
    ("while the first process begins", 1, "sealed+ns"),
    ("while the first process begins", 1, "sealed"),
    ("while a program runs", 3, "sealed+ns"),
    ("while a program runs", 2, "sealed"),
]


@pytest.mark.parametrize(("_when", "most", "level"), MOMENTS)
def test_nothing_is_left_a_second_after_the_host_is_killed(_when: str, most: int, level: Level) -> None:
    """How long it took is shown by `pytest --log-cli-level=info`."""
    if why := lacking(level):
        pytest.skip(why)
    host = os.fork()
    if not host:
        try:
            sandbox = Sandbox(level, SHORT, guarded=False, again=False)
            sandbox.run(Program("import time; time.sleep(60)", ()))
        finally:
            os._exit(0)
    assert _until(lambda: len(processes(host)) >= most, 120) is not None, "the program never ran"
    os.kill(host, signal.SIGKILL)
    os.waitpid(host, 0)
    seconds = _until(lambda: not processes(host), _a_second())
    assert seconds is not None, f"there are {len(processes(host))} processes left"
    logging.getLogger(__name__).info("nothing was left after %.3f s", seconds)


def _a_second() -> float:
    """A second of a machine at rest: where more wants to run than it has cores, everything waits for its turn."""
    wanting: list[int] = []
    for _ in range(5):
        wanting.append(int(Path("/proc/loadavg").read_text(encoding="ascii").split()[3].split("/")[0]))
        time.sleep(0.01)
    return max(1.0, sorted(wanting)[2] / cores())


def _until(holds: Callable[[], bool], seconds: float) -> float | None:
    """How long it took until that was so; None where it took longer than that."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if holds():
            return time.monotonic() - began
        time.sleep(0.01)
    return None


def test_everything_ends_when_a_sandbox_is_closed() -> None:
    before = processes()
    with Sandbox("sealed", SHORT, guarded=False) as sandbox:
        sandbox.run(Program("a = 1", ("a",)))
    assert _until(lambda: processes() <= before, 5) is not None
    assert sys.platform == "linux"
