"""English sentences about forms: what is asked for, and what an answer lacks."""

WORDS: dict[str, str] = {
    # said of an answer whose value is right
    "lacks.exact": "The value is right; an exact form is asked for, not the decimal ${part}$.",
    "lacks.factored": "The value is right; a factored form is asked for, and ${part}$ factors further.",
    "lacks.expanded": "The value is right; an expanded form is asked for, and ${part}$ can be multiplied out.",
    "lacks.digits": "The value is right; a decimal with {digits} significant digits is asked for, not ${part}$.",
    "lacks.letters": "The value is right, but the letter ${part}$ is left.",
    # on the sheet
    "sheet.form.factored": "{form}, in factored form",
    "sheet.form.expanded": "{form}, in expanded form",
    "sheet.form.decimal": "{form}, as a decimal with {digits} significant digits",
    "sheet.form.up-to-constant": "{form}, up to a constant",
    "sheet.form.up-to-factor": "{form}, up to a constant factor other than 0",
    # evidence where an answer is determined only so far
    "grading.proved-up-to-constant": "It equals the expected answer up to a constant; this was proved, not sampled.",
    "grading.proved-up-to-factor": "It equals the expected answer up to a constant factor; "
    "this was proved, not sampled.",
    "grading.agreed-up-to-constant": "Up to a constant it agrees with the expected answer at {points} points to "
    "{digits} digits; it counts as right although no proof was found.",
    "grading.agreed-up-to-factor": "Up to a constant factor it agrees with the expected answer at {points} points to "
    "{digits} digits; it counts as right although no proof was found.",
    "grading.differs-up-to-constant": "It differs from the expected answer by more than a constant: by another amount "
    "in one place than in another.",
    "grading.differs-up-to-factor": "It is not the expected answer times a constant factor.",
    "equal.up-to-constant": "Compared up to a constant: by what does not depend on ${letters}$.",
    "equal.up-to-factor": "Compared up to a factor other than 0 that does not depend on ${letters}$.",
    "equal.constants": "Compared up to a factor other than 0.",
    "equal.different-up-to-constant": "Different by more than a constant: the first less the second is one value "
    "at ${here}$ and another at ${there}$.",
    "equal.different-up-to-factor": "No constant multiple of each other: the first over the second is one value "
    "at ${here}$ and another at ${there}$.",
}
