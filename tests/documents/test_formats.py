"""The register of formats: every format writes every kind of document, and nothing of it is lost."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path, PurePath
from unicodedata import normalize

import nbformat
import pytest
from hostile_texts import HOSTILE
from pages import PAGES, page
from samples import DOCUMENT
from test_html_pages import Page, everywhere

from gradekit.documents.blocks import (
    Block,
    Definitions,
    Document,
    Figure,
    Fold,
    H,
    Items,
    Listing,
    Panel,
    Para,
    Table,
)
from gradekit.documents.formats import FORMATS, Format, format_named, format_of, formats_named
from gradekit.documents.markup import Line, Maths
from gradekit.documents.proof import proof_document
from gradekit.documents.sheet import sheet_document
from gradekit.errors import OperatorError
from gradekit.problems.handing_out.sheets import practice_sheet
from gradekit.problems.template import headers

HERE = Path(__file__).parent
TEXTS = [one for one in FORMATS.values() if one.suffix != "pdf"]
"""What can be written without an extra; tests of PDF stand beside its writer."""
TEMPLATES = [
    pytest.param(header.slug, id=header.slug, marks=[] if number % 6 == 0 else pytest.mark.long)
    for number, header in enumerate(headers())
]
"""Every sixth one, and all of them in the long run."""


def lines(block: Block) -> Iterator[Line]:
    """Every line of text in a block."""
    match block:
        case H(_, content) | Para(content):
            yield content
        case Table(head, rows, caption):
            yield from (*head, *(cell for row in rows for cell in row), caption)
        case Items(items):
            yield from items
        case Definitions(rows):
            for term, blocks in rows:
                yield term
                yield from (line for inner in blocks for line in lines(inner))
        case Panel(_, title, _, _, blocks) | Fold(title, blocks):
            yield title
            yield from (line for inner in blocks for line in lines(inner))
        case _:
            return


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every text of a document outside formulas."""
    for block in blocks:
        match block:
            case Listing(text):
                yield text
            case Figure(_, alt):
                yield alt
            case H(_, _, aside):
                yield aside
            case Panel(_, _, label, aside, inner):
                yield from (label, aside, *texts(inner))
            case Fold(_, inner):
                yield from texts(inner)
            case Definitions(rows):
                yield from (text for _, inner in rows for text in texts(inner))
            case _:
                pass
        if not isinstance(block, Panel | Fold | Definitions):
            yield from (piece.text for line in lines(block) for piece in line if not isinstance(piece, Maths))
    for block in blocks:
        if isinstance(block, Panel | Fold):
            yield from (piece.text for piece in block.title if not isinstance(piece, Maths))


def words_of(document: Document) -> set[str]:
    """The words of a document, in letters and digits."""
    pieces = [document.title, *(text for pair in document.meta for text in pair), *texts(document.blocks)]
    return set(re.findall(r"[^\W_]{2,}", " ".join(pieces)))


def of_html(page: str) -> str:
    told = Page(page)
    return " ".join([*told.texts, *(value or "" for _, value in told.attributes)])


def of_markdown(text: str) -> str:
    return unescape(re.sub(r"\\(?=[^\w\s])", "", text))


def of_tex(text: str) -> str:
    text = re.sub(r"\\allowbreak\{\}", "", text.split(r"\begin{document}")[1])
    text = re.sub(r"\\\((\W?[A-Za-z]+)\\\)", lambda found: sign(found[1]), text)
    return re.sub(r"[{}\\]", "", text)


def sign(command: str) -> str:
    from gradekit.documents.tex_letters import _commands

    return next((letter for letter, name in _commands().items() if name == command), command)


def of_notebook(text: str) -> str:
    return "\n".join(of_markdown(cell.source) for cell in nbformat.reads(text, as_version=4).cells)


READ: dict[str, Callable[[str], str]] = {
    "html": of_html,
    "md": of_markdown,
    "tex": of_tex,
    "ipynb": of_notebook,
    "txt": str,
}
"""The text that a reader of each format sees, near enough to look for words in it."""


@cache
def documents(slug: str) -> tuple[Document, ...]:
    """Sheet with hints and proof-reading page of a template at its lowest level."""
    low = next(header.levels[0] for header in headers() if header.slug == slug)
    sheet, keys = practice_sheet(slug, level=low, seed="5", count=1)
    return (
        sheet_document(sheet, {1: keys[0].hints}),
        proof_document(sheet.slots[0].issued, keys[0]),
    )


def lost(document: Document, one: Format) -> set[str]:
    """The words of the document that are not in the file."""
    text = READ[one.suffix](one.write(document).decode())
    there = normalize("NFKC", text)
    joined = re.sub(r"\s+", "", there)
    words = {normalize("NFKC", word) for word in words_of(document)}
    return {
        word
        for word in words
        if word not in there and word not in joined and not (one.suffix == "txt" and _folded(word, there))
    }


def _folded(word: str, text: str) -> bool:
    """Whether a narrow column of a table broke the word in two."""
    return any(
        re.search(rf"\b{re.escape(word[:k])}\b", text) and re.search(rf"\b{re.escape(word[k:])}\b", text)
        for k in range(1, len(word))
    )


@pytest.mark.parametrize("one", TEXTS, ids=lambda one: one.suffix)
@pytest.mark.parametrize("slug", TEMPLATES)
def test_every_format_holds_every_word_of_every_template(slug: str, one: Format) -> None:
    for document in documents(slug):
        assert lost(document, one) == set()


@pytest.mark.parametrize("one", TEXTS, ids=lambda one: one.suffix)
@pytest.mark.parametrize("kind", PAGES)
def test_every_format_holds_every_word_of_every_kind_of_document(kind: str, one: Format) -> None:
    assert lost(page(kind), one) == set()


@pytest.mark.parametrize("kind", PAGES)
def test_no_page_is_heavy(kind: str) -> None:
    assert len(FORMATS["html"].write(page(kind))) < 400_000


@pytest.mark.parametrize("one", TEXTS, ids=lambda one: one.suffix)
def test_the_search_for_lost_words_finds_them(one: Format) -> None:
    without = Document(DOCUMENT.title, DOCUMENT.blocks[:-1], meta=DOCUMENT.meta)
    text = READ[one.suffix](one.write(without).decode())
    assert words_of(DOCUMENT) - {word for word in words_of(DOCUMENT) if word in text}


def test_the_same_bytes_in_other_processes() -> None:
    code = (
        "import sys, samples; from hashlib import sha256; from gradekit.documents.formats import FORMATS; "
        "[print(s, sha256(FORMATS[s].write(samples.DOCUMENT)).hexdigest()) for s in FORMATS if s != 'pdf']"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            cwd=HERE,
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONPATH": f"{HERE}:{HERE.parents[1]}"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert len(runs.pop().splitlines()) == len(TEXTS)


@pytest.mark.parametrize("one", TEXTS, ids=lambda one: one.suffix)
def test_no_place_and_no_time_in_a_file(one: Format) -> None:
    told = re.sub(r"base64,[^\")\s]+", "", one.write(DOCUMENT).decode())
    assert not re.search(r"/home/|/work/|/usr/|20\d\d-\d\d-\d\d", told)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("one", TEXTS, ids=lambda one: one.suffix)
def test_hostile_text_reaches_every_file_without_controls(one: Format, text: str) -> None:
    written = one.write(everywhere(text)).decode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written)


@pytest.mark.parametrize(
    ("name", "suffix"), [("a.html", "html"), ("b.MD", "md"), ("c/d.tex", "tex"), ("x.ipynb", "ipynb"), ("pdf", "pdf")]
)
def test_the_name_of_a_file_names_its_format(name: str, suffix: str) -> None:
    assert format_of(PurePath(name)).suffix == suffix


def test_a_format_that_there_is_not() -> None:
    with pytest.raises(OperatorError, match=r"`docx` is not a format that gradekit writes: html \(a web page\)"):
        format_named("docx")
    with pytest.raises(OperatorError, match="not a format"):
        formats_named("html,odt")
