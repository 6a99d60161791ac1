"""English sentences and headings of sheets on paper and of the booklet to mark them by."""

WORDS: dict[str, str] = {
    "paper.how": (
        "Write your name first. Each answer goes into the frame below its question, with the steps that lead to it. "
        "If you need more room, take any free place on these pages and say so in the frame."
    ),
    "paper.how-named": (
        "See that the name is yours. Each answer goes into the frame below its question, with the steps that lead to "
        "it. If you need more room, take any free place on these pages and say so in the frame."
    ),
    "paper.how-coded": (
        "Do not write your name on these pages: the code stands for it. Each answer goes into the frame below its "
        "question, with the steps that lead to it. If you need more room, take any free place on these pages and say "
        "so in the frame."
    ),
    "paper.name": "Name",
    "paper.number": "Student number",
    "paper.problem-short": "Problem",
    "paper.possible": "Points",
    "paper.reached": "Reached",
    "paper.total": "Total",
    "paper.more-room": "More room, if you need it",
    "paper.marking": "Marking: {title}",
    "paper.sheet": "Sheet",
    "paper.version": "Version",
    "paper.copies": "Copies",
    "paper.answer": "Answer",
    "paper.values": "Values",
    "paper.wrong": "Known wrong answers",
    "paper.wrong-answer": "answer",
    "paper.wrong-points": "points",
    "paper.wrong-says": "what is said",
    "paper.solution": "Worked solution",
}
