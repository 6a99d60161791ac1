"""German sentences about programs that were run: limits, errors, and what is not there while grading."""

WORDS: dict[str, str] = {
    # limits
    "run.cpu": (
        "Das Programm wurde nach {seconds} s Rechenzeit angehalten. Gibt es eine Endlosschleife oder eine sehr große "
        "Zahl darin?"
    ),
    "run.wall": "Das Programm wurde nicht innerhalb von {seconds} s fertig; vielleicht schläft oder wartet es.",
    "run.memory": "Das Programm hat mehr als {limit} MiB Speicher verlangt.",
    "run.output": "Das Programm hat mehr als {limit} KiB ausgegeben.",
    "run.source": "Die Datei enthält mehr Code, als ausgeführt wird (etwa {limit} KiB).",
    "run.too-large": "Diese Antwort ist zu groß, um bewertet zu werden.",
    # what is not there
    "run.forbidden": (
        "Zeile {line}: Dateien zu lesen, Programme zu starten und das Netz zu benutzen ist beim Bewerten nicht möglich "
        "({text})."
    ),
    "run.module": "Zeile {line}: Das Modul `{name}` gibt es hier nicht; `sympy`, `numpy` und `math` gibt es.",
    "run.module-fault": (
        "Zeile {line} braucht `{name}`, das hier da sein sollte und es nicht ist. "
        "Das ist ein Fehler von gradekit, nicht der Antwort; das sieht sich ein Mensch an."
    ),
    "run.input": "Zeile {line}: Das Programm verlangt eine Eingabe; bewertet wird ohne Tastatur.",
    # endings
    "run.ended": "Das Programm endete, bevor es diese Antwort gab.",
    "run.crashed": (
        "Python selbst ist abgestürzt, während die Datei lief (sehr tiefe Rekursion oder eine verbotene "
        "maschinennahe Operation)."
    ),
    "run.unreadable": "Was das Programm zurückgab, ließ sich nicht lesen; das sieht sich ein Mensch an.",
    "run.not-given": "Das Programm lief bis zum Ende, gab aber `{name}` keinen Wert.",
    "run.failed": "Zeile {line} brach ab mit {kind}: {text}",
    "run.recursion": "Zeile {line}: Eine Funktion ruft sich ohne Ende selbst auf.",
    "run.syntax": "Zeile {line} ist kein Python ({text}).",
    "run.nested": "Zeile {line}: Der Ausdruck ist zu tief verschachtelt.",
    # values
    "run.no-form": "Der Wert ist vom Typ `{what}`; eine Antwort ist eine Formel, eine Zahl oder eine Liste davon.",
    "run.no-value": "Aus dieser Antwort ließ sich keine Formel machen ({what}).",
    "run.numbers-only": (
        "Diese Funktion wurde nur über Zahlen gelesen: Sie wurde an {points} Stellen aufgerufen, und eine Formel von "
        "ihr wird nicht gezeigt."
    ),
    "run.no-numbers": "Diese Funktion ergibt an keiner Stelle dieser Aufgabe eine Zahl.",
    "run.function": "Die Antwort benutzt die Funktion `{name}`, die hier nicht bekannt ist.",
    # the level
    "run.level-trusted": (
        "Diese Datei wurde mit der Stufe `trusted` ausgeführt: Nichts außer einer Zeitgrenze hat diesen Rechner vor "
        "ihr geschützt."
    ),
}
