"""Other names of misconceptions: those of a list of exercises or a textbook, and what each is called here.

A name is a rule of the register, an alias of one or more, a note on the form of a right answer, or a rule of grading.
"""

from __future__ import annotations

from typing import NamedTuple, final


@final
class Alias(NamedTuple):
    """The rules that a name stands for, and why, where the names do not say it."""

    rules: tuple[str, ...]
    reason: str = ""


ALIASES: dict[str, Alias] = {
    # single variable
    "inner-derivative-missing": Alias(("forget-inner",)),
    "drop-inner": Alias(("forget-inner",)),
    "power-*": Alias(("power-not-reduced", "power-no-coefficient", "power-rule-on-exp")),
    "cos/sin-sign": Alias(("cos-sign", "sin-sign")),
    "sign of cos'": Alias(("cos-sign",)),
    "log-base": Alias(("log-base-10",)),
    "factor-2-dropped": Alias(("power-no-coefficient", "loss-factor-dropped"), "the 2 of a square is its exponent"),
    "norm-vs-norm²": Alias(("norm-for-its-square",)),
    # routes and layers
    "transpose-factor": Alias(("one-factor-transposed",)),
    "transposed-factor": Alias(("one-factor-transposed",)),
    "skip-a-layer": Alias(("layer-missing", "skip-a-link")),
    "layer-skipped": Alias(("layer-missing", "skip-a-link")),
    "stage-skipped": Alias(("layer-missing", "skip-a-link")),
    "forward-values-stale": Alias(("stale-value", "jacobian-at-input-point")),
    "−y/p-left-in-p": Alias(
        ("outer-partials-only", "wrong-variable"), "the derivative by p; the link from z is missing"
    ),
    # vectors, matrices and indices
    "w-x-swapped": Alias(("answer-for-other-variable",)),
    "scalar-instead-of-row": Alias(("entries-added",)),
    "x-kept": Alias(("variable-kept",)),
    "b-kept": Alias(("constant-term-kept",)),
    "diag-of-A": Alias(("diagonal-only", "diag-as-vector")),
    "sum-over-index-forgotten": Alias(("sum-forgotten",)),
    "sum-over-outputs-forgotten": Alias(("sum-forgotten",), "the outputs of a layer are the index passed through"),
    "one-index-summed-only": Alias(("sum-forgotten",), "its sites over the first or the second index only"),
    "x_i-for-x_q": Alias(("wrong-index-on-factor",)),
    "collapsed-to-xᵀ": Alias(("collapsed-to-row",)),
    "symmetric-assumed": Alias(("symmetric-A-assumed",)),
    "A-not-symmetrised": Alias(("symmetric-A-assumed",), "the Hessian of x^T A x / 2 from 2 A x is A"),
    "abT-order": Alias(("outer-product-transposed", "transpose")),
    "X⁻ᵀ-not-transposed": Alias(("inverse-not-transposed",)),
    # second order and implicit
    "H-as-square-of-gradient": Alias(("product-of-firsts",)),
    "(f'g')' as f''g''": Alias(("second-derivatives-multiplied",)),
    "f''(g)·g''": Alias(("second-derivatives-multiplied",)),
    "reciprocal": Alias(("implicit-reciprocal",)),
    "y'-dropped-once": Alias(("unknown-dropped-once",)),
    # coordinates
    "one-over-r-on-wrong-component/on-both": Alias(("one-over-r-on-wrong-component", "one-over-r-on-both")),
    "symbols-renamed": Alias(("symbols-renamed-not-substituted",)),
    "wrong-held-variable": Alias(("reciprocal-entries", "reciprocal-partials"), "1/x_r is r_x with theta held, not y"),
    "θ_x-sign": Alias(("cofactor-sign",)),
    "f_rr+f_θθ": Alias(("second-partials-added",)),
    "f_r-twice": Alias(("first-order-term-twice",)),
    "scale-factor-missing": Alias(("missing-one-over-r",)),
    "sinθ-missing": Alias(("sin-theta-missing",)),
    "1/ρ-for-1/(r sinθ)": Alias(("sin-theta-missing",), "the cylindrical factor with the letter r in the place of rho"),
    # networks
    "W-for-Wᵀ": Alias(("weights-not-transposed",)),
    "wrong-layer-W": Alias(("wrong-layer-weights",)),
    "σ'-at-wrong-layer": Alias(("slope-at-another-layer",)),
    "σ'-at-a": Alias(("activation-derivative-at-output",)),
    # costs and differences
    "forward/reverse-swapped": Alias(("forward-reverse-swapped",)),
}
"""Names that are called otherwise here."""

FORM_NOTES: dict[str, str] = {
    "layout-vector": "grading.orientation",
    "row/column layout": "grading.orientation",
    "rounded": "grading.rounded",
    "substituted-early": "grading.substituted-early",
    "unsimplified": "grading.unsimplified",
}
"""Names of what is no mistake in the mathematics, with the sentence that says so."""

RULES_OF_GRADING: dict[str, str] = {
    "parts-permuted": "malrule.parts-permuted",
    "gradient-not-evaluated": "malrule.gradient-not-evaluated",
}
"""Names of right answers to something else: to another part, or the formula where its value is asked."""


def rules_called(name: str) -> tuple[str, ...]:
    """The rules of the register behind a name; the name itself where it is no other one.

    >>> rules_called("W-for-Wᵀ"), rules_called("sign")
    (('weights-not-transposed',), ('sign',))
    """
    return ALIASES[name].rules if name in ALIASES else (name,)
