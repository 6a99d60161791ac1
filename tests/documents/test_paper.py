"""Sheets on paper: codes that scanners read, an even number of pages for each copy, and no key for students."""

from __future__ import annotations

import io
import json
import re
from fractions import Fraction
from functools import cache
from pathlib import Path
from unicodedata import normalize

import msgspec
import pytest
from hostile_texts import HOSTILE

from gradekit.cli import BAD_INPUT, DONE, NEEDS_PERSON, run
from gradekit.documents.formulas import in_line
from gradekit.documents.markup import Maths
from gradekit.documents.mathematics.typst import to_typst
from gradekit.documents.paper import FEWEST, LINE, MOST, Copy, Holder, copy_data, frames, paper
from gradekit.documents.paper_code import CHECK, DATA, LONGEST, SIDE, codes_svg, remainder, square_code
from gradekit.documents.paper_files import dealt, marking
from gradekit.documents.paper_marking import marking_document
from gradekit.documents.visible import visible
from gradekit.errors import Fault, OperatorError
from gradekit.model.problem import Key, Sheet
from gradekit.problems.handing_out.sheets import practice_sheet

KNOWN = """
#######..##.#.#######
#.....#.#.#.#.#.....#
#.###.#...###.#.###.#
#.###.#..#.#..#.###.#
#.###.#.#..##.#.###.#
#.....#..###..#.....#
#######.#.#.#.#######
.....................
#.#.#.#...#.#...#..#.
.#.#.....###...####.#
##..###.#..#...#...#.
...#...###.#####.##..
.##...###.##...#....#
........#.##.#..#.##.
#######.....#.#.#..#.
#.....#...##.####.##.
#.###.#.#..###...#...
#.###.#....#..#..#.#.
#.###.#.##...#....#.#
#.....#..#..#.#..####
#######.#..##.##.##.#
"""
"""NKUHLHL2CW-012/02 as another program draws it (segno 1.6)."""


def test_the_code_is_that_of_another_program() -> None:
    drawn = "\n".join("".join("#" if dark else "." for dark in row) for row in square_code("NKUHLHL2CW-012/02"))
    assert drawn == KNOWN.strip()


LOGARITHM: dict[int, int] = {}
POWER = [1]
for exponent in range(255):
    LOGARITHM[POWER[-1]] = exponent
    POWER.append(POWER[-1] << 1 ^ (0x11D if POWER[-1] & 0x80 else 0))


@pytest.mark.parametrize("data", [[0] * DATA, [255] * DATA, list(range(DATA)), [236, 17] * (DATA // 2)])
def test_the_bytes_together_are_zero_at_every_root_of_the_generator(data: list[int]) -> None:
    whole = [*data, *remainder(data)]
    for root in range(CHECK):
        value = 0
        for power, byte in enumerate(reversed(whole)):
            value ^= POWER[(LOGARITHM[byte] + root * power) % 255] if byte else 0
        assert value == 0


@pytest.mark.parametrize("text", ["A" * (LONGEST + 1), "lower", "Ä"])
def test_what_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(Fault, match="does not fit into a square code"):
        square_code(text)


def test_each_page_has_another_code_and_a_light_margin() -> None:
    one, other = codes_svg(["A/01", "A/02"])
    assert one != other
    numbers = [int(number) for number in re.findall(r"[M ](\d+)", one.split(' d="')[1])]
    assert min(numbers) == 4
    assert max(numbers) < SIDE + 4


def draw(seed: str) -> tuple[Sheet, tuple[Key, ...]]:
    return practice_sheet("multi-path", seed=seed, level=1)


@cache
def pile() -> tuple[Copy, ...]:
    return dealt(draw, "7", copies=3, versions=2, spare=1)


def test_versions_are_dealt_in_turn_and_spare_ones_come_last() -> None:
    copies = pile()
    assert [copy.number for copy in copies] == [1, 2, 3, 4]
    assert [copy.seed for copy in copies] == ["7", "7-2", "7", "7-2"]
    assert [copy.spare for copy in copies] == [False, False, False, True]
    assert len({copy.sheet.id for copy in copies}) == 2
    assert len({copy.code for copy in copies}) == 4
    assert copies[0].sheet == draw("7")[0]


def test_without_a_number_of_versions_each_copy_is_a_sheet_of_its_own() -> None:
    assert len({copy.sheet.id for copy in dealt(draw, "7", copies=3, versions=None, spare=1)}) == 4


@pytest.mark.parametrize(("copies", "spare"), [(0, 0), (999, 1)])
def test_a_pile_has_a_size(copies: int, spare: int) -> None:
    with pytest.raises(OperatorError, match="1 to 999 copies"):
        dealt(draw, "7", copies=copies, versions=1, spare=spare)


def test_nothing_of_the_key_is_in_what_students_get() -> None:
    copy = pile()[0]
    told = json.dumps(copy_data(copy), ensure_ascii=False)
    for slot, key in zip(copy.sheet.slots, copy.keys, strict=True):
        for part in key.parts:
            for piece in in_line(part.shown, slot.issued.spoken_as):
                assert isinstance(piece, Maths)
                assert json.dumps(to_typst(piece.latex), ensure_ascii=False)[1:-1] not in told
        assert not any(hint in told for hint in key.hints)
        bare = msgspec.structs.replace(key, hints=(), points=(), parts=tuple(map(without_wrong, key.parts)))
        assert copy_data(Copy(copy.number, copy.sheet, (bare,), copy.seed)) == copy_data(copy)


def without_wrong(part: object) -> object:
    return msgspec.structs.replace(part, wrong=(), values=(), stated=(), word="")


def test_frames_grow_with_the_effort_and_have_bounds() -> None:
    sheet, keys = practice_sheet("mlp-delta", seed="3", level=4)
    easy, hard = frames(pile()[0].sheet.slots[0].issued, pile()[0].keys[0]), frames(sheet.slots[0].issued, keys[0])
    assert sum(hard) > sum(easy)
    assert all(LINE * FEWEST <= height <= LINE * MOST for height in (*easy, *hard))
    assert easy[2] > easy[0]  # two points, and one


def test_every_copy_has_an_even_number_of_pages_and_its_code_on_each() -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed: pip install gradekit[dev]")
    pytest.importorskip("typst", reason="Typst is not installed: pip install gradekit[pdf]")
    copies = (*pile(), Copy(5, *practice_sheet("ad-cost", seed="3", level=2), "3"))  # the last one fills one page
    made = paper(copies)
    assert made.pdf == paper(copies).pdf
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made.pdf)).pages]
    found = [re.findall(r"([a-z2-7]{10}-\d{3}) · (\d+)", page) for page in pages]
    assert all(len(each) == 1 for each in found)
    expected: list[tuple[str, str]] = []
    for copy in copies:
        count = sum(code == copy.code for [(code, _)] in found)
        assert count % 2 == 0
        expected += [(copy.code, str(number)) for number in range(1, count + 1)]
    assert [each for [each] in found] == expected
    assert "More room" in pages[-1]
    assert all(re.search(rf"{number} / \d+", page) for page, [(_, number)] in zip(pages, found, strict=True))


def test_whatever_a_student_is_called_stands_on_the_copy() -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed: pip install gradekit[dev]")
    pytest.importorskip("typst", reason="Typst is not installed: pip install gradekit[pdf]")
    names = [*HOSTILE, "王小明", "Wolfeschlegelsteinhausenbergerdorff " * 4]
    sheet, keys = practice_sheet("ad-cost", seed="3", level=2)
    copies = [Copy(k, sheet, keys, holder=Holder(name, f"={k}"), course=name) for k, name in enumerate(names, 1)]
    made = paper(copies)
    assert {"王", "小", "明"} <= set(made.missing)
    found = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made.pdf)).pages]
    first = {int(code[1]): page for page in found if (code := re.search(r"-(\d{3}) · 1\b", page))}
    for k, name in enumerate(names, 1):
        told = "".join(f"⟨U+{ord(c):04X}⟩" if c in made.missing else c for c in visible(name))
        assert letters(first[k]).count(letters(told)) >= 2
        assert f"={k}" in first[k]


def letters(text: str) -> str:
    """The text without blanks and hyphens, at which lines are broken; ligatures as the letters they are of."""
    return re.sub(r"[\s\u00ad\u2010-]", "", normalize("NFKC", text))


def test_the_booklet_has_the_answers_and_what_wrong_ones_earn() -> None:
    copies = tuple(copy for copy in pile() if copy.seed == "7")
    document = marking_document(copies)
    assert document.title.endswith(f"({copies[0].sheet.id})")
    assert ("Copies", "001, 003") in document.meta
    tables = [block for panel in document.blocks for block in getattr(panel, "blocks", ()) if hasattr(block, "rows")]
    key, issued = copies[0].keys[0], copies[0].sheet.slots[0].issued
    answers = [block.rows[0][1][0] for block in tables if not hasattr(block, "head")]
    assert len(answers) == len(issued.parts)
    for answer, part in zip(answers, key.parts, strict=True):
        shown = getattr(answer, "formulas", None) or [piece.latex for piece in answer.content]
        assert list(shown) == [piece.latex for piece in in_line(part.shown, issued.spoken_as)]
    wrong = [block for block in tables if hasattr(block, "head")]
    assert len(wrong) == len(issued.parts)
    points = {row[1][0].text for block in wrong for row in block.rows}
    assert points == {"0", "0.5"}
    assert Fraction("0.5") * 2 == issued.parts[0].points  # one of two entries is right


def test_the_booklets_stand_in_the_order_of_their_codes() -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed: pip install gradekit[dev]")
    pytest.importorskip("typst", reason="Typst is not installed: pip install gradekit[pdf]")
    outline = pypdf.PdfReader(io.BytesIO(marking(pile()).pdf)).outline
    codes = [
        found[1] for entry in outline if not isinstance(entry, list) and (found := re.search(r"\((\w+)\)", entry.title))
    ]
    assert codes == sorted({copy.sheet.id for copy in pile()})


PAPER = ["generate", "multi-path", "--paper", "--seed", "7"]


def test_the_command_writes_a_pile_and_never_over_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("typst", reason="Typst is not installed: pip install gradekit[pdf]")
    asked = [*PAPER, "--copies", "2", "--versions", "1", "--spare", "1", "--size", "us-letter", "-o", str(tmp_path)]
    assert run([*asked, "--json"]) == DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["copies"], told["versions"], told["missing_letters"]) == (3, 1, "")
    assert {path.name for path in tmp_path.iterdir()} == {"paper.pdf", "marking.pdf", "paper.json"}
    listed = json.loads((tmp_path / "paper.json").read_text())
    assert [copy["spare"] for copy in listed["copies"]] == [False, False, True]
    assert listed["copies"][0]["problems"][0]["origin"] == {"template": "multi-path", "level": 1, "seed": "7"}
    assert run(asked) == BAD_INPUT
    assert "is left as it is" in capsys.readouterr().err


def test_a_letter_without_a_font_is_told_to_the_operator(capsys: pytest.CaptureFixture[str]) -> None:
    from gradekit.cli.paper import letters_missed

    assert letters_missed("") == DONE
    assert letters_missed("王") == NEEDS_PERSON
    assert "no font has 王; drawn as numbers" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["generate", "multi-path", "--copies", "3"], "belong to --paper"),
        (["generate", "multi-path", "--versions", "2"], "belong to --paper"),
        (["generate", "multi-path", "--format", "pdf", "--font-path", "nowhere"], "no folder `nowhere`"),
        ([*PAPER, "--size", "a5"], "a4, us-letter"),
        ([*PAPER, "--copies", "1000"], "1 to 999 copies"),
    ],
)
def test_what_does_not_fit_is_told(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == BAD_INPUT
    assert told in capsys.readouterr().err
