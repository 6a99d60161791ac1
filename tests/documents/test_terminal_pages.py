"""Documents on terminals of any width and encoding."""

from io import BytesIO, TextIOWrapper

import pytest
from hostile_texts import HOSTILE
from msgspec.structs import replace
from rich.cells import cell_len
from samples import DOCUMENT, FEEDBACK, HIDDEN, SHEET, part, x

from gradekit.documents.blocks import Document, Figure, H, Items, Listing, Panel, Para, Table
from gradekit.documents.fallback import fitted
from gradekit.documents.feedback import feedback_document
from gradekit.documents.markup import Code, Words
from gradekit.documents.sheet import sheet_document
from gradekit.documents.terminal import print_document, to_terminal
from gradekit.documents.visible import visible
from gradekit.model.answer import Value
from gradekit.model.feedback import Feedback, ProblemFeedback
from gradekit.model.message import Message, Note


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_in_full_and_never_as_markup(text: str) -> None:
    line = (Words(text), Code(text))
    blocks = (
        H(2, line, text),
        Para(line),
        Listing(text),
        Items((line,)),
        Table((line,), ((line,),)),
        Panel("not-yet", line, text, text),
    )
    shown = to_terminal(Document(text, (*blocks, Figure("", text))), 400)
    assert squeezed(shown).count(squeezed(visible(text))) >= 14
    assert "\x1b" not in shown


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("document", [DOCUMENT, sheet_document(SHEET)], ids=["feedback", "sheet"])
def test_lines_fit_the_width(document: Document, width: int) -> None:
    for line in to_terminal(document, width).splitlines():
        assert cell_len(line) <= width or "gradekit" in line, line


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437", "latin-1", "utf-8"])
@pytest.mark.parametrize("text", HOSTILE[-6:])
def test_no_console_is_too_old(encoding: str, text: str) -> None:
    raw = BytesIO()
    file = TextIOWrapper(raw, encoding=encoding, write_through=True)
    print_document(Document(text, (*DOCUMENT.blocks, Para((Words(text),)))), file, width=80)
    assert b"could not be read" in raw.getvalue()


FITTED = [
    ("∂f/∂θ = r²√x ≤ 1", "ascii", "Df/Dtheta = r^2sqrt(x) <= 1"),
    ("r² cos θ", "cp1252", "r² cos theta"),
    ("rθ", "ascii", "r theta"),
    ("x₁ + w₁₂", "ascii", "x_1 + w_(12)"),
    ("x⁻¹", "cp1252", "x^(-1)"),
    ("√(x + 1)", "ascii", "sqrt(x + 1)"),
    ("−x · y", "ascii", "-x * y"),
    ("ê_r", "ascii", "e_r"),
    ("ẋ", "ascii", "x"),
    ("t ∈ ℝ", "ascii", "t  in  R"),
    ("Ω", "ascii", "Omega"),
    ("漢", "ascii", "?"),
    ("plain", "ascii", "plain"),
    ("⟨U+202E⟩", "ascii", "<U+202E>"),
]


@pytest.mark.parametrize(("text", "encoding", "shown"), FITTED)
def test_what_an_encoding_lacks_is_written_otherwise(text: str, encoding: str, shown: str) -> None:
    assert fitted(text, encoding) == shown


def test_colours_only_on_a_terminal() -> None:
    raw = BytesIO()
    file = TextIOWrapper(raw, encoding="utf-8", write_through=True)
    print_document(DOCUMENT, file, width=80)
    assert b"df/dt" in raw.getvalue()
    assert b"\x1b" not in raw.getvalue()


def test_the_order_is_right_read_look_ask() -> None:
    shown = to_terminal(DOCUMENT)
    told = [
        "right first",
        "We read",
        "the diagnosis",
        "the evidence",
        "the question",
        "Expected",
        "Worked solution",
        "more of",
    ]
    places = [shown.index(word) for word in told]
    assert places == sorted(places)


def test_that_we_do_not_know_more_is_said_after_the_evidence() -> None:
    problem = FEEDBACK.problems[0]
    unexplained = replace(problem.parts[1], rule=None, question=None)
    told = replace(FEEDBACK, problems=(replace(problem, parts=(unexplained,)),))
    shown = to_terminal(feedback_document(told))
    assert shown.index("the evidence") < shown.index("the diagnosis")


def test_marks_stand_at_the_end_of_the_line() -> None:
    lines = to_terminal(DOCUMENT).splitlines()
    (right,) = [line for line in lines if line.startswith("(a)")]
    assert right.endswith("2 of 2   ✓ right")
    assert "14 of 20" not in right
    assert any(line.endswith("4.67 of 12 so far; 3 points wait for a person") for line in lines)


def test_the_caret_stands_below_its_place() -> None:
    lines = to_terminal(DOCUMENT).splitlines()
    at = next(number for number, line in enumerate(lines) if "q1c = 3*(sin(1" in line)
    assert lines[at + 1].index("^") == lines[at].index("q1c") + 8


def test_a_remark_on_an_answer_that_was_read_does_not_draw_its_line() -> None:
    note = Note(Message("read.note-caret", {"python": "x**2"}), 7, "x^2", 1)
    remarked = part("a", "a", "right", read=Value((), (x,)), notes=(note,))
    problem = ProblemFeedback(slot=1, title="T", prompt="P", parts=(remarked,))
    shown = to_terminal(feedback_document(Feedback(sheet="S", title="T", purpose="practice", problems=(problem,))))
    assert "In Python write x**2." in shown
    assert "7: x^2" not in shown


def test_before_release_only_the_reading_is_told() -> None:
    shown = to_terminal(feedback_document(HIDDEN))
    assert "We read   x" in shown
    assert " of " not in shown
    assert "right" not in shown
