"""German sentences and headings of class reports."""

WORDS: dict[str, str] = {
    "report.title": "Kursbericht",
    "report.title-of": "Kursbericht: {title}",
    "report.students": "Studierende",
    "report.points": "Punkte",
    "report.variants": "Varianten",
    "report.graded-with": "Bewertet mit",
    "report.rows": "Datenzeilen",
    "report.privacy": "Datenschutz",
    "report.nobody": "auf dieser Seite wird niemand genannt",
    "report.passed-on": "zum Weitergeben: nichts auf dieser Seite betrifft weniger als fünf Studierende",
    # tiles
    "report.mean": "Mittelwert",
    "report.median": "Median",
    "report.quartiles": "Quartile",
    "report.sd": "Streuung (SD)",
    "report.alpha": "Reliabilität α",
    "report.sem": "Standardfehler",
    "report.alpha-of": (
        "Die Reliabilität ist Cronbachs α; Grundlage sind nur vollständige Blätter, an denen nichts mehr zu prüfen "
        "ist ({complete}). Der Standardfehler ist der einer einzelnen Gesamtpunktzahl."
    ),
    "report.alpha-of-some": (
        "Die Reliabilität ist Cronbachs α; Grundlage sind nur vollständige Blätter, an denen nichts mehr zu prüfen "
        "ist. Der Standardfehler ist der einer einzelnen Gesamtpunktzahl."
    ),
    "report.alpha-none": (
        "Es gibt zu wenige vollständige Blätter, oder sie sind sich zu ähnlich, um die Reliabilität anzugeben."
    ),
    "report.pending-no-zero": (
        "Punkte, die noch von Hand zu prüfen sind, bleiben überall außer Betracht und zählen nie als null."
    ),
    "report.no-totals": "Alle Punkte sind noch von Hand zu prüfen; eine Gesamtpunktzahl gibt es noch nicht.",
    # look at these first
    "report.first": "Zuerst anzusehen",
    "report.first-nothing": (
        "Nichts fällt auf: Keine Teilaufgabe trennt schlechter als {weak}, keine liegt unter {hard} oder wird von "
        "{blank} leer gelassen, kein gezogener Wert ist schwerer als die anderen, und kein Fehler wird von {mistake} "
        "gemacht."
    ),
    "report.first-few": "Für Auffälligkeiten sind es zu wenige Studierende; es braucht mindestens {enough}.",
    "report.first-fault": (
        "Antworten, an denen gradekit selbst gescheitert ist: {count}. Sie sind von Hand zu prüfen und kosten "
        "niemanden etwas."
    ),
    "report.first-unfair": (
        "Aufgabe {slot}: Wer {drawn} = {value} gezogen hat, erreicht im Mittel {mean}, die anderen {others} (p = {p} "
        "nach Holm). Bitte prüfen, ob diese Varianten schwerer sind, und ausgleichen."
    ),
    "report.first-shared": (
        "{item}: {count} Studierende ({share}) geben eine falsche Antwort, die keine Regel erklärt und die auf "
        "dieselbe Weise abweicht. Bitte erst Aufgabe und Schlüssel noch einmal lesen, bevor der Fehler bei ihnen "
        "gesucht wird."
    ),
    "report.first-weak": (
        "{item} trennt kaum ({value}): Wer sonst gut abschneidet, tut es hier nicht. Bitte Wortlaut und Schlüssel "
        "prüfen."
    ),
    "report.first-hard": (
        "{item} ist zu schwer: Erreicht werden {value} der Punkte. Das gehört noch einmal in den Unterricht."
    ),
    "report.first-blank": "{item} wird von {value} leer gelassen. Fehlte die Zeit oder das Verständnis?",
    "report.first-mistake": (
        "{item}: {share} derer, die geantwortet haben, machen denselben Fehler (`{rule}`). Das gehört "
        "in den Unterricht."
    ),
    # scores
    "report.scores": "Punkte und Teilaufgaben",
    "report.histogram": (
        "Histogramm der Gesamtpunktzahlen in Prozent der Punkte, Anzahl {students}. Median {median}, Quartile {lower} "
        "und {upper}. Anzahl je Balken: {bars}."
    ),
    "report.histogram-caption": "Wie viele Studierende welche Gesamtpunktzahl haben",
    "report.histogram-axis": "Gesamtpunktzahl, Prozent der Punkte",
    "report.bar": "{low} bis {high}: {count}",
    "report.median-at": "Median {median}",
    # items
    "report.items": "Teilaufgaben",
    "report.item": "Teilaufgabe",
    "report.asks": "Fragt nach",
    "report.problem": "Aufgabe",
    "report.worth": "Punkte",
    "report.facility": "Lösungsquote",
    "report.discrimination": "Trennschärfe",
    "report.blank": "Leer",
    "report.pending": "Zu prüfen",
    "report.weak": "{value} ⚠ schwach",
    "report.items-how": (
        "Die Lösungsquote ist der mittlere Anteil der Punkte, die Trennschärfe die Korrelation mit dem Rest des "
        "Blattes. Eine Teilaufgabe unter {weak} sollte durchgesehen werden."
    ),
    "report.scatter": (
        "Lösungsquote gegen Trennschärfe. {items}. Teilaufgaben unter {weak} sind Quadrate im schattierten Streifen."
    ),
    "report.scatter-item": "{item}: {facility} und {discrimination}",
    "report.scatter-caption": "Leicht oder schwer, und trennt sie?",
    "report.scatter-band": "durchsehen",
    # fairness
    "report.fairness": "Gerechtigkeit nach gezogenen Werten",
    "report.fairness-row": "{value} (n = {students})",
    "report.fairness-title": "Aufgabe {slot} nach {drawn}",
    "report.fairness-alt": (
        "Mittlerer Anteil der Punkte von Aufgabe {slot} nach {drawn}, mit 95-Prozent-Intervallen; das Mittel aller ist "
        "{whole}. {rows}."
    ),
    "report.fairness-alt-row": "{value}: {mean}, von {low} bis {high}, n = {students}",
    "report.fairness-axis": "mittlerer Anteil der Punkte, 95-%-Intervall; gestrichelt: alle",
    "report.fairness-differs": "{mean} ⚠ weicht ab",
    "report.fairness-none": "Kein gezogener Wert kam bei genügend Studierenden vor, um verglichen zu werden.",
    "report.fairness-how": (
        "Verglichen wurden die Werte, die mindestens fünf Studierende gezogen haben ({count}); auf dem Niveau von 5 % "
        "nach der Korrektur von Holm weichen von den anderen ab: {unfair}. Gezeigt ist, was einem Unterschied am "
        "nächsten kommt; die Intervalle sind die von Wilson."
    ),
    # what went wrong
    "report.wrong": "Was falsch war",
    "report.misconception": "Fehlvorstellung",
    "report.formula": "Sieht aus wie",
    "report.count": "Studierende",
    "report.share": "Anteil",
    "report.rarer": "Dazu seltenere: {count}; die Tabellen von `--csv` enthalten sie alle.",
    "report.no-misconceptions": "Keine falsche Antwort ist die einer bekannten Fehlvorstellung.",
    "report.unexplained": "Falsche Antworten, die keine Regel erklärt",
    "report.does": "Was sie mit dem Schlüssel tun",
    "report.no-unexplained": "Es gibt keine.",
    "report.none-of-five": "Keine wurde bei fünf oder mehr Studierenden gesehen.",
    "report.waiting": "Von Hand zu prüfen",
    "report.reason": "Grund",
    "report.items-count": "Teilaufgaben",
    "report.answers": "Antworten",
    "report.outcome.unread": "nicht lesbar",
    "report.outcome.unknown-symbol": "ein Buchstabe, den die Aufgabe nicht hat",
    "report.outcome.needs-running": "Code, der ausgeführt werden muss",
    "report.outcome.stopped": "Code, der angehalten wurde",
    "report.outcome.undecided": "Gleichheit unentschieden",
    "report.outcome.agreed": "stimmt an allen geprüften Stellen überein, ohne Beweis",
    "report.outcome.other-sheet": "gehört zu einem anderen Blatt",
    "report.outcome.by-person": "wird von Hand bewertet",
    "report.outcome.fault": "gradekit selbst ist gescheitert",
    "report.outcome.different": "einige Einträge sind unentschieden",
    "report.outcome.wrong-shape": "eine andere Größe",
    "report.outcome.blank": "leer",
    "report.outcome.form": "richtig, andere Form",
    "report.outcome.proved": "richtig",
    # what unexplained answers do to the stages
    "departure.zero": "nichts als 0",
    "departure.factor": "der Schlüssel mal {factor}",
    "departure.difference": "der Schlüssel plus {difference}",
    "departure.stage-zero": "als wäre `{stage}` gleich 0",
    "departure.stage-one": "als wäre `{stage}` gleich 1",
    "departure.stage-negative": "`{stage}` hat das andere Vorzeichen",
    "departure.stage-neighbour": "an der Stelle von `{stage}` steht die Ableitung nach einem anderen Buchstaben",
    "departure.path": "ein Weg fehlt: {stage}",
    "departure.unknown": "nichts Erkennbares",
}
