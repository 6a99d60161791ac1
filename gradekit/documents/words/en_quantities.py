"""What is said of second derivatives, curves, frames, products and traces."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "grading.proved-on-curve": (
        "It equals the expected answer at every point of the curve; this was proved, not sampled."
    ),
    "grading.differs-on-curve": (
        "At the point of the curve near ${point}$ yours is near {answer}, the expected answer has another value."
    ),
    "steps.first": "Find the first derivatives:",
    "steps.second-rule": (
        "Differentiate again. Every factor of every product changes, so products of first derivatives and second "
        "derivatives of the intermediates come out:"
    ),
    "steps.second-terms": "Work out both groups of terms:",
    "steps.implicit": "Differentiate both sides of each equation, the unknowns being functions:",
    "steps.solved": "Solve for the derivative:",
    "steps.implicit-twice": (
        "Differentiate the first derivative once more; the unknown in it changes too, at the rate just found:"
    ),
    "steps.jacobian": "Find the Jacobian, a row for each output, a column for each input:",
    "steps.determinant": "Its determinant is:",
    "steps.inverse": (
        "The Jacobian of the inverse map is the inverse of the matrix, not the matrix of the reciprocal entries: the "
        "transposed cofactors, divided by the determinant."
    ),
    "steps.gradient": "Find the gradient:",
    "steps.unit-vector": "A direction is a vector of length 1, so one divides by the length:",
    "steps.scalar-product": "The derivative is the scalar product of the gradient with the unit vector:",
    "steps.descent": "A descent goes against the gradient, by the rate times its length.",
    "steps.vector-right": "Each entry is a row of the Jacobian times the vector.",
    "steps.vector-left": "Each entry is the vector times a column of the Jacobian.",
    "steps.moves": "Differentiate the position by each coordinate, which gives the direction in which the point moves:",
    "steps.move-lengths": "Divide each of them by its length, the scale factor:",
    "steps.transposed": "The unit vectors are orthogonal, so the way back is the transposed matrix.",
    "steps.carried": "The chain rule carries the partials over, with the entries of the inverse of that matrix:",
    "steps.laplacian": "The Laplacian in these coordinates, the scale factors put in:",
    "steps.laplacian-terms": "Work out each of its terms:",
    "steps.divergence": "Differentiate each component in its own direction:",
    "steps.forward-trace": "Go up from the inputs; each row uses the derivatives of its formula and earlier rows:",
    "steps.reverse-trace": "Go back from the output; each row collects over all formulas that use the letter:",
    "steps.multiplications": "A product of an $m \\times k$ and a $k \\times n$ matrix takes $m k n$ multiplications:",
    "steps.operations": "Count the operations of each formula:",
    "steps.uses": "Count in how many formulas each letter stands:",
    "steps.passes-forward": "One pass in forward mode gives a column of the Jacobian, so there is one for each input.",
    "steps.passes-reverse": "One pass in reverse mode gives one row of the Jacobian, so there is one for each output.",
}
