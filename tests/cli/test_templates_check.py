"""`gradekit templates check`: what holds ends with 0, what does not ends with 1 and its reason."""

import json
from pathlib import Path

import pytest

from gradekit.cli import BAD_INPUT, DONE, NEEDS_PERSON, run

HEAD = """
from gradekit.authoring import Draws, Map, require, t, template, x, y


@template("own-routes", group="own", title="Own", goal="see an own template", levels=(1, 1))
def make(g: Draws, level: int) -> Map:
    a = g.int("a", 2, 9)
"""
SOUND = '    return Map(t).on("t > 0").then(x=a * t**2, y=t**3).then(f=x * y + a * x)\n'
FAILING = "    return Map(t).then(x=a * t**2).then(f=x * zzz)\n"
NEVER = '    require(a > 9, "a is large")\n' + SOUND


@pytest.fixture
def own(tmp_path: Path):
    def written(body: str) -> list[str]:
        (tmp_path / "own_routes.py").write_text(HEAD + body, encoding="utf-8")
        return ["templates", "check", "own-routes", "--seeds", "2", "--from", str(tmp_path)]

    return written


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        (SOUND, DONE, "All guarantees hold."),
        (FAILING, NEEDS_PERSON, "name 'zzz' is not defined"),
        (NEVER, NEEDS_PERSON, "2 of 2 seeds give no problem"),
    ],
    ids=["sound", "failing", "never"],
)
def test_what_does_not_hold_is_said(own, body: str, code: int, said: str, capsys) -> None:
    assert run(own(body)) == code
    assert said in " ".join(capsys.readouterr().out.split())


def test_the_figures_as_json(own, capsys) -> None:
    assert run([*own(SOUND), "--json"]) == DONE
    (told,) = json.loads(capsys.readouterr().out)
    assert told["survey"]["issued"] == told["survey"]["seeds"] == 2
    assert told["trial"]["accepted"] == told["trial"]["right"] > 0
    assert told["broken"] == []


def test_a_template_that_there_is_not(capsys) -> None:
    assert run(["templates", "check", "nothing"]) == BAD_INPUT
    assert "No template is called `nothing`" in capsys.readouterr().err
