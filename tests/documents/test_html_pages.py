"""Web pages: nothing escapes into them, nothing is loaded by them, and everybody can read them."""

import re
import subprocess
import sys
from base64 import b64decode, b64encode
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import pytest
from hostile_texts import HOSTILE
from samples import DOCUMENT, SHEET

from gradekit.documents.blocks import (
    Definitions,
    Display,
    Document,
    Figure,
    H,
    Items,
    Listing,
    Panel,
    Para,
    Table,
    plain,
)
from gradekit.documents.html import body, to_html
from gradekit.documents.markup import Code, Maths, Words
from gradekit.documents.sheet import sheet_document
from gradekit.documents.visible import visible


class Page(HTMLParser):
    """The tags and the text of a page, style sheet left out."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.styles: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        (self.styles if self.tags[-1:] == ["style"] else self.texts).append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)


def everywhere(text: str) -> Document:
    line = (Words(text), Code(text), Words(text, strong=True))
    blocks = (
        H(2, line, text),
        Para(line),
        Listing(text),
        Items((line,)),
        Table((line,), ((line,),), line),
        Definitions(((line, (Para(line),)),)),
        Panel("not-yet", line, text, text, (Para(line),)),
        Figure("<svg></svg>", text, line),
    )
    return Document(text, blocks, meta=((text, text),))


TAGS = set(Page(to_html(everywhere("x"))).tags)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_everywhere(text: str) -> None:
    page = Page(to_html(everywhere(text)))
    assert set(page.tags) == TAGS
    assert page.text.count(visible(text)) >= 20
    assert all(name in ALLOWED for name, _ in page.attributes)


ALLOWED = {
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "tabindex",
    "scope",
    "role",
    "aria-label",
    "aria-hidden",
}


@pytest.mark.parametrize("page", [to_html(DOCUMENT), to_html(sheet_document(SHEET))], ids=["feedback", "sheet"])
def test_a_page_loads_and_runs_nothing(page: str) -> None:
    read = Page(page)
    assert not {"script", "link", "iframe", "object", "form", "a", "img"} & set(read.tags)
    assert not [name for name, _ in read.attributes if name.startswith("on") or name in ("style", "src", "href")]
    policy = dict(read.attributes)["content"] and next(v for k, v in read.attributes if v and "default-src" in v)
    assert policy.startswith("default-src 'none';")
    digest = b64encode(sha256(read.styles[0].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize("page", [to_html(DOCUMENT), to_html(sheet_document(SHEET))], ids=["feedback", "sheet"])
def test_headings_come_in_order(page: str) -> None:
    levels = [int(tag[1]) for tag in Page(page).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_figures_are_told_in_words() -> None:
    page = Page(to_html(sheet_document(SHEET)))
    alts = [value for name, value in page.attributes if name == "aria-label"]
    assert "Graph of the problem: x depends on t; y depends on t; f depends on x, y." in alts


def test_a_standing_is_told_in_words_and_by_a_sign() -> None:
    page = to_html(DOCUMENT)
    for sign, words in [
        ("✓", "right"),
        ("○", "not yet"),
        ("?", "could not be read"),
        ("◐", "partly right"),
        ("–", "empty"),
    ]:
        assert f'<span class="sign" aria-hidden="true">{sign}</span>{words}</span>' in page


MATH = 31
"""The place of the MATH table in the list of known tables of the WOFF2 specification."""


def known_tables(font: bytes) -> list[int]:
    """The known tables in the directory of a WOFF2 file: flags, then lengths in groups of seven bits."""
    found: list[int] = []
    at = 48
    for _ in range(int.from_bytes(font[12:14], "big")):
        kind, version = font[at] & 0x3F, font[at] >> 6
        at += 5 if kind == 63 else 1
        transformed = version != 3 if kind in (10, 11) else version != 0
        for _ in range(1 + transformed):
            while font[at] & 0x80:
                at += 1
            at += 1
        found.append(kind)
    return found


def test_the_font_is_embedded_and_has_a_math_table() -> None:
    style = Page(to_html(DOCUMENT)).styles[0]
    font = b64decode(re.search(r"data:font/woff2;base64,([^\"]+)", style).group(1))  # type: ignore[union-attr]
    assert font[:4] == b"wOF2"
    assert font == files("gradekit.documents").joinpath("fonts", "stix-two-math-subset.woff2").read_bytes()
    assert MATH in known_tables(font)
    assert "SIL OPEN FONT LICENSE" in files("gradekit.documents").joinpath("fonts", "OFL.txt").read_text()


def test_the_page_names_its_language() -> None:
    assert '<html lang="de">' in to_html(Document("T", (), language="de"))


def test_the_same_bytes_in_another_process() -> None:
    code = (
        "import samples, sys; from gradekit.documents.html import to_html; sys.stdout.write(to_html(samples.DOCUMENT))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code],
            capture_output=True,
            check=True,
            cwd=sys.modules["samples"].__file__.rsplit("/", 1)[0]
            if "/" in str(sys.modules["samples"].__file__)
            else None,
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONPATH": "."},
        ).stdout.decode()
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] == to_html(DOCUMENT)


def test_no_path_and_no_date_in_a_page() -> None:
    assert not re.search(r"/home/|/work/|/usr/|20\d\d-\d\d-\d\d", re.sub(r"base64,[^\"]+", "", to_html(DOCUMENT)))


def test_display_formulas_are_blocks() -> None:
    assert '<div class="display"><math display="block"' in body([Display(("x^2",))])


def test_formulas_in_lines() -> None:
    assert body([Para((Maths("x"), *plain(" & y")))]) == '<p><math alttext="x"><mi>x</mi></math> &amp; y</p>'


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_have_the_contrast_that_wcag_asks_for(scheme: int) -> None:
    css = files("gradekit.documents").joinpath("shells", "page.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", css.split(":root")[scheme + 1]))
    for ground in ("paper", "raised"):
        for name in ("ink", "faint", "link", "right", "partly", "not-yet", "pending", "note"):
            bright, dim = sorted((luminance(colours[name]), luminance(colours[ground])), reverse=True)
            assert (bright + 0.05) / (dim + 0.05) >= 4.5, (name, ground)


def test_a_sign_after_a_formula_stays_with_it() -> None:
    page = body([Para((Words("At "), Maths("x"), Words("), now.")))])
    assert page == ('<p>At <span class="together"><math alttext="x"><mi>x</mi></math>),</span> now.</p>')
