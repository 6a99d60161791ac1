"""What stands before the formulas of a worked solution."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "steps.definitions": "Given:",
    "steps.composed": "Put in the formulas of the intermediates, so that only the inputs are left:",
    "steps.locals": "Differentiate each formula by each letter that stands in it, all its other letters held fixed:",
    "steps.routes": (
        "Draw an arrow from each letter to each formula that it stands in. Number of routes from ${start}$ to ${end}$: "
        "{count}."
    ),
    "steps.one-path": "There is one route. Along it the derivatives are multiplied:",
    "steps.paths": "Each route contributes the product of the derivatives along it:",
    "steps.sum": "Add the contributions of all routes:",
    "steps.jacobians": "One Jacobian for each layer, rows for what is differentiated, the outermost first:",
    "steps.matrix-product": "The chain rule multiplies them in this order; the product collects all routes at once:",
    "steps.by-symbols": "Go from the inputs up; each letter collects what comes through the letters in its formula:",
    "steps.entry": "By indices, one entry and its derivative (a delta is 1 where its two indices are equal, else 0):",
    "steps.inverse-moves": "The product with the inverse is always the unit matrix: differentiate it, and solve:",
    "steps.matrix-form": "In matrix form that is:",
    "steps.relu": (
        "The derivative of `relu(z)` is 1 where $z > 0$ and 0 where $z < 0$; as one formula, `(sign(z) + 1)/2`."
    ),
    "steps.backward": "Go from the output back; each derivative has the shape of what one differentiates by:",
    "steps.entry-sum": "For one entry that is the chain rule, summed over the indices of what lies in between:",
    "steps.mixed": "So the answer, with the letters of the intermediates left in it:",
    "steps.mixed-results": "So the answers, with the letters of the intermediates left in them:",
    "steps.final": "Put in the formulas of the intermediates and simplify:",
    "steps.result": "So the answer is:",
    "steps.results": "So the answers are:",
    "steps.arranged": "Put them in their places, a row for each output and a column for each input:",
    "steps.along-units": "Put in the partial derivatives:",
    "steps.check": (
        "Check with numbers at ${point}$: the result is ${value}$, and the change of the function over a small step of "
        "${letter}$, divided by the step, is ${quotient}$."
    ),
    "steps.at": "Put in ${point}$:",
    "steps.partials": "Differentiate by each coordinate, the others held fixed:",
    "steps.lengths": (
        "When a coordinate grows by a little, the point moves by that much times the scale factor of the coordinate:"
    ),
    "steps.components": (
        "A component is the change per length moved, so each partial derivative is divided by its scale factor:"
    ),
    "steps.rotated": "The other way round it comes to the same: the partials by $x$ and $y$, turned by the angle:",
}
