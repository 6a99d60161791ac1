"""Small problems of many structures, for measuring diagnosis where the templates do not go (yet).

They are templates like all others, found only where this folder is named as one's own.
"""

from gradekit.authoring import (
    Draws,
    Map,
    adjoints,
    arrays,
    components,
    cos,
    exp,
    half_norm2,
    hessian,
    local,
    norm2,
    phi,
    r,
    s,
    second,
    sigma,
    sin,
    steps_of,
    t,
    template,
    theta,
    total,
    u1,
    u2,
    x,
    y,
    z,
)

A, W, V, X, p, q, w, h, a, c = arrays("A:2x2 W:2x2 V:1x2 X:2x2 p:2 q:2 w:1 h a c")


@template("structure-chain", group="structures", title="A chain", goal="three links in a row", levels=(5, 5))
def chain(g: Draws, _level: int) -> Map:
    """One route of three links."""
    a1, b1, n = g.int("a", 2, 6), g.nonzero("b", -5, 5), g.int("n", 2, 4)
    inner = g.pick("inner", sin(a1 * x), exp(-x / a1), x**n + b1 * x)
    return Map(x).on("x > 0").then(u1=inner).then(u2=u1**2 + b1).then(y=g.pick("y", sin(u2), exp(u2 / 5), u2**n))


@template("structure-two-inputs", group="structures", title="Two inputs", goal="two routes each", levels=(5, 5))
def two_inputs(g: Draws, _level: int) -> Map:
    """A function of two letters that each depend on two inputs."""
    a1, b1, n = g.int("a", 2, 5), g.nonzero("b", -5, 5), g.int("n", 2, 3)
    y_of = g.pick("y", s + b1 * t**2, s * cos(t), exp(t / a1) * s)
    inner = Map(s, t).on("s > 0", "t > 0").then(x=a1 * s**n * t, y=y_of)
    outer = g.pick("f", x * y + b1 * y**2, x**2 * y, x * sin(y) + a1 * x)
    return inner.then(f=outer).ask(local("x y", by="s t"), local("f", by="x y"), total("f", by="s t", key="grad_f"))


@template("structure-layers", group="structures", title="Two maps", goal="multiply two Jacobians", levels=(5, 5))
def layers(g: Draws, _level: int) -> Map:
    """The composition of two maps of the plane."""
    a1, b1, n = g.int("a", 2, 5), g.nonzero("b", -5, 5), g.int("n", 2, 3)
    inner = Map(s, t).on("s > 0", "t > 0").then(x=a1 * s * t, y=s**n + b1 * t)
    outer = inner.then(u1=x * y + b1 * x, u2=g.pick("u2", x**2 - y, sin(x) + y**2, x * y**2))
    return outer.ask(local("u1 u2", by="x y"), total("u1 u2", by="s t", key="whole"))


@template("structure-second", group="structures", title="Second order", goal="differentiate twice", levels=(5, 5))
def second_order(g: Draws, _level: int) -> Map:
    """The second derivative along a curve."""
    a1, b1, n = g.int("a", 2, 5), g.nonzero("b", -5, 5), g.int("n", 2, 3)
    curve = Map(t).on("t > 0").then(x=a1 * t**n, y=g.pick("y", sin(t), cos(t), exp(t / a1)))
    return curve.then(f=x * y + b1 * x).ask(total("f", by="t"), second("f", by="t"))


@template("structure-hessian", group="structures", title="Hessian", goal="all second derivatives", levels=(5, 5))
def hessian_of(g: Draws, _level: int) -> Map:
    """The Hessian of a function of two letters."""
    a1, b1, n = g.int("a", 2, 5), g.nonzero("b", -5, 5), g.int("n", 2, 4)
    f = a1 * x**n * y + b1 * g.pick("f", sin(x * y), exp(x) * y**2, x * cos(y))
    return Map(x, y).then(f=f).ask(local("f", by="x y"), hessian("f", by="x y"))


@template("structure-spherical", group="structures", title="Spherical", goal="three components", levels=(5, 5))
def spherical(g: Draws, _level: int) -> Map:
    """The gradient in spherical coordinates."""
    a1, b1, n, k = g.int("a", 2, 6), g.nonzero("b", -6, 6), g.int("n", 1, 3), g.int("k", 2, 3)
    f = a1 * r**n * sin(k * theta) * cos(phi) + b1 * r**k * theta
    return Map(r, theta, phi).on("r > 0", "0 < theta < 3").frame("spherical").then(f=f).ask(components())


@template("structure-linear", group="structures", title="A linear map", goal="derivatives of A x", levels=(5, 5))
def linear(g: Draws, _level: int) -> Map:
    """A linear map, and the square of its length."""
    k = g.int("k", 2, 6)
    drawn = Map(A, p).then(h=A @ p).then(c=k * norm2(h))
    return drawn.ask(local("h", by="p"), local("h", by="A"), total("c", by="p"), total("c", by="A"))


@template("structure-quadratic", group="structures", title="A quadratic form", goal="its gradient", levels=(5, 5))
def quadratic(g: Draws, _level: int) -> Map:
    """A quadratic form and a linear one."""
    k = g.nonzero("k", -6, 6)
    return Map(A, p, q).then(c=q.T @ A @ p + k * p.T @ p).ask(total("c", by="p"), total("c", by="A"))


@template("structure-network", group="structures", title="A network", goal="two layers and a loss", levels=(5, 5))
def network(g: Draws, _level: int) -> Map:
    """Two layers of two neurons and the loss."""
    k = g.int("k", 2, 5)
    hidden = Map(W, V, p, w).then(h=sigma(W @ p)).then(a=V @ h / k).then(c=half_norm2(a - w))
    loss = (total("c", by="V", substituted=False), total("c", by="W", substituted=False))
    return hidden.ask(local("a", by="h"), local("c", by="a"), *loss)


@template("structure-trace", group="structures", title="A trace", goal="adjoints of all nodes", levels=(5, 5))
def trace(g: Draws, _level: int) -> Map:
    """The reverse trace of a formula with an operation a node."""
    a1, k = g.int("a", 2, 5), g.int("k", 2, 3)
    formula = g.pick("f", sin(x * y) * x**k, exp(x / a1) * (x + a1 * y), (x**k + y) * sin(y))
    steps = Map(x, y).on("x > 0", "y > 0").then(**steps_of(formula))
    return steps.ask(adjoints("f", nodes="x y"), total("f", by="x y"))


@template("structure-neuron", group="structures", title="A neuron", goal="by weight and bias", levels=(5, 5))
def neuron(g: Draws, _level: int) -> Map:
    """One neuron with a quadratic loss."""
    k, m = g.int("k", 2, 6), g.int("m", 2, 5)
    letters = Map(s, t).then(z=k * s + t).then(u1=sigma(z)).then(f=(u1 - m) ** 2)
    return letters.ask(local("z", by="s t"), local("u1", by="z"), local("f", by="u1"), total("f", by="s t"))


@template("structure-matrix", group="structures", title="A matrix", goal="derivatives of a product", levels=(5, 5))
def matrix(g: Draws, _level: int) -> Map:
    """The square of a matrix after a scaling."""
    k = g.int("k", 2, 6)
    return Map(X).then(h=k * X.T @ X).ask(local("h", by="X"))
