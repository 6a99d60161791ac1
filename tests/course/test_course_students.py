"""Students held packed are the students, and are found as a dictionary would find them."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.course.roster import Roster
from gradekit.course.roster_rows import MARKS, Student, letters
from gradekit.course.students import ById, Found, Lines, Students, alike, small_ids

TEXT = st.text(alphabet="aAbBäß０ 0.1", max_size=3)
STUDENTS = st.lists(
    st.builds(
        Student,
        id=TEXT,
        name=TEXT,
        ids=st.lists(TEXT, max_size=3).map(tuple),
        line=st.integers(1, 200_000),
        email=TEXT,
        section=st.text(max_size=3),
        extra_days=st.floats(0, 60),
        extra_time=st.floats(0, 300),
        excused=st.lists(TEXT, max_size=2).map(tuple),
    ),
    max_size=8,
)


@settings(max_examples=40)
@given(STUDENTS)
def test_what_is_packed_comes_back(listed: list[Student]) -> None:
    students = Students(listed)
    assert len(students) == len(listed)
    assert list(students) == listed == [students[k] for k in range(len(listed))]
    assert list(students[1:]) == listed[1:]
    assert list(reversed(students)) == listed[::-1]
    assert bool(students) == bool(listed)


@pytest.mark.parametrize("place", [2, -3])
def test_there_is_nobody_beyond_the_ends(place: int) -> None:
    students = Students([Student("a", "Ada", ("a",)), Student("b", "Emmy", ("b",))])
    assert students[-1].name == "Emmy"
    with pytest.raises(IndexError, match="range"):
        students[place]


@settings(max_examples=40)
@given(STUDENTS, TEXT)
def test_a_name_finds_everybody_who_has_it(listed: list[Student], name: str) -> None:
    found = Found(Students(listed), lambda student: [letters(student.name)])
    for asked in (name, *(student.name for student in listed)):
        mine = letters(asked)
        assert list(found.of(mine)) == [student for student in listed if letters(student.name) == mine]


@settings(max_examples=40)
@given(STUDENTS)
def test_an_id_finds_whose_it_is(listed: list[Student]) -> None:
    counted = Counter(name for student in listed for name in set(small_ids(student)))
    own = [student for student in listed if all(counted[name] == 1 for name in small_ids(student))]
    expected = {name: student for student in own for name in small_ids(student)}
    by_id = ById(Students(own))
    assert {name: by_id[name] for name in expected} == expected
    assert set(by_id) == set(expected)
    assert "nobody" not in by_id


@settings(max_examples=40)
@given(STUDENTS)
def test_students_are_alike_who_share_a_mark(listed: list[Student]) -> None:
    found = set(alike(listed, MARKS))
    for place, student in enumerate(listed):
        others = [*listed[:place], *listed[place + 1 :]]
        shares = any(set(of(student)) & set(of(other)) for of in MARKS for other in others)
        assert place in found or not shares


@given(st.sets(st.integers(0, 3000)), st.integers(0, 3000))
def test_lines_are_those_added(added: set[int], asked: int) -> None:
    lines = Lines()
    for line in added:
        lines.add(line)
    assert (asked in lines) == (asked in added)


def test_the_roster_finds_names_however_they_are_written() -> None:
    roster = Roster(Students([Student("a", "Ada King", ("a",)), Student("b", "king ada", ("b",))]))
    assert [student.id for student in roster.by_letters.of(letters("King, Ada"))] == ["a", "b"]
