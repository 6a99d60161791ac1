"""What is said of mal-rules on arrays, networks and a few more rules, in German."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "malrule.variable-kept": "Die Variable blieb stehen, wo nach dem Ableiten nur noch ihr Faktor übrig ist.",
    "malrule.variable-kept.ask": "Um wie viel wächst $5x$, wenn $x$ um 1 wächst, und hängt das davon ab, wo $x$ liegt?",
    "malrule.inner-sign": "Ein Minuszeichen im Inneren wurde beim Ableiten nicht mitgenommen.",
    "malrule.inner-sign.ask": "Wenn $x$ um 0.01 wächst, wird $y - 2x$ dann größer oder kleiner, und um wie viel?",
    "malrule.misread-power": "Die Potenz einer Funktion wurde als Funktion einer Potenz gelesen.",
    "malrule.misread-power.ask": "Bei $x = 2$: Ist $\\sin^2(x)$ das Quadrat von $\\sin 2$ oder der Sinus von 4?",
    "malrule.sigmoid-reciprocal": "Gemeint ist die Ableitung der Aktivierungsfunktion, nicht der Kehrwert ihres Werts.",
    "malrule.sigmoid-reciprocal.ask": (
        "Bei $z = 0$ hat die Kurve von $\\sigma$ die Steigung $\\frac{1}{4}$, und es ist $\\sigma(0) = \\frac{1}{2}$: "
        "Welche Zahl ergibt die Formel in der Antwort dort?"
    ),
    "malrule.broadcast-identity": (
        "Die Ableitung eines Vektors nach einer einzelnen Zahl ist eine Spalte, keine Matrix."
    ),
    "malrule.broadcast-identity.ask": (
        "Wie viele Einträge hat der Vektor, nach wie vielen Variablen wird abgeleitet, und wie viele Ableitungen gibt "
        "es?"
    ),
    "malrule.n-factor": "Die Anzahl der Einträge steht in der Antwort als Faktor zu viel.",
    "malrule.n-factor.ask": (
        "Wenn ein Eintrag um 0.01 wächst und alle anderen bleiben, um wie viel wächst dann die Summe?"
    ),
    "malrule.sum-forgotten": (
        "Über den Index, durch den der Weg führt, muss summiert werden, und zwar über alle seine Werte."
    ),
    "malrule.sum-forgotten.ask": (
        "Durch wie viele Einträge der Zwischengröße erreicht ein Eintrag der Eingabe die Ausgabe, und wie viele davon "
        "stehen in der Antwort?"
    ),
    "malrule.sum-not-taken": "Das sind die Ableitungen der einzelnen Summanden; die Summe über sie steht noch aus.",
    "malrule.sum-not-taken.ask": (
        "Wird in der Aufgabe ein Vektor abgeleitet oder eine Zahl, und welche Form muss die Antwort haben?"
    ),
    "malrule.entries-added": (
        "Die Einträge des Gradienten wurden zu einer Zahl addiert; jede Variable hat ihre eigene Ableitung."
    ),
    "malrule.entries-added.ask": (
        "Nach wie vielen Variablen soll abgeleitet werden, und wie viele Ableitungen haben Sie angegeben?"
    ),
    "malrule.sum-of-rows": "Die Zeilen der Jacobi-Matrix wurden addiert; jede Ausgabe hat eine eigene Zeile.",
    "malrule.sum-of-rows.ask": "Wie viele Ausgaben gibt es, und wie viele Zeilen hat die Antwort?",
    "malrule.bias-summed": (
        "Die Ableitungen nach den Einträgen des Bias wurden aufaddiert; jedes Neuron hat seinen eigenen Bias."
    ),
    "malrule.bias-summed.ask": "Wenn nur der erste Bias um 0.01 wächst, welche der Neuronen ändern sich dann?",
    "malrule.free-index-summed": "Über einen Index, der den gesuchten Eintrag benennt, wurde summiert.",
    "malrule.free-index-summed.ask": (
        "Nennen Sie die Indizes auf der linken Seite Ihrer Gleichung: Steht einer von ihnen auf der rechten Seite auch "
        "unter einer Summe?"
    ),
    "malrule.one-factor-only": "Der Buchstabe steht an mehreren Stellen der Formel; abgeleitet wurde nur eine davon.",
    "malrule.one-factor-only.ask": (
        "An wie vielen Stellen der Formel steht der Buchstabe, und wie viele Summanden hat die Ableitung?"
    ),
    "malrule.transposed-factor-dropped": (
        "Die Matrix oder ihre transponierte Kopie wurde wie eine Konstante behandelt; beide hängen von denselben "
        "Einträgen ab."
    ),
    "malrule.transposed-factor-dropped.ask": "Wenn sich ein Eintrag von $R$ ändert, bleibt dann $R^T$, wie es ist?",
    "malrule.factor-2-everywhere": "Es steht ein Faktor 2, wo die beiden Summanden verschieden sind.",
    "malrule.factor-2-everywhere.ask": (
        "Schreiben Sie beide Summanden der Produktregel mit ihren Indizes auf: Sind sie für jede Wahl der Indizes "
        "gleich?"
    ),
    "malrule.symmetric-A-assumed": "Die Matrix in der Mitte ist nicht symmetrisch.",
    "malrule.symmetric-A-assumed.ask": (
        "Was ergibt $x^T B x$ für $B = \\begin{pmatrix} 0 & 1 \\\\ 0 & 0 \\end{pmatrix}$, und was ist die Ableitung "
        "davon nach $x_1$?"
    ),
    "malrule.norm-for-its-square": (
        "Eine Länge und ihr Quadrat wurden verwechselt: Ihre Ableitungen unterscheiden sich um einen Faktor."
    ),
    "malrule.norm-for-its-square.ask": (
        "Wird $|x|$ abgeleitet oder $|x|^2$, und welche Steigung haben die beiden für eine einzige Variable $x > 0$?"
    ),
    "malrule.no-kronecker": (
        "Viele dieser Einträge hängen nicht voneinander ab; bitte angeben, für welche Indizes die Ableitung null ist."
    ),
    "malrule.no-kronecker.ask": (
        "Kommt die erste Zeile von $A$ im zweiten Eintrag von $A x$ vor, und wie lautet diese Ableitung dann?"
    ),
    "malrule.delta-index-swapped": "Ein Index im Kronecker-Delta und der Index am Faktor sind vertauscht.",
    "malrule.delta-index-swapped.ask": (
        "Setzen Sie für die Indizes Zahlen ein: Bei welchen ist das Delta in der Antwort 1, und kommt dieser Eintrag "
        "dort wirklich vor?"
    ),
    "malrule.wrong-index-on-factor": "Der Faktor trägt den falschen Index.",
    "malrule.wrong-index-on-factor.ask": (
        "Welcher Eintrag wird im ersten Eintrag von $A x$ mit $A_{12}$ multipliziert, und welchen Index trägt er in "
        "der Formel der Antwort?"
    ),
    "malrule.factor-2-on-diagonal-missing": "Bitte noch einmal den Fall ansehen, in dem beide Indizes gleich sind.",
    "malrule.factor-2-on-diagonal-missing.ask": "Was ist die Ableitung von $R_{11}^2 + R_{21}^2$ nach $R_{11}$?",
    "malrule.entry-transposed": "Die Indizes des Eintrags der Ausgabe sind vertauscht.",
    "malrule.entry-transposed.ask": (
        "Welcher Index zählt die Zeilen der Ausgabe, und steht er in der Antwort an erster Stelle?"
    ),
    "malrule.transposed-slice": "In jeder Scheibe sind Zeilen und Spalten vertauscht.",
    "malrule.transposed-slice.ask": (
        "Welche Form hat das Feld, nach dem abgeleitet wird, und welche Form hat eine Scheibe der Antwort?"
    ),
    "malrule.wrong-axis-order": "Die Indizes stehen in einer anderen Reihenfolge als in der Aufgabe.",
    "malrule.wrong-axis-order.ask": (
        "Welche Indizes kommen in der Anordnung der Aufgabe zuerst: die der Ausgabe oder die des Feldes, nach dem "
        "abgeleitet wird?"
    ),
    "malrule.collapsed-to-row": "Nur der Faktor ist angegeben; zu welchen Einträgen er gehört, ist verloren gegangen.",
    "malrule.collapsed-to-row.ask": (
        "Wie viele Einträge hat die Ausgabe, wie viele hat das Feld, und wie viele Ableitungen gibt es?"
    ),
    "malrule.index-off-by-one": "Die Einträge stehen einen Platz weiter, als sie sollten.",
    "malrule.index-off-by-one.ask": "Zählt der erste Index in Ihrer Formel ab 1 wie in der Aufgabe oder ab 0?",
    "malrule.weights-not-transposed": (
        "Das Signal läuft rückwärts durch die Schicht; bitte die Form des Produkts prüfen."
    ),
    "malrule.weights-not-transposed.ask": (
        "Welche Form hat $W$, welche Form hat das Signal von hinten, und auf welcher Seite lassen sich die beiden "
        "multiplizieren?"
    ),
    "malrule.wrong-side-multiplication": (
        "Die richtigen Zutaten, aber auf der falschen Seite multipliziert; bitte die Form prüfen."
    ),
    "malrule.wrong-side-multiplication.ask": (
        "Notieren Sie unter jedem Faktor die Zahl seiner Zeilen und Spalten: Welche Form hat das Produkt, und welche "
        "Form ist gesucht?"
    ),
    "malrule.outer-product-transposed": "Der Gradient hat die Form der Gewichte; in der Antwort liegt er quer dazu.",
    "malrule.outer-product-transposed.ask": (
        "Welcher Index von $W_{ij}$ gehört zur Ausgabe der Schicht, und welcher der Faktoren in der Antwort trägt ihn?"
    ),
    "malrule.hadamard-missing": (
        "Zwei Vektoren wurden zu einer Zahl multipliziert; jeder Eintrag gehört zu dem am selben Platz."
    ),
    "malrule.hadamard-missing.ask": "Kommt die Steigung des zweiten Neurons im Signal des ersten vor?",
    "malrule.inverse-sign": "Bitte das Vorzeichen in der Ableitung einer Inversen prüfen.",
    "malrule.inverse-sign.ask": "Was ist die Ableitung von $\\frac{1}{x}$, und welches Vorzeichen hat sie?",
    "malrule.order-lost": "Matrizen lassen sich nicht vertauschen; bitte jede an ihrem Platz lassen.",
    "malrule.order-lost.ask": (
        "Leiten Sie beide Seiten von $X X^{-1} = I$ ab: Auf welchen Seiten von $X'$ steht $X^{-1}$?"
    ),
    "malrule.inverse-entrywise": (
        "Die Inverse wurde Eintrag für Eintrag abgeleitet; ihre Einträge sind nicht die Kehrwerte der Einträge der "
        "Matrix."
    ),
    "malrule.inverse-entrywise.ask": (
        "Ist der erste Eintrag der Inversen von $\\begin{pmatrix} 2 & 1 \\\\ 1 & 1 \\end{pmatrix}$ ein Halb?"
    ),
    "malrule.inverse-not-transposed": "In der Ableitung sind Zeilen und Spalten der Inversen vertauscht.",
    "malrule.inverse-not-transposed.ask": (
        "Nach welchem Eintrag muss $x_{11} x_{22} - x_{12} x_{21}$ abgeleitet werden, damit sich $-x_{21}$ ergibt?"
    ),
    "malrule.det-factor-missing": "In der Ableitung der Determinante fehlt ein Faktor.",
    "malrule.det-factor-missing.ask": "Wird die Determinante abgeleitet oder ihr Logarithmus?",
    "malrule.tr-instead-of-det": "Das ist die Spur der Ableitung; die Determinante ist keine Summe von Einträgen.",
    "malrule.tr-instead-of-det.ask": "Was ist die Ableitung von $x_{11} x_{22} - x_{12} x_{21}$ nach $x_{11}$?",
    "malrule.det-of-derivative": "Das ist die Determinante der Ableitungen; abzuleiten ist die Determinante selbst.",
    "malrule.det-of-derivative.ask": (
        "Für eine Matrix mit einer Zeile und für eine mit zweien: Ist die Ableitung eines Produkts das Produkt der "
        "Ableitungen?"
    ),
    "malrule.inverse-of-derivative": "Das ist die Inverse der Ableitungen; abzuleiten ist die Inverse selbst.",
    "malrule.inverse-of-derivative.ask": (
        "Für eine Matrix mit nur einem Eintrag $x$: Ist die Ableitung von $\\frac{1}{x}$ der Kehrwert der Ableitung "
        "von $x$?"
    ),
    "malrule.softmax-diagonal-only": "Jede Ausgabe der Softmax-Funktion hängt von jeder Eingabe ab.",
    "malrule.softmax-diagonal-only.ask": (
        "Was geschieht mit $p_1$, wenn $z_2$ wächst und die Summe aller $p_i$ gleich 1 ist?"
    ),
    "malrule.normaliser-as-constant": "Auch die Summe im Nenner hängt von den Eingaben ab.",
    "malrule.normaliser-as-constant.ask": (
        "Wenn $z_1$ wächst, welche Terme in $\\frac{e^{z_1}}{e^{z_1} + e^{z_2}}$ ändern sich dann?"
    ),
    "malrule.softmax-off-diagonal-sign": "Bitte das Vorzeichen der Ableitungen nach den anderen Eingaben prüfen.",
    "malrule.softmax-off-diagonal-sign.ask": (
        "Wird $p_1$ größer oder kleiner, wenn $z_2$ wächst und die Summe aller $p_i$ gleich 1 ist?"
    ),
    "malrule.input-factor-dropped": "Wie ändert sich z mit dem Gewicht? Dieser Faktor fehlt.",
    "malrule.input-factor-dropped.ask": "Bei $x = 2$: Um wie viel wächst $z = w x + b$, wenn $w$ um 0.01 wächst?",
    "malrule.weight-for-input": "Hier wurde z nach der Eingabe abgeleitet, nicht nach dem Gewicht.",
    "malrule.weight-for-input.ask": "In $z = w x + b$: Welcher Buchstabe bewegt sich, und was steht neben ihm?",
    "malrule.bias-gets-input": "Der Bias wird nicht mit der Eingabe multipliziert.",
    "malrule.bias-gets-input.ask": "Um wie viel wächst $z = w x + b$, wenn $b$ um 0.01 wächst?",
    "malrule.w-b-swapped": "Die Antworten für Gewicht und Bias sind vertauscht.",
    "malrule.w-b-swapped.ask": "Welche der beiden Ableitungen hat die Eingabe des Neurons als Faktor?",
    "malrule.error-not-weighted": "Die Ableitung der Kosten nach der Ausgabe fehlt.",
    "malrule.error-not-weighted.ask": (
        "Wenn die Ausgabe genau so ist, wie sie sein soll, wie groß muss dann jede Ableitung der Kosten sein?"
    ),
    "malrule.error-sign": "Bitte prüfen, wie herum der Fehler eingeht.",
    "malrule.error-sign.ask": (
        "Wenn die Ausgabe größer ist, als sie sein soll: Wachsen oder fallen die Kosten, wenn die Ausgabe wächst?"
    ),
    "malrule.loss-factor-dropped": "Ein konstanter Faktor der Verlustfunktion fehlt.",
    "malrule.loss-factor-dropped.ask": "Was ist die Ableitung von $(a - y)^2$ bei $a - y = 1$?",
    "malrule.wrong-layer-weights": "Das Signal läuft durch die Gewichte einer anderen Schicht zurück.",
    "malrule.wrong-layer-weights.ask": (
        "Welche Gewichte stehen zwischen den beiden Schichten, die dieser Schritt verbindet?"
    ),
    "malrule.slope-at-another-layer": "Die Steigung der Aktivierungsfunktion wurde an einer anderen Schicht genommen.",
    "malrule.slope-at-another-layer.ask": (
        "Zu welcher Schicht gehört die Aktivierungsfunktion, durch die dieser Schritt führt, und bei welchem $z$ ist "
        "ihre Steigung gesucht?"
    ),
    "malrule.stale-value": "Eine Ableitung wurde am Wert des vorigen Schritts genommen.",
    "malrule.stale-value.ask": "Welcher Buchstabe steht in der Funktion, die abgeleitet wird, und welchen Wert hat er?",
}
