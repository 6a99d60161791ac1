"""English sentences about equality."""

WORDS: dict[str, str] = {
    "equality.removed-poles": (
        "Your answer is the expected one, but it has no value where ${factor} = 0$: "
        "there a factor was cancelled, and the expected answer has a value."
    ),
    "equality.read-as-product": (
        "`{word}(` was read as a product, `{letters}*(`; where `{word}` is a function, declare it: "
        "`--assume {word}:function`."
    ),
    "equality.read-as-letter": "`{letter}` was read as a letter; the imaginary unit is `I`.",
    "equality.open-entry": "An entry of the second formula was left open (`...`); write all of them to compare.",
    "equality.ragged": "The rows have different lengths; write the same number of entries in every row.",
}
