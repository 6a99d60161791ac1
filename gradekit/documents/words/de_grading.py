"""What feedback says about verdicts, in German."""

WORDS: dict[str, str] = {
    "grading.all-right": "Alles ist richtig.",
    "grading.right-parts": "{parts} und {last} sind richtig.",
    "grading.right-part": "{parts} ist richtig.",
    "grading.proved": "Die Antwort ist gleich der erwarteten; das ist bewiesen, nicht nur an Stichproben geprüft.",
    "grading.proved-on": "Die Antwort ist gleich der erwarteten für alle ${range}$ (der Bereich dieser Aufgabe); "
    "das ist bewiesen, nicht nur an Stichproben geprüft.",
    "grading.only-on-range": "Dazu eine Beobachtung: Außerhalb dieses Bereichs hätte die Formel einen anderen Wert, "
    "zum Beispiel bei ${point}$.",
    "grading.agreed": "Die Antwort stimmt mit der erwarteten an {points} Stellen auf {digits} Ziffern überein; "
    "sie zählt als richtig, obwohl kein Beweis gefunden wurde.",
    "grading.right-to-digits": "Die Antwort ist auf {digits} signifikante Stellen richtig, wie verlangt.",
    "grading.differs-at": "Bei ${point}$ hat die Antwort den Wert ${answer}$; erwartet wird dort ${expected}$.",
    "grading.differs-at-hidden": "Bei ${point}$ hat die Antwort den Wert ${answer}$; "
    "die erwartete hat dort einen anderen.",
    "grading.entry-differs-at": "Bei ${point}$ hat Eintrag {entry} den Wert ${answer}$; "
    "erwartet wird dort ${expected}$.",
    "grading.entry-differs-at-hidden": "Bei ${point}$ hat Eintrag {entry} den Wert ${answer}$; "
    "die erwartete Antwort hat dort einen anderen.",
    "grading.differs": "Die Antwort hat den Wert ${answer}$; erwartet wird ${expected}$.",
    "grading.differs-hidden": "Die Antwort hat den Wert ${answer}$; die erwartete hat einen anderen.",
    "grading.entry-differs": "Eintrag {entry} hat den Wert ${answer}$; erwartet wird ${expected}$.",
    "grading.entry-differs-hidden": "Eintrag {entry} hat den Wert ${answer}$; die erwartete Antwort hat einen anderen.",
    "grading.undefined": "Diese Formel hat keinen Wert.",
    "grading.undefined-at": "Diese Formel hat bei ${point}$ keinen Wert; die Aufgabe verlangt dort einen.",
    "grading.entry-wrong": "Eintrag {entries} ist noch nicht richtig.",
    "grading.entries-wrong": "Diese Einträge sind noch nicht richtig: {entries}.",
    "grading.undecided": "Es ließ sich weder beweisen, dass die beiden Formeln gleich sind, noch ein Unterschied "
    "finden; das sieht sich ein Mensch an.",
    "grading.fault": "In gradekit selbst ist etwas schiefgegangen ({error}), nicht in der Antwort; "
    "das sieht sich ein Mensch an.",
    "grading.untold": "In gradekit selbst ist beim Schreiben dieser Rückmeldung etwas schiefgegangen ({error}), nicht "
    "in der Antwort; die Punkte gelten.",
    "grading.followed-part": "Die Antwort passt zum eigenen Ergebnis von {parts} und zählt deshalb.",
    "grading.followed-parts": "Die Antwort passt zu den eigenen Ergebnissen von {parts} und {last} und zählt deshalb.",
    "grading.letters-left": "Die Mathematik stimmt, aber diese Buchstaben sind stehen geblieben: {letters}. "
    "Verlangt ist eine Formel in den Buchstaben der Aufgabe.",
    "grading.not-written-out": "Diese Buchstaben sind stehen geblieben: {letters}. "
    "Ihre Formeln einzusetzen ist hier die Aufgabe.",
    "grading.names-itself": "Gefragt ist, was {letters} ist, und {letters} steht selbst in der Antwort; "
    "verlangt ist eine Formel in den Buchstaben der Aufgabe.",
    "grading.substituted-early": "Die Mathematik stimmt, aber die Zwischengrößen sind schon eingesetzt; "
    "verlangt ist die Formel in diesen Zwischengrößen.",
    "grading.orientation": "Die Einträge sind richtig; verlangt war die andere Anordnung, Zeile oder Spalte.",
    "grading.unsimplified": "Das lässt sich kürzer schreiben: Zusammenfassen und Kürzen hilft.",
    "grading.not-exact": "Der Wert ist richtig; verlangt ist eine exakte Form wie `sqrt(2)/2`, keine Dezimalzahl.",
    "grading.rounded": "Bis auf die Rundung der Dezimalzahlen ist es richtig; verlangt ist eine exakte Form.",
    "grading.rounded-too-early": "Bis auf die Rundung der Dezimalzahlen ist es richtig; verlangt sind {digits} "
    "signifikante Stellen.",
    "grading.looks-like": "Das passt zu einem bekannten Fehler.",
    "grading.slip-after-parts": "{parts} und {last} sind richtig; der Fehler liegt also darin, wie sie "
    "zusammengesetzt sind.",
    "grading.slip-after-part": "{parts} ist richtig; der Fehler kommt also danach.",
    "grading.own-values": "Die eigenen Werte bei ${point}$: {values}.",
    "grading.compare-with-part": "Was ergibt sich mit diesen Zahlen für {part} aus {parts}? Bitte vergleichen.",
    "grading.compare-with-parts": "Was ergibt sich mit diesen Zahlen für {part} aus {parts} und {last}? "
    "Bitte vergleichen.",
    "grading.unexplained": "Welcher Fehler das ist, wissen wir nicht.",
    "grading.more": "Mehr davon: `gradekit generate {template} --level {level}`",
}
