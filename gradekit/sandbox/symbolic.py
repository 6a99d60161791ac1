"""Functions of NumPy and `math` that also take formulas: in the child `np.sin(t)` of a symbol is SymPy's sin(t).

So a body that is written for numbers is read as a formula wherever it is one, and is compared exactly; at whole numbers
and quotients of them the value is a float that knows what it stands for. Everything else goes the way it always went.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast, final

from gradekit.sandbox.exact import Exact, exact, of_sympy

_NUMPY = {
    "arcsin": "asin", "arccos": "acos", "arctan": "atan", "arctan2": "atan2", "arcsinh": "asinh", "arccosh": "acosh",
    "arctanh": "atanh", "abs": "Abs", "absolute": "Abs", "fabs": "Abs", "sign": "sign", "maximum": "Max",
    "minimum": "Min", "cbrt": "cbrt",
}  # fmt: skip
_MATH = {"fabs": "Abs", "asin": "asin", "acos": "acos", "atan": "atan", "atan2": "atan2", "cbrt": "cbrt"}
_BOTH = ("sin", "cos", "tan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "exp", "log", "sqrt")


_LEFT = [200]
"""Values of functions that are kept exactly, in one program; a long numerical loop stays one of floats."""


@final
class OfFormulas:
    """A function of numbers, and another one for formulas; in every other respect the former."""

    def __init__(
        self, of_numbers: Callable[..., Any], of_formulas: Callable[..., Any], is_formula: Callable[[Any], bool]
    ) -> None:
        self._of_numbers, self._of_formulas, self._is_formula = of_numbers, of_formulas, is_formula
        self.__name__, self.__doc__ = of_numbers.__name__, of_numbers.__doc__

    def __call__(self, *args: Any, **options: Any) -> Any:
        """What the function for formulas gives where an argument is one, else what the other gives."""
        if options:
            return self._of_numbers(*args, **options)
        if not any(map(self._is_formula, args)):
            return self._exactly(args) if args and all(map(_is_exact, args)) else self._of_numbers(*args)
        if any(isinstance(arg, (list, tuple)) or hasattr(arg, "dtype") for arg in args):
            numpy: Any = sys.modules["numpy"]
            return numpy.vectorize(self._of_formulas, otypes=[object])(*args)
        return self._of_formulas(*args)

    def _exactly(self, args: Sequence[Any]) -> Any:
        """The value at whole numbers and quotients of them: a float that knows which number it stands for."""
        approximate = self._of_numbers(*args)
        if not isinstance(approximate, float) or not math.isfinite(approximate) or _LEFT[0] <= 0:
            return approximate
        _LEFT[0] -= 1
        value = self._of_formulas(*(of_sympy(arg.value) if isinstance(arg, Exact) else arg for arg in args))
        return exact(value, float(approximate)) if value.is_real else approximate

    def __getattr__(self, name: str) -> Any:
        return getattr(self._of_numbers, name)


def _is_exact(arg: Any) -> bool:
    return type(arg) in (int, Exact)


def _has_letters(arg: Any) -> bool:
    """Whether an argument is a formula that is no number; SymPy itself gives its numbers to `math`."""
    return isinstance(arg, sys.modules["sympy"].Expr) and bool(arg.free_symbols)


def _has_formula(arg: Any) -> bool:
    """Whether an argument is a formula of SymPy, or a list or array with one in it."""
    if isinstance(arg, sys.modules["sympy"].Expr):
        return True
    inside: Any = getattr(arg, "flat", ()) if getattr(arg, "dtype", None) is sys.modules["numpy"].dtype(object) else ()
    return any(map(_has_formula, cast("Iterable[Any]", arg) if isinstance(arg, (list, tuple)) else inside))


def install() -> None:
    """Puts such functions into the modules; the functions of SymPy are left alone."""
    sympy = sys.modules["sympy"]
    for module, names, is_formula in (("numpy", _NUMPY, _has_formula), ("math", _MATH, _has_letters)):
        for name, other in {**names, **dict.fromkeys(_BOTH)}.items():
            found = getattr(sys.modules[module], name, None)
            if found is not None:
                setattr(sys.modules[module], name, OfFormulas(found, getattr(sympy, other or name), is_formula))
