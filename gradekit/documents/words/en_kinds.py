"""What is said of answers that are no plain formula: sets, shapes, tables, decompositions, indices, matrices."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # reading
    "read.no-choice": "`{found}` is none of the choices; they are: {choices}.",
    "read.orientation": "This is {found}, the question asks for {asked}; it is read in that order.",
    "read.word-for-formula": "`{found}` is a word; the question asks for a formula.",
    "read.ragged": "The rows of this list have different lengths; every row needs the same number of entries.",
    "read.number-wanted": "The question asks for a number, and this has letters in it: {letters}.",
    "read.text-too-long": "This text is longer than anything that is read: at most {most} signs. Please shorten it.",
    "read.no-shape": "`{found}` is no shape. Please write rows by columns, such as `2x3`.",
    "read.shapes-counted": "The question asks for {asked} shapes, and here stand {found}.",
    "read.row-lost": "Row `{row}` could not be read; the other rows could.",
    "read.rows-extra": "The table has no row called {rows}. Its rows are {asked}; others are left aside.",
    "read.rows-twice": "These rows stand there twice, and the last counts: {rows}.",
    "read.too-many-members": "At most {most} of these are read. Please write fewer.",
    "read.points-wanted": (
        "Here points with {width} coordinates were expected, each in brackets of its own: `[(0, 1), (2, 3)]`."
    ),
    "read.step-letters": (
        "Step {step} uses `{letter}`, which no earlier step is called. The first is $u_1$, the next $u_2$ and so on."
    ),
    "read.indices-counted": "`{name}` has {wanted} indices, and here stand {found}.",
    "read.indexed-wanted": "This was not read as a formula of this question. Please write it in quotation marks.",
    "read.sum-over": "A sum names what it runs over: `sum(A[i, j]*x[j], j)`.",
    "read.sum-extent": (
        "How far `{name}` runs cannot be seen: it is no index of an array in the sum. Please write the sum out."
    ),
    "read.index-unknown": (
        "The index `{name}` is neither one of {known} nor summed over. Please write `sum(..., {name})` if it is to be."
    ),
    "read.index-outside": "`{name}` has no entry with the index {index}: indices run from 1 to {size} there.",
    "read.index-wanted": "An index is a letter or a whole number, and conditions compare indices.",
    "read.function-wanted": "Here a function was expected: `def name(i, j):` with `return` in it.",
    "read.colon-missing": "After a condition a colon is needed: `if i == j:`.",
    "read.square-wanted": "`{name}` needs a matrix with as many rows as columns, and this is {found}.",
    "read.identity-of": "Write `eye(N)` with one of the sizes of the question, or `eye(A)` for as many rows as A has.",
    "read.note-entry": "Read as a formula for every entry; for {at} it is `{entry}`.",
    # sheets
    "sheet.form.set": "a set; order does not matter",
    "sheet.form.set-of": "a set of these: {choices}",
    "sheet.form.shape": "sizes such as 2x3",
    "sheet.form.table": "a table with the rows {rows}",
    "sheet.form.decomposition": "a list of steps from the inside out",
    "sheet.form.index-formula": "a formula in the indices {indices}, with entries of {arrays}",
    "sheet.form.numeric-function": "a Python function, which may use NumPy",
    "sheet.form.index-function": "a Python function of {indices} with entries of {arrays}, read without being run",
    "sheet.form.matrix-expression": "a formula of matrices in {arrays}; vectors are columns",
    "sheet.form.by-person": "a text, marked by a person",
    # grading
    "grading.steps-counted": "The question asks for {asked} steps, and here are {found}.",
    "grading.steps-one": "This is the whole formula in one step. Which part of it is worked out first?",
    "grading.step-trivial": "Step {step} does nothing: it should do something to an earlier letter.",
    "grading.step-several": "Step {step} does several things at once; each step should be one operation.",
    "grading.step-unused": "No later step uses step {step}.",
    "grading.steps-recomposed": "Put together, your steps give `{made}`, which is not the formula of the question.",
    "grading.equal-at-one-size": (
        "For the sizes of this question it comes out right, but not for {sizes}: the formula is not the general one."
    ),
}
