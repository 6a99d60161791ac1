"""German sentences about what made a mark: the verdict, lateness, attempts, and what people have settled."""

WORDS: dict[str, str] = {
    # for those who mark
    "mark.verdict": "{outcome}: {earned} von {possible}",
    "mark.entries": "{outcome}, {right} von {entries} Einträgen richtig: {earned} von {possible}",
    "mark.followed": "{outcome} als Folgefehler: {earned} von {possible}",
    "mark.accepted": "als zweite richtige Lesart angenommen: {earned} von {possible}",
    "mark.nothing": "Es wurde nichts abgegeben.",
    # for students too
    "mark.replaced": "Die Aufgabe, die beantwortet wurde, ist durch eine andere ersetzt worden.",
    "mark.added": "Die Aufgabe stand nicht auf dem Blatt, das abgegeben wurde.",
    "mark.late": "Verspätet abgegeben: {share} % der Punkte.",
    "mark.again": "Abgabe {number}: {share} % der Punkte.",
    "mark.most": "Zahl der Abgaben: {handed}; so viele zählen, von der ersten an: {most}.",
    "mark.last": "Von {count} Abgaben zählt die letzte.",
    "mark.best": "Von {count} Abgaben zählt die beste, die Abgabe {number}.",
    "mark.average": "Das Mittel aus {count} Abgaben: {points}.",
    "mark.void": "Diese Teilaufgabe wird bei allen weggelassen: {why}",
    "mark.given": "Hier bekommen alle die volle Punktzahl: {why}",
    "mark.by-hand": "Von Hand bewertet: {why}",
    "mark.stays": "Es bleibt bei {points}, wie mitgeteilt.",
}
