"""What the sealed child does: runs the statements of a submission, picks the wanted names, sends one frame of data.

An exception ends the problem of the sheet that it happens in: names that were defined before it count, and those that
its statement would have given a value do not. Nothing here is a security measure; it all happens behind the lock.
"""

from __future__ import annotations

import ast
import builtins
import json
import os
import random
import re
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from gradekit.sandbox.carets import as_powers
from gradekit.sandbox.encode import NoFormError, TooLargeError, encoded
from gradekit.sandbox.exact import OPERATIONS, rewritten
from gradekit.sandbox.sampling import sampled
from gradekit.sandbox.spaces import Spaces

FILE = "submission.py"
_MOST_FAILURES = 40
_LONGEST = 300

Failure = dict[str, Any]
"""A statement that failed: its line, the type and text of the error, the names that it costs."""
Point = dict[str, float]
Piece = tuple[int, str, list[str]]
"""Where a piece of the source begins, its text, and the names that it gives values to."""


def run(request: dict[str, Any], result: int, trouble: type[BaseException] = BaseException) -> NoReturn:
    """Runs the request and ends the process; the frame goes to the descriptor `result`."""
    write, leave = os.write, os._exit
    spaces = Spaces(_namespace(request.get("letters", [])), request["places"])
    frame: dict[str, Any] = {"status": "ok", "values": {}, "failures": [], "no_form": {}, "samples": {}}
    try:
        _seed(request["seed"])
        frame["status"] = _all(request, spaces, frame["failures"])
        _pick(request["names"], spaces, frame, request.get("points", {}))
    except MemoryError:
        frame = {"status": "memory", "values": {}, "failures": [], "no_form": {}, "samples": {}}
    except trouble as error:
        frame["failures"].append(_failure(error, 0, []))
    _flush(trouble)
    raw = json.dumps(frame).encode()
    while raw:
        raw = raw[write(result, raw) :]
    leave(0)


MAIN = types.ModuleType("__main__")
"""The main module of a submission; the zygote's own is out of its way."""


def prepare() -> None:
    """Gives it, once for all children, what a stub imports, and what a rewritten program calls."""
    for name, operation in OPERATIONS.items():
        setattr(builtins, name, operation)
    MAIN.__dict__.update({**_known(), "__builtins__": builtins, "__file__": FILE})


def _namespace(letters: list[str]) -> dict[str, Any]:
    """The names of the main module, with the letters that a stub declares."""
    sympy: Any = sys.modules["sympy"]
    sys.modules["__main__"] = MAIN
    MAIN.__dict__.update({letter: sympy.Symbol(letter) for letter in letters})
    return MAIN.__dict__


def _known() -> dict[str, Any]:
    """The names that a file has without importing them, as when it is read."""
    answers, numpy, sympy = (sys.modules[name] for name in ("gradekit.answers", "numpy", "sympy"))
    names = {name: getattr(answers, name) for name in answers.__all__}
    return {**names, "sympy": sympy, "sp": sympy, "numpy": numpy, "np": numpy, "math": sys.modules["math"]}


def _seed(seed: int) -> None:
    """The same submission sees the same chance every time, and no two submissions the same."""
    import numpy

    random.seed(seed)
    numpy.random.seed(seed % 2**32)


def _flush(trouble: type[BaseException]) -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except trouble:  # a submission may have put anything in its place
            continue


def _all(request: dict[str, Any], spaces: Spaces, failures: list[Failure]) -> str:
    """Runs statement after statement; how it ended. After an exception the rest of its problem is left out."""
    ended: set[int] = set()
    for statement, names in _statements(request, failures):
        problem = spaces.problem_at(statement.lineno)
        if problem in ended:
            continue
        spaces.enter(problem)
        try:
            _one(statement, spaces)
        except MemoryError:
            return "memory"
        except SystemExit:
            return "ended"
        except BaseException as error:  # whatever a student raises
            _forget(names, spaces.names)
            failures.append(_failure(error, statement.lineno, names))
            ended.add(problem)
            if len(failures) >= _MOST_FAILURES:
                return "failures"
    return "ok"


def _one(statement: ast.stmt, spaces: Spaces) -> None:
    try:
        code = compile(ast.Module([rewritten(statement)], []), FILE, "exec", dont_inherit=True)
    except (MemoryError, RecursionError):
        raise SyntaxError("nested too deeply") from None
    with spaces.running(statement):
        exec(code, spaces.names)  # noqa: S102  this is what the sealed process is for


def _statements(request: dict[str, Any], failures: list[Failure]) -> Iterator[tuple[ast.stmt, list[str]]]:
    """The statements of the whole source, or of each of its pieces where it is no Python as a whole."""
    try:
        body = _parsed(_meant(request["source"], request))
    except (SyntaxError, ValueError) as error:
        if not request["pieces"]:
            failures.append(_failure(error, 0, []))
        yield from _of_pieces(request, failures)
        return
    for statement in body:
        yield statement, sorted(given_by(statement))


def _of_pieces(request: dict[str, Any], failures: list[Failure]) -> Iterator[tuple[ast.stmt, list[str]]]:
    pieces: list[Piece] = request["pieces"]
    for line, text, names in pieces:
        try:
            body = _parsed(_meant(text, request))
        except (SyntaxError, ValueError) as error:
            failures.append(_failure(error, line, names))
            continue
        for statement in body:
            ast.increment_lineno(statement, line - 1)
            yield statement, sorted(given_by(statement))


def _meant(text: str, request: dict[str, Any]) -> str:
    return as_powers(text) if request.get("caret", True) else text


def _parsed(text: str) -> list[ast.stmt]:
    try:
        return ast.parse(text, FILE).body
    except (MemoryError, RecursionError):
        raise SyntaxError("nested too deeply") from None


def given_by(statement: ast.stmt) -> set[str]:
    """The names that a statement gives a value, whole or in part.

    >>> sorted(given_by(ast.parse("a, b[0] = c = d").body[0]))
    ['a', 'b', 'c']
    """
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {statement.name}
    names: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
            names |= _root(node)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
    return names


def _root(node: ast.AST) -> set[str]:
    while isinstance(node, (ast.Subscript, ast.Attribute, ast.Starred)):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()


def _forget(names: list[str], namespace: dict[str, Any]) -> None:
    for name in names:
        namespace.pop(name, None)


def _failure(error: BaseException, line: int, names: list[str]) -> Failure:
    try:
        text = str(error)[:_LONGEST]
    except BaseException:  # `__str__` may be the student's own
        text = ""
    name = getattr(error, "name", None)
    return {
        "line": _line_of(error) or line,
        "kind": type(error).__name__[:60],
        "text": text,
        "name": name[:100] if isinstance(name, str) else "",
        "costs": names[:100],
    }


def _line_of(error: BaseException) -> int:
    """The last line of the submission that the error passed through."""
    line, traceback = 0, error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == FILE:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _pick(names: list[list[Any]], spaces: Spaces, frame: dict[str, Any], points: dict[str, Any]) -> None:
    for name, problem in names:
        spaces.enter(problem)
        if name not in spaces.names:
            continue
        _pick_one(name, spaces.names, frame, encoded)
        if name in frame["no_form"] and name in points and callable(spaces.names[name]):
            _pick_numbers(name, spaces.names[name], frame, points[name])


def _pick_one(name: str, namespace: dict[str, Any], frame: dict[str, Any], encode: Callable[..., list[str]]) -> None:
    try:
        frame["values"][name] = encode(namespace[name], namespace)
    except (TooLargeError, RecursionError):
        frame["no_form"][name] = {"kind": "too-large", "text": ""}
    except NoFormError as error:
        frame["no_form"][name] = {"kind": "no-form", "text": _plain(str(error))}
    except MemoryError:
        frame["no_form"][name] = {"kind": "memory", "text": ""}
    except BaseException as error:  # the value may be an object of the student's own
        frame["no_form"][name] = {"kind": "error", "text": _plain(type(error).__name__)}


def _pick_numbers(name: str, function: Callable[..., Any], frame: dict[str, Any], points: list[Point]) -> None:
    """What a function that is no formula gives at numbers."""
    try:
        frame["samples"][name] = sampled(function, points)
        del frame["no_form"][name]
    except MemoryError:
        frame["no_form"][name] = {"kind": "memory", "text": ""}
    except BaseException:  # the first reason stays
        return


def _plain(text: str) -> str:
    return re.sub(r"[^\w .,:()'-]", "", text)[:60]
