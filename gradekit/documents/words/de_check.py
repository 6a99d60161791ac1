"""German headings of `gradekit check`, and of the tables about several files."""

WORDS: dict[str, str] = {
    "check.title": "So werden die Antworten gelesen",
    "check.sheet": "Blatt",
    "check.about": "Thema",
    "check.level": "Sicherheitsstufe",
    "check.read-as": "gelesen als",
    "check.against": "Vergleich mit der Aufgabe",
    "check.read": "✓ gelesen",
    "check.partly": "◐ teilweise",
    "check.empty": "– leer",
    "check.unread": "? nicht gelesen",
    "check.line": "{part}, Zeile {line}",
    "check.cell": "{part}, Zelle {cell}, Zeile {line}",
    # several files
    "check.files": "So werden die Dateien gelesen",
    "check.marks": "Punkte",
    "check.file": "Datei",
    "check.from": "von",
    "check.earned": "{earned} von {possible}",
    "check.earned-waits": "{earned} von {possible}, {pending} noch zu prüfen",
}
