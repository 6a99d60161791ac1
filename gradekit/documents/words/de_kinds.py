"""German sentences about answers that are no plain formula: sets, shapes, tables, decompositions, indices, matrices."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # reading
    "read.no-choice": "`{found}` steht nicht zur Wahl; zur Wahl stehen: {choices}.",
    "read.orientation": "Das ist {found}, verlangt ist {asked}; die Einträge werden in dieser Reihenfolge gelesen.",
    "read.word-for-formula": "`{found}` ist ein Wort; verlangt ist eine Formel.",
    "read.ragged": "Die Zeilen dieser Liste sind verschieden lang; jede Zeile braucht gleich viele Einträge.",
    "read.number-wanted": "Verlangt ist eine Zahl, und hier stehen Buchstaben: {letters}.",
    "read.text-too-long": (
        "Dieser Text ist länger als alles, was gelesen wird: höchstens {most} Zeichen. Bitte kürzer schreiben."
    ),
    "read.no-shape": "`{found}` ist keine Größe. Bitte Zeilen mal Spalten schreiben, etwa `2x3`.",
    "read.shapes-counted": "Zahl der Größen: verlangt {asked}, gefunden {found}.",
    "read.row-lost": "Zeile `{row}` ließ sich nicht lesen, die anderen schon.",
    "read.rows-extra": (
        "Zeilen, die es in der Tabelle nicht gibt: {rows}. Ihre Zeilen sind {asked}; andere werden übergangen."
    ),
    "read.rows-twice": "Diese Zeilen stehen zweimal da, und die letzte zählt: {rows}.",
    "read.too-many-members": "Davon werden höchstens {most} gelesen. Bitte weniger schreiben.",
    "read.points-wanted": (
        "Hier werden Punkte mit {width} Koordinaten erwartet, jeder in eigenen Klammern: `[(0, 1), (2, 3)]`."
    ),
    "read.step-letters": (
        "Schritt {step} benutzt `{letter}`, und so heißt kein früherer Schritt. Der erste ist $u_1$, der nächste $u_2$ "
        "und so weiter."
    ),
    "read.indices-counted": "Zahl der Indizes von `{name}`: erwartet {wanted}, gefunden {found}.",
    "read.indexed-wanted": ("Das wurde nicht als Formel dieser Aufgabe gelesen. Bitte in Anführungszeichen schreiben."),
    "read.sum-over": "Eine Summe nennt, worüber sie läuft: `sum(A[i, j]*x[j], j)`.",
    "read.sum-extent": (
        "Wie weit `{name}` läuft, ist nicht zu sehen: Es ist kein Index eines Feldes in der Summe. Bitte die Summe "
        "ausschreiben."
    ),
    "read.index-unknown": (
        "Der Index `{name}` ist weder einer von {known}, noch wird über ihn summiert. Soll summiert werden, dann bitte "
        "`sum(..., {name})` schreiben."
    ),
    "read.index-outside": ("`{name}` hat keinen Eintrag mit dem Index {index}: Indizes laufen dort von 1 bis {size}."),
    "read.index-wanted": "Ein Index ist ein Buchstabe oder eine ganze Zahl, und Bedingungen vergleichen Indizes.",
    "read.function-wanted": "Hier wird eine Funktion erwartet: `def name(i, j):` mit `return` darin.",
    "read.colon-missing": "Nach einer Bedingung gehört ein Doppelpunkt: `if i == j:`.",
    "read.square-wanted": "`{name}` braucht eine Matrix mit gleich vielen Zeilen und Spalten, und das ist {found}.",
    "read.identity-of": (
        "Bitte `eye(N)` mit einer der Größen der Aufgabe schreiben, oder `eye(A)` für so viele Zeilen, wie A hat."
    ),
    "read.note-entry": "Gelesen als Formel für jeden Eintrag; für {at} ist das `{entry}`.",
    # sheets
    "sheet.form.set": "eine Menge; die Reihenfolge ist gleich",
    "sheet.form.set-of": "eine Menge aus diesen: {choices}",
    "sheet.form.shape": "Größen wie 2x3",
    "sheet.form.table": "eine Tabelle mit den Zeilen {rows}",
    "sheet.form.decomposition": "eine Liste von Schritten, von innen nach außen",
    "sheet.form.index-formula": "eine Formel in den Indizes {indices} mit Einträgen von {arrays}",
    "sheet.form.numeric-function": "eine Python-Funktion, auch mit NumPy",
    "sheet.form.index-function": (
        "eine Python-Funktion von {indices} mit Einträgen von {arrays}; sie wird gelesen, nicht ausgeführt"
    ),
    "sheet.form.matrix-expression": "eine Formel mit Matrizen in {arrays}; Vektoren sind Spalten",
    "sheet.form.by-person": "ein Text, der von Hand bewertet wird",
    # grading
    "grading.steps-counted": "Zahl der Schritte: verlangt {asked}, gefunden {found}.",
    "grading.steps-one": (
        "Das ist die ganze Formel in einem einzigen Schritt. Welcher Teil von ihr wird zuerst ausgerechnet?"
    ),
    "grading.step-trivial": "Schritt {step} tut nichts: Er sollte etwas mit einem früheren Buchstaben tun.",
    "grading.step-several": "Schritt {step} tut mehreres auf einmal; jeder Schritt sollte eine einzige Operation sein.",
    "grading.step-unused": "Kein späterer Schritt benutzt Schritt {step}.",
    "grading.steps-recomposed": (
        "Zusammengesetzt ergeben diese Schritte `{made}`, und das ist nicht die Formel der Aufgabe."
    ),
    "grading.equal-at-one-size": (
        "Für die Größen dieser Aufgabe stimmt das Ergebnis, für {sizes} nicht: Das ist nicht die allgemeine Formel."
    ),
}
