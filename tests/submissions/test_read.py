"""What students type into a Python file, and what it is read as."""

from __future__ import annotations

import pytest
from sheets_for_tests import RIGHT, SHEET, filled

from gradekit.model.answer import Answer, Submission
from gradekit.model.outcome import Outcome
from gradekit.model.policy import Policy
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.submissions.files import Source, source_of
from gradekit.submissions.read import read_submission
from gradekit.submissions.table import rows

STUB = write_stub(SHEET)
POLICY = Policy()


def read(text: str, policy: Policy = POLICY) -> Submission:
    return read_submission(Source(text), SHEET, policy)


def answer(code: str, name: str = "q1b", policy: Policy = POLICY) -> Answer:
    """The reading of one answer, when `code` stands in place of its line."""
    stub = filled(STUB, {name: "..."}).replace(f"{name} = ...", code)
    return next(a for a in read(stub, policy).answers if a.name == name)


def shown(code: str, name: str = "q1b") -> str:
    stub = filled(STUB, {name: "..."}).replace(f"{name} = ...", code)
    row = next(row for row in rows(read(stub), SHEET) if row.name == name)
    return row.read or ": ".join([row.standing, *(note.message.id for note in row.notes[:1])])


def told(found: Answer) -> list[str]:
    return [note.message.id for note in found.notes]


TYPED = [
    # what stands in the file                                       how it is read
    ("q1b = 2*sin(t)", "2*sin(t)"),
    ("q1b=2*sin(t) # by the chain rule", "2*sin(t)"),
    ("q1b = 2t*cos(t)", "2*t*cos(t)"),
    ("q1b = 2 t cos(t)", "2*t*cos(t)"),
    ("q1b = t^2/2", "t**2/2"),
    ("q1b = -t^2", "-t**2"),
    ("q1b = t²·cos(t) − 1", "t**2*cos(t) - 1"),
    ("q1b = sin**2(t)", "sin(t)**2"),
    ("q1b = sin^2(t)", "sin(t)**2"),
    ("q1b = sin²(t)", "sin(t)**2"),
    ("q1b = |t|", "Abs(t)"),
    ("q1b = e^{2t}", "exp(2*t)"),
    ("q1b = e**(2*t)", "exp(2*t)"),
    ("q1b = E**t", "exp(t)"),
    ("q1b = 1/3*t", "(1/3)*t"),
    ("q1b = Rational(1, 3)*t", "(1/3)*t"),
    ("q1b = sp.sin(t)*np.cos(t)*math.exp(t)", "sin(t)*cos(t)*exp(t)"),
    ("import sympy as S\nq1b = S.sin(t)", "sin(t)"),
    ("from math import sin as s, pi as p\nq1b = s(p*t)", "sin(pi*t)"),
    ("from sympy import *\nq1b = ln(t)", "log(t)"),
    ("from sympy.abc import t\nq1b = t", "t"),
    ("q1b = (2*sin(t)\n       + cos(t))", "2*sin(t) + cos(t)"),
    ("q1b = 2*sin(t) + \\\n    cos(t)", "2*sin(t) + cos(t)"),
    ("q1b = 1; q1b = t", "t"),
    ("q1b: Expr = 2*t", "2*t"),
    ("q1b = 'sin(t)^2'", "sin(t)**2"),
    ('q1b = "2 sin(t) cos(t)"', "2*sin(t)*cos(t)"),
    ("u = t**2\nq1b = sin(u)*u", "sin(t**2)*t**2"),
    ("u = t\nu = u**2\nq1b = u", "t**2"),
    ("u = t\nu += 1\nu *= 2\nq1b = u", "(t + 1)*2"),
    ("u, v = t, t**2\nq1b = u + v", "t + t**2"),
    ("(u, v) = [t, t**2]\nq1b = u*v", "t*t**2"),
    ("u = v = t**2\nq1b = u + v", "t**2 + t**2"),
    ("w = [t, 2*t]\nq1b = w[1]", "2*t"),
    ("w = [..., ...]\nw[0] = t\nw[1] = 3\nq1b = w[0]*w[1]", "t*3"),
    ("q1b = (x**2*y).subs(x, sin(t)).subs(y, 3)", "sin(t)**2*3"),
    ("q1b = (x*y).subs({x: sin(t), y: cos(t)})", "sin(t)*cos(t)"),
    ("q1b = (Matrix([[2, t]]) @ Matrix([t, 3]))[0]", "2*t + t*3"),
    ("q1b = diff(sin(t), t)", "cos(t)"),
    ("q1b = sin(t).diff(t)", "cos(t)"),
    ("q1b = sp.diff(t**3, t, 2)", "6*t"),
    ("q1b = simplify(t + t)", "t + t"),
    ("q1b = (t*(t + 1)).expand()", "t*(t + 1)"),
    ("def g(s):\n    return s**2\nq1b = g(sin(t))", "sin(t)**2"),
    ('def g(s):\n    """Squares."""\n    v = s + 1  # one more\n    return v**2\nq1b = g(t)', "(t + 1)**2"),
    ("def g(s): return 2s\nq1b = g(t)", "2*t"),
    ("g = lambda s: s**2\nq1b = g(3*t)", "(3*t)**2"),
    ("def q1b(t):\n    return 2*t", "2*t"),
    ("q1b = lambda t: 2*t", "2*t"),
    ("def g(t): return 2*t\nq1b = g", "2*t"),
    ("s = symbols('t')\nq1b = s**2", "t**2"),
    ("a, b = symbols('x y')\nq1b = a*b", "x*y"),
    ("t = 3\nt = Symbol('t')\nq1b = t", "t"),
    ("var('t')\nq1b = t", "t"),
    ("if __name__ == '__main__':\n    q1b = 5\nq1b = t", "t"),
    ("print(q1a)\nq1b = t\nprint(q1b)", "t"),
    ("q1b = 2*θ", "unread: read.unknown-name"),
    ("q1b == 2*t", "unread: read.no-equals"),
    ("q1b := 2*t", "2*t"),
    ("q1b 2*t", "unread: read.no-equals"),
    ("q1b = 2*t\n    + 3", "unread: read.continued-below"),
    ("q1b = 2*t\n+ 3", "unread: read.continued-below"),
    ("u = 2*(t\nq1b = u", "unread: read.depends"),
    ("q1b = u\nu = 2", "unread: read.name-later"),
    ("u, v = t\nq1b = u", "unread: read.depends"),
    ("q1b, q1z = t", "unread: read.unpack"),
    ("q1b = diff(t)", "unread: read.diff-by"),
    ("q1b = [t][1]", "unread: read.no-such-entry"),
    ("w = [t]\nw[3] = 2\nq1b = w", "unread: read.depends"),
    ("a, b = symbols('x y z')\nq1b = a", "unread: read.depends"),
    ("def g(s):\n    v = s\nq1b = g(t)", "unread: read.depends"),
    ("def g(s): return s\nq1b = g(t, 2)", "unread: read.arity"),
    ("z = symbols('z')\nq1b = z", "unread: read.unknown-name"),
    ("def g(s): return g(s)\nq1b = g(t)", "unread: read.too-many-calls"),
]


@pytest.mark.parametrize(("code", "expected"), TYPED, ids=[code for code, _ in TYPED])
def test_what_students_type(code: str, expected: str) -> None:
    assert shown(code) == expected


NOTED = [
    ("q1b = 2t", ["read.note-typed"]),
    ("q1b = t^2", ["read.note-caret"]),
    ("q1b = 2*t", []),
    ("q1b = t\nq1b = 2*t", ["read.assigned-twice"]),
    ("q1b = ...\nq1b = 2*t", []),
    ("t = 2\nq1b = t", ["read.letter-redefined"]),
    ("t = symbols('t')\nq1b = t", []),
    ("q1b = 2*t\n    + 3", ["read.continued-below"]),
    ("q1b = print(2*t)", ["read.needs-running"]),
    ("q1b = 2*PI", ["read.unknown-name-near"]),
    ("q1b = ∞", ["read.strange-character"]),
]


@pytest.mark.parametrize(("code", "notes"), NOTED)
def test_notes(code: str, notes: list[str]) -> None:
    assert told(answer(code)) == notes


def test_an_unknown_name_is_told_with_the_letters_of_the_problem_and_not_with_the_names_of_answers() -> None:
    known = read(filled(STUB, {**RIGHT, "q1b": "idk"})).answer(1, "df_dt").notes[0].message.params["known"]
    assert known == ("f", "t", "x", "y")


def test_notes_say_where() -> None:
    line = STUB.split("\n").index("q1b = ...") + 1
    note = answer("q1b = (2*t +\n       3*sinn(t))").notes[0]
    assert (note.line, note.text, note.offset) == (line + 1, "       3*sinn(t))", 9)
    assert answer("# why\nq1b = 2*t").line == line + 1


def test_a_letter_given_a_value_is_reported_with_its_line_and_stays_in_its_problem() -> None:
    text = filled(STUB, RIGHT).replace("q1c = 2", "x = t**2\nq1c = 2")
    submission = read(text)
    line = text.split("\n").index("x = t**2") + 1
    note = next(note for note in submission.notes if note.message.id == "read.letter-redefined")
    assert note.message.params == {"name": "x", "line": line}
    assert submission.answer(1, "J_f") == read(filled(STUB, RIGHT)).answer(1, "J_f")
    changed = read(filled(STUB, {**RIGHT, "q1b": "...\ntheta = 3"}))
    assert changed.answer(2, "f_polar").value == read(filled(STUB, RIGHT)).answer(2, "f_polar").value


def test_each_problem_starts_with_fresh_names() -> None:
    found = read(filled(STUB, {**RIGHT, "q1c": "2\nu = 5", "q2a": "u*r"})).answer(2, "f_polar")
    assert found.trouble is Outcome.UNKNOWN_SYMBOL
    assert found.notes[0].message.id == "read.name-elsewhere"
    assert found.notes[0].message.params["problem"] == 1


def test_what_stands_before_the_first_problem_holds_for_all() -> None:
    text = filled(STUB, {**RIGHT, "q1c": "two", "q2a": "two*r"}).replace(
        "# ---- Problem 1", "two = 2\n# ---- Problem 1"
    )
    submission = read(text)
    assert [a.trouble for a in submission.answers] == [None] * 7


def test_a_caret_can_be_refused() -> None:
    refused = answer("q1b = t^2", policy=Policy(caret_is_power=False))
    assert refused.trouble is Outcome.UNREAD
    assert told(refused) == ["read.caret-refused"]
    assert answer("q1b = 't^2'", policy=Policy(caret_is_power=False)).trouble is None


SHAPES = [
    # name, what is written, the shape, notes
    ("q1a", "[1, 2]", (1, 2), []),
    ("q1a", "[[1, 2]]", (1, 2), []),
    ("q1a", "(1, 2)", (1, 2), []),
    ("q1a", "1, 2", (1, 2), []),
    ("q1a", "np.array([1, 2])", (1, 2), []),
    ("q1a", "Matrix([[1, 2]])", (1, 2), []),
    ("q1a", "Matrix([1, 2])", (1, 2), ["read.orientation"]),
    ("q1a", "[[1], [2]]", (1, 2), ["read.orientation"]),
    ("q2d", "[1, 2]", (2, 1), []),
    ("q2d", "Matrix([1, 2])", (2, 1), []),
    ("q2d", "[[1, 2]]", (2, 1), ["read.orientation"]),
    ("q1b", "[t]", (), []),
    ("q1b", "Matrix([[t]])", (), []),
    ("q2b", "Matrix([[1, 2], [3, 4]])", (2, 2), []),
    ("q2b", "Matrix(2, 2, [1, 2, 3, 4])", (2, 2), []),
    ("q2b", "[[1, ...], ...]", (2, 2), []),
]


@pytest.mark.parametrize(("name", "written", "shape", "notes"), SHAPES)
def test_shapes(name: str, written: str, shape: tuple[int, ...], notes: list[str]) -> None:
    found = answer(f"{name} = {written}", name)
    assert found.value is not None
    assert found.value.shape == shape
    assert told(found) == notes


WRONG_SHAPES = [
    ("q1a", "[1, 2, 3]", "a list of 3", "a row of 2"),
    ("q1b", "[1, 2]", "a list of 2", "a single formula"),
    ("q2b", "[1, 2, 3, 4]", "a list of 4", "a matrix of 2 rows and 2 columns"),
    ("q2b", "[[1, 2]]", "a row of 2", "a matrix of 2 rows and 2 columns"),
    ("q2b", "t*r", "a single formula", "a matrix of 2 rows and 2 columns"),
]


@pytest.mark.parametrize(("name", "written", "found", "asked"), WRONG_SHAPES[:4])
def test_wrong_shapes_say_what_was_found(name: str, written: str, found: str, asked: str) -> None:
    got = answer(f"{name} = {written}", name)
    assert got.trouble is Outcome.WRONG_SHAPE
    assert got.notes[0].message.params == {"found": found, "asked": asked}


def test_entries_left_open_are_kept_open() -> None:
    found = answer("q2b = [[cos(theta), ...], ...]", "q2b")
    assert found.trouble is None
    assert found.value is not None
    assert [entry is None for entry in found.value.entries] == [False, True, True, True]
    assert answer("q2b = [[..., ...], ...]", "q2b").trouble is Outcome.BLANK


CHOICES = [
    ('q2c = "steepest ascent"', "steepest ascent"),
    ("q2c = ' Steepest  ASCENT '", "steepest ascent"),
    ("q2c = steepest ascent", "steepest ascent"),
    ("word = 'along the level curve'\nq2c = word", "along the level curve"),
]


@pytest.mark.parametrize(("code", "word"), CHOICES)
def test_choices_are_words(code: str, word: str) -> None:
    found = answer(code, "q2c")
    assert (found.word, found.trouble) == (word, None)


def test_a_name_that_is_no_part_is_told() -> None:
    notes = read(filled(STUB, {**RIGHT, "q1c": "2\nq1z = 3"})).notes
    assert [note.message.id for note in notes] == ["read.no-such-part"]


def test_a_file_that_is_empty_but_for_the_stub() -> None:
    submission = read(STUB)
    assert [a.trouble for a in submission.answers] == [Outcome.BLANK] * 7
    assert submission.notes == ()
    assert [a.name for a in submission.answers] == list(RIGHT)
    assert submission.sheet == SHEET.id


def test_the_answer_is_kept_as_it_was_written() -> None:
    assert answer("q1b = 2t # so").text == "2t"
    assert len(answer("q1b = " + "+".join(["t"] * 2000)).text) <= 300


LAUGHS = "a = t + t\n" + "a = a*a + a\n" * 40 + "q1b = a"
CALLS = (
    "def f0(s): return s\n"
    + "".join(f"def f{i + 1}(s): return f{i}(s) + f{i}(s)\n" for i in range(40))
    + "q1b = f40(t)"
)


LINES = "a = t\n" * 1001 + "q1b = a"


@pytest.mark.parametrize("code", [LAUGHS, CALLS, LINES])
def test_what_grows_without_end_is_stopped(code: str) -> None:
    assert answer(code).trouble in (Outcome.UNREAD, Outcome.NEEDS_RUNNING)


def test_a_name_written_in_another_way_than_in_the_stub_is_told_with_the_right_one() -> None:
    """It would be empty, and nobody would look: so it waits for a person, unless the answer is there by its name."""
    found = read(filled(STUB, RIGHT).replace("q1b = ", "Q1_b = "))
    (note,) = found.answer(1, "df_dt").notes
    assert (note.message.id, note.message.params["near"]) == ("read.no-such-part-near", "q1b")
    assert found.answer(1, "df_dt").trouble is Outcome.UNREAD
    assert found.answer(1, "df_dt").text.startswith("Q1_b = ")
    assert found.notes == ()
    both = read(filled(STUB, RIGHT).replace("q1b = ", "Q1_b = t\nq1b = "))
    assert both.answer(1, "df_dt").trouble is None
    assert [note.message.id for note in both.notes] == ["read.no-such-part-near"]


LEFT_OPEN = [
    # the code, what is read, the notes
    ("q1b = 2*t\nq1b = ...", "2*t", ["read.left-open-below"]),
    ("q1b = ...\nq1b = 2*t\nq1b = ...", "2*t", ["read.left-open-below"]),
    ("q1b = 2*t\nq1b =", "2*t", ["read.left-open-below"]),
    ("q1b = q + 1\nq1b = ...", "unread: read.unknown-name", ["read.unknown-name", "read.left-open-below"]),
    ("q1b = 2*t\nq1b = 3*t", "3*t", ["read.assigned-twice"]),
    ("q1b =", "empty", []),
    ("q1b = # later", "empty", []),
    ('q1b = ""', "empty", []),
    ("q1b =\n2*t", "unread: read.continued-below", ["read.continued-below"]),
    ("q1b =\n    2*t", "unread: read.continued-below", ["read.continued-below"]),
    ("u =\nq1b = u", "unread: read.depends", ["read.depends"]),
]


@pytest.mark.parametrize(("code", "expected", "notes"), LEFT_OPEN, ids=[code for code, _, _ in LEFT_OPEN])
def test_what_the_stub_left_open_takes_no_answer_away(code: str, expected: str, notes: list[str]) -> None:
    found = answer(code)
    assert (shown(code), told(found)) == (expected, notes)


def test_a_row_left_open_below_takes_no_answer_away() -> None:
    found = answer("q1a = [2*x, y]\nq1a = [..., ...]", "q1a")
    assert (found.trouble, told(found)) == (None, ["read.left-open-below"])


def test_a_list_of_nothing_is_not_given_twice() -> None:
    found = answer("q1a = [..., ...]\nimport sys; sys.exit()", "q1a")
    assert "read.assigned-twice" not in told(found)


STARS = [
    # the module of a star, and whether the file is read on
    ("gradekit.answers", True), ("gradekit.anwsers", True), ("gradkit.answers", True), ("gradekit.answer", True),
    ("answers", True), ("sympi", True), ("smypy", True), ("numpyy", True), ("maths", True), ("pylab", True),
    ("mymath", False), ("mine", False), ("my_answers", False), ("path", False), ("pathlib", False), ("numba", False),
    ("symengine", False), ("grades", False), ("gradenswers", True), ("helper.sympy", False),
]  # fmt: skip


@pytest.mark.parametrize(("module", "read"), STARS)
def test_a_star_of_a_misspelt_module_is_read_on_and_of_an_own_one_is_not(module: str, read: bool) -> None:
    """`sin` means something else after `from mymath import *`, for all that is known."""
    answer = read_submission(Source(f"from {module} import *\nq1b = sin(t)"), SHEET).answer(1, "df_dt")
    assert answer.trouble is (None if read else Outcome.NEEDS_RUNNING)


def test_the_program_lines_without_their_colon_cost_what_stands_in_them() -> None:
    text = "q1c = 2\nif __name__ == '__main__'\n    q1b = t\n"
    submission = read_submission(Source(text), SHEET)
    assert submission.answer(1, "df_dt").trouble is Outcome.NEEDS_RUNNING
    assert submission.answer(1, "paths").trouble is None


@pytest.mark.parametrize("text", ["def q1b(u):\n    return 2*u", "q1b = lambda u: 2*u", "g = lambda u: 2*u\nq1b = g"])
def test_a_function_of_a_letter_that_the_question_does_not_have_is_no_answer(text: str) -> None:
    answer = read_submission(Source(text), SHEET).answer(1, "df_dt")
    assert answer.trouble is Outcome.UNKNOWN_SYMBOL
    assert answer.notes[0].message.params["name"] == "u"


def test_blanks_of_other_alphabets_are_blanks() -> None:
    blanks = "\u00a0\u2009\u202f\u3000"
    text = f"{blanks}\nq1b{blanks}= 2 {blanks}*\u00a0t\n\u00a0\n"
    submission = read_submission(source_of(text.encode()), SHEET)
    assert submission.answer(1, "df_dt").trouble is None
    assert submission.notes == ()
