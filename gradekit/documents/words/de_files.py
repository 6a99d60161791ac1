"""German sentences about files and statements: what was found in a submission and what could not be read."""

WORDS: dict[str, str] = {
    # the file
    "file.not-found": "Eine Datei `{name}` gibt es hier nicht.",
    "file.is-folder": "`{name}` ist ein Ordner; gebraucht wird die Datei darin, z. B. `{name}/submission.py`.",
    "file.not-readable": "`{name}` lässt sich nicht als Datei öffnen.",
    "file.too-large": (
        "`{name}` ist größer als {limit} KiB; eine ausgefüllte Antwortdatei ist viel kleiner. Ist das die richtige?"
    ),
    "file.too-much-code": (
        "`{name}` enthält mehr als {limit} KiB Code; abzugeben ist die Antwortdatei mit den Antworten und sonst nichts."
    ),
    "file.empty": (
        "Die Datei ist leer. Abzugeben ist die `submission.py`, die zum Blatt gehört, mit den Antworten darin."
    ),
    "file.no-notebook": (
        "`{name}` lässt sich nicht als Notebook lesen. Bitte noch einmal speichern oder die `submission.py` abgeben."
    ),
    "file.no-typed-answers": (
        '`{name}` lässt sich nicht lesen. Die Datei sollte Namen und Antworten enthalten, etwa `q1a = "2x"` in TOML.'
    ),
    # folders and archives
    "intake.link": "Einer Verknüpfung wird nicht gefolgt.",
    "intake.hard-link": "Das ist ein zweiter Name einer anderen Datei und wurde nicht geöffnet.",
    "intake.no-file": "Das ist keine gewöhnliche Datei und wurde nicht geöffnet.",
    "intake.not-readable": "Das lässt sich nicht lesen.",
    "intake.too-large": "Das ist größer als {limit} KiB; eine ausgefüllte Antwortdatei ist viel kleiner.",
    "intake.kind": "Dem Namen nach ist das keine Abgabe; Abgaben sind Dateien auf .py, .ipynb, .json oder .toml.",
    "intake.control-character": "Der Name hat Zeichen, die sich nicht drucken lassen; die Datei wurde nicht gelesen.",
    "intake.outside": "Der Name führt aus dem Archiv hinaus; die Datei wurde nicht gelesen.",
    "intake.locked": "Das ist durch ein Passwort geschützt.",
    "intake.too-many": "Nur {most} Dateien werden auf einmal gelesen; der Rest wurde weggelassen.",
    "intake.too-deep": "Mehr als {most} Ordner stehen ineinander; diese wurden weggelassen.",
    "intake.bomb": "Aus diesem Archiv kommen mehr als {limit} MiB heraus; der Rest wurde nicht gelesen.",
    "intake.broken": "Das Archiv ist ab hier beschädigt, oder es ist keines.",
    "batch.earlier": "Eine frühere Abgabe; die letzte zählt.",
    "batch.closing": "Dateien gelesen: {done}, nicht gelesen: {refused}, frühere Abgaben übergangen: {earlier}.",
    "batch.not-here": "Diese Datei wird nicht hier bewertet. {text}",
    "batch.fault": (
        "gradekit selbst ist an dieser Datei gescheitert ({error}); das kostet keine Punkte. Bitte melden, was oben "
        "steht."
    ),
    "batch.late": "Die Plattform meldet eine Verspätung; ob es eine ist, entscheidet ein Mensch.",
    "file.not-utf8": "Die Datei ist nicht als UTF-8 gespeichert; andere Bytes darin wurden als Latin-1 gelesen.",
    "file.nul": "Zeile {line} enthält Bytes, die kein Text sind; die Antwort in dieser Zeile kann verloren sein.",
    "file.no-text": (
        "{name} ist kein Text, sondern ein Bild, ein PDF, ein Office-Dokument oder ein Archiv. Bitte die "
        "`submission.py` des Blattes mit den Antworten darin abgeben; Archive werden als .zip oder .tar gelesen."
    ),
    "file.no-data": (
        "Die Zeilen ab `gradekit data` fehlen, und damit ist unbekannt, welches Blatt das ist. "
        "Bitte aus der Antwortdatei, die zum Blatt gehört, an das Ende dieser Datei kopieren."
    ),
    "file.damaged-data": (
        "Die Zeilen ab `gradekit data` wurden verändert. Bitte noch einmal aus der Antwortdatei kopieren, die zum "
        "Blatt gehört."
    ),
    "file.altered-data": (
        "Die Aufgaben in dieser Datei sind nicht die des Blattes, das sie nennt. "
        "Bitte die Antworten in die Antwortdatei kopieren, die zum Blatt gehört."
    ),
    "file.newer-data": (
        "Diese Antwortdatei stammt von einem neueren gradekit; `pip install --upgrade gradekit` bringt das eigene auf "
        "den neuesten Stand."
    ),
    "file.two-sheets": (
        "In dieser Datei stecken zwei verschiedene Blätter. Bitte die Antworten jedes Blattes in die Antwortdatei "
        "schreiben, die zu ihm gehört."
    ),
    # the table of `check`
    "file.closing": (
        "Teilaufgaben gelesen: {read} von {total}, leer: {empty}, nicht lesbar: {unread}; bewertet wurde nichts."
    ),
    # the test of `check --test`
    "file.test-fits": "Passt zu einem Differenzenquotienten der Aufgabe.",
    "file.test-differs": "Passt nicht: Ein Differenzenquotient der Aufgabe ergibt andere Werte.",
    "file.test-entry-differs": "Passt nicht in Eintrag {entries}: Ein Differenzenquotient ergibt dort andere Werte.",
    "file.test-untested": "Nicht geprüft.",
    # statements
    "read.bracket-open": (
        "Die Klammer `{sign}` aus Zeile {line} wird nie geschlossen; bitte dort schließen, wo die Antwort endet."
    ),
    "read.string-open": "Die Anführungszeichen in Zeile {line} werden nie geschlossen.",
    "read.continued": (
        "Zeile {line} endet mit einem Backslash, aber die nächste beginnt etwas Neues. Bitte ihn wegnehmen."
    ),
    "read.continued-below": (
        "Zeile {line} sieht wie der Rest dieser Antwort aus, aber Python liest sie nicht so. "
        "Bitte die ganze Antwort in Klammern setzen."
    ),
    "read.line-unused": "Zeile {line} gibt keinem Namen einen Wert und wird deshalb nicht benutzt.",
    "read.no-equals": (
        "Diese Zeile beginnt mit `{name}`, gibt ihm aber keinen Wert; nach dem Namen gehört ein Gleichheitszeichen."
    ),
    "read.statement-needs-running": (
        "Zeile {line} benutzt `{what}`, und das müsste ausgeführt werden; gradekit liest, ohne auszuführen. "
        "Bitte das Ergebnis als Formel schreiben."
    ),
    "read.shared-list": (
        "Zeile {line} ändert einen Eintrag von `{name}`, und diese Liste hat noch einen Namen oder steht irgendwo "
        "zweimal; beide würden sich ändern. Bitte das Ergebnis als Formel schreiben."
    ),
    "read.forbidden": (
        "`{name}` in Zeile {line} ist auf diesem Blatt nicht erlaubt. Bitte selbst ausrechnen und das Ergebnis "
        "schreiben."
    ),
    "read.deleted": "`{name}` wurde in Zeile {line} gelöscht (`del`). Bitte diese Zeile wegnehmen.",
    "read.module": (
        "Das Modul `{name}` ist hier nicht bekannt; bitte die Antwort mit den Funktionen der Antwortdatei schreiben."
    ),
    "read.no-return": "Die Funktion `{name}` in Zeile {line} endet nicht mit `return` und einer Formel.",
    "read.too-many-calls": (
        "Die eigenen Funktionen werden zu oft oder ineinander benutzt (höchstens {most}-mal wird gelesen); "
        "bitte das Ergebnis als Formel schreiben."
    ),
    "read.too-many-statements": (
        "Das steht nach mehr als {most} Zeilen; nur so viele werden für eine Aufgabe gelesen."
    ),
    "read.too-much-before": (
        "Vor der ersten Aufgabe werden nur {most} KB gelesen, und Zeile {line} steht dahinter. "
        "Bitte in die Aufgabe verschieben, die sie braucht."
    ),
    "read.unpack": "Die Zahl der Namen links ({names}) und die der Werte rechts ({values}) sind verschieden.",
    "read.diff-by": ("`diff` braucht eine Formel und den Buchstaben, nach dem abgeleitet wird, z. B. `diff(f, x)`."),
    "read.fault": (
        "In gradekit selbst ist beim Lesen von Zeile {line} etwas schiefgegangen ({error}), nicht in der Antwort; "
        "das sieht sich ein Mensch an."
    ),
    "read.depends": (
        "Hier wird `{name}` benutzt, dessen eigene Zeile {line} sich nicht lesen ließ. Bitte zuerst diese verbessern."
    ),
    "read.name-later": (
        "`{name}` wird hier benutzt, bekommt aber seinen Wert erst später, in Zeile {line}. Bitte diese Zeile nach "
        "oben schieben."
    ),
    "read.name-elsewhere": (
        "`{name}` hat seinen Wert in Zeile {line} bekommen, in Aufgabe {problem}. "
        "Jede Aufgabe beginnt mit frischen Namen; bitte die Zeile hier noch einmal schreiben."
    ),
    "read.letter-redefined": (
        "`{name}` ist ein Buchstabe dieser Aufgabe; ab Zeile {line} steht er für etwas anderes, nur in dieser Aufgabe."
    ),
    "read.declaration": (
        "Zeile {line} lässt sich nicht lesen; die Buchstaben dieser Aufgabe werden vom Blatt genommen."
    ),
    "read.assigned-twice": "`{name}` steht in Zeile {first} und noch einmal in Zeile {line}; die letzte zählt.",
    "read.left-open-below": "`{name}` steht in Zeile {first}, und Zeile {line} lässt es offen; Zeile {first} zählt.",
    "read.no-such-part-near": (
        "`{name}` in Zeile {line} ist keine Teilaufgabe dieses Blattes. Bitte `{near}` schreiben."
    ),
    "read.no-such-part": "`{name}` in Zeile {line} ist keine Teilaufgabe dieses Blattes.",
    # answers against what is asked
    "read.wrong-shape": "Das ist {found}; verlangt ist {asked}.",
    "read.decimal": "Hier steht eine Dezimalzahl; verlangt ist eine exakte Form, z. B. `1/3` oder `sqrt(2)`.",
    "read.form-factored": "Verlangt ist ein Produkt von Faktoren, und ${part}$ lässt sich weiter zerlegen.",
    "read.form-expanded": "Verlangt ist die ausmultiplizierte Form, und ${part}$ lässt sich noch ausmultiplizieren.",
    "read.form-digits": "Verlangt ist eine Dezimalzahl mit {digits} signifikanten Stellen.",
}
