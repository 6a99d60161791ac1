"""English sentences about programs that were run: limits, errors, and what is not there while grading."""

WORDS: dict[str, str] = {
    # limits
    "run.cpu": (
        "Your program was stopped after {seconds} s of computing. Look for an endless loop or a very large number."
    ),
    "run.wall": "Your program did not finish within {seconds} s; it may be sleeping or waiting.",
    "run.memory": "Your program asked for more than {limit} MiB of memory.",
    "run.output": "Your program printed more than {limit} KiB.",
    "run.source": "The file holds more code than is run (about {limit} KiB).",
    "run.too-large": "This answer is too large to grade.",
    # what is not there
    "run.forbidden": (
        "Line {line}: reading files, starting programs and network use are not available while grading ({text})."
    ),
    "run.module": "Line {line}: the module `{name}` is not available here; `sympy`, `numpy` and `math` are.",
    "run.module-fault": (
        "Line {line} needs `{name}`, which should be available here and is not. "
        "That is a fault of gradekit, not of your answer; a person will look at this one."
    ),
    "run.input": "Line {line}: your program asks for input; grading runs without a keyboard.",
    # endings
    "run.ended": "Your program ended before this answer was given.",
    "run.crashed": (
        "Python itself crashed while your file ran (very deep recursion, or a forbidden low-level operation)."
    ),
    "run.unreadable": "What your program gave back could not be read; a person will look at this one.",
    "run.not-given": "Your program ran to its end, but gave `{name}` no value.",
    "run.failed": "Line {line} stopped with {kind}: {text}",
    "run.recursion": "Line {line}: a function calls itself without end.",
    "run.syntax": "Line {line} is not Python ({text}).",
    "run.nested": "Line {line}: the expression is nested too deeply.",
    # values
    "run.no-form": "The value is of the type `{what}`; an answer is a formula, a number, or a list of them.",
    "run.no-value": "No formula could be made of this answer ({what}).",
    "run.numbers-only": (
        "This function was read as numbers only: it was called at {points} points, and no formula of it is shown."
    ),
    "run.no-numbers": "Your function gives a number at none of the points of this question.",
    "run.function": "The answer uses the function `{name}`, which is not known here.",
    # the level
    "run.level-trusted": (
        "This file was run with the level `trusted`: nothing protected this machine from it but a time limit."
    ),
}
