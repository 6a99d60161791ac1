"""Sentences about reading: what was found, what was expected, what to do next."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # --- formulas (room syntax): begin ---
    # size
    "read.too-long": "This is longer than anything that is read: at most {most} words and signs. Please shorten it.",
    "read.too-large": (
        "This formula is larger than anything that is read: at most {most} parts. Please simplify it first."
    ),
    "read.too-deep": (
        "Here more than {most} brackets or powers stand inside each other. Please write the formula flatter."
    ),
    "read.too-many-signs": "Here more than {most} signs follow each other. One sign is enough.",
    "read.number-too-long": "This number has more than {most} digits. Please write it as a formula.",
    "read.control-character": (
        "Here stands a character that no keyboard writes ({code}). Please delete it and type it anew."
    ),
    # names
    "read.unknown-name": "`{name}` is not a name in this problem. It has {known}.",
    "read.unknown-name-near": "`{name}` is not a name in this problem. Did you mean `{near}`?",
    "read.unknown-function": (
        "`{name}` is not a function that is read here. Please write it with sin, cos, exp, log, sqrt and the like."
    ),
    "read.write-the-letter": "The question writes `{call}`; in an answer write just `{name}` here.",
    "read.letter-called": (
        "`{name}` stands for a formula of yours and takes no argument. Please write `{name}`, or "
        "`{name}*(...)` for a product."
    ),
    "read.no-complex-numbers": (
        "`{name}` is read as the imaginary unit only where a question has complex numbers, and this one has none."
    ),
    # two readings
    "read.two-readings": (
        "This can be read in two ways: `{one}` or `{other}`. Please write the brackets that you mean."
    ),
    "read.double-factorial": "`!!` can mean two things. Please write `(x!)!`, or the product.",
    "read.inverse-or-reciprocal": (
        "`{name}^-1` can mean two things. Please write `{inverse}(...)` for the inverse function, or `1/{name}(...)`."
    ),
    "read.reciprocal": "`{name}^-1` can mean two things. Please write `1/{name}(...)` if you mean one over it.",
    "read.decimal-comma": (
        "`{written}` has a comma between its digits. For a decimal number write `{number}`; in a list leave a "
        "blank after the comma."
    ),
    "read.number-after": (
        "The number `{number}` follows `{before}` without a sign. Please write `*` for a product or `^` for a power."
    ),
    # functions
    "read.function-brackets": "The argument of `{name}` belongs in brackets: `{name}({argument})`.",
    "read.square-brackets": "After `{name}` round brackets are read, as in `{name}(...)`; square ones make a list.",
    "read.arity": "`{name}` takes {wanted} in its brackets, and here stand {found}, with commas between them.",
    # cases
    "read.condition-missing": (
        "Every case is a value and its condition in brackets: `piecewise((x, x > 0), (0, otherwise))`. "
        "`x if x > 0 else 0` says the same."
    ),
    "read.condition": "Here a condition is needed, such as `x > 0`; `{written}` is none.",
    "read.condition-end": "The condition ends before `{sign}`; perhaps a bracket or a comma is missing.",
    "read.else-missing": "This `if` has no `else`: `x if x > 0 else 0` says what holds otherwise.",
    "read.case-word": (
        "The word `{word}` belongs to a formula with cases, such as `x if x > 0 else 0`, and cannot stand here. "
        "Brackets around the whole of it may help."
    ),
    # signs
    "read.empty": "Nothing is written here yet.",
    "read.ends-early": "After `{after}` something is missing.",
    "read.operand-missing": "Something is missing before `{sign}`, or `{sign}` stands here by mistake.",
    "read.bracket-not-closed": "The bracket `{bracket}` is opened here and never closed. Please add `{close}`.",
    "read.bracket-not-opened": "The bracket `{bracket}` closes here, and none was opened before it.",
    "read.bracket-mismatch": "Here stands `{found}`, where `{close}` would close the bracket that was opened last.",
    "read.strange-character": (
        "The sign `{character}` is not part of a formula here. Please write it with letters, digits, + - * / "
        "^ and brackets."
    ),
    "read.prime": "A prime stands only behind a function that the question leaves open, as in `f'(t)`. "
    "Please write out the derivative as a formula.",
    "read.prime-of-several": "`{name}` takes several arguments, so a prime does not say by which one to differentiate.",
    "read.prime-too-often": "At most {most} primes are read.",
    "read.operator-sign": (
        "The sign `{sign}` asks for something to be done. Please do it, and write the resulting formula."
    ),
    "read.equation": "Here stands an equation. Please write only what is to the right of the equals sign.",
    "read.comparison": "Here stands a comparison (`{sign}`). An answer is a formula; comparisons are read "
    "only in its cases, as in `x if x > 0 else 0`.",
    "read.backslash": "This looks like LaTeX. Please write it as on a calculator: `sin(x)^2/2`, `sqrt(x)`, `pi`.",
    "read.unknown-command": "The LaTeX command `{command}` is not read. Please write the formula without it.",
    "read.quotes": "Quotation marks are not part of a formula. Please write the formula without them.",
    # lists and matrices
    "read.list-in-formula": (
        "Here stands a list, where one formula was expected. Round brackets hold a formula together; square "
        "brackets make a list."
    ),
    "read.open-entry": "An entry that is still `...` is used here. Please fill it in first.",
    "read.list-arithmetic": (
        "A list is not calculated with. Please write out the entries, or put the list into `Matrix([...])`."
    ),
    "read.shapes-differ": "The rows and columns of these two do not fit together.",
    "read.shapes-unlike": (
        "The two sides of `{sign}` do not fit together: the left one is {left}, the right one {right} (rows x columns)."
    ),
    "read.no-such-key": "The dictionary has no such entry; it has {keys}.",
    "read.matrix-rows": "A matrix is written row by row, all rows equally long: `Matrix([[a, b], [c, d]])`.",
    "read.semicolon": "A semicolon does not begin a new row here. Please put each row in brackets: `[[a, b], [c, d]]`.",
    "read.no-list": "Here a list or matrix was expected, and this is a single formula.",
    "read.no-such-entry": "There is no entry number {index}: it has {entries}, and the first has number 0.",
    # Python
    "read.caret": "In Python `^` is not a power. Please write `**`.",
    "read.caret-refused": "In Python `^` is not a power, and this assignment asks for Python. Please write `**`.",
    "read.not-python": "This is not a formula in Python. Please check its brackets and signs.",
    "read.needs-running": (
        "This would have to be run ({what}), and answers are read without running them. Please write the "
        "result as a formula."
    ),
    # remarks about what was read
    "read.note-caret": "`^` was read as a power. In Python write `{python}`.",
    "read.note-typed": "This is not Python; it was read as typed mathematics. In Python write `{python}`.",
    "read.note-letter-times-bracket": (
        "`{name}(...)` was read as a product: `{name}` times the bracket. Write `*` to make that clear."
    ),
    "read.note-power-first": "The power was taken first, then the fraction; write `^({exponent})` if that is meant.",
    # --- formulas (room syntax): end ---
}
