"""What an author does: start a template, look at a problem with all behind it, freeze a list and deal from it."""

import json
import shutil
import webbrowser
from pathlib import Path

import pytest

from gradekit.cli import BAD_INPUT, DONE, run
from gradekit.cli.made_up_class import right_answers
from gradekit.grading.trial import filled_in
from gradekit.problems.handing_out.keystore import key_for
from gradekit.problems.handing_out.stubs import sheet_in
from gradekit.problems.starting import starting_text


@pytest.fixture
def here(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_new_template_passes_the_check(here: Path, capsys) -> None:
    assert run(["new", "template", "my-first-routes"]) == DONE
    assert "gradekit templates check my-first-routes" in capsys.readouterr().out
    written = (here / "my-templates" / "my_first_routes.py").read_text(encoding="utf-8")
    assert 'title="My first routes"' in written
    assert written.count("#") > 10
    assert run(["templates", "check", "my-first-routes", "--from", "my-templates", "--seeds", "5"]) == DONE
    assert "All guarantees hold." in capsys.readouterr().out


def test_two_new_templates_stand_beside_each_other_and_none_is_written_over(here: Path, capsys) -> None:
    for name in ("first", "second"):
        assert run(["new", "template", name, "-o", "own"]) == DONE
    file = here / "own" / "first.py"
    file.write_text(starting_text("another-name"), encoding="utf-8")
    assert run(["new", "template", "first", "-o", "own"]) == BAD_INPUT
    assert "first.py is there already and is left as it is" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == starting_text("another-name")
    assert run(["new", "template", "another-name", "-o", "own"]) == BAD_INPUT
    assert "A template is called `another-name` already: own" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("Two-Routes", "cannot name a template"),
        ("two_routes", "cannot name a template"),
        ("2-routes", "cannot name a template"),
        ("two--routes", "cannot name a template"),
        ("two-routes-", "cannot name a template"),
        ("../routes", "cannot name a template"),
        ("routes.py", "cannot name a template"),
        ("zwei-wegé", "cannot name a template"),
        ("routes\n", "cannot name a template"),
        ("", "cannot name a template"),
        ("r" * 61, "at most 60 characters"),
        ("jacobian", "A template is called `jacobian` already"),
        ("one-neuron", "A problem of the bank is called `one-neuron` already"),
    ],
)
def test_names_that_cannot_be_are_refused_with_the_reason(slug: str, said: str, here: Path, capsys) -> None:
    assert run(["new", "template", slug]) == BAD_INPUT
    assert said in " ".join(capsys.readouterr().err.split())
    assert list(here.iterdir()) == []


STATED = """
from gradekit.authoring import Question, part, template, wrong, x


@template("stated-one", group="own", title="Stated", goal="foresee an answer", levels=(1, 1))
def make(g, level):
    return Question(
        part("slope", 2, "the slope"),
        wrong(5, "That is the value and not the slope."),
        part("kind", "saddle", "what it is", choices=("saddle", "minimum")),
        wrong("minimum", "It falls along the other axis."),
        letters=(x,),
    )


TEXT = "How steep is the line?"
"""


@pytest.mark.parametrize("where", [["--html", "page.html"], []], ids=["file", "temporary"])
def test_show_opens_a_page_with_everything(where: list[str], here: Path, monkeypatch, capsys) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: opened.append(url) is None)
    assert run(["templates", "show", "polar-gradient", "--seed", "3", "--open", *where]) == DONE
    place = Path(capsys.readouterr().out.removeprefix("page").strip())
    assert opened == [place.absolute().as_uri()]
    page = place.read_text(encoding="utf-8")
    for heading in ("Problem 1", "q1a", "Answers", "Worked solution", "Hints", "Wrong answers", "missing-one-over-r"):
        assert heading in page


def test_a_page_without_open_is_not_opened_and_no_browser_is_told(here: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _url: False)
    assert run(["templates", "show", "total-derivative", "--html", "p.html"]) == DONE
    assert "browser" not in capsys.readouterr().out
    assert run(["templates", "show", "total-derivative", "--html", "p.html", "--open"]) == DONE
    assert "No browser could be started; open that page yourself." in capsys.readouterr().out


def test_show_has_the_wrong_answers_that_the_author_states(here: Path, capsys) -> None:
    (here / "stated_one.py").write_text(STATED, encoding="utf-8")
    assert run(["templates", "show", "stated-one", "--from", "."]) == DONE
    told = " ".join(capsys.readouterr().out.split())
    assert "How steep is the line?" in told
    for said in ("That is the value and not", "It falls along the other"):
        assert said in told


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deployed")
    arguments = ["templates", "deploy", "polar-convert", "--level", "1", "--count", "3", "--seed", "5"]
    assert run([*arguments, "-o", str(folder / "p.json"), "--json"]) == DONE
    return folder


@pytest.fixture
def listed(deployed: Path, here: Path) -> Path:
    shutil.copytree(deployed, here, dirs_exist_ok=True)
    return here / "p.json"


def test_deploying_says_what_was_written(here: Path, capsys) -> None:
    arguments = ["templates", "deploy", "total-derivative", "--count", "2", "--seed", "5", "-o", "p.json"]
    assert run([*arguments, "--json"]) == DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["seed"], len(set(told["variants"])), told["left_out"]) == ("5", 2, [])
    assert told["files"] == {"list": "p.json", "keys": "p.keys.json"}
    first = (here / "p.json").read_bytes()
    (here / "p.json").unlink()
    assert run(arguments) == BAD_INPUT
    assert "p.keys.json is there already" in capsys.readouterr().err
    (here / "p.keys.json").unlink()
    assert run(arguments) == DONE
    assert "keep them to yourself" in capsys.readouterr().out
    assert (here / "p.json").read_bytes() == first, "the same seed freezes the same problems"


def test_a_list_is_dealt_from_and_graded(listed: Path, here: Path, capsys) -> None:
    assert run(["generate", "--deployed", "p.json", "--seed", "7", "-n", "3", "-o", "sheet"]) == DONE
    assert "3 problems, seed 7" in capsys.readouterr().out
    stub = here / "sheet" / "submission.py"
    text = stub.read_text(encoding="utf-8")
    sheet = sheet_in(text)
    frozen = {one["variant"] for one in json.loads(listed.read_text(encoding="utf-8"))["problems"]}
    assert {slot.variant for slot in sheet.slots} == frozen
    first = sheet.slots[0]
    answers = right_answers(first.issued, key_for(stub.parent, first))
    stub.write_text(filled_in(text, answers), encoding="utf-8")
    assert run(["grade", str(stub), "--json"]) == DONE
    verdicts = json.loads(capsys.readouterr().out)["verdicts"][0]["verdicts"]
    assert {verdict["outcome"] for verdict in verdicts} <= {"proved", "same"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["generate"], "Name a template or a problem"),
        (["generate", "jacobian", "--deployed", "p.json"], "leave out the template and the level"),
        (["generate", "--deployed", "p.json", "--level", "1"], "leave out the template and the level"),
        (["generate", "--deployed", "p.json", "-n", "4"], "p.json has 3 problems; 4 were asked for"),
        (["generate", "--deployed", "nothing.json"], "There is no file nothing.json"),
        (["generate", "--deployed", "p.keys.json"], "p.keys.json is no file of `gradekit templates deploy`"),
        (["templates", "deploy", "polar-convert", "--count", "1", "-o", "p.json"], "p.json is there already"),
        (["templates", "deploy", "polar-convert", "--level", "9", "-o", "q.json"], "there is no level 9"),
        (["templates", "deploy", "one-neuron", "-o", "q.json"], "No template is called `one-neuron`"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_fit_is_told(arguments: list[str], said: str, listed: Path, here: Path, capsys) -> None:
    before = sorted(here.iterdir())
    assert run(arguments) == BAD_INPUT
    assert said in capsys.readouterr().err
    assert sorted(here.iterdir()) == before
