"""Folders and archives: whose file it is, and what is awkward refused with a reason while the rest goes on."""

from __future__ import annotations

import io
import os
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest
from sheets_for_tests import RIGHT, SHEET, filled

from gradekit.problems.handing_out.stubs import write_stub
from gradekit.submissions import archives
from gradekit.submissions.intake import Received, is_several, one_by_one, received
from gradekit.submissions.names import HandedIn, handed_in

STUB = filled(write_stub(SHEET), RIGHT)

NAMES = [
    ("submission.py", HandedIn("submission", "submission.py")),
    ("anna.py", HandedIn("anna", "anna.py")),
    ("anna/submission.py", HandedIn("anna", "submission.py")),
    ("submission (1).py", HandedIn("submission", "submission.py", attempt=1)),
    ("submission.py.txt", HandedIn("submission", "submission.py")),
    ("submission.py.py", HandedIn("submission", "submission.py")),
    ("submission (2).PY.txt", HandedIn("submission", "submission.py", attempt=2)),
    ("doejane_4711_99_submission.py", HandedIn("doejane", "submission.py", "4711")),
    ("doejane_LATE_4711_99_submission-2.py", HandedIn("doejane", "submission.py", "4711", 2, late=True)),
    ("Jane Doe_4711_assignsubmission_file_/submission.py", HandedIn("Jane Doe", "submission.py", "4711")),
    ("Jane Doe_4711_assignsubmission_file_submission.py", HandedIn("Jane Doe", "submission.py", "4711")),
    ("hw1/Jane_Doe_4711_assignsubmission_file/work.ipynb", HandedIn("Jane_Doe", "work.ipynb", "4711")),
    ("export/submission_4711/submission.py", HandedIn("submission_4711", "submission.py", "4711")),
    ("sheet.html", HandedIn("sheet", "sheet.html")),
]


@pytest.mark.parametrize(("path", "expected"), NAMES)
def test_whose_file_it_is(path: str, expected: HandedIn) -> None:
    assert handed_in(path) == expected


def reasons(path: Path) -> dict[str, str | None]:
    return {one.path: one.refused.id if one.refused else None for one in received(path)}


def test_a_folder_with_everything_awkward(tmp_path: Path) -> None:
    root = tmp_path / "class"
    (root / "anna").mkdir(parents=True)
    (root / "anna" / "submission.py").write_text(STUB)
    (root / ".hidden").mkdir()
    (root / "ben.py").write_text(STUB)
    (tmp_path / "key.py").write_text("q1a = 1")
    (root / "link.py").symlink_to(tmp_path / "key.py")
    (root / "folder").symlink_to(tmp_path)
    (root / "zero.py").symlink_to("/dev/zero")
    (root / "round.py").symlink_to("round.py")
    os.link(tmp_path / "key.py", root / "second.py")
    os.mkfifo(root / "pipe.py")
    (root / "big.py").write_bytes(b"#" * (5 * 1024 * 1024))
    (root / "\x1b[31m.py").write_text(STUB)
    (root / "notes.pdf").write_text("x")
    assert reasons(root) == {
        "anna/submission.py": None,
        "ben.py": None,
        "big.py": "intake.too-large",
        "folder": "intake.link",
        "link.py": "intake.link",
        "notes.pdf": "intake.kind",
        "pipe.py": "intake.no-file",
        "round.py": "intake.link",
        "second.py": "intake.hard-link",
        "zero.py": "intake.link",
        "\\x1b[31m.py": "intake.control-character",
    }


def zipped(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
        link = zipfile.ZipInfo("link.py")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return path


def test_a_zip_with_everything_awkward(tmp_path: Path) -> None:
    found = reasons(
        zipped(
            tmp_path / "a.zip",
            ("anna/submission.py", STUB.encode()),
            ("../../out.py", b"1"),
            ("/root.py", b"1"),
            ("C:/win.py", b"1"),
            ("..\\back.py", b"1"),
            ("bomb.py", b"\0" * (50 << 20)),
            ("__MACOSX/anna/._submission.py", b"1"),
            ("a\x07.py", b"1"),
        )
    )
    assert found["anna/submission.py"] is None
    assert found["link.py"] == "intake.link"
    assert found["bomb.py"] == "intake.too-large"
    assert [found[n] for n in ("../../out.py", "/root.py", "C:/win.py")] == ["intake.outside"] * 3
    assert sorted(filter(None, found.values())).count("intake.outside") == 4
    assert found["a\\x07.py"] == "intake.control-character"
    assert "__MACOSX/anna/._submission.py" not in found
    assert len(found) == 8


def tarred(path: Path, mode: str) -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]  # the mode is one of those of the table
        for name, kind in [
            ("anna.py", tarfile.REGTYPE), ("link.py", tarfile.SYMTYPE), ("hard.py", tarfile.LNKTYPE),
            ("pipe.py", tarfile.FIFOTYPE), ("dev.py", tarfile.CHRTYPE), ("../out.py", tarfile.REGTYPE),
            ("ben.py", tarfile.REGTYPE),
        ]:  # fmt: skip
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "anna.py"
            data = STUB.encode() if kind == tarfile.REGTYPE else b""
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))  # pyright: ignore[reportUnknownMemberType]  # of a mode as text
    return path


@pytest.mark.parametrize(("end", "mode"), [("tar", "w"), ("tar.gz", "w:gz"), ("tgz", "w:gz"), ("tar.xz", "w:xz")])
def test_a_tar_with_everything_awkward(tmp_path: Path, end: str, mode: str) -> None:
    assert reasons(tarred(tmp_path / f"a.{end}", mode)) == {
        "../out.py": "intake.outside",
        "anna.py": None,
        "ben.py": None,
        "dev.py": "intake.no-file",
        "hard.py": "intake.hard-link",
        "link.py": "intake.link",
        "pipe.py": "intake.no-file",
    }


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.xz", "a.tar.bz2"])
@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"x" * 5000, b"\x1f\x8b" + b"\0" * 100])
def test_what_is_no_archive_is_told(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(raw)
    assert [one.refused.id if one.refused else None for one in received(tmp_path / name)] in (["intake.broken"], [])


def test_a_bomb_stops_at_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_IN_ALL", 100_000)
    (tmp_path / "a").write_bytes(b"\0" * 3_000_000)
    with tarfile.open(tmp_path / "a.tgz", "w:gz") as archive:
        archive.add(tmp_path / "a", "a.py")
    assert [one.refused.id if one.refused else None for one in received(tmp_path / "a.tgz")] == ["intake.bomb"]
    many = zipped(tmp_path / "b.zip", *((f"{i:02}.py", b"#" * 30_000) for i in range(9)))
    assert [one.refused.id for one in received(many) if one.refused] == ["intake.bomb"]
    assert sum(one.source is not None for one in received(many)) == 3


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Jürgen Müller".encode(), "Jürgen Müller"),
        ("王小明".encode(), "王小明"),
        ("Jürgen".encode("cp437"), "Jürgen"),
        (b"Ada", "Ada"),
    ],
    ids=["utf-8", "chinese", "cp437", "ascii"],
)
def test_names_in_a_zip_that_does_not_say_how_they_are_written(tmp_path: Path, written: bytes, name: str) -> None:
    """What macOS and Info-ZIP make: UTF-8 without the flag for it."""
    stands_for = b"X" * len(written)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(f"{stands_for.decode()}/submission.py", STUB)
    raw = (tmp_path / "a.zip").read_bytes().replace(stands_for, written)
    (tmp_path / "a.zip").write_bytes(raw)
    (one,) = received(tmp_path / "a.zip")
    assert (one.path, one.by.person, one.refused) == (f"{name}/submission.py", name, None)


def test_the_last_attempt_counts(tmp_path: Path) -> None:
    for name in ("doejane_4711_99_submission.py", "doejane_4711_120_submission-1.py", "roe_1_2_submission.py"):
        (tmp_path / name).write_text(STUB)
    found: dict[str, Received] = {one.path: one for one in received(tmp_path)}
    assert [one.by.attempt for one in found.values() if one.last] == [1, 0]
    assert not found["doejane_4711_99_submission.py"].last


def test_a_folder_or_an_archive_is_several(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("")
    assert [is_several(path) for path in (tmp_path, tmp_path / "x.ZIP", tmp_path / "a.py")] == [True, True, False]


@pytest.mark.parametrize("together", [1, 2, 7, 100])
def test_a_folder_of_any_size_is_gone_through_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    names = sorted(f"s{k * 7 % 10}_{k}.py" for k in range(14))
    (tmp_path / "inside").mkdir()
    for name in names:
        (tmp_path / name).write_text("a = 1\n", encoding="utf-8")
        (tmp_path / "inside" / name).write_text("a = 1\n", encoding="utf-8")
    monkeypatch.setattr("gradekit.submissions.intake.TOGETHER", together)
    assert [one.path for one in one_by_one(tmp_path)] == [*names, *(f"inside/{name}" for name in names)]
