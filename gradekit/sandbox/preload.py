"""What the zygote has loaded before the first submission, so that honest SymPy and NumPy need no file afterwards."""

from __future__ import annotations

import importlib
import math
import pkgutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from gradekit.sandbox.exact import Exact, exact, of_sympy
from gradekit.sandbox.symbolic import install

_STANDARD = (
    "abc ast atexit bisect builtins calendar cmath codecs collections.abc contextlib copy csv ctypes dataclasses "
    "datetime decimal difflib enum fractions functools gc hashlib heapq html inspect io itertools json linecache "
    "locale logging math numbers operator os pathlib pprint queue random re secrets select shutil signal socket "
    "statistics string struct subprocess tempfile textwrap threading time timeit tokenize traceback types typing "
    "unicodedata unittest uuid warnings weakref zlib concurrent.futures multiprocessing urllib.request "
    "encodings.idna encodings.utf_16 encodings.latin_1 encodings.ascii encodings.unicode_escape "
    "encodings.raw_unicode_escape encodings.cp1252 stringprep fcntl mmap resource termios"
)
_NUMPY = (
    "numpy numpy.linalg numpy.random numpy.fft numpy.polynomial numpy.ma numpy.testing mpmath "
    "mpmath.calculus.optimization"
)
_LEFT_OUT = (
    "sympy.plotting", "_doc", "sympy.core.trace", ".tests", ".benchmarks", "sympy.testing", ".conftest",
    "sympy.galgebra", "sympy.parsing.", "sympy.interactive", "sympy.physics", "sympy.codegen", "printing.preview",
    "sympy.this", "sympy.utilities.mathml", "sympy.utilities._compilation",
)  # fmt: skip
"""Modules that draw pictures, compile, test, or take seconds to load."""


def preload() -> None:
    """Loads everything, and goes once through the usual calls so that their caches are warm."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in (*_STANDARD.split(), *_NUMPY.split(), *_sympy_modules(), *_PARSING):
            _load(name)
        _constants()
        _answers()
        _warm()
        install()


_PARSING = ("sympy.parsing.sympy_parser", "sympy.parsing.sympy_tokenize", "sympy.physics.units", "sympy.physics.vector")


def _load(name: str) -> None:
    with suppress(ImportError):  # one version of a library has modules that another has not
        importlib.import_module(name)  # a name of the tables above


def _sympy_modules() -> Iterator[str]:
    sympy: Any = importlib.import_module("sympy")
    for found in pkgutil.walk_packages(sympy.__path__, "sympy.", onerror=lambda _: None):
        if not any(part in found.name for part in _LEFT_OUT):
            yield found.name


def _constants() -> None:
    """pi and e of the modules of numbers stay what they are, and SymPy is told which numbers they stand for."""
    sympy: Any = importlib.import_module("sympy")
    sys.modules["sympy.core.sympify"].converter[Exact] = _as_sympy
    known = {"pi": (sympy.pi, math.pi), "e": (sympy.E, math.e), "tau": (2 * sympy.pi, math.tau)}
    for module in ("math", "cmath", "numpy"):
        for name, (value, approximate) in known.items():
            if hasattr(sys.modules[module], name):
                setattr(sys.modules[module], name, exact(value, approximate))


def _as_sympy(number: Exact) -> Any:
    return of_sympy(number.value)


def _no_table(_path: str) -> None:
    """What `check` does in a run."""


def _answers() -> None:
    """The module that a stub imports; its last lines show the table of `check`, which is no business of a run."""
    answers = importlib.import_module("gradekit.answers")
    vars(answers)["check"] = _no_table


def _warm() -> None:
    """Use what students use once, on formulas of our own, so that no child has to import it."""
    sp: Any = importlib.import_module("sympy")
    x, y = sp.symbols("x y")
    f = sp.Function("f")
    sp.integrate(x * sp.exp(-x) * sp.sin(x), (x, 0, sp.oo))
    sp.simplify(sp.sin(x) ** 2 + sp.cos(x) ** 2)
    sp.limit(sp.sin(x) / x, x, 0)
    sp.series(sp.exp(x), x, 0, 4)
    sp.solve(x**2 - 2, x)
    sp.latex(sp.Integral(x))
    sp.lambdify(x, sp.sin(x), "numpy")(1.0)  # code of a formula of our own: no submission has been seen yet
    sp.lambdify(x, sp.sin(x), "math")(1.0)  # the same
    sp.dsolve(f(x).diff(x) - 1)
    sp.summation(1 / x**2, (x, 1, sp.oo))
    sp.Matrix([x * y, x + y]).jacobian([x, y]).det()
    sp.hessian(x * y, (x, y)).eigenvals()
    sp.nsimplify(0.5)
    sp.sympify("x + 1")  # a text of our own, the only one that is parsed in the zygote
    sp.pretty(x / y)
    sp.symbols("a:3", positive=True)
    float((sp.pi * x).subs(x, 2).evalf(30))
