"""Derivatives of matrices by matrices: four indices, and a product rule on a sum over the fifth."""

from gradekit.authoring import Draws, Map, arrays, by_index, diag, shape, template, total

TIMES = (-9, -8, -7, -6, -5, -4, -3, -2, 2, 3, 4, 5, 6, 7, 8, 9)
WHOLE = r"\frac{\partial K_{pq}}{\partial R_{ij}}"

DERIVATIVES = {
    (3, False): "delta(j,p)*R[i,q] + delta(j,q)*R[i,p]",
    (3, True): "delta(i,p)*R[q,j] + delta(i,q)*R[p,j]",
    (4, False): "delta(j,p)*h[i]*R[i,q] + delta(j,q)*h[i]*R[i,p]",
    (4, True): "delta(i,p)*h[j]*R[q,j] + delta(i,q)*h[j]*R[p,j]",
    (5, False): "delta(j,p)*sum(A[i,m]*R[m,q], m) + delta(j,q)*sum(R[m,p]*A[m,i], m)",
    (5, True): "delta(i,p)*sum(A[j,m]*R[q,m], m) + delta(i,q)*sum(R[p,m]*A[m,j], m)",
}
"""By level, and by whether the matrix on the left is the one without the transpose."""


@template(
    "matrix-wrt-matrix",
    group="matrices and tensors",
    title="A matrix by a matrix",
    goal="differentiate both appearances of the matrix, and tell by deltas which entries each of them touches",
    levels=(3, 5),
)
def make(g: Draws, level: int) -> Map:
    a, c, turned = g.pick("a", *TIMES), g.nonzero("c", -15, 15), g.pick("turned", False, True)
    k = 2 if level == 5 else 3
    R, A, h, B = arrays(f"R:{f'2x{k}' if turned else f'{k}x2'} A:{k}x{k} h:{k} B:2x2")
    left, right = (R, R.T) if turned else (R.T, R)
    middle = {3: (), 4: (h,), 5: (A,)}[level]
    product = {3: left @ right, 4: left @ diag(h) @ right, 5: left @ A @ right}[level]
    drawn = Map(R, *middle, B).then(K=a * product + c * g.pick("B", B, B.T))
    indices, told = ("p:M q:M i:M j:N", "R:MxN A:NxN h:N") if turned else ("p:N q:N i:M j:N", "R:MxN A:MxM h:M")
    told = " ".join(part for part in told.split() if part[0] in "R" + "".join(one.name for one in middle))
    slope = f"{a}*({DERIVATIVES[level, turned]})"
    sizes, other = ({"M": 2, "N": size} if turned else {"M": size, "N": 2} for size in (k, 5 - k))
    said = {"indices": indices, "arrays": told, "sizes": sizes, "other": other, "label": WHOLE}
    entry = by_index("entry", slope, f"${WHOLE}$, for any sizes", of=total("K", by="R"), **said)
    apart, same = g.pick("apart", "K12", "K21"), g.pick("same", "K11", "K22")
    return drawn.ask(
        shape("size", (2, 2, *R.shape), "the shape of $dK/dR$", why=FIRST),
        entry,
        total(apart, by="R"),
        total(same, by="R"),
    )


FIRST = "Each entry of $K$ is differentiated by each entry of $R$: the two sizes of $K$ come first, then those of $R$."

EFFORT = {3: 51, 4: 75.8, 5: 100}

TEXT = r"""
Let {{ definitions }}, with {{ arrays }}, for {{ domain }}. The derivative of $K$ by $R$ has four indices: first those
of $K$, then those of $R$.
"""
