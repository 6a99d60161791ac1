"""Many layers: each Jacobian is taken where the layers below it lead to, and the product may stop at any layer."""

from gradekit.authoring import Draws, Map, at, composed, local, require, symbols, t, template, total

LETTERS = {name: symbols(f"{name}1 {name}2 {name}3") for name in "uvw"}
WIDTHS = {3: (2, 2), 4: (2, 3, 2), 5: (2, 1, 2)}


@template(
    "n-layer",
    group="multi-path chain rule",
    title="A product of many Jacobians",
    goal="take each Jacobian at the values that come out of the layer below, and stop the product at any layer",
    levels=(3, 5),
)
def make(g: Draws, level: int) -> Map:
    here, widths = {t: g.pick("t", -2, -1, 1, 2)}, WIDTHS[level]
    layers = [LETTERS[name][:width] for name, width in zip("uvw", widths, strict=False)]
    k, m = g.nonzero("k", -3, 3), g.nonzero("m", -3, 3)
    first = g.sample("first", (t**2, t**2 + k, m * t, t**3, t + m, k - t), widths[0])
    drawn, below = Map(t).then(**{str(letter): f for letter, f in zip(layers[0], first, strict=True)}), layers[0]
    for place, letters in enumerate(layers[1:]):
        if len(below) == 1:
            menu = (below[0] ** 2, k * below[0], m - below[0], below[0] + t)
        else:
            p, q = below[:2]
            menu = (p * q, p + m * q, k * p - q, q**2 + p, p**2 - q)
        if len(below) == 3:
            last = below[2]
            menu = p * q + last, p + m * q * last, k * last - q, q * last, p**2 - last, last**2 + k * p
        formulas = g.sample(f"layer {place}", tuple(dict.fromkeys(menu)), len(letters))
        used = set().union(*(formula.free_symbols for formula in formulas))
        require(used.issuperset(below), "every letter is used")
        drawn = drawn.then(**{str(letter): f for letter, f in zip(letters, formulas, strict=True)})
        below = letters
    p, q = below[:2]
    f = g.pick("f", p * q, p**2 + m * q, k * p + q**2, p * q + k * p)
    drawn = drawn.then(f=f + (m * layers[0][0] if level == 5 else 0))  # at level 5 one route leaves out the middle
    names = [" ".join(map(str, letters)) for letters in layers]
    values = at(composed(" ".join(names)), here, key="values")
    factors = [at(local(upper, by=lower), here) for upper, lower in zip(names, ["t", *names], strict=False)]
    by_layer = at(total("f", by=names[0]), here, key="by_u", label=r"\left. \frac{\partial f}{\partial u} \right|_{t}")
    return drawn.ask(values, *factors, at(local("f", by=names[-1]), here), by_layer, at(total("f", by="t"), here))


EFFORT = {3: 35, 4: 119, 5: 55}

TEXT = r"""
Let {{ functions }}, for {{ domain }}. At one number $t$, find the value of every layer first, then each Jacobian at
the values below it, and multiply.
"""
