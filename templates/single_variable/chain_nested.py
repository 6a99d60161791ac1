"""One function inside another: name the steps from the inside out, differentiate each alone, multiply, put back."""

from gradekit.authoring import (
    Draws,
    Map,
    atan,
    cos,
    decomposition,
    exp,
    functions,
    local,
    log,
    sin,
    sqrt,
    symbols,
    tanh,
    template,
    total,
    x,
)

LETTERS = symbols("u1 u2 u3 u4 y")
KINDS = {1: range(9), 2: (0, 1, 2, 3, 4, 7, 8), 3: range(9), 4: (0, 1, 2, 3, 8), 5: (0, 1, 2, 3)}
"""Which outer functions there are at each level: in long chains those with short derivatives."""
(f,) = functions("f")


@template(
    "chain-nested",
    group="single variable",
    title="Functions inside functions",
    goal="name one step for each nesting, differentiate each step by the one before, and multiply",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    count = (2, 2, 3, 4, 4)[level - 1]
    letters, nodes = (*LETTERS[: count - 1], LETTERS[-1]), {}
    high, kinds = 15 if level < 3 else 9, g.sample("kinds", KINDS[level], count - 1)
    for place, (letter, v) in enumerate(zip(letters, (x, *letters), strict=False)):
        m, k = g.int(f"m of {letter}", 2, 6), g.int(f"k of {letter}", 2, 3)
        n = g.int(f"n of {letter}", 2 if level == 2 else 1, 2 if level == 5 else 3)
        first = g.int(f"a of {letter}", 2, 9 if level < 3 else 6) * v**n
        first += g.nonzero(f"b of {letter}", -high, high)
        outer = sin(v), cos(v), exp(-v / m), v**k, k ** (-v), log(v**2 + m), sqrt(v**2 + m), tanh(v), atan(v)
        nodes[letter.name] = outer[kinds[place - 1]] if place else first
    if level == 5:
        last, m = letters[-2], g.int("m", 2, 6)
        nodes["y"] = g.pick("last", 1 / (last**2 + m), (last + m) ** 3, exp(last / m), f(last))
    drawn = Map(x).say(many=count)
    for name, step in nodes.items():
        drawn = drawn.then(**{name: step})
    links = [local(letter.name, by=before.name) for letter, before in zip(letters, (x, *letters), strict=False)]
    named = decomposition("y", "the steps from the inside out, the last of them $y$")
    return drawn.ask(named, *(links if level > 1 else ()), *((total("y", by="x"),) if level > 1 else ()))


HINTS = {
    1: (
        "Put in a number for $x$: what do you work out first, and what last?",
        "What comes out first is $u_1$; write it down in $x$.",
        "In the whole formula, put $u_1$ in the place of what you worked out first: that is $y$.",
    )
}

EFFORT = {1: 3, 2: 12.5, 3: 23.1, 4: 30, 5: 29.1}

TEXT = r"""
Let $y(x) = {{ composed }}$, for {{ domain }}. Take it apart into ${{ many }}$ steps,
{{ ("$u_1$", "$u_1$", "$u_1$, $u_2$", "$u_1$, $u_2$, $u_3$", "$u_1$, $u_2$, $u_3$")[level - 1] }} and $y$:
$u_1$ is what is done to $x$ first, and each step uses the one before.
{% if level > 1 %}
Differentiate each step by the one before, then put the derivatives together.
{% endif %}
"""
