"""German sentences and headings of sheets on paper and of the booklet to mark them by."""

WORDS: dict[str, str] = {
    "paper.how": (
        "Bitte zuerst den Namen eintragen. Jede Antwort gehört in den Rahmen unter ihrer Frage, mit den Schritten, die "
        "zu ihr führen. Reicht der Platz nicht, dann ist jede freie Stelle auf diesen Seiten recht; im Rahmen bitte "
        "darauf hinweisen."
    ),
    "paper.how-named": (
        "Bitte zuerst prüfen, ob der Name stimmt. Jede Antwort gehört in den Rahmen unter ihrer Frage, mit den "
        "Schritten, die zu ihr führen. Reicht der Platz nicht, dann ist jede freie Stelle auf diesen Seiten recht; im "
        "Rahmen bitte darauf hinweisen."
    ),
    "paper.how-coded": (
        "Bitte keinen Namen auf diese Seiten schreiben: Der Code steht für ihn. Jede Antwort gehört in den Rahmen "
        "unter ihrer Frage, mit den Schritten, die zu ihr führen. Reicht der Platz nicht, dann ist jede freie Stelle "
        "auf diesen Seiten recht; im Rahmen bitte darauf hinweisen."
    ),
    "paper.name": "Name",
    "paper.number": "Matrikelnummer",
    "paper.problem-short": "Aufgabe",
    "paper.possible": "Punkte",
    "paper.reached": "Erreicht",
    "paper.total": "Summe",
    "paper.more-room": "Platz für weitere Rechnungen",
    "paper.marking": "Korrektur: {title}",
    "paper.sheet": "Blatt",
    "paper.version": "Version",
    "paper.copies": "Exemplare",
    "paper.answer": "Antwort",
    "paper.values": "Werte",
    "paper.wrong": "Bekannte falsche Antworten",
    "paper.wrong-answer": "Antwort",
    "paper.wrong-points": "Punkte",
    "paper.wrong-says": "Rückmeldung",
    "paper.solution": "Lösungsweg",
}
