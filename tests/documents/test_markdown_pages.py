"""Markdown: what a reader of it shows is the text of the document, and nothing else becomes of it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from base64 import b64decode

import pytest
from hostile_texts import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from samples import DOCUMENT, SHEET
from test_html_pages import everywhere

from gradekit.documents.blocks import (
    Definitions,
    Display,
    Document,
    Figure,
    Fold,
    H,
    Items,
    Listing,
    Panel,
    Para,
    Table,
    plain,
)
from gradekit.documents.drawings import data_uri, standalone
from gradekit.documents.markdown import code, to_markdown, written
from gradekit.documents.markup import Code, Maths, Words
from gradekit.documents.sheet import sheet_document
from gradekit.documents.visible import visible

READER = MarkdownIt("gfm-like", {"linkify": False})
TEXT = st.text(
    st.sampled_from("ab1 \\`*_{}[]<>#$&~|^@:/.+-=!()'\"%") | st.characters(codec="utf-8", exclude_categories=["C"]),
    max_size=30,
)


def tokens(text: str) -> list[Token]:
    found: list[Token] = []
    for token in READER.parse(text):
        found += [token, *(token.children or ())]
    return found


def shown(text: str) -> str:
    """The text that a reader sees on one line."""
    kinds = ("text", "code_inline", "text_special")
    return "".join(token.content for token in tokens(text) if token.type in kinds)


def squeezed(text: str) -> str:
    return " ".join(text.split())


KINDS = {token.type for token in tokens(to_markdown(everywhere("x")))}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text_everywhere(text: str) -> None:
    found = tokens(to_markdown(everywhere(text)))
    assert {token.type for token in found} - {"text_special"} <= KINDS
    assert "html_inline" not in KINDS
    seen = squeezed(shown(to_markdown(everywhere(text))))
    assert seen.count(squeezed(visible(text))) >= 15
    assert [visible(text, lines=True)] == [token.content.rstrip("\n") for token in found if token.type == "fence"]


@pytest.mark.parametrize("text", ["- x", "+ x", "1. x", "12) x", "# x", "> x", "=", "---", "    x", ": x", "| x |"])
def test_a_line_begins_with_text(text: str) -> None:
    for block in (Para(plain(text)), Items((plain(text),))):
        before = to_markdown(Document("T", (Para(plain("before")),)))
        found = READER.parse(to_markdown(Document("T", (Para(plain("before")), block)))[len(before) :])
        kinds = [token.type for token in found if token.nesting >= 0]
        assert kinds[-2:] == ["paragraph_open", "inline"]
        assert len(kinds) == (2 if isinstance(block, Para) else 4)
        assert next(token.content for token in found if token.type == "inline").replace("\\", "") == text.strip()


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    for block in (Para((Words(text),)), Items(((Words(text),),)), H(2, (Words(text),)), Para((Code("." + text),))):
        found = to_markdown(Document("T", (Para(plain("before")), block)))
        seen = shown(found.split("before", 1)[1])
        line = block.items[0] if isinstance(block, Items) else block.content
        assert squeezed(seen) == squeezed("".join(piece.text for piece in line if not isinstance(piece, Maths)))


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_any_text_stays_in_its_cell(text: str) -> None:
    table = Table((plain("a"), plain("b")), ((plain(text), (Code("." + text),)),))
    found = tokens(to_markdown(Document("T", (table,))))
    cells = [token for token in found if token.type == "td_open"]
    assert len(cells) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x_1 * y", r"x\_1 \* y"),
        ("\\(x\\)", "&#92;(x&#92;)"),
        ("see http://x.y and www.x.y", r"see http:\//x.y and www\.x.y"),
        ("a@b.c", r"a\@b.c"),
        ("50 $ & more", r"50 \$ \& more"),
    ],
)
def test_text_with_marks(text: str, expected: str) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("x", "`x`"), ("`", "`` ` ``"), ("a``b", "```a``b```"), (" x", "`  x `")]
)
def test_code_between_enough_backticks(text: str, expected: str) -> None:
    assert code(text) == expected


FORMULAS = [
    ("a < b", r"$a \lt b$"),
    (r"a \le b > c", r"$a \le b \gt c$"),
    (r"\text{50% of } x", r"$\text{50\% of } x$"),
    ("x\n+ 1", "$x + 1$"),
]


@pytest.mark.parametrize(("latex", "expected"), FORMULAS)
def test_a_formula_stays_latex(latex: str, expected: str) -> None:
    assert squeezed(to_markdown(Document("T", (Para((Maths(latex),)),))).split("\n\n")[1]) == expected
    assert not re.search(r"\$\s|\s\$$", expected)


def test_bars_of_a_formula_end_no_cell() -> None:
    cell = (Maths(r"\left| x \right| + |y| + \|z\|"),)
    text = to_markdown(Document("T", (Table((plain("a"),), ((cell,),)),)))
    assert text.split("\n")[-2] == r"| $\left\vert x \right\vert + \vert y\vert + \Vert z\Vert$ |"


def test_every_block_has_its_form() -> None:
    document = Document(
        "T",
        (
            H(2, plain("Two"), "3 points"),
            Display(("x", "y")),
            Listing("one\n  two"),
            Items((plain("1. x"), plain("- y")), ordered=True),
            Definitions(((plain("We read"), (Display(("z",)),)), (plain("Lines"), (Listing("a"),)))),
            Panel("right", plain("(a)"), "right", "1 of 1", (Panel("question", plain("Look"), blocks=(Para(()),)),)),
            Fold(plain("Hint <1> $"), (Para(plain("told")),)),
        ),
        meta=(("Sheet", "X"),),
    )
    assert to_markdown(document) == (
        "# T\n\n- Sheet: X\n\n## Two — 3 points\n\n$$x$$\n\n$$y$$\n\n```text\none\n  two\n```\n\n"
        "1. 1\\. x\n2. \\- y\n\n- We read: $\\displaystyle z$\n- Lines:\n\n  ```text\n  a\n  ```\n\n\n"
        "### (a) — ✓ right · 1 of 1\n\n> **→ Look**\n\n"
        "<details><summary>Hint &lt;1&gt; &#36;</summary>\n\ntold\n\n</details>\n"
    )


def test_a_drawing_stands_at_the_end_and_says_what_it_shows() -> None:
    text = to_markdown(sheet_document(SHEET))
    assert "![Graph of the problem: x depends on t; y depends on t; f depends on x, y.][figure-1]" in text
    drawings = re.findall(r"^\[figure-\d\]: data:image/svg\+xml;base64,(\S+)$", text, re.MULTILINE)
    assert len(drawings) == 2
    for drawing in drawings:
        assert ET.fromstring(b64decode(drawing)).tag.endswith("svg")


def test_a_drawing_by_itself_has_its_colours() -> None:
    figure = next(block for block in sheet_document(SHEET).blocks if isinstance(block, Figure))
    alone = standalone(figure.svg)
    assert "var(" not in alone
    assert re.search(r"svg \.node \{ fill: #[0-9a-f]{6}; stroke: #[0-9a-f]{6}; \}", alone)
    assert data_uri(figure.svg).startswith("data:image/svg+xml;base64,")


def test_feedback_reads_well_as_it_is() -> None:
    text = to_markdown(DOCUMENT)
    assert "### (b) $\\frac{df}{dt}$ — ○ not yet · 0 of 3" in text
    assert "> **→ To look at**\n>\n> Line 4: the question" in text
