"""Derivatives of vectors by matrices: three indices, and zeros wherever the row of the matrix is another one."""

from gradekit.authoring import Draws, Map, arrays, by_index, cos, local, shape, sigma, sin, tanh, template, total

TIMES = (-9, -8, -7, -6, -5, -4, -3, -2, 2, 3, 4, 5, 6, 7, 8, 9)


@template(
    "vector-wrt-matrix",
    group="matrices and tensors",
    title="A vector by a matrix",
    goal="say by a delta which row of the matrix each entry uses; the derivative has three indices",
    levels=(2, 5),
)
def make(g: Draws, level: int) -> Map:
    a, c, k, p = g.pick("a", *TIMES), g.nonzero("c", -12, 12), g.int("k", 2, 4), g.int("p", 2, 5)
    m, n = {2: (g.int("m", 2, 3), 3), 3: g.pick("size", (2, 3), (3, 2)), 4: (2, 2), 5: (2, 3)}[level]
    turned = level < 4 and g.pick("turned", False, True)
    A, x, b, u, z = arrays(f"A:{n if turned else m}x{m if turned else n} x:{n} b:{m} u:2 z")
    sizes, letter, output, indices = {"M": m, "N": n}, A, "f", "i:M k:M q:N"
    told, slope = "A:MxN x:N b:M", f"{a}*delta(i,k)*x[q]"
    if turned:
        told, slope, indices = "A:NxM x:N b:M", f"{a}*delta(i,q)*x[k]", "i:M k:N q:M"
    if level < 4:
        drawn = Map(A, x, b).then(f=a * ((A.T if turned else A) @ x) + c * g.pick("rest", b, b * b, b * b * b))
    elif level == 4:
        (letter,), (first, second) = arrays("X:2x2"), g.pick("turned ones", (0, 0), (0, 1), (1, 0), (1, 1))
        inner = (A.T if first else A) @ (letter.T if second else letter) @ u
        drawn = Map(A, letter, u, b).then(f=a * inner + c * g.pick("rest", b, b * b, b * b * b))
        told = f"A:{'NxM' if first else 'MxN'} X:{'KxN' if second else 'NxK'} u:K b:M"
        place = f"{'q' if second else 'k'},i" if first else f"i,{'q' if second else 'k'}"
        slope, sizes = f"{a}*A[{place}]*u[{'k' if second else 'q'}]", {**sizes, "K": 2}
        indices = "i:M k:K q:N" if second else "i:M k:N q:K"
    else:
        (letter,), act = arrays("W:2x3"), g.pick("act", sigma, tanh, sin, cos)
        drawn = Map(letter, x, u).then(z=letter @ x + c * u**p).then(f=a * act(z / k))
        told, slope, output = "W:MxN x:N u:M", "delta(i,k)*x[q]", "z"
    by, which = letter.name, f"f{g.int('which', 1, 2)}"
    whole = rf"\frac{{\partial {output}_i}}{{\partial {by}_{{kq}}}}"
    said = {"indices": indices, "arrays": told, "sizes": sizes, "label": whole, "of": total(output, by=by)}
    said["other"] = {**sizes, "M": 3, "N": 2}
    entry = by_index("entry", slope, rf"${whole}$, for any sizes", **said)
    one = total(which, by=by, substituted=level < 5)
    more = () if level == 2 else (entry, local("f", by="z")) if level == 5 else (entry, total("f", by=by))
    return drawn.ask(shape("size", (m, *letter.shape), f"the shape of $df/d{by}$", why=f"{FIRST} ${by}$."), *more, one)


FIRST = "Each entry of $f$ is differentiated by each entry of the matrix: the size of $f$ comes first, then the two of"

EFFORT = {2: 6.8, 3: 14.2, 4: 30, 5: 29.8}

TEXT = r"""
Let {{ definitions }}, with {{ arrays }}, for {{ domain }}.
{{ "Functions and powers of a vector work entry by entry." if level == 5 }}
{{ "The sign $\\odot$ multiplies entry by entry." if "odot" in definitions }}
The derivative of a vector by a matrix has three indices:
first the one of the vector, then the two of the matrix.
"""
