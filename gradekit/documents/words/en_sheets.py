"""English sentences and headings of sheets and feedback pages."""

WORDS: dict[str, str] = {
    # sheets
    "sheet.id": "Sheet",
    "sheet.student": "Student",
    "sheet.course": "Course",
    "sheet.due": "Due",
    "sheet.total": "Points",
    "sheet.problem": "Problem {number}",
    "sheet.how": (
        "Write your answers into `submission.py`, one line for each part, under the name that stands beside the part. "
        "`gradekit check submission.py` shows how your answers are read."
    ),
    "sheet.how-notebook": (
        "Replace each `...` by your answer, save the notebook, and hand it in. "
        "`gradekit check submission.ipynb` shows how your answers are read. The last cell holds the question for "
        "gradekit; leave it as it is."
    ),
    "sheet.rules": "Not allowed in answers: {rules}. `gradekit check` names the line that uses one.",
    "sheet.rule.diff": "differentiating by a call (`diff`, `Derivative`)",
    "sheet.rule.jacobian": "`jacobian` and `hessian`",
    "sheet.rule.autodiff": "packages for automatic differentiation",
    "sheet.rule.caret": "`^` as a power (write `**`)",
    "sheet.conventions": (
        "Conventions: $\\ln$ and `log` are the natural logarithm, angles are in radians. Partial derivatives are "
        "written with $\\partial$ where there are several variables."
    ),
    "sheet.convention.layout.numerator": (
        "The derivative of a vector function is a Jacobian: its rows belong to the outputs, its columns to the inputs."
    ),
    "sheet.convention.layout.denominator": (
        "The derivative $\\frac{\\partial y}{\\partial x}$ of a vector by a vector has a row for each entry of $x$ and "
        "a column for each entry of $y$, and the derivative of a number by a vector is a column, unless a part says "
        "otherwise. What a question calls $J$ has a row for each output."
    ),
    "sheet.convention.angles.physics": (
        "In spherical coordinates $\\theta$ is the angle from the $z$-axis and $\\phi$ the one around it."
    ),
    "sheet.convention.angles.mathematics": (
        "In spherical coordinates $\\phi$ is the angle from the $z$-axis and $\\theta$ the one around it."
    ),
    "sheet.convention.loss.varied": "The factor of a squared error stands in its formula.",
    "sheet.convention.loss.half": "The loss of a squared error has the factor $\\frac{1}{2}$.",
    "sheet.convention.loss.none": "The loss of a squared error is the sum of the squares, without a factor.",
    "sheet.convention.loss.mean": "The loss of a squared error is the mean of the squares over its entries.",
    "sheet.convention.decimal.point": "Decimal numbers have a point.",
    "sheet.convention.decimal.comma": (
        'Decimal numbers have a comma. In the file put them into quotation marks, `"0,5*x"`, with a semicolon between '
        'the entries of a list, `"[0,5; x]"`; Python\'s `0.5` without quotation marks is understood too.'
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
    "figure.apart": "At {variable} = {place}, for one, yours is {yours} and the expected one {expected}.",
    "figure.never-both": "Nowhere in this range does your answer have a value together with the expected one.",
    "figure.levels": "Level curves: on each of them {name} has the value that is written on it.",
    "figure.gradient": (
        "Level curves of {name} and its gradient: the arrows point uphill, across the curves, and are longest where "
        "{name} is steepest."
    ),
    "figure.levels-alt": "The curves are those of {name} from {low} to {high}.",
    "figure.angles-polar": "${first}$ is the distance from the origin, ${second}$ the angle from the positive x-axis.",
    "figure.angles-cylindrical": (
        "${first}$ is the distance from the z-axis, ${second}$ the angle around it from the positive x-axis, and "
        "${third}$ the height."
    ),
    "figure.angles-spherical": (
        "${first}$ is the distance from the origin, ${second}$ the angle from the positive z-axis, and ${third}$ the "
        "angle around it from the positive x-axis."
    ),
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
