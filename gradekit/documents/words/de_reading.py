"""German sentences about reading: what was found, what was expected, what to do next."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # --- formulas (room syntax): begin ---
    # size
    "read.too-long": (
        "Das ist länger als alles, was gelesen wird: höchstens {most} Wörter und Zeichen. Bitte kürzer schreiben."
    ),
    "read.too-large": (
        "Diese Formel ist größer als alles, was gelesen wird: höchstens {most} Bestandteile. Bitte zuerst vereinfachen."
    ),
    "read.too-deep": (
        "Hier stehen mehr als {most} Klammern oder Potenzen ineinander. Bitte die Formel flacher schreiben."
    ),
    "read.too-many-signs": "Hier folgen mehr als {most} Vorzeichen aufeinander. Eines genügt.",
    "read.number-too-long": "Diese Zahl hat mehr als {most} Ziffern. Bitte als Formel schreiben.",
    "read.control-character": (
        "Hier steht ein Zeichen, das keine Tastatur schreibt ({code}). Bitte löschen und neu eintippen."
    ),
    # names
    "read.unknown-name": "`{name}` ist kein Name dieser Aufgabe. In ihr gibt es {known}.",
    "read.unknown-name-near": "`{name}` ist kein Name dieser Aufgabe. Ist `{near}` gemeint?",
    "read.unknown-function": (
        "`{name}` ist keine Funktion, die hier gelesen wird. Bitte mit sin, cos, exp, log, sqrt und dergleichen "
        "schreiben."
    ),
    "read.write-the-letter": "In der Aufgabe steht `{call}`; in einer Antwort genügt hier `{name}`.",
    "read.letter-called": (
        "`{name}` steht für eine eigene Formel und hat kein Argument. Bitte `{name}` schreiben, oder "
        "`{name}*(...)` für ein Produkt."
    ),
    "read.no-complex-numbers": (
        "`{name}` wird nur dort als imaginäre Einheit gelesen, wo eine Aufgabe komplexe Zahlen hat; diese hat keine."
    ),
    # two readings
    "read.two-readings": (
        "Das lässt sich auf zwei Arten lesen: `{one}` oder `{other}`. Bitte die Klammern setzen, die gemeint sind."
    ),
    "read.double-factorial": "`!!` kann zweierlei heißen. Bitte `(x!)!` schreiben, oder das Produkt.",
    "read.inverse-or-reciprocal": (
        "`{name}^-1` kann zweierlei heißen. Bitte `{inverse}(...)` für die Umkehrfunktion schreiben oder "
        "`1/{name}(...)`."
    ),
    "read.reciprocal": "`{name}^-1` kann zweierlei heißen. Bitte `1/{name}(...)` schreiben, wenn der Kehrwert "
    "gemeint ist.",
    "read.decimal-comma": (
        "`{written}` hat ein Komma zwischen den Ziffern. Eine Dezimalzahl bitte als `{number}` schreiben; in einer "
        "Liste hinter dem Komma ein Leerzeichen lassen."
    ),
    "read.number-after": (
        "Die Zahl `{number}` folgt ohne Zeichen auf `{before}`. Bitte `*` für ein Produkt oder `^` für eine Potenz "
        "schreiben."
    ),
    # functions
    "read.function-brackets": "Das Argument von `{name}` gehört in Klammern: `{name}({argument})`.",
    "read.square-brackets": (
        "Nach `{name}` werden runde Klammern gelesen, wie in `{name}(...)`; eckige machen eine Liste."
    ),
    "read.arity": (
        "Zahl der Argumente von `{name}`, mit Kommas getrennt in den Klammern: erwartet {wanted}, gefunden {found}."
    ),
    # cases
    "read.condition-missing": (
        "Jeder Fall ist ein Wert und seine Bedingung in Klammern: `piecewise((x, x > 0), (0, otherwise))`. "
        "`x if x > 0 else 0` sagt dasselbe."
    ),
    "read.condition": "Hier wird eine Bedingung gebraucht, etwa `x > 0`; `{written}` ist keine.",
    "read.condition-end": "Die Bedingung endet vor `{sign}`; vielleicht fehlt eine Klammer oder ein Komma.",
    "read.else-missing": "Zu diesem `if` fehlt `else`: `x if x > 0 else 0` sagt, was sonst gilt.",
    "read.case-word": (
        "Das Wort `{word}` gehört zu einer Formel mit Fällen, etwa `x if x > 0 else 0`, und kann hier nicht stehen. "
        "Klammern um das Ganze helfen vielleicht."
    ),
    # signs
    "read.empty": "Hier steht noch nichts.",
    "read.ends-early": "Nach `{after}` fehlt etwas.",
    "read.operand-missing": "Vor `{sign}` fehlt etwas, oder `{sign}` steht hier aus Versehen.",
    "read.bracket-not-closed": (
        "Die Klammer `{bracket}` wird hier geöffnet und nie geschlossen. Bitte `{close}` ergänzen."
    ),
    "read.bracket-not-opened": "Die Klammer `{bracket}` schließt hier, und davor wurde keine geöffnet.",
    "read.bracket-mismatch": ("Hier steht `{found}`; die zuletzt geöffnete Klammer würde durch `{close}` geschlossen."),
    "read.strange-character": (
        "Das Zeichen `{character}` gehört hier zu keiner Formel. Bitte mit Buchstaben, Ziffern, + - * / "
        "^ und Klammern schreiben."
    ),
    "read.prime": "Ein Strich steht nur hinter einer Funktion, die die Aufgabe offen lässt, wie in `f'(t)`. "
    "Bitte die Ableitung als Formel ausschreiben.",
    "read.prime-of-several": (
        "`{name}` hat mehrere Argumente; ein Strich sagt nicht, nach welchem abgeleitet werden soll."
    ),
    "read.prime-too-often": "So viele Striche werden höchstens gelesen: {most}.",
    "read.operator-sign": (
        "Das Zeichen `{sign}` verlangt, dass etwas ausgerechnet wird. Bitte das Ergebnis als Formel schreiben."
    ),
    "read.equation": "Hier steht eine Gleichung. Bitte nur schreiben, was rechts vom Gleichheitszeichen steht.",
    "read.comparison": "Hier steht ein Vergleich (`{sign}`). Eine Antwort ist eine Formel; Vergleiche werden nur in "
    "ihren Fällen gelesen, wie in `x if x > 0 else 0`.",
    "read.backslash": (
        "Das sieht nach LaTeX aus. Bitte wie auf dem Taschenrechner schreiben: `sin(x)^2/2`, `sqrt(x)`, `pi`."
    ),
    "read.unknown-command": "Der LaTeX-Befehl `{command}` wird nicht gelesen. Bitte die Formel ohne ihn schreiben.",
    "read.quotes": "Anführungszeichen gehören in keine Formel. Bitte die Formel ohne sie schreiben.",
    # lists and matrices
    "read.list-in-formula": (
        "Hier steht eine Liste, wo eine einzelne Formel erwartet wird. Runde Klammern halten eine Formel zusammen; "
        "eckige machen eine Liste."
    ),
    "read.open-entry": "Hier wird ein Eintrag benutzt, der noch `...` ist. Bitte zuerst ausfüllen.",
    "read.list-arithmetic": (
        "Mit Listen wird nicht gerechnet. Bitte die Einträge ausschreiben oder die Liste in `Matrix([...])` setzen."
    ),
    "read.shapes-differ": "Zeilen und Spalten dieser beiden passen nicht zusammen.",
    "read.shapes-unlike": (
        "Die beiden Seiten von `{sign}` passen nicht zusammen: links {left}, rechts {right} (Zeilen x Spalten)."
    ),
    "read.no-such-key": "Diesen Eintrag hat das Dictionary nicht; es hat {keys}.",
    "read.matrix-rows": ("Eine Matrix wird Zeile für Zeile geschrieben, alle gleich lang: `Matrix([[a, b], [c, d]])`."),
    "read.semicolon": (
        "Ein Semikolon beginnt hier keine neue Zeile. Bitte jede Zeile in Klammern setzen: `[[a, b], [c, d]]`."
    ),
    "read.no-list": "Hier wird eine Liste oder Matrix erwartet; das ist eine einzelne Formel.",
    "read.no-such-entry": (
        "Einen Eintrag mit der Nummer {index} gibt es nicht. Zahl der Einträge: {entries}; der erste hat die Nummer 0."
    ),
    # Python
    "read.caret": "In Python ist `^` keine Potenz. Bitte `**` schreiben.",
    "read.caret-refused": (
        "In Python ist `^` keine Potenz, und auf diesem Blatt ist Python verlangt. Bitte `**` schreiben."
    ),
    "read.not-python": "Das ist keine Formel in Python. Bitte Klammern und Zeichen prüfen.",
    "read.needs-running": (
        "Das müsste ausgeführt werden ({what}), und Antworten werden gelesen, ohne sie auszuführen. Bitte das Ergebnis "
        "als Formel schreiben."
    ),
    # remarks about what was read
    "read.note-caret": "`^` wurde als Potenz gelesen. In Python schreibt man `{python}`.",
    "read.note-typed": (
        "Das ist kein Python; es wurde als getippte Mathematik gelesen. In Python schreibt man `{python}`."
    ),
    "read.note-letter-times-bracket": (
        "`{name}(...)` wurde als Produkt gelesen: `{name}` mal die Klammer. Ein `*` macht das deutlich."
    ),
    "read.note-power-first": (
        "Zuerst kam die Potenz, dann der Bruch; ist es anders gemeint, dann bitte `^({exponent})` schreiben."
    ),
    # --- formulas (room syntax): end ---
}
