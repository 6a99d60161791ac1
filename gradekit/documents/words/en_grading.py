"""What feedback says about verdicts, in English."""

WORDS: dict[str, str] = {
    "grading.all-right": "Everything is right.",
    "grading.right-parts": "{parts} and {last} are right.",
    "grading.right-part": "{parts} is right.",
    "grading.proved": "It equals the expected answer; this was proved, not sampled.",
    "grading.proved-on": "It equals the expected answer for every ${range}$ (the range of this question); "
    "this was proved, not sampled.",
    "grading.only-on-range": "One thing to notice: beyond that range your formula would have another value, "
    "for example at ${point}$.",
    "grading.agreed": "It agrees with the expected answer at {points} points to {digits} digits; "
    "it counts as right although no proof was found.",
    "grading.right-to-digits": "It is right to {digits} significant digits, as asked.",
    "grading.differs-at": "At ${point}$ yours is ${answer}$; the expected value there is ${expected}$.",
    "grading.differs-at-hidden": "At ${point}$ yours is ${answer}$; the expected answer has another value there.",
    "grading.entry-differs-at": "At ${point}$ entry {entry} of yours is ${answer}$; "
    "the expected value there is ${expected}$.",
    "grading.entry-differs-at-hidden": "At ${point}$ entry {entry} of yours is ${answer}$; "
    "the expected answer has another value there.",
    "grading.differs": "Yours is ${answer}$; the expected value is ${expected}$.",
    "grading.differs-hidden": "Yours is ${answer}$; the expected answer has another value.",
    "grading.entry-differs": "Entry {entry} of yours is ${answer}$; the expected value is ${expected}$.",
    "grading.entry-differs-hidden": "Entry {entry} of yours is ${answer}$; the expected answer has another value.",
    "grading.undefined": "Your formula has no value.",
    "grading.undefined-at": "Your formula has no value at ${point}$, where the question asks for one.",
    "grading.entry-wrong": "Entry {entries} is not yet right.",
    "grading.entries-wrong": "These entries are not yet right: {entries}.",
    "grading.undecided": "The two formulas could be neither proved equal nor told apart; "
    "a person will look at this one.",
    "grading.fault": "Something went wrong inside gradekit ({error}), not in your answer; "
    "a person will look at this one.",
    "grading.untold": "Something went wrong inside gradekit ({error}) while this was written, not in your answer; "
    "the marks stand.",
    "grading.followed-part": "It is consistent with your own {parts}, so it counts.",
    "grading.followed-parts": "It is consistent with your own {parts} and {last}, so it counts.",
    "grading.letters-left": "The mathematics is right, but the letters {letters} are left; "
    "write them out in the letters the question asks for.",
    "grading.not-written-out": "The letters {letters} are left. To put in their formulas is what this part asks for.",
    "grading.names-itself": "This part asks what {letters} is, and {letters} stands in the answer; "
    "write the formula in the letters the question asks for.",
    "grading.substituted-early": "The mathematics is right, but the intermediate letters were already replaced; "
    "this part asks for the formula in those letters.",
    "grading.orientation": "The entries are right; the question asked for the other orientation, row or column.",
    "grading.unsimplified": "It can be written more shortly; try to collect and cancel.",
    "grading.not-exact": "The value is right; this part asks for an exact form such as `sqrt(2)/2`, not a decimal.",
    "grading.rounded": "It is right up to the rounding of your decimals; this part asks for an exact form.",
    "grading.rounded-too-early": "It is right up to the rounding of your decimals; this part asks for {digits} "
    "significant digits.",
    "grading.looks-like": "This looks like a known slip.",
    "grading.slip-after-parts": "Your {parts} and {last} are right, so the slip is in putting them together.",
    "grading.slip-after-part": "Your {parts} is right, so the slip comes after it.",
    "grading.own-values": "At ${point}$: your {values}.",
    "grading.compare-with-part": "Work out {part} from {parts} with these numbers and compare.",
    "grading.compare-with-parts": "Work out {part} from {parts} and {last} with these numbers and compare.",
    "grading.unexplained": "We do not know which mistake this is.",
    "grading.more": "More of this kind: `gradekit generate {template} --level {level}`",
}
