"""Words before a bracket that were read as products of letters, where a function may have been meant: `foo(x)`."""

from __future__ import annotations

import re
from collections.abc import Collection

from gradekit.model.message import Message
from gradekit.syntax.names import CONSTANTS, GREEK, SPELLINGS
from gradekit.syntax.text_conditions import CASE_WORDS

READ_AS_PRODUCT = "equality.read-as-product"
_CALLED = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,40}+)\s*+\(")
_MOST = 3


def products_told(texts: str, declared: Collection[str]) -> tuple[Message, ...]:
    """A note for each word none of whose letters is declared.

    >>> [note.params["letters"] for note in products_told("foo(x) + sin(x)", ())]
    ['f*o*o']
    """
    words = [word for word in dict.fromkeys(_CALLED.findall(texts)) if _is_doubtful(word, declared)]
    return tuple(Message(READ_AS_PRODUCT, {"word": word, "letters": "*".join(word)}) for word in words[:_MOST])


def _is_doubtful(word: str, declared: Collection[str]) -> bool:
    known = {*SPELLINGS, *GREEK, *CONSTANTS, *CASE_WORDS}
    ends_known = any(word.endswith(name) for name in known if len(name) > 1)
    return not ends_known and word not in declared and not set(word) & set(declared)
