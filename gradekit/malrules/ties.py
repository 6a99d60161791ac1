"""What to say when several rules explain an answer equally well: where to look, and no guess."""

from __future__ import annotations

from collections.abc import Iterable

from gradekit.malrules.rank import SLIPS
from gradekit.malrules.register import MALRULES

ALIKE: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "malrule.tie-signs",
        frozenset(
            {
                *("cos-sign", "sin-sign", "inner-sign", "quotient-sign", "product-minus", "error-sign", "inverse-sign"),
                *("softmax-off-diagonal-sign", "off-diagonal-sign", "e-theta-sign", "missing-minus", "h-sign"),
                *("cofactor-sign", "det-sign-formula", "missing-abs", "step-sign", "steepest-descent"),
            }
        ),
    ),
    (
        "malrule.tie",
        frozenset(
            {
                *("forget-inner", "inner-sign", "outer-at-inner-derivative", "constant-factor-dropped"),
                *("power-no-coefficient", "sqrt-missing-half", "base-without-log", "loss-factor-dropped"),
            }
        ),
    ),
    (
        "malrule.tie-powers",
        frozenset({"power-not-reduced", "power-no-coefficient", "sqrt-missing-half", "variable-kept"}),
    ),
    (
        "malrule.tie-products",
        frozenset(
            {
                *("product-of-derivatives", "product-paired-with-self", "product-minus", "product-one-term"),
                *("one-factor-only", "transposed-factor-dropped", "constant-factor-dropped"),
            }
        ),
    ),
    (
        "malrule.tie-held",
        frozenset(
            {
                *("other-variable-not-held", "constant-term-kept", "constant-factor-dropped", "constant-side-kept"),
                *("variable-kept", "unknown-dropped-once"),
            }
        ),
    ),
)
"""The sentence about rules that are all in one of these sets, the first that holds them."""


def neutral(rules: Iterable[str]) -> str:
    """The id of the neutral sentence about rules that cannot be told apart: by what they have in common, else by the
    stages at which they strike.

    >>> neutral(["cos-sign", "sin-sign", "sign"])
    'malrule.tie-signs'
    """
    specific = {rule for rule in rules if rule not in SLIPS}
    alike = next((sentence for sentence, group in ALIKE if specific <= group), None)
    if alike is not None:
        return alike
    stages = {MALRULES[rule].stage for rule in specific}
    if stages <= {"derive"}:
        return "malrule.tie-derivatives"
    return "malrule.tie-routes" if stages <= {"paths", "across"} else "malrule.tie-stages"
