"""Deployed lists: what is frozen stays, is dealt once each, and is refused when it was touched."""

import json
from itertools import count

import msgspec
import pytest

from gradekit.errors import AuthorError, OperatorError
from gradekit.model.codec import encode
from gradekit.problems.admission.repeats import note
from gradekit.problems.admission.variants import digest
from gradekit.problems.admission.wrong import with_wrong_answers
from gradekit.problems.handing_out import deployed
from gradekit.problems.handing_out.deployed import (
    deal,
    deployed_sheet,
    essence,
    freeze,
    key_digest,
    keys_beside,
    read_list,
)
from gradekit.problems.handing_out.stubs import sheet_in, write_stub
from gradekit.problems.issue import issue
from gradekit.problems.template import REGISTER, template_named

OWN = """
from gradekit.authoring import Map, t, template, x, y


@template("five-only", group="tests", title="Five", goal="see a small pool", levels=(2, 2), deal=True)
def make(g, level):
    return Map(t).on("t > 0").then(x=g.int("a", 2, 6) * t**2, y=t**3).then(f=x * y{more})
"""


@pytest.fixture
def own(tmp_path):
    before = dict(REGISTER)
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "five_only.py").write_text(OWN.format(more=""), encoding="utf-8")
    yield folder
    REGISTER.clear()
    REGISTER.update(before)


@pytest.fixture
def frozen(own):
    return freeze("five-only", level=None, seed="s", size=4, own=[own])


@pytest.fixture
def pool(tmp_path, frozen):
    path = tmp_path / "pool.json"
    path.write_bytes(encode(frozen.listed))
    keys_beside(path).write_bytes(encode(frozen.keys))
    return path


def change(path, edit):
    """The file with its record changed."""
    record = json.loads(path.read_text(encoding="utf-8"))
    edit(record)
    path.write_text(json.dumps(record), encoding="utf-8")


def test_the_problems_are_different_and_those_of_their_seeds(frozen, own):
    problems = frozen.listed.problems
    assert frozen.listed.level == 2
    assert len({note(one.issued) for one in problems}) == len(problems) == 4
    for one, key in zip(problems, frozen.keys.keys, strict=True):
        issued, whole = issue(template_named("five-only", [own]), 2, one.seed)
        assert issued == one.issued
        assert key == essence(whole)
        known = msgspec.structs.replace(whole, drawn=msgspec.UNSET)
        assert with_wrong_answers(issued, key) == known, "nothing but caches and draws was left out"
        assert key_digest(whole) == key_digest(key) == one.key


def test_the_list_holds_no_key(frozen):
    told = encode(frozen.listed).decode()
    assert '"wrong"' not in told
    assert all(f'"{name}":' not in told for name in ("value", "shown", "points_of", "stated"))
    for key in frozen.keys.keys:
        assert all(encode(part.shown).decode() not in told for part in key.parts)


def test_more_than_there_are_cannot_be_frozen(own, monkeypatch):
    monkeypatch.setattr(deployed, "MOST_REPEATS", 30)
    with pytest.raises(AuthorError, match="`five-only` at level 2 gave only 5 different problems, not 6"):
        freeze("five-only", level=2, seed="s", size=6, own=[own])


def test_what_does_not_hold_is_left_out_and_named(own):
    calls = count()
    kept = freeze("five-only", level=2, seed="s", size=3, own=[own], vet=lambda *_: () if next(calls) else ("odd",))
    assert kept.left_out == ("seed `s/1`: odd",)
    assert "s/1" not in {one.seed for one in kept.listed.problems}
    assert len(kept.listed.problems) == 3


def test_dealing_takes_each_once_and_a_longer_sheet_begins_with_the_shorter(frozen, pool):
    orders = {tuple(one.variant for one in deal(pool, frozen.listed, str(seed), 4)) for seed in range(40)}
    assert all(len(set(order)) == 4 for order in orders)
    assert len(orders) > 12, "of 24 orders"
    assert {order[0] for order in orders} == {one.variant for one in frozen.listed.problems}
    for size in (1, 2, 3):
        assert deal(pool, frozen.listed, "7", size) == deal(pool, frozen.listed, "7", 4)[:size]
    for size in (0, 5):
        with pytest.raises(OperatorError, match=f"pool.json has 4 problems; {size} were asked for"):
            deal(pool, frozen.listed, "7", size)


def test_keys_come_from_their_file_or_from_the_template(pool, own):
    sheet, keys = deployed_sheet(pool, seed="7", size=4, own=[own])
    assert [key.variant for key in keys] == [slot.variant for slot in sheet.slots]
    keys_beside(pool).unlink()
    assert deployed_sheet(pool, seed="7", size=4, own=[own]) == (sheet, keys)
    assert sheet_in(write_stub(sheet)) == sheet


def test_a_changed_template_changes_nothing_as_long_as_the_keys_are_there(pool, own):
    before = deployed_sheet(pool, seed="7", size=2, own=[own])
    (own / "five_only.py").write_text(OWN.format(more=" + x"), encoding="utf-8")
    REGISTER.pop("five-only")
    assert deployed_sheet(pool, seed="7", size=2, own=[own]) == before
    keys_beside(pool).unlink()
    with pytest.raises(OperatorError, match=r"`five-only` has changed since or is not there\. Put pool\.keys\.json"):
        deployed_sheet(pool, seed="7", size=2, own=[own])


def test_a_template_that_is_gone_is_told_in_the_same_way(pool):
    keys_beside(pool).unlink()
    with pytest.raises(OperatorError, match="cannot be made again"):
        deployed_sheet(pool, seed="7", size=1)


def test_blanks_and_fields_of_another_version_do_not_count_as_damage(pool, own):
    """A record of an older version lacks a field; its id is that of its bytes, and the sheet is written by today's."""

    def older(record):
        for one in record["problems"]:
            del one["issued"]["functions_of"]
            one["variant"] = digest(msgspec.json.encode(one["issued"]))
        for one, key in zip(record["problems"], keys["keys"], strict=True):
            key["variant"] = one["variant"]
            del key["rules"]

    keys = json.loads(keys_beside(pool).read_text(encoding="utf-8"))
    change(pool, older)
    keys_beside(pool).write_bytes(msgspec.json.encode(keys))
    record = json.loads(pool.read_text(encoding="utf-8"))
    for one, key in zip(record["problems"], keys["keys"], strict=True):
        one["key"] = digest(msgspec.json.encode(key))
    pool.write_text(json.dumps(record, indent=2), encoding="utf-8")
    sheet, dealt = deployed_sheet(pool, seed="7", size=3, own=[own])
    assert sheet_in(write_stub(sheet)) == sheet
    assert [key.variant for key in dealt] == [slot.variant for slot in sheet.slots]


def first(record):
    return record["problems"][0]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda r: r.update(format=2), "has the format 2; this gradekit"),
        (lambda r: r.update(problems=[]), "the list is empty"),
        (lambda r: r["problems"].append(first(r)), "a problem is there twice"),
        (lambda r: first(r)["issued"].update(prompt="Let $f = 0$."), "problem 1 is not the one that was frozen"),
        (lambda r: first(r).update(variant="aaaaaaaaaa"), "problem 1 is not the one that was frozen"),
        (lambda r: r.pop("problems"), "is no file of `gradekit templates deploy`"),
        (lambda r: first(r)["issued"].pop("parts"), "is no file of `gradekit templates deploy`"),
        (lambda r: first(r).pop("key"), "is no file of `gradekit templates deploy`"),
    ],
    ids=["newer", "empty", "twice", "other question", "other id", "no problems", "no parts", "no digest"],
)
def test_a_list_that_was_touched_is_refused(pool, edit, said):
    change(pool, edit)
    with pytest.raises(OperatorError, match=said):
        read_list(pool)


def test_keys_of_another_form_are_made_again(pool, own):
    before = deployed_sheet(pool, seed="7", size=1, own=[own])
    change(keys_beside(pool), lambda r: [key.update(format=99) for key in r["keys"]])
    assert deployed_sheet(pool, seed="7", size=1, own=[own]) == before


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"format = 1\n", b'{"format": 1}'])
def test_a_file_that_is_no_list_is_refused(pool, raw):
    pool.write_bytes(raw)
    with pytest.raises(OperatorError, match="is no file of `gradekit templates deploy`, or it is damaged"):
        read_list(pool)


def test_a_key_that_was_touched_is_refused(pool, own):
    change(keys_beside(pool), lambda r: [key.update(hints=["Say 0."]) for key in r["keys"]])
    with pytest.raises(OperatorError, match=r"pool\.keys\.json: the key of `\w{10}` is not the one that was frozen"):
        deployed_sheet(pool, seed="7", size=1, own=[own])


def test_a_record_that_would_fill_the_memory_is_refused_though_its_id_is_right(pool):
    def huge(record):
        first(record)["issued"]["parts"] *= 60
        first(record)["variant"] = digest(msgspec.json.encode(first(record)["issued"]))

    change(pool, huge)
    with pytest.raises(OperatorError, match="problem 1 is not the one that was frozen"):
        read_list(pool)
