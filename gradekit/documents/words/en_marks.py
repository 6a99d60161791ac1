"""English sentences about what made a mark: the verdict, lateness, attempts, and what people have settled."""

WORDS: dict[str, str] = {
    # for those who mark
    "mark.verdict": "{outcome}: {earned} of {possible}",
    "mark.entries": "{outcome}, {right} of {entries} entries right: {earned} of {possible}",
    "mark.followed": "{outcome} by follow-through: {earned} of {possible}",
    "mark.accepted": "accepted as a second right reading: {earned} of {possible}",
    "mark.nothing": "Nothing was handed in.",
    # for students too
    "mark.replaced": "The problem that was answered has been replaced by another one.",
    "mark.added": "The problem was not on the sheet that was handed in.",
    "mark.late": "Handed in late: {share} % of the points count.",
    "mark.again": "Attempt {number}: {share} % of the points count.",
    "mark.most": "{handed} attempts were handed in; the first {most} count.",
    "mark.last": "The last of {count} attempts counts.",
    "mark.best": "Attempt {number} of {count} counts, the best.",
    "mark.average": "The average of {count} attempts: {points}.",
    "mark.void": "This part does not count: {why}",
    "mark.given": "All points are given here: {why}",
    "mark.by-hand": "Marked by a person: {why}",
    "mark.stays": "It stays {points}, as you were told.",
}
