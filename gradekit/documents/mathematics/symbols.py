"""The closed LaTeX subset as tables: every command that may stand in a formula, with its sign and how it is said."""

from __future__ import annotations

from typing import Literal, NamedTuple

from gradekit.documents.mathematics.nodes import Role

_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ϵ zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο "
    "pi π rho ρ varsigma ς sigma σ tau τ upsilon υ phi ϕ chi χ psi ψ omega ω varepsilon ε vartheta ϑ varphi φ varrho ϱ "
    "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ell ℓ"
)


def _words(line: str) -> list[str]:
    return line.split()


GREEK: dict[str, str] = dict(zip(_words(_GREEK)[::2], _words(_GREEK)[1::2], strict=True))
"""Letters by command. In formulas `phi` is the straight ϕ and `varphi` the curly φ, likewise for epsilon."""


class Sign(NamedTuple):
    """A sign: how it is drawn, and how it is said."""

    text: str
    said: str


SIGNS: dict[str, Sign] = {
    "partial": Sign("∂", "partial"),
    "nabla": Sign("∇", "nabla"),
    "infty": Sign("∞", "infinity"),
    "top": Sign("⊤", "transpose"),
    "bot": Sign("⊥", "perpendicular"),
    "cdots": Sign("⋯", "dots"),
    "ldots": Sign("…", "dots"),
    "dots": Sign("…", "dots"),
    "vdots": Sign("⋮", "dots"),
    "ddots": Sign("⋱", "dots"),
    "prime": Sign("′", "prime"),
    "emptyset": Sign("∅", "the empty set"),
    "forall": Sign("∀", "for all"),
    "exists": Sign("∃", "there is"),
    "hbar": Sign("ℏ", "h bar"),
    "%": Sign("%", "percent"),
    "_": Sign("_", "underscore"),
    "#": Sign("#", "number sign"),
}
"""Signs that stand for something by themselves, upright."""

PREFIXES = frozenset({"∂", "∇"})
"""Signs that belong to what follows."""


class Relation(NamedTuple):
    """An operator: how it is drawn, its role in a line, and how it is said."""

    text: str
    role: Role
    said: str


def _rows(role: Role, table: dict[str, tuple[str, str]]) -> dict[str, Relation]:
    return {name: Relation(text, role, said) for name, (text, said) in table.items()}


OPERATORS: dict[str, Relation] = {
    **_rows(
        "relation",
        {
            "le": ("≤", "is at most"),
            "leq": ("≤", "is at most"),
            "ge": ("≥", "is at least"),
            "geq": ("≥", "is at least"),
            "lt": ("<", "is less than"),
            "gt": (">", "is greater than"),
            "ll": ("≪", "is much less than"),
            "gg": ("≫", "is much greater than"),
            "ne": ("≠", "is not equal to"),
            "neq": ("≠", "is not equal to"),
            "approx": ("≈", "is approximately"),
            "equiv": ("≡", "is identical to"),
            "sim": ("∼", "is similar to"),
            "propto": ("∝", "is proportional to"),
            "to": ("→", "to"),
            "rightarrow": ("→", "to"),
            "leftarrow": ("←", "from"),
            "mapsto": ("↦", "maps to"),
            "Rightarrow": ("⇒", "implies"),
            "implies": ("⟹", "implies"),
            "Leftrightarrow": ("⇔", "if and only if"),
            "iff": ("⇔", "if and only if"),
            "in": ("∈", "in"),
            "notin": ("∉", "not in"),
            "subset": ("⊂", "a subset of"),
            "subseteq": ("⊆", "a subset of"),
            "mid": ("∣", "such that"),
            "parallel": ("∥", "parallel to"),
            "perp": ("⊥", "perpendicular to"),
        },
    ),
    **_rows(
        "binary",
        {
            "times": ("×", "times"),
            "div": ("÷", "divided by"),
            "pm": ("±", "plus or minus"),
            "mp": ("∓", "minus or plus"),
            "circ": ("∘", "composed with"),
            "odot": ("⊙", "elementwise times"),
            "otimes": ("⊗", "tensor"),
            "oplus": ("⊕", "direct sum"),
            "cup": ("∪", "union"),
            "cap": ("∩", "intersection"),
            "setminus": ("∖", "without"),
            "land": ("∧", "and"),
            "lor": ("∨", "or"),
            "wedge": ("∧", "wedge"),
            "vee": ("∨", "or"),
        },
    ),
    **_rows("tight", {"cdot": ("⋅", "times"), "ast": ("∗", "times"), "bullet": ("•", "times")}),
    **_rows("punctuation", {"colon": (":", "from")}),
}
"""Operators written as commands."""

CHARACTERS: dict[str, Relation] = {
    "=": Relation("=", "relation", "equals"),
    "<": Relation("<", "relation", "is less than"),
    ">": Relation(">", "relation", "is greater than"),
    ":": Relation(":", "relation", ":"),
    "+": Relation("+", "binary", "plus"),
    "-": Relation("−", "binary", "minus"),
    "/": Relation("/", "tight", "over"),
    "*": Relation("∗", "tight", "times"),
    ",": Relation(",", "punctuation", ","),
    ";": Relation(";", "punctuation", ";"),
    "!": Relation("!", "postfix", "factorial"),
    "?": Relation("?", "postfix", "?"),
    ".": Relation(".", "postfix", "."),
}
"""Operators written as themselves."""


class BigSign(NamedTuple):
    """A large operator, and whether its bounds stand under and over it."""

    text: str
    said: str
    limits: bool


BIG: dict[str, BigSign] = {
    "int": BigSign("∫", "integral", False),
    "iint": BigSign("∬", "double integral", False),
    "iiint": BigSign("∭", "triple integral", False),
    "oint": BigSign("∮", "contour integral", False),
    "sum": BigSign("∑", "sum", True),
    "prod": BigSign("∏", "product", True),
}

FUNCTIONS = frozenset(
    _words(
        "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth log ln exp det dim ker arg deg gcd hom lg Pr "
        "lim max min sup inf"
    )
)
LIMITS = frozenset({"lim", "max", "min", "sup", "inf"})
"""Functions whose subscript stands below them."""

SPACES = {",": 1 / 6, ":": 2 / 9, ">": 2 / 9, ";": 5 / 18, "!": -1 / 6, " ": 2 / 9, "quad": 1.0, "qquad": 2.0}
"""Widths in em."""

DELIMITERS: dict[str, str] = {
    "(": "(",
    ")": ")",
    "[": "[",
    "]": "]",
    "|": "|",
    "/": "/",
    ".": "",
    r"\{": "{",
    r"\}": "}",
    r"\lbrace": "{",
    r"\rbrace": "}",
    r"\lbrack": "[",
    r"\rbrack": "]",
    r"\vert": "|",
    r"\Vert": "‖",
    r"\|": "‖",
    r"\lvert": "|",
    r"\rvert": "|",
    r"\lVert": "‖",
    r"\rVert": "‖",
    r"\langle": "⟨",
    r"\rangle": "⟩",
    r"\lfloor": "⌊",
    r"\rfloor": "⌋",
    r"\lceil": "⌈",
    r"\rceil": "⌉",
}
"""What may follow `left` and `right`; the full stop is a bracket that is not drawn."""

OPENING = frozenset("([{⟨⌊⌈")
CLOSING = frozenset(")]}⟩⌋⌉")

SIZES = {"big": 1.2, "Big": 1.8, "bigg": 2.4, "Bigg": 3.0}
"""Heights in em of brackets whose size is asked for; also with an l or r after the name."""

FONTS = frozenset({"mathbf", "boldsymbol", "mathrm", "mathbb", "mathcal", "mathit"})


class AccentSign(NamedTuple):
    """A mark over or under a formula: for MathML, as a combining character, spoken, and whether it stretches."""

    text: str
    combining: str
    said: str
    stretches: bool = False


ACCENTS: dict[str, AccentSign] = {
    "hat": AccentSign("ˆ", "\u0302", "hat"),
    "widehat": AccentSign("\u0302", "\u0302", "hat", True),
    "vec": AccentSign("→", "\u20d7", "vector"),
    "bar": AccentSign("¯", "\u0304", "bar"),
    "overline": AccentSign("‾", "\u0304", "bar", True),
    "dot": AccentSign("˙", "\u0307", "dot"),
    "ddot": AccentSign("¨", "\u0308", "double dot"),
    "tilde": AccentSign("˜", "\u0303", "tilde"),
    "widetilde": AccentSign("\u0303", "\u0303", "tilde", True),
    "underline": AccentSign("_", "\u0332", "underlined", True),
    "overbrace": AccentSign("⏞", "", "", True),
    "underbrace": AccentSign("⏟", "", "", True),
}
BELOW = frozenset({"underline", "underbrace"})

ENVIRONMENTS: dict[str, tuple[str, str]] = {
    "matrix": ("", ""),
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
    "cases": ("{", ""),
    "aligned": ("", ""),
    "gathered": ("", ""),
    "array": ("", ""),
}
"""Tables and the brackets around them."""

FRACTIONS = {"frac": "", "dfrac": "display", "tfrac": "text"}
TEXTS = frozenset({"text", "textrm", "mbox"})

COMMANDS = frozenset(
    {
        *GREEK,
        *SIGNS,
        *OPERATORS,
        *BIG,
        *FUNCTIONS,
        *SPACES,
        *(name[1:] for name in DELIMITERS if name[0] == "\\"),
        *(size + side for size in SIZES for side in ("", "l", "r")),
        *FONTS,
        *ACCENTS,
        *FRACTIONS,
        *TEXTS,
        *("sqrt", "operatorname", "left", "right", "begin", "end", "bm", "limits"),
    }
)
"""Every command of the subset, without its backslash."""


def side(text: str) -> Literal["open", "close", "bar"]:
    r"""On which side of a formula a bracket stands.

    >>> side("("), side(r"\rvert"), side("|")
    ('open', 'close', 'bar')
    """
    if text in ("(", "[") or text.startswith((r"\l", r"\{")):
        return "open"
    if text in (")", "]") or text.startswith((r"\r", r"\}")):
        return "close"
    return "bar"
