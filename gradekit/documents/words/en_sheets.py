"""English sentences and headings of sheets and feedback pages."""

WORDS: dict[str, str] = {
    # sheets
    "sheet.id": "Sheet",
    "sheet.total": "Points",
    "sheet.problem": "Problem {number}",
    "sheet.how": (
        "Write your answers into `submission.py`, one line for each part, under the name that stands beside the part. "
        "`gradekit check submission.py` shows how your answers are read."
    ),
    "sheet.rules": "Not allowed in answers: {rules}. `gradekit check` names the line that uses one.",
    "sheet.rule.diff": "differentiating by a call (`diff`, `Derivative`)",
    "sheet.rule.jacobian": "`jacobian` and `hessian`",
    "sheet.rule.autodiff": "packages for automatic differentiation",
    "sheet.rule.caret": "`^` as a power (write `**`)",
    "sheet.conventions": (
        "Conventions: $\\ln$ and `log` are the natural logarithm, angles are in radians. The derivative of a vector "
        "function is a Jacobian: its rows belong to the outputs, its columns to the inputs. Partial derivatives are "
        "written with $\\partial$ where there are several variables."
    ),
    "sheet.hint": "Hint {number}",
    "sheet.points": "{points} points",
    "sheet.point": "1 point",
    "sheet.answer": "`{stub}`: {form}",
    "sheet.letters": ", in ${letters}$",
    "sheet.form.expression": "a formula",
    "sheet.form.number": "a number",
    "sheet.form.integer": "a whole number",
    "sheet.form.choice": "one of {choices}",
    "sheet.form.exact": "{form}, exact",
    "sheet.form.digits": "{form}, exact or to {digits} significant digits",
    "sheet.form.row": "a row of {columns}",
    "sheet.form.column": "a column of {rows}",
    "sheet.form.matrix": "a matrix of {rows} rows and {columns} columns",
    "sheet.form.vector": "a list of {columns}",
    "sheet.form.array": "an array of {size}",
    "sheet.graph": "What depends on what: each arrow is one derivative.",
    # figures
    "figure.graph": "Graph of the problem: {lines}.",
    "figure.depends": "{node} depends on {parents}",
    "figure.plot": "Your answer (dashed) and the expected one for {variable} from {low} to {high}.",
    "figure.yours": "your answer",
    "figure.expected": "expected",
    # feedback
    "feedback.sheet": "Sheet",
    "feedback.level": "Level",
    "feedback.result": "Result",
    "feedback.of": "{earned} of {possible}",
    "feedback.so-far": "{earned} of {possible} so far; {pending} points wait for a person",
    "feedback.so-far-one": "{earned} of {possible} so far; 1 point waits for a person",
    "feedback.wait": "{pending} points wait",
    "feedback.waits": "1 point waits",
    "feedback.we-read": "We read",
    "feedback.you-wrote": "You wrote",
    "feedback.expected": "Expected",
    "feedback.to-look-at": "To look at",
    "feedback.about-file": "About the file",
    "feedback.solution": "Worked solution",
    "feedback.line": "Line {line}: {sentence}",
    "feedback.standing.right": "right",
    "feedback.standing.form": "right, but not in the form asked",
    "feedback.standing.partly": "partly right",
    "feedback.standing.not-yet": "not yet",
    "feedback.standing.blank": "empty",
    "feedback.standing.unread": "could not be read",
    "feedback.standing.pending": "waits for a person",
}
