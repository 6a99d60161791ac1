"""Archives with the same bytes every time."""

from __future__ import annotations

import zipfile
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from gradekit.documents.archive import zipped

FILES = {"b/two.txt": b"two" * 100, "a.sh": b"#!/bin/sh\n", "c": b""}


def test_members_come_back_with_no_time_and_their_rights() -> None:
    with zipfile.ZipFile(BytesIO(zipped(FILES, frozenset({"a.sh"})))) as archive:
        assert archive.namelist() == sorted(FILES)
        assert {name: archive.read(name) for name in FILES} == FILES
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [member.external_attr >> 16 & 0o777 for member in archive.infolist()] == [0o755, 0o644, 0o644]
        assert {member.create_system for member in archive.infolist()} == {3}


@given(st.permutations(sorted(FILES)))
def test_the_order_of_files_changes_nothing(names: list[str]) -> None:
    assert zipped({name: FILES[name] for name in names}) == zipped(FILES)
