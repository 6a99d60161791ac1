"""German headings and sentences of pages for authors: one problem with all that is behind it, and proof-reading."""

WORDS: dict[str, str] = {
    "proof.template": "Vorlage",
    "proof.level": "Stufe",
    "proof.variant": "Variante",
    "proof.answers": "Antworten",
    "proof.solution": "Lösungsweg",
    "proof.hints": "Hinweise",
    "proof.most-common": "Die häufigsten falschen Antworten",
    "proof.recognised": "Falsche Antworten, die erkannt werden",
    "proof.part": "Teil",
    "proof.asks": "gefragt",
    "proof.answer": "Antwort",
    "proof.rule": "Regel",
    "proof.says": "Rückmeldung",
    "proof.stated": "genannt",
    "proof.none": "{part}: keine",
    "proof.reading": "Durchsicht: {name}",
    "proof.problems": "Aufgaben",
    "proof.minutes": "Minuten",
    "proof.about": "etwa {minutes}",
    "proof.problem": "Aufgabe",
    "proof.name": "Name",
    "proof.points": "Punkte",
    "proof.easiest": "leicht",
    "proof.median": "mittel",
    "proof.hardest": "schwer",
    "proof.drawn": "gezogen",
    "proof.fixed": "fest",
    "proof.min": "{minutes} min",
    "proof.how": (
        "Von jeder Vorlage wurden bis zu {drawn} verschiedene Varianten gezogen und nach ihrem Aufwand geordnet, einer "
        "Zählung dessen, was zu schreiben ist. Daraus sind die Minuten geschätzt, für alle gleich: eine Minute zum "
        "Lesen und zwölf Sekunden für jede Einheit. Was hier steht, sollte vor dem Austeilen gelesen werden."
    ),
    "proof.place": "{name}, Stufe {level}",
    "proof.the-problem": "Die Aufgabe",
    "proof.the-easiest": "Die leichteste",
    "proof.the-median": "Die mittlere",
    "proof.the-hardest": "Die schwerste",
    "proof.specimen": "Aufwand {effort}, etwa {minutes} min, Variante {variant}",
}
