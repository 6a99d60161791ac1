r"""Text as TeX: whatever it holds, it comes out as itself, and no letter is lost.

Signs and letters that formulas know are set as formulas. A letter that is neither Latin nor Greek, as in many a name,
is drawn where the engine has it (XeLaTeX and LuaLaTeX with a font for it) and stands as its number elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import decomposition, normalize

from gradekit.documents.mathematics import symbols as s

UNKNOWN = r"""\newcommand\unknownletter[1]{\(\langle\)U+#1\(\rangle\)}
\ifPDFTeX\else
  \renewcommand\unknownletter[1]{\iffontchar\font"#1 \char"#1\relax\else\(\langle\)U+#1\(\rangle\)\fi}
\fi
\newcommand\apart{\kern0pt }
"""
"""What `written` may need in the preamble."""

_ASCII = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    '"': r"\textquotedbl{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    "[": "{[}",
    "]": "{]}",
    "*": "{*}",
}
"""Also signs that mean something after a command."""
_SIGNS = {
    "–": r"\textendash{}",
    "—": r"\textemdash{}",
    "…": r"\dots{}",
    "·": r"\textperiodcentered{}",
    "✓": r"\(\checkmark\)",
    "○": r"\(\circ\)",
    "◐": r"\tikz[baseline=-.6ex]{\draw circle(.55ex);\fill(0,-.55ex)arc(-90:-270:.55ex);}",
    "√": r"\(\surd\)",
    "−": r"\(-\)",
    "′": "'",
    "€": r"\texteuro{}",
    "\xa0": "~",
}
_LETTERS = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ§±×÷°‘’“”„«»£¡¿ĂăĄąĆćČčĎďĐđĒēĖėĘęĚě"
    "ĞğĪīĮįİıĹĺĽľŁłŃńŇňŌōŐőŒœŔŕŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŸŹźŻżŽž")  # fmt: skip
"""Letters that every engine has in the fonts of LaTeX."""
_TOGETHER = re.compile(r"([-,'])(?=\1)")
"""Signs of which two would be drawn as one."""
_END = r"\allowbreak{}"
LONGEST = 40
_ACCENTED = re.compile(r"([^\W_])([\u0302\u0303\u0304\u0307\u0308\u20d7])")
_AFTER = re.compile(r"(?<=[,;)+/}=])(?=[^,;)}])|(?<=[a-z][-._])(?=[a-z])")


def written(text: str) -> str:
    r"""Text as TeX that prints exactly this text.

    >>> written("50% of $x_1$ \\input")
    '50\\% of \\$x\\_1\\$ \\textbackslash{}input'
    """
    if text.isascii():
        return _apart(text.translate(_TABLE))
    pieces = _ACCENTED.split(normalize("NFC", text))
    out = [_letters(pieces[0])]
    for base, accent, rest in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        out += [rf"\({_accents()[accent]}{{{_inner(base)}}}\)", _letters(rest)]
    return _apart("".join(out))


def _apart(told: str) -> str:
    if "--" in told or ",," in told or "''" in told:
        return _TOGETHER.sub(r"\1\\apart{}", told)
    return told


def code(text: str) -> str:
    """Text as it is typed, in letters of one width; lines may end after a comma or a sign."""
    return rf"\texttt{{{_typed(text)}}}"


def typed_line(text: str) -> str:
    """A line as it is typed, its blanks kept."""
    return r"\mbox{}" + r"\ ".join(map(_typed, text.split(" ")))


def _typed(text: str) -> str:
    return _END.join(written(piece).replace("'", r"\textquotesingle{}") for piece in unbroken(text))


def unbroken(text: str) -> Iterator[str]:
    """What is not torn apart: up to a sign, and no longer than a line has room for."""
    for piece in _AFTER.split(text):
        yield from (piece[start : start + LONGEST] for start in range(0, max(len(piece), 1), LONGEST))


def in_formula(latex: str) -> str:
    r"""A formula of the closed subset with the names that LaTeX itself knows, and its words as text.

    >>> in_formula(r"x \lt 1 \text{ if 5% é}")
    'x < 1 \\text{ if 5\\% é}'
    """
    latex = _WORDS.sub(lambda found: rf"\{found[1]}{{{written(found[2])}}}", latex) if r"\text" in latex else latex
    latex = _OWN.sub(lambda found: _NAMES[found[1]], latex)
    return latex if latex.isascii() else "".join(map(_formula_letter, latex))


_WORDS = re.compile(r"\\(text|textrm|mbox)\{([^}]*)\}")
_NAMES = {"lt": "<", "gt": ">", "omicron": "o", "bm": r"\boldsymbol"}
_OWN = re.compile(rf"\\({'|'.join(_NAMES)})(?![A-Za-z])")


class _Table(dict[int, str]):
    """What each letter is written as, found when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = told = _letter(chr(code))
        return told


_TABLE = _Table()


def _letters(text: str) -> str:
    return text.translate(_TABLE)


def _letter(letter: str) -> str:
    """One letter or sign."""
    if letter.isascii():
        return _ASCII.get(letter, letter)
    if letter in _SIGNS:
        return _SIGNS[letter]
    if letter in _LETTERS:
        return letter
    if letter in _commands():
        return rf"\({_commands()[letter]}\)"
    kind, _, codes = decomposition(letter).partition(" ")
    if kind in ("<super>", "<sub>", "<font>"):
        base = "".join(chr(int(one, 16)) for one in codes.split())
        place = {"<super>": "superscript", "<sub>": "subscript"}.get(kind)
        return rf"\text{place}{{{_letters(base)}}}" if place else rf"\({_inner(base)}\)"
    return rf"\unknownletter{{{ord(letter):04X}}}"


def _inner(letter: str) -> str:
    """A letter within a formula."""
    return _commands().get(letter, letter if letter.isascii() else rf"\text{{{_letter(letter)}}}")


def _formula_letter(letter: str) -> str:
    """A letter of a formula as it was; one that stands in its words is text already."""
    return letter if letter.isascii() or letter in _LETTERS else _commands().get(letter, rf"\text{{{_letter(letter)}}}")


@cache
def _commands() -> dict[str, str]:
    """The command of each sign that formulas know."""
    told = {text: name for name, text in s.GREEK.items() if name not in _NAMES}
    told |= {sign.text: name for table in (s.BIG, s.OPERATORS, s.SIGNS) for name, sign in table.items()}
    named = {text: rf"\{name}" for text, name in told.items() if not text.isascii()}
    return named | {text: name for name, text in s.DELIMITERS.items() if text and not text.isascii()}


@cache
def _accents() -> dict[str, str]:
    """The command of each accent that is a character of its own."""
    return {sign.combining: rf"\{name}" for name, sign in s.ACCENTS.items() if not sign.stretches or not sign.combining}
