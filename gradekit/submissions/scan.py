"""Where a logical line of Python source ends, followed without Python's parser.

Brackets, strings, comments and continued lines are followed as Python follows them. Where Python would give up (a
bracket or a string that is never closed) the line ends before the next one that begins an answer, a problem, or
another assignment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import final

from gradekit.model.message import Message

HEADER = re.compile(r"[ \t]*#[ \t]*-{2,}[ \t]*Problem[ \t]+(\d{1,3})\b", re.IGNORECASE)
"""The comment that opens a problem."""
ANSWER = re.compile(r"q(\d{1,3})[a-z]{1,2}")
"""A name of the stub; its number is that of the problem."""

_NAME = r"[^\W\d]\w*"
_SIGN = r"(?:\*\*|//|[-+*/@%&|^])?=(?!=)"
_ANSWERS = rf"{ANSWER.pattern}(?:[ \t]*,[ \t]*{_NAME})*"
_AFRESH = re.compile(
    rf"[ \t]*(?:{_ANSWERS}[ \t]*(?:\[[^\]\n]*\][ \t]*)*(?::[^=\n]*)?{_SIGN}|def[ \t]+{ANSWER.pattern}\b)"
    rf"|{HEADER.pattern}"
)
"""How a line begins that nothing before it may swallow."""
_ASSIGNMENT = re.compile(rf"(?:{_NAME}(?:[ \t]*,[ \t]*{_NAME})*[ \t]*(?::[^=\n]*)?{_SIGN}|(?:def|import|class)[ \t])")
"""How a line begins that an open bracket does not swallow either, at the margin of the statement."""
_PIECE = re.compile(r'(?P<long>"""|\'\'\')|(?P<quote>["\'])|(?P<open>[(\[{])|(?P<close>[)\]}])|[#;\\\n]')
_SHORT = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'')


@final
@dataclass(frozen=True, slots=True)
class LogicalLine:
    """Where a logical line stands in the text, where its comments are, and its trouble."""

    end: int
    comments: tuple[tuple[int, int], ...]
    trouble: Message | None = None


def logical_line(text: str, start: int, indent: int) -> LogicalLine:
    """The logical line that begins at `start`."""
    scan = _Scan(text, start, indent)
    while match := _PIECE.search(text, scan.position):
        scan.position = match.end()
        if (found := _STEPS[match.lastgroup or match.group()](scan, match)) is not None:
            return found
    return scan.broken(len(text), "read.bracket-open", scan.opened[-1]) if scan.opened else scan.ended(len(text))


@final
@dataclass(slots=True)
class _Scan:
    """The state of the scan of one logical line."""

    text: str
    start: int
    indent: int
    position: int = field(init=False)
    opened: list[int] = field(default_factory=list[int])
    """Where brackets were opened that are not closed yet."""
    comments: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])

    def __post_init__(self) -> None:
        self.position = self.start

    def ended(self, end: int) -> LogicalLine:
        """The line as Python ends it."""
        return LogicalLine(end, tuple(self.comments))

    def broken(self, end: int, why: str, place: int) -> LogicalLine:
        """The line up to where reading starts afresh, and the reason."""
        line = self.text.count("\n", 0, place) + 1
        message = Message(why, {"line": line, "sign": self.text[place : place + 1]})
        return LogicalLine(max(self.start, min(end, len(self.text))), tuple(self.comments), message)


def _open(scan: _Scan, match: re.Match[str]) -> None:
    scan.opened.append(match.start())


def _close(scan: _Scan, _match: re.Match[str]) -> None:
    del scan.opened[-1:]


def _long(scan: _Scan, match: re.Match[str]) -> LogicalLine | None:
    close = _long_end(scan.text, match.end(), match.group())
    if close is None:
        return scan.broken(_afresh(scan.text, match.end(), scan.indent), "read.string-open", match.start())
    scan.position = close
    return None


def _quote(scan: _Scan, match: re.Match[str]) -> None:
    # A quotation mark without a partner in its line may be a prime, as in f'(t): a letter like others.
    short = _SHORT.match(scan.text, match.start())
    scan.position = short.end() if short else match.end()


def _comment(scan: _Scan, match: re.Match[str]) -> None:
    scan.position = line_end(scan.text, match.start())
    scan.comments.append((match.start(), scan.position))


def _semicolon(scan: _Scan, match: re.Match[str]) -> LogicalLine | None:
    return None if scan.opened else scan.ended(match.start())


def _backslash(scan: _Scan, match: re.Match[str]) -> LogicalLine | None:
    scan.position += 1
    if scan.text[match.end() : scan.position] == "\n" and _AFRESH.match(scan.text, scan.position):
        return scan.broken(scan.position, "read.continued", match.start())
    return None


def _newline(scan: _Scan, match: re.Match[str]) -> LogicalLine | None:
    if not scan.opened:
        return scan.ended(match.start())
    if _begins(scan.text, match.end(), scan.indent):
        return scan.broken(match.end(), "read.bracket-open", scan.opened[-1])
    return None


_STEPS: dict[str, Callable[[_Scan, re.Match[str]], LogicalLine | None]] = {
    "open": _open,
    "close": _close,
    "long": _long,
    "quote": _quote,
    "#": _comment,
    ";": _semicolon,
    "\\": _backslash,
    "\n": _newline,
}


def _long_end(text: str, position: int, quotes: str) -> int | None:
    """The end of a string in triple quotes, unless it is never closed or would swallow a whole problem."""
    close = text.find(quotes, position)
    if close < 0:
        return None
    within = any(HEADER.match(text, at) for at in _line_starts(text, position, close))
    return None if within else close + len(quotes)


def _line_starts(text: str, start: int, end: int) -> Iterator[int]:
    at = text.find("\n", start, end)
    while at >= 0:
        yield at + 1
        at = text.find("\n", at + 1, end)


def _afresh(text: str, position: int, indent: int) -> int:
    """Where reading starts again after a string that is never closed: the next line that begins something."""
    return next((at for at in _line_starts(text, position, len(text)) if _begins(text, at, indent)), len(text))


def _begins(text: str, position: int, indent: int) -> bool:
    if _AFRESH.match(text, position):
        return True
    start = position
    while text[start : start + 1] in (" ", "\t"):
        start += 1
    within = len(text[position:start].expandtabs()) <= indent
    return within and _ASSIGNMENT.match(text, start) is not None


def line_end(text: str, position: int) -> int:
    """Where the physical line around the position ends."""
    end = text.find("\n", position)
    return len(text) if end < 0 else end
