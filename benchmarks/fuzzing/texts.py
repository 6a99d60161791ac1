"""Texts that nobody should have to read: random, broken, towering, endless. Each family draws one from a generator."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TypeAlias

from gradekit.syntax.names import FUNCTIONS, GREEK
from rewrite import draw_source
from rewriting.spellings import any_hand

Family: TypeAlias = Callable[[random.Random], str]

FAMILIES: dict[str, tuple[int, Family]] = {}
"""Every family with its weight in a run."""

LETTERS = ("x", "y", "t", "a", "b", "n")
_UNARY = [name for name, row in FUNCTIONS.items() if row.arity[0] == 1 and name != "Piecewise"]
_BINARY = ["Max", "Min", "atan2", "root", "binomial", "log"]
_PIECES = [
    *"xytabn0123()[]{}|,.+-*/^!'=@ θπ√²·−½∂\\_", "**", "sin", "ln", "e", "I", "pi", "sqrt(", "log(", "exp(", "/(", ")^",
    "...", "Matrix(", r"\frac", r"\sqrt", r"\sin", r"\left(", r"\right)", "_1", "1e9", "0.5",
]  # fmt: skip


def family(name: str, weight: int) -> Callable[[Family], Family]:
    """Enter a family with its weight."""

    def enter(made: Family) -> Family:
        FAMILIES[name] = weight, made
        return made

    return enter


def drawn(rng: random.Random) -> tuple[str, str]:
    """The name of a family, and a text of it."""
    names = list(FAMILIES)
    name = rng.choices(names, [FAMILIES[n][0] for n in names])[0]
    return name, FAMILIES[name][1](rng)


def mutated(text: str, rng: random.Random) -> str:
    """The text after a few slips of the keyboard."""
    for _ in range(rng.randint(1, 4)):
        i, j = rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)
        match rng.randrange(4):
            case 0:
                text = text[:i] + text[i + 1 :]
            case 1:
                text = text[:i] + rng.choice(_PIECES) + text[i:]
            case 2:
                text = text[:i] + text[min(i, j) : max(i, j)][:40] + text[i:]
            case _:
                text = text[:i] + rng.choice("23457xyt") + text[i + 1 :]
    return text


@family("bytes", 8)
def _bytes(rng: random.Random) -> str:
    raw = rng.randbytes(rng.randint(1, 60))
    return raw.decode("latin-1") if rng.random() < 0.5 else raw.decode("utf-8", errors="replace")


@family("unicode", 6)
def _unicode(rng: random.Random) -> str:
    ranges = [
        (0x20, 0x7E),
        (0x20, 0x7E),
        (0xA0, 0x24F),
        (0x370, 0x3FF),
        (0x2000, 0x22FF),
        (0x1D400, 0x1D7FF),
        (1, 0x10FFFF),
    ]
    return "".join(chr(rng.randint(*rng.choice(ranges))) for _ in range(rng.randint(1, 40)))


@family("pieces", 14)
def _pieces(rng: random.Random) -> str:
    return "".join(rng.choice(_PIECES) for _ in range(rng.randint(1, 24)))


@family("answers", 8)
def _answers(rng: random.Random) -> str:
    return any_hand(draw_source(rng)[1], rng)


@family("mutated", 16)
def _mutated(rng: random.Random) -> str:
    return mutated(_answers(rng), rng)


def _atom(rng: random.Random) -> str:
    return rng.choice([*LETTERS[:3], rng.choice(LETTERS), "1", "2", "3", "1/2", "-1", "pi", "e", "7/3", "0", "10", "x"])


def _formula(rng: random.Random, depth: int) -> str:
    """A formula with everything in it that the table of functions has."""
    if depth == 0:
        return _atom(rng)
    shape = rng.random()
    inner = _formula(rng, depth - 1)
    if shape < 0.35:
        return f"{rng.choice(_UNARY)}({inner})"
    other = _formula(rng, rng.randrange(depth))
    if shape < 0.42:
        return f"{rng.choice(_BINARY)}({inner}, {other})"
    if shape < 0.52:
        return f"({inner})^({rng.choice(['2', '3', '-1', '1/2', '-1/2', '1/3', '2/5', other])})"
    return f"({inner}){rng.choice('+-*/')}({other})"


@family("formulas", 26)
def _formulas(rng: random.Random) -> str:
    return _formula(rng, rng.randint(1, 6))


@family("towers", 3)
def _towers(rng: random.Random) -> str:
    parts = [rng.choice(["2", "3", "9", "x", "t", "(x+1)", "1/2", "10"]) for _ in range(rng.randint(2, 9))]
    tower = "^(".join(parts) + ")" * (len(parts) - 1)
    return rng.choice(["{0}", "{0}+1", "1/({0})", "log({0})", "sin({0})", "{0}-({0})+x", "x+1/({0})"]).format(tower)


@family("nested", 3)
def _nested(rng: random.Random) -> str:
    names = [rng.choice(_UNARY) for _ in range(rng.randint(1, 3))]
    depth = rng.choice([3, 5, 8, 15, 30, 58])
    steps = [rng.choice(["{}", "{}+1", "2*{}", "1/{}", "x*{}"]) if rng.random() < 0.3 else "{}" for _ in range(depth)]
    text = "x"
    for k, step in enumerate(steps):
        text = f"{names[k % len(names)]}({step.format(text)})"
    return text


@family("huge numbers", 4)
def _huge(rng: random.Random) -> str:
    digits = "".join(rng.choice("0123456789") for _ in range(rng.choice([5, 20, 100, 390])))
    power = rng.choice(["10", "99", "399", "4001", "123456", "999999999999"])
    return rng.choice([
        "x+{0}", "{0}*x", "({0}/7)^{1}", "(x+{0})^{1}", "x^{1}+{0}", "1/{0}^{1}+x", "sin({0}*x)", "exp({0})", "x*1e300",
        "{0}^(1/{1})", "factorial({1})", "gamma({1}*x)", "(1+x/{0})^{1}", "2^({1}*x)", "log({0}^{1})", "x^(1/{1})",
        "atan({0}*x)", "cos(pi/{1})", "cos(pi*{0}/{1})", "binomial({1},x)", "root(x, {1})", "exp(-{1}*x)+x",
        "floor({0}*x)",
    ]).format(digits, power)  # fmt: skip


@family("products", 2)
def _products(rng: random.Random) -> str:
    count = rng.choice([10, 30, 100, 300, 1000])
    form = rng.choice(["(x+{0})", "(x-{0}*y)", "sin({0}*x)", "(x^{0}+1)", "x", "(x+y)", "exp(x/{0})", "sqrt(x+{0})"])
    return rng.choice("*+").join(form.format(rng.randint(1, count)) for _ in range(count))


@family("many symbols", 3)
def _symbols(rng: random.Random) -> str:
    names = [*"abcdfghjklmnopqrstuvwxyz", *list(GREEK)[:10]]
    terms = ["*".join(rng.sample(names, rng.randint(1, 3))) for _ in range(rng.randint(3, 40))]
    joined = "+".join(terms)
    return rng.choice(["{0}", "({0})^2", "sin({0})", "1/({0})", "({0})^9", "sqrt({0})", "log({0})+{0}"]).format(joined)


@family("radicals", 4)
def _radicals(rng: random.Random) -> str:
    if rng.random() < 0.5:
        text = rng.choice(["x", "2", "y", "x^2"])
        for _ in range(rng.randint(2, 9)):
            root, first = rng.choice(["sqrt", "sqrt", "cbrt"]), rng.choice(["1", "2", "3", "x", "7", "y"])
            text = f"{root}({first}{rng.choice('+-')}{text})"
        return text
    radicands = rng.sample([2, 3, 5, 6, 7, 10, 11, 13, 14, 15, 17, 19, 23], rng.randint(2, 8))
    return rng.choice("+-").join(f"{rng.randint(1, 9)}*{rng.choice(['sqrt', 'cbrt'])}({n})" for n in radicands)


@family("sines", 4)
def _sines(rng: random.Random) -> str:
    names = ["sin", "cos", "tan", "sinh", "exp", "log", "atan", "sqrt", "sec"]
    chosen = rng.sample(names, rng.randint(1, 3))
    count = rng.choice([3, 6, 12, 40])
    terms = [
        f"{rng.choice(chosen)}({rng.randint(1, 30)}/{rng.randint(1, 7)}*{rng.choice('xyt')}+{rng.randint(0, 3)})"
        for _ in range(count)
    ]
    return rng.choice("+*").join(terms)


@family("exponentials", 3)
def _exponentials(rng: random.Random) -> str:
    text = rng.choice(["x", "x^2", "-x", "1", "t+1"])
    for _ in range(rng.randint(1, 7)):
        text = rng.choice(
            ["exp({0})", "exp(-{0})", "x*exp({0})", "e^({0})+1", "log(1+exp({0}))", "tanh({0})", "2^({0})"]
        ).format(text)
    return text


@family("powers", 4)
def _powers(rng: random.Random) -> str:
    inner = rng.choice(
        ["x+1", "x+y+1", "x+y+t+a", "sin(x)+cos(x)", "sqrt(x)+1", "exp(x)+x", "x+1/x", "sqrt(2)+sqrt(x)+y", "I+x"]
    )
    n = rng.choice([7, 20, 60, 150, 399, 500])
    return rng.choice(
        [
            "({0})^{1}",
            "({0})^-{1}",
            "(({0})^{1}-1)/({0})",
            "({0})^{1}*(x-y)^{1}",
            "(({0})^2+1)^{1}",
            "({0})^({1}/2)",
            "sin({1}*x)+({0})^{1}",
        ]
    ).format(inner, n)


@family("kinks", 4)
def _kinks(rng: random.Random) -> str:
    text = _atom(rng)
    for _ in range(rng.randint(1, 7)):
        text = rng.choice(
            [
                "abs({0}-{1})",
                "max({0},{1})",
                "min({0},{1}*x)",
                "floor({0}+{1})",
                "sign({0})*{1}",
                "sqrt(({0}-{1})^2)",
                "x/abs({0})",
                "abs({0})^({1})",
            ]
        ).format(text, _atom(rng))
    return text


@family("constants", 4)
def _constants(rng: random.Random) -> str:
    def one() -> str:
        a, b = rng.randint(1, 30), rng.randint(1, 60)
        return rng.choice([
            "cos(pi*{0}/{1})", "sin({0}*pi/{1})", "tan(pi/{1})", "sqrt({0})", "cbrt({1})", "sqrt({0}+sqrt({1}))",
            "log({0})",
            "{0}^({1}/7)", "atan({0}/{1})", "exp({0}/{1})", "root({0},{1})", "asin({0}/31)", "gamma({0}/{1})", "I^{0}",
            "(1+I)^({0}/{1})",
        ]).format(a, b)  # fmt: skip

    text = one()
    for _ in range(rng.randint(0, 5)):
        text += rng.choice("+-*/") + one()
    return text


@family("inverses", 4)
def _inverses(rng: random.Random) -> str:
    inner = [
        "x",
        "x^2",
        "1/x",
        "x/sqrt(1+x^2)",
        "2*x/(1+x^2)",
        "sin(x)",
        "tan(x)",
        "exp(x)",
        "1-2*x^2",
        "(1-x)/(1+x)",
        "x+y",
        "x*y",
        "3/5",
    ]
    names = ["asin", "acos", "atan", "acot", "asec", "acsc", "asinh", "acosh", "atanh", "acoth", "asech", "acsch"]
    terms = [f"{rng.randint(1, 5)}*{rng.choice(names)}({rng.choice(inner)})" for _ in range(rng.randint(1, 5))]
    text = rng.choice("+-").join(terms)
    return text if rng.random() < 0.6 else f"{rng.choice(['sin', 'cos', 'tan', 'exp', 'sinh', 'sqrt', 'log'])}({text})"
