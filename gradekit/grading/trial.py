"""A problem tried out on gradekit itself: the right answer and every foretold wrong one, typed, read and graded.

Each answer goes the whole way of a student's: into the stub, through the reader, to the verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import final

import msgspec

from gradekit.grading.diagnose import STATED
from gradekit.grading.grade import grade_problem
from gradekit.kinds import kind_of
from gradekit.malrules.predict import predict
from gradekit.malrules.rank import CORE
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.policy import Policy
from gradekit.model.problem import Issued, Key, Part, Sheet, Slot, WrongAnswer, in_full
from gradekit.model.verdict import Verdicts
from gradekit.problems.admission.variants import sheet_id, variant_id
from gradekit.problems.handing_out.stubs import answer_name, write_stub
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission
from gradekit.syntax.build import rebuild
from gradekit.syntax.tree import Array, Expr
from gradekit.version import VERSION


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the answers to one problem, or to several."""

    right: int = 0
    """Right answers that were given, in up to three forms each."""
    accepted: int = 0
    wrong: int = 0
    recognised: int = 0
    """Wrong answers of which the misconception is named, alone or among several."""
    core: int = 0
    """Wrong answers of the most common misconceptions, which are among the wrong ones."""
    core_recognised: int = 0
    taken_for_right: int = 0
    """Wrong answers that count as right."""
    missed: tuple[str, ...] = ()
    """What was typed where a right answer was not accepted, or a wrong one was."""

    def __add__(self, other: Trial) -> Trial:
        return Trial(**{name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__})


def trial(issued: Issued, key: Key, *, wrong: bool = True) -> Trial:
    """The right answers to all parts in three forms, and unless they are left out all wrong ones, graded."""
    tried = _Tried(issued, key)
    return sum(tried.wrong(), tried.right()) if wrong else tried.right()


def faults(issued: Issued, key: Key) -> tuple[str, ...]:
    """Right answers to a problem that do not count, and foretold wrong ones that do."""
    return trial(issued, key).missed


def typed(value: Array, part: Part, key: Key) -> str:
    """An answer as one types it: a formula, a list of them, a word, whatever the part asks for."""
    return kind_of(part.kind).show(part, value.shape, value.entries, key.part(part.key).word)


def filled_in(stub: str, answers: Mapping[str, str]) -> str:
    """The stub with the answers written behind their names, or returned where a function is asked for.

    >>> filled_in("def q1a(x):\\n    return ...", {"q1a": "2*x"})
    'def q1a(x):\\n    return 2*x'
    """
    for name, text in answers.items():
        line = f"{name} = {text}"
        stub = re.sub(rf"^{name} = [^#]*?(?=\n\n|\n#)", lambda _: line, stub, count=1, flags=re.MULTILINE | re.DOTALL)  # noqa: B023  used at once
        if head := re.search(rf"^def {name}\(.*\n +return (?=\.\.\.$)", stub, flags=re.MULTILINE):
            stub = stub[: head.end()] + text + stub[head.end() + len("...") :]
    return stub


@final
class _Tried:
    """One problem alone on a sheet, and what becomes of answers to it."""

    def __init__(self, issued: Issued, key: Key) -> None:
        slots = (Slot(1, issued, variant_id(issued), None),)
        self._sheet = Sheet(gradekit=VERSION, id=sheet_id(slots), title=issued.title, slots=slots)
        self._stub = write_stub(self._sheet)
        self.issued, self._key = in_full(issued, key), key

    def right(self) -> Trial:
        """All parts answered at once: as the stages write the answers, then in each of the other forms."""
        written = {part.key: tuple(forms(part, self._key)) for part in self.issued.parts}
        rounds = range(max(map(len, written.values()), default=0))
        return sum(
            (self._right({key: told[min(k, len(told) - 1)] for key, told in written.items()}) for k in rounds), Trial()
        )

    def wrong(self) -> Iterator[Trial]:
        """Every foretold wrong answer, each of them alone."""
        for part in self.issued.parts:
            for one in self._key.part(part.key).wrong:
                yield self._wrong(part, one)

    def _verdicts(self, answers: Mapping[str, str]) -> Verdicts:
        """What becomes of a submission with those answers to parts by their keys, and no others."""
        named = {answer_name(1, k): answers[p.key] for k, p in enumerate(self.issued.parts) if p.key in answers}
        source = Source(filled_in(self._stub, named), "submission.py", ())
        given = read_submission(source, self._sheet, Policy()).answers
        return grade_problem(self.issued, self._key, given, slot=1)

    def _right(self, answers: Mapping[str, str]) -> Trial:
        told = self._verdicts(answers).verdicts
        bad = [verdict for verdict in told if verdict.outcome not in (*RIGHT, Outcome.BY_PERSON)]
        missed = (f"{v.part} = {answers[v.part]} is right and was told {v.outcome.value}" for v in bad)
        return Trial(right=len(told), accepted=len(told) - len(bad), missed=tuple(missed))

    def _wrong(self, part: Part, one: WrongAnswer) -> Trial:
        value = predict(self.issued.composition, part.quantity, one.rule, one.site)
        if value is None or kind_of(part.kind).word_told:  # a text that gives wrong entries is not written here
            return Trial()
        text = typed(value, part, self._key)
        verdict = self._verdicts({part.key: text}).verdict(part.key)
        if verdict.outcome in RIGHT - {Outcome.FORM}:
            return Trial(wrong=1, taken_for_right=1, missed=(f"{part.key} = {text} is wrong by `{one.rule}`",))
        named = verdict.diagnosis is not None and not {one.rule, STATED}.isdisjoint(verdict.diagnosis.rules)
        known = int(named or verdict.outcome is Outcome.FORM)
        core = int(one.rule in CORE)
        return Trial(wrong=1, recognised=known, core=core, core_recognised=core * known)


def forms(part: Part, key: Key) -> Iterator[str]:
    """The right answer as the stages write it, as it is printed, and with its terms and factors turned round."""
    right = key.part(part.key)
    values = (right.value, right.shown, Array(right.value.shape, tuple(map(turned_round, right.value))))
    yield from dict.fromkeys(typed(value, part, key) for value in values)


def turned_round(expr: Expr) -> Expr:
    """The same formula with the terms of every sum and the factors of every product in the opposite order.

    >>> from gradekit.syntax.build import add, symbol
    >>> turned_round(add(symbol("x"), symbol("y"))) == add(symbol("y"), symbol("x"))
    True
    """
    if not expr.args:
        return expr
    args: Sequence[Expr] = [turned_round(arg) for arg in expr.args]
    return rebuild(expr, tuple(reversed(args) if expr.head in ("add", "multiply") else args))
