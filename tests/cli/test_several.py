"""`check` and `grade` on a folder and an archive: a row a file; the exit code says whether a person must look."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from gradekit.cli import run


@pytest.fixture
def a_class(tmp_path: Path) -> Path:
    assert run(["generate", "total-derivative", "--seed", "7", "-o", str(tmp_path / "sheet")]) == 0
    stub = (tmp_path / "sheet" / "submission.py").read_text(encoding="utf-8")
    folder = tmp_path / "class"
    folder.mkdir()
    for name in ("doejane_LATE_1_2_submission.py", "doejane_1_9_submission-1.py", "roe_2_3_submission.py"):
        (folder / name).write_text(stub, encoding="utf-8")
    return folder


def test_a_folder_is_checked_file_by_file(a_class: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["check", str(a_class), "--level", "read", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["by"]["person"], row["last"], row["result"] is None) for row in rows] == [
        ("doejane", True, False), ("doejane", False, True), ("roe", True, False),
    ]  # fmt: skip


def test_a_folder_is_graded_and_a_link_in_it_waits_for_a_person(
    a_class: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["grade", str(a_class), "--level", "read"]) == 0
    (a_class / "link.py").symlink_to("/etc/passwd")
    capsys.readouterr()
    assert run(["grade", str(a_class), "--level", "read"]) == 1
    told = capsys.readouterr().out
    assert "A link is not followed." in told
    assert "2 files read, 1 not read, 1 earlier attempts left out." in told


def test_an_archive_is_checked_and_written_as_a_page(a_class: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packed, page = a_class / "all.zip", a_class / "page.html"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(a_class.glob("*.py")):
            archive.write(path, path.name)
        archive.writestr("../out.py", "1")
    capsys.readouterr()
    assert run(["check", str(packed), "--level", "read", "--html", str(page)]) == 0
    assert "leads out of the archive" in capsys.readouterr().out
    assert "roe_2_3_submission.py" in page.read_text(encoding="utf-8")
