"""English sentences and headings of class reports."""

WORDS: dict[str, str] = {
    "report.title": "Class report",
    "report.title-of": "Class report: {title}",
    "report.students": "Students",
    "report.points": "Points",
    "report.variants": "Variants",
    "report.graded-with": "Graded with",
    "report.rows": "Rows",
    "report.privacy": "Privacy",
    "report.nobody": "no student is named on this page",
    "report.passed-on": "to be passed on: nothing on this page is about fewer than five students",
    # tiles
    "report.mean": "mean",
    "report.median": "median",
    "report.quartiles": "quartiles",
    "report.sd": "spread (sd)",
    "report.alpha": "reliability α",
    "report.sem": "standard error",
    "report.alpha-of": (
        "The reliability is Cronbach's α over the {complete} students who have all items and nothing pending; the "
        "standard error is that of one student's total."
    ),
    "report.alpha-of-some": (
        "The reliability is Cronbach's α over the students who have all items and nothing pending; the standard error "
        "is that of one student's total."
    ),
    "report.alpha-none": "There are too few complete sheets, or they are too alike, to tell the reliability.",
    "report.pending-no-zero": "Points that wait for a person are left out everywhere and never count as zero.",
    "report.no-totals": "All points wait for a person; there is no total yet.",
    # look at these first
    "report.first": "Look at these first",
    "report.first-nothing": (
        "Nothing stands out: no item separates worse than {weak}, none is below {hard} or left blank by {blank}, no "
        "drawn value is harder than the others, and no mistake is made by {mistake}."
    ),
    "report.first-few": "There are fewer than {enough} students; for so few nothing is singled out.",
    "report.first-fault": "gradekit itself failed on {count} answers; they wait for you and cost nobody anything.",
    "report.first-unfair": (
        "Problem {slot}: who was dealt {drawn} = {value} has {mean} on average, the others {others} (p = {p} after "
        "Holm). See whether those variants are harder, and level it out."
    ),
    "report.first-shared": (
        "{item}: {count} students ({share}) give a wrong answer that no rule explains and that departs in the same "
        "way. Read the question and its key once more before you blame them."
    ),
    "report.first-weak": (
        "{item} hardly separates ({value}): who does well elsewhere does not do well here. Check its wording and key."
    ),
    "report.first-hard": "{item} is too hard: {value} of its points are earned. Take it up again in class.",
    "report.first-blank": "{item} is left blank by {value}. Was there too little time, or was it not understood?",
    "report.first-mistake": (
        "{item}: {share} of those who answered make the same mistake (`{rule}`). Take it up in class."
    ),
    # scores
    "report.scores": "Scores and items",
    "report.histogram": (
        "Histogram of {students} totals in percent of the points. Median {median}, quartiles {lower} and {upper}. "
        "Counts by bar: {bars}."
    ),
    "report.histogram-caption": "How many students have which total",
    "report.histogram-axis": "total, percent of the points",
    "report.bar": "{low} to {high}: {count}",
    "report.median-at": "median {median}",
    # items
    "report.items": "Items",
    "report.item": "Item",
    "report.asks": "Asks",
    "report.problem": "Problem",
    "report.worth": "Points",
    "report.facility": "Facility",
    "report.discrimination": "Discrimination",
    "report.blank": "Blank",
    "report.pending": "Waits",
    "report.weak": "{value} ⚠ weak",
    "report.items-how": (
        "Facility is the mean share of the points; discrimination the correlation with the rest of the sheet. An item "
        "below {weak} is to be reviewed."
    ),
    "report.scatter": (
        "Facility against discrimination. {items}. Items below {weak} are drawn as squares in the shaded band."
    ),
    "report.scatter-item": "{item}: {facility} and {discrimination}",
    "report.scatter-caption": "Easy or hard, and does it separate?",
    "report.scatter-band": "review",
    # fairness
    "report.fairness": "Fairness by what was drawn",
    "report.fairness-row": "{value} (n = {students})",
    "report.fairness-title": "Problem {slot} by {drawn}",
    "report.fairness-alt": (
        "Mean share of the points of problem {slot} by {drawn}, with 95 percent intervals; the mean of all is {whole}. "
        "{rows}."
    ),
    "report.fairness-alt-row": "{value}: {mean}, from {low} to {high}, {students} students",
    "report.fairness-axis": "mean share of the points, 95% interval; dashed: all",
    "report.fairness-differs": "{mean} ⚠ differs",
    "report.fairness-none": "Nothing that was drawn was dealt to enough students to be compared.",
    "report.fairness-how": (
        "Compared were {count} values that five students or more were dealt; {unfair} differ from the others at the "
        "level of 5% after Holm's correction. Shown is what comes closest to a difference; intervals are Wilson's."
    ),
    # what went wrong
    "report.wrong": "What went wrong",
    "report.misconception": "Misconception",
    "report.formula": "Looks like",
    "report.count": "Students",
    "report.share": "Share",
    "report.rarer": "And {count} rarer ones; the tables of `--csv` have them all.",
    "report.no-misconceptions": "No wrong answer is that of a known misconception.",
    "report.unexplained": "Wrong answers that no rule explains",
    "report.does": "What they do to the key",
    "report.no-unexplained": "There is none.",
    "report.none-of-five": "None was seen with five students or more.",
    "report.waiting": "Waits for a person",
    "report.reason": "Reason",
    "report.items-count": "Items",
    "report.answers": "Answers",
    "report.outcome.unread": "could not be read",
    "report.outcome.unknown-symbol": "a letter that the question does not have",
    "report.outcome.needs-running": "code that has to be run",
    "report.outcome.stopped": "code that was stopped",
    "report.outcome.undecided": "equality undecided",
    "report.outcome.agreed": "agrees everywhere tried, without a proof",
    "report.outcome.other-sheet": "belongs to another sheet",
    "report.outcome.by-person": "is marked by a person",
    "report.outcome.fault": "gradekit itself failed",
    "report.outcome.different": "some entries are undecided",
    "report.outcome.wrong-shape": "another shape",
    "report.outcome.blank": "empty",
    "report.outcome.form": "right, another form",
    "report.outcome.proved": "right",
    # what unexplained answers do to the stages
    "departure.zero": "nothing but 0",
    "departure.factor": "the key times {factor}",
    "departure.difference": "the key plus {difference}",
    "departure.stage-zero": "as if `{stage}` were 0",
    "departure.stage-one": "as if `{stage}` were 1",
    "departure.stage-negative": "`{stage}` has the other sign",
    "departure.stage-neighbour": "in the place of `{stage}` stands the derivative by another letter",
    "departure.path": "one route is missing: {stage}",
    "departure.unknown": "nothing that is seen",
}
