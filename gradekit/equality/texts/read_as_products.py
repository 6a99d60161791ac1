"""What was read as letters and may have been meant otherwise: a function, `foo(x)`, and the imaginary unit, `i`."""

from __future__ import annotations

import re
from collections.abc import Collection

from gradekit.model.message import Message
from gradekit.syntax.calls import LOGARITHMS
from gradekit.syntax.names import CONSTANTS, GREEK, SPELLINGS
from gradekit.syntax.text_conditions import CASE_WORDS

READ_AS_PRODUCT = "equality.read-as-product"
READ_AS_LETTER = "equality.read-as-letter"
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
    known = {*SPELLINGS, *LOGARITHMS, *GREEK, *CONSTANTS, *CASE_WORDS}
    ends_known = any(word.endswith(name) for name in known if len(name) > 1)
    return not ends_known and word not in declared and not set(word) & set(declared)


def letter_told(letters: Collection[str], declared: Collection[str]) -> tuple[Message, ...]:
    """A note on `i`, of two formulas that are not equal, where nobody declares it.

    >>> [note.params["letter"] for note in letter_told({"x", "i"}, ())]
    ['i']
    """
    return (Message(READ_AS_LETTER, {"letter": "i"}),) if "i" in letters and "i" not in declared else ()
