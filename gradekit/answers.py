"""What a stub imports: `from gradekit.answers import *` gives SymPy's names, so that a student can compute with them.

Importing this module by itself imports nothing; SymPy is loaded when the first of its names is asked for. gradekit
reads a filled-in stub as text and never comes here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sympy

_SYMPY_NAMES = (
    "symbols Symbol var Function Matrix Rational Integer diff simplify expand factor together cancel "
    "sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth sech csch "
    "asinh acosh atanh acoth asech acsch exp log ln sqrt cbrt root Abs sign Max Min floor ceiling Piecewise atan2 "
    "And Or Not Eq Ne Heaviside Derivative "
    "erf factorial gamma binomial re im conjugate pi E I oo"
)
_SYMPY = tuple(_SYMPY_NAMES.split())
_RENAMED = {"e": "E", "arcsin": "asin", "arccos": "acos", "arctan": "atan"}
"""Further names that gradekit reads, and what SymPy calls them."""

_OWN = ("check", "sigmoid", "logit", "softplus", "relu")

# All of these are strings; `__getattr__` makes most of what they name.
__all__ = [*_SYMPY, *_RENAMED, *_OWN]  # noqa: PLE0604  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:  # the names of SymPy have as many types as there are names
    """A name of SymPy."""
    if name not in _SYMPY and name not in _RENAMED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import sympy

    return getattr(sympy, _RENAMED.get(name, name))


def sigmoid(x: sympy.Expr) -> sympy.Expr:
    """The logistic function 1 / (1 + exp(-x))."""
    import sympy

    return 1 / (1 + sympy.exp(-x))


def logit(x: sympy.Expr) -> sympy.Expr:
    """The inverse of the logistic function, log(x / (1 - x))."""
    import sympy

    return sympy.log(x / (1 - x))


def softplus(x: sympy.Expr) -> sympy.Expr:
    """A smooth ramp, log(1 + exp(x)); its derivative is the logistic function."""
    import sympy

    return sympy.log(1 + sympy.exp(x))


def relu(x: sympy.Expr) -> sympy.Expr:
    """The ramp (x + |x|) / 2, which is max(0, x)."""
    import sympy

    return (x + sympy.Abs(x)) / 2


def check(path: str | os.PathLike[str]) -> None:
    """Prints how the answers in the file are read: `gradekit check` in a process of its own.

    The last lines of a stub call it, so that `python submission.py` shows the table. It reads the file from the disk:
    what the names stand for in this process has no part in it.
    """
    sys.stdout.flush()
    subprocess.run([sys.executable, "-m", "gradekit", "check", os.fspath(path)], check=False)
