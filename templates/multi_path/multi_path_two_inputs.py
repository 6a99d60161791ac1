"""Two inputs: the same sum over all routes for each of them, so the Jacobian has two columns."""

from gradekit.authoring import Draws, Map, at, cos, exp, local, s, sin, t, template, total, x, y, z

BY_S_AND_T = r"\left(\frac{\partial f}{\partial s}, \frac{\partial f}{\partial t}\right)"


@template(
    "multi-path-two-inputs",
    group="multi-path chain rule",
    title="Two routes from each of two inputs",
    goal="add over all routes from one input, the other input held fixed, and do it for both",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, c = g.nonzero("a", -5, 5), g.nonzero("b", -5, 5), g.nonzero("c", -4, 4)
    k, m, n = g.int("k", 2, 4), g.nonzero("m", -3, 3), g.int("n", 2, 3)
    powers = (x, y) if level == 1 else (x, y, x**2, y**2, x**3, y**3)
    f = a * g.pick("f", *((x * y, x**2 + y, y**2 + x) if level == 1 else (x * y, x**2 * y, x * y**2, x**2 * y**2)))
    f += b * g.pick("more", *powers)
    outer, names = local("f", by="x y"), "x y"
    if level == 1:
        inner = {"x": s + m * t, "y": c * s + g.pick("y", t, -t)}
    elif level == 2:
        inner = {"x": c * g.pick("x", s * t, s**2 * t, s * t**2), "y": g.pick("y", s + m * t, s**2 - k * t, s * t + k)}
    elif level == 3:
        inner = {"x": s * g.pick("x", exp(t / k), cos(t), sin(t), exp(-t)), "y": g.pick("y", s**2 + m * t, m * s * t)}
        f = a * x * y + b * g.pick("bent", sin(x), cos(y), exp(y / k), x**n, y**n)
    elif level == 4:
        first, second = g.sample("xy", (s * t, s + m * t, s**2 - t, s - t**2, s**2 * t), 2)
        inner = {"x": first, "y": second, "z": g.pick("z", m * s - t, s + k * t, t - m * s, s**2 + c * t)}
        f, names = a * x * y + g.pick("last", b * z**2, c * z, b * x * z, c * y * z), "x y z"
        outer = local("f", by=names)
    else:
        inner = {
            "x": g.pick("x", s * exp(t), s * cos(t), s + m * sin(t)),
            "y": g.pick("y", s**2 * t + k, s * t + m, k * s - t),
        }
    drawn = Map(s, t).then(**inner).then(f=f)
    whole = total("f", by="s t", key="df", label=BY_S_AND_T)
    if level < 5:
        return drawn.ask(outer, local(names, by="s t"), whole)
    here = {s: g.pick("at s", -2, -1, 1, 2, 3), t: 0}
    return drawn.ask(at(outer, here), at(local(names, by="s t"), here), at(whole, here, key="df_at"))


EFFORT = {1: 18.8, 2: 32.1, 3: 36.2, 4: 34.4, 5: 25.5}

TEXT = r"""
Let {{ functions }}, for {{ domain }}. Find how $f$ changes with $s$ and with $t$
{{ "at one point, without writing out $f$ in $s$ and $t$" if level == 5 else "by the chain rule" }}.
"""
