"""English headings and sentences of pages for authors: one problem with all that is behind it, and proof-reading."""

WORDS: dict[str, str] = {
    "proof.template": "template",
    "proof.level": "level",
    "proof.variant": "variant",
    "proof.answers": "Answers",
    "proof.solution": "Worked solution",
    "proof.hints": "Hints",
    "proof.most-common": "The most common wrong answers",
    "proof.recognised": "Wrong answers that are recognised",
    "proof.part": "part",
    "proof.asks": "asks",
    "proof.answer": "answer",
    "proof.rule": "rule",
    "proof.says": "what is said",
    "proof.stated": "stated",
    "proof.none": "{part}: none",
    "proof.reading": "Proof-reading: {name}",
    "proof.problems": "problems",
    "proof.minutes": "minutes",
    "proof.about": "about {minutes}",
    "proof.problem": "problem",
    "proof.name": "name",
    "proof.points": "points",
    "proof.easiest": "easiest",
    "proof.median": "median",
    "proof.hardest": "hardest",
    "proof.drawn": "drawn",
    "proof.fixed": "fixed",
    "proof.min": "{minutes} min",
    "proof.how": (
        "Of each template up to {drawn} different variants were drawn and ranked by effort, a count of what has to be "
        "written. Minutes are estimated from it, the same for everybody: a minute to read, and twelve seconds for each "
        "unit of effort. Read what stands here before it is handed out."
    ),
    "proof.place": "{name}, level {level}",
    "proof.the-problem": "The problem",
    "proof.the-easiest": "The easiest",
    "proof.the-median": "The median",
    "proof.the-hardest": "The hardest",
    "proof.specimen": "effort {effort}, about {minutes} min, variant {variant}",
}
