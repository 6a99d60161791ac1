"""`--language`: documents in the language asked for; problems, stubs and verdicts are the same in every language."""

from __future__ import annotations

import ast
import io
import json
from pathlib import Path

import pytest

import gradekit
from gradekit.cli import run
from gradekit.documents.messages import filled, words
from gradekit.documents.phrases import PREFIX, phrase
from gradekit.documents.words import catalogue, languages
from gradekit.kinds.fitting import shown
from gradekit.model.message import Message

DRAWN = ["generate", "total-derivative", "--seed", "7"]
WORDS_OF_CODE = {"def", "not, ~", "//, %, &, << or >>", "if"}
"""Of what would have to be run: words of Python, which no language changes."""

SHAPES = [
    # a shape                     in a German sentence
    ((),                          "eine einzelne Formel"),
    ((1,),                        "eine Liste der Länge 1"),
    ((1, 2),                      "eine Zeile der Länge 2"),
    ((12, 1),                     "eine Spalte der Länge 12"),
    ((2, 3),                      "eine Matrix mit 2 Zeilen und 3 Spalten"),
    ((2, 3, 4),                   "2 x 3 x 4"),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sheet in German, its stub filled in with an answer of the wrong shape."""
    made = tmp_path_factory.mktemp("de") / "blatt"
    assert run([*DRAWN, "--language", "de", "--format", "html,ipynb", "-o", str(made)]) == 0
    stub = made / "submission.py"
    stub.write_text(stub.read_text(encoding="utf-8").replace("q1a = ...", "q1a = [1, 2]"), encoding="utf-8")
    return made


def test_the_sheet_is_german_and_its_problem_and_stub_are_the_same(folder: Path, tmp_path: Path) -> None:
    assert run([*DRAWN, "--format", "html,ipynb", "-o", str(tmp_path)]) == 0
    page, english = ((one / "sheet.html").read_text(encoding="utf-8") for one in (folder, tmp_path))
    for text, said, unsaid in ((page, ("de", "Aufgabe 1"), "Problem 1"), (english, ("en", "Problem 1"), "Aufgabe 1")):
        assert f'<html lang="{said[0]}">' in text
        assert said[1] in text
        assert unsaid not in text
    cells = [json.loads((one / "submission.ipynb").read_text(encoding="utf-8"))["cells"] for one in (folder, tmp_path)]
    code, same = ([cell["source"] for cell in each if cell["cell_type"] == "code"] for each in cells)
    assert code == same
    stub = (tmp_path / "submission.py").read_text(encoding="utf-8").replace("q1a = ...", "q1a = [1, 2]")
    assert stub == (folder / "submission.py").read_text(encoding="utf-8")


def test_a_german_notebook_that_is_as_it_was_given_out_may_be_written_again(tmp_path: Path) -> None:
    for language in ("de", "en", "de"):
        assert run([*DRAWN, "--language", language, "--format", "ipynb", "-o", str(tmp_path)]) == 0


def test_check_and_feedback_are_german(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stub = str(folder / "submission.py")
    capsys.readouterr()
    assert run(["check", stub, "--level", "read", "--language", "de"]) == 0
    assert "So werden die Antworten gelesen" in capsys.readouterr().out
    assert run(["grade", stub, "--level", "read", "--language", "de"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Das ist eine Liste der Länge 2; verlangt ist eine einzelne Formel." in told
    assert run(["check", str(folder), "--level", "read", "--language", "de"]) == 0
    assert "Dateien gelesen: " in capsys.readouterr().out


def test_verdicts_and_marks_know_no_language(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stub = str(folder / "submission.py")
    capsys.readouterr()
    told: list[str] = []
    for language in languages():
        assert run(["grade", stub, "--level", "read", "--json", "--language", language]) == 0
        told.append(capsys.readouterr().out)
    assert len(told) > 1
    assert len(set(told)) == 1


@pytest.mark.parametrize("command", [[*DRAWN, "-o", "x"], ["check", "x"], ["grade", "x"], ["report", "x"]], ids=str)
def test_a_language_that_is_not_there_is_refused_with_those_that_are(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command, "--language", "tlh"]) == 2
    assert "no documents in the language `tlh`; there are: de, en." in capsys.readouterr().err


def test_paper_and_its_booklet_are_german(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed: pip install gradekit[dev]")
    pytest.importorskip("typst", reason="Typst is not installed: pip install gradekit[pdf]")
    assert run([*DRAWN, "--paper", "--language", "de", "-o", str(tmp_path)]) == 0
    for name, word in (("paper", "Matrikelnummer"), ("marking", "Lösungsweg")):
        pages = pypdf.PdfReader(io.BytesIO((tmp_path / f"{name}.pdf").read_bytes())).pages
        assert word in " ".join(page.extract_text() for page in pages)


@pytest.mark.parametrize(("shape", "told"), SHAPES)
def test_a_shape_in_a_gap_speaks_the_language_of_the_sentence(shape: tuple[int, ...], told: str) -> None:
    assert phrase(shown(shape), "de") == told
    message = Message("read.wrong-shape", {"found": shown(shape), "asked": "x"})
    assert words(message, "de").startswith(f"Das ist {told};")
    assert words(message).startswith(f"This is {shown(shape)};")


def test_what_would_have_to_be_run_is_a_phrase_or_code() -> None:
    known = {sentence for name, sentence in catalogue().items() if name.startswith(PREFIX)}
    for path in sorted(Path(gradekit.__file__).parent.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)) if "needs-running" in source else ():
            if isinstance(node, ast.keyword) and node.arg == "what" and isinstance(node.value, ast.Constant):
                text = node.value.value
                assert not isinstance(text, str) or text in known | WORDS_OF_CODE, f"{path.name}: {text}"


def test_a_phrase_in_code_or_a_formula_stays_as_it_is() -> None:
    sentence = "`{name}` und {name} und ${name}$"
    assert filled(sentence, Message("any", {"name": "a loop"}), "de") == "`a loop` und eine Schleife und $a loop$"
