"""What is said of mal-rules on chains and routes, in German: a sentence, and one question to look at."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "malrule.not-composed-argument": (
        "Für die Zwischengrößen wurde die Variable selbst eingesetzt und nicht ihre Formeln."
    ),
    "malrule.not-composed-argument.ask": (
        "Rechnen Sie die Zwischengröße für einen Wert der Eingabe aus: Bei welcher der beiden Zahlen ist die äußere "
        "Ableitung gesucht?"
    ),
    "malrule.jacobian-at-input-point": (
        "Die äußere Ableitung wurde am Punkt der Eingabe ausgewertet und nicht an dem Punkt, auf den die innere "
        "Abbildung ihn schickt."
    ),
    "malrule.jacobian-at-input-point.ask": (
        "Auf welchen Punkt schickt die innere Abbildung $(1, 2)$, und an welchem Punkt ist die äußere Jacobi-Matrix "
        "gesucht?"
    ),
    "malrule.symbols-renamed-not-substituted": (
        "x und y wurden nur in r und θ umbenannt; sie hängen über Formeln zusammen."
    ),
    "malrule.symbols-renamed-not-substituted.ask": "Bei $r = 2$ und $\\theta = 0$: Was sind $x$ und $y$?",
    "malrule.unsubstituted": (
        "Bis hierher richtig, aber es stehen noch Zwischengrößen da; in dieser Teilaufgabe soll nur die letzte "
        "Variable vorkommen."
    ),
    "malrule.unsubstituted.ask": (
        "Welche Buchstaben dürfen in der Antwort stehen, und wodurch lässt sich jeder der anderen ersetzen?"
    ),
    "malrule.wrong-variable": "Das sieht nach einer Ableitung nach einer anderen Variablen der Kette aus.",
    "malrule.wrong-variable.ask": (
        "Welche Variable ändert sich in der Aufgabe, und wie bewegen sich die Zwischengrößen dabei?"
    ),
    "malrule.answer-for-other-variable": "Das passt zur Ableitung nach einer anderen Eingabevariablen.",
    "malrule.answer-for-other-variable.ask": (
        "Nach welcher Variablen soll abgeleitet werden, und welche bewegt sich in der Antwort?"
    ),
    "malrule.second-derivative": "Hier wurde anscheinend mehr als einmal abgeleitet.",
    "malrule.second-derivative.ask": (
        "Wie groß ist die Änderungsrate der Funktion selbst, bevor es darum geht, wie sich diese Rate ändert?"
    ),
    "malrule.not-differentiated": "Das ist die verkettete Funktion selbst, nicht ihre Ableitung.",
    "malrule.not-differentiated.ask": (
        "Der Wert der Funktion an einer Stelle und ihre Änderungsrate dort: Wonach von beiden ist gefragt?"
    ),
    "malrule.drop-path": (
        "Die Variable erreicht die Ausgabe auf mehr als einem Weg; in der Antwort fehlt der Beitrag von mindestens "
        "einem davon."
    ),
    "malrule.drop-path.ask": (
        "Zeichnen Sie alle Pfeile, die von der Variablen ausgehen: Wie viele Wege führen zur Ausgabe, und wie viele "
        "Summanden hat die Antwort?"
    ),
    "malrule.only-one-path": "In der Antwort steht nur ein einziger Weg von der Variablen zur Ausgabe.",
    "malrule.only-one-path.ask": (
        "Zeichnen Sie alle Pfeile, die von der Variablen ausgehen: Wie viele Wege führen zur Ausgabe, und wie viele "
        "Summanden hat die Antwort?"
    ),
    "malrule.partial-not-total": (
        "Die Zwischengrößen wurden festgehalten; sie bewegen sich aber mit, wenn sich die Variable ändert."
    ),
    "malrule.partial-not-total.ask": (
        "Wenn die Variable um 0.01 wächst, welche Zwischengrößen bleiben dann, wie sie sind?"
    ),
    "malrule.direct-term-dropped": "Die Variable steht auch im äußeren Ausdruck selbst; dieser Weg fehlt.",
    "malrule.direct-term-dropped.ask": (
        "Decken Sie die Zwischengrößen mit der Hand ab: Steht die Variable noch irgendwo im äußeren Ausdruck?"
    ),
    "malrule.adjoint-overwritten": (
        "Ein Knoten wird mehr als einmal verwendet; die Beiträge aller Verwendungen müssen gesammelt werden."
    ),
    "malrule.adjoint-overwritten.ask": (
        "Wie viele Pfeile gehen von jeder Zwischengröße aus, und gibt es für jeden einen Beitrag?"
    ),
    "malrule.total-for-partial": (
        "Die anderen Variablen durften sich mitbewegen; gefragt ist hier nach der Ableitung, bei der sie festgehalten "
        "werden."
    ),
    "malrule.total-for-partial.ask": (
        "Welche Buchstaben dürfen sich in dieser Aufgabe unter dem Zeichen $\\partial$ bewegen?"
    ),
    "malrule.multiply-paths": (
        "Die Beiträge verschiedener Wege wurden multipliziert; bitte überlegen, wie getrennte Wege zusammenkommen."
    ),
    "malrule.multiply-paths.ask": (
        "Wenn ein Weg allein die Ausgabe um 2 ändern würde und der andere allein um 3, um wie viel ändern beide "
        "zusammen sie?"
    ),
    "malrule.path-sign": "Das Vorzeichen eines Beitrags stimmt nicht.",
    "malrule.path-sign.ask": (
        "Sehen Sie sich die Beiträge einzeln an einer einfachen Stelle an: Welche davon schieben die Ausgabe nach "
        "oben, und welche nach unten?"
    ),
    "malrule.product-of-sums": (
        "Summen äußerer und innerer Ableitungen wurden multipliziert; zu jeder äußeren partiellen Ableitung gehört "
        "eine innere Ableitung."
    ),
    "malrule.product-of-sums.ask": (
        "Bei zwei Zwischengrößen: Wie viele Produkte aus einer äußeren und einer inneren Ableitung stehen in der "
        "Antwort, und wie viele Wege gibt es?"
    ),
    "malrule.crossed-pairing": (
        "Eine äußere partielle Ableitung steht bei der inneren Ableitung einer anderen Zwischengröße."
    ),
    "malrule.crossed-pairing.ask": (
        "Nennen Sie den Buchstaben, nach dem jede äußere partielle Ableitung genommen ist: Ist es der, dessen innere "
        "Ableitung daneben steht?"
    ),
    "malrule.outer-partials-only": (
        "Nur die äußere Ableitung ist da; die Kette geht noch weiter bis zu der Variablen, nach der gefragt ist."
    ),
    "malrule.outer-partials-only.ask": (
        "Wenn die Variable um 0.01 wächst, um wie viel wächst dann die Zwischengröße: auch um 0.01?"
    ),
    "malrule.inner-derivatives-only": (
        "Nur die innere Ableitung ist da; die äußere Funktion muss noch abgeleitet werden."
    ),
    "malrule.inner-derivatives-only.ask": (
        "Wenn die Zwischengröße um 0.01 wächst, um wie viel wächst dann die Ausgabe: auch um 0.01?"
    ),
    "malrule.add-along-path": (
        "Die Ableitungen entlang eines Weges wurden addiert; bitte ansehen, wie sie in einer einzelnen Kette "
        "zusammenkommen."
    ),
    "malrule.add-along-path.ask": (
        "Wenn sich $u$ doppelt so schnell ändert wie $x$ und $y$ dreimal so schnell wie $u$: Wie schnell ändert sich "
        "$y$ mit $x$?"
    ),
    "malrule.skip-a-link": "Ein Glied in der Mitte der Kette wurde nicht abgeleitet.",
    "malrule.skip-a-link.ask": (
        "Nennen Sie die Glieder der Kette eines nach dem anderen: Hat jedes von ihnen einen Faktor in der Antwort?"
    ),
    "malrule.activation-derivative-dropped": "Der Schritt von z zu a fehlt.",
    "malrule.activation-derivative-dropped.ask": (
        "Wenn $z$ bei $z = 0$ um 0.01 wächst, um wie viel wächst dann $a = \\sigma(z)$: auch um 0.01?"
    ),
    "malrule.sign": "Die Antwort hat durchweg das entgegengesetzte Vorzeichen.",
    "malrule.sign.ask": (
        "An einer einfachen Stelle des Bereichs: Steigt oder fällt die Funktion dort, und welches Vorzeichen hat die "
        "Antwort?"
    ),
    "malrule.factor-2": "Die Antwort weicht um einen konstanten Faktor ab.",
    "malrule.factor-2.ask": (
        "Rechnen Sie die Antwort an einer einfachen Stelle aus und vergleichen Sie sie mit einem kleinen Schritt der "
        "Funktion: Um welchen Faktor unterscheiden sich die beiden?"
    ),
    "malrule.factor-half": "Die Antwort weicht um einen konstanten Faktor ab.",
    "malrule.factor-half.ask": (
        "Rechnen Sie die Antwort an einer einfachen Stelle aus und vergleichen Sie sie mit einem kleinen Schritt der "
        "Funktion: Um welchen Faktor unterscheiden sich die beiden?"
    ),
}
