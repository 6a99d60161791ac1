"""What is said of mal-rules on what is made of derivatives, in German."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "malrule.mixed-zero": (
        "Eine gemischte zweite Ableitung wurde null gesetzt; eine Variable, die einmal festgehalten wurde, ist nicht "
        "für immer fest."
    ),
    "malrule.mixed-zero.ask": (
        "Für $f = x y$: Wie groß ist die Steigung in Richtung $x$, und ändert sich diese Steigung, wenn $y$ wächst?"
    ),
    "malrule.off-diagonal-sign": "Bitte das Vorzeichen der gemischten zweiten Ableitungen prüfen.",
    "malrule.off-diagonal-sign.ask": (
        "Nehmen Sie die erste Ableitung nach der einen Variablen: Wächst oder fällt sie, wenn die andere wächst?"
    ),
    "malrule.factor-2-symmetric": "Bei den gemischten zweiten Ableitungen steht ein Faktor 2.",
    "malrule.factor-2-symmetric.ask": "Für $f = x y$: Was ist die Ableitung erst nach $x$ und dann nach $y$?",
    "malrule.product-of-firsts": (
        "Zwei erste Ableitungen wurden multipliziert; für eine zweite Ableitung wird die erste noch einmal abgeleitet."
    ),
    "malrule.product-of-firsts.ask": "Für $f = x^3$: Ist die zweite Ableitung das Quadrat von $3 x^2$?",
    "malrule.only-hessian-term": (
        "Von den zwei Arten von Summanden fehlt eine: Auch die Zwischengrößen können zweite Ableitungen haben."
    ),
    "malrule.only-hessian-term.ask": (
        "Für $f = x$ mit $x = t^2$: Was ist die zweite Ableitung von $f$ nach $t$, und aus welchem Summanden kommt sie?"
    ),
    "malrule.only-acceleration-term": (
        "Von den zwei Arten von Summanden fehlt eine: Auch die äußere Funktion kann zweite Ableitungen haben."
    ),
    "malrule.only-acceleration-term.ask": (
        "Für $f = x^2$ mit $x = t$: Was ist die zweite Ableitung von $f$ nach $t$, und aus welchem Summanden kommt sie?"
    ),
    "malrule.cross-term-not-doubled": "Der gemischte Summand kommt zweimal vor, einmal in jeder Reihenfolge.",
    "malrule.cross-term-not-doubled.ask": (
        "Multiplizieren Sie das Quadrat einer Summe aus: Wie oft kommt das Produkt zweier verschiedener Summanden vor?"
    ),
    "malrule.second-derivatives-multiplied": (
        "Ein Produkt wurde Faktor für Faktor abgeleitet; die zweiten Ableitungen allein genügen nicht."
    ),
    "malrule.second-derivatives-multiplied.ask": (
        "Welche Regel braucht man, um $f'(g(t)) \\cdot g'(t)$ noch einmal abzuleiten, und wie viele Summanden ergeben "
        "sich?"
    ),
    "malrule.missing-minus": "Bitte das Vorzeichen beim Auflösen nach der Ableitung prüfen.",
    "malrule.missing-minus.ask": (
        "Auf dem Kreis $x^2 + y^2 = 1$ im ersten Quadranten: Wächst oder fällt $y$, wenn $x$ wächst?"
    ),
    "malrule.intermediates-counted": "Das sind die Buchstaben dazwischen; gefragt ist nach den Wegen.",
    "malrule.intermediates-counted.ask": (
        "Gehen Sie jeden Weg von der Variablen zur Ausgabe ab: Kommt man auch hin, ohne durch einen Buchstaben zu "
        "gehen, oder durch mehr als einen?"
    ),
    "malrule.links-counted": "Das sind die einzelnen Ableitungen entlang der Wege; gefragt ist nach den Wegen.",
    "malrule.links-counted.ask": "Welche dieser Ableitungen liegen auf demselben Weg hintereinander?",
    "malrule.first-steps-counted": (
        "Nur der erste Schritt von der Ausgabe aus wurde betrachtet; manche Wege trennen sich später."
    ),
    "malrule.first-steps-counted.ask": (
        "Für jeden Buchstaben in der Formel der Ausgabe: Auf wie vielen Wegen erreicht die Variable diesen Buchstaben?"
    ),
    "malrule.implicit-reciprocal": "Im Quotienten der beiden partiellen Ableitungen sind Zähler und Nenner vertauscht.",
    "malrule.implicit-reciprocal.ask": (
        "Auf der Geraden $2x + y = 3$: Wie groß ist die Steigung, und welche der beiden partiellen Ableitungen steht "
        "im Nenner?"
    ),
    "malrule.y-as-constant": "Hier wurde y wie eine Konstante behandelt, hängt aber von x ab.",
    "malrule.y-as-constant.ask": "Wenn sich $x$ auf der Kurve bewegt, bleibt dann $y$, wie es ist?",
    "malrule.unknown-dropped-once": "An einer Stelle wurde die Unbekannte wie eine Konstante behandelt.",
    "malrule.unknown-dropped-once.ask": (
        "An wie vielen Stellen der Gleichung steht $y$, und wie viele Summanden mit $y'$ gibt es in der Antwort?"
    ),
    "malrule.constant-side-kept": "Eine Konstante blieb stehen, die auch abgeleitet werden sollte.",
    "malrule.constant-side-kept.ask": "Was ist die Ableitung der Zahl auf der anderen Seite der Gleichung?",
    "malrule.det-sign-formula": "Bitte das Vorzeichen in der Formel für die Determinante prüfen.",
    "malrule.det-sign-formula.ask": (
        "Was ist die Determinante von $\\begin{pmatrix} 1 & 1 \\\\ 1 & 1 \\end{pmatrix}$, wenn ihre Spalten in "
        "dieselbe Richtung zeigen?"
    ),
    "malrule.diagonal-product-only": "Nur die Diagonale wurde verwendet; die anderen Einträge zählen auch.",
    "malrule.diagonal-product-only.ask": (
        "Was ist die Determinante von $\\begin{pmatrix} 1 & 2 \\\\ 2 & 1 \\end{pmatrix}$?"
    ),
    "malrule.missing-abs": "Ein Faktor, um den Flächen wachsen, hat kein Vorzeichen.",
    "malrule.missing-abs.ask": "Kann eine Fläche negativ sein?",
    "malrule.determinant-of-the-other-map": "Das ist die Determinante der Abbildung in der Gegenrichtung.",
    "malrule.determinant-of-the-other-map.ask": (
        "Wenn die Abbildung Flächen verdoppelt, was macht dann ihre Umkehrung mit ihnen, und nach welcher von beiden "
        "ist gefragt?"
    ),
    "malrule.reciprocal-entries": (
        "Von jedem Eintrag wurde einzeln der Kehrwert genommen; zu invertieren ist die Matrix als Ganzes."
    ),
    "malrule.reciprocal-entries.ask": "Was ergibt die Matrix mal Ihrer Inversen: Ist es die Einheitsmatrix?",
    "malrule.jacobian-for-inverse": "Das ist die Jacobi-Matrix der Abbildung selbst; gesucht ist die ihrer Umkehrung.",
    "malrule.jacobian-for-inverse.ask": "Welche Buchstaben werden in der Aufgabe abgeleitet, und nach welchen?",
    "malrule.inverse-not-divided": "In allen Einträgen der Inversen fehlt ein gemeinsamer Faktor.",
    "malrule.inverse-not-divided.ask": (
        "Was ergibt die Matrix mal Ihrer Inversen: die Einheitsmatrix oder ein Vielfaches davon?"
    ),
    "malrule.cofactor-sign": "Bitte die Vorzeichen neben der Diagonale in der Inversen prüfen.",
    "malrule.cofactor-sign.ask": "Was ergibt die Matrix mal Ihrer Inversen neben der Diagonale?",
    "malrule.transposed-inverse": "In der Inversen sind Zeilen und Spalten vertauscht.",
    "malrule.transposed-inverse.ask": (
        "Welcher Buchstabe gehört zur ersten Zeile der Antwort und welcher zur ersten Zeile in der Aufgabe?"
    ),
    "malrule.jacobian-transposed-in-product": "Der Vektor wurde mit der transponierten Matrix multipliziert.",
    "malrule.jacobian-transposed-in-product.ask": (
        "An welcher Seite der Jacobi-Matrix laufen die Einträge des Vektors entlang: an einer Zeile oder an einer "
        "Spalte?"
    ),
    "malrule.outer-product-for-vjp": (
        "Die Zeilen wurden mit den Einträgen des Vektors multipliziert, aber nicht addiert."
    ),
    "malrule.outer-product-for-vjp.ask": "Wie viele Einträge hat ein Zeilenvektor mal einer Matrix?",
    "malrule.vector-entrywise": "Nur die Diagonale wurde multipliziert; ein Vektor trifft auf jede Spalte.",
    "malrule.vector-entrywise.ask": (
        "Wie entsteht der erste Eintrag einer Matrix mal einem Vektor: aus einem Produkt oder aus einer Summe von "
        "Produkten?"
    ),
    "malrule.not-normalised": "Der Vektor hat nicht die Länge 1.",
    "malrule.not-normalised.ask": (
        "Wie lang ist der Vektor, den Sie verwendet haben, und hängt die Steigung eines Hangs davon ab, wie groß man "
        "die Schritte macht?"
    ),
    "malrule.divided-by-norm-squared": "Der Vektor wurde einmal zu oft durch seine Länge geteilt.",
    "malrule.divided-by-norm-squared.ask": "Wie lang ist der Vektor nach dem Teilen?",
    "malrule.added-instead-of-dotted": "Es wurden Einträge addiert, wo Produkte von Einträgen zu addieren sind.",
    "malrule.added-instead-of-dotted.ask": "Wie wird das Skalarprodukt von $(1, 2)$ und $(3, 4)$ gebildet?",
    "malrule.point-as-direction": "Der Punkt wurde als Richtung genommen.",
    "malrule.point-as-direction.ask": "In welche Richtung soll es gehen, und von welchem Punkt aus?",
    "malrule.norm-instead-of-derivative": (
        "Das ist die größte Steigung aller Richtungen, nicht die in der gefragten Richtung."
    ),
    "malrule.norm-instead-of-derivative.ask": (
        "In welcher Richtung ist die Steigung so groß, wie der Gradient lang ist?"
    ),
    "malrule.steepest-descent": "Diese Richtung führt bergab.",
    "malrule.steepest-descent.ask": "Wächst oder fällt die Funktion in der Richtung ihres Gradienten?",
    "malrule.step-sign": "Der Schritt führt bergauf.",
    "malrule.step-sign.ask": (
        "Wenn die Kosten mit dem Gewicht wachsen, soll das Gewicht dann größer oder kleiner werden?"
    ),
    "malrule.step-without-rate": "Im Schritt fehlt die Lernrate.",
    "malrule.step-without-rate.ask": (
        "Wie lang ist der Schritt in der Antwort verglichen mit dem Gradienten, und wie lang soll er sein?"
    ),
    "malrule.step-alone": "Das ist der Schritt; gefragt ist nach der Stelle, zu der er führt.",
    "malrule.step-alone.ask": "Wo beginnt der Schritt?",
    "malrule.rotation-transposed": "Die Drehung wurde in der falschen Richtung angewandt.",
    "malrule.rotation-transposed.ask": (
        "Bei einem kleinen Winkel $\\theta$ neigt sich der Vektor $\\hat{e}_r$ ein wenig nach oben: Was sind seine "
        "Komponenten entlang $\\hat{x}$ und $\\hat{y}$?"
    ),
    "malrule.partials-for-components": (
        "Die partielle Ableitung nach dem Winkel ist keine Komponente; es fehlt ein Skalenfaktor."
    ),
    "malrule.partials-for-components.ask": "Wie weit bewegt sich der Punkt bei $r = 2$, wenn $\\theta$ um 0.01 wächst?",
    "malrule.unit-vectors-not-normalised": "Diese Vektoren haben nicht die Länge 1.",
    "malrule.unit-vectors-not-normalised.ask": (
        "Wie lang ist bei $r = 2$ der Vektor, den Sie für den Winkel angegeben haben?"
    ),
    "malrule.first-order-term-dropped": "Ein Summand mit einer ersten Ableitung fehlt.",
    "malrule.first-order-term-dropped.ask": (
        "Wie viele Summanden hat der Laplace-Operator in diesen Koordinaten, und welcher davon kommt daher, dass sich "
        "der Skalenfaktor ändert?"
    ),
    "malrule.one-over-r-squared-missing": (
        "Die zweite Ableitung nach dem Winkel gilt pro Radiant; sie muss auf die Länge umgerechnet werden."
    ),
    "malrule.one-over-r-squared-missing.ask": (
        "Wie weit bewegt sich der Punkt bei $r = 2$, wenn $\\theta$ um 0.01 wächst?"
    ),
    "malrule.second-partials-added": (
        "Nur in kartesischen Koordinaten ergeben die zweiten partiellen Ableitungen allein den Laplace-Operator."
    ),
    "malrule.second-partials-added.ask": (
        "Für $f = r^2 = x^2 + y^2$: Was ergibt der Laplace-Operator in $x$ und $y$, und was ergibt die Formel in der "
        "Antwort?"
    ),
    "malrule.first-order-term-twice": "Der Summand mit der ersten Ableitung wurde doppelt gezählt.",
    "malrule.first-order-term-twice.ask": (
        "Für $f = r^2 = x^2 + y^2$: Was ergibt der Laplace-Operator in $x$ und $y$, und was ergibt die Formel in der "
        "Antwort?"
    ),
    "malrule.one-over-r-once": "Der zweiten Ableitung nach dem Winkel fehlt eine Potenz des Skalenfaktors.",
    "malrule.one-over-r-once.ask": (
        "Wenn eine Ableitung pro Länge einen Faktor $\\frac{1}{r}$ braucht, wie viele brauchen dann zwei Ableitungen?"
    ),
    "malrule.sin-theta-missing": "Der Kreis, auf dem der Azimut den Punkt bewegt, ist abseits des Äquators kleiner.",
    "malrule.sin-theta-missing.ask": (
        "Bei $r = 1$ und nahe am Pol: Wie weit bewegt sich der Punkt, wenn $\\varphi$ um 0.01 wächst?"
    ),
    "malrule.angle-convention-swapped": (
        "Gegenüber der Konvention, die in der Aufgabe steht, sind die beiden Winkel vertauscht."
    ),
    "malrule.angle-convention-swapped.ask": (
        "Welcher der beiden Winkel wird in dieser Aufgabe von der Achse aus gemessen?"
    ),
    "malrule.components-permuted": "Zwei Komponenten sind vertauscht.",
    "malrule.components-permuted.ask": "Zu welchem Einheitsvektor gehört die erste Komponente in der Aufgabe?",
    "malrule.forward-reverse-swapped": "Die Kosten des Vorwärts- und des Rückwärtsmodus sind vertauscht.",
    "malrule.forward-reverse-swapped.ask": "Mit welcher Jacobi-Matrix beginnt der Modus, nach dem gefragt ist?",
    "malrule.sum-of-sizes": "Die Größen wurden addiert; ein Produkt von Matrizen kostet mehr als das.",
    "malrule.sum-of-sizes.ask": (
        "Wie viele Einträge hat das Produkt einer $m \\times k$- und einer $k \\times n$-Matrix, und wie viele "
        "Multiplikationen braucht jeder davon?"
    ),
    "malrule.product-of-all-sizes": "Die ganze Kette wurde als ein einziges Produkt gezählt.",
    "malrule.product-of-all-sizes.ask": "Wie viele Produkte aus je zwei Matrizen gibt es, und was kostet jedes davon?",
    "malrule.first-product-only": "Nur das erste der Produkte wurde gezählt.",
    "malrule.first-product-only.ask": "Wie viele Produkte aus je zwei Matrizen braucht die Kette?",
    "malrule.entries-counted": "Gezählt wurden die Einträge der Matrizen, nicht die Multiplikationen.",
    "malrule.entries-counted.ask": (
        "Wie viele Multiplikationen braucht eine $2 \\times 3$-Matrix mal einer $3 \\times 4$-Matrix?"
    ),
    "malrule.passes-miscounted": "Ein Durchlauf ergibt mehr als einen Eintrag der Jacobi-Matrix.",
    "malrule.passes-miscounted.ask": "Ergibt ein Durchlauf eine Zeile, eine Spalte oder einen einzelnen Eintrag?",
    "malrule.forward-for-central": "Das ist die Vorwärtsdifferenz; gefragt ist nach der zentralen Differenz.",
    "malrule.forward-for-central.ask": (
        "An welchen zwei Stellen wird die Funktion in einer zentralen Differenz ausgewertet?"
    ),
    "malrule.missing-2h": "Die beiden Stellen liegen weiter auseinander als der Abstand, durch den geteilt wurde.",
    "malrule.missing-2h.ask": "Wie weit liegen $x - h$ und $x + h$ auseinander?",
    "malrule.wrong-index": "Der Schritt wurde zu einer anderen Variablen addiert als der, nach der abgeleitet wird.",
    "malrule.wrong-index.ask": "Welche der Variablen bewegt sich, und welche bleiben, wo sie sind?",
    "malrule.h-sign": "Die beiden Werte wurden in umgekehrter Reihenfolge voneinander abgezogen.",
    "malrule.h-sign.ask": "Für $f = x$: Welches Vorzeichen muss der Differenzenquotient haben?",
    "malrule.difference-not-divided": "Die Differenz wurde nicht durch einen Abstand geteilt.",
    "malrule.difference-not-divided.ask": (
        "Eine Steigung ist Höhe pro Abstand: Wie weit liegen die beiden Stellen auseinander?"
    ),
    "malrule.seed-wrong": "Der Durchlauf beginnt mit etwas anderem als der Ableitung der Eingabe.",
    "malrule.seed-wrong.ask": "Was ist die Ableitung von $x$ nach $x$?",
    "malrule.tangent-not-multiplied": (
        "Die lokalen Ableitungen sind da; die Tangenten der früheren Knoten fehlen als Faktoren."
    ),
    "malrule.tangent-not-multiplied.ask": (
        "Wenn sich ein früherer Knoten doppelt so schnell ändert wie die Eingabe, wie zeigt sich das in der nächsten "
        "Zeile?"
    ),
    "malrule.local-derivative-as-adjoint": (
        "Das ist die lokale Ableitung; in der Adjungierten steckt auch, was von der Ausgabe her kommt."
    ),
    "malrule.local-derivative-as-adjoint.ask": (
        "Was liegt noch zwischen der Ausgabe und dem Knoten, der diesen hier verwendet?"
    ),
    "malrule.forward-instead-of-reverse": (
        "Das sind die Ableitungen jedes Knotens nach der Eingabe; in die Tabelle gehören die Ableitungen der Ausgabe "
        "nach jedem Knoten."
    ),
    "malrule.forward-instead-of-reverse.ask": (
        "In welcher Zeile der Tabelle muss eine 1 stehen: in der der Eingabe oder in der der Ausgabe?"
    ),
    "malrule.reverse-instead-of-forward": (
        "Das sind die Ableitungen der Ausgabe nach jedem Knoten; in die Tabelle gehören die Ableitungen jedes Knotens "
        "nach der Eingabe."
    ),
    "malrule.reverse-instead-of-forward.ask": (
        "In welcher Zeile der Tabelle muss eine 1 stehen: in der der Eingabe oder in der der Ausgabe?"
    ),
    "malrule.table-reversed": "Die Zeilen stehen anscheinend in umgekehrter Reihenfolge.",
    "malrule.table-reversed.ask": "Zu welchem Knoten gehört die erste Zeile in der Aufgabe?",
}
