r"""LaTeX: whatever a document holds, the file compiles and shows it."""

from __future__ import annotations

import os
import re
import shutil
import string
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_texts import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import DOCUMENT, PATHS, SHEET
from test_html_pages import everywhere

from gradekit.documents import tex_drawings
from gradekit.documents.blocks import Block, Display, Document, Figure, Fold, H, Listing, Para, plain
from gradekit.documents.figures import graph_figure
from gradekit.documents.latex import to_tex
from gradekit.documents.markup import Code, Maths, Words
from gradekit.documents.mathematics import symbols as s
from gradekit.documents.mathematics.read import parse
from gradekit.documents.proof import proof_document
from gradekit.documents.sheet import sheet_document
from gradekit.documents.tex_drawings import drawn
from gradekit.documents.tex_letters import _LETTERS, _commands, code, in_formula, typed_line, written
from gradekit.documents.visible import visible
from gradekit.errors import AuthorError
from gradekit.problems.handing_out.sheets import practice_sheet
from gradekit.problems.template import headers

TEX = shutil.which("pdflatex")
COMPILED = pytest.mark.skipif(TEX is None, reason="there is no pdflatex to compile with")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x_1 & 50%", r"x\_1 \& 50\%"),
        ("\\input{x}", r"\textbackslash{}input\{x\}"),
        ("a--b ''c'' -1", r"a-\apart{}-b '\apart{}'c'\apart{}' -1"),
        ("[x] *y", "{[}x{]} {*}y"),
        ("x² ≤ ϑ₁", r"x\textsuperscript{2} \(\leq\) \(\vartheta\)\textsubscript{1}"),
        ("x̂ 𝑓", r"\(\hat{x}\) \(f\)"),
        ("王 Ł é", r"\unknownletter{738B} Ł é"),
    ],
)
def test_text_comes_out_as_itself(text: str, expected: str) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"x \lt 1", "x < 1"),
        (r"\bm{x} \ltimes", None),
        (r"\text{50% & x_1}", r"\text{50\% \& x\_1}"),
        ("0{,}5", "0{,}5"),
    ],
)
def test_formulas_have_the_names_of_latex(latex: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(AuthorError, match="ltimes"):
            to_tex(Document("T", (Display((latex,)),)))
    else:
        assert in_formula(latex) == expected


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_no_text_becomes_a_command(text: str) -> None:
    """Every backslash that is written belongs to a command of the writer's own, every brace has its partner."""
    for told in (written(visible(text)), code(visible(text)), typed_line(visible(text))):
        commands = set(re.findall(r"\\[A-Za-z]+|\\.", told))
        assert commands <= OWN, commands - OWN
        bare = re.sub(r"\\.", "", told)
        assert bare.count("{") == bare.count("}")
        assert not re.search(r"(?<!\\)[%#&$_^~]", told.replace("~", "") if "\xa0" in visible(text) else told)


OWN = frozenset(
    {r"\{", r"\}", r"\$", r"\&", r"\#", r"\%", r"\_", r"\(", r"\)", r"\ ", r"\mbox", r"\texttt", r"\text"}
    | {r"\apart", r"\textendash", r"\textemdash"}
    | {r"\allowbreak", r"\unknownletter", r"\textbackslash", r"\textasciicircum", r"\textasciitilde", r"\textless"}
    | {r"\textgreater", r"\textquotedbl", r"\textbar", r"\textasciigrave", r"\textquotesingle", r"\dots", r"\surd"}
    | {r"\textperiodcentered", r"\checkmark", r"\tikz", r"\draw", r"\fill", r"\texteuro"}
    | {r"\textsuperscript", r"\textsubscript"}
    | {f"\\{name}" for name in s.ACCENTS}
    | set(_commands().values())
)


def test_folds_stand_at_the_end_under_their_heading() -> None:
    blocks: tuple[Block, ...] = (
        H(2, plain("One")),
        Fold(plain("Hint 1"), (Para(plain("first")),)),
        Fold(plain("Hint 2"), (Para(plain("second")),)),
        H(2, plain("Two")),
        Para(plain("last")),
    )
    told = to_tex(Document("T", blocks))
    order = [told.index(text) for text in ("section*{One}", "section*{Two}", "last", "Hint 1", "first", "second")]
    assert order == sorted(order)
    assert told.count("section*{One}") == 2


def test_a_graph_is_drawn_with_every_box_arrow_and_label() -> None:
    figure = graph_figure(PATHS, {})
    assert figure is not None
    told = drawn(figure.svg)
    assert told is not None
    assert told.count("rounded corners") == figure.svg.count("<rect")
    assert told.count(r"\path") == figure.svg.count("<rect") + figure.svg.count("<path")
    assert told.count(r"\node") == figure.svg.count("<text")
    assert r"\(\partial\)\(f\)/\(\partial\)\(x\)" in told


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<line x1="0" y1="1" x2="2" y2="3"/>', r"\path[draw] (0,1) -- (2,3);"),
        ('<polyline points="0,0 1,2 3,4"/>', r"\path[draw] (0,0) -- (1,2) -- (3,4);"),
        ('<circle cx="1" cy="2" r="3"/>', r"\path[draw] (1,2) circle[radius=3];"),
        ('<path d="M0 0H5V6L7 8Z" class="tip"/>', r"\path[fill] (0,0) -- (5,0) -- (5,6) -- (7,8) -- cycle;"),
        ('<path d="M0 0Q1 1 2 2"/>', None),
        ('<image href="x"/>', None),
    ],
)
def test_shapes(inside: str, expected: str | None) -> None:
    told = drawn(f'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">{inside}</svg>')
    assert told is None if expected is None else expected in str(told)


def test_a_drawing_that_cannot_be_translated_is_told_in_words() -> None:
    assert "what it shows" in to_tex(Document("T", (Figure("<svg><image/></svg>", "what it shows"),)))


def every_command() -> Iterator[str]:
    """Each command of the closed subset in a formula that is one."""
    for name in sorted(s.COMMANDS - {"left", "right", "begin", "end", "limits", "operatorname"}):
        for formula in (rf"\{name}", rf"\{name}{{x}}", rf"\{name}{{x}}{{y}}", rf"\{name}("):
            try:
                parse(formula)
            except AuthorError:
                continue
            yield formula
            break
        else:
            raise AssertionError(f"no formula for {name}")
    yield r"\left\{ \frac{x}{y} \right|, \int\limits_0^1, \operatorname{div} F, \sqrt[3]{x}"
    for environment in s.ENVIRONMENTS:
        columns = "{lc}" if environment == "array" else ""
        across = "+" if environment == "gathered" else "&"
        yield rf"\begin{{{environment}}}{columns} a {across} b \\ c {across} d \end{{{environment}}}"


def compiled(document: Document, folder: Path) -> str:
    """What LaTeX says; the test fails where it does not get through."""
    (folder / "page.tex").write_text(to_tex(document), encoding="utf-8")
    (folder / "page.aux").unlink(missing_ok=True)  # widths of the tables of another document
    assert TEX is not None
    done = subprocess.run(
        [TEX, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "page.tex"],
        check=False, capture_output=True, cwd=folder, env={**os.environ, "max_print_line": "1000"},
    )  # fmt: skip
    told = done.stdout.decode(errors="replace")
    assert done.returncode == 0, told[told.find("\n!") :][:1500]
    assert "Missing character" not in told
    return told


@COMPILED
@pytest.mark.long
def test_hostile_text_and_every_letter_compile(tmp_path: Path) -> None:
    signs = " ".join([*_commands(), *sorted(_LETTERS)])
    texts = [*HOSTILE, string.printable, signs, "王小明 محمد x² xₙ 𝐱𝑓 x̂ v⃗ ½ ⁻¹", "x" * 300]
    blocks = [block for text in texts for block in everywhere(text).blocks]
    blocks += [Display((formula,)) for formula in every_command()]
    compiled(Document("".join(HOSTILE), tuple(blocks)), tmp_path)


@COMPILED
@pytest.mark.long
def test_formulas_wider_than_the_page_are_made_to_fit(tmp_path: Path) -> None:
    wide = r"\begin{pmatrix} " + " & ".join(f"x_{{{n}}} + y_{{{n}}}" for n in range(40)) + r" \end{pmatrix}"
    long = "x = " + " + ".join("abcdefgh" * 12)
    told = compiled(Document("T", (Display((wide, long)), Para((Maths(wide),)))), tmp_path)
    assert "Overfull" not in told


@COMPILED
@pytest.mark.long
@pytest.mark.parametrize("document", [DOCUMENT, sheet_document(SHEET)], ids=["feedback", "sheet"])
def test_pages_compile(document: Document, tmp_path: Path) -> None:
    assert "Overfull" not in compiled(document, tmp_path)


@COMPILED
@pytest.mark.long
@pytest.mark.parametrize("slug", [header.slug for header in headers()])
def test_pages_of_every_template_compile(slug: str, tmp_path: Path) -> None:
    low, high = next(header.levels for header in headers() if header.slug == slug)
    for level in sorted({low, high}):
        sheet, keys = practice_sheet(slug, level=level, seed="1", count=1)
        compiled(sheet_document(sheet, {1: keys[0].hints}), tmp_path)
        told = compiled(proof_document(sheet.slots[0].issued, keys[0]), tmp_path)
        wide = [float(found) for found in re.findall(r"Overfull \\hbox \(([\d.]+)pt", told)]
        assert max(wide, default=0) < 12


def test_typed_lines_keep_their_blanks() -> None:
    told = to_tex(Document("T", (Listing("a  b\n  c"), Para((Code("f(x,y)"), Words("."))))))
    assert "\\mbox{}a\\ \\ b\\\\\n\\mbox{}\\ \\ c" in told
    assert r"\texttt{f(x,\allowbreak{}y)}" in told


NUMBERS = st.decimals(-500, 500, places=1).map(str)
POINTS = st.lists(st.tuples(st.sampled_from("ML"), NUMBERS, NUMBERS), min_size=1, max_size=20)


@given(points=POINTS, end=st.sampled_from(["", "z", "Z"]))
def test_straight_paths_are_drawn_as_any_other_path(points: list[tuple[str, str, str]], end: str) -> None:
    data = "".join(f"{command}{x} {y}" for command, x, y in points) + end
    assert tex_drawings.tikz_path(data) == tex_drawings.pieced(data)


@pytest.mark.parametrize("data", ["M1 2 3 4", "M1,2L3,4", "M1 2L3 4 5 6Z", "M1 2C1 2 3 4 5 6", "M1 2V3H4"])
def test_other_paths_are_taken_piece_by_piece(data: str) -> None:
    assert tex_drawings.tikz_path(data) == tex_drawings.pieced(data)
