"""`gradekit report`, `grade FOLDER --report` and `templates proof`, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gradekit.cli import BAD_INPUT, DONE, run
from gradekit.cli.made_up_class import misconceived, right_answers
from gradekit.documents.handout import stub_text, write_text
from gradekit.grading.trial import filled_in
from gradekit.problems.handing_out.sheets import practice_sheet


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six students, half of them with the same misconception."""
    folder = tmp_path_factory.mktemp("class")
    for number in range(6):
        sheet, keys = practice_sheet("multi-path", level=2, seed=f"class {number % 3}")
        issued, key = sheet.slots[0].issued, keys[0]
        answers = right_answers(issued, key)
        if number % 2:
            answers = misconceived(issued, key, answers)
        write_text(folder / f"student{number}" / "submission.py", filled_in(stub_text(sheet), answers))
    return folder


@pytest.fixture(scope="module")
def rows(handed_in: Path) -> Path:
    records = handed_in.parent / "class.jsonl"
    assert run(["grade", str(handed_in), "--records", str(records), "--report", str(records.with_suffix(".html"))]) == 0
    return records


def test_a_folder_gives_rows_and_a_report(rows: Path) -> None:
    told = [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]
    assert {row["student"] for row in told} == {f"student{k}" for k in range(6)}
    assert all(row["drawn"] for row in told)
    assert {row["mistake"]["rule"] for row in told if "mistake" in row} == {"drop-path"}
    page = rows.with_suffix(".html").read_text(encoding="utf-8")
    assert "drop-path" in page
    assert "student1" not in page


def test_the_report_is_made_from_rows(rows: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "report.html"
    given = ["report", str(rows), "-o", str(page), "--csv", str(tmp_path / "numbers"), "--title", "Week 2"]
    assert run(given) == DONE
    assert "Class report: Week 2" in capsys.readouterr().out
    assert "Week 2" in page.read_text(encoding="utf-8")
    assert (tmp_path / "numbers" / "items.csv").read_text(encoding="utf-8").startswith("item,part,")
    assert run(["report", str(rows), "--json", "--pass-on"]) == DONE
    told = json.loads(capsys.readouterr().out)
    assert told["passed_on"]
    assert told["students"] == 6
    assert told["misconceptions"] == []  # three students


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["report", "EMPTY"], "has no rows"),
        (["report", "none.jsonl"], "There is no file none.jsonl"),
        (["grade", "SINGLE", "--report", "x.html"], "about a class"),
        (["templates", "proof", "no-such"], "No template, problem or set"),
    ],
)
def test_what_does_not_fit_is_said(arguments, told, handed_in: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = {"SINGLE": str(handed_in / "student0" / "submission.py"), "EMPTY": str(handed_in / "student0")}
    assert run([places.get(one, one) for one in arguments]) == BAD_INPUT
    assert told in capsys.readouterr().err


def test_an_assignment_is_proof_read_on_one_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "proof.html"
    assert run(["templates", "proof", "multi-path", "--seeds", "4", "-o", str(page)]) == DONE
    text = page.read_text(encoding="utf-8")
    for said in ("The easiest", "The median", "The hardest", "Worked solution", "Hints", "drop-path", "about"):
        assert said in text
    assert run(["templates", "proof", "multi-path", "--seeds", "2", "-o", str(page), "--language", "de"]) == DONE
    text = page.read_text(encoding="utf-8")
    assert '<html lang="de"' in text
    for told in (
        "Durchsicht: multi-path",
        "Die schwerste",
        "Lösungsweg",
        "Stufe 1",
        "Die häufigsten falschen Antworten",
    ):
        assert told in text
    assert "Worked solution" not in text
    capsys.readouterr()
    assert run(["templates", "proof", "distance-along-a-helix", "--json"]) == DONE
    (place,) = json.loads(capsys.readouterr().out)
    assert len(place["specimens"]) == 1


def test_specimens_are_ranked_by_effort() -> None:
    from gradekit.problems.handing_out.specimens import places

    (place,) = places("total-derivative", level=2, seeds=6)
    efforts = [one.effort for one in place.specimens]
    assert [one.rank for one in place.specimens] == ["easiest", "median", "hardest"]
    assert efforts == sorted(efforts)
    minutes = [one.minutes for one in place.specimens]
    assert minutes == sorted(minutes)
