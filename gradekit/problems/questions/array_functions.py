"""The functions that a template writes: on letters of SymPy they are SymPy's, on arrays they work entry by entry."""

from __future__ import annotations

from typing import Any

import sympy

from gradekit.problems.questions.array_letters import entry_by_entry, of_arrays

__all__ = [
    "atan", "cos", "cosh", "det", "diag", "dot", "exp", "inv", "log", "mean", "norm", "norm2", "outer", "relu", "sigma",
    "sin", "sinh", "softmax", "softplus", "sqrt", "sum_of", "tan", "tanh", "trace",
]  # fmt: skip

_sp: Any = sympy  # SymPy has no types of its own

atan, cos, cosh = (entry_by_entry(name, getattr(_sp, name)) for name in ("atan", "cos", "cosh"))
exp, log, sin = (entry_by_entry(name, getattr(_sp, name)) for name in ("exp", "log", "sin"))
sinh, sqrt, tan, tanh = (entry_by_entry(name, getattr(_sp, name)) for name in ("sinh", "sqrt", "tan", "tanh"))

# SymPy has no function of these names; they stay in gradekit's own trees and are printed as such.
sigma, relu, softplus = entry_by_entry("sigmoid"), entry_by_entry("relu"), entry_by_entry("softplus")

det, diag, dot, inv, mean, norm, norm2, outer, softmax, sum_of, trace = map(
    of_arrays, ("det", "diag", "dot", "inv", "mean", "norm", "norm2", "outer", "softmax", "sum", "trace")
)
