"""The Jacobian of a composition is the product of the Jacobians, the outer one taken where the inner map leads."""

from gradekit.authoring import Draws, Map, at, cos, exp, jacobian_inverse, local, s, sin, t, template, total, u, v, w


@template(
    "jacobian-composition",
    group="Jacobians",
    title="The Jacobian of a composition",
    goal="multiply the Jacobians in the right order, the outer one at the point to which the inner map leads",
    levels=(2, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, c, k = g.int("a", 2, 6), g.nonzero("b", -5, 5), g.nonzero("c", -5, 5), g.int("k", 2, 3)
    straight = g.sample("straight", (a * s + b * t, b * s + c * t, s + a * t, c * s - t, a * s - b * t), 3)
    bent = g.sample("bent", (s * t, a * s + t**2, s**2 + b * t, s * t**2, s**2 * t, b * s - t**2), 3)
    inner = straight if level == 2 else bent
    if level == 4:
        firsts, seconds = (u * v + c * w, u**2 + b * v * w, u * w + a * v), (v + b * u * w, c * u + v * w, w**2 + u * v)
        outer, names = g.sample("first", firsts, 1) + g.sample("second", seconds, 1), "u v w"
    else:
        firsts = u * v, a * u + v**2, u**2 + c * v, u * v**2, sin(u) + b * v, b * u + exp(v / k)
        seconds = u + b * v**2, c * u * v + u, u**2 - v, a * u - v**2, u + cos(v), u**2 * v
        outer, names = (g.pick("first", *firsts), g.pick("second", *seconds)), "u v"
    middle = dict(zip(names.split(), inner, strict=False))
    drawn = Map(s, t).then(**middle).then(y1=outer[0], y2=outer[1]).say(middle=", ".join(middle))
    drawn = drawn.ask(
        local("y1 y2", by=names, key="J_f", label="J_{f}", text="$J_f$, the Jacobian of the outer map"),
        local(names, by="s t", key="J_g", label="J_{g}", text="$J_g$, the Jacobian of the inner map"),
        total("y1 y2", by="s t", key="J_h", label="J_{h}", text="$J_h$, 2 × 2, in $s$ and $t$ alone"),
    )
    if level < 5:
        return drawn
    here = dict(zip((s, t), g.sample("here", (1, 2, -1), 2), strict=True))
    inverse = "the Jacobian of the inverse of $h$ there, a row for each of $s, t$, exactly, or to 4 significant digits"
    there = ", ".join(f"${letter} = {value}$" for letter, value in here.items())
    asks = f"the value of $J_h$ at {there}, exactly, or to 4 significant digits"
    value = at(total("y1 y2", by="s t"), here, key="J_h_at", label="J_{h}", text=asks)
    return drawn.ask(value, at(jacobian_inverse("y1 y2", by="s t"), here, text=inverse))


EFFORT = {2: 34.8, 3: 40.2, 4: 55, 5: 40.8}

TEXT = r"""
Let $g$ take $(s, t)$ to $({{ middle }})$ and $f$ take $({{ middle }})$ to $(y_1, y_2)$, where {{ definitions }},
for {{ domain }}. Find the Jacobians of both maps and of $h(s, t) = f(g(s, t))$: one row for each component, one column
for each variable.
"""
