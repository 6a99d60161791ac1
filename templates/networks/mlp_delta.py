"""A network of two layers: forward through it with numbers, then the deltas back, layer by layer."""

from sympy import Matrix

from gradekit.authoring import (
    Draws,
    Map,
    Rational,
    arrays,
    at,
    composed,
    relu,
    require,
    sigma,
    squared_error,
    tanh,
    template,
    total,
)


@template(
    "mlp-delta",
    group="networks",
    title="The deltas of a network",
    goal="hand the deltas back through the weights of each layer, and take each slope at the layer's own z",
    levels=(4, 5),
)
def make(g: Draws, level: int) -> Map:
    out = 1 if level == 4 else 2
    V, c, W, b, x, z, a, u, p = arrays(f"V:{out}x2 c:{out} W:2x2 b:2 x:2 z a u p")
    odd, even = ((-3, -1, 1, 3), (-4, -2, 2, 4)) if level == 4 else (HALVES, HALVES)  # so that no z is zero
    numbers = {it: g.entries(it.name, it.shape, even if it is x else odd) for it in (W, b, V, c, x)}
    for weights in (W, V):
        if weights.shape == (2, 2):  # not symmetric, so that a transpose is seen
            numbers[weights][0][1], numbers[weights][1][0] = g.sample(f"across {weights.name}", odd, 2)
    wanted = g.entries("y", (out,), (-3, -2, 2, 3))
    net = Map(W, b, V, c, x).then(z=W @ x + b)
    if level == 4:
        reached = Matrix(numbers[W]) * Matrix(numbers[x]) + Matrix(numbers[b])
        require(max(reached) > 0, "not all neurons are idle")
        net = net.then(a=relu(z)).then(u=V @ a + c).then(C=squared_error(g, u - wanted, "half none"))
    else:
        net = (
            net.then(a=g.pick("act", tanh, sigma)(z))
            .then(u=V @ a + c + x)
            .then(p=tanh(u))
            .then(C=squared_error(g, p - wanted, "half"))
        )
    slopes = [total("C", by=name, substituted=False) for name in ("u", "z", "V", "W", "x")]
    return net.ask(*(at(one, numbers) for one in (composed("z"), composed("a"), composed("u"), *slopes)))


HALVES = -1, 1, Rational(1, 2), Rational(-1, 2)

EFFORT = {4: 85, 5: 220}

TEXT = r"""
{% if level == 4 %}
A network has two neurons and one output $u$:
{% else %}
A network has two layers of two neurons, and its input $x$ also skips the first of them:
{% endif %}
{{ definitions }}, with {{ arrays }}, for {{ domain }}. Go forward through it with the numbers ${{ numbers }}$, then
back: the deltas of a layer are the derivatives of the cost $C$ by what goes into its activation.
{{ "Activations work entry by entry." if level == 5 }}
"""
