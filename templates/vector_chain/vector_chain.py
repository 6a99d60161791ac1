"""The chain rule for vectors: the product of the Jacobians, entry by entry only where both are diagonal."""

from itertools import pairwise

from gradekit.authoring import Draws, Map, cos, exp, local, log, sin, symbols, template, total, x, x1, x2

g1, g2, g3, h1, h2, c = symbols("g1 g2 g3 h1 h2 c")

LOWERED = str.maketrans({digit: f"_{digit}" for digit in "123"})


@template(
    "vector-chain",
    group="vector chain rule",
    title="The chain rule for vectors",
    goal="multiply the Jacobians of the maps; only where both are diagonal that is a product entry by entry",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, k, n = g.int("a", 2, 7), g.nonzero("b", -7, 7), g.int("k", 2, 5), g.int("n", 2, 3)
    outer = g.sample("outer", (sin(c), cos(c), exp(-c), log(c + k), b * c**n, c**2 + b * c), 2)
    p, q = (one.subs(c, letter) for one, letter in zip(outer, (g1, g2), strict=True))
    if level < 3:
        inner = g.sample("inner", (c**2, a * c, sin(k * c), exp(c / k), c**3 + a * c, a * c**2, cos(a * c)), 2)
        first = [one.subs(c, letter) for one, letter in zip(inner, (x, x) if level == 1 else (x1, x2), strict=True)]
    else:
        more = (a * x1 + x2, x1 * x2, x1**2 + a * x2, x1 + k * x2, x1 * x2**2, k * x1 + x2**2, x1**2 * x2)
        first = g.sample("first", more, 3 if level == 4 else 2)
    maps = [dict(zip(("g1", "g2", "g3"), first, strict=False))]
    if level == 4:
        maps.append({"f1": p + b * g2 * g3, "f2": g.pick("f2", g1 * g2 + k * g3, g1 * g3 + k * g2, a * g2 * g3 + g1)})
    elif level == 5:
        last = g.sample("last", (h1 * h2, a * h1 + h2, h1 - b * h2, h1**2 + k * h2, k * h1 + h2**2), 2)
        maps += [{"h1": p, "h2": q}, {"f1": last[0], "f2": last[1]}]
    else:
        maps.append({"f1": p, "f2": q})
    by = "x" if level == 1 else "x1 x2"
    drawn = Map(x).on("x > 0") if level == 1 else Map(x1, x2).on("x1 > 0", "x2 > 0")
    for made in maps:
        drawn = drawn.then(**made)
    names = [by, *(" ".join(made) for made in maps)]
    told = [f"${name[0]} = ({name.replace(' ', ', ').translate(LOWERED)})$" for name in names[1:]]
    drawn = drawn.say(chain=f"{STARTS[level > 1]} is taken to {' and that to '.join(told)}")
    for before, after in pairwise(names):
        label = rf"\frac{{\partial {after[0]}}}{{\partial {before[0]}}}"
        asks = f"the Jacobian ${label}$, {len(after.split())} × {len(before.split())}"
        drawn = drawn.ask(local(after, by=before, key=f"d{after[0]}_d{before[0]}", label=label, text=asks))
    asks = f"the Jacobian ${WHOLE}$, {WITHIN[(level > 1) + (level > 3)]}"
    return drawn.ask(total("f1 f2", by=by, substituted=level < 4, key="df_dx", label=WHOLE, text=asks))


STARTS = "The number $x$", "The vector $x = (x_1, x_2)$"
WHOLE = r"\frac{\partial f}{\partial x}"
WITHIN = "in $x$ alone", "in $x_1$ and $x_2$ alone", "in which the letters of the other maps may stay"


EFFORT = {1: 23.8, 2: 23.8, 3: 28.2, 4: 53.5, 5: 59.5}

TEXT = r"""
{{ chain }}, where {{ definitions }}, for {{ domain }}. Find the Jacobians of the maps, one row for each entry and one
column for each variable, and that of $f$ by $x$.
"""
