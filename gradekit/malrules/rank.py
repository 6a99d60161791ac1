"""Which mal-rule to speak of when several explain an answer."""

from __future__ import annotations

from collections.abc import Iterable

SLIPS = frozenset({"sign", "factor-2", "factor-half", "path-sign"})
"""Told only when nothing more specific matches."""

CORE = frozenset(
    {
        "drop-path",
        "forget-inner",
        "outer-partials-only",
        "partial-not-total",
        "transpose",
        "wrong-order",
        "missing-one-over-r",
        "adjoint-overwritten",
        "sigmoid-inverse-for-derivative",
        "not-composed-argument",
        "jacobian-at-input-point",
        "power-rule-on-exp",
        "cos-sign",
    }
)
"""The misconceptions that a problem must be able to show: a variant in which one of them is right is not issued."""

NUMBER_OFF = "number-off"
"""No rule: one number of the right answer is off by one. It is named before rules that lead to the same answer."""

ONLY_WHERE_TO_LOOK = frozenset({"sign", "factor-2", "transpose", "components-swapped"})
"""Rules whose sentence gives the answer away: while attempts remain they only say where to look."""

NARROW_TO_WIDE: tuple[tuple[str, ...], ...] = (
    ("partial-not-total", "direct-term-dropped", "only-one-path", "adjoint-overwritten", "drop-path"),
    ("first-steps-counted", "direct-term-dropped", "intermediates-counted", "drop-path"),
    ("forget-inner", "outer-partials-only", "wrong-variable"),
    ("activation-derivative-dropped", "skip-a-link", "layer-missing", "outer-partials-only"),
    ("sigmoid-derivative-is-sigma", "outer-not-differentiated"),
    ("sqrt-missing-half", "power-no-coefficient"),
    ("not-composed-argument", "jacobian-at-input-point"),
    ("product-one-term", "other-variable-not-held"),
    ("not-differentiated", "outer-not-differentiated"),
    ("transpose", "one-factor-transposed"),
    ("components-swapped", "columns-permuted"),
    ("symbols-renamed-not-substituted", "not-composed-argument"),
    ("layer-missing", "inner-derivatives-only"),
    ("layer-missing", "wrong-variable"),
    ("sigmoid-derivative-is-sigma", "not-differentiated", "outer-not-differentiated"),
    ("variable-kept", "not-differentiated"),
    ("not-composed-argument", "jacobian-at-input-point", "stale-value"),
    ("sum-forgotten", "only-one-path", "drop-path", "wrong-variable"),
    ("no-kronecker", "free-index-summed"),
    ("hadamard-missing", "free-index-summed"),
    ("n-factor", "bias-summed", "free-index-summed"),
    ("transposed-slice", "delta-index-swapped", "wrong-axis-order"),
    ("one-factor-only", "transposed-factor-dropped", "product-one-term"),
    ("factor-2-on-diagonal-missing", "product-one-term"),
    (
        *("symmetric-A-assumed", "factor-2-everywhere", "one-factor-transposed"),
        *("weights-not-transposed", "wrong-side-multiplication"),
    ),
    ("inverse-not-transposed", "outer-product-transposed", "weights-not-transposed", "transpose"),
    ("softmax-diagonal-only", "diagonal-only"),
    (
        *("input-factor-dropped", "bias-gets-input", "weight-for-input", "w-b-swapped", "answer-for-other-variable"),
        *("columns-permuted", "constant-factor-dropped", "other-variable-not-held"),
    ),
    ("loss-factor-dropped", "power-no-coefficient"),
    ("components-permuted", "components-swapped", "columns-permuted", "crossed-pairing"),
    ("seed-wrong", "power-not-reduced"),
)
"""Rules that tell the same story, the narrower reading first: several of one row are no tie."""


def rank(rules: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """The rules in the order in which to speak of them, and whether the first ones are tied.

    Specific beats slip, narrow beats wide; what still is tied gets a neutral sentence instead of a guess.

    >>> rank(["sign", "drop-path", "partial-not-total"])
    (('partial-not-total', 'drop-path', 'sign'), False)
    >>> rank(["forget-inner", "constant-factor-dropped"])
    (('constant-factor-dropped', 'forget-inner'), True)
    """
    found = sorted(set(rules))
    specific = [rule for rule in found if rule not in SLIPS]
    slips = tuple(rule for rule in found if rule in SLIPS)
    if not specific:
        # Two slips with one answer, such as a wrong sign where there is one route, tell the same: the sign.
        return slips, False
    for row in NARROW_TO_WIDE:
        if set(specific) <= set(row):
            return (*(rule for rule in row if rule in specific), *slips), False
    return (*specific, *slips), len(specific) > 1
