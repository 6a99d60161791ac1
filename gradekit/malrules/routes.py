"""Mal-rules on the routes from the output to an input: which there are, and how their contributions combine."""

from __future__ import annotations

from collections.abc import Iterator

from gradekit.calculus.graph import Path
from gradekit.calculus.stages import STAGES, Stages, Walk, links
from gradekit.malrules.asked import Asked
from gradekit.malrules.elementary import ACTIVATIONS
from gradekit.malrules.register import EVERYWHERE, Site, malrule
from gradekit.malrules.traced import adjoints_of_one_use
from gradekit.model.composition import Local, Quantity, Total
from gradekit.syntax.build import add, multiply, negate
from gradekit.syntax.tree import Array, Expr


@malrule("drop-path", stage="paths", evidence="E1 E4")
def drop_path(asked: Asked) -> Iterator[Site]:
    """One of several routes is forgotten."""
    if asked.most_paths < 2:
        return
    for k in range(asked.most_paths):

        def paths(walk: Walk, output: str, source: str, k: int = k) -> tuple[Path, ...]:
            found = STAGES.paths(walk, output, source)
            return found if len(found) < 2 else found[:k] + found[k + 1 :]

        yield f"path {k + 1}", Stages(paths=paths)


@malrule("only-one-path", stage="paths", evidence="E1")
def only_one_path(asked: Asked) -> Iterator[Site]:
    """Only one of three or more routes is taken."""
    if asked.most_paths < 3:
        return
    for k in range(asked.most_paths):

        def paths(walk: Walk, output: str, source: str, k: int = k) -> tuple[Path, ...]:
            found = STAGES.paths(walk, output, source)
            return found[k : k + 1] or found[:1]

        yield f"path {k + 1}", Stages(paths=paths)


@malrule("partial-not-total", stage="paths", evidence="E2 E5")
def partial_not_total(asked: Asked) -> Iterator[Site]:
    """The intermediates are held fixed: only the direct use of the input is differentiated."""
    if _is_mixed(asked):
        yield EVERYWHERE, Stages(paths=lambda walk, o, i: _of_length(walk, o, i, direct=True))


@malrule("direct-term-dropped", stage="paths", evidence="E5")
def direct_term_dropped(asked: Asked) -> Iterator[Site]:
    """The direct use of the input in the outer expression is overlooked."""
    if _is_mixed(asked):
        yield EVERYWHERE, Stages(paths=lambda walk, o, i: _of_length(walk, o, i, direct=False))


@malrule("adjoint-overwritten", stage="paths", evidence="anal.")
def adjoint_overwritten(asked: Asked) -> Iterator[Site]:
    """Of an intermediate that is used more than once only one use is counted: the first, or the last.

    It is told where adjoints are asked, derivatives by intermediates; elsewhere the same slip is a route forgotten.
    """
    yield from adjoints_of_one_use(asked)
    if asked.total is None or asked.graph.nodes.keys().isdisjoint(asked.total.inputs):
        return
    if not any(len(users) > 1 for found in asked.paths for users in _users(asked, found).values()):
        return
    for site, place in (("first use", 0), ("last use", -1)):

        def paths(walk: Walk, output: str, source: str, place: int = place) -> tuple[Path, ...]:
            found = STAGES.paths(walk, output, source)
            users = _users(asked, found)
            return tuple(path for path in found if all(b not in users or a == users[b][place] for a, b in path))

        yield site, Stages(paths=paths)


@malrule("total-for-partial", stage="frame", evidence="E2")
def total_for_partial(asked: Asked) -> Iterator[Site]:
    """Where a partial derivative is asked the intermediates are let move."""
    local = asked.quantity
    if not isinstance(local, Local):
        return
    if all(len(asked.graph.paths(row, column)) < 2 for row in local.rows for column in local.columns):
        return
    for site, substituted in (("in all letters", False), ("in the inputs", True)):
        total = Total(local.rows, local.columns, substituted)

        def frame(walk: Walk, _: Quantity, __: Array, total: Total = total) -> Array:
            return walk.stages.shape(walk, total)

        yield site, Stages(frame=frame)


# ------------------------------------------------------------------ across


@malrule("multiply-paths", stage="across", evidence="E4")
def multiply_paths(asked: Asked) -> Iterator[Site]:
    """The contributions of the routes are multiplied instead of added."""
    if asked.most_paths > 1:
        yield EVERYWHERE, Stages(across=lambda walk, paths: multiply(*map(walk.term, paths)))


@malrule("path-sign", stage="across", evidence="S6")
def path_sign(asked: Asked) -> Iterator[Site]:
    """One contribution has the wrong sign."""
    if asked.most_paths < 2:
        return
    for k in range(asked.most_paths):

        def across(walk: Walk, paths: tuple[Path, ...], k: int = k) -> Expr:
            turned = len(paths) > 1
            return add(*(negate(walk.term(p)) if turned and j == k else walk.term(p) for j, p in enumerate(paths)))

        yield f"path {k + 1}", Stages(across=across)


@malrule("product-of-sums", stage="across", evidence="E4")
def product_of_sums(asked: Asked) -> Iterator[Site]:
    """The outer derivatives are added, the inner ones are added, and the sums multiplied."""

    def across(walk: Walk, paths: tuple[Path, ...]) -> Expr:
        if len(paths) < 2:
            return STAGES.across(walk, paths)
        columns: list[dict[object, Expr]] = [{} for _ in range(max(map(len, paths)))]
        for path in paths:
            for place, (edge, link) in enumerate(zip(path, links(walk, path), strict=True)):
                columns[place][edge] = link
        return multiply(*(add(*column.values()) for column in columns))

    if asked.most_paths > 1 and asked.longest > 1:
        yield EVERYWHERE, Stages(across=across)


# ------------------------------------------------------------------ along


@malrule("crossed-pairing", stage="along", evidence="E4")
def crossed_pairing(asked: Asked) -> Iterator[Site]:
    """An outer partial is multiplied by the inner derivative of another intermediate."""
    lengths = {len(path) for found in asked.paths for path in found}
    middles = tuple(dict.fromkeys(path[0][1] for found in asked.paths for path in found if path))
    if lengths != {2} or not 2 <= len(middles) <= 4:
        return
    partner = dict(zip(middles, middles[1:] + middles[:1], strict=True))

    def along(walk: Walk, path: Path) -> Expr:
        if len(path) != 2:
            return STAGES.along(walk, path)
        (output, middle), (_, source) = path
        return multiply(walk.local(output, middle), walk.local(partner[middle], source))

    yield EVERYWHERE, Stages(along=along)


@malrule("outer-partials-only", stage="along", evidence="E1 S1")
def outer_partials_only(asked: Asked) -> Iterator[Site]:
    """Along each route only the first link, the outer derivative, is taken."""
    if asked.longest > 1:
        yield EVERYWHERE, Stages(along=lambda walk, path: links(walk, path)[0])


@malrule("inner-derivatives-only", stage="along", evidence="E1")
def inner_derivatives_only(asked: Asked) -> Iterator[Site]:
    """Along each route only the last link, the inner derivative, is taken."""
    if asked.longest > 1:
        yield EVERYWHERE, Stages(along=lambda walk, path: links(walk, path)[-1])


@malrule("add-along-path", stage="along", evidence="E1")
def add_along_path(asked: Asked) -> Iterator[Site]:
    """The derivatives along a route are added instead of multiplied."""
    if asked.longest > 1:
        yield EVERYWHERE, Stages(along=lambda walk, path: add(*links(walk, path)))


@malrule("skip-a-link", stage="along", evidence="E3")
def skip_a_link(asked: Asked) -> Iterator[Site]:
    """One link in the middle of a chain is left out."""
    for k in range(1, asked.longest - 1):

        def along(walk: Walk, path: Path, k: int = k) -> Expr:
            kept = [link for j, link in enumerate(links(walk, path)) if len(path) < 3 or j != k]
            return multiply(*kept)

        yield f"link {k + 1}", Stages(along=along)


@malrule("activation-derivative-dropped", stage="along", evidence="E8")
def activation_derivative_dropped(asked: Asked) -> Iterator[Site]:
    """The link through an activation, from z to a, is left out, for all neurons of a layer alike."""
    layers: dict[str, set[str]] = {}
    for name in dict.fromkeys(edge[0] for edge in asked.edges):
        expr = asked.graph.nodes[name].expr
        if expr.head != "function" or expr.name not in ACTIVATIONS or expr.args[0].head != "symbol":
            continue
        layers.setdefault(asked.arrays.get(name, name), set()).add(name)
    for layer, active in layers.items() if asked.total is not None and asked.longest > 1 else ():

        def along(walk: Walk, path: Path, active: set[str] = active) -> Expr:
            return multiply(*(link for (a, _), link in zip(path, links(walk, path), strict=True) if a not in active))

        yield layer, Stages(along=along)


def _users(asked: Asked, paths: tuple[Path, ...]) -> dict[str, list[str]]:
    """The nodes through which each intermediate is used on the paths, in the order of the composition."""
    edges = {edge for path in paths for edge in path}
    return {b: [a for a in asked.graph.nodes if (a, b) in edges] for _, b in edges if b in asked.graph.nodes}


def _is_mixed(asked: Asked) -> bool:
    """Whether some entry has a direct route and an indirect one."""
    return any(min(lengths) == 1 < max(lengths) for found in asked.paths if (lengths := [len(path) for path in found]))


def _of_length(walk: Walk, output: str, source: str, *, direct: bool) -> tuple[Path, ...]:
    return tuple(path for path in STAGES.paths(walk, output, source) if (len(path) == 1) == direct)
