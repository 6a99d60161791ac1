"""Several stages one after the other: each derivative is made from the one by the stage behind it."""

from gradekit.authoring import Draws, Map, arrays, at, composed, outer, require, template, total, trace

NUMBERS = (-3, -2, -1, 1, 2, 3)
PAIRS = [(p, q) for p in NUMBERS for q in NUMBERS if abs(p) != abs(q)]


@template(
    "index-multistage",
    group="matrices and tensors",
    title="Stage by stage",
    goal="begin at the end, and make the derivative by each stage from the one by the stage behind it",
    levels=(3, 5),
)
def make(g: Draws, level: int) -> Map:
    x, W, X, A, B, M, u, v = arrays("x:2 W:2x2 X:2x2 A B M:2x2 u:2 v:2")
    stages = (A,) if level == 3 else (A, B)
    ends = {(u, v): u.T @ stages[-1] @ v, (M,): trace(M @ stages[-1])}
    first = (W, X) if level == 5 else (x,)  # at level 5 both stages are made of W
    made = g.pick("made", *ends)
    drawn = Map(*first, *made).then(A=W @ X if level == 5 else outer(x, x))
    if level > 3:
        drawn = drawn.then(B=g.pick("B", *((A @ W, W @ A, A.T @ W, W.T @ A) if level == 5 else (A @ A, A.T @ A))))
    numbers = {one: g.entries(one.name, one.shape, NUMBERS) for one in (*first, *made) if one is not x}
    if level < 5:
        numbers[x] = g.pick("x", *PAIRS)
    if made == (u, v):
        (p, q), (r, s) = numbers[u], numbers[v]
        require(abs(p * s) != abs(q * r), "the derivative by the last stage is not symmetric")
    else:
        require(abs(numbers[M][0][1]) != abs(numbers[M][1][0]), "the derivative by the last stage is not symmetric")
    asked = [composed(stage.name) for stage in stages]
    asked += [total("L", by=letter.name) for letter in (*stages[::-1], first[0])]
    return drawn.then(L=ends[made]).ask(*(at(one, numbers) for one in asked))


EFFORT = {3: 24, 4: 126, 5: 128}

TEXT = r"""
A number $L$ is made in stages: {{ definitions }}, with {{ arrays }}, for {{ domain }}. The numbers are
${{ numbers }}$. Go through the stages, and then back from $L$: find the derivative of $L$ by each stage from the one
by the stage behind it.
"""
