"""Named sets: each that is shipped makes sheets, points are as the set says, and authors are told what is wrong."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gradekit.config import content_files
from gradekit.errors import AuthorError, OperatorError
from gradekit.model.codec import encode
from gradekit.problems.admission.repeats import note
from gradekit.problems.bank.bank import bank_files, bank_ids
from gradekit.problems.bank.contents import contents
from gradekit.problems.bank.sets import chosen, set_files, set_named, shared_out
from gradekit.problems.handing_out.keystore import key_for
from gradekit.problems.handing_out.record import data_block, sheet_in
from gradekit.problems.handing_out.sheets import made_again, practice_sheet, set_sheet

NAMES = sorted(path.stem for path in set_files())


@pytest.mark.parametrize("name", NAMES)
def test_every_set_makes_a_sheet_of_different_problems_for_its_points(name):
    told = set_named(name)
    assert told is not None
    sheet, keys = set_sheet(told, seed="7")
    assert sheet.title == told.title
    wanted = [Fraction(place.points) for place in told.problem for _ in range(place.pick)]
    assert [sum(part.points for part in slot.issued.parts) for slot in sheet.slots] == wanted
    assert len({note(slot.issued) for slot in sheet.slots}) == len(sheet.slots) >= 4
    assert [key.variant for key in keys] == [slot.variant for slot in sheet.slots]
    assert sheet_in(data_block(sheet)) == sheet


@pytest.mark.parametrize("name", NAMES)
def test_every_problem_that_a_set_may_draw_can_be_drawn(name):
    told = set_named(name)
    assert told is not None
    drawn = {one.name for seed in range(60) for one in chosen(told, str(seed))}
    assert drawn == {named for place in told.problem for named in place.names}


def test_there_are_enough_sets_and_none_is_taken_for_a_problem():
    assert len(NAMES) >= 8
    assert not bank_ids() & {*NAMES}
    assert {*bank_files()} | {*set_files()} == {*content_files("problem_bank", ".toml")}


def test_a_pool_is_drawn_from_by_the_seed():
    told = set_named("week-4-gradients-and-bends")
    assert told is not None
    drawn = {tuple(one.name for one in chosen(told, str(seed)))[-2:] for seed in range(40)}
    assert all(first != second for first, second in drawn)
    assert len(drawn) == 6  # two of three, in either order
    assert list(chosen(told, "5")) == list(chosen(told, "5"))


def test_a_key_is_made_again_with_the_points_of_the_set(tmp_path):
    sheet, keys = practice_sheet("week-1-chain-rule", seed="3")
    again = [key_for(tmp_path, slot) for slot in sheet.slots]
    assert encode(tuple(again)) == encode(keys)
    slot = sheet.slots[1]
    assert slot.origin is not None
    issued, _ = made_again(replace(slot.origin, points=Fraction(14)))
    assert sum(part.points for part in issued.parts) == 14
    assert encode(replace(issued, parts=slot.issued.parts)) == encode(slot.issued)


SHARES = [
    # total, weights, halves that each part gets
    (4, [1, 1, 2], [2, 2, 4]),
    (5, [1, 1, 2], [3, 2, 5]),
    (6, [1, 2], [4, 8]),
    (1, [1, 1], [1, 1]),
    (2, [1, 9], [1, 3]),
    (7, [2, 1, 1, 1, 2], [4, 2, 2, 2, 4]),
]


@pytest.mark.parametrize(("total", "weights", "halves"), SHARES)
def test_points_are_shared_out_in_halves(total, weights, halves):
    shares = shared_out(Fraction(total), [Fraction(weight) for weight in weights])
    assert [2 * share for share in shares] == halves


def test_too_few_points_for_halves_are_shared_out_exactly():
    assert shared_out(Fraction(1), [Fraction(1)] * 3) == (Fraction(1, 3),) * 3
    assert shared_out(Fraction(1, 3), [Fraction(1), Fraction(2)]) == (Fraction(1, 9), Fraction(2, 9))


@given(total=st.integers(1, 40), weights=st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_shares_add_up_and_follow_the_weights(total, weights):
    shares = shared_out(Fraction(total, 2), [Fraction(weight) for weight in weights])
    assert sum(shares) == Fraction(total, 2)
    assert min(shares) > 0
    for one, mine in zip(weights, shares, strict=True):
        assert all(mine >= other for less, other in zip(weights, shares, strict=True) if less < one)


GOOD = """
id = "mine"
title = "Mine"
goal = "try it"
[[problem]]
template = "jacobian"
level = 2
points = "3"

[[problem]]
bank = "linear-map"
points = "2"
"""

BAD = [
    (GOOD.replace('"jacobian"', '"jacobean"'), "mine.toml, line 5: nothing is called `jacobean` there.*`jacobian`"),
    (GOOD.replace('"linear-map"', '"linear-mop"'), "mine.toml, line 10: nothing is called `linear-mop`.*`linear-map`"),
    (GOOD.replace('"linear-map"', '"jacobian"'), "line 10: nothing is called `jacobian` there"),
    (GOOD.replace('template = "jacobian"', 'pool = ["jacobian", "lin"]'), "line 5: nothing is called `lin` there"),
    (GOOD.replace("level = 2", "level = 9"), "line 5: `jacobian` has levels 1 to 5; `level` is 9"),
    (GOOD.replace("level = 2\n", ""), "line 5: `jacobian` has levels 1 to 5; `level` is 0"),
    (GOOD.replace('"2"', '"0"'), "line 10: `points` is `0`; a number above 0"),
    (GOOD.replace('"2"', '"two"'), "line 10: `points` is `two`; a number above 0"),
    (GOOD.replace('"2"', '"2"\npick = 2'), "line 10: `pick` takes 2 of 1 different"),
    (GOOD.replace('template = "jacobian"', 'pool = ["jacobian", "jacobian"]'), "line 5: `pick` takes 1 of 1 different"),
    (GOOD.replace('bank = "linear-map"\n', ""), "line 10: a problem has one of `bank`, `template` and `pool`"),
    (GOOD + 'template = "jacobian"\n', "line 10: a problem has one of `bank`, `template` and `pool`"),
    (GOOD + "pont = 3\n", "mine.toml, line 13: unknown key `pont`.*Did you mean `points`"),
    ("goals = 'x'" + GOOD, "unknown key `goals`. Did you mean `goal`?"),
    (
        'id = "mine"\ntitle = "Mine"\ngoal = "none"\nproblem = []\n',
        r"mine.toml: a set needs at least one \[\[problem\]\]",
    ),
    (GOOD.replace('"mine"', '"yours"'), "it must be the name of the file, `mine`"),
]


@pytest.fixture
def write(tmp_path):
    def written(text):
        (tmp_path / "sets").mkdir()
        (tmp_path / "sets" / "mine.toml").write_text(text, encoding="utf-8")
        return [tmp_path]

    return written


@pytest.mark.parametrize(("text", "words"), BAD)
def test_an_author_is_told_file_and_line(write, text, words):
    with pytest.raises(AuthorError, match=words):
        practice_sheet("mine", own=write(text))


def test_a_set_of_ones_own(write):
    sheet, _ = practice_sheet("mine", seed="2", own=write(GOOD))
    assert [slot.issued.template for slot in sheet.slots] == ["jacobian", "linear-map"]
    assert [slot.issued.level for slot in sheet.slots] == [2, 2]


def test_a_template_gives_another_problem_and_a_problem_of_the_bank_does_not(write):
    twice = GOOD.replace('bank = "linear-map"', 'template = "jacobian"\nlevel = 2')
    sheet, _ = practice_sheet("mine", own=write(twice))
    assert len({note(slot.issued) for slot in sheet.slots}) == 2


def test_a_problem_of_the_bank_stands_on_a_sheet_once(write):
    twice = GOOD.replace('template = "jacobian"', 'bank = "linear-map"')
    with pytest.raises(AuthorError, match="The set `mine` has a problem of `linear-map` on its sheet already"):
        practice_sheet("mine", own=write(twice))


def test_a_set_settles_how_many_and_which_level():
    with pytest.raises(OperatorError, match="is a set: how many problems"):
        practice_sheet("week-1-chain-rule", count=3)
    with pytest.raises(OperatorError, match="is a set: how many problems"):
        practice_sheet("week-1-chain-rule", level=2)
    with pytest.raises(AuthorError, match="Did you mean `week-1-chain-rule`"):
        practice_sheet("week-1-chain-rul")


def test_sets_are_listed():
    listed = [entry for entry in contents() if entry.group == "sets"]
    assert [entry.name for entry in listed] == NAMES
    assert next(entry.levels for entry in listed if entry.name == "week-1-chain-rule") == (1, 3)
