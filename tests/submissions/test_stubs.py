"""The stub: valid Python, the same every time; the sheet comes back out of it whatever else was done to the file."""

from __future__ import annotations

import ast
import base64
import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

import msgspec
import pytest
from sheets_for_tests import SHEET, chain, polar, sheet_of

from gradekit.errors import StudentError
from gradekit.model.codec import encode
from gradekit.model.problem import Form, Sheet
from gradekit.problems.admission.variants import sheet_id, variant_id
from gradekit.problems.handing_out import record
from gradekit.problems.handing_out.stubs import answer_name, letter, sheet_in, write_stub

STUB = write_stub(SHEET)


def test_it_is_python_and_assigns_one_name_a_part() -> None:
    tree = ast.parse(STUB)
    names = [s.targets[0].id for s in tree.body if isinstance(s, ast.Assign) and isinstance(s.targets[0], ast.Name)]
    assert [name for name in names if name.startswith("q")] == ["q1a", "q1b", "q1c", "q2a", "q2b", "q2c", "q2d"]


def test_open_answers_have_the_asked_shape() -> None:
    values = {
        s.targets[0].id: ast.unparse(s.value)
        for s in ast.parse(STUB).body
        if isinstance(s, ast.Assign) and isinstance(s.targets[0], ast.Name)
    }
    assert values["q1a"] == "[..., ...]"
    assert values["q1b"] == "..."
    assert values["q2b"] == "[[..., ...], [..., ...]]"
    assert values["q2d"] == "[..., ...]"


@pytest.mark.parametrize(
    "line",
    [
        f'"""gradekit submission · Chain rule · sheet {SHEET.id} (do not edit this line)',
        "from gradekit.answers import *  # sin cos exp log sqrt pi E Matrix ...   log is the natural logarithm",
        "# ---- Problem 1 · 6 points ----",
        "# ---- Problem 2 · 4.5 points ----",
        "# Range: 0 < t < 1/2",
        "# Range: r > 0",
        'x, y = symbols("x y", real=True)',
        'r = symbols("r", positive=True)',
        "# (a) the partial derivatives of f",
        "#     a row of 2, in x, y · 2 points",
        "#     a formula in t, exact (no decimals) · 3 points",
        '#     one of "steepest ascent", "along the level curve" · 1 point',
        "# gradekit data ends",
    ],
)
def test_it_says_what_is_asked(line: str) -> None:
    assert line in STUB.split("\n")


def test_it_is_the_same_text_in_another_process() -> None:
    code = "import sheets_for_tests; from gradekit.problems.handing_out.stubs import write_stub as write; "
    code += "print(end=write(sheets_for_tests.SHEET))"
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            env={
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path]),
                "PYTHONUTF8": "1",
            },
            check=True,
        )
        assert done.stdout.decode() == STUB


def test_it_has_unix_line_ends_narrow_lines_and_is_small() -> None:
    assert "\r" not in STUB
    assert max(map(len, STUB.split("\n"))) <= 120
    assert len(STUB.encode()) < 3000 * len(SHEET.slots)


def test_marked_up_text_is_made_plain_by_whoever_knows_how() -> None:
    stub = write_stub(SHEET, plain=lambda text: text.replace("$", "").replace("\\sin t", "sin t"))
    assert "# Let f(x, y) = x^2 y with x(t) = sin t and y(t) = \\cos t." in stub


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ((), "q1a = ..."),
        ((1,), "q1a = [...]"),
        ((1, 1), "q1a = [...]"),
        ((3,), "q1a = [..., ..., ...]"),
        ((2, 1), "q1a = [..., ...]"),
        ((2, 2), "q1a = [[..., ...],\n       [..., ...]]"),
        ((2, 1, 2), "q1a = [[[..., ...]],\n       [[..., ...]]]"),
    ],
)
def test_what_is_open_has_the_asked_shape(shape: tuple[int, ...], expected: str) -> None:
    part = msgspec.structs.replace(chain().parts[0], shape=shape, form=Form(digits=3))
    stub = write_stub(sheet_of(msgspec.structs.replace(chain(), parts=(part,))))
    assert f"3 significant digits · 2 points\n{expected}\n" in stub


NASTY = 'end """ here\nimport os  \\ $x$ \x0b\x0c\r\u2028os.remove("x")'


def test_no_text_of_a_question_leaves_its_comment() -> None:
    issued = msgspec.structs.replace(
        chain(),
        prompt=NASTY,
        parts=tuple(msgspec.structs.replace(part, asks=NASTY) for part in chain().parts),
    )
    sheet = msgspec.structs.replace(sheet_of(issued), title=NASTY)
    stub = write_stub(sheet)
    calls = [node for node in ast.walk(ast.parse(stub)) if isinstance(node, ast.Call)]
    assert {ast.unparse(call.func) for call in calls} == {"symbols", "check"}
    assert [node for node in ast.walk(ast.parse(stub)) if isinstance(node, ast.Import)] == []
    assert sheet_in(stub) == sheet


def test_the_sheet_comes_back() -> None:
    assert sheet_in(STUB) == SHEET


BLOCK = STUB[STUB.index("# gradekit data") :]
LINES = BLOCK.rstrip("\n").split("\n")

STILL_FOUND = {
    "nothing else": BLOCK,
    "crlf": STUB.replace("\n", "\r\n"),
    "indented": "".join(f"        {line}\n" for line in LINES),
    "quoted as in a mail": "".join(f"> {line}\n" for line in LINES),
    "blank lines between": "\n\n".join(LINES),
    "moved to the top": BLOCK + STUB.replace(BLOCK, ""),
    "no end mark": BLOCK.replace("# gradekit data ends\n", "") + "q1a = 2\npass\n",
    "twice": STUB + "\n" + BLOCK,
    "other names in the first line": STUB.replace(SHEET.id, "../../etc/passwd"),
    "wrapped more narrowly": "\n".join(
        [LINES[0], *(f"# {p}" for long in LINES[1:-1] for p in re.findall(".{1,40}", long[2:]))]
    ),
}


@pytest.mark.parametrize("case", STILL_FOUND)
def test_the_record_is_found_wherever_it_stands(case: str) -> None:
    assert sheet_in(STILL_FOUND[case]) == SHEET


def block(raw: bytes, *, number: int = 1, checksum: str | None = None) -> str:
    packed = base64.b64encode(zlib.compress(raw)).decode()
    mark = f"# gradekit data {number} {checksum or record._checksum(raw)}: do not edit below\n"
    return mark + f"# {packed}\n# gradekit data ends\n"


def altered() -> bytes:
    return encode(SHEET).replace(b'"df_dt"', b'"dg_dt"')


BAD = [
    ("", "file.empty"),
    (" \n\n", "file.empty"),
    ("q1a = 2\n", "file.no-data"),
    (STUB.replace(LINES[3], LINES[3][:-3] + "AAA"), "file.damaged-data"),
    (STUB.replace(LINES[3] + "\n", ""), "file.damaged-data"),
    (STUB.replace(LINES[2], LINES[2] + "é"), "file.damaged-data"),
    (STUB + block(b"{}"), "file.two-sheets"),
    (block(b"{}"), "file.damaged-data"),
    (block(b"[" * 100_000), "file.damaged-data"),
    (block(b"\xff\xfe"), "file.damaged-data"),
    (block(b"{}", number=2), "file.newer-data"),
    (block(b" " * 3_000_000), "file.damaged-data"),
    (block(altered()), "file.altered-data"),
    (block(encode(SHEET).replace(SHEET.id.encode(), b"aaaaaaaaaa")), "file.altered-data"),
    (block(encode(SHEET).replace(b'"1/10"', b'"1/0"')), "file.damaged-data"),
    (block(encode(SHEET).replace(b'"1/10"', b'"1e999999999"')), "file.damaged-data"),
]


@pytest.mark.parametrize(("text", "message"), BAD, ids=range(len(BAD)))
def test_a_record_that_is_not_whole_is_refused(text: str, message: str) -> None:
    with pytest.raises(StudentError, match=rf"^{message}\("):
        sheet_in(text)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = base64.b64encode(zlib.compress(b" " * 200_000_000, 9)).decode()
    assert len(bomb) < 300_000
    with pytest.raises(StudentError, match=r"^file.damaged-data"):
        sheet_in(f"# gradekit data 1 {'0' * 12}: do not edit below\n# {bomb}\n")


def test_a_record_with_fields_of_a_later_version_is_still_the_same_variant() -> None:
    later = encode(SHEET).replace(
        b'{"format":1,"gradekit":"0.1.0","template":', b'{"new":3,"format":1,"gradekit":"0.1.0","template":'
    )
    text = msgspec.json.decode(later)
    for slot, raw in zip(text["slots"], re.findall(rb'"issued":(\{.*?\}),"variant"', later), strict=True):
        slot["variant"] = record.digest(raw)
    # Ids are of the bytes as they were written, so a field that this version does not know changes no id.
    relabelled = later
    for slot, old in zip(text["slots"], SHEET.slots, strict=True):
        relabelled = relabelled.replace(old.variant.encode(), slot["variant"].encode())
    new_id = record.digest("\n".join(slot["variant"] for slot in text["slots"]).encode())
    sheet = sheet_in(block(relabelled.replace(SHEET.id.encode(), new_id.encode())))
    assert [slot.issued for slot in sheet.slots] == [slot.issued for slot in SHEET.slots]


def test_lines_keep_their_numbers_without_the_record() -> None:
    moved = BLOCK + "q1a = 2\n"
    assert record.without_record(moved).split("\n").index("q1a = 2") == moved.split("\n").index("q1a = 2")
    assert record.without_record(STUB).rstrip() == STUB.replace(BLOCK, "").rstrip()


def test_ids_depend_on_the_question_and_on_nothing_else() -> None:
    assert variant_id(chain()) == variant_id(chain())
    assert re.fullmatch("[a-z2-7]{10}", variant_id(chain()))
    assert variant_id(chain()) != variant_id(polar())
    assert sheet_id(SHEET.slots) == SHEET.id
    assert sheet_id(SHEET.slots[::-1]) != SHEET.id


@pytest.mark.parametrize(("index", "expected"), [(0, "a"), (25, "z"), (26, "aa"), (51, "az"), (52, "ba")])
def test_letters(index: int, expected: str) -> None:
    assert letter(index) == expected
    assert answer_name(12, index) == f"q12{expected}"


def test_a_long_sheet_comes_back() -> None:
    sheet = sheet_of(*[chain(), polar()] * 20)
    assert isinstance(sheet_in(write_stub(sheet)), Sheet)
    assert sheet_in(write_stub(sheet)) == sheet
