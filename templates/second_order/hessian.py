"""Second partial derivatives: each entry of the gradient is differentiated again, by each letter."""

from itertools import permutations

from sympy import Matrix, latex
from sympy import hessian as second_partials

from gradekit.authoring import (
    Draws,
    Map,
    Rational,
    arrays,
    at,
    cos,
    exp,
    hessian,
    log,
    part,
    require,
    sin,
    symbols,
    template,
    total,
    x,
    y,
    z,
)

KINDS = "positive definite", "negative definite", "indefinite"
UP = {KINDS[0]: 1, KINDS[1]: -1}


@template(
    "hessian",
    group="second order",
    title="Gradient and Hessian",
    goal="differentiate every entry of the gradient again; a mixed derivative is not zero",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    if level == 5:
        return logistic(g)
    wanted = g.pick("wanted", *KINDS)  # where it can be had, so that no kind is the likely one
    drawn, curved = quadratic(g, wanted) if level == 4 else bent(g, level, wanted)
    require(curved.det() != 0, "the Hessian can be inverted")
    return drawn.ask(part("kind", kind(curved), EVERYWHERE if level == 4 else THERE, choices=KINDS, why=minors(curved)))


def quadratic(g: Draws, wanted: str) -> tuple:
    """Half a quadratic form of a matrix that is not symmetric, and its Hessian."""
    (vector,), A = arrays("x:2"), g.entries("A", (2, 2), (*range(-9, 0), *range(1, 10)))
    least, less, more, most = sorted((one for row in A for one in row), key=abs)
    if up := UP.get(wanted):
        A = [[up * abs(most), less], [least, up * abs(more)]]
    elif A[0][0] * A[1][1] > 0:
        A[1][1] *= -1
    require(A[0][1] != A[1][0] and A[0][0] != A[1][1], "the matrix is not symmetric")
    drawn = Map(vector).then(f=Rational(1, 2) * (vector.T @ A @ vector))
    return drawn.ask(total("f", by="x"), hessian("f", by="x1 x2")), (Matrix(A) + Matrix(A).T) / 2


def bent(g: Draws, level: int, wanted: str) -> tuple:
    """A function, and its Hessian at the first point at which it is of the wanted kind."""
    a, b, c, k = g.nonzero("a", -6, 6), g.nonzero("b", -6, 6), g.nonzero("c", -6, 6), g.int("k", 2, 3)
    if level == 3 and (up := UP.get(wanted)):
        a, b, c = up * abs(a), up * abs(b), up * abs(c)
    f, letters = b * g.pick("x", x**2, x**3) + c * g.pick("y", y**2, y**3), (x, y, z)[: 3 if level == 3 else 2]
    if level == 1:
        f += a * g.pick("mixed", x**2 * y, x * y**2, x**2 * y**2, x**3 * y, x * y**3)
    elif level == 2:
        f += a * g.pick("bent", exp(x * y), x * exp(y), sin(x * y), cos(k * x + y), exp(x) * cos(y))
    else:
        f += a * z**2 + g.pick("mixed", x**2 * y, x * y**2)
        f += k * g.pick("with z", y * z**2, x * z**2, z * exp(y), z * exp(x), z * sin(y), z * sin(x))
    places = permutations(g.shuffle("point", (0, 1, 2, -1)), len(letters))
    points, bends = [dict(zip(letters, place, strict=True)) for place in places], second_partials(f, letters)
    point, by = next((p for p in points if kind(bends.subs(p)) == wanted), points[0]), " ".join(map(str, letters))
    second = hessian("f", by=by)
    return Map(*letters).then(f=f).ask(total("f", by=by), second, at(second, point)), bends.subs(point)


def logistic(g: Draws) -> Map:
    """The loss of one example with a penalty on its weights."""
    here = dict(zip(symbols("w1 w2"), g.sample("here", (-2, -1, 1, 2), 2), strict=True))
    slopes, k = (g.nonzero("a", -6, 6), g.nonzero("b", -6, 6)), g.int("k", 2, 3)
    line = sum(slope * (letter - place) for slope, (letter, place) in zip(slopes, here.items(), strict=True))
    ridge = sum(letter**2 for letter in here) * k / 2
    drawn = Map(*here).then(z=line).then(L=log(1 + exp(z)) - g.pick("class", 0, 1) * z + ridge)
    return drawn.ask(total("L", by="w1 w2"), at(hessian("L", by="w1 w2"), here))


def kind(matrix: Matrix) -> str:
    """What it does to the sign of a quadratic form."""
    return KINDS[0] if matrix.is_positive_definite else KINDS[1] if matrix.is_negative_definite else KINDS[2]


def minors(matrix: Matrix) -> str:
    """Why it is of that kind: the determinants of its upper left corners."""
    corners = [matrix[:size, :size].det() for size in range(1, matrix.rows + 1)]
    told = ", ".join(f"${latex(one) if one.is_rational else f'{float(one):.3f}'}$" for one in corners)
    return f"The determinants of its upper left corners, from the smallest on, are {told}. {SYLVESTER}"


SYLVESTER = (
    "All of them are positive where it is positive definite, and they alternate, beginning with a negative one, where "
    "it is negative definite. Else it is indefinite, as its determinant is not zero."
)
THERE, EVERYWHERE = "what kind of matrix the Hessian is there", "what kind of matrix the Hessian is, for every $x$"

EFFORT = {1: 15.6, 2: 25, 3: 27.5, 4: 22, 5: 26.9}

TEXT = r"""
{% if level == 5 %}
The logistic loss of one example, with a penalty on the weights $w_1$ and $w_2$, is $L = {{ L }}$ with $z = {{ z }}$,
for {{ domain }}.
Find how it changes with the weights: its gradient, and the value of its Hessian at a point.
{% elif level == 4 %}
Let {{ definitions }}, with {{ arrays }}, for {{ domain }}. Find its gradient and its Hessian.
{% else %}
Let {{ functions }}, for {{ domain }}. Find its gradient and its Hessian.
{% endif %}
"""
