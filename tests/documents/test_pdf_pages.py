"""PDF: the same bytes everywhere, tagged, with every word of the document, and text that stays text."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_texts import HOSTILE
from samples import DOCUMENT, SHEET

from gradekit.documents import pdf
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
    line,
    plain,
)
from gradekit.documents.markup import Code, Words
from gradekit.documents.pdf import printed, to_pdf
from gradekit.documents.pdf_data import coloured, document_data
from gradekit.documents.sheet import sheet_document
from gradekit.documents.visible import visible
from gradekit.errors import OperatorError

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed: pip install gradekit[dev]")
pytest.importorskip("typst", reason="Typst is not installed: pip install gradekit[pdf]")

HERE = Path(__file__).parent
HINTS = {1: ("Look at $t$.", "Two routes.")}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><text>a</text></svg>'
EVERYTHING = Document(
    "Everything",
    (
        H(2, plain("Section"), "3 points"),
        Para(line("Let $x > 0$, `code` and **strong**.")),
        Display((r"\begin{aligned} y &= x \\ &= 2 \end{aligned}", r"\frac{1}{2}")),
        Figure(SVG, "a letter", plain("Cap")),
        Listing("  1: f(x\n      ^"),
        Table((plain("one"), line("$x$")), ((plain("cell"), line("$y$")),), plain("Caption")),
        Table((), ((line("$x$"), plain("bare")),)),
        Items((plain("first"), plain("second")), ordered=True),
        Definitions(((plain("term"), (Para(plain("told")),)),)),
        Definitions(((plain("tile"), (Para(plain("small")),)),), tiles=True),
        Panel("not-yet", line("(a) $x$"), "not yet", "0 of 1", (Panel("question", plain("To look at")),)),
        Fold(plain("Hint 1"), (Para(plain("folded")),)),
        H(5, plain("Deep")),
        Para((Words("0.4", bar=0.4), Words(" of all"))),
    ),
    meta=(("Sheet", "abc"),),
)


def text_of(made: bytes) -> str:
    """All text, without line ends and blanks."""
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages)).replace("\u00ad", "")


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_it_is_tagged_and_says_so() -> None:
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(EVERYTHING)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"] == "en"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert reader.metadata.title == "Everything"
    assert "/CreationDate" not in reader.trailer["/Info"]


def kinds(node: object, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Every element of the structure with its words, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            kinds(child, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append((str(node["/S"])[1:], str(node.get("/Alt", ""))))
        if "/K" in node and not isinstance(node["/K"], int):
            kinds(node["/K"], found)
    return found


def test_headings_go_down_one_level_at_a_time_and_pictures_have_words() -> None:
    root = pypdf.PdfReader(io.BytesIO(to_pdf(EVERYTHING))).trailer["/Root"]
    found = kinds(root["/StructTreeRoot"]["/K"], [])
    levels = [int(kind[1]) for kind, _ in found if re.fullmatch(r"H\d", kind)]
    assert levels == [1, 2, 3, 4, 3, 2]
    told = [alt for kind, alt in found if kind in ("Formula", "Figure")]
    assert all(told)
    assert "a letter" in told
    assert "x is greater than 0" in told
    assert {"Table", "TH", "TD", "L", "LI"} <= {kind for kind, _ in found}


def test_nothing_is_lost() -> None:
    text = text_of(to_pdf(EVERYTHING))
    for word in ("Everything", "abc", "3points", "strong", "code", "Cap", "f(x", "Caption", "bare", "second", "told"):
        assert word in text
    for word in ("small", "notyet", "0of1", "Tolookat", "Hint1", "folded", "Deep", "0.4ofall"):
        assert word in text


def test_folds_stand_at_the_end_under_the_heading_of_their_problem() -> None:
    text = text_of(to_pdf(sheet_document(SHEET, HINTS)))
    assert text.index("Problem3") < text.index("Hint1") < text.index("Hint2")
    assert text.count("Problem1") == 2


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_stays_text(hostile: str) -> None:
    name = visible(hostile)
    document = Document(
        hostile,
        (
            H(2, plain(hostile)),
            Para((Code(hostile), *plain(f" and {hostile}"))),
            Listing(hostile),
            Table((plain(hostile),), ((plain(hostile),),)),
            Panel("note", plain("p"), hostile, hostile),
        ),
        meta=((hostile, hostile),),
    )
    made = printed([document_data(document)], "x")
    shown = flat(name)
    for letter in made.missing:
        shown = shown.replace(letter, f"⟨U+{ord(letter):04X}⟩")
    assert text_of(made.pdf).replace("-", "").count(shown.replace("-", "")) >= 8


def test_the_same_bytes_twice_and_in_another_process() -> None:
    code = (
        "import sys; sys.path[:0] = [sys.argv[1]]; from samples import DOCUMENT; "
        "from gradekit.documents.pdf import to_pdf; sys.stdout.buffer.write(to_pdf(DOCUMENT))"
    )
    other = subprocess.run([sys.executable, "-c", code, str(HERE)], capture_output=True, check=True)
    assert other.stdout == to_pdf(DOCUMENT) == to_pdf(DOCUMENT)


def test_a_letter_that_no_font_has_is_drawn_as_its_number_and_told() -> None:
    made = printed([document_data(Document("王 Ana Łukasz Ἀθηνᾶ", (Para(plain("x王")),)))], "Names")
    assert made.missing == "王"
    text = text_of(made.pdf)
    assert "⟨U+738B⟩AnaŁukasz" in text
    assert "x⟨U+738B⟩" in text
    assert printed([document_data(DOCUMENT)], "x").missing == ""


DEJAVU = Path("/usr/share/fonts/truetype/dejavu")


@pytest.mark.skipif(not DEJAVU.is_dir(), reason="fonts-dejavu is not installed")
def test_a_font_that_has_the_letter_mends_it() -> None:
    document = Document("ⵣⵣ", ())
    assert printed([document_data(document)], "x").missing
    made = printed([document_data(document)], "x", fonts=[DEJAVU])
    assert made.missing == ""
    assert "ⵣⵣ" in text_of(made.pdf)


def test_letters_without_a_font_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    to_pdf(Document("王", ()))
    assert "in `王` no font has 王; drawn as numbers" in caplog.text


def test_a_folder_of_fonts_must_be_there() -> None:
    with pytest.raises(OperatorError, match="no folder `nowhere` with fonts"):
        to_pdf(DOCUMENT, fonts=[Path("nowhere")])


def test_without_typst_the_operator_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    pdf._compiler.cache_clear()
    pdf._is_drawn.cache_clear()
    with pytest.raises(OperatorError, match=r'pip install "gradekit\[pdf\]"'):
        to_pdf(DOCUMENT)


def test_drawings_get_their_colours() -> None:
    svg = coloured('<svg viewBox="0 0 1 1"><rect class="halo"/></svg>')
    assert svg.startswith('<svg viewBox="0 0 1 1"><style>')
    assert "var(" not in svg
    assert svg.count("<style>") == 1


def test_all_texts_reach_the_template_as_data() -> None:
    data = json.dumps(document_data(Document("t", (Para(plain('#read("/etc/passwd")')),))))
    assert json.loads(data)["blocks"] == [{"k": "p", "i": [{"s": '#read("/etc/passwd")'}], "faint": False}]


def test_wide_formulas_and_tables_stay_on_the_page() -> None:
    wide = r"\begin{pmatrix} " + " & ".join(rf"x_{{{k}}} + y_{{{k}}}" for k in range(30)) + r"\end{pmatrix}"
    long = plain("word " * 60)
    document = Document("Wide", (Display((wide,)), Table((), ((line(f"${wide}$"), long, line(f"${wide}$")),))))
    for page in pypdf.PdfReader(io.BytesIO(to_pdf(document))).pages:
        places: list[float] = []

        def at(text: str, cm: list[float], tm: list[float], *_: object, found: list[float] = places) -> None:
            if text.strip():
                found.append(cm[0] * tm[4] + cm[4])

        page.extract_text(visitor_text=at)
        assert places
        assert max(places) < float(page.mediabox.width) - 50
