"""What `gradekit recheck` says, in German."""

WORDS: dict[str, str] = {
    "recheck.confirmed": "Der Beleg hält stand.",
    "recheck.answer-undefined": "Die erste Formel hat bei {point} keinen Wert, die zweite hat dort einen.",
    "recheck.differ-at": "Die Werte sollen übereinstimmen, unterscheiden sich aber bei {point}.",
    "recheck.few-points": "Die Zahl der Stellen, an denen Werte verglichen werden konnten, ist zu klein: {points}.",
    "recheck.form": "Der Wert wurde geprüft; ob die erste Formel die Form `{form}` hat, nicht.",
    "recheck.has-value": "Bei {point} soll es keinen Wert geben, aber es gibt einen.",
    "recheck.incomplete": "Der Beweis benutzt etwas, wofür ein Zertifikat keine Form hat: {what}.",
    "recheck.jump": (
        "`{formula}` springt an einer Stelle, die sich nicht exakt ansehen ließ; über den Sprung selbst ist also "
        "nichts gesagt."
    ),
    "recheck.no-agreement": "Übereinstimmung an {points} Stellen auf {digits} Ziffern ist mehr, als sein kann, oder "
    "nichts.",
    "recheck.no-cases": "Das Zertifikat hat weder Fälle noch einen Grund, keine zu haben, oder beides.",
    "recheck.no-certificate": "Der Datensatz enthält kein Zertifikat; `gradekit equal A B --json` schreibt eines.",
    "recheck.no-difference": "Die beiden Werte bei {point} unterscheiden sich nicht.",
    "recheck.no-factor": (
        "Eine Seite soll einen Faktor haben, den das Zertifikat nicht aufführt oder zweimal aufführt."
    ),
    "recheck.no-identity": "Die Differenz beider Seiten wird durch die genannten Relationen nicht zu null.",
    "recheck.no-kernel": (
        "Das Zertifikat benutzt `{kernel}`, das es nicht aufführt, oder in einer Potenz, die nicht sein kann."
    ),
    "recheck.no-lemma": "Ein Lemma des Zertifikats gilt nicht, oder es wird benutzt, wo keines steht.",
    "recheck.no-point": "Einer Stelle des Datensatzes fehlt eine lesbare Koordinate für einen der Buchstaben.",
    "recheck.no-record": "Die Datei sagt nicht, um welche Formeln es bei diesem Urteil geht.",
    "recheck.no-relation": "Die Relation von `{what}` gilt bei {point} nicht.",
    "recheck.no-value": "Ein Wert ließ sich mit keiner Genauigkeit bestimmen.",
    "recheck.no-value-at": "Bei {point} gibt es keinen Wert.",
    "recheck.not-covered": "Die Fälle decken nicht den ganzen Definitionsbereich ab; {point} liegt in keinem.",
    "recheck.not-identical": "Die beiden Formeln sollen dieselbe sein und sind es nicht.",
    "recheck.not-its-value": "Diese Formel hat bei {point} nicht den Wert ihrer Normalform: {what}.",
    "recheck.not-removed": "Der gekürzte Faktor `{factor}` ist nirgends null, wo gesucht werden konnte.",
    "recheck.not-triangular": (
        "Die Relation von `{kernel}` sagt nicht durch spätere Kerne und kleinere Potenzen, was es ist."
    ),
    "recheck.one-side": "Ein Fall gibt nur die Normalform einer Seite an.",
    "recheck.open-entry": "Ein Eintrag ist offen geblieben, und so gibt es nichts zu prüfen.",
    "recheck.other-branch": "Diese Formel ist bei {point} nicht das, was ihr Fall sein soll: {what}.",
    "recheck.other-digits": "Die beiden Zahlen unterscheiden sich um mehr als eine Einheit in der letzten von {digits} "
    "Stellen.",
    "recheck.other-form": "Ob die erste Formel die Form `{form}` hat, ist anders als angegeben.",
    "recheck.other-letters": "Das Zertifikat benutzt Buchstaben, die die beiden Formeln nicht haben: {letters}.",
    "recheck.other-notes": "Die Anmerkungen sind nicht die des Belegs.",
    "recheck.other-outcome": "Das Ergebnis passt nicht zu dem Beleg, der dafür angegeben ist.",
    "recheck.other-reading": "Das Zertifikat liest die Formeln anders als der Datensatz.",
    "recheck.other-verdict": "Das Urteil über die Teilaufgabe sagt nicht, was sein Beleg sagt.",
    "recheck.other-texts": "Die Texte neben dem Zertifikat sagen nicht, was in ihm steht.",
    "recheck.other-value": "Der Wert bei {point} ist nicht {value}.",
    "recheck.point-outside": (
        "Die Stelle {point} liegt außerhalb des Definitionsbereichs, oder die zweite Formel hat dort keinen Wert."
    ),
    "recheck.rounded-point": (
        "Die Stelle ist in gerundeten Dezimalzahlen angegeben; Exaktes lässt sich darüber nicht sagen."
    ),
    "recheck.shapes": "Die Größen sind nicht die angegebenen.",
    "recheck.too-large": "Zu groß, um geprüft zu werden.",
    "recheck.two-relations": "Für `{kernel}` gibt es zwei Relationen.",
    "recheck.undecided": "Das Urteil selbst ist unentschieden.",
    "recheck.unknown-function": "Eine Formel benutzt `{function}`, das nicht bekannt ist.",
}
