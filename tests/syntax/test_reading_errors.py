"""What cannot be read: the sentence it gets, the column it points at, and the words in its gaps."""

from __future__ import annotations

import re
import string

import pytest

from gradekit.documents.words.en_reading import WORDS
from gradekit.errors import StudentError
from gradekit.syntax.either import read_either
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Read, Scope
from gradekit.syntax.text import read_text

NAMES = frozenset({"x", "y", "t", "a", "b", "c", "n", "theta", "u1"})
SCOPE = Scope(NAMES, functions_of={"a": ("t",), "b": ("x", "y")})

TYPED = [
    # two readings
    ("1/2x", "read.two-readings", 3, {"one": "(1/2)*x", "other": "1/(2*x)"}),
    ("1/2 x", "read.two-readings", 4, {"one": "(1/2)*x", "other": "1/(2*x)"}),
    ("1/2(x+1)", "read.two-readings", 3, {"one": "(1/2)*(x+1)", "other": "1/(2*(x+1))"}),
    ("a/bc", "read.two-readings", 3, {"one": "(a/b)*c", "other": "a/(b*c)"}),
    ("1 + 2x/3y", "read.two-readings", 8, {"one": "(2x/3)*y", "other": "2x/(3*y)"}),
    ("1/sin(x)cos(x)", "read.two-readings", 8, {"one": "(1/sin(x))*cos(x)", "other": "1/(sin(x)*cos(x))"}),
    ("x/2pi", "read.two-readings", 3, {"other": "x/(2*pi)"}),
    ("e^2x", "read.two-readings", 3, {"one": "(e^2)*x", "other": "e^(2*x)"}),
    ("e^-2x", "read.two-readings", 4, {"one": "(e^-2)*x", "other": "e^(-2*x)"}),
    ("e^xy", "read.two-readings", 3, {"one": "(e^x)*y", "other": "e^(x*y)"}),
    ("2^3x", "read.two-readings", 3, {"one": "(2^3)*x", "other": "2^(3*x)"}),
    ("x^ab", "read.two-readings", 3, {"one": "(x^a)*b"}),
    ("x^n(t)", "read.two-readings", 3, {"one": "(x^n)*(t)", "other": "x^(n*(t))"}),
    ("√2x", "read.two-readings", 2, {"one": "sqrt(2)x", "other": "sqrt(2x)"}),
    ("√x²", "read.two-readings", 2, {}),
    ("2e-3", "read.two-readings", 0, {"one": "2*10^(-3)", "other": "2*e - 3"}),
    ("sin^-1(x)", "read.inverse-or-reciprocal", 0, {"name": "sin", "inverse": "asin"}),
    ("2 sin⁻¹(x)", "read.inverse-or-reciprocal", 2, {"name": "sin", "inverse": "asin"}),
    ("ln^(-1)(x)", "read.inverse-or-reciprocal", 0, {"name": "ln", "inverse": "exp"}),
    ("sqrt^-1(x)", "read.reciprocal", 0, {"name": "sqrt"}),
    ("0,5", "read.decimal-comma", 1, {"written": "0,5", "number": "0.5"}),
    ("0,5*x", "read.decimal-comma", 1, {"written": "0,5", "number": "0.5"}),
    ("sin(0,5)", "read.decimal-comma", 5, {"written": "0,5", "number": "0.5"}),
    # functions
    ("sin x", "read.function-brackets", 0, {"name": "sin", "argument": "x"}),
    ("2 sin 2x", "read.function-brackets", 2, {"name": "sin", "argument": "2x"}),
    ("sinx", "read.function-brackets", 0, {"name": "sin", "argument": "x"}),
    ("cost", "read.function-brackets", 0, {"name": "cos", "argument": "t"}),
    ("sin2x", "read.function-brackets", 0, {"name": "sin", "argument": "2x"}),
    ("sin^2 x", "read.function-brackets", 0, {"name": "sin", "argument": "x"}),
    ("x + ln", "read.function-brackets", 4, {"name": "ln", "argument": "..."}),
    ("sin[x]", "read.square-brackets", 3, {"name": "sin"}),
    ("sin(x, y)", "read.arity", 0, {"name": "sin", "wanted": "1", "found": 2}),
    ("sin()", "read.arity", 0, {"wanted": "1", "found": 0}),
    ("log(x, y, t)", "read.arity", 0, {"wanted": "1 or 2", "found": 3}),
    ("max(x)", "read.arity", 0, {"wanted": "at least 2", "found": 1}),
    ("Piecewise(x, y)", "read.condition-missing", 10, {}),
    # names
    ("2 + foo", "read.unknown-name", 4, {"name": "foo"}),
    ("x2", "read.unknown-name-near", 0, {"name": "x2", "near": "x"}),
    ("tetha", "read.unknown-name-near", 0, {"near": "theta"}),
    ("Theta", "read.unknown-name-near", 0, {"near": "theta"}),
    ("Sin(x)", "read.unknown-name-near", 0, {"near": "sin"}),
    ("sinn(x)", "read.unknown-name-near", 0, {"near": "sin"}),
    ("φ", "read.unknown-name", 0, {"name": "phi"}),
    ("hypot(x)", "read.unknown-function", 0, {"name": "hypot"}),
    ("x + i", "read.no-complex-numbers", 4, {"name": "i"}),
    ("1 + a(t)", "read.write-the-letter", 4, {"name": "a", "call": "a(t)"}),
    ("b(x, y)", "read.write-the-letter", 0, {"name": "b", "call": "b(x, y)"}),
    # signs
    ("", "read.empty", 0, {}),
    ("  \t ", "read.empty", 4, {}),
    ("x +", "read.ends-early", 3, {"after": "+"}),
    ("x^", "read.ends-early", 2, {"after": "^"}),
    ("* x", "read.operand-missing", 0, {"sign": "*"}),
    ("x */ y", "read.operand-missing", 3, {"sign": "/"}),
    ("x***2", "read.operand-missing", 3, {"sign": "*"}),
    ("2 3", "read.number-after", 2, {"before": "2", "number": "3"}),
    ("(x+1)2", "read.number-after", 5, {"before": ")", "number": "2"}),
    ("x 2", "read.number-after", 2, {"before": "x"}),
    ("3.1.4", "read.number-after", 3, {"number": ".4"}),
    ("(x + 1", "read.bracket-not-closed", 0, {"bracket": "(", "close": ")"}),
    ("|x + 1", "read.bracket-not-closed", 0, {"bracket": "|", "close": "|"}),
    ("sin(x", "read.bracket-not-closed", 3, {"close": ")"}),
    ("x + 1)", "read.bracket-not-opened", 5, {"bracket": ")"}),
    ("(x + 1]", "read.bracket-mismatch", 6, {"close": ")", "found": "]"}),
    ("f'(t)", "read.prime", 1, {}),
    ("x′", "read.prime", 1, {}),
    ("∂x", "read.operator-sign", 0, {"sign": "∂"}),
    ("2 + ∫ x", "read.operator-sign", 4, {"sign": "∫"}),
    ("y = 2x", "read.equation", 2, {}),
    ("x < 2", "read.comparison", 2, {"sign": "<"}),
    (r"\frac{1}{2}", "read.backslash", 0, {}),
    ('"x"', "read.quotes", 0, {}),
    ("x $ y", "read.strange-character", 2, {"character": "$"}),
    ("x ☺", "read.strange-character", 2, {"character": "☺"}),
    # lists
    ("2*[x, y]", "read.list-in-formula", 2, {}),
    ("[x, y]^2", "read.list-in-formula", 0, {}),
    ("2()", "read.empty", 1, {}),
    ("2 + ...", "read.open-entry", 4, {}),
    ("x ...", "read.open-entry", 2, {}),
    ("Matrix([[x], [x, y]])", "read.matrix-rows", 0, {}),
]

PYTHON = [
    ("x^2", "read.caret", 1, {}),
    ("2x", "read.not-python", 0, {}),
    ("x$", "read.not-python", 1, {}),
    ("x)", "read.bracket-not-opened", 1, {"bracket": ")"}),
    ("", "read.empty", 0, {}),
    ("# later", "read.empty", 0, {}),
    ("x + foo", "read.unknown-name", 4, {"name": "foo"}),
    ("x + Sin(y)", "read.unknown-name-near", 4, {"near": "sin"}),
    ("x + a(t)", "read.write-the-letter", 4, {"call": "a(t)"}),
    ("x(t, t)", "read.letter-called", 0, {"name": "x"}),
    ("2*sin", "read.function-brackets", 2, {"name": "sin"}),
    ("atan2(x)", "read.arity", 0, {"wanted": "2", "found": 1}),
    ("0,5*x", "read.decimal-comma", 1, {"number": "0.5"}),
    ("x + sin(0,5)", "read.decimal-comma", 9, {"number": "0.5"}),
    ("x == 2", "read.comparison", 0, {}),
    ("2j", "read.not-python", 0, {}),
    ("I", "read.no-complex-numbers", 0, {"name": "I"}),
    ("x + [x, y]", "read.list-arithmetic", 4, {}),
    ("[x, y]*2", "read.list-arithmetic", 7, {}),
    ("2 + ...", "read.open-entry", 4, {}),
    ("Matrix([x, y]) + Matrix([x])", "read.shapes-unlike", 17, {"sign": "+", "left": "2 x 1", "right": "1 x 1"}),
    ("x[0]", "read.no-list", 0, {}),
    ("[x, y][2]", "read.no-such-entry", 0, {"index": 2, "entries": 2}),
    ("'a' 'b'", "read.quotes", 0, {}),
    ("'foo'", "read.unknown-name", 0, {}),
    ("diff(x**2, x)", "read.needs-running", 0, {"what": "`diff(...)`"}),
    ("x + integrate(x, x)", "read.needs-running", 4, {"what": "`integrate(...)`"}),
    ("x.evalf()", "read.needs-running", 0, {"what": "`.evalf`"}),
    ("x.__class__", "read.needs-running", 0, {"what": "`.__class__`"}),
    ("np.linalg.norm(x)", "read.needs-running", 0, {"what": "`np.linalg`"}),
    ("[x for x in (1, 2) for y in (1, 2)]", "read.needs-running", 0, {"what": "a list comprehension"}),
    ("lambda t: t", "read.needs-running", 0, {"what": "a function without a name (lambda)"}),
    ("x if y else t", "read.condition", 5, {"written": "y"}),
    ("x // 2", "read.needs-running", 0, {"what": "//, %, &, << or >>"}),
    ("(y := x)", "read.needs-running", 1, {"what": "an assignment inside a formula (:=)"}),
    ("True", "read.needs-running", 0, {"what": "`True`"}),
    ("root(x, n=2)", "read.needs-running", 0, {"what": "the option n"}),
    ("x.subs(x + 1, y)", "read.needs-running", 0, {"what": "a substitution for something else than a letter"}),
    ("(x + y).subs({x: y, y: x})", "read.needs-running", 0, {"what": "a substitution of letters by each other"}),
]

EITHER = [
    ("sin^-1(x)", "read.inverse-or-reciprocal", 0),
    ("sin x", "read.function-brackets", 0),
    ("f'(t)", "read.prime", 1),
    ("2x +", "read.ends-early", 4),
    ("(x", "read.bracket-not-closed", 0),
    ("1/2x", "read.two-readings", 3),
    ("__import__('os').system('id')", "read.needs-running", 0),
    ("__import__('os')", "read.needs-running", 0),
    ("x.foo", "read.needs-running", 0),
    ("foo*2", "read.unknown-name", 0),
]


def refused(read: Read | StudentError) -> StudentError:
    assert isinstance(read, StudentError), f"was read as {read.value!r}"
    return read


def attempt(reader: object, text: str, scope: Scope = SCOPE) -> Read | StudentError:
    try:
        return reader(text, scope)  # type: ignore[operator]
    except StudentError as error:
        return error


def check(error: StudentError, message: str, offset: int, params: dict[str, object]) -> None:
    assert error.message == message
    assert error.place is not None
    assert error.place.offset == offset
    assert {name: error.params[name] for name in params} == params
    gaps = {name for _, name, _, _ in string.Formatter().parse(WORDS[message]) if name}
    assert gaps <= set(error.params)


@pytest.mark.parametrize(("typed", "message", "offset", "params"), TYPED, ids=[row[0] for row in TYPED])
def test_typed_text_that_is_refused(typed: str, message: str, offset: int, params: dict[str, object]) -> None:
    check(refused(attempt(read_text, typed)), message, offset, params)


@pytest.mark.parametrize(("source", "message", "offset", "params"), PYTHON, ids=[row[0] for row in PYTHON])
def test_python_that_is_refused(source: str, message: str, offset: int, params: dict[str, object]) -> None:
    check(refused(attempt(read_python, source)), message, offset, params)


@pytest.mark.parametrize(("source", "message", "offset"), EITHER, ids=[row[0] for row in EITHER])
def test_answers_in_a_file_that_are_refused(source: str, message: str, offset: int) -> None:
    check(refused(attempt(read_either, source)), message, offset, {})


@pytest.mark.parametrize(
    "source", ["x y", "x +", "(x", "x = 2", "import os", "x; y", "for x in y: pass", "{x", "2 if", "f(x"]
)
def test_what_is_no_python_expression_is_left_to_the_typed_grammar(source: str) -> None:
    # Where Python sees the trouble differs between its versions.
    assert refused(attempt(read_python, source)).message == "read.not-python"


def test_a_caret_can_be_refused() -> None:
    with pytest.raises(StudentError, match=r"read\.caret-refused"):
        read_either("x^2", SCOPE, caret=False)


def test_an_error_names_its_line_and_draws_a_caret() -> None:
    error = refused(attempt(lambda text, scope: read_text(text, scope, line=7), "x +\n  foo + 1"))
    assert error.place is not None
    assert error.place.line == 8
    assert error.place.drawn() == "  foo + 1\n  ^^^"


def test_python_columns_count_characters_and_lines() -> None:
    error = refused(attempt(lambda text, scope: read_python(text, scope, line=3), "[theta,\n θ + foo]"))
    assert error.place is not None
    assert (error.place.line, error.place.offset, error.place.text) == (4, 5, " θ + foo]")


def test_every_sentence_of_this_room_says_what_to_do_and_none_blames() -> None:
    for message, words in WORDS.items():
        assert re.fullmatch(r"read\.[a-z]+(-[a-z]+)*", message)
        assert words.endswith((".", "?", ":")), message
        assert not re.search(r"invalid|incorrect|illegal|syntax|error|wrong", words, re.IGNORECASE), message
