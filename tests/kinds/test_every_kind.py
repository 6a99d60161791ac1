"""Every kind of the register: right as typed is right, each sample wrong answer is not, blank is blank, what was read
can be typed again, and hostile text is refused with a sentence."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from sheet_of_kinds import answered, judged, parts, place_of, right_as_typed, sheets

from gradekit.documents.handout import stub_text
from gradekit.documents.messages import words
from gradekit.documents.sheet import sheet_document
from gradekit.documents.terminal import to_terminal
from gradekit.equality.decide import decide
from gradekit.errors import AuthorError
from gradekit.kinds import KINDS, kind_of
from gradekit.model.domain import Domain
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.problem import Part, PartKey
from gradekit.model.quantities import Given
from gradekit.syntax.build import TWO, add, cos, negate, number, subtract, symbol
from gradekit.syntax.scope import Scope
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Array, Expr

REFUSED = (Outcome.UNREAD, Outcome.NEEDS_RUNNING, Outcome.UNKNOWN_SYMBOL, Outcome.WRONG_SHAPE)

HOSTILE = [
    "__import__('os').system('true')",
    "open('/etc/passwd').read()",
    "().__class__.__bases__[0].__subclasses__()",
    "[" * 500,
    "9**9**9**9",
    "(lambda: 0)()",
    "{" * 300 + "}" * 300,
    '"' + "x" * 30000 + '"',
    "x" + "+x" * 20000,
    "{k: v for k, v in globals().items()}",
    "[x for x in range(10**9)]",
    "f'{x}'",
    "sum(sum(sum(sum(sum(A[i,j], i), j), k), l), m)",
    "{'u1': {'u2': {'y': 1}}}",
    "\x00\x1b[31m",
    "yield x",
]
PARTS = parts()


def wrong_answers() -> Iterator[tuple[str, str]]:
    for key in PARTS:
        slot, part, _ = place_of(key)
        yield from ((key, text) for text in kind_of(part.kind).wrong(part, sheets().keys[slot.number].part(key)))


def test_every_kind_of_the_register_is_asked_for() -> None:
    assert {place_of(key)[1].kind for key in PARTS} == KINDS.keys()


def test_the_right_answers_as_typed_are_right() -> None:
    for key, (answer, verdict) in answered(**{key: right_as_typed(key) for key in PARTS}).items():
        assert answer.trouble is None, (key, answer.notes)
        by_person = place_of(key)[1].kind == "by-person"
        assert verdict.outcome in ({Outcome.BY_PERSON} if by_person else RIGHT), key


@pytest.mark.parametrize(("key", "text"), list(wrong_answers()))
def test_each_sample_wrong_answer_is_wrong(key: str, text: str) -> None:
    answer, verdict = judged(key, text)
    assert answer.trouble is None, answer.notes
    assert verdict.outcome in (Outcome.DIFFERENT, Outcome.BLANK)


MINUS_TWO = [
    number(-2),
    negate(TWO),
    add(number(-3), number(1)),
    subtract(cos(symbol("x")), add(cos(symbol("x")), TWO)),
]


@pytest.mark.parametrize("entry", MINUS_TWO, ids=["number", "negated", "sum", "formula"])
@pytest.mark.parametrize("kind", ["expression", "array", "number", "integer", "on-curve"])
def test_a_sample_wrong_answer_for_minus_two_is_wrong(kind: str, entry: Expr) -> None:
    """Twice -2 and 2 is -2 again."""
    value = Array((), (entry,))
    part = Part(key="a", kind=kind, quantity=Given(), asks="", label="")
    key = PartKey(part="a", value=value, shown=value, values=(((-2.0, 0.0),), ((-2.0, 0.0),)))
    told = [read_text(text, Scope(frozenset("x"))).value for text in kind_of(kind).wrong(part, key)]
    assert told
    for wrong in told:
        assert isinstance(wrong, Expr)
        assert decide(wrong, entry, Domain()).outcome is Outcome.DIFFERENT


def test_only_what_a_person_marks_has_no_wrong_answers() -> None:
    assert {place_of(key)[1].kind for key in PARTS if key not in {k for k, _ in wrong_answers()}} == {"by-person"}


@pytest.mark.parametrize("key", PARTS)
def test_what_was_read_can_be_typed_again(key: str) -> None:
    first, _ = judged(key, right_as_typed(key))
    again, _ = judged(key, kind_of(place_of(key)[1].kind).shown_answer(place_of(key)[1], first))
    assert (again.value, again.word, again.also) == (first.value, first.word, first.also)


@pytest.mark.parametrize("key", PARTS)
def test_the_stub_as_it_is_handed_out_is_blank(key: str) -> None:
    part = place_of(key)[1]
    answer, verdict = judged(key, kind_of(part.kind).opened("NAME", part))
    assert answer.trouble is verdict.outcome is Outcome.BLANK


def test_the_stub_is_python_and_says_of_each_part_what_to_type() -> None:
    stub = stub_text(sheets().sheet)
    ast.parse(stub)
    assert max(map(len, stub.split("# gradekit-data")[0].splitlines())) <= 130
    for key in PARTS:
        assert kind_of(place_of(key)[1].kind).asks(place_of(key)[1], "x")


def test_the_sheet_says_of_each_part_what_to_type() -> None:
    page = to_terminal(sheet_document(sheets().sheet))
    for told in ("a set", "a table with the rows u1, u2, y", "read without being run", "marked by a person"):
        assert told in " ".join(page.split())


@pytest.mark.parametrize("key", [key for key in PARTS if place_of(key)[1].kind != "by-person"])
def test_hostile_text_is_refused_with_a_sentence(key: str) -> None:
    for text in HOSTILE:
        answer, verdict = judged(key, text)
        if answer.trouble is None:  # a table or a set may hold what is only wrong
            assert verdict.outcome in (Outcome.DIFFERENT, Outcome.BLANK, Outcome.UNREAD, Outcome.UNDECIDED), (
                key,
                text[:40],
            )
            continue
        assert answer.trouble in REFUSED, (key, text[:40], answer.trouble)
        assert words(answer.notes[0].message)


def test_text_that_a_person_marks_is_kept_as_it_is_and_bounded() -> None:
    answer, verdict = judged("why", '"""It is\nthe chain rule."""')
    assert (answer.word, verdict.outcome) == ("It is\nthe chain rule.", Outcome.BY_PERSON)
    assert judged("why", "both routes count, so add them")[0].word == "both routes count, so add them"
    assert judged("why", '"' + "x" * 5000 + '"')[0].trouble is Outcome.UNREAD


def test_an_unknown_kind_is_told_with_the_known_ones() -> None:
    with pytest.raises(AuthorError, match="known kinds are expression, array"):
        kind_of("essay")
