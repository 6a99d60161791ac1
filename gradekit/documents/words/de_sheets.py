"""German sentences and headings of sheets and feedback pages."""

WORDS: dict[str, str] = {
    # sheets
    "sheet.id": "Blatt",
    "sheet.student": "Name",
    "sheet.course": "Kurs",
    "sheet.due": "Abgabe bis",
    "sheet.total": "Punkte",
    "sheet.problem": "Aufgabe {number}",
    "sheet.how": (
        "Die Antworten gehören in die Datei `submission.py`, eine Zeile für jede Teilaufgabe, unter dem Namen, der "
        "neben ihr steht. `gradekit check submission.py` zeigt, wie die Antworten gelesen werden."
    ),
    "sheet.how-notebook": (
        "Jedes `...` durch die Antwort ersetzen, das Notebook speichern und abgeben. "
        "`gradekit check submission.ipynb` zeigt, wie die Antworten gelesen werden. Die letzte Zelle enthält die "
        "Aufgaben für gradekit und bleibt, wie sie ist."
    ),
    "sheet.rules": "In Antworten nicht erlaubt: {rules}. `gradekit check` nennt die Zeile, in der so etwas vorkommt.",
    "sheet.rule.diff": "Ableiten durch einen Aufruf (`diff`, `Derivative`)",
    "sheet.rule.jacobian": "`jacobian` und `hessian`",
    "sheet.rule.autodiff": "Pakete zum automatischen Differenzieren",
    "sheet.rule.caret": "`^` als Potenz (dafür `**`)",
    "sheet.conventions": (
        "Vereinbarungen: $\\ln$ und `log` sind der natürliche Logarithmus, Winkel stehen im Bogenmaß. Partielle "
        "Ableitungen werden mit $\\partial$ geschrieben, wo es mehrere Variablen gibt."
    ),
    "sheet.convention.layout.numerator": (
        "Die Ableitung einer vektorwertigen Funktion ist eine Jacobi-Matrix: Ihre Zeilen gehören zu den Ausgaben, "
        "ihre Spalten zu den Eingaben."
    ),
    "sheet.convention.layout.denominator": (
        "Die Ableitung $\\frac{\\partial y}{\\partial x}$ eines Vektors nach einem Vektor hat eine Zeile für jeden "
        "Eintrag von $x$ und eine Spalte für jeden Eintrag von $y$, und die Ableitung einer Zahl nach einem Vektor "
        "ist eine Spalte, wenn die Teilaufgabe nichts anderes sagt. Was in einer Aufgabe $J$ heißt, hat eine Zeile "
        "für jede Ausgabe."
    ),
    "sheet.convention.angles.physics": (
        "In Kugelkoordinaten ist $\\theta$ der Winkel zur $z$-Achse und $\\phi$ der Winkel um sie herum."
    ),
    "sheet.convention.angles.mathematics": (
        "In Kugelkoordinaten ist $\\phi$ der Winkel zur $z$-Achse und $\\theta$ der Winkel um sie herum."
    ),
    "sheet.convention.loss.varied": "Der Faktor eines quadratischen Fehlers steht in seiner Formel.",
    "sheet.convention.loss.half": "Die quadratische Verlustfunktion hat den Faktor $\\frac{1}{2}$.",
    "sheet.convention.loss.none": "Die quadratische Verlustfunktion ist die Summe der Quadrate, ohne Faktor.",
    "sheet.convention.loss.mean": "Die quadratische Verlustfunktion ist das Mittel der Quadrate über alle Einträge.",
    "sheet.convention.decimal.point": "Dezimalzahlen haben einen Punkt.",
    "sheet.convention.decimal.comma": (
        'Dezimalzahlen haben ein Komma. In der Datei stehen sie in Anführungszeichen, `"0,5*x"`, mit Semikolons '
        'zwischen den Einträgen einer Liste, `"[0,5; x]"`; auch `0.5` ohne Anführungszeichen, wie in Python üblich, '
        "wird verstanden."
    ),
    "sheet.hint": "Hinweis {number}",
    "sheet.points": "{points} Punkte",
    "sheet.point": "1 Punkt",
    "sheet.answer": "`{stub}`: {form}",
    "sheet.letters": ", in ${letters}$",
    "sheet.form.expression": "eine Formel",
    "sheet.form.number": "eine Zahl",
    "sheet.form.integer": "eine ganze Zahl",
    "sheet.form.choice": "eines von {choices}",
    "sheet.form.exact": "{form}, exakt",
    "sheet.form.digits": "{form}, exakt oder auf {digits} signifikante Stellen",
    "sheet.form.row": "eine Zeile der Länge {columns}",
    "sheet.form.column": "eine Spalte der Länge {rows}",
    "sheet.form.matrix": "eine Matrix mit {rows} Zeilen und {columns} Spalten",
    "sheet.form.vector": "eine Liste der Länge {columns}",
    "sheet.form.array": "ein Feld der Größe {size}",
    "sheet.graph": "Was wovon abhängt: Jeder Pfeil ist eine Ableitung.",
    # figures
    "figure.graph": "Graph der Aufgabe: {lines}.",
    "figure.depends": "{node} hängt ab von {parents}",
    "figure.plot": "Die eigene Antwort (gestrichelt) und die erwartete für {variable} von {low} bis {high}.",
    "figure.apart": "Zum Beispiel bei {variable} = {place}: eigene Antwort {yours}, erwartet {expected}.",
    "figure.never-both": "Nirgends in diesem Bereich haben beide Antworten, die eigene und die erwartete, einen Wert.",
    "figure.levels": "Höhenlinien: Auf jeder von ihnen hat {name} den Wert, der an ihr steht.",
    "figure.gradient": (
        "Höhenlinien von {name} und der Gradient: Die Pfeile zeigen bergauf, quer zu den Linien, und sind dort am "
        "längsten, wo {name} am steilsten ist."
    ),
    "figure.levels-alt": "Die Linien sind die von {name} von {low} bis {high}.",
    "figure.angles-polar": "${first}$ ist der Abstand vom Ursprung, ${second}$ der Winkel zur positiven x-Achse.",
    "figure.angles-cylindrical": (
        "${first}$ ist der Abstand von der z-Achse, ${second}$ der Winkel um sie herum, von der positiven x-Achse aus, "
        "und ${third}$ die Höhe."
    ),
    "figure.angles-spherical": (
        "${first}$ ist der Abstand vom Ursprung, ${second}$ der Winkel zur positiven z-Achse und ${third}$ der Winkel "
        "um sie herum, von der positiven x-Achse aus."
    ),
    "figure.yours": "eigene Antwort",
    "figure.expected": "erwartet",
    # feedback
    "feedback.sheet": "Blatt",
    "feedback.level": "Sicherheitsstufe",
    "feedback.result": "Ergebnis",
    "feedback.of": "{earned} von {possible}",
    "feedback.so-far": "bisher {earned} von {possible}; {pending} Punkte werden noch von Hand geprüft",
    "feedback.so-far-one": "bisher {earned} von {possible}; 1 Punkt wird noch von Hand geprüft",
    "feedback.wait": "{pending} Punkte werden noch geprüft",
    "feedback.waits": "1 Punkt wird noch geprüft",
    "feedback.we-read": "Gelesen",
    "feedback.you-wrote": "Geschrieben",
    "feedback.expected": "Erwartet",
    "feedback.to-look-at": "Zum Nachdenken",
    "feedback.about-file": "Zur Datei",
    "feedback.solution": "Lösungsweg",
    "feedback.line": "Zeile {line}: {sentence}",
    "feedback.standing.right": "richtig",
    "feedback.standing.form": "richtig, aber nicht in der verlangten Form",
    "feedback.standing.partly": "teilweise richtig",
    "feedback.standing.not-yet": "noch nicht",
    "feedback.standing.blank": "leer",
    "feedback.standing.unread": "nicht lesbar",
    "feedback.standing.pending": "wird von Hand geprüft",
}
