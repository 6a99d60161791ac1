"""course.toml and assignments/*.toml: what they may say, and errors with file, line and a caret."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest
import tiny_course as tiny
from msgspec.structs import replace

from gradekit.cli import run
from gradekit.course.assignment import Assignment, check_names, read_assignment
from gradekit.course.decisions import Decision, decide, holding, undo
from gradekit.course.folder import Course, course_at
from gradekit.course.issuing import issue_assignment
from gradekit.course.rules import Late, Rules, Step, over
from gradekit.course.secret import make_secret, read_secret
from gradekit.course.settings import Settings, read_settings
from gradekit.course.starting import new_course
from gradekit.course.store.opening import opened
from gradekit.errors import OperatorError
from gradekit.model.policy import Policy
from gradekit.problems.bank.bank import bank_ids
from gradekit.problems.template import headers

SETTINGS = Settings(title="T", time_zone="Europe/Berlin")

SETTINGS_FAULTS = [
    # course.toml                                            the words, with the line and what stands under it
    ("", r"course\.toml: object missing required field `title`"),
    ("title = 3", r"course\.toml, line 1: expected `str`, got `int`\.\ntitle = 3\n\^"),
    ('title = "T"\ntitel = "T"', r"line 2: unknown key `titel`\. Did you mean `title`\?\ntitel = \"T\"\n\^"),
    ('title = "T"\ntime-zone = "Berlin"', r"line 2: there is no time zone `Berlin`\. (Did you|It is a name like)"),
    ('title = "T"\ntime-zone = "Europe/Berln"', r"line 2: .*Did you mean `Europe/Berlin`"),
    ('title = "T"\nlanguage = "tlh"', r"line 2: there are no documents in the language `tlh`; there are: de, en\."),
    ('title = "T"\nformat = 2', r"line 2: the format is 2; this gradekit reads 1"),
    ('title = "T"\n[late]\nrule = "perday"', r"line 3: invalid enum value 'perday'"),
    ('title = "T"\n[late]\ncost = 2.0', r"line 3: expected `float` <= 1\.0"),
    ('title = "T"\n[late]\nrule = "steps"', r'line 3: `rule = "steps"` needs `steps`'),
    ('title = "T"\n[late]\nsteps = [{days = 1, worth = 0.5}]', r'line 3: steps hold with `rule = "steps"` alone'),
    (
        'title = "T"\n[late]\nrule = "steps"\nsteps = [{days = 2, worth = 0.5}, {days = 1, worth = 0.2}]',
        r"line 4: from step to step the days go up",
    ),
    (
        'title = "T"\n[late]\nrule = "steps"\nsteps = [{days = 1, worth = 0.5}, {days = 2, worth = 0.8}]',
        r"line 4: from step to step the days go up, and what the work is worth does not",
    ),
    ('title = "T"\n[attempts]\nmost = 0', r"line 3: expected `int` >= 1"),
    ('title = "T"\n[policy]\nform-cost = -1', r"line 3: expected `float` >= 0"),
    (
        'title = "T"\n[policy]\nfollow_through = true',
        r"line 3: unknown key `follow_through`\. Did you mean `follow-through`",
    ),
    ('title = "T"\n[conventions]\nangles = "navigation"', r"line 3: invalid enum value 'navigation'"),
    ("title = ", r"course\.toml is not TOML"),
]

SLOT = '[[slot]]\ntemplate = "total-derivative"\npoints = 6\n'
ASSIGNMENT_FAULTS = [
    ('title = "H"\nslot = []', r"hw1\.toml: an assignment needs at least one \[\[slot\]\]"),
    ('title = "H"', r"missing required field `slot`"),
    ('title = "H"\n[[slot]]\npoints = "6"', r"line 2: a slot has one of `template`.* here are 0"),
    (f'title = "H"\n{SLOT}bank = "b"', r"line 3: a slot has one of .* here are 2"),
    ('title = "H"\n[[slot]]\ntemplate = "t"\npoints = "six"', r"line 4: `points` is `six`.*\npoints = \"six\"\n\^"),
    ('title = "H"\n[[slot]]\ntemplate = "t"\npoints = 0', r"line 4: `points` is `0`; a number above 0"),
    ('title = "H"\n[[slot]]\ntemplate = "t"\npoints = -1', r"line 4: `points` is `-1`"),
    ('title = "H"\n[[slot]]\ntemplate = "t"\npoints = nan', r"line 4: `points` is `nan`"),
    ('title = "H"\n[[slot]]\ntemplate = "t"', r"line 2: object missing required field `points`"),
    (
        'title = "H"\n[[slot]]\npool = ["a", "b"]\npick = 3\npoints = 1',
        r"line 4: `pick` takes 3 of 2 different problems",
    ),
    ('title = "H"\n[[slot]]\npool = ["a", "a"]\npoints = 1', r"`pick` takes 1 of 1 different problems"),
    (f'title = "H"\n{SLOT}level = 9', r"line 5: `level` is 9; levels are 1 to 5"),
    (f'title = "H"\n{SLOT}leval = 2', r"line 5: unknown key `leval`\. Did you mean `level`"),
    (f'title = "H"\n{SLOT}\n[[slot]]\ntemplate = "t"\npoints = "1"\ndeal = "all"', r"line 9: invalid enum value 'all'"),
    (f'title = "H"\ndue = 2026-11-30\n{SLOT}', r"line 2: expected `datetime"),
    (f'title = "H"\nformats = ["htm"]\n{SLOT}', r"line 2: `htm` is not a format that gradekit writes: html"),
    (f'title = "H"\nfairness = 0\n{SLOT}', r"line 2: expected `float` > 0"),
    (f'title = "H"\n{SLOT}\n[late]\nrule = "steps"', r'line 7: `rule = "steps"` needs `steps`'),
    (f'title = "H"\n{SLOT}\n[extensions]\nada = "tomorrow"', r"line 6: expected `datetime`, got `str`"),
]

NAME_FAULTS = [
    ('title = "H"\n[[slot]]\ntemplate = "totalderivative"\npoints = 6', r"line 3: .*Did you mean `total-derivative`"),
    (
        'title = "H"\n[[slot]]\ntemplate = "jacobian-composition"\nlevel = 1\npoints = 6',
        r"line 4: `jacobian-composition` has the levels 2 to 5, not 1",
    ),
    ('title = "H"\n[[slot]]\nbank = "active-neuro"\npoints = 6', r"line 3: .*Did you mean `active-neuron`"),
    (
        'title = "H"\n[[slot]]\npool = ["multi-path", "zzz"]\npoints = 6',
        r"line 3: there is no `zzz`\. `gradekit templates list`",
    ),
    ('title = "H"\n[[slot]]\ndeployed = "lists/a.json"\npoints = 6', r"hw1\.toml: there is no list lists/a\.json in"),
]


@pytest.mark.parametrize(("text", "words"), SETTINGS_FAULTS)
def test_settings_that_do_not_fit(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "course.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OperatorError, match=words):
        read_settings(path)


@pytest.mark.parametrize(("text", "words"), ASSIGNMENT_FAULTS)
def test_assignments_that_do_not_fit(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "hw1.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OperatorError, match=words):
        read_assignment(path, SETTINGS)


@pytest.mark.parametrize(("text", "words"), NAME_FAULTS)
def test_templates_and_problems_that_are_not_there(text: str, words: str, tmp_path: Path) -> None:
    course = tiny.made(tmp_path / "tiny")
    (course.folder / "assignments" / "hw1.toml").write_text(text, encoding="utf-8")
    with pytest.raises(OperatorError, match=words):
        issue_assignment(course, "hw1", tiny.HERE)
    assert not course.made("hw1").exists()


def test_an_assignment_that_is_not_there(tmp_path: Path) -> None:
    course = tiny.made(tmp_path / "tiny")
    with pytest.raises(OperatorError, match=r"There is no assignment `hw2` in tiny\. Did you mean `hw1`"):
        course.assignment("hw2")


def test_the_name_of_an_assignment_is_a_name_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "home work.toml"
    path.write_text(f'title = "H"\n{SLOT}', encoding="utf-8")
    with pytest.raises(OperatorError, match="the name of an assignment has letters, digits"):
        read_assignment(path, SETTINGS)


def test_an_extension_of_nobody_is_a_slip(tmp_path: Path) -> None:
    course = tiny.made(tmp_path / "tiny")
    path = course.folder / "assignments" / "hw1.toml"
    path.write_text(tiny.ASSIGNMENT + "\n[extensions]\nemy = 2026-12-01T18:00:00\n", encoding="utf-8")
    with pytest.raises(
        OperatorError, match=r"line 14: no student of the roster has the id `emy`\. Did you mean `emmy`"
    ):
        course.assignment("hw1")
    path.write_text(tiny.ASSIGNMENT + "\n[extensions]\nEMMY = 2026-12-01T18:00:00\n", encoding="utf-8")
    assert course.assignment("hw1").extensions.keys() == {"EMMY"}


def _read(text: str, tmp_path: Path, settings: Settings = SETTINGS) -> Assignment:
    path = tmp_path / "hw1.toml"
    path.write_text(text, encoding="utf-8")
    return read_assignment(path, settings)


POINTS = [("6", 6), ('"6"', 6), ("2.5", Fraction(5, 2)), ("0.1", Fraction(1, 10)), ('"7/3"', Fraction(7, 3))]


@pytest.mark.parametrize(("written", "points"), POINTS)
def test_points_are_read_as_they_are_written(written: str, points: Fraction | int, tmp_path: Path) -> None:
    text = f'title = "H"\n[[slot]]\npool = ["a", "b", "c"]\npick = 2\npoints = {written}\n'
    assert _read(text, tmp_path).points == 2 * points


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "hw1.toml"
    path.write_bytes(f'title = "H"\n{SLOT}'.replace("\n", "\r\n").encode("utf-8-sig"))
    assert read_assignment(path, SETTINGS).points == 6


def test_dates_without_an_offset_are_of_the_time_zone_of_the_course(tmp_path: Path) -> None:
    told = _read(f'title = "H"\ndue = 2026-11-30T18:00:00\n{SLOT}', tmp_path)
    assert told.due == datetime(2026, 11, 30, 17, tzinfo=UTC)
    told = _read(f'title = "H"\ndue = 2026-11-30T18:00:00Z\n{SLOT}', tmp_path)
    assert told.due == datetime(2026, 11, 30, 18, tzinfo=UTC)


def test_rules_override_one_another_field_by_field(tmp_path: Path) -> None:
    settings = Settings(title="T", policy=Rules(form_cost=0.5, follow_through=False))
    text = (
        'title = "H"\n[policy]\ncredit-per-entry = false\n[[slot]]\ntemplate = "t"\npoints = 1\n'
        "[slot.policy]\nfollow-through = true\n[slot.part.b]\nform-cost = 0.25\n"
    )
    told = _read(text, tmp_path, settings)
    slot = told.slots[0]
    assert (told.policy.form_cost, told.policy.follow_through, told.policy.credit_per_entry) == (0.5, False, False)
    assert told.policy_for(slot).follow_through
    assert told.policy_for(slot, "b").form_cost == 0.25
    assert told.policy_for(slot, "a").form_cost == 0.5
    assert told.policy.agreed_counts == Policy(purpose="homework").agreed_counts


def test_what_is_not_set_stays() -> None:
    lower, upper = Rules(form_cost=0.5, forbid=("diff",)), Rules(follow_through=False)
    assert over(over(lower, upper), Rules()) == Rules(form_cost=0.5, forbid=("diff",), follow_through=False)


def test_lateness_of_the_assignment_stands_above_that_of_the_course(tmp_path: Path) -> None:
    settings = Settings(title="T", late=Late(rule="closed"))
    assert _read(f'title = "H"\n{SLOT}', tmp_path, settings).late == Late(rule="closed")
    told = _read(
        f'title = "H"\n{SLOT}[late]\nrule = "steps"\nsteps = [{{days = 1, worth = 0.5}}]\n', tmp_path, settings
    )
    assert told.late == Late(rule="steps", steps=(Step(days=1, worth=0.5),))


def test_the_course_that_a_path_lies_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = tiny.made(tmp_path / "tiny")
    assert course_at(course.folder / "assignments" / "hw1.toml").folder == course.folder
    monkeypatch.chdir(course.folder)
    assert course_at(Path()).folder == course.folder
    with pytest.raises(OperatorError, match=r"lies in no course: no folder above it has a course\.toml"):
        course_at(tmp_path)


def test_a_new_course_reads_as_it_stands(tmp_path: Path) -> None:
    told = new_course(tmp_path / "c", title='Analysis "II"')
    course = Course(tmp_path / "c")
    assert course.settings.title == 'Analysis "II"'
    assert course.assignment("hw1").points == 14
    assert {path.name for path in told} >= {".gitignore", "README.txt", "course.toml", "hw1.toml", "roster.csv"}
    assert [one.code for one in course.roster.findings] == ["no-student"]
    ignored = (course.folder / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"store.sqlite*", "secret.key", "submissions/", "out/", "*.keys.json", "roster.csv"} <= set(ignored)


def test_a_new_course_replaces_nothing(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OperatorError, match="is there already and not empty"):
        new_course(tmp_path / "c")
    assert [path.name for path in (tmp_path / "c").iterdir()] == ["notes.txt"]


def test_next_year_takes_what_is_asked_and_nothing_about_persons(course: Course, tmp_path: Path) -> None:
    path = course.folder / "assignments" / "hw1.toml"
    text = path.read_text(encoding="utf-8") + "\n[extensions]\nada = 2026-12-01T18:00:00\n"
    path.write_text(text, encoding="utf-8")
    told = new_course(tmp_path / "next", old=course.folder)
    new = Course(tmp_path / "next")
    assert {path.as_posix() for path in told} == {
        ".gitignore",
        "README.txt",
        "assignments/hw1.toml",
        "course.toml",
        "roster.csv",
        "secret.key",
    }
    assert new.assignment("hw1").slots == course.assignment("hw1").slots
    assert new.assignment("hw1").extensions == {}
    assert new.assignment("hw1").due is None
    assert "# due = 2026-11-30T18:00:00" in new.path_of("hw1").read_text(encoding="utf-8")
    assert new.settings.title == "Tiny"
    assert not new.roster.students
    assert read_secret(new.secret) != read_secret(course.secret)


def test_next_year_has_its_own_title_and_nothing_is_released_yet(course: Course, tmp_path: Path) -> None:
    path = course.path_of("hw1")
    path.write_text(f'purpose = "test"\nreleased = true\n{path.read_text(encoding="utf-8")}', encoding="utf-8")
    new_course(tmp_path / "next", old=course.folder, title=r"Next \1 year")
    assert Course(tmp_path / "next").settings.title == r"Next \1 year"
    assert course.assignment("hw1").policy.released
    assert not Course(tmp_path / "next").assignment("hw1").policy.released


def test_accepted_readings_go_along_and_what_is_about_persons_and_variants_stays(
    course: Course, tmp_path: Path
) -> None:
    kinds = ("accept", "accept", "accept", "mark", "void", "give", "hand")
    told = [msgspec.convert({"kind": kind, "part": "1a", "why": "w", "rule": "transpose"}, Decision) for kind in kinds]
    told[1] = replace(told[1], variant="abc")
    told[2] = replace(told[2], part="1b", rule="sign")
    told[3] = replace(told[3], student="ada", earned=Fraction(1))
    with opened(course.store) as engine, engine.begin() as connection:
        numbers = [decide(connection, "hw1", one) for one in (*told, replace(told[0], rule="undone"), told[0])]
        undo(connection, "hw1", numbers[-2], "w")
    before = course.store.read_bytes()
    course.store.chmod(0o400)
    new_course(tmp_path / "next", old=course.folder)
    new = Course(tmp_path / "next")
    with opened(new.store) as engine, engine.connect() as connection:
        assert holding(connection, "hw1") == (told[0], told[2])
    assert course.store.read_bytes() == before
    assert not any(row.split()[0] not in ("about", "decisions") for row in tiny.lines(new))


def test_the_secret_is_its_owners_alone_and_never_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from gradekit.cli import run

    monkeypatch.chdir(tmp_path)
    assert run(["new", "course", "c"]) == 0
    path = tmp_path / "c" / "secret.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text(encoding="ascii").strip() not in "".join(capsys.readouterr())
    assert len(read_secret(path)) == 32
    with pytest.raises(OperatorError, match="is there already, and a key is never replaced"):
        make_secret(path)


def test_a_secret_that_others_can_read_or_that_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    make_secret(path)
    path.chmod(0o640)
    with pytest.raises(OperatorError, match=r"can be read by others; say `chmod 600 .*secret\.key` and go on"):
        read_secret(path)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(OperatorError, match="is no key of gradekit, or it is damaged"):
        read_secret(path)
    path.unlink()
    with pytest.raises(
        OperatorError, match=r"cannot be read\. Put the copy .* back there\. Nothing that has been issued"
    ):
        read_secret(path)


def test_the_assignment_of_the_page_about_courses_can_be_read(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "course.md").read_text(encoding="utf-8")
    text = page.partition("```toml\n")[2].partition("```")[0]
    path = tmp_path / "hw1.toml"
    path.write_text(text, encoding="utf-8")
    told = read_assignment(path, SETTINGS)
    assert [slot.deal for slot in told.slots] == ["different"] * 3
    assert told.attempts.most == 3
    assert told.due == datetime(2026, 11, 30, 17, tzinfo=UTC)
    assert not told.policy_for(told.slots[2]).follow_through
    assert told.policy_for(told.slots[0]).follow_through
    check_names(told, path, {header.slug: header.levels for header in headers()}, sorted(bank_ids()))


def test_a_part_may_have_rules_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "hw1.toml"
    path.write_text(
        'title = "T"\n[[slot]]\ntemplate = "total-derivative"\npoints = "6"\npart.b = {follow-through = false}\n',
        encoding="utf-8",
    )
    told = read_assignment(path, SETTINGS)
    assert not told.policy_for(told.slots[0], "b").follow_through
    assert told.policy_for(told.slots[0], "a").follow_through


def test_an_assignment_is_proof_read_before_there_is_a_class(tmp_path: Path) -> None:
    course = tiny.made(tmp_path / "tiny")
    (course.folder / "roster.csv").write_text("id\n", encoding="utf-8")
    page = tmp_path / "proof.md"
    file = str(course.folder / "assignments" / "hw1.toml")
    assert run(["templates", "proof", file, "--seeds", "3", "--write", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    for told in (
        "# Proof-reading: hw1",
        "| 1 | total-derivative | 1 | 6 |",
        "| 2 | active-neuron |",
        "## Problem 2 · ",
    ):
        assert told in text
    assert [text.count(f"The {rank}") for rank in ("easiest", "median", "hardest", "problem")] == [1, 1, 1, 1]
