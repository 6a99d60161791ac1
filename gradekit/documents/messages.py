"""From a message to its sentence: the id is looked up in the catalogue, and its parameters are put into the gaps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias, final

from gradekit.documents.markup import escaped, escaped_code
from gradekit.documents.phrases import phrase
from gradekit.documents.plain import plain_text
from gradekit.documents.words import catalogue
from gradekit.errors import Fault, StudentError
from gradekit.model.message import Message, Param

Context: TypeAlias = Literal["words", "code", "maths"]


@final
@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sentence as marked-up text, and the gap after it with the kind of text it stands in."""

    text: str
    gap: str | None
    context: Context


def words(message: Message, language: str = "en") -> str:
    r"""The sentence as marked-up text. What fills a gap is shown as it is and never read as markup.

    `Fault` when the catalogue has no such id, a gap has no parameter, or something other than LaTeX is for a formula.
    """
    sentence = catalogue(language).get(message.id)
    if sentence is None:
        raise Fault(f"the message catalogue `{language}` has no sentence for `{message.id}`")
    return filled(sentence, message, language)


def told(error: StudentError, language: str = "en") -> str:
    """What went wrong as plain text: the sentence, and the line with a caret where there is one."""
    sentence = plain_text(words(Message(error.message, dict(error.params)), language))
    return f"{sentence}\n{error.place.drawn()}" if error.place else sentence


def filled(sentence: str, message: Message, language: str = "en") -> str:
    r"""The sentence with the parameters of the message in its gaps.

    >>> filled("`{name}` costs {price}.", Message("x", {"name": "a`b", "price": "5$"}))
    '`a\\`b` costs 5\\$.'
    """
    out = ""
    for segment in segments(sentence):
        out += segment.text
        if segment.gap is not None:
            if segment.gap not in message.params:
                raise Fault(f"the message `{message.id}` has nothing for its gap `{{{segment.gap}}}`")
            out += _shown(_spoken(message.params[segment.gap], segment, language), segment.context, message.id)
    return out


def _spoken(value: Param, gap: Segment, language: str) -> str:
    """What fills a gap as text; among words, in their language."""
    texts = value if isinstance(value, tuple) else (str(value),)
    return ", ".join(texts if language == "en" or gap.context != "words" else (phrase(one, language) for one in texts))


def _shown(text: str, context: Context, name: str) -> str:
    if context == "code":
        return escaped_code(text)
    if context == "words":
        return escaped(text)
    if "$" in text or "`" in text:
        raise Fault(f"the message `{name}` was given text where a formula belongs: {text!r}")
    return text


@lru_cache(maxsize=1024)
def segments(sentence: str) -> tuple[Segment, ...]:
    r"""The sentence cut at its gaps.

    In a formula, braces after a command, a subscript, a superscript or another group belong to LaTeX.

    >>> [(s.gap, s.context) for s in segments(r"At $t_{1} = \frac{1}{{t}}$ write `{good}`.")]
    [('t', 'maths'), ('good', 'code'), (None, 'words')]
    """
    out: list[Segment] = []
    text, before, at = "", "", 0
    context: Context = "words"
    while at < len(sentence):
        found = (_MATHS if context == "maths" else _WORDS).match(sentence, at)
        assert found is not None, "every character is a token"
        token, at = found.group(), found.end()
        if found["gap"] and not (context == "maths" and _OWNS_BRACES.fullmatch(before)):
            out.append(Segment(text, found["gap"], context))
            text, before = "", ""
            continue
        text += token[0] if token in ("{{", "}}") else token
        context, before = _after(token, context), token
    return (*out, Segment(text, None, context))


_WORDS = re.compile(r"\\[\\$`*]|\{\{|\}\}|\{(?P<gap>[a-z]\w*)\}|.", re.DOTALL)
_MATHS = re.compile(r"\\(?:[A-Za-z]+|.)|\{(?P<gap>[a-z]\w*)\}|.", re.DOTALL)
_OWNS_BRACES = re.compile(r"\\[A-Za-z]+|[_^]|.*\}", re.DOTALL)
"""What braces that follow it belong to, in a formula."""


def _after(token: str, context: Context) -> Context:
    """The kind of text after a token: a dollar opens and closes a formula, a backtick code."""
    if token == "$" and context != "code":
        return "words" if context == "maths" else "maths"
    if token == "`" and context != "maths":
        return "words" if context == "code" else "code"
    return context
