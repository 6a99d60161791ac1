"""Practice sheets, and keys that are cached, made again, or refused."""

import subprocess
import sys

import pytest
from msgspec.structs import replace

from gradekit.errors import AuthorError, OperatorError
from gradekit.model.codec import encode
from gradekit.problems.admission.wrong import with_wrong_answers
from gradekit.problems.handing_out import keystore, sheets
from gradekit.problems.handing_out.keystore import key_for, save
from gradekit.problems.handing_out.sheets import bank_sheet, practice_sheet


@pytest.fixture(scope="module")
def sheet_and_keys():
    return practice_sheet("multi-path", level=2, seed="7", count=3)


def test_a_sheet_has_different_problems_and_their_keys(sheet_and_keys):
    sheet, keys = sheet_and_keys
    assert [slot.number for slot in sheet.slots] == [1, 2, 3]
    assert [slot.variant for slot in sheet.slots] == [key.variant for key in keys]
    assert len({slot.variant for slot in sheet.slots}) == 3
    assert [slot.origin.seed for slot in sheet.slots] == ["7", "7/2", "7/3"]


def test_a_longer_sheet_begins_with_the_shorter_one(sheet_and_keys):
    sheet, _ = practice_sheet("multi-path", level=2, seed="7")
    assert sheet.slots[0] == sheet_and_keys[0].slots[0]
    assert sheet.id != sheet_and_keys[0].id


def test_the_lowest_level_is_the_default():
    sheet, _ = practice_sheet("total-derivative")
    assert sheet.slots[0].issued.level == 1


def test_a_problem_of_the_bank_is_a_sheet_too():
    sheet, (key,) = practice_sheet("two-layers")
    assert sheet.slots[0].origin.template == "bank:two-layers"
    assert key.variant == sheet.slots[0].variant
    assert [slot.issued.template for slot in bank_sheet(["two-layers", "linear-map"])[0].slots] == [
        "two-layers",
        "linear-map",
    ]


def test_what_cannot_be_made_is_said(monkeypatch):
    with pytest.raises(OperatorError, match="1 to 200 problems; 0 were asked"):
        practice_sheet("jacobian", count=0)
    with pytest.raises(AuthorError, match="Did you mean `jacobian`"):
        practice_sheet("jacobean")
    monkeypatch.setattr(sheets, "_seeds", lambda _seed: iter(["1"] * 100))
    with pytest.raises(AuthorError, match="gave only 1 different problems; 2 were asked for"):
        practice_sheet("total-derivative", count=2)


def test_a_key_is_read_from_the_cache(sheet_and_keys, tmp_path, monkeypatch):
    sheet, keys = sheet_and_keys
    place = save(tmp_path, keys[0])
    assert place.relative_to(tmp_path).parts == (".gradekit", "keys", f"{keys[0].variant}.json")
    assert [path.name for path in place.parent.iterdir()] == [place.name]
    monkeypatch.setattr(keystore, "_made_again", lambda *_: pytest.fail("made again"))
    assert key_for(tmp_path, sheet.slots[0]) == keys[0]


def test_reading_a_key_imports_no_sympy(sheet_and_keys, tmp_path):
    sheet, keys = sheet_and_keys
    save(tmp_path, keys[0])
    (tmp_path / "slot.json").write_bytes(encode(sheet.slots[0]))
    script = (
        "import sys; from pathlib import Path; from gradekit.model.codec import decode;"
        "from gradekit.model.problem import Slot; from gradekit.problems.handing_out.keystore import key_for;"
        "slot = decode(Path('slot.json').read_bytes(), Slot); print(key_for(Path('.'), slot).variant);"
        "print({'sympy', 'numpy', 'jinja2'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert run.stdout.split() == [keys[0].variant, "set()"]


def test_a_missing_or_damaged_key_is_made_again_and_stored(sheet_and_keys, tmp_path):
    sheet, keys = sheet_and_keys
    assert key_for(tmp_path, sheet.slots[1]) == keys[1]
    place = tmp_path / ".gradekit" / "keys" / f"{keys[1].variant}.json"
    for damage in (b"", b"{", b"[1]", encode(keys[2]), encode(keys[1])[:-40]):
        place.write_bytes(damage)
        assert key_for(tmp_path, sheet.slots[1]) == keys[1]
        assert place.read_bytes() == encode(keys[1])


def test_a_key_stored_in_another_form_is_made_again(sheet_and_keys, tmp_path):
    sheet, keys = sheet_and_keys
    save(tmp_path, replace(keys[0], format=keys[0].format + 1, hints=("of old",)))
    assert key_for(tmp_path, sheet.slots[0]) == keys[0]


def test_a_key_of_the_bank_is_made_again(tmp_path):
    sheet, (key,) = bank_sheet(["x-plus-square"])
    assert key_for(tmp_path, sheet.slots[0]) == key


def test_wrong_answers_of_older_rules_are_made_again(sheet_and_keys, tmp_path):
    sheet, keys = sheet_and_keys
    older = replace(keys[0], rules="older", parts=tuple(replace(p, wrong=(), values=()) for p in keys[0].parts))
    save(tmp_path, older)
    assert key_for(tmp_path, sheet.slots[0]) == keys[0]
    assert with_wrong_answers(sheet.slots[0].issued, older) == keys[0]


REFUSED = [
    ({"origin": None}, "Problem 1 belongs to a course sheet"),
    ({"variant": "aaaaaaaaaa"}, "is no longer what `multi-path` gives"),
    ({"variant": "../../etc"}, "is no id of a problem"),
]


@pytest.mark.parametrize(("changes", "words"), REFUSED)
def test_a_key_that_cannot_be_had_is_refused_with_the_reason(sheet_and_keys, tmp_path, changes, words):
    slot = replace(sheet_and_keys[0].slots[0], **changes)
    with pytest.raises(OperatorError, match=words):
        key_for(tmp_path, slot)


def test_an_origin_selects_from_the_register_only(sheet_and_keys, tmp_path):
    slot = sheet_and_keys[0].slots[0]
    for name in ("../evil", "/etc/passwd", "os"):
        stranger = replace(slot, origin=replace(slot.origin, template=name))
        with pytest.raises(OperatorError, match=f"cannot be made again: No template is called `{name}`"):
            key_for(tmp_path, stranger)


def test_a_problem_of_another_version_is_not_made_again(sheet_and_keys, tmp_path):
    slot = sheet_and_keys[0].slots[0]
    other = replace(slot, issued=replace(slot.issued, gradekit="0.0.9"))
    with pytest.raises(OperatorError, match=r"made by gradekit 0.0.9, and this is"):
        key_for(tmp_path, other)


def test_a_folder_that_cannot_be_written_costs_no_marks(sheet_and_keys, tmp_path):
    sheet, keys = sheet_and_keys
    (tmp_path / ".gradekit").write_text("a file where the folder should be")
    assert key_for(tmp_path, sheet.slots[0]) == keys[0]
