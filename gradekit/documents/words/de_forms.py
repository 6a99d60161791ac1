"""German sentences about forms: what is asked for, and what an answer lacks."""

WORDS: dict[str, str] = {
    # said of an answer whose value is right
    "lacks.exact": "Der Wert ist richtig; verlangt ist eine exakte Form, nicht die Dezimalzahl ${part}$.",
    "lacks.factored": "Der Wert ist richtig; verlangt ist ein Produkt von Faktoren, und ${part}$ lässt sich weiter "
    "zerlegen.",
    "lacks.expanded": "Der Wert ist richtig; verlangt ist die ausmultiplizierte Form, und ${part}$ lässt sich noch "
    "ausmultiplizieren.",
    "lacks.digits": "Der Wert ist richtig; verlangt ist eine Dezimalzahl mit {digits} signifikanten Stellen, nicht "
    "${part}$.",
    "lacks.letters": "Der Wert ist richtig, aber der Buchstabe ${part}$ ist stehen geblieben.",
    # on the sheet
    "sheet.form.factored": "{form}, in Faktoren zerlegt",
    "sheet.form.expanded": "{form}, ausmultipliziert",
    "sheet.form.decimal": "{form}, als Dezimalzahl mit {digits} signifikanten Stellen",
    "sheet.form.up-to-constant": "{form}, bis auf eine Konstante",
    "sheet.form.up-to-factor": "{form}, bis auf einen konstanten Faktor ungleich 0",
    # evidence where an answer is determined only so far
    "grading.proved-up-to-constant": "Die Antwort ist bis auf eine Konstante gleich der erwarteten; "
    "das ist bewiesen, nicht nur an Stichproben geprüft.",
    "grading.proved-up-to-factor": "Die Antwort ist bis auf einen konstanten Faktor gleich der erwarteten; "
    "das ist bewiesen, nicht nur an Stichproben geprüft.",
    "grading.agreed-up-to-constant": "Bis auf eine Konstante stimmt die Antwort mit der erwarteten an {points} Stellen "
    "auf {digits} Ziffern überein; sie zählt als richtig, obwohl kein Beweis gefunden wurde.",
    "grading.agreed-up-to-factor": "Bis auf einen konstanten Faktor stimmt die Antwort mit der erwarteten an {points} "
    "Stellen auf {digits} Ziffern überein; sie zählt als richtig, obwohl kein Beweis gefunden wurde.",
    "grading.differs-up-to-constant": "Von der erwarteten Antwort unterscheidet sie sich um mehr als eine Konstante: "
    "an der einen Stelle um einen anderen Betrag als an der anderen.",
    "grading.differs-up-to-factor": "Das ist nicht die erwartete Antwort mal einem konstanten Faktor.",
    "equal.up-to-constant": "Verglichen bis auf eine Konstante: bis auf das, was nicht von ${letters}$ abhängt.",
    "equal.up-to-factor": "Verglichen bis auf einen Faktor ungleich 0, der nicht von ${letters}$ abhängt.",
    "equal.constants": "Verglichen bis auf einen Faktor ungleich 0.",
    "equal.different-up-to-constant": "Um mehr als eine Konstante verschieden: Die erste minus die zweite hat bei "
    "${here}$ einen anderen Wert als bei ${there}$.",
    "equal.different-up-to-factor": "Kein konstantes Vielfaches voneinander: Die erste durch die zweite hat bei "
    "${here}$ einen anderen Wert als bei ${there}$.",
}
