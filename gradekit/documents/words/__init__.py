"""The catalogue: every sentence for students by its id, one file for each room and language.

In a sentence `{name}` is a gap, and the rest is marked-up text; outside formulas `{{` and `}}` are braces. In a
formula, braces after a command, `_`, `^` or another group are LaTeX's own (so a gap there is `_{{name}}`), and a gap is
filled only with LaTeX from gradekit's own writer.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache

from gradekit.errors import Fault, OperatorError


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a catalogue, by their codes."""
    return tuple(sorted({found.name.split("_")[0] for found in pkgutil.iter_modules(__path__)}))


def known_language(name: str) -> str:
    """The code of a language that has a catalogue; `OperatorError` for another.

    >>> known_language("de")
    'de'
    """
    if name not in languages():
        raise OperatorError(f"There are no documents in the language `{name}`; there are: {', '.join(languages())}.")
    return name


@cache
def catalogue(language: str = "en") -> Mapping[str, str]:
    """All sentences of a language; `Fault` when there are none, or when two files use one id."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__) if found.name.startswith(f"{language}_"))
    if not names:
        raise Fault(f"there is no message catalogue for the language `{language}`")
    return merged((name, importlib.import_module(f"{__name__}.{name}").WORDS) for name in names)


def merged(files: Iterable[tuple[str, Mapping[str, str]]]) -> Mapping[str, str]:
    """The sentences of all files as one table."""
    sentences: dict[str, str] = {}
    origin: dict[str, str] = {}
    for file, words in files:
        for name, sentence in words.items():
            if name in sentences:
                raise Fault(f"the message `{name}` is in `{origin[name]}` and in `{file}`; an id has one sentence")
            sentences[name] = sentence
            origin[name] = file
    return sentences
