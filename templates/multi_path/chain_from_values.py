"""The chain rule as a rule: no formulas, only a table of numbers, and the right ones have to be read off."""

from sympy import Matrix, Rational

from gradekit.authoring import Draws, Question, members, part, require, template, wrong

LETTERS = "A", "B", "C", "D", "F", "G", "H", "K"
VALUES = tuple(number for number in range(-6, 7) if number)


@template(
    "chain-from-values",
    group="multi-path chain rule",
    title="The chain rule from a table of numbers",
    goal="read the outer derivative where the inner function leads to, the inner one at the input, then pair them",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Question:
    t, p, q = g.sample("places", range(1, 9), 3)  # the inner functions lead from t to p and q
    sampler = curved if level == 5 else matrices if level == 4 else slopes
    name, table, used, right, slips, (rule, put_in) = sampler(g, level, t, p, q)
    require(len({str(value) for value in (right, *slips.values())}) == len(slips) + 1, "each slip shows")
    letters = dict(zip(g.shuffle("rows", tuple(table)), LETTERS, strict=False))
    told = [wrong(entries(value), slip) for slip, value in slips.items()]
    asks, why = f"${name}$" + ", a row for each output" * (level == 4), f"The rule is ${rule}$; these are its factors."
    whole = part("value", entries(right), asks, label=name, why=f"${rule} = {put_in}$.")
    read = members("used", {letters[row] for row in used}, FACTORS, among=LETTERS[: len(table)], why=why)
    rows = ", ".join(rf"$\text{{({letter})}}\; {row} = {table[row]}$" for row, letter in letters.items())
    return Question(read, whole, *told, *(back(table, t, p) if level == 5 else ())).say(rows=rows)


def slopes(g: Draws, level: int, t: int, p: int, q: int) -> tuple:
    """One route or two; at level 3 the outer derivatives at another place too."""
    a, b, m, n, k, c = g.sample("slopes", VALUES, 6)
    if level == 1:
        table = {f"x({t})": p, f"x'({t})": a, f"f({p})": k, f"f'({p})": m}
        rule = rf"h'({t}) = f'(x({t})) \, x'({t}) = f'({p}) \, x'({t})", times(m, a)
        return f"h'({t})", table, (f"x'({t})", f"f'({p})"), a * m, {ADDED: a + m, OUTER: m, SLOPE: a * k}, rule
    used = {f"x'({t})": a, f"y'({t})": b, f"f_x({p}, {q})": m, f"f_y({p}, {q})": n}
    table = {f"x({t})": p, f"y({t})": q, **used}
    slips = {SUMS: (m + n) * (a + b), CROSSED: m * b + n * a, PATH: m * a, OTHER: n * b, ADDED: m + a + n + b}
    if level == 3:
        table |= {f"f_x({t}, {t})": k, f"f_y({t}, {t})": c}
        slips |= {PLACE: k * a + c * b}
    rule = rf"h'({t}) = f_x({p}, {q}) \, x'({t}) + f_y({p}, {q}) \, y'({t})", f"{times(m, a)} + {times(n, b)}"
    return f"h'({t})", table, tuple(used), m * a + n * b, slips, rule


def matrices(g: Draws, _level: int, t: int, p: int, q: int) -> tuple:
    """Two maps of the plane, with the Jacobian of the outer one at two places."""
    inner, outer, there = (Matrix(2, 2, g.sample(f"J{k}", VALUES, 4)) for k in range(3))
    told = {f"J_g({t}, {p})": inner, f"J_f({q}, {t})": outer, f"J_f({t}, {p})": there}
    table = {f"g({t}, {p})": f"({q}, {t})", **{name: written(matrix) for name, matrix in told.items()}}
    slips = {ORDER: inner * outer, PLACE: there * inner, ADDED: outer + inner}
    rule = rf"J_h({t}, {p}) = J_f({q}, {t}) \, J_g({t}, {p})", rf"{written(outer)} \, {written(inner)}"
    return f"J_h({t}, {p})", table, tuple(told)[:2], outer * inner, slips, rule


def curved(g: Draws, _level: int, t: int, p: int, _q: int) -> tuple:
    """The second derivative along one route."""
    a, b, c, m, n, k = g.sample("slopes", VALUES, 6)
    used = {f"x'({t})": a, f"x''({t})": c, f"f'({p})": m, f"f''({p})": n}
    table = {f"x({t})": p, f"x'({p})": b, f"f'({t})": k, **used}
    slips = {SECONDS: n * c, PATH: n * a**2, OTHER: m * c, ONCE: n * a + m * c, PLACE: n * a**2 + k * c}
    rule = rf"h''({t}) = f''({p}) \, x'({t})^{{2}} + f'({p}) \, x''({t})", f"{times(n, a, a)} + {times(m, c)}"
    return f"h''({t})", table, tuple(used), n * a**2 + m * c, slips, rule


def back(table: dict, t: int, p: int) -> tuple:
    """The slope of the inverse of the inner function."""
    a, b = table[f"x'({t})"], table[f"x'({p})"]
    why = (
        f"The inverse function leads from ${p}$ back to ${t}$, where $x$ has the slope ${a}$; its own is one over that."
    )
    slope = part("inverse", Rational(1, a), f"the slope at ${p}$ of the inverse function of $x$", why=why)
    return (slope, *(wrong(value, says) for value, says in ((Rational(1, b), WHERE), (a, TURNED)) if a * value != 1))


def times(*factors: int) -> str:
    """A product of numbers in LaTeX."""
    return r" \cdot ".join(str(one) if one > 0 else f"({one})" for one in factors)


def entries(value: object) -> object:
    """A number, or the rows of a matrix."""
    return value.tolist() if isinstance(value, Matrix) else value


def written(matrix: Matrix) -> str:
    """A matrix in LaTeX."""
    return r"\begin{pmatrix} " + r" \\ ".join(" & ".join(map(str, row)) for row in matrix.tolist()) + r" \end{pmatrix}"


FACTORS = "the letters of the values that are factors in the result, without those that only say where to read"

ADDED = "Derivatives along one route are multiplied, not added."
OUTER = "The derivative of the inner function is missing."
SLOPE = "This has the value of the outer function in it, not its derivative."
SUMS = "Sums were multiplied: each outer derivative belongs with one inner derivative."
CROSSED = "Each outer derivative belongs with the inner derivative of the same letter."
PATH = "One of the two contributions is missing."
OTHER = "The other contribution is missing: both count."
PLACE = "The outer derivative was read at the input, not where the inner function leads."
ORDER = "The matrices were multiplied in the wrong order: the outer one stands on the left."
SECONDS = "Second derivatives were multiplied; every factor of the first derivative has to be differentiated."
ONCE = "The inner derivative stands in it twice: once from the chain rule, once from differentiating again."
WHERE = "The inner function has that slope at another place: which input leads to the value?"
TURNED = "The inverse function rises as much as the function goes to the right."

FIRST = "At which place must the outer derivative be read? It is not the input."
LAST = "One of the values says where the inner function leads from the input: look for that place in the others."
HINTS = {
    1: (FIRST, "The outer derivative there is multiplied by the derivative of the inner function at the input.", LAST),
    2: (FIRST, "Each outer derivative is multiplied by the derivative of its own inner function; then add.", LAST),
    3: (FIRST, "Each outer derivative is multiplied by the derivative of its own inner function; then add.", LAST),
    4: (FIRST, "The Jacobian of the outer map stands on the left: row times column.", LAST),
    5: (
        "Differentiate $f(x(t))$ once with letters, and then again: the first derivative is a product.",
        "What comes out has two terms, one with $f''$ and one with $x''$; the one with $f''$ has $x'$ in it twice.",
        LAST,
    ),
}

TEXT = r"""
{% if level == 4 %}
Let $h(u, v) = f(g(u, v))$ for two maps of the plane, with Jacobians $J_f$ and $J_g$.
{% elif level in (2, 3) %}
Let $h(t) = f(x(t), y(t))$.
{% else %}
Let $h(t) = f(x(t))$.
{% endif %}
No formula is known, only these values: {{ rows }}. Not all of them are needed.
"""
