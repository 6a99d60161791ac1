"""German sentences about equality."""

WORDS: dict[str, str] = {
    "equality.removed-poles": (
        "Die Antwort ist die erwartete, hat aber keinen Wert, wo ${factor} = 0$ ist: "
        "Dort wurde ein Faktor gekürzt, und die erwartete Antwort hat dort einen Wert."
    ),
    "equality.read-as-product": (
        "`{word}(` wurde als Produkt gelesen, `{letters}*(`; ist `{word}` eine Funktion, dann hilft "
        "`--assume {word}:function`."
    ),
    "equality.read-as-letter": "`{letter}` wurde als Buchstabe gelesen; die imaginäre Einheit ist `I`.",
    "equality.open-entry": "Ein Eintrag der zweiten Formel ist offen (`...`); zum Vergleich werden alle gebraucht.",
    "equality.ragged": "Die Zeilen sind verschieden lang; jede Zeile braucht gleich viele Einträge.",
}
