"""What `gradekit equal` says, in German."""

WORDS: dict[str, str] = {
    "equal.proved": "Gleich: bewiesen durch eine exakte Normalform, nicht nur an Stichproben geprüft.",
    "equal.identical": "Gleich: Beide sind dieselbe Formel.",
    "equal.digits": "Gleich auf die angegebenen Stellen.",
    "equal.agreed": "Gleich, soweit sich das sagen lässt: Die Werte stimmen an {points} Stellen auf {digits} Ziffern "
    "überein. Einen Beweis gibt es nicht. {why}",
    "equal.beyond": "Es gilt die zweite Formel, und verglichen wird, wo sie einen Wert hat: Bei ${point}$ etwa hat sie "
    "keinen und die erste hat einen.",
    "equal.different": "Verschieden: Bei ${point}$ ist die erste {answer} und die zweite {expected}.",
    "equal.different-constants": "Verschieden: Die erste ist {answer} und die zweite {expected}.",
    "equal.shapes": "Verschieden: Die erste ist {answer} und die zweite {expected}.",
    "equal.undecided": "Unentschieden: Weder ein Beweis noch eine Stelle mit einem Unterschied wurde gefunden. {why}",
}
