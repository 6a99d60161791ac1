"""German sentences of `gradekit equal --explain`."""

WORDS: dict[str, str] = {
    # what was read
    "explain.no-letters": "Es gibt keine: Beide sind Zahlen.",
    "explain.letter-real": "${letter}$ ist eine beliebige reelle Zahl.",
    "explain.letter-integer": "${letter}$ ist eine beliebige ganze Zahl.",
    "explain.letter-complex": "${letter}$ ist eine beliebige komplexe Zahl.",
    "explain.letter-range": "${range}$.",
    "explain.reading-real": "Reelle Werte: Eine Formel zählt dort, wo sie einen hat.",
    "explain.reading-principal": "Komplexe Hauptwerte.",
    "explain.rule": "Die zweite Formel bestimmt: Verglichen wird überall, wo sie einen Wert hat.",
    # what was tried
    "explain.forms-differ": "Beide als Listen oder Matrizen: Ihre Größen sind verschieden; anderes wurde nicht "
    "versucht.",
    "explain.identical-yes": "Beide, wie sie dastehen: Es ist eine Formel, bis auf die Reihenfolge in Summen und "
    "Produkten.",
    "explain.identical-no": "Beide, wie sie dastehen: Es sind zwei verschiedene Formeln.",
    "explain.points-agree": "Ihre Werte an einigen exakten Stellen im Definitionsbereich: Sie stimmen in jeder Ziffer "
    "überein.",
    "explain.points-differ": "Ihre Werte an einigen exakten Stellen im Definitionsbereich: Sie sind verschieden, und "
    "das widerlegt die Gleichheit; anderes wurde nicht versucht.",
    "explain.points-silent": "Ihre Werte an einigen exakten Stellen im Definitionsbereich: Ein Unterschied ist nicht "
    "zu sehen, doch lassen sich nicht alle als Dezimalzahlen angeben.",
    "explain.seen": "Bei ${point}$ ist die erste {answer} und die zweite {expected}.",
    "explain.proof-yes": "Ein Beweis durch eine exakte Normalform: Die Differenz, geschrieben als Bruch von Polynomen "
    "in unabhängigen Größen, ist null.",
    "explain.proof-no": "Ein Beweis durch eine exakte Normalform: Es wurde keiner gefunden.",
    "explain.proof-no-why": "Ein Beweis durch eine exakte Normalform: Es wurde keiner gefunden. {why}",
    "explain.cases-yes": "Dasselbe nach Fällen, auf jeder Seite der Stellen, an denen etwas sein Vorzeichen wechselt: "
    "Die Differenz ist in jedem Fall null.",
    "explain.more-points-differ": "Weitere Stellen, nahe den Enden des Definitionsbereichs, nahe null, weit draußen "
    "und neben Knicken: Dort sind sie verschieden, und das widerlegt die Gleichheit.",
    "explain.more-points-agree": "Weitere Stellen, nahe den Enden des Definitionsbereichs, nahe null und weit draußen: "
    "Ein Unterschied wurde nicht gesehen.",
    "explain.more-points-agree-why": "Weitere Stellen, nahe den Enden des Definitionsbereichs, nahe null und weit "
    "draußen: Kein Unterschied war sicher. {why}",
    # why something came to nothing
    "explain.why-normal-forms-differ": "Die Normalformen der beiden Seiten sind verschieden, und bei diesen Funktionen "
    "heißt das nicht, dass die Werte es sind.",
    "explain.why-exponent": "Eine Potenz ist zu groß, um ausmultipliziert zu werden.",
    "explain.why-digits": "Eine Zahl ist zu lang.",
    "explain.why-nodes": "Eine Formel ist zu groß.",
    "explain.why-depth": "Eine Formel ist zu tief.",
    "explain.why-terms": "Ein Polynom hat zu viele Glieder.",
    "explain.why-products": "Es wären zu viele Multiplikationen.",
    "explain.why-kernels": "Es gibt zu viele unabhängige Größen.",
    "explain.why-kinks": "Eine Seite hat Knicke oder Sprünge, die sich nicht in Fälle zerlegen ließen.",
    "explain.why-jump": "Ein Vorzeichen oder ein Winkel springt, und was beide Seiten am Sprung selbst sind, blieb "
    "offen.",
    "explain.why-negative-bases": (
        "Bei negativer Basis hat eine Potenz dort einen Wert, wo ihr Exponent ganz ist; was die beiden dort sind, "
        "blieb offen."
    ),
    "explain.why-isolated-points": "Eine Wurzel hat an einzelnen Stellen einen Wert; was beide Seiten dort sind, blieb "
    "offen.",
    "explain.why-branch-cuts": "Ein Argument kreuzt einen Verzweigungsschnitt; was beide Seiten auf ihm sind, blieb "
    "offen.",
    "explain.why-answer-without-value": "Die erste Formel hat an Stellen keinen Wert, an denen die zweite einen hat.",
    "explain.why-no-common-point": "Es wurde keine Stelle gefunden, an der beide einen Wert haben.",
    "explain.why-expected-undefined": "Nirgends wurde gesehen, dass die zweite Formel einen Wert hat.",
    "explain.why-evaluations": "Es wären zu viele Auswertungen.",
    "explain.why-power-of-zero": "Null steht in der Potenz null oder in einer negativen.",
    "explain.why-zero-divisor": "Etwas wird durch null geteilt.",
    "explain.why-few-digits": "Die Werte ließen sich nur auf wenige Ziffern bestimmen.",
    "explain.why-saturated": "Eine Seite ändert sich kaum, wo immer sie angesehen wurde; Übereinstimmung besagt dann "
    "nichts.",
    "explain.why-answer-domain": "Es ließ sich nicht zeigen, dass die erste Formel überall einen Wert hat, wo die "
    "zweite einen hat.",
    "explain.why-branches": "Es ließ sich nicht zeigen, dass die erste Formel auf einem Zweig bleibt.",
    "explain.why-cases": "Eine Seite hat zu viele Fälle, oder einer davon blieb offen.",
    "explain.why-contradiction": "Ein Beweis und eine Stelle widersprechen einander. Das ist ein Fehler von gradekit: "
    "bitte melden.",
    "explain.why-open": "Die erste Formel ist offen gelassen.",
    "explain.why-perhaps-zero": "Eine Seite ist vielleicht überall null.",
    # the proof
    "explain.case": "Für ${case}$:",
    "explain.case-same": "Beide Formeln sind hier ${formula}$.",
    "explain.case-undefined": "Die erste Formel hat hier keinen Wert, was erlaubt ist, wo zwei Fälle aneinanderstoßen.",
    "explain.case-empty": "Die zweite Formel hat hier keinen Wert, und so ist nichts zu zeigen.",
    "explain.kernels": "Beide Seiten sind Brüche von Polynomen in ${kernels}$.",
    "explain.relation": "Benutzt wurde, dass ${relation}$.",
    "explain.more": "Nicht der ganze Beweis steht hier; `--json` enthält ihn.",
    "explain.removed": "Der Faktor ${factor}$ wurde gekürzt; wo er null ist, hat die erste Formel keinen Wert.",
    # what would change the verdict
    "explain.add-equal": "Mit `{assumption}` sind sie gleich.",
    "explain.drop-different": "Ohne `{assumption}` sind sie verschieden.",
    "explain.reading-principal-equal": "Als komplexe Hauptwerte sind sie gleich.",
    "explain.reading-principal-different": "Als komplexe Hauptwerte sind sie verschieden.",
    "explain.reading-real-equal": "Als reelle Werte, wo beide einen haben, sind sie gleich.",
    "explain.reading-real-different": "Als reelle Werte sind sie verschieden.",
    "explain.swap-different": "Vertauscht sind sie verschieden: Die erste Formel hat einen Wert, wo die zweite keinen "
    "hat, und nur der Definitionsbereich der zweiten zählt.",
}
