"""Softmax and cross-entropy: each p moves with every z, and the gradient of the cost by z is p - y."""

from gradekit.authoring import (
    Draws,
    Map,
    Rational,
    arrays,
    at,
    composed,
    cross_entropy,
    local,
    log,
    part,
    softmax,
    symbols,
    template,
    total,
    wrong,
)

m, W, b, x, z, p = arrays("m:3 W:3x2 b:3 x:2 z p")
P = symbols("p1 p2 p3")
SHARES = [(1 - 2 * rest, rest, rest) for rest in (Rational(1, 4), Rational(1, 5), Rational(1, 10), Rational(2, 5))]


@template(
    "softmax-xent",
    group="networks",
    title="Softmax and cross-entropy",
    goal="see that each output of softmax uses every input, and how short the gradient of the cost becomes",
    levels=(3, 5),
)
def make(g: Draws, level: int) -> Map:
    sizes, (i, j, k) = {m: g.sample("m", range(1, 16), 3)}, g.shuffle("places", (0, 1, 2))
    soft = g.pick("y", *SHARES) if level == 4 else (1, 0, 0)
    wanted = [soft[place] for place in (i, j, k)]
    if level == 5:
        net = Map(W, b, x).then(z=W @ x + b).then(p=softmax(z)).then(C=cross_entropy(p, wanted))
        numbers = {it: g.entries(it.name, it.shape, (-1, 1, Rational(1, 2), Rational(-1, 2))) for it in (W, b, x)}
        slopes = [total("C", by=name, substituted=False) for name in ("z", "W", "b", "x")]
        return net.ask(*(at(one, numbers) for one in (composed("z"), composed("p"), *slopes)))
    net = Map(m).on("m > 0").then(z=log(m)).then(p=softmax(z))
    values = at(composed("p"), sizes)
    if level == 3:
        own, other = (
            rf"\frac{{\partial p_{i + 1}}}{{\partial z_{i + 1}}}",
            rf"\frac{{\partial p_{i + 1}}}{{\partial z_{j + 1}}}",
        )
        same = part("own", P[i] * (1 - P[i]), f"${own}$, {IN_P}", label=own, letters=LETTERS, why=quotient(i, i))
        cross = part("other", -P[i] * P[j], f"${other}$, {IN_P}", label=other, letters=LETTERS, why=quotient(i, j))
        fixed, alone, turned = wrong(P[i], CONSTANT), wrong(0, ALONE), wrong(P[i] * P[j], SIGN)
        return net.ask(values, same, fixed, cross, alone, turned, at(total("p", by="z", layout="course"), sizes))
    net = net.then(C=cross_entropy(p, wanted))
    error = [letter - y for letter, y in zip(P, wanted, strict=True)]
    short = part("dC_dz", error, rf"${SLOPE}$, {IN_P}", label=SLOPE, letters=LETTERS, why=CANCELS)
    turned, left = wrong([-one for one in error], ERROR), wrong([-y / q for q, y in zip(P, wanted, strict=True)], LEFT)
    return net.ask(values, local("C", by="p"), short, turned, left, at(total("C", by="z"), sizes))


def quotient(i: int, j: int) -> str:
    """The derivative of the share i by z of the place j, by the quotient rule."""
    first = rf"\frac{{e^{{z_{i + 1}}}}}{{s}}" if i == j else "0"
    second = rf"\frac{{e^{{z_{i + 1}}} e^{{z_{j + 1}}}}}{{s^{{2}}}}"
    return (
        f"Let $s = e^{{z_1}} + e^{{z_2}} + e^{{z_3}}$, so that $p_{i + 1} = e^{{z_{i + 1}}} / s$. By the quotient rule "
        rf"$\frac{{\partial p_{i + 1}}}{{\partial z_{j + 1}}} = {first} - {second}$, and each fraction is a share."
    )


CANCELS = (
    r"Add over all shares: $\frac{\partial C}{\partial z_j} = \sum_{i} \frac{\partial C}{\partial p_i} "
    r"\frac{\partial p_i}{\partial z_j}$ with $\frac{\partial C}{\partial p_i} = -\frac{y_i}{p_i}$ for the wanted "
    r"shares $y_i$, $\frac{\partial p_j}{\partial z_j} = p_j (1 - p_j)$, and $-p_i p_j$ for the others. Every $p_i$ "
    r"below the line cancels, and since the $y_i$ add up to 1, $p_j - y_j$ is left."
)
LETTERS = ("p1", "p2", "p3")
SLOPE = r"\frac{\partial C}{\partial z}"
IN_P = "in the entries of $p$ alone"
CONSTANT = "The sum below the fraction moves with z as well."
ALONE = "Each output of softmax depends on every input."
SIGN = "When one z grows, what happens to the other entries of p?"
ERROR = "Check which way round the error enters."
LEFT = "That is the derivative by p; the step from z to p is missing."

EFFORT = {3: 127.8, 4: 156.2, 5: 128}

TEXT = r"""
{% if level == 5 %}
A layer takes $x$ to the shares $p$ of three classes, and the cost compares them with the wanted ones:
{{ definitions }}, with {{ arrays }}, for {{ domain }}. The numbers are ${{ numbers }}$.
{% elif level == 4 %}
The shares $p$ of three classes are compared with the wanted ones: {{ definitions }}, with {{ arrays }}, for
{{ domain }}. The numbers are ${{ numbers }}$. Find how the cost changes with $p$ and with $z$.
{% else %}
Let {{ definitions }}, with {{ arrays }}, for {{ domain }}. The numbers are ${{ numbers }}$. Find how $p$ changes with
$z$, one {{ row }} for each entry of $p$.
{% endif %}
"""
