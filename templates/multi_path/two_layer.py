"""Three maps one after the other: the derivative is a row times a matrix times a column."""

from gradekit.authoring import Draws, Map, cos, exp, local, shape, sin, symbols, t, template, total

SIZES = "the sizes of the three factors from left to right, with commas between them"

u1, u2, x1, x2, x3 = symbols("u1 u2 x1 x2 x3")


@template(
    "two-layer",
    group="multi-path chain rule",
    title="Two layers of intermediates",
    goal="write down the sizes, then multiply row, matrix and column in the order in which the maps are applied",
    levels=(2, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, c = g.nonzero("a", -4, 4), g.nonzero("b", -4, 4), g.nonzero("c", -3, 3)
    k, m = g.int("k", 2, 3), g.nonzero("m", -3, 3)
    inner = {"u1": g.pick("u1", t**2, t**3, exp(t), sin(t)), "u2": g.pick("u2", k * t, cos(t), exp(-t), t + c)}
    if level == 2:
        middle = {"x1": a * u1 + m * u2, "x2": b * u1 + c * u2}
    elif level == 3:
        middle = {
            "x1": g.pick("x1", a * u1 * u2, u1**2 + m * u2, u1 + a * u2**2),
            "x2": g.pick("x2", u1 - b * u2, u1 + u2**2, b * u1 * u2),
        }
    elif level == 4:
        middle = {
            "x1": g.pick("x1", u1 * u2, a * u1 + u2),
            "x2": g.pick("x2", u1 + b * u2, u1 - u2**2),
            "x3": g.pick("x3", c * u2, u1**2, m * u1 * u2),
        }
    else:
        middle = {"x1": g.pick("x1", a * u1 * u2, u1 + a * u2**2), "x2": g.pick("x2", u1 + c * u2 + t, b * t * u2)}
    f = g.pick("f", x1 * x2, x1**2 + b * x2, a * x1 + x2**2, x1 * x2 + c * x1)
    if level == 4:
        f += g.pick("last", c * x3, x1 * x3, x3**2, sin(x3))
    if level == 5:
        f += g.pick("last", c * u1, m * u2, u1 * u2)  # a route that leaves out a layer
    into, through, above = list(inner), list(middle), [*middle, *(letter.name for letter in (u1, u2) if f.has(letter))]
    drawn = Map(t).on("t > 0").then(**inner).then(**middle).then(f=f)
    factors = local("f", by=" ".join(above)), local(" ".join(through), by=" ".join(into)), local(" ".join(into), by="t")
    if level == 5:
        return drawn.ask(*factors, total("f", by="t", substituted=False))
    sizes = shape("sizes", f"1x{len(through)}, {len(through)}x{len(into)}, {len(into)}x1", SIZES, why=FIT)
    return drawn.ask(sizes, *factors, total("f", by="t", substituted=False))


FIT = (
    "Each factor has a row for each of its outputs and a column for each of its inputs. The inputs of one are the "
    "outputs of the next, so that neighbouring sizes agree, and the product is a single number."
)

EFFORT = {2: 32.5, 3: 35.4, 4: 43.8, 5: 40.5}

TEXT = r"""
Let {{ functions }}, for {{ domain }}. {{ "Some routes leave out a layer." if level == 5 }}
Find $\frac{df}{dt}$
as {{ "the sum of all routes" if level == 5 else "a product of Jacobians, which adds up all routes" }};
letters of the intermediates may stay in it.
"""
