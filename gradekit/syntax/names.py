"""The functions and constants that a formula may use, once, for every reader, writer, differentiator and evaluator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final


@final
@dataclass(frozen=True, slots=True)
class FunctionName:
    """A function: its name in a tree, how many arguments it takes, its LaTeX name, and other spellings for it."""

    name: str
    latex: str
    arity: tuple[int, int | None] = (1, 1)
    aliases: tuple[str, ...] = ()


def _trigonometric(stem: str) -> list[FunctionName]:
    inverse = {"sin": r"\arcsin", "cos": r"\arccos", "tan": r"\arctan"}
    latex_inverse = inverse.get(stem, rf"\operatorname{{arc{stem}}}")
    latex_hyperbolic = rf"\{stem}h" if stem in ("sin", "cos", "tan", "cot") else rf"\operatorname{{{stem}h}}"
    longer = {"csc": ("cosec",)}
    return [
        FunctionName(stem, rf"\{stem}", aliases=longer.get(stem, ())),
        FunctionName(f"a{stem}", latex_inverse, aliases=(f"arc{stem}",)),
        FunctionName(f"{stem}h", latex_hyperbolic),
        FunctionName(f"a{stem}h", rf"\operatorname{{ar{stem}h}}", aliases=(f"arc{stem}h", f"ar{stem}h")),
    ]


_TABLE = [
    *(row for stem in ("sin", "cos", "tan", "cot", "sec", "csc") for row in _trigonometric(stem)),
    FunctionName("exp", r"\exp"),
    FunctionName("log", r"\ln", (1, 2), ("ln",)),
    FunctionName("sqrt", r"\sqrt"),
    FunctionName("cbrt", r"\sqrt[3]"),
    FunctionName("root", r"\sqrt", (2, 2)),
    FunctionName("Abs", r"\lvert", aliases=("abs", "fabs", "absolute")),
    FunctionName("sign", r"\operatorname{sign}", aliases=("sgn",)),
    FunctionName("Max", r"\max", (2, None), ("max", "maximum")),
    FunctionName("Min", r"\min", (2, None), ("min", "minimum")),
    FunctionName("floor", r"\lfloor"),
    FunctionName("ceiling", r"\lceil", aliases=("ceil",)),
    FunctionName("Piecewise", r"\begin{cases}", (2, None), ("piecewise",)),
    FunctionName("Heaviside", r"\operatorname{Heaviside}", (1, 2), ("heaviside",)),
    FunctionName("atan2", r"\operatorname{atan2}", (2, 2), ("arctan2",)),
    FunctionName("sigmoid", r"\sigma", aliases=("sigma", "logistic", "expit")),
    FunctionName("logit", r"\operatorname{logit}"),
    FunctionName("softplus", r"\operatorname{softplus}"),
    FunctionName("relu", r"\operatorname{relu}", aliases=("ReLU",)),
    FunctionName("erf", r"\operatorname{erf}"),
    FunctionName("factorial", r"\operatorname{factorial}"),
    FunctionName("gamma", r"\Gamma"),
    FunctionName("binomial", r"\operatorname{binomial}", (2, 2)),
    FunctionName("re", r"\operatorname{Re}"),
    FunctionName("im", r"\operatorname{Im}"),
    FunctionName("conjugate", r"\operatorname{conj}", aliases=("conj",)),
]

FUNCTIONS: dict[str, FunctionName] = {row.name: row for row in _TABLE}
"""Every function by its name in a tree."""

SPELLINGS: dict[str, str] = {alias: row.name for row in _TABLE for alias in (row.name, *row.aliases)}
"""Every spelling that is read, and the name it stands for."""

ARRAY_FUNCTIONS: dict[str, int | None] = {
    "array": None,
    **dict.fromkeys(("transpose", "sum", "mean", "trace", "norm2", "norm", "diag", "softmax", "det", "inv"), 1),
    **dict.fromkeys(("matmul", "hadamard", "dot", "outer"), 2),
}
"""Functions that stand in array formulas only, never in an answer, with the number of their arguments."""

CONSTANTS: dict[str, str] = {"pi": "pi", "π": "pi", "E": "E", "e": "E", "I": "I"}
"""Every spelling of a constant, and its name in a tree. `i` is read as `I` only where complex numbers are declared."""

_LETTERS = (
    "alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ "
    "sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω"
)
GREEK: dict[str, str] = dict(zip(_LETTERS.split()[::2], _LETTERS.split()[1::2], strict=True))
"""Names of Greek letters and the letters themselves; a typed letter is read as its name."""
