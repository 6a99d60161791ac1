"""Other ways of deciding equality, each in a process of its own that is replaced when it takes more than 5 seconds."""

# pyright: basic, reportMissingImports=false
# SymPy and the other peers have no types of use.

from __future__ import annotations

import importlib.util
import json
import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, final

Row = dict[str, Any]
TIME_OUT = 5.0
_POINTS = 5


def importable(method: str) -> bool:
    """Whether what the method needs is installed."""
    return not method.startswith("math-verify") or importlib.util.find_spec("math_verify") is not None


@final
class Peer:
    """A process that answers one row at a time."""

    def __init__(self, method: str) -> None:
        self._method = method
        self._context = multiprocessing.get_context("spawn")

    def __enter__(self) -> Peer:
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()

    def _start(self) -> None:
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(theirs, self._method), daemon=True)
        self._process.start()
        self._pipe.recv()

    def ask(self, row: Row) -> tuple[str, float]:
        """The word for the row, and the seconds it took."""
        plain = {key: value for key, value in row.items() if not key.startswith("_")}
        start = time.perf_counter()
        self._pipe.send(json.dumps(plain))
        if self._pipe.poll(TIME_OUT):
            word, seconds = self._pipe.recv()
            return word, seconds
        self._process.kill()
        self._process.join()
        self._start()
        return "timeout", time.perf_counter() - start


def _serve(pipe: Connection, method: str) -> None:
    judge = _JUDGES[method]()
    judge(_WARM)  # what is imported or set up at the first pair is not counted
    pipe.send("ready")
    while True:
        row = json.loads(pipe.recv())
        start = time.process_time()
        try:
            word = judge(row)
        except Exception:  # whatever a peer raises is its error
            word = "error"
        pipe.send((word, time.process_time() - start))


def _sympy_pair(row: Row) -> tuple[Any, Any, dict[str, Any]]:
    import sympy
    from sympy.parsing.sympy_parser import parse_expr

    known = {
        "positive": {"positive": True},
        "integer": {"integer": True},
        "complex": {},
        "negative": {"negative": True},
    }
    symbols = {name: sympy.Symbol(name, **known.get(kind, {"real": True})) for name, kind in row["assumptions"].items()}
    # The peers are measured as they work; the rows are those of a corpus, and each peer runs in a process of its own.
    return _read(parse_expr(row["student"], symbols)), _read(parse_expr(row["reference"], symbols)), symbols


def _read(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [entry for part in value for entry in _read(part)]
    return [value]


def _by(same: Callable[[Any, Any, dict[str, Any]], bool | None]) -> Callable[[Row], str]:
    def judge(row: Row) -> str:
        answer, key, symbols = _sympy_pair(row)
        if len(answer) != len(key):
            return "different"
        told = [same(a, b, symbols) for a, b in zip(answer, key, strict=True)]
        return "different" if False in told else "undecided" if None in told else "equal"

    return judge


def _simplify() -> Callable[[Row], str]:
    import sympy

    return _by(lambda a, b, _: bool(sympy.simplify(a - b) == 0))


def _equals() -> Callable[[Row], str]:
    import sympy

    sympy.Symbol("x")
    return _by(lambda a, b, _: a.equals(b))


def _numpy() -> Callable[[Row], str]:
    import numpy as np
    import sympy

    def same(a: Any, b: Any, symbols: dict[str, Any]) -> bool | None:
        names = sorted(symbols)
        rng = np.random.default_rng(7)
        # The same: a row of a corpus, in the peer's own process.
        functions = [sympy.lambdify([symbols[name] for name in names], side, "numpy") for side in (a, b)]
        told: list[bool] = []
        for _ in range(_POINTS):
            point = [_coordinate(symbols[name], rng) for name in names]
            left, right = (complex(function(*point)) for function in functions)
            if np.isfinite(left) and np.isfinite(right):
                told.append(abs(left - right) <= 1e-9 * max(1.0, abs(right)))
        return all(told) if told else None

    return _by(same)


def _coordinate(symbol: Any, rng: Any) -> complex:
    if symbol.is_integer:
        return int(rng.integers(1, 8))
    size = rng.uniform(0.1, 2.0)
    if symbol.is_positive:
        return size
    sign = -1 if symbol.is_negative or rng.random() < 0.5 else 1
    return sign * size if symbol.is_real else complex(size, rng.uniform(-1, 1))


def _math_verify() -> Callable[[Row], str]:
    from math_verify import verify  # pyright: ignore  an optional peer

    return _by(lambda a, b, _: bool(verify(b, a)))


def _math_verify_latex() -> Callable[[Row], str]:
    from math_verify import parse, verify  # pyright: ignore  an optional peer
    from sympy import latex

    def judge(row: Row) -> str:
        answer, key, _ = _sympy_pair(row)
        # A formula is one entry, and is written without the brackets of a list.
        plain = [latex(entries[0] if len(entries) == 1 else entries) for entries in (answer, key)]
        texts = [row.get("latex_student") or plain[0], row.get("latex_reference") or plain[1]]
        gold, mine = (parse(f"${text}$") for text in reversed(texts))
        return "equal" if verify(gold, mine) else "different"

    return judge


_WARM: Row = {"student": "sin(x)+1", "reference": "1+sin(x)", "assumptions": {"x": "real"}}
_JUDGES: dict[str, Callable[[], Callable[[Row], str]]] = {
    "simplify": _simplify,
    "equals": _equals,
    "numpy": _numpy,
    "math-verify": _math_verify,
    "math-verify-latex": _math_verify_latex,
}
METHODS = tuple(_JUDGES)
"""Every peer by the name it is asked for with."""
