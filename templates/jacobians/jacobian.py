"""The matrix of all partial derivatives of a map from R^n to R^m: a row for each output, a column for each input."""

from gradekit.authoring import Draws, Map, at, cos, exp, log, sin, symbols, template, total, x, x1, x2, x3, y, z


@template(
    "jacobian",
    group="Jacobians",
    title="The Jacobian of a map",
    goal="arrange the partial derivatives: rows belong to outputs, columns to inputs",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    letters = (x, y) if level < 3 else (x, y, z) if level < 5 else (x1, x2, x3)
    k, xk, rule, f = *symbols("k x_k"), "", {}
    for i in range(1, 5 if level == 4 else 3):
        p, q, last = (*g.shuffle(f"letters{i}", letters), letters[0])[:3]
        a, b, n = g.int(f"a{i}", 2, 7), g.nonzero(f"b{i}", -7, 7), g.int(f"n{i}", 2, 3)
        bent = (sin(a * p), p * exp(b * q), cos(p * q), exp(p) * q, log(p**2 + a), a * p * sin(q))
        head = g.pick(f"head{i}", a * p**2 * q, a * p * q**2, p**2 * q**2, *(bent if level > 1 else (p**n * q,)))
        f[f"f{i}"] = head + b * g.pick(f"tail{i}", last**2, last**n, *((last,) if level > 1 else (last**3,)))
    if level == 5:  # one formula in the index k for all components
        own = g.pick("own", a * k * xk**n, a * xk**n + k * xk, a * sin(k * xk), a * exp(k * xk), xk**a / k)
        shared = b * g.pick("shared", x1**n * x2 * x3, x1 * x2**n * x3, x1 * x2 * x3**n, x2 * x3**n)
        rule = own + shared
        f = {f"f{j}": rule.subs({k: j, xk: letter}) for j, letter in enumerate(letters[:2], start=1)}
    jacobian = total(" ".join(f), by=" ".join(map(str, letters)))
    drawn = Map(*letters).then(**f).say(rule=rule, rows=", ".join(name[1:] for name in f)).ask(jacobian)
    point = dict(zip(letters, g.sample("point", (0, 1, 2, -1), len(letters)), strict=True))
    return drawn.also(at(jacobian, point)) if level > 1 else drawn


EFFORT = {1: 20.2, 2: 22.2, 3: 22.2, 4: 39, 5: 36}

TEXT = r"""
{% if level == 5 %}
Let $f_k(x_1, x_2, x_3) = {{ rule }}$ for $k = {{ rows }}$ and {{ domain }}.
{% else %}
Let {{ functions }}, for {{ domain }}.
{% endif %}
Find the Jacobian, one row for each component and one column for each variable.
"""
