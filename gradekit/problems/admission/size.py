"""Rule G4: how large the formulas of a problem may be, by level."""

from __future__ import annotations

from gradekit.model.composition import At, Components, Composed, PathCount, Total
from gradekit.model.quantities import Count, Formula, Given
from gradekit.problems.worked import Worked
from gradekit.syntax.latex import to_latex
from gradekit.syntax.tree import Array, Expr, walk

MOST_OPERATIONS = {1: 12, 2: 25, 3: 45, 4: 80, 5: 120}
"""Operations in an entry of an answer, as the stages write it."""
LARGEST_INTEGER = 999
LARGEST_DENOMINATOR = 12
MOST_LATEX = 160
"""Characters of LaTeX in an entry as it is printed."""
HOPELESS = 360
"""Characters of LaTeX in an entry as the stages write it, from which no tidying gets it down to that."""


def g4(worked: Worked, level: int) -> str:
    """Few operations for the level, integers of at most three digits, denominators of at most 12."""
    for part in worked.parts:
        if isinstance(part.quantity, PathCount | At | Count | Given):
            continue
        for entry in worked.answers[part.key]:
            if isinstance(part.quantity, Total | Components | Composed):
                count = operations(entry)
                if count > MOST_OPERATIONS[level]:
                    return f"{part.key} has {count} operations; level {level} allows {MOST_OPERATIONS[level]}"
            if large := _large_number(entry):
                return f"{part.key} contains the number {large}"
            if isinstance(part.quantity, Formula):
                continue  # worked out from other answers and tidied; what is printed is measured
            if (length := len(to_latex(entry))) > HOPELESS:
                return f"{part.key} takes {length} characters of LaTeX before it is tidied"
    return ""


def too_long(shown: Array) -> str:
    """Why the printed answer does not fit on a line, if it does not."""
    for entry in shown:
        if (length := len(to_latex(entry))) > MOST_LATEX:
            return f"an entry takes {length} characters of LaTeX; {MOST_LATEX} are allowed"
    return ""


def operations(expr: Expr) -> int:
    """How many operations one has to write: each sum, product, quotient, power and function; signs are not counted.

    >>> from gradekit.syntax.build import add, multiply, number, sin, symbol
    >>> operations(add(multiply(number(2), symbol("x")), sin(symbol("x"))))
    3
    """
    return sum(max(1, len(node.args) - 1) for node in walk(expr) if node.args and node.head != "negate")


def _large_number(expr: Expr) -> str:
    for node in walk(expr):
        if node.head == "number":
            value = node.number
            if abs(value.numerator) > LARGEST_INTEGER or value.denominator > LARGEST_DENOMINATOR:
                return str(value)
        elif node.head == "divide" and node.args[1].head == "number" and node.args[1].number > LARGEST_DENOMINATOR:
            return f"1/{node.args[1].number}"
    return ""
