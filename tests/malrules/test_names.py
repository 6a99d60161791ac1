"""Every misconception that the catalogue of exercises names is a rule, an alias, a form note or a rule of grading."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from gradekit.documents.words import catalogue
from gradekit.malrules.aliases import ALIASES, FORM_NOTES, RULES_OF_GRADING, rules_called
from gradekit.malrules.predict import MALRULES

NAMED = Path(__file__).with_name("named_misconceptions.tsv")
"""Names with the exercises, or the list, that name them."""

with NAMED.open(encoding="utf-8") as lines:
    NAMES = {row["name"]: row["named by"] for row in csv.DictReader(lines, delimiter="\t")}


def test_the_list_is_long() -> None:
    assert len(NAMES) > 200
    assert all(NAMES.values())


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_known(name: str) -> None:
    places = [name in MALRULES, name in ALIASES, name in FORM_NOTES, name in RULES_OF_GRADING]
    assert sum(places) == 1, "a name is known in one way"
    if name in MALRULES or name in ALIASES:
        assert set(rules_called(name)) <= set(MALRULES)


def test_notes_and_rules_of_grading_have_their_sentences() -> None:
    assert {*FORM_NOTES.values(), *RULES_OF_GRADING.values()} <= set(catalogue())


def test_no_other_name_is_listed() -> None:
    assert {*ALIASES, *FORM_NOTES, *RULES_OF_GRADING} <= set(NAMES)
