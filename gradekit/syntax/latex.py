"""Formulas as LaTeX of textbooks, in a closed subset: whatever converts LaTeX further has to know `COMMANDS`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from gradekit.syntax.latex_names import latex_function_name, latex_name
from gradekit.syntax.names import ARRAY_FUNCTIONS, FUNCTIONS, GREEK
from gradekit.syntax.tree import Array, Expr
from gradekit.syntax.write_conditions import as_latex

COMMANDS: frozenset[str] = frozenset(
    {rf"\{name}" for name in GREEK}
    | {word for row in FUNCTIONS.values() for word in row.latex.split("{")[:1] if row.name != "Piecewise"}
    | {
        r"\frac",
        r"\sqrt",
        r"\cdot",
        r"\,",
        r"\left",
        r"\right",
        r"\lfloor",
        r"\rfloor",
        r"\lceil",
        r"\rceil",
        r"\lVert",
        r"\rVert",
        r"\odot",
        r"\top",
        r"\det",
        r"\ldots",
        r"\text",
        r"\le",
        r"\ge",
        r"\ne",
    }
    | {r"\begin", r"\end", r"\mathrm", r"\operatorname", r"\log", r"\\"}
)
r"""Every command that the writer uses. Besides them only letters, digits, `{}^_&`, signs, and the brackets `()|`;
`\begin` opens `pmatrix` and `cases`, where `\text` has words; `\left` and `\right` stand before `(`, `)`, `|`, and the
commands of floor, ceiling and norm."""

_CASES, _SUM, _PRODUCT, _POWER, _ATOM = range(-1, 4)
SQUARED = frozenset(stem + end for stem in ("sin", "cos", "tan", "cot", "sec", "csc") for end in ("", "h")) | {"log"}
"""Functions whose powers are written between name and argument."""
_LONGEST_EXPONENT = 30


def to_latex(expr: Expr, spoken_as: Mapping[str, str] | None = None) -> str:
    r"""The formula in LaTeX. `spoken_as`: the LaTeX of symbols that are not written as their names say.

    >>> from gradekit.syntax.build import divide, multiply, number, power, sin, symbol
    >>> x = symbol("x")
    >>> to_latex(divide(multiply(number(2), power(sin(x), number(2))), symbol("theta1")))
    '\\frac{2 \\sin^{2} x}{\\theta_{1}}'
    """
    return _Writer(spoken_as or {}).piece(expr)[0]


def array_to_latex(array: Array, spoken_as: Mapping[str, str] | None = None) -> str:
    r"""A scalar as it is, a vector as one row, a matrix by its rows.

    >>> from gradekit.syntax.build import symbol
    >>> array_to_latex(Array((2,), (symbol("x"), symbol("y"))))
    '\\begin{pmatrix} x & y \\end{pmatrix}'
    """
    return entries_to_latex(array.shape, array.entries, spoken_as)


def entries_to_latex(
    shape: tuple[int, ...], entries: Sequence[Expr | None], spoken_as: Mapping[str, str] | None = None
) -> str:
    """Entries in row-major order; dots where one was left open. Beyond a matrix, a matrix of matrices."""
    if not shape:
        return r"\ldots" if entries[0] is None else to_latex(entries[0], spoken_as)
    if len(shape) % 2:
        shape = (1, *shape)
    rows, columns = shape[:2]
    step = len(entries) // (rows * columns) if rows * columns else 0
    cells = [entries_to_latex(shape[2:], entries[i * step : (i + 1) * step], spoken_as) for i in range(rows * columns)]
    lines = r" \\ ".join(" & ".join(cells[i * columns : (i + 1) * columns]) for i in range(rows))
    return rf"\begin{{pmatrix}} {lines} \end{{pmatrix}}"


Piece = tuple[str, int]


class _Writer:
    def __init__(self, spoken_as: Mapping[str, str]) -> None:
        self.spoken_as = spoken_as
        self.written: dict[Expr, Piece] = {}

    def piece(self, expr: Expr) -> Piece:
        """What is asked for twice is written once: else each level of a nested formula would double the work."""
        known = self.written.get(expr)
        if known is None:
            known = self.written[expr] = self.made(expr)
        return known

    def made(self, expr: Expr) -> Piece:
        match expr.head:
            case "number":
                return _number(expr.number)
            case "decimal":
                return _decimal(expr.name)
            case "symbol":
                written = self.spoken_as.get(expr.name) or latex_name(expr.name)
                return written, _PRODUCT if written.startswith(r"\frac") else _ATOM
            case "constant":
                return {"pi": r"\pi", "E": "e", "I": "i"}[expr.name], _ATOM
            case "add":
                return self.sum(expr), _SUM
            case "multiply":
                return self.product(expr.args)
            case "negate":
                return f"-{self.within(expr.args[0], _PRODUCT)}", _SUM
            case "divide":
                return self.quotient(*expr.args)
            case "power":
                return self.power(*expr.args)
            case "function":
                return self.function(expr)
            case "piecewise":
                return as_latex(expr, lambda part: self.within(part, _SUM)), _CASES
            case "relation" | "logic":
                raise ValueError(f"a {expr.head} is no formula")

    def within(self, expr: Expr, least: int) -> str:
        text, tightness = self.piece(expr)
        return text if tightness >= least else bracketed(text)

    def sum(self, expr: Expr) -> str:
        text = ""
        for term in expr.args:
            written = self.within(term, _SUM)
            if not text:
                text = written
            else:
                text += f" - {written[1:]}" if written.startswith("-") else f" + {written}"
        return text

    def product(self, factors: tuple[Expr, ...]) -> Piece:
        first = factors[0]
        if first.head == "number" and first.number < 0:
            return f"-{self.product((Expr('number', (), -first.number), *factors[1:]))[0]}", _SUM
        flat = _flat(factors)
        text = self._factor(flat[0], flat[1] if len(flat) > 1 else None)
        for before, factor, after in zip(flat, flat[1:], [*flat[2:], None], strict=False):
            written = self._factor(factor, after)
            text += f"{_between(before, written)}{written}"
        return text, _PRODUCT

    def _factor(self, factor: Expr, after: Expr | None) -> str:
        """One factor; `\\sin x` only where nothing or another such function follows."""
        if after is not None and _runs_on(factor) and not _runs_on(after):
            return self.applied(factor, brackets=True)
        return self.within(factor, _PRODUCT)

    def quotient(self, above: Expr, below: Expr) -> Piece:
        top = self.piece(above)[0]
        if above.head in ("negate", "number") and top.startswith("-"):
            return rf"-\frac{{{top[1:]}}}{{{self.piece(below)[0]}}}", _SUM
        return rf"\frac{{{top}}}{{{self.piece(below)[0]}}}", _PRODUCT

    def power(self, base: Expr, exponent: Expr) -> Piece:
        if base.head == "function" and base.name in SQUARED and _is_small(exponent) and len(base.args) == 1:
            return self.applied(base, exponent=exponent.number), _PRODUCT
        return f"{self.within(base, _ATOM)}^{{{self.exponent(exponent)}}}", _POWER

    def exponent(self, expr: Expr) -> str:
        """An exponent in one line: `1/2` rather than a small fraction."""
        if expr.head == "negate" and expr.args[0].head in ("divide", "number"):
            return f"-{self.exponent(expr.args[0])}"
        if expr.head == "divide" and expr.args[0].head != "add" and expr.args[1].head in ("number", "symbol"):
            return f"{self.within(expr.args[0], _PRODUCT)}/{self.within(expr.args[1], _ATOM)}"
        if expr.head == "number":
            return str(expr.number)
        return self.piece(expr)[0]

    def function(self, expr: Expr) -> Piece:
        args = [self.piece(arg)[0] for arg in expr.args]
        match expr.name:
            case "exp" if not _is_tall(raised := self.exponent(expr.args[0])):
                return f"e^{{{raised}}}", _POWER
            case "sqrt":
                return rf"\sqrt{{{args[0]}}}", _ATOM
            case "cbrt":
                return rf"\sqrt[3]{{{args[0]}}}", _ATOM
            case "root":
                return rf"\sqrt[{args[1]}]{{{args[0]}}}", _ATOM
            case "Abs":
                return rf"\left|{args[0]}\right|", _ATOM
            case "floor":
                return rf"\left\lfloor {args[0]} \right\rfloor", _ATOM
            case "ceiling":
                return rf"\left\lceil {args[0]} \right\rceil", _ATOM
            case "factorial":
                return f"{self.within(expr.args[0], _ATOM)}!", _POWER
            case "log" if len(args) == 2:
                return rf"\log_{{{args[1]}}}{bracketed(args[0])}", _POWER
            case name if name in ARRAY_FUNCTIONS:
                return self.of_arrays(expr)
            case _:
                return self.applied(expr), _PRODUCT if _runs_on(expr) else _POWER

    def of_arrays(self, expr: Expr) -> Piece:
        """A function of an array formula: products side by side, transposes and inverses as exponents."""
        first, last = expr.args[0], expr.args[-1]
        match expr.name:
            case "array":
                return self.rows(expr.args), _ATOM
            case "matmul":
                right = self.within(last, _PRODUCT)
                return f"{self.within(first, _PRODUCT)}{_between(first, right)}{right}", _PRODUCT
            case "hadamard":
                return r" \odot ".join(map(self.by_places, expr.args)), _SUM
            case "dot":
                return rf"{self.within(first, _ATOM)}^{{\top}} {self.within(last, _PRODUCT)}", _PRODUCT
            case "outer":
                return rf"{self.within(first, _PRODUCT)} {self.within(last, _ATOM)}^{{\top}}", _PRODUCT
            case "transpose" | "inv":
                raised = r"\top" if expr.name == "transpose" else "-1"
                return f"{self.within(first, _ATOM)}^{{{raised}}}", _POWER
            case "norm" | "norm2":
                bars = rf"\left\lVert {self.piece(first)[0]} \right\rVert"
                return (bars, _ATOM) if expr.name == "norm" else (f"{bars}^{{2}}", _POWER)
            case name:
                head = r"\det" if name == "det" else rf"\operatorname{{{'tr' if name == 'trace' else name}}}"
                return head + bracketed(self.piece(first)[0]), _POWER

    def by_places(self, factor: Expr) -> str:
        """A factor of a product entry by entry; another product stands in brackets, for it is worked out first."""
        if factor.head == "function" and factor.name == "hadamard":
            return self.piece(factor)[0]
        return self.within(factor, _POWER if _is_product(factor) else _PRODUCT)

    def rows(self, rows: tuple[Expr, ...]) -> str:
        """Rows one below the other; a single list is a column."""
        nested = (row.args if row.head == "function" and row.name == "array" else (row,) for row in rows)
        lines = r" \\ ".join(" & ".join(self.piece(entry)[0] for entry in row) for row in nested)
        return rf"\begin{{pmatrix}} {lines} \end{{pmatrix}}"

    def applied(self, expr: Expr, *, exponent: Fraction | None = None, brackets: bool = False) -> str:
        """A function with its argument; a single letter after a function of the textbook needs no brackets."""
        if expr.head == "power":
            return self.applied(expr.args[0], exponent=expr.args[1].number, brackets=brackets)
        row = FUNCTIONS.get(expr.name)
        head = row.latex if row else self.spoken_as.get(expr.name) or latex_function_name(expr.name)
        raised = f"^{{{exponent}}}" if exponent is not None else ""
        args = [self.piece(arg)[0] for arg in expr.args]
        if not brackets and expr.name in SQUARED and expr.args[0].head in ("symbol", "constant"):
            return f"{head}{raised} {args[0]}"
        return f"{head}{raised}{bracketed(', '.join(args))}"


def _between(before: Expr, written: str) -> str:
    """What stands between two factors: a dot before digits, a thin space between a letter and a bracket."""
    number = before.head in ("number", "decimal")
    if written[0].isdigit() or (number and written.startswith(r"\frac{")):
        return r" \cdot "
    return r" \, " if before.head == "symbol" and written.startswith((r"\left(", "(")) else " "


def bracketed(text: str) -> str:
    """The text in brackets that are as tall as it is."""
    return rf"\left({text}\right)" if _stretches(text) else f"({text})"


def _stretches(text: str) -> bool:
    return any(mark in text for mark in (r"\frac", r"\begin", r"\sqrt", "^", r"\left"))


def _is_tall(text: str) -> bool:
    return r"\frac" in text or len(text) > _LONGEST_EXPONENT


def _is_product(factor: Expr) -> bool:
    """Whether a product stands there that must be worked out before another one, entry by entry."""
    return factor.head in ("multiply", "divide") or (
        factor.head == "function" and factor.name in ("matmul", "dot", "outer")
    )


def _is_small(exponent: Expr) -> bool:
    return exponent.head == "number" and exponent.number.denominator == 1 and 1 < exponent.number < 100


def _runs_on(factor: Expr) -> bool:
    """Whether the formula would seem to go on: `\\sin x` before another factor."""
    call = factor.args[0] if factor.head == "power" and _is_small(factor.args[1]) else factor
    return call.head == "function" and call.name in SQUARED and len(call.args) == 1


def _flat(factors: tuple[Expr, ...]) -> list[Expr]:
    """Factors in a row: a product inside a product is part of it."""
    flat: list[Expr] = []
    for factor in factors:
        flat += _flat(factor.args) if factor.head == "multiply" else [factor]
    return flat


def _number(value: Fraction) -> Piece:
    if value < 0:
        return f"-{_number(-value)[0]}", _SUM
    if value.denominator != 1:
        return rf"\frac{{{value.numerator}}}{{{value.denominator}}}", _PRODUCT
    return str(value), _ATOM


def _decimal(digits: str) -> Piece:
    mantissa, _, exponent = digits.lower().partition("e")
    return (rf"{mantissa} \cdot 10^{{{int(exponent)}}}", _PRODUCT) if exponent else (mantissa, _ATOM)
