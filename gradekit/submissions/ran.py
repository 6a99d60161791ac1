"""Why a program gave no answer, as an outcome and a sentence: the limit it ran into, the line that failed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, final

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


@final
@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What a program looks like around one answer: its problem, the letters of that, and where names get values."""

    problem: int
    letters: tuple[str, ...]
    given: Mapping[str, tuple[int, int]]
    """The line at which each name is given a value first, and the problem of that line."""
    problem_at: Callable[[int], int]
    points: Mapping[str, Sequence[Mapping[str, float]]]
    """Where the functions of the answers were called."""

    def seen(self, failures: Sequence[Failed]) -> tuple[Failed, ...]:
        """The failures in the problem and before the first one; those of other problems are no reason."""
        return tuple(failed for failed in failures if self.problem_at(failed.line) in (0, self.problem))


def trouble_of(answer: Answer, run: Run, at: Whereabouts) -> tuple[Outcome, Note]:
    """What became of an answer that the program did not give."""
    outcome, message, line = _told(answer, run, at)
    return outcome, Note(message, line or answer.line)


def _told(answer: Answer, run: Run, at: Whereabouts) -> tuple[Outcome, Message, int | None]:
    failures = at.seen(run.returned.failures if run.returned else ())
    if run.returned is not None:
        if failed := next((f for f in failures if answer.name in f.costs), None):
            return _failed(failed, failures, at)
        if why := run.returned.no_form.get(answer.name):
            outcome = Outcome.STOPPED if why[0] == "memory" else Outcome.UNREAD
            return outcome, _message(_NO_FORM.get(why[0], "run.no-value"), what=_plain(why[1])), None
    if run.stop in _STOPPED:
        return Outcome.STOPPED, _message(_STOPPED[run.stop]), None
    if run.stop is not None:
        return Outcome.UNREAD, _message(_UNREAD[run.stop]), None
    if run.returned is not None and run.returned.status == "ended":
        return Outcome.UNREAD, Message("run.ended"), None
    if failures:  # the first line that failed may say why
        return _failed(failures[0], failures, at)
    return Outcome.UNREAD, Message("run.not-given", {"name": answer.name}), None


def _failed(failed: Failed, failures: Sequence[Failed], at: Whereabouts) -> tuple[Outcome, Message, int | None]:
    """The sentence on a line that failed."""
    params: dict[str, Param] = {"line": failed.line, "kind": _plain(failed.kind), "text": _plain(failed.text)}
    name = _plain(failed.name)
    if failed.kind in ("ModuleNotFoundError", "ImportError") and name.partition(".")[0] in _OURS:
        return Outcome.FAULT, Message("run.module-fault", {"name": name, "line": failed.line}), failed.line
    if failed.kind == "NameError" and name:
        lost = next((other for other in failures if name in other.costs and other is not failed), None)
        if lost is not None:
            return Outcome.UNREAD, Message("read.depends", {"name": name, "line": lost.line}), failed.line
        if unknown := _unknown(name, failed, at):
            return unknown
    return Outcome.UNREAD, Message(_sentence(failed), {**params, "name": name}), failed.line


def _unknown(name: str, failed: Failed, at: Whereabouts) -> tuple[Outcome, Message, int | None] | None:
    """A name without a value: another place of the file gives it one, or else which letters there are."""
    line, problem = at.given.get(name, (0, 0))
    if not line:
        message = Message("read.unknown-name", {"name": name, "known": at.letters})
    elif problem in (0, at.problem):
        if line <= failed.line:
            return None
        message = Message("read.name-later", {"name": name, "line": line})
    else:
        message = Message("read.name-elsewhere", {"name": name, "line": line, "problem": problem})
    return Outcome.UNKNOWN_SYMBOL, message, failed.line


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
