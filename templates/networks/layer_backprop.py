"""The gradients of one layer of a network: the error of each output, handed back to weights, biases and inputs."""

from sympy import Matrix, ones

from gradekit.authoring import (
    Draws,
    Map,
    arrays,
    at,
    composed,
    local,
    outer,
    relu,
    require,
    sigma,
    softplus,
    squared_error,
    tanh,
    template,
    total,
)


@template(
    "layer-backprop",
    group="networks",
    title="The gradients of a layer",
    goal="hand the error back through the activation, then multiply it by what each weight multiplies",
    levels=(3, 5),
)
def make(g: Draws, level: int) -> Map:
    c, k = g.int("c", 2, 15), g.int("k", 2, 4)
    if level < 5:  # W_ij goes from input j to output i
        n, m = g.pick("size", (3, 2), (2, 3), (4, 2)) if level == 4 else (2, 3)
        W, b, x, y, z, a = arrays(f"W:{m}x{n} b:{m} x:{n} y:{m} z a")
        net = Map(W, b, x, y).then(z=W @ x + (g.pick("b", b, -b) if level == 4 else b))
    else:  # W_ij goes from input i to output j, and there are two examples
        W, b, x, y, z, a = arrays("W:3x2 b:2 X:3x2 Y:2x2 Z A")
        net = Map(W, b, x, y).then(Z=W.T @ x + outer(b, [1, 1]))
    gradients = [total("C", by=letter.name, substituted=False) for letter in (z, W, b, x)]
    if level == 4:
        act = g.pick("act", tanh(z / k), sigma(z / k), softplus(z / k), k * sigma(z), k * tanh(z), k * softplus(z))
        return net.then(a=act).then(C=c * squared_error(g, a - y, "half none mean")).ask(local("C", by="a"), *gradients)
    net = net.then(**{a.name: g.pick("act", relu(z), c * z, z * z)})
    net = net.then(C=squared_error(g, a - y, "half none"))
    numbers = {
        it: g.entries(it.name, it.shape, (-3, -1, 1, 3) if it in (W, b) else (-4, -2, 2, 4)) for it in (W, b, x, y)
    }
    into, given = (Matrix(numbers[letter]) for letter in (W, x))
    reached = into * given + Matrix(numbers[b]) if level == 3 else into.T * given + Matrix(numbers[b]) * ones(1, 2)
    require(min(reached) < max(reached) > 0, "not all outputs are idle")
    return net.ask(*(at(one, numbers) for one in (composed(z.name), composed(a.name), *gradients)))


EFFORT = {3: 96, 4: 142.2, 5: 168}

TEXT = r"""
A layer takes {{ "the columns of $X$, one for each of two examples," if level == 5 else "$x$" }} to
${{ "A" if level == 5 else "a" }}$, and its cost compares that with ${{ "Y" if level == 5 else "y" }}$:
{{ definitions }}, with {{ arrays }}, for {{ domain }}.
Here $W_{ij}$ is the weight from input ${{ "i" if level == 5 else "j" }}$ to output ${{ "j" if level == 5 else "i" }}$.
{{ "Activations work entry by entry." if level == 4 }}{{ "The sign $\\odot$ multiplies entry by entry." if level == 5 }}
"""
