"""Names that a statement gives or takes away beside plain assignment: `(t := 5)`, `del t`, `with ... as t`, `global t`.

What such a name stands for afterwards is known to Python alone, so that it must not go on standing for what it was.
"""

from __future__ import annotations

import re

from gradekit.submissions.environment import WORD

_QUOTED = re.compile(r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.DOTALL)
_NAMES = r"([^\W\d]\w*(?:[ \t]*,[ \t]*[^\W\d]\w*)*)"
_TAKEN = (
    re.compile(r"(?<=\S)[ \t]*\b([^\W\d]\w*)[ \t]*:="),
    re.compile(rf"\bas[ \t]+\(?[ \t]*{_NAMES}"),
    re.compile(rf"(?:^|[;:])[ \t]*(?:global|nonlocal)[ \t]+{_NAMES}", re.MULTILINE),
    re.compile(r"(?:^|[;:])[ \t]*(?:async[ \t]+)?for[ \t]+(.*?)\bin\b", re.MULTILINE),
    re.compile(r"^[ \t]*class[ \t]+([^\W\d]\w*)", re.MULTILINE),
    re.compile(r"^[ \t]*case[ \t]+([^\n]*?):", re.MULTILINE),
    re.compile(r"^[ \t]*(?:from\b.*?\bimport|import)[ \t]+([^\n]*)", re.MULTILINE),
    re.compile(r"^([^=\n(]*\*[ \t]*[^\W\d]\w*[^=\n(]*)=(?!=)"),
)
_DELETED = re.compile(r"(?:^|[;:])[ \t]*del\b([^\n;]*)", re.MULTILINE)
_TELLING = re.compile(r":=|\b(?:as|global|nonlocal|for|class|case|import)\b|^[^=(]*\*[^=(]*=")
_REACHES = re.compile(r"\b(exec|globals|locals|vars)\s*\(")
_CHANGES = re.compile(
    r"\b([^\W\d]\w*)\s*(?:\[[^\]\n]*\]\s*)*\.\s*(?:append|extend|insert|pop|clear|remove|reverse|sort|update|setdefault"
    r"|popitem|add|discard|fill|put|resize|itemset|(?:row|col)_(?:swap|del|op|insert)|partition)\s*\("
)


def without_texts(text: str) -> str:
    """The statement with nothing in its quotation marks."""
    return _QUOTED.sub("''", text) if "'" in text or '"' in text else text


def taken(text: str) -> tuple[str, ...]:
    """The names that mean something else after the statement, and that its assignments do not tell.

    >>> taken("print(t := 5)"), taken("with open(f) as u:"), taken("q1b := 2*t")
    (('t',), ('u',), ())
    """
    if not _TELLING.search(text):
        return ()
    plain = without_texts(text)
    return tuple(dict.fromkeys(n for p in _TAKEN for found in p.findall(plain) for n in WORD.findall(found)))


def deleted(text: str) -> tuple[str, ...]:
    """The names in `del` statements.

    >>> deleted("del x, w[0]")
    ('x', 'w')
    """
    if "del" not in text:
        return ()
    return tuple(dict.fromkeys(n for found in _DELETED.findall(without_texts(text)) for n in WORD.findall(found)))


def reaching(text: str) -> str | None:
    """The call by which a statement can give any name any value, if it has one.

    >>> reaching('exec("t = 3")')
    'exec'
    """
    match = _REACHES.search(without_texts(text)) if "(" in text else None
    return match.group(1) if match else None


def changed(text: str) -> tuple[str, ...]:
    """The names whose lists a statement changes by a method.

    >>> changed("last = w.pop()")
    ('w',)
    """
    return tuple(_CHANGES.findall(without_texts(text))) if "." in text else ()
