"""The tokens of a formula, and a cursor that goes over them and knows the place of an error."""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from gradekit.documents.mathematics import symbols as s
from gradekit.documents.visible import visible
from gradekit.errors import AuthorError, Place

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\d+(?:(?:\.|\{,\})\d+)?|\s+|.", re.DOTALL)
END = ""


class Token(NamedTuple):
    """A command, number or character, and where it begins."""

    text: str
    start: int


class Cursor:
    """Tokens without blanks, passed over from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
        tokens = [Token(found.group(), found.start()) for found in _TOKEN.finditer(source)]
        self.tokens = [token for token in tokens if not token.text.isspace()]
        self.at = 0

    @property
    def next(self) -> Token:
        """The token that is read next; after the last one, an empty one."""
        return self.tokens[self.at] if self.at < len(self.tokens) else Token(END, len(self.source))

    def take(self) -> Token:
        """The next token, passed over."""
        token = self.next
        self.at += 1
        return token

    def split(self) -> None:
        """Of a number that is read next the first digit becomes a token of its own."""
        token = self.next
        if token.text[:1].isdigit() and len(token.text) > 1:
            if not token.text.isdigit():
                self.refuse(f"TeX takes only `{token.text[0]}` here; put braces around the number")
            rest = Token(token.text[1:], token.start + 1)
            self.tokens[self.at : self.at + 1] = [Token(token.text[0], token.start), rest]

    def refuse(self, why: str, at: int | None = None) -> NoReturn:
        """Raises the error with the formula and a caret."""
        offset = self.next.start if at is None else at
        raise AuthorError(f"this formula cannot be laid out: {why}\n{Place(self.source, offset).drawn()}")

    def expect(self, text: str) -> None:
        """Passes over exactly this token."""
        if self.next.text != text:
            self.refuse(f"`{text}` was expected here")
        self.at += 1

    def word(self) -> str:
        """A name in braces: letters and digits."""
        start = self.next.start
        self.expect("{")
        name = ""
        while self.next.text.isalnum() and self.next.text.isascii():
            name += self.take().text
        self.expect("}")
        if not name:
            self.refuse("a name is missing in these braces", start)
        return name

    def words(self) -> str:
        """Ordinary words in braces, blanks kept."""
        start = self.next.start + 1
        self.expect("{")
        end = self.source.find("}", start)
        if end < 0:
            self.refuse("these braces are not closed", start - 1)
        words = self.source[start:end]
        if found := re.search(r"[\\{$]", words):
            self.refuse(f"`{found.group()}` cannot stand in words", start + found.start())
        if visible(words) != words:
            self.refuse("hidden characters cannot stand in words", start)
        while self.next.start < end:
            self.at += 1
        self.expect("}")
        return words

    def delimiter(self) -> str:
        """The bracket after `left`, `right` or a size."""
        token = self.take()
        if token.text not in s.DELIMITERS:
            self.refuse("a bracket was expected here", token.start)
        return s.DELIMITERS[token.text]
