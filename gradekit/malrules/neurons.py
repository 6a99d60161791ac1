"""Mal-rules on neurons and layers: z = w x + b, a = f(z), C a loss of a, for single symbols and for arrays alike.

A neuron is recognised by its graph: a node z that is linear in its weights, and a node a = f(z) of z alone, which is
an entry of an array or contains one of the functions that activate neurons. The loss is an output that an activation
enters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations

from gradekit.calculus.differentiate import depends
from gradekit.calculus.graph import Edge
from gradekit.calculus.products import coefficient
from gradekit.calculus.stages import STAGES, Walk
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import EVERYWHERE, Site, answered, edge_sites, malrule
from gradekit.model.composition import Total
from gradekit.syntax.build import ONE, negate, substitute, symbol
from gradekit.syntax.tree import Array, Expr

ACTIVATES = ("sigmoid", "tanh", "softplus", "relu", "Max")
"""Functions of which a single letter is known to be the output of a neuron; sin(3 x + y) is none."""

MOST_WEIGHTS = 3
"""Weights of a neuron up to which the bias may have been given the input of any of them."""


@malrule("input-factor-dropped", stage="derive", evidence="E8")
def input_factor_dropped(asked: Asked) -> Iterator[Site]:
    """The step from the weight to z is left out: dz/dw = x is taken to be 1."""
    yield from _sites(asked, dict.fromkeys(_weights(asked), ONE))


@malrule("weight-for-input", stage="derive", evidence="anal.")
def weight_for_input(asked: Asked) -> Iterator[Site]:
    """z is differentiated by its input, not by the weight: dz/dw is taken to be w."""
    yield from _sites(asked, {(z, w): symbol(w) for z, w in _weights(asked)})


@malrule("bias-gets-input", stage="derive", evidence="anal.")
def bias_gets_input(asked: Asked) -> Iterator[Site]:
    """The bias is given the factor that belongs to the weight: dz/db = x."""
    inputs = {z: [asked.graph.local(z, w) for w in _own_weights(asked, z)] for z, _ in neurons(asked)}
    biases = [(z, b) for z, b in asked.edges if z in inputs and asked.graph.local(z, b) == ONE]
    for k in range(MOST_WEIGHTS):
        wrong = {(z, b): inputs[z][k] for z, b in biases if k < len(inputs[z]) <= MOST_WEIGHTS}
        yield from edge_sites(wrong, f", input {k + 1}", asked.arrays)


@malrule("w-b-swapped", stage="frame", evidence="S4")
def weight_and_bias_swapped(asked: Asked) -> Iterator[Site]:
    """The answers for weight and bias are interchanged."""
    total = asked.quantity
    if not isinstance(total, Total) or len(total.outputs) != 1:
        return
    partner = _partners(asked)
    if not any(name in partner for name in total.inputs):
        return

    def swapped(walk: Walk) -> Array:
        other = tuple(partner.get(name, name) for name in total.inputs)
        return STAGES.shape(walk, Total(total.outputs, other, total.substituted, total.shape))

    yield EVERYWHERE, answered(swapped)


def _partners(asked: Asked) -> dict[str, str]:
    """The weight of the bias and the bias of the weight, of neurons with one weight."""
    found: dict[str, str] = {}
    for z, _ in neurons(asked):
        letters = [name for name in asked.graph.parents(z) if name in asked.composition.inputs]
        weights, biases = _own_weights(asked, z), [b for b in letters if asked.graph.local(z, b) == ONE]
        if len(weights) == len(biases) == 1:
            found |= {weights[0]: biases[0], biases[0]: weights[0]}
    return found


def _own_weights(asked: Asked, z: str) -> list[str]:
    """The inputs of the composition with a factor in z; of two letters whose product stands there the first one, for
    the later one is the input of the neuron."""
    inputs = [name for name in asked.graph.parents(z) if name in asked.composition.inputs]
    letters = [name for name in inputs if _is_weight(asked, z, name)]
    return [x for k, x in enumerate(letters) if not any(depends(asked.graph.local(z, w), x) for w in letters[:k])]


# ------------------------------------------------------------------ the loss


@malrule("error-not-weighted", stage="derive", evidence="anal.")
def error_not_weighted(asked: Asked) -> Iterator[Site]:
    """The derivative of the cost by the output of the network is left out."""
    yield from _sites(asked, dict.fromkeys(_losses(asked), ONE))


@malrule("error-sign", stage="derive", evidence="S6")
def error_turned_round(asked: Asked) -> Iterator[Site]:
    """The error enters the wrong way round, y - a for a - y."""
    losses = {edge: asked.graph.local(*edge) for edge in _losses(asked)}
    yield from _sites(asked, {edge: negate(slope) for edge, slope in losses.items()})


@malrule("loss-factor-dropped", stage="derive", evidence="S1")
def loss_factor_dropped(asked: Asked) -> Iterator[Site]:
    """The constant factor that the loss brings with it is left out."""
    found: dict[Edge, Expr] = {}
    for edge in _losses(asked):
        value, rest = coefficient(asked.graph.local(*edge))
        if abs(value) != 1 and rest != ONE:
            found[edge] = rest if value > 0 else negate(rest)
    yield from _sites(asked, found)


def _losses(asked: Asked) -> list[Edge]:
    """The derivatives of a loss by activations: of an output whose slope changes with the activation."""
    outputs, active = set(asked.composition.outputs), {a for _, a in neurons(asked)}
    found = [(name, parent) for name, parent in asked.edges if name in outputs and parent in active]
    return [edge for edge in found if depends(asked.graph.local(*edge), edge[1])]


# ------------------------------------------------------------------ several layers


@malrule("wrong-layer-weights", stage="derive", evidence="E8")
def weights_of_another_layer(asked: Asked) -> Iterator[Site]:
    """The signal goes back through the weights of another layer."""
    weights = [block for block in asked.composition.blocks if block.formula is None and len(block.shape) == 2]
    for one, other in permutations(weights, 2):
        if one.shape != other.shape:
            continue
        renamed = {name: symbol(by) for name, by in zip(one.members, other.members, strict=True)}
        yield from _sites(asked, _renamed(asked, renamed), f", {other.name} for {one.name}")


@malrule("slope-at-another-layer", stage="derive", evidence="E8")
def slope_at_another_layer(asked: Asked) -> Iterator[Site]:
    """The slope of an activation is taken at z of another layer."""
    found = neurons(asked)
    layers = list(dict.fromkeys(asked.arrays.get(z, z) for z, _ in found))
    members = {name: [z for z, _ in found if asked.arrays.get(z, z) == name] for name in layers}
    for one, other in permutations(layers, 2):
        if len(members[one]) != len(members[other]):
            continue
        place = dict(zip(members[one], members[other], strict=True))
        edges = [(a, z) for z, a in found if z in place and (a, z) in asked.edges]
        wrong = {(a, z): substitute(asked.graph.local(a, z), {z: symbol(place[z])}) for a, z in edges}
        yield from _sites(asked, wrong, f", at {other}")


def _renamed(asked: Asked, renamed: Mapping[str, Expr]) -> dict[Edge, Expr]:
    """Derivatives by activations of earlier layers, in which the weights stand, with other weights."""
    back = [edge for edge in asked.edges if edge[1] in asked.graph.nodes]
    return {edge: substitute(asked.graph.local(*edge), renamed) for edge in back}


# ------------------------------------------------------------------ what is a neuron


def neurons(asked: Asked) -> list[tuple[str, str]]:
    """The pairs z, a where a = f(z) is a function of z alone, and z is linear with a weight that is an input."""
    graph = asked.graph
    pairs = ((graph.parents(a), a) for a in graph.nodes if a in asked.arrays or _activates(asked, a))
    single = ((parents[0], a) for parents, a in pairs if len(parents) == 1)
    return [(z, a) for z, a in single if z in graph.nodes and _is_linear(asked, z)]


def _activates(asked: Asked, a: str) -> bool:
    return not asked.graph.functions(a).isdisjoint(ACTIVATES)


def _is_linear(asked: Asked, z: str) -> bool:
    letters = asked.graph.parents(z)
    if len(letters) < 2 or asked.graph.nodes[z].expr.head not in ("add", "multiply"):
        return False
    if not any(name in asked.composition.inputs and _is_weight(asked, z, name) for name in letters):
        return False
    return all(not depends(asked.graph.local(z, name), name) for name in letters) and not asked.graph.functions(z)


def _is_weight(asked: Asked, z: str, w: str) -> bool:
    slope = asked.graph.local(z, w)
    return slope.head == "symbol" or (slope.head == "number" and slope.number not in (0, 1))


def _weights(asked: Asked) -> list[Edge]:
    """The derivatives of z of a neuron by inputs of the composition that have a factor."""
    inner = {z for z, _ in neurons(asked)}
    inputs = set(asked.composition.inputs)
    return [(z, w) for z, w in asked.edges if z in inner and w in inputs and _is_weight(asked, z, w)]


def _sites(asked: Asked, wrong: dict[Edge, Expr], variant: str = "") -> Iterator[Site]:
    changed = {edge: slope for edge, slope in wrong.items() if slope != asked.graph.local(*edge)}
    return edge_sites(changed, variant, asked.arrays)
