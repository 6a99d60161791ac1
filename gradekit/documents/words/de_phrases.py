"""What stands in the gaps of German sentences, by the English phrases of `en_phrases`."""

WORDS: dict[str, str] = {
    # shapes
    "phrase.formula": "eine einzelne Formel",
    "phrase.list": "eine Liste der Länge {size}",
    "phrase.row": "eine Zeile der Länge {size}",
    "phrase.column": "eine Spalte der Länge {size}",
    "phrase.matrix": "eine Matrix mit {rows} Zeilen und {columns} Spalten",
    # numbers of arguments
    "phrase.at-least": "mindestens {least}",
    "phrase.either": "{one} oder {other}",
    # values and entries
    "phrase.own-value": "{part} ist {value}",
    "phrase.all": "alle",
    "phrase.line": "{line} von Zelle {cell}",
    # what would have to be run
    "phrase.assignment": "eine Zuweisung in einer Formel (:=)",
    "phrase.comprehension": "eine List-Comprehension",
    "phrase.derivative": "eine Ableitung, für die es hier keine Regel gibt",
    "phrase.dictionary": "ein Dictionary",
    "phrase.dictionary-comprehension": "eine Dictionary-Comprehension",
    "phrase.generator": "ein Generator",
    "phrase.index": "ein Index, der keine Zahl ist",
    "phrase.lambda": "eine Funktion ohne Namen (lambda)",
    "phrase.long-loop": "eine lange Schleife",
    "phrase.loop": "eine Schleife",
    "phrase.option": "die Option {name}",
    "phrase.set-comprehension": "eine Set-Comprehension",
    "phrase.slice": "ein Ausschnitt (slice)",
    "phrase.subs-each-other": "eine Ersetzung von Buchstaben durcheinander",
    "phrase.subs-something": "eine Ersetzung von etwas anderem als einem Buchstaben",
    "phrase.subs-spelling": "eine Ersetzung, die nicht `.subs(letter, value)` ist",
    "phrase.unpacked": "eine mit * ausgepackte Liste",
}
