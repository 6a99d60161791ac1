"""Bytes as text: encodings found from the bytes, line ends made one, and nothing read that is no file."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.errors import StudentError
from gradekit.submissions import files
from gradekit.submissions.files import read_source, source_of

TEXT = "q1a = θ²·x\nq1b = 2\n"


@pytest.mark.parametrize(
    ("raw", "text", "notes"),
    [
        (TEXT.encode(), TEXT, []),
        (b"\xef\xbb\xbf" + TEXT.encode(), TEXT, []),
        (TEXT.encode("utf-16"), TEXT, []),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT, []),
        (TEXT.encode("utf-32"), TEXT, []),
        (("q = 1\n" * 20).encode("utf-16-le"), "q = 1\n" * 20, []),
        (("q = 1\n" * 20).encode("utf-16-be"), "q = 1\n" * 20, []),
        ("é = x²\n".encode("latin-1"), "é = x²\n", ["file.not-utf8"]),
        ("x − “1”\n".encode("cp1252", "replace"), "x ? “1”\n", ["file.not-utf8"]),
        (b"\x81\x8d = 1", "\x81\x8d = 1", ["file.not-utf8"]),
        ("a = θ\n".encode() + b"b = \xb2\n", "a = θ\nb = ²\n", ["file.not-utf8"]),
        (b"a = 1\r\nb = 2\rc = 3\n", "a = 1\nb = 2\nc = 3\n", []),
        (b"a = 1\n\f\nb\v= 2", "a = 1\n \nb = 2", []),
        (b"a = 1\nb = \x002\n", "a = 1\nb = \N{REPLACEMENT CHARACTER}2\n", ["file.nul"]),
        (b"", "", ["file.empty"]),
        (b"\xef\xbb\xbf \r\n\t", " \n\t", ["file.empty"]),
    ],
)
def test_any_editor(raw: bytes, text: str, notes: list[str]) -> None:
    source = source_of(raw)
    assert source.text == text
    assert [note.message.id for note in source.notes] == notes


def test_the_line_of_a_nul_byte_is_told() -> None:
    assert source_of(b"a\nb\nc\0\n").notes[0].line == 3


@pytest.mark.parametrize(
    "name", ["submission.py", "submission.py.txt", "submission (1).py", "Abgabe Übung 1 – θ.py", "a.txt.py"]
)
def test_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"q1a = 2\n")
    source = read_source(tmp_path / name)
    assert source.text == "q1a = 2\n"
    assert source.name == name


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.py"
    Path(os.fsdecode(path)).write_bytes(b"q1a = 2\n")
    assert read_source(Path(os.fsdecode(path))).name == "\N{REPLACEMENT CHARACTER}.py"


def test_a_file_of_ten_megabytes_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "big.py"
    with path.open("wb") as file:
        file.truncate(10_000_000)
    monkeypatch.setattr(files.os, "open", None)
    with pytest.raises(StudentError, match=r"^file.too-large"):
        read_source(path)


def test_much_code_is_refused() -> None:
    assert source_of(b"#" * 65_536).text
    with pytest.raises(StudentError, match=r"^file.too-much-code"):
        source_of(b"#" * 65_537)


def made(folder: Path, kind: str) -> Path:
    path = folder / kind
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "link to a device":
            path.symlink_to("/dev/zero")
        case "link to a pipe":
            os.mkfifo(folder / "p")
            path.symlink_to(folder / "p")
        case "link to itself":
            path.symlink_to(path)
        case "socket":
            with socket.socket(socket.AF_UNIX) as opened:
                opened.bind(str(path))
        case _:
            pass
    return path


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("folder", "file.is-folder"),
        ("pipe", "file.not-readable"),
        ("link to a device", "file.not-readable"),
        ("link to a pipe", "file.not-readable"),
        ("link to itself", "file.not-readable"),
        ("socket", "file.not-readable"),
        ("nothing", "file.not-found"),
        ("nul\0byte", "file.not-readable"),
    ],
)
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, kind: str, message: str) -> None:
    with pytest.raises(StudentError, match=rf"^{message}"):
        read_source(made(tmp_path, kind))


def test_a_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"q1a = 2\n")
    (tmp_path / "b.py").symlink_to(tmp_path / "a.py")
    assert read_source(tmp_path / "b.py").text == "q1a = 2\n"


@pytest.mark.parametrize(
    "raw",
    [b"%PDF-1.7\n", b"PK\3\4\x14\0", b"Rar!\x1a\7\0", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"\x1f\x8b\x08\0"],
    ids=["pdf", "zip or docx", "rar", "png", "jpeg", "gzip"],
)
def test_what_is_no_text_is_told_as_such(raw: bytes) -> None:
    with pytest.raises(StudentError, match=r"^file\.no-text"):
        source_of(raw + b"q1a = 2\n" * 9)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_some_text(raw: bytes) -> None:
    try:
        text = source_of(raw).text
    except StudentError as error:
        assert error.message == "file.no-text"  # noqa: PT017  the bytes of a known format are found now and then
        return
    assert "\r" not in text
    assert "\0" not in text
