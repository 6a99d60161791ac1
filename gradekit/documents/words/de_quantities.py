"""What is said of second derivatives, curves, frames, products and traces, in German."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "grading.proved-on-curve": (
        "Die Antwort ist an jedem Punkt der Kurve gleich der erwarteten; das ist bewiesen, nicht nur an Stichproben "
        "geprüft."
    ),
    "grading.differs-on-curve": (
        "An dem Punkt der Kurve nahe ${point}$ liegt die Antwort nahe {answer}; die erwartete hat dort einen anderen "
        "Wert."
    ),
    "steps.first": "Die ersten Ableitungen bestimmen:",
    "steps.second-rule": (
        "Noch einmal ableiten. Jeder Faktor jedes Produkts ändert sich; deshalb ergeben sich Produkte erster "
        "Ableitungen und zweite Ableitungen der Zwischengrößen:"
    ),
    "steps.second-terms": "Beide Gruppen von Summanden ausrechnen:",
    "steps.implicit": "Beide Seiten jeder Gleichung ableiten; die Unbekannten sind dabei Funktionen:",
    "steps.solved": "Nach der Ableitung auflösen:",
    "steps.implicit-twice": (
        "Die erste Ableitung noch einmal ableiten; auch die Unbekannte darin ändert sich, mit der eben gefundenen Rate:"
    ),
    "steps.jacobian": "Die Jacobi-Matrix bestimmen, eine Zeile für jede Ausgabe, eine Spalte für jede Eingabe:",
    "steps.determinant": "Ihre Determinante ist:",
    "steps.inverse": (
        "Die Jacobi-Matrix der Umkehrabbildung ist die Inverse der Matrix, nicht die Matrix der Kehrwerte: die "
        "transponierten Kofaktoren, geteilt durch die Determinante."
    ),
    "steps.gradient": "Den Gradienten bestimmen:",
    "steps.unit-vector": "Eine Richtung ist ein Vektor der Länge 1, also wird durch die Länge geteilt:",
    "steps.scalar-product": "Die Ableitung ist das Skalarprodukt des Gradienten mit dem Einheitsvektor:",
    "steps.descent": "Ein Abstieg geht gegen den Gradienten, um dessen Länge mal der Lernrate.",
    "steps.vector-right": "Jeder Eintrag ist eine Zeile der Jacobi-Matrix mal dem Vektor.",
    "steps.vector-left": "Jeder Eintrag ist der Vektor mal einer Spalte der Jacobi-Matrix.",
    "steps.moves": "Den Ort nach jeder Koordinate ableiten; das ergibt die Richtung, in die sich der Punkt bewegt:",
    "steps.move-lengths": "Jede davon durch ihre Länge teilen, den Skalenfaktor:",
    "steps.transposed": "Die Einheitsvektoren sind orthogonal, also ist der Rückweg die transponierte Matrix.",
    "steps.carried": (
        "Die Kettenregel überträgt die partiellen Ableitungen mit den Einträgen der Inversen dieser Matrix:"
    ),
    "steps.laplacian": "Der Laplace-Operator in diesen Koordinaten, mit eingesetzten Skalenfaktoren:",
    "steps.laplacian-terms": "Jeden seiner Summanden ausrechnen:",
    "steps.divergence": "Jede Komponente in ihrer eigenen Richtung ableiten:",
    "steps.forward-trace": (
        "Von den Eingaben aufwärts; jede Zeile verwendet die Ableitungen ihrer Formel und frühere Zeilen:"
    ),
    "steps.reverse-trace": (
        "Von der Ausgabe aus rückwärts; jede Zeile sammelt über alle Formeln, in denen der Buchstabe steht:"
    ),
    "steps.multiplications": (
        "Ein Produkt einer $m \\times k$- und einer $k \\times n$-Matrix braucht $m k n$ Multiplikationen:"
    ),
    "steps.operations": "Die Rechenoperationen jeder Formel zählen:",
    "steps.uses": "Zählen, in wie vielen Formeln jeder Buchstabe steht:",
    "steps.passes-forward": (
        "Ein Durchlauf im Vorwärtsmodus ergibt eine Spalte der Jacobi-Matrix, also braucht jede Eingabe einen."
    ),
    "steps.passes-reverse": (
        "Ein Durchlauf im Rückwärtsmodus ergibt eine Zeile der Jacobi-Matrix, also braucht jede Ausgabe einen."
    ),
}
