"""What `gradekit equal` says, in English."""

WORDS: dict[str, str] = {
    "equal.proved": "Equal: this was proved by an exact normal form, not sampled.",
    "equal.identical": "Equal: both are the same formula.",
    "equal.digits": "Equal to the digits given.",
    "equal.agreed": "Equal as far as can be told: the values agree at {points} points to {digits} digits. "
    "There is no proof. {why}",
    "equal.beyond": "The second formula rules, and they are compared where it has a value: at ${point}$, for one, it "
    "has none, and the first has one.",
    "equal.different": "Different: at ${point}$ the first is {answer} and the second {expected}.",
    "equal.different-constants": "Different: the first is {answer} and the second {expected}.",
    "equal.shapes": "Different: the first is {answer} and the second {expected}.",
    "equal.undecided": "Undecided: neither a proof nor a point where they differ was found. {why}",
}
