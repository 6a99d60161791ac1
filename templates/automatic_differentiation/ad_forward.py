"""Forward mode: each node gets its value and its tangent, in the order in which the values are worked out."""

from sympy import latex

from gradekit.authoring import (
    Draws,
    Map,
    Rational,
    at,
    composed,
    cos,
    decomposition,
    exp,
    log,
    sin,
    sqrt,
    symbols,
    table,
    tangents,
    tanh,
    template,
    w,
    x,
)

v1, v2, v3, v4 = symbols("v1 v2 v3 v4")


@template(
    "ad-forward",
    group="automatic differentiation",
    title="Forward through a computational graph",
    goal="carry one tangent along with each value, from the inputs to the output",
    levels=(2, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, k, n = g.int("a", 2, 7), g.nonzero("b", -9, 9), g.int("k", 2, 5), g.int("n", 2, 3)
    here = {x: g.pick("at", "1/2", "1", "3/2", "2")}
    if level == 2:  # one operation in each node
        first = g.pick("first", sin(v1), cos(v1), exp(v1), sqrt(v1), log(v1), tanh(v1))
        graph = Map(x).on("x > 0").then(v1=g.pick("start", x**n, a * x, x + a, x / k)).then(v2=first)
        graph = graph.then(v3=g.pick("v3", a * v2, -k * v2, v2 + b, v2 + b, v2 - a, v2**2)).then(
            f=g.pick("f", sin(v3), cos(v3), exp(v3), tanh(v3))
        )
        return graph.ask(decomposition("f", STEPS, single=True), table(tangents("v1 v2 v3 f")))
    uses = (sin(v1), cos(v1), exp(-v1), sqrt(v1 + a), log(v1 + k), tanh(v1))
    p, q = g.sample("uses", uses, 2)
    if level == 4:
        start = g.pick("v1", a * w * x, a * w + x**2, w * x + a, k * x + w**2)
        graph = Map(w, x).on("w > 0", "x > 0").then(v1=start).then(v2=p)
        graph = graph.then(v3=g.pick("v3", w * v2, x * v2, v2 + b * w, k * x * v2))
        graph, nodes = graph.then(f=g.pick("f", v3 + b * v2, b * v3 - v2, v2 - k * v3)), "v1 v2 v3 f"
        passes = {"x": (0, 1), "w": (1, 0)}.items()
        return graph.ask(*(table(tangents(nodes, seed=seed, key=f"pass_{name}")) for name, seed in passes))
    graph = Map(x).on("x > 0").then(v1=g.pick("start", x**2, a * x, x + a, x**n, x / k, a * x**2)).then(v2=p, v3=q)
    graph = graph.then(v4=g.pick("v4", v2 * v3, v2 + b * v3, b * v2 - v3))
    graph, nodes = graph.then(f=g.pick("f", v4 + b * v1, v4 * v1, v4 - k * v1)), "v1 v2 v3 v4 f"
    if level == 3:
        return graph.ask(table(tangents(nodes)), *(at(one, here) for one in (composed(nodes), tangents(nodes))))
    speed = g.nonzero("speed", -5, 5)
    dual = at(tangents(nodes, seed=(speed,)), here, key="dual", text=DUAL)
    return graph.ask(at(composed(nodes), here, key="values", text=REAL), dual).say(start=dual_number(here[x], speed))


def dual_number(value: str, speed: int) -> str:
    """The input with its coefficient of epsilon, in LaTeX."""
    return f"{latex(Rational(value))} {'+' if speed > 0 else '-'} {abs(speed) if abs(speed) > 1 else ''} \\varepsilon"


STEPS = "the graph of $f$: its nodes from the input on, one operation in each, the last one $f$"
REAL = r"the parts without $\varepsilon$ of $v_1$, $v_2$, $v_3$, $v_4$ and $f$, exactly, or to 4 significant digits"
DUAL = r"the coefficients of $\varepsilon$ in $v_1$, $v_2$, $v_3$, $v_4$ and $f$, exactly, or to 4 significant digits"

EFFORT = {2: 15, 3: 22.2, 4: 21, 5: 15.5}

TEXT = r"""
{% if level == 2 %}
Let $f(x) = {{ composed }}$, for {{ domain }}. Write it as a graph with the nodes $v_1$, $v_2$, $v_3$ and $f$. Then go
forward through it: the tangent $\dot{v}$ of a node $v$ is its derivative by $x$. Letters of the nodes may stay.
{% elif level == 4 %}
A program computes {{ definitions }}, for {{ domain }}. Go forward through its graph twice: the tangent $\dot{v}$ of
a node is its derivative by $x$ in the first pass, and by $w$ in the second. Letters of the nodes may stay.
{% elif level == 5 %}
A program computes {{ definitions }}, for {{ domain }}. It is run with the dual number $x = {{ start }}$ in the place of
a number, where $\varepsilon^2 = 0$. Each node is then a dual number too.
{% else %}
A program computes {{ definitions }}, for {{ domain }}. Go forward through its graph: the tangent $\dot{v}$ of a node
$v$ is its derivative by $x$. Letters of the nodes may stay in the first answer.
{% endif %}
"""
