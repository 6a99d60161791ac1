"""A claimed gradient is compared with differences of the function, and its broken component is found and mended."""

from sympy import latex

from gradekit.authoring import (
    Draws,
    Map,
    Rational,
    at,
    composed,
    cos,
    exp,
    local,
    part,
    require,
    sigma,
    sin,
    symbols,
    tanh,
    template,
    total,
    w,
    wrong,
    x,
    y,
    z,
)

a, b, h = symbols("a b h")
STEPS = "0.1", "0.00001", "0.000000000000001"


@template(
    "gradient-check",
    group="automatic differentiation",
    title="Check a gradient",
    goal="compare a claimed gradient with differences of the function, find the component that is wrong and mend it",
    levels=(2, 5),
)
def make(g: Draws, level: int) -> Map:
    letters = (w, b) if level == 4 else (x, y, z)[: 3 if level == 3 else 2]
    broken, step = g.int("broken", 0, len(letters) - 1), g.pick("h", "1/10", "1/20", "1/100")
    v, here = letters[broken], {one: g.pick(f"at {one}", "1/2", "1", "-1/2", "-1", "3/2") for one in letters}
    drawn, moved, claimed = neuron(g, broken) if level == 4 else terms(g, level, letters, v)
    if level != 4:
        there = {letter: Rational(value) for letter, value in here.items()}
        seen, right = (float(one.subs(there)) for one in (claimed[broken], moved(v, v).diff(v)))
        require(abs(seen - right) > abs(right) / 100, "the claim is seen to be wrong at the point")
    here, checks = {**here, h: step}, []
    for one in letters if level < 5 else (v,):
        ahead, behind, high, low = symbols(f"u_{one} v_{one} p_{one} m_{one}")
        drawn = drawn.then(**{ahead.name: one + h, behind.name: one - h})
        drawn = drawn.then(**{high.name: moved(one, ahead), low.name: moved(one, behind)})
        drawn = drawn.then(**{f"q_{one}": (high - low) / (2 * h)})
        checks.append(at(composed(f"q_{one}"), here, key=f"central_{one}", label=f"q_{one}", text=CENTRAL % one))
    told = ", ".join(f"${one} = {latex(Rational(value))}$" for one, value in here.items())
    drawn = drawn.say(v=v, there=told, **{f"claim{place}": one for place, one in enumerate(claimed, start=1)})
    if level == 5:
        whole = local("f", by="x y", kind="numeric-function", text=WRITTEN, key="grad")
        return drawn.ask(whole, *checks, part("step", STEPS[1], FINEST, choices=STEPS, why=BOTH))
    far = APART % (v, latex(claimed[broken]))
    found = part("broken", broken + 1, "the number of the component that is wrong", kind="integer", why=far)
    slope = local("f", by=v.name, **MENDED) if level < 4 else total("f", by=v.name, **MENDED_INSIDE)
    by = g.pick("by", 2, 3, 5, 10)
    shrinks = part("shrinks", by**2, SHRINKS % by, kind="integer", why=SQUARE % (by, by))
    return drawn.ask(*checks, found, slope, wrong(claimed[broken], CLAIMED), shrinks, wrong(by, FORWARD))


def terms(g: Draws, level: int, letters, v) -> tuple:
    """A function, how a letter is put in for another, and its partial derivatives with a slip in the one by v."""
    k = g.int("k", 2, 4)
    own = g.nonzero("c", -5, 5) * g.pick("own", sin(k * v), cos(k * v), exp(v / k))
    f = own + g.nonzero("a", -5, 5) * g.pick("mixed", x**2 * y, x * y**2, *((x * y, x**2 * y**2) if level != 3 else ()))
    f += g.nonzero("e", -5, 5) * (g.pick("with z", y * z, x * z, x * z**2, y * z**2) if level == 3 else 1)
    slip = g.pick("slip", -2, Rational(1, k) - 1) * own.diff(v)
    claimed = [f.diff(one) + (slip if one == v else 0) for one in letters]
    return Map(*letters, h).on("h > 0").then(f=f), f.subs, claimed


def neuron(g: Draws, broken: int) -> tuple:
    """A neuron with its cost, the cost with a letter put in for another, and its derivatives with a slip in one."""
    given, wanted = g.pick("given", -4, -3, -2, 2, 3, 4), g.nonzero("wanted", -5, 5)
    act, slope = g.pick("act", (tanh, 1 - a**2), (sigma, a * (1 - a)))
    drawn = Map(w, b, h).on("h > 0").then(z=given * w + b).then(a=act(z)).then(f=(a - wanted) ** 2)
    claimed = [2 * (a - wanted) * slope * given, 2 * (a - wanted) * slope]
    claimed[broken] *= g.pick("slip", 1 / slope, Rational(1, given) if broken == 0 else given, -1)
    return drawn, lambda old, new: (act((given * w + b).subs(old, new)) - wanted) ** 2, claimed


MENDED = {"text": "the right formula for that component", "key": "right", "label": r"\text{right}"}
MENDED_INSIDE = {**MENDED, "substituted": False, "letters": ("w", "b", "z", "a")}
APART = (
    "Put the point into each claimed component. Only that by $%s$, $%s$, is far from its central difference; the rest "
    "differ from theirs by a small multiple of $h^{2}$."
)
BOTH = (
    r"The formula is off by about $h^{2}$, and rounding by about $10^{-16} / h$. For the largest step the first is "
    r"$10^{-2}$; for the smallest the second is $10^{-1}$; for the middle one both are below $10^{-9}$."
)
SQUARE = "The error of a central difference is nearly a multiple of $h^{2}$: a step $%s$ times smaller gives $%s^{2}$."
CLAIMED = "That is the claimed component; compare it with the difference at the point."
FORWARD = "That is how the error of a forward difference shrinks; that of a central one shrinks faster."
FINEST = "which of these steps $h$ gives the most accurate central differences of such a function in double precision"
WRITTEN = "the gradient as a Python function that returns the list of the partial derivatives by $x$ and $y$"
CENTRAL = "the central difference $q_%s$ at this point, exactly, or to 4 significant digits"
SHRINKS = "the factor by which the error of a central difference shrinks when a small $h$ is divided by %s"

COMPARE = (
    "In the value ahead, put the letter plus $h$ wherever the letter stands, and leave the other letters alone.",
    "Put the point into each claimed component too, and compare it with its difference quotient.",
    "Two of these numbers are far apart. Differentiate by that letter again: what stands inside a function?",
)
HINTS = {
    2: COMPARE,
    3: COMPARE,
    4: COMPARE,
    5: (
        "Only the letter of the component moves; the other one keeps its value.",
        "Subtract the value behind from the value ahead, and divide by the whole distance between the two.",
        "A large $h$ misses how the function bends; with a tiny one, two nearly equal numbers are subtracted.",
    ),
}

EFFORT = {2: 10.5, 3: 10.5, 4: 16.8, 5: 14}

TEXT = r"""
{% if level == 4 %}
A neuron takes its input to $a$, and $f$ is its cost: $z = {{ z }}$, $a = {{ a }}$ and $f = {{ f }}$.
{% else %}
Let $f = {{ f }}$.
{% endif %}
{% if level == 5 %}
A program is to work out the gradient of $f$. Its component by ${{ v }}$ is checked by the central difference
{% else %}
Somebody claims that
{% if level == 4 %}
$\frac{\partial f}{\partial w} = {{ claim1 }}$ and $\frac{\partial f}{\partial b} = {{ claim2 }}$.
{% elif level == 3 %}
$\frac{\partial f}{\partial x} = {{ claim1 }}$, $\frac{\partial f}{\partial y} = {{ claim2 }}$ and
$\frac{\partial f}{\partial z} = {{ claim3 }}$.
{% else %}
$\frac{\partial f}{\partial x} = {{ claim1 }}$ and $\frac{\partial f}{\partial y} = {{ claim2 }}$.
{% endif %}
One of these components is wrong; number them in this order from 1. Compare each with its central difference: the value
of $f$ where the letter is larger by $h$, less the value where it is smaller by $h$, divided by $2 h$.
{% endif %}
{% if level == 5 %}
$q_{{ v }}$: the value of $f$ where ${{ v }}$ is larger by $h$, less the value where it is smaller by $h$, divided
by $2 h$.
{% endif %}
All this is for {{ domain }}. Take {{ there }}.
"""
