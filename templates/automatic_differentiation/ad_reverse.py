"""Reverse mode: the adjoint of a node collects one product for each node that uses it, from the output back."""

from gradekit.authoring import Draws, Map, adjoints, cos, exp, log, sin, sqrt, symbols, tanh, template, total, w, x

v1, v2, v3, v4, v5 = symbols("v1 v2 v3 v4 v5")


@template(
    "ad-reverse",
    group="automatic differentiation",
    title="Back through a computational graph",
    goal="collect the adjoint of a node over all nodes that use it",
    levels=(3, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, k, n = g.int("a", 2, 7), g.nonzero("b", -7, 7), g.int("k", 2, 5), g.int("n", 2, 3)

    def two_of(name: str, v):  # two different functions of one node, without any numbers that grow
        return g.sample(name, (sin(v), cos(v), exp(-v), v**n, sqrt(v + a), log(v + k), tanh(v)), 2)

    start = g.pick("start", a * x**n, x**2 + a, k * x + a, a * x, x**n, exp(x / k), log(x + a))
    if level == 3:
        p, q = two_of("uses", v1)
        graph = Map(x).on("x > 0").then(v1=start).then(v2=p, v3=q)
        graph = graph.then(f=g.pick("f", v2 * v3, b * v2 + v3, v2 + b * v3, b * v2 * v3, b * v2 - k * v3))
    elif level == 4:
        first, p, q = g.pick("first", sin(v1), cos(v1), exp(-v1), sqrt(v1), log(v1 + k)), *two_of("uses", v3)
        graph = Map(x).on("x > 0").then(v1=start).then(v2=first).then(v3=g.pick("v3", v1 + v2, v1 + k * v2, v1 * v2))
        graph = graph.then(v4=p, v5=q).then(f=g.pick("f", v4 * v5, v4 + b * v5, b * v4 + v5, b * v4 * v5))
    else:  # the weight w is used in both layers
        act, last = g.pick("act", tanh(v1), sin(v1), exp(-v1)), g.pick("last", sin(v3), cos(v3), exp(-v3), v3**n)
        graph = Map(w, x).then(v1=g.pick("v1", a * w * x, w * x + b, w + k * x)).then(v2=act)
        graph = graph.then(v3=g.pick("v3", w * v2, w * v2 + k, w + a * v2)).then(v4=last)
        graph = graph.then(f=g.pick("f", v4 + b * v2, v4 * v2, b * v4 + x * v2, k * v4 + w * v2))
    inner = ("v3 v2 v1", "v5 v4 v3 v2 v1", "v4 v3 v2 v1")[level - 3].split()
    ends = [total("f", by=letter, substituted=False) for letter in ("x" if level < 5 else "wx")]
    return graph.ask(*(adjoints("f", nodes=node) for node in inner), *ends)


EFFORT = {3: 26, 4: 61.2, 5: 51.5}

TEXT = r"""
A program computes {{ definitions }}, for {{ domain }}. Go back through its graph, from $f$ to the inputs: the adjoint
$\bar{v}$ of a node $v$ is the derivative of $f$ by $v$ along all routes. Letters of the nodes may stay.
"""
