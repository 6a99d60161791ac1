"""English sentences about files and statements: what was found in a submission and what could not be read."""

WORDS: dict[str, str] = {
    # the file
    "file.not-found": "There is no file `{name}` here.",
    "file.is-folder": "`{name}` is a folder; give the file in it, e.g. `{name}/submission.py`.",
    "file.not-readable": "`{name}` cannot be opened as a file.",
    "file.too-large": "`{name}` is larger than {limit} KiB; a filled-in stub is far smaller. Is it the right file?",
    "file.too-much-code": (
        "`{name}` holds more than {limit} KiB of code; hand in the stub with your answers and nothing else."
    ),
    "file.empty": "The file is empty. Hand in the `submission.py` that came with the sheet, with your answers in it.",
    "file.no-notebook": "`{name}` cannot be read as a notebook. Save it again, or hand in the `submission.py`.",
    "file.no-typed-answers": (
        '`{name}` cannot be read. It should hold names and answers, such as `q1a = "2x"` in TOML.'
    ),
    # folders and archives
    "intake.link": "A link is not followed.",
    "intake.hard-link": "This is a second name of another file and was not opened.",
    "intake.no-file": "This is no ordinary file and was not opened.",
    "intake.not-readable": "This cannot be read.",
    "intake.too-large": "This is larger than {limit} KiB; a filled-in stub is far smaller.",
    "intake.kind": "This is no submission by its name; a submission is a .py, .ipynb, .json or .toml file.",
    "intake.control-character": "The name has characters that cannot be printed; the file was not read.",
    "intake.outside": "The name leads out of the archive; the file was not read.",
    "intake.locked": "This is locked by a password.",
    "intake.too-many": "Only {most} files are read at once; the rest was left out.",
    "intake.too-deep": "More than {most} folders stand inside each other; these were left out.",
    "intake.bomb": "More than {limit} MiB come out of this archive; the rest of it was not read.",
    "intake.broken": "The archive is damaged from here on, or is none.",
    "batch.earlier": "An earlier attempt; the last one counts.",
    "batch.closing": "{done} files read, {refused} not read, {earlier} earlier attempts left out.",
    "batch.not-here": "This file is not graded here. {text}",
    "batch.fault": (
        "gradekit itself failed at this file ({error}); that costs no marks. Please report what stands above."
    ),
    "batch.late": "The platform marks it as late; whether it is, a person decides.",
    "file.not-utf8": "The file is not stored as UTF-8; it was read as Latin-1 where it has other bytes.",
    "file.nul": "Line {line} has bytes that are no text; the part on this line may be lost.",
    "file.no-text": (
        "{name} is no text but a picture, a PDF, a document of Office or an archive. Hand in the `submission.py` that "
        "came with the sheet, with your answers in it; archives are read as .zip or .tar."
    ),
    "file.no-data": (
        "The lines from `gradekit data` on are missing, so it is not known which sheet this is. "
        "Copy them from the stub that came with the sheet to the end of this file."
    ),
    "file.damaged-data": (
        "The lines from `gradekit data` on were changed. Copy them again from the stub that came with the sheet."
    ),
    "file.altered-data": (
        "The questions stored in this file are not those of the sheet that it names. "
        "Copy your answers into the stub that came with the sheet."
    ),
    "file.newer-data": "This stub was made by a newer gradekit; update yours with `pip install --upgrade gradekit`.",
    "file.two-sheets": (
        "Two different sheets are in this file. Put the answers of each into the stub that it came with."
    ),
    # the table of `check`
    "file.closing": "{read} of {total} parts read, {empty} empty, {unread} not readable; nothing was marked.",
    # the test of `check --test`
    "file.test-fits": "Agrees with a difference quotient of the question.",
    "file.test-differs": "Does not fit: a difference quotient of the question gives other values.",
    "file.test-entry-differs": "Does not fit in entry {entries}: a difference quotient gives other values there.",
    "file.test-untested": "Not tested.",
    # statements
    "read.bracket-open": (
        "The bracket `{sign}` opened in line {line} is never closed; close it where the answer ends."
    ),
    "read.string-open": "The quotation marks in line {line} are never closed.",
    "read.continued": "Line {line} ends with a backslash but the next line begins something new. Take it away.",
    "read.continued-below": (
        "Line {line} looks like the rest of this answer, but Python does not read it so. "
        "Put the whole answer in brackets."
    ),
    "read.line-unused": "Line {line} gives no name a value, so it is not used.",
    "read.no-equals": "This line begins with `{name}` but gives it no value; an equals sign belongs after the name.",
    "read.statement-needs-running": (
        "Line {line} uses `{what}`, which would have to be run; gradekit reads without running. "
        "Write the result as a formula."
    ),
    "read.shared-list": (
        "Line {line} changes an entry of `{name}`, and that list has another name or stands somewhere twice; "
        "both would change. Write the result as a formula."
    ),
    "read.forbidden": (
        "`{name}` in line {line} is not allowed in this assignment. Please work it out and write the result."
    ),
    "read.deleted": "`{name}` was deleted in line {line} (`del`). Take that line away.",
    "read.module": "The module `{name}` is not known here; write the answer with the functions of the stub.",
    "read.no-return": "The function `{name}` in line {line} does not end with `return` and a formula.",
    "read.too-many-calls": (
        "Your own functions are used too often or inside each other (at most {most} times are read); "
        "write the result as a formula."
    ),
    "read.too-many-statements": "This stands after more than {most} lines; only so many are read for one problem.",
    "read.too-much-before": (
        "Before the first problem only {most} KB are read, and line {line} stands after that. "
        "Move it into the problem that uses it."
    ),
    "read.unpack": "On the left are {names} names, on the right are {values} values.",
    "read.diff-by": "`diff` needs a formula and the letter to differentiate by, e.g. `diff(f, x)`.",
    "read.fault": (
        "Something went wrong inside gradekit while line {line} was read ({error}), not in your answer; "
        "a person will look at this one."
    ),
    "read.depends": "This uses `{name}`, whose own line {line} could not be read. Mend that line first.",
    "read.name-later": "`{name}` is used here, but gets its value only later, in line {line}. Move that line up.",
    "read.name-elsewhere": (
        "`{name}` got its value in line {line}, in problem {problem}. "
        "Each problem starts with fresh names; write the line again here."
    ),
    "read.letter-redefined": (
        "`{name}` is a letter of this problem; since line {line} it stands for something else, in this problem only."
    ),
    "read.declaration": "Line {line} cannot be read; the letters of this problem are taken from the sheet.",
    "read.assigned-twice": "`{name}` is given in line {first} and again in line {line}; the last one counts.",
    "read.left-open-below": "`{name}` is given in line {first}, and line {line} leaves it open; line {first} counts.",
    "read.no-such-part-near": "`{name}` in line {line} is not a part of this sheet. Please write `{near}`.",
    "read.no-such-part": "`{name}` in line {line} is not a part of this sheet.",
    # answers against what is asked
    "read.wrong-shape": "This is {found}; the question asks for {asked}.",
    "read.decimal": "This has a decimal number; the question asks for an exact form, e.g. `1/3` or `sqrt(2)`.",
    "read.form-factored": "The question asks for a factored form, and ${part}$ factors further.",
    "read.form-expanded": "The question asks for an expanded form, and ${part}$ can be multiplied out.",
    "read.form-digits": "The question asks for a decimal with {digits} significant digits.",
}
