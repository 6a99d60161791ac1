"""What stands before the formulas of a worked solution, in German."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "steps.definitions": "Gegeben:",
    "steps.composed": "Die Formeln der Zwischengrößen einsetzen, sodass nur die Eingaben übrig bleiben:",
    "steps.locals": (
        "Jede Formel nach jedem Buchstaben ableiten, der darin steht; alle ihre anderen Buchstaben werden festgehalten:"
    ),
    "steps.routes": (
        "Von jedem Buchstaben einen Pfeil zu jeder Formel zeichnen, in der er steht. Anzahl der Wege von ${start}$ "
        "nach ${end}$: {count}."
    ),
    "steps.one-path": "Es gibt einen Weg. Entlang dieses Weges werden die Ableitungen multipliziert:",
    "steps.paths": "Jeder Weg trägt das Produkt der Ableitungen bei, die auf ihm liegen:",
    "steps.sum": "Die Beiträge aller Wege addieren:",
    "steps.jacobians": (
        "Für jede Schicht eine Jacobi-Matrix, die Zeilen für das, was abgeleitet wird; die äußerste zuerst:"
    ),
    "steps.matrix-product": (
        "Die Kettenregel multipliziert sie in dieser Reihenfolge; das Produkt sammelt alle Wege auf einmal:"
    ),
    "steps.by-symbols": (
        "Von den Eingaben aufwärts; jeder Buchstabe sammelt, was durch die Buchstaben in seiner Formel ankommt:"
    ),
    "steps.entry": (
        "Mit Indizes ein Eintrag und seine Ableitung (ein Delta ist 1, wo seine beiden Indizes gleich sind, sonst 0):"
    ),
    "steps.inverse-moves": "Das Produkt mit der Inversen ist immer die Einheitsmatrix; das ableiten und auflösen:",
    "steps.matrix-form": "In Matrixform ist das:",
    "steps.relu": (
        "Die Ableitung von `relu(z)` ist 1 für $z > 0$ und 0 für $z < 0$; als eine Formel `(sign(z) + 1)/2`."
    ),
    "steps.backward": "Von der Ausgabe aus rückwärts; jede Ableitung hat die Form dessen, wonach abgeleitet wird:",
    "steps.entry-sum": (
        "Für einen Eintrag ist das die Kettenregel, summiert über die Indizes dessen, was dazwischen liegt:"
    ),
    "steps.mixed": "Die Antwort, in der die Buchstaben der Zwischengrößen stehen bleiben:",
    "steps.mixed-results": "Die Antworten, in denen die Buchstaben der Zwischengrößen stehen bleiben:",
    "steps.final": "Die Formeln der Zwischengrößen einsetzen und vereinfachen:",
    "steps.result": "Die Antwort ist also:",
    "steps.results": "Die Antworten sind also:",
    "steps.arranged": "An ihre Plätze setzen, eine Zeile für jede Ausgabe und eine Spalte für jede Eingabe:",
    "steps.along-units": "Die partiellen Ableitungen einsetzen:",
    "steps.check": (
        "Probe mit Zahlen bei ${point}$: Das Ergebnis ist ${value}$, und die Änderung der Funktion bei einem kleinen "
        "Schritt von ${letter}$, geteilt durch den Schritt, ist ${quotient}$."
    ),
    "steps.at": "Einsetzen von ${point}$:",
    "steps.partials": "Nach jeder Koordinate ableiten, die anderen werden festgehalten:",
    "steps.lengths": (
        "Wenn eine Koordinate ein wenig wächst, bewegt sich der Punkt um dieses Stück mal dem Skalenfaktor der "
        "Koordinate:"
    ),
    "steps.components": (
        "Eine Komponente ist die Änderung pro zurückgelegter Länge, also wird jede partielle Ableitung durch ihren "
        "Skalenfaktor geteilt:"
    ),
    "steps.rotated": (
        "Andersherum kommt dasselbe heraus: die partiellen Ableitungen nach $x$ und $y$, um den Winkel gedreht:"
    ),
}
