"""English headings of `gradekit check`, and of the tables about several files."""

WORDS: dict[str, str] = {
    "check.title": "How your answers are read",
    "check.sheet": "Sheet",
    "check.about": "About",
    "check.level": "Level",
    "check.read-as": "read as",
    "check.against": "against the question",
    "check.read": "✓ read",
    "check.partly": "◐ partly",
    "check.empty": "– empty",
    "check.unread": "? not read",
    "check.line": "{part}, line {line}",
    "check.cell": "{part}, cell {cell}, line {line}",
    # several files
    "check.files": "How the files are read",
    "check.marks": "Marks",
    "check.file": "file",
    "check.from": "from",
    "check.earned": "{earned} of {possible}",
    "check.earned-waits": "{earned} of {possible}, {pending} wait for a person",
}
