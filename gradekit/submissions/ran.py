"""Why a program gave no answer, as an outcome and a sentence: the limit it ran into, the line that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gradekit.model.answer import Answer
from gradekit.model.message import Message, Note, Param
from gradekit.model.outcome import Outcome

if TYPE_CHECKING:
    from gradekit.sandbox.frame import Failed
    from gradekit.sandbox.runs import Run

_STOPPED = {"cpu": "run.cpu", "wall": "run.wall", "memory": "run.memory", "output": "run.output"}
_UNREAD = {
    "frame": "run.too-large",
    "crashed": "run.crashed",
    "silent": "run.ended",
    "refused": "run.unreadable",
    "source": "run.source",
}
_NO_FORM = {"too-large": "run.too-large", "memory": "run.memory", "refused": "run.too-large", "no-form": "run.no-form"}
_OURS = ("sympy", "numpy", "mpmath", "gradekit")
_WITHOUT_INPUT = "input(): lost sys.stdin"
_CARET = "a caret is no power here"
"""What the child says of `^` where it is refused."""


def trouble_of(answer: Answer, run: Run) -> tuple[Outcome, Note]:
    """What became of an answer that the program did not give."""
    outcome, message, line = _told(answer, run)
    return outcome, Note(message, line or answer.line)


def _told(answer: Answer, run: Run) -> tuple[Outcome, Message, int | None]:
    if run.returned is not None:
        if failed := next((f for f in run.returned.failures if answer.name in f.costs), None):
            return _failed(failed, run)
        if why := run.returned.no_form.get(answer.name):
            outcome = Outcome.STOPPED if why[0] == "memory" else Outcome.UNREAD
            return outcome, _message(_NO_FORM.get(why[0], "run.no-value"), what=_plain(why[1])), None
    if run.stop in _STOPPED:
        return Outcome.STOPPED, _message(_STOPPED[run.stop]), None
    if run.stop is not None:
        return Outcome.UNREAD, _message(_UNREAD[run.stop]), None
    return _not_given(answer, run)


def _not_given(answer: Answer, run: Run) -> tuple[Outcome, Message, int | None]:
    """The program ended without the name: it stopped itself, or the first line that failed may say why."""
    failures = run.returned.failures if run.returned else ()
    if run.returned is not None and run.returned.status == "ended":
        return Outcome.UNREAD, Message("run.ended"), None
    return (
        _failed(failures[0], run)
        if failures
        else (Outcome.UNREAD, Message("run.not-given", {"name": answer.name}), None)
    )


def _failed(failed: Failed, run: Run) -> tuple[Outcome, Message, int | None]:
    """The sentence on a line that failed."""
    params: dict[str, Param] = {"line": failed.line, "kind": _plain(failed.kind), "text": _plain(failed.text)}
    name = _plain(failed.name)
    if failed.kind in ("ModuleNotFoundError", "ImportError") and name.partition(".")[0] in _OURS:
        return Outcome.FAULT, Message("run.module-fault", {"name": name, "line": failed.line}), failed.line
    lost = next((other for other in _failures(run) if name and name in other.costs and other is not failed), None)
    if failed.kind == "NameError" and lost is not None:
        return Outcome.UNREAD, Message("read.depends", {"name": name, "line": lost.line}), failed.line
    return Outcome.UNREAD, Message(_sentence(failed), {**params, "name": name}), failed.line


def _failures(run: Run) -> tuple[Failed, ...]:
    return run.returned.failures if run.returned else ()


def _sentence(failed: Failed) -> str:
    match failed.kind:
        case "PermissionError" | "BlockingIOError":
            return "run.forbidden"
        case "ModuleNotFoundError" | "ImportError":
            return "run.module"
        case "RuntimeError" if failed.text == _WITHOUT_INPUT:
            return "run.input"
        case "RuntimeError" if "start new thread" in failed.text:
            return "run.forbidden"
        case "SyntaxError" if failed.text.startswith("nested too deeply"):
            return "run.nested"
        case "SyntaxError" | "IndentationError" | "TabError":
            return "run.syntax"
        case "TypeError" if failed.text == _CARET:
            return "read.caret-refused"
        case "RecursionError":
            return "run.recursion"
        case _:
            return "run.failed"


def _message(name: str, **params: str) -> Message:
    """A sentence with the limits in its gaps."""
    from gradekit.sandbox.limits import DEFAULT

    limits: dict[str, dict[str, Param]] = {
        "run.cpu": {"seconds": DEFAULT.cpu},
        "run.wall": {"seconds": round(DEFAULT.wall)},
        "run.memory": {"limit": DEFAULT.memory >> 20},
        "run.output": {"limit": DEFAULT.output >> 10},
        "run.source": {"limit": 64},
    }
    return Message(name, {**limits.get(name, {}), **(params if name in ("run.no-form", "run.no-value") else {})})


def _plain(text: str) -> str:
    """Text of a program for a sentence: one line of printable letters."""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:160]
