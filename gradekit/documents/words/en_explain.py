"""English sentences of `gradekit equal --explain`."""

WORDS: dict[str, str] = {
    # what was read
    "explain.no-letters": "There are none: both are numbers.",
    "explain.letter-real": "${letter}$ is any real number.",
    "explain.letter-integer": "${letter}$ is any whole number.",
    "explain.letter-complex": "${letter}$ is any complex number.",
    "explain.letter-range": "${range}$.",
    "explain.reading-real": "Real values: a formula counts where it has one.",
    "explain.reading-principal": "Complex principal values.",
    "explain.rule": "The second formula rules: the two are compared wherever it has a value.",
    # what was tried
    "explain.forms-differ": "Both as lists or matrices: their sizes differ, so nothing else was tried.",
    "explain.identical-yes": "Both as written: they are one formula, up to the order of sums and products.",
    "explain.identical-no": "Both as written: they are two different formulas.",
    "explain.points-agree": "Their values at a few exact points inside the domain: they agree in every digit.",
    "explain.points-differ": "Their values at a few exact points inside the domain: they differ, which refutes "
    "equality; nothing else was tried.",
    "explain.points-silent": "Their values at a few exact points inside the domain: no difference is seen, though not "
    "all of them can be told in decimals.",
    "explain.seen": "At ${point}$ the first is {answer} and the second {expected}.",
    "explain.proof-yes": "A proof by an exact normal form: the difference, written as a fraction of polynomials in "
    "independent quantities, is zero.",
    "explain.proof-no": "A proof by an exact normal form: none was found.",
    "explain.proof-no-why": "A proof by an exact normal form: none was found. {why}",
    "explain.cases-yes": "The same by cases, on each side of where something changes its sign: the difference is zero "
    "in each of them.",
    "explain.more-points-differ": "More points, near the ends of the domain, near zero, far out and beside kinks: "
    "there they differ, which refutes equality.",
    "explain.more-points-agree": "More points, near the ends of the domain, near zero and far out: no difference was "
    "seen.",
    "explain.more-points-agree-why": "More points, near the ends of the domain, near zero and far out: no difference "
    "was certain. {why}",
    # why something came to nothing
    "explain.why-normal-forms-differ": "The normal forms of the two sides differ, which for these functions does not "
    "mean that the values do.",
    "explain.why-exponent": "A power is too large to be multiplied out.",
    "explain.why-digits": "A number is too long.",
    "explain.why-nodes": "A formula is too large.",
    "explain.why-depth": "A formula is too deep.",
    "explain.why-terms": "A polynomial has too many terms.",
    "explain.why-products": "It would take too many multiplications.",
    "explain.why-kernels": "There are too many independent quantities.",
    "explain.why-kinks": "One side has kinks or jumps that could not be taken apart into cases.",
    "explain.why-jump": "A sign or an angle jumps, and what both sides are at the jump itself was not settled.",
    "explain.why-negative-bases": (
        "For a negative base a power has a value where its exponent is whole; what the two are there was not settled."
    ),
    "explain.why-isolated-points": "A root has a value at single points; what both sides are there was not settled.",
    "explain.why-branch-cuts": "An argument crosses a branch cut; what both sides are on the cut was not settled.",
    "explain.why-answer-without-value": "The first formula has no value at points where the second has one.",
    "explain.why-no-common-point": "No point was found where both have a value.",
    "explain.why-expected-undefined": "The second formula was not seen to have a value anywhere.",
    "explain.why-evaluations": "It would take too many evaluations.",
    "explain.why-power-of-zero": "Zero stands to the power zero, or to a negative one.",
    "explain.why-zero-divisor": "Something is divided by zero.",
    "explain.why-few-digits": "The values could be told to a few digits only.",
    "explain.why-saturated": "One side hardly changes wherever it was looked at, so that agreement means nothing.",
    "explain.why-answer-domain": "It could not be shown that the first formula has a value wherever the second has.",
    "explain.why-branches": "It could not be shown that the first formula stays on one branch.",
    "explain.why-cases": "A side has too many cases, or one of them was not settled.",
    "explain.why-contradiction": "A proof and a point contradict each other. That is a fault of gradekit; "
    "please report it.",
    "explain.why-open": "The first formula is left open.",
    "explain.why-perhaps-zero": "One side may be zero everywhere.",
    # the proof
    "explain.case": "For ${case}$:",
    "explain.case-same": "Both formulas are ${formula}$ here.",
    "explain.case-undefined": "The first formula has no value here, which is allowed where two cases meet.",
    "explain.case-empty": "The second formula has no value here, so there is nothing to show.",
    "explain.kernels": "Both sides are fractions of polynomials in ${kernels}$.",
    "explain.relation": "It was used that ${relation}$.",
    "explain.more": "Not all of the proof is shown here; `--json` has it.",
    "explain.removed": "The factor ${factor}$ was cancelled; where it is zero the first formula has no value.",
    # what would change the verdict
    "explain.add-equal": "With `{assumption}` they are equal.",
    "explain.drop-different": "Without `{assumption}` they differ.",
    "explain.reading-principal-equal": "As complex principal values they are equal.",
    "explain.reading-principal-different": "As complex principal values they differ.",
    "explain.reading-real-equal": "As real values, where both have one, they are equal.",
    "explain.reading-real-different": "As real values they differ.",
    "explain.swap-different": "With the two exchanged they differ: the first formula has a value where the second has "
    "none, and only the domain of the second counts.",
}
