"""What is said of each mal-rule, in German: a sentence, and one concrete question to look at."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "malrule.tie": "Bitte die Ableitung der inneren Funktion und die konstanten Faktoren prüfen.",
    "malrule.tie-routes": (
        "Bitte die Wege von der Variablen zur Ausgabe prüfen: Trägt jeder von ihnen etwas bei, und werden die Beiträge "
        "addiert?"
    ),
    "malrule.tie-signs": "Bitte die Vorzeichen prüfen, von der ersten Ableitung bis zur letzten.",
    "malrule.tie-powers": (
        "Bitte die Ableitungen der Potenzen prüfen: den Faktor davor und was aus dem Exponenten wird."
    ),
    "malrule.tie-products": (
        "Bitte die Produkte prüfen: In jedem Summanden der Ableitung ist ein Faktor abgeleitet, und alle anderen "
        "bleiben, wie sie sind."
    ),
    "malrule.tie-held": "Bitte für jeden Buchstaben prüfen, ob er hier festgehalten ist, und was dann aus ihm wird.",
    "malrule.tie-derivatives": "Bitte jede Ableitung für sich prüfen: Eine von ihnen stimmt nicht.",
    "malrule.tie-stages": "Bitte zuerst jede Ableitung für sich prüfen und danach, wie sie zusammengesetzt sind.",
    "malrule.number-off": (
        "Alles stimmt bis auf eine einzige Zahl: einen Faktor, einen Exponenten oder einen Summanden. Bitte diese "
        "Stelle noch einmal Schritt für Schritt ausrechnen."
    ),
    "malrule.number-off-value": "Das liegt nahe am richtigen Wert. Bitte jeden Summanden noch einmal ausrechnen.",
    "malrule.number-off-value.ask": "Welche der Zahlen, die Sie eingesetzt oder addiert haben, passt nicht?",
    "malrule.number-off.ask": (
        "Gehen Sie die Zahlen der Antwort eine nach der anderen durch: Aus welchem Schritt kommt jede von ihnen?"
    ),
    "malrule.sign.where": "Bitte auf die Vorzeichen achten, vom ersten Schritt bis zum letzten.",
    "malrule.factor-2.where": "Bitte auf die konstanten Faktoren achten, vom ersten Schritt bis zum letzten.",
    "malrule.transpose.where": "Bitte ansehen, wie die Einträge stehen: Wofür stehen die Zeilen und wofür die Spalten?",
    "malrule.components-swapped.where": "Bitte ansehen, welche Komponente zu welcher Richtung gehört.",
    "malrule.tie.ask": (
        "Rechnen Sie jeden Faktor der Antwort an einer einfachen Stelle aus: Welcher von ihnen passt nicht?"
    ),
    "malrule.stated": "{says}",
    "malrule.stated.ask": "Lesen Sie die Aufgabe noch einmal: Was genau ist in dieser Teilaufgabe gesucht?",
    "malrule.gradient-not-evaluated": "Das ist die Formel; gefragt ist hier nach ihrem Wert an der Stelle.",
    "malrule.gradient-not-evaluated.ask": "Was ergibt sich, wenn man die Koordinaten des Punktes einsetzt?",
    "malrule.parts-permuted": "Das ist die Antwort auf eine andere Teilaufgabe: Sie gehört zu ({part}).",
    "malrule.parts-permuted.ask": "Welche Ableitung ist in dieser Teilaufgabe gesucht, und nach welcher Variablen?",
    "malrule.forget-inner": "Die äußere Funktion wurde abgeleitet, aber die Ableitung dessen, was in ihr steht, fehlt.",
    "malrule.forget-inner.ask": (
        "Wie schnell steigt $\\sin(3x)$ bei $x = 0$: so schnell wie $\\sin x$ oder dreimal so schnell?"
    ),
    "malrule.outer-at-inner-derivative": (
        "In der äußeren Ableitung wurde die innere Funktion durch ihre Ableitung ersetzt; das Argument der äußeren "
        "Ableitung sollte sich nicht ändern."
    ),
    "malrule.outer-at-inner-derivative.ask": (
        "Für $\\sin(x^2)$ bei $x = 2$: Ist die Steigung des Sinus bei $x^2 = 4$ gesucht oder bei $2x = 4$? Und bei $x "
        "= 1$?"
    ),
    "malrule.outer-at-input": (
        "Die äußere Ableitung wurde an der Variablen selbst genommen statt an der inneren Funktion."
    ),
    "malrule.outer-at-input.ask": (
        "Für $\\sin(x^2)$ bei $x = 2$: Von welcher Zahl wird der Sinus selbst genommen, von 2 oder von 4, und wo muss "
        "seine Steigung genommen werden?"
    ),
    "malrule.outer-not-differentiated": "Die innere Ableitung ist da, aber die äußere Funktion blieb, wie sie war.",
    "malrule.outer-not-differentiated.ask": (
        "Bei $x = 0$ geht die Kurve $y = \\sin(3x)$ durch 0: Ist auch ihre Steigung dort 0?"
    ),
    "malrule.product-of-derivatives": (
        "Ein Produkt wurde Faktor für Faktor abgeleitet und wieder multipliziert; für ein Produkt gilt eine andere "
        "Regel."
    ),
    "malrule.product-of-derivatives.ask": "Für $x \\cdot x = x^2$ bei $x = 3$: Ist die Ableitung $1 \\cdot 1$?",
    "malrule.product-paired-with-self": (
        "In der Produktregel wird jede Ableitung mit den anderen Faktoren multipliziert."
    ),
    "malrule.product-paired-with-self.ask": (
        "Für $x \\cdot x^2 = x^3$ bei $x = 1$: Welcher der Ausdrücke $x \\cdot 2x + x^2 \\cdot 1$ und $x \\cdot 1 + "
        "x^2 \\cdot 2x$ ist für jedes $x$ gleich $3x^2$?"
    ),
    "malrule.product-minus": "In der Produktregel stimmt ein Vorzeichen nicht.",
    "malrule.product-minus.ask": (
        "Beide Seiten eines Rechtecks wachsen: Wird die Fläche durch das Wachstum der zweiten Seite größer oder "
        "kleiner?"
    ),
    "malrule.product-one-term": "Von den Summanden der Produktregel ist nur einer da.",
    "malrule.product-one-term.ask": (
        "Beide Seiten eines Rechtecks wachsen: Welche zwei Streifen kommen zur Fläche hinzu, und steht jeder von ihnen "
        "in der Antwort?"
    ),
    "malrule.other-variable-not-held": "Eine andere Variable wurde abgeleitet, obwohl sie hier festgehalten wird.",
    "malrule.other-variable-not-held.ask": (
        "Wird in $x^2 y$ das $y$ bei 5 festgehalten, so steht da $5x^2$: Was ist davon die Ableitung nach $x$?"
    ),
    "malrule.quotient-of-derivatives": "In einem Quotienten wurden Zähler und Nenner getrennt abgeleitet.",
    "malrule.quotient-of-derivatives.ask": (
        "Für $\\frac{x^3}{x} = x^2$ bei $x = 1$: Ist die Ableitung $\\frac{3x^2}{1}$?"
    ),
    "malrule.quotient-sign": "Die beiden Terme im Zähler der Quotientenregel stehen in der falschen Reihenfolge.",
    "malrule.quotient-sign.ask": (
        "Für $\\frac{x}{2 + x}$ mit $x > 0$: Wächst oder fällt der Bruch mit $x$, und passt Ihre Reihenfolge der "
        "beiden Terme dazu?"
    ),
    "malrule.quotient-no-square": "Bitte den Nenner in der Quotientenregel prüfen.",
    "malrule.quotient-no-square.ask": (
        "Für $\\frac{x^3}{x} = x^2$ bei $x = 2$: Durch welche Potenz des Nenners muss $3x^2 \\cdot x - x^3$ geteilt "
        "werden, damit sich 4 ergibt?"
    ),
    "malrule.constant-factor-dropped": "Beim Ableiten ging ein konstanter Faktor verloren.",
    "malrule.constant-factor-dropped.ask": (
        "Wenn eine Funktion überall fünfmal so groß gemacht wird, was geschieht dann mit ihrer Steigung?"
    ),
    "malrule.constant-term-kept": (
        "Ein Summand, der nicht von der Variablen abhängt, nach der abgeleitet wird, blieb stehen."
    ),
    "malrule.constant-term-kept.ask": (
        "Wird in $x^2 + y^3$ das $y$ bei 2 festgehalten, so steht da $x^2 + 8$: Was bleibt von der 8, wenn man nach "
        "$x$ ableitet?"
    ),
    "malrule.cos-sign": "Bitte das Vorzeichen der Ableitung des Kosinus prüfen.",
    "malrule.cos-sign.ask": "Gleich rechts von $u = 0$: Steigt oder fällt $\\cos u$?",
    "malrule.sin-sign": "Bitte das Vorzeichen der Ableitung des Sinus prüfen.",
    "malrule.sin-sign.ask": "Gleich rechts von $u = 0$: Steigt oder fällt $\\sin u$?",
    "malrule.log-base-10": "Mit log ist hier der natürliche Logarithmus gemeint.",
    "malrule.log-base-10.ask": "Für welche Zahl $u$ ist hier $\\log u = 1$: für 10 oder für $e$?",
    "malrule.log-derivative-kept-log": "Die Ableitung eines Logarithmus enthält diesen Logarithmus nicht mehr.",
    "malrule.log-derivative-kept-log.ask": "Bei $u = 1$ ist der Logarithmus 0: Ist seine Steigung dort unendlich?",
    "malrule.tan-not-squared": "Bitte den Exponenten in der Ableitung von tan prüfen.",
    "malrule.tan-not-squared.ask": "Was ergibt die Quotientenregel für $\\frac{\\sin u}{\\cos u}$?",
    "malrule.tanh-not-squared": "Bitte den Exponenten in der Ableitung von tanh prüfen.",
    "malrule.tanh-not-squared.ask": (
        "Auf beiden Seiten von 0 steigt $\\tanh$ gleich weit an: Ist die Steigung bei $u = -1$ dieselbe wie bei $u = "
        "1$, und sagt die Formel in der Antwort das auch?"
    ),
    "malrule.sqrt-missing-half": "In der Ableitung der Wurzel fehlt ein konstanter Faktor.",
    "malrule.sqrt-missing-half.ask": "Wie weit liegt $\\sqrt{4.04}$ über 2: etwa 0.02 oder etwa 0.01?",
    "malrule.power-rule-on-exp": (
        "Die Regel für Potenzen wurde auf eine Exponentialfunktion angewandt; hier steht die Variable im Exponenten."
    ),
    "malrule.power-rule-on-exp.ask": "Was von beiden ändert sich in $e^u$ mit $u$: die Basis oder der Exponent?",
    "malrule.base-without-log": "Bei einer anderen Basis als e kommt noch ein konstanter Faktor hinzu.",
    "malrule.base-without-log.ask": (
        "Zwischen $u = 0$ und $u = 0.01$ wächst die Potenz $2^u$ um etwa 0.007: Welche Zahl mal $2^0$ ergibt diese "
        "Steigung von 0.7?"
    ),
    "malrule.power-not-reduced": (
        "Der Exponent wurde als Faktor nach vorn gezogen; bitte prüfen, was danach mit ihm selbst geschieht."
    ),
    "malrule.power-not-reduced.ask": "Die Ableitung von $u^2$ bei $u = 3$ ist 6: Ergibt Ihr Weg auch 6?",
    "malrule.power-no-coefficient": "Ein Faktor, der aus dem Exponenten kommt, fehlt.",
    "malrule.power-no-coefficient.ask": (
        "Die Ableitung von $u^3$ bei $u = 1$ ist 3: Woher kommt diese 3, und steht sie in der Antwort?"
    ),
    "malrule.sigmoid-inverse-for-derivative": (
        "Gemeint ist die Ableitung der Aktivierungsfunktion, nicht ihre Umkehrfunktion."
    ),
    "malrule.sigmoid-inverse-for-derivative.ask": (
        "Bei $z = 0$ hat die Kurve von $\\sigma$ die Steigung $\\frac{1}{4}$: Ergibt die Formel in der Antwort bei $z "
        "= 0$ diese Zahl?"
    ),
    "malrule.sigmoid-derivative-is-sigma": "Die Ableitung von σ ist nicht σ selbst.",
    "malrule.sigmoid-derivative-is-sigma.ask": (
        "Weit rechts ist $\\sigma(z)$ fast 1 und flach: Wie groß ist dort die Steigung?"
    ),
    "malrule.activation-derivative-at-output": (
        "Die Ableitung der Aktivierungsfunktion wurde an deren Ausgabe genommen statt bei z."
    ),
    "malrule.activation-derivative-at-output.ask": (
        "Mit $z = 0$ und $a = \\sigma(0) = 0.5$: Bei welcher der beiden Zahlen ist die Steigung von $\\sigma$ gesucht?"
    ),
    "malrule.sigmoid-without-sigma": (
        "In der Kurzform der Ableitung steht die Ausgabe der Aktivierungsfunktion, nicht ihre Eingabe."
    ),
    "malrule.sigmoid-without-sigma.ask": (
        "Bei $z = 2$ ist die Steigung von $\\sigma$ etwa 0.105: Was ergibt das, $z(1 - z)$ oder $a(1 - a)$ mit $a = "
        "\\sigma(2) = 0.881$?"
    ),
    "malrule.missing-one-over-r": (
        "In der Richtung eines Winkels zählt die Länge, die der Winkel überstreicht. Das hier ist die partielle "
        "Ableitung nach dem Winkel; die Komponente ist die Änderung pro zurückgelegter Länge."
    ),
    "malrule.missing-one-over-r.ask": "Wie weit bewegt sich der Punkt bei $r = 2$, wenn $\\theta$ um 0.01 wächst?",
    "malrule.r-instead-of-one-over-r": (
        "Der Skalenfaktor in der Richtung eines Winkels steht auf der falschen Seite des Bruchstrichs."
    ),
    "malrule.r-instead-of-one-over-r.ask": (
        "Bei $r = 2$ bewegt sich der Punkt um 0.02, wenn $\\theta$ um 0.01 wächst: Ist die Änderung von $f$ pro "
        "zurückgelegter Länge größer oder kleiner als die pro Radiant?"
    ),
    "malrule.one-over-r-squared": "In der Komponente in Richtung eines Winkels steht ein Skalenfaktor zu viel.",
    "malrule.one-over-r-squared.ask": (
        "Wie weit bewegt sich der Punkt bei $r = 2$, wenn $\\theta$ um 0.01 wächst, und durch welche Zahl muss die "
        "Änderung von $f$ geteilt werden?"
    ),
    "malrule.e-theta-sign": "Bitte prüfen, in welche Richtung der Winkel wächst.",
    "malrule.e-theta-sign.ask": (
        "Bei $\\theta = 0$ auf der x-Achse: In welche Richtung bewegt sich der Punkt, wenn $\\theta$ wächst?"
    ),
    "malrule.degrees": "Der Winkel ist anscheinend in Grad angegeben; hier wird im Bogenmaß gerechnet.",
    "malrule.degrees.ask": (
        "Eine volle Drehung ist hier $2\\pi$: Wie weit bewegt sich ein Punkt bei $r = 1$ in einer vollen Drehung?"
    ),
    "malrule.one-over-r-on-wrong-component": "Der Skalenfaktor steht an der falschen Komponente.",
    "malrule.one-over-r-on-wrong-component.ask": (
        "Wenn $r$ um 0.01 wächst, bewegt sich der Punkt um 0.01: Welche der beiden Richtungen braucht einen "
        "Skalenfaktor?"
    ),
    "malrule.one-over-r-on-both": "Nicht jede Richtung trägt diesen Skalenfaktor.",
    "malrule.one-over-r-on-both.ask": (
        "Wie weit bewegt sich der Punkt, wenn $r$ um 0.01 wächst: um 0.01 oder um $r$ mal 0.01?"
    ),
    "malrule.components-swapped": "Die r-Komponente und die θ-Komponente sind vertauscht.",
    "malrule.components-swapped.ask": (
        "In Richtung welches Einheitsvektors bewegt sich der Punkt, wenn nur $r$ wächst, und ist das die Komponente, "
        "die Sie zuerst angegeben haben?"
    ),
    "malrule.cartesian-components-kept": "Das sind die Komponenten entlang x und y, in r und θ geschrieben.",
    "malrule.cartesian-components-kept.ask": (
        "Bei $\\theta = \\frac{\\pi}{2}$ liegt der Punkt auf der y-Achse: Zeigt $\\hat{e}_r$ dort entlang x oder "
        "entlang y?"
    ),
    "malrule.unit-vectors-rotated-wrong-way": "Die Einheitsvektoren wurden in die falsche Richtung gedreht.",
    "malrule.unit-vectors-rotated-wrong-way.ask": (
        "Bei einem kleinen Winkel $\\theta$ zeigt der Vektor $\\hat{e}_r$ nach rechts: Neigt er sich dabei ein wenig "
        "nach oben oder ein wenig nach unten?"
    ),
    "malrule.unit-vectors-sin-cos-swapped": "In den Einheitsvektoren sind Sinus und Kosinus vertauscht.",
    "malrule.unit-vectors-sin-cos-swapped.ask": (
        "Bei $\\theta = 0$ liegt der Punkt auf der x-Achse: In welche Richtung zeigt $\\hat{e}_r$ dort, und was sagt "
        "die Formel in der Antwort bei $\\theta = 0$?"
    ),
    "malrule.reciprocal-partials": (
        "Von einer partiellen Ableitung wurde der Kehrwert genommen, als wäre sie ein Bruch; bitte vergleichen, was "
        "auf jeder der beiden Seiten festgehalten wird."
    ),
    "malrule.reciprocal-partials.ask": (
        "Für $x = r\\cos\\theta$: Was wird festgehalten, wenn sich in $\\frac{\\partial x}{\\partial r}$ das $r$ "
        "ändert, und was, wenn sich in $\\frac{\\partial r}{\\partial x}$ das $x$ ändert?"
    ),
    "malrule.transpose": "Gegenüber der Anordnung, die in der Aufgabe steht, sind Zeilen und Spalten vertauscht.",
    "malrule.transpose.ask": (
        "Welche Ausgabe gehört in der Anordnung der Aufgabe zur ersten Zeile und welche Variable zur ersten Spalte?"
    ),
    "malrule.rows-permuted": "Die Einträge stimmen, aber die Ausgaben stehen in einer anderen Reihenfolge.",
    "malrule.rows-permuted.ask": (
        "Welche Ausgabe nennt die Aufgabe zuerst, und stehen deren Ableitungen in der ersten Zeile der Antwort?"
    ),
    "malrule.columns-permuted": "Die Einträge stimmen, aber die Variablen stehen in einer anderen Reihenfolge.",
    "malrule.columns-permuted.ask": (
        "Welche Variable nennt die Aufgabe zuerst, und stehen die Ableitungen nach ihr in der ersten Spalte der "
        "Antwort?"
    ),
    "malrule.diagonal-only": "Es sind nur die Einträge der Diagonale da.",
    "malrule.diagonal-only.ask": "Hängt die erste Ausgabe von der zweiten Variablen ab, und welcher Eintrag sagt das?",
    "malrule.diag-as-vector": "Das ist die Diagonale; gefragt ist nach der ganzen Matrix.",
    "malrule.diag-as-vector.ask": "Wie viele Zeilen und wie viele Spalten verlangt die Aufgabe?",
    "malrule.inverse-jacobian": "Das ist die Ableitung der Umkehrabbildung.",
    "malrule.inverse-jacobian.ask": (
        "Welche Variablen ändern sich in der Aufgabe und welche folgen ihnen, und welche sind es in Ihrer Matrix?"
    ),
    "malrule.det-instead-of-matrix": "Gefragt ist nach der Matrix, nicht nach ihrer Determinante.",
    "malrule.det-instead-of-matrix.ask": "Wie viele Ableitungen gibt es: wie viele Ausgaben mal wie viele Variablen?",
    "malrule.wrong-order": "Die Matrizen wurden in der falschen Reihenfolge multipliziert.",
    "malrule.wrong-order.ask": (
        "Welche Matrix wirkt zuerst auf eine kleine Änderung der Eingaben, und auf welcher Seite des Produkts muss sie "
        "stehen?"
    ),
    "malrule.one-factor-transposed": "Einer der Faktoren wurde vor dem Multiplizieren transponiert.",
    "malrule.one-factor-transposed.ask": (
        "Notieren Sie neben jedem Faktor die Zahl seiner Zeilen und Spalten: Stehen in jedem die Ausgaben in den "
        "Zeilen?"
    ),
    "malrule.layer-missing": "Im Produkt fehlt die Jacobi-Matrix einer Schicht.",
    "malrule.layer-missing.ask": (
        "Wie viele Abbildungen folgen aufeinander, und wie viele Faktoren hat das Produkt in der Antwort?"
    ),
    "malrule.elementwise-product": "Die Matrizen wurden Eintrag für Eintrag multipliziert.",
    "malrule.elementwise-product.ask": (
        "Wie entsteht in einem Matrixprodukt Zeile 1 mal Spalte 1: als ein einziges Produkt oder als Summe von "
        "Produkten?"
    ),
    "malrule.add-jacobians": "Die Jacobi-Matrizen wurden addiert; bei einer Verkettung gehören sie anders zusammen.",
    "malrule.add-jacobians.ask": (
        "Wenn die erste Abbildung jede Änderung verdoppelt und die zweite sie verdreifacht, was machen beide zusammen "
        "mit einer Änderung?"
    ),
}
