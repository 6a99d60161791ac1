"""What rooms below the documents say in a gap: found by these patterns when a sentence is in another language."""

WORDS: dict[str, str] = {
    # shapes
    "phrase.formula": "a single formula",
    "phrase.list": "a list of {size}",
    "phrase.row": "a row of {size}",
    "phrase.column": "a column of {size}",
    "phrase.matrix": "a matrix of {rows} rows and {columns} columns",
    # numbers of arguments
    "phrase.at-least": "at least {least}",
    "phrase.either": "{one} or {other}",
    # values and entries
    "phrase.own-value": "{part} is {value}",
    "phrase.all": "all",
    "phrase.line": "{line} of cell {cell}",
    # what would have to be run
    "phrase.assignment": "an assignment inside a formula (:=)",
    "phrase.comprehension": "a list comprehension",
    "phrase.derivative": "a derivative that has no rule here",
    "phrase.dictionary": "a dictionary",
    "phrase.dictionary-comprehension": "a dictionary comprehension",
    "phrase.generator": "a generator",
    "phrase.index": "an index that is not a number",
    "phrase.lambda": "a function without a name (lambda)",
    "phrase.long-loop": "a long loop",
    "phrase.loop": "a loop",
    "phrase.option": "the option {name}",
    "phrase.set-comprehension": "a set comprehension",
    "phrase.slice": "a slice",
    "phrase.subs-each-other": "a substitution of letters by each other",
    "phrase.subs-something": "a substitution for something else than a letter",
    "phrase.subs-spelling": "a substitution that is not `.subs(letter, value)`",
    "phrase.unpacked": "a list unpacked with *",
}
