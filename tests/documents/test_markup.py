"""Marked-up text, hidden characters, and messages: what a student can influence opens and closes nothing."""

import pytest
from hostile_texts import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.documents.markup import Code, Maths, Words, escaped, escaped_code, inline
from gradekit.documents.messages import filled, told, words
from gradekit.documents.plain import plain_text
from gradekit.documents.visible import visible
from gradekit.documents.words import merged
from gradekit.errors import AuthorError, Fault, Place, StudentError
from gradekit.model.message import Message

PIECES = [
    ("plain", (Words("plain"),)),
    ("$x$", (Maths("x"),)),
    ("$$x$$", (Maths("x", display=True),)),
    ("`x`", (Code("x"),)),
    ("**x**", (Words("x", strong=True),)),
    (r"5\$ and \`", (Words("5$ and `"),)),
    (r"`a\`b`", (Code("a`b"),)),
    ("`$x$`", (Code("$x$"),)),
    ("2 * 3 ** 4", (Words("2 * 3 ** 4"),)),
    (r"`a\b`", (Code(r"a\b"),)),
    ("", ()),
]


@pytest.mark.parametrize(("text", "pieces"), PIECES)
def test_pieces_of_marked_up_text(text: str, pieces: tuple[Words | Maths | Code, ...]) -> None:
    assert inline(text) == pieces


@pytest.mark.parametrize("text", ["a $x", "a `x", "$x$ $"])
def test_a_mark_without_a_partner_is_the_authors_error(text: str) -> None:
    with pytest.raises(AuthorError, match="has no partner in this text"):
        inline(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_words(text: str) -> None:
    assert inline(escaped(text)) == (Words(text),)
    assert inline(f"`{escaped_code(text)}`") == (Code(text),)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab $`*\\{}\n", min_size=1, max_size=12))
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    assert "".join(piece.text for piece in inline(escaped(text)) if isinstance(piece, Words)) == visible(text)
    assert inline(f"`{escaped_code(text)}`") == (Code(text),)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_hidden_character_is_left(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert all(character.isprintable() for character in shown)
    assert visible(shown) == shown


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_parameters_stay_where_they_are(text: str) -> None:
    message = Message("x", {"name": text})
    assert inline(filled("Hello {name}.", message)) == (Words(f"Hello {visible(text)}."),)
    assert inline(filled("See `{name}`.", message)) == (Words("See "), Code(text), Words("."))


def test_tuples_are_listed() -> None:
    assert filled("Known: {names}.", Message("x", {"names": ("a", "b")})) == "Known: a, b."


SENTENCES = [
    (r"$\frac{1}{{x}}$ {x}", r"$\frac{1}{X}$ X"),
    (r"$\hat{e}_r^{x}$", r"$\hat{e}_r^{x}$"),
    (r"${x} = 0$", "$X = 0$"),
    (r"$2{x}{x}$", "$2XX$"),
    (r"$x_{{x}}$", "$x_{X}$"),
    (r"{{x}} `{x}` {{{x}}}", "{x} `X` {X}"),
    (r"\$ {x} \` {x}", r"\$ X \` X"),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_braces_of_formulas_are_no_gaps(sentence: str, expected: str) -> None:
    assert filled(sentence, Message("x", {"x": "X"})) == expected


def test_only_latex_fills_a_formula() -> None:
    with pytest.raises(Fault, match="given text where a formula belongs"):
        filled("${x}$", Message("some.id", {"x": "$ `code`"}))


def test_a_missing_id_is_named() -> None:
    with pytest.raises(Fault, match=r"no sentence for `no\.such-message`"):
        words(Message("no.such-message"))


def test_a_missing_gap_is_named() -> None:
    with pytest.raises(Fault, match=r"`some\.id` has nothing for its gap `\{name\}`"):
        filled("Hello {name}.", Message("some.id"))


def test_a_missing_language_is_named() -> None:
    with pytest.raises(Fault, match="no message catalogue for the language `xx`"):
        words(Message("feedback.sheet"), "xx")


def test_an_id_has_one_sentence() -> None:
    with pytest.raises(Fault, match="`a` is in `en_x` and in `en_y`"):
        merged([("en_x", {"a": "One."}), ("en_y", {"a": "Two."})])


def test_an_error_is_told_with_its_place() -> None:
    error = StudentError("feedback.line", place=Place("2*lamda", 2), line=4, sentence="no")
    assert told(error) == "Line 4: no\n2*lamda\n  ^"


def test_plain_text_of_marked_up_text() -> None:
    assert plain_text(r"Find $\frac{df}{dt}$ **now**: `q1a`, 5\$.") == "Find df/dt now: q1a, 5$."
