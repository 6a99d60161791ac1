"""A certificate checked: its identities by exact arithmetic, everything that they stand on by values at points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import final

from gradekit.model.certificate import Case, Certificate, Lemma, Quotient, ZeroProduct
from gradekit.recheck.canonical import Canonical
from gradekit.recheck.cover import check_cover
from gradekit.recheck.identities import Identities
from gradekit.recheck.looks import look, settled_value
from gradekit.recheck.points import told
from gradekit.recheck.polynomials import ONE
from gradekit.recheck.programs import Program
from gradekit.recheck.regions import Region, Sides
from gradekit.recheck.result import Open, Refused
from gradekit.recheck.values import Point, Values, is_number

POINTS = 3
"""At how many points everything has to hold."""
_MOST_CASES = 400


def check_certificate(sides: Sides, certificate: Certificate) -> None:
    """Raises `Refused` or `Open` unless the certificate proves the two sides equal."""
    if (certificate.reading == "principal") != sides.principal:
        raise Refused("recheck.other-reading")
    if bool(certificate.incomplete) == bool(certificate.cases):
        raise Refused("recheck.no-cases")
    if certificate.incomplete:
        raise Open("recheck.incomplete", what=certificate.incomplete)
    if len(certificate.cases) > _MOST_CASES:
        raise Open("recheck.too-large")
    checked = [_CheckedCase(sides, case) for case in certificate.cases]
    left: Open | None = None
    for case in checked:
        try:
            case.check()
        except Open as found:  # what is refused elsewhere counts for more
            left = left or found
    check_cover(sides, [case.region for case in checked])
    if left is not None:
        raise left


@final
class _CheckedCase:
    """One case with its program: the sides as they are there, its kernels and its relations as rows."""

    def __init__(self, sides: Sides, case: Case) -> None:
        self.case = case
        if case.domain.reading != sides.domain.reading:
            raise Refused("recheck.other-reading")
        self.region = Region(sides, case)
        self.names = self.region.names
        program = Program()
        branches = self.region.branches
        answer, expected = (branches.answer, branches.expected) if branches else (sides.answer, sides.expected)
        self.answer = None if answer is None else program.enter(answer)
        self.expected = None if expected is None else program.enter(expected)
        self.kernels = [program.enter(kernel) for kernel in case.kernels]
        if not program.symbols <= self.names:
            raise Refused("recheck.other-letters", letters=tuple(sorted(program.symbols - self.names)))
        self.program = program
        self.values = Values(program, principal=sides.principal)
        self.nonzero: list[int] = []
        """Rows that lemmas need to be other than zero."""
        self.whole = any(case.domain.of(name).kind == "integer" for name in self.names)
        self.missing = 0
        """At how many points the answer alone has no value."""
        self.identities = Identities(case, self.kernels, self.values)

    def check(self) -> None:
        """The identity, and its ground at points."""
        case = self.case
        if case.answer is None or case.expected is None:
            if case.answer is not case.expected:
                raise Refused("recheck.one-side")
            self._check_without_identity()
            return
        if self.answer is None or self.expected is None:
            raise Refused("recheck.one-side")
        self.identities.check(case.answer, case.expected)
        pairs = [
            (self.answer, self._quotient(case.answer), "answer"),
            (self.expected, self._quotient(case.expected), "expected"),
        ]
        pairs += [self._relation(i) for i in range(len(case.relations))]
        for lemma in case.lemmas:
            pairs += self._lemma(lemma)
        self._check_ground(pairs)

    def _check_without_identity(self) -> None:
        """Both sides are the same formula, or one of them has no value anywhere in the case."""
        if not self.region.branches or self.expected is None:
            self._check_undefined()
        elif self.answer is None:
            if not self.region.flat:
                raise Refused("recheck.answer-undefined", point="a whole case")
        elif len({Canonical(self.program).forms[row] for row in (self.answer, self.expected)}) > 1:
            raise Refused("recheck.no-identity")
        if self.region.branches:
            seen = [self.region.check_branches(point) for point in islice(self.region.points(), POINTS)]
            if not any(seen):
                raise Open("recheck.few-points", points=0)

    def _quotient(self, side: Quotient) -> int:
        """The row of p/q as the certificate has it."""
        factors = [self.program.polynomial(self.case.factors[i], self.kernels) for i, _ in side.powers]
        powers = [self.program.power(row, ONE.scale * n) for row, (_, n) in zip(factors, side.powers, strict=True)]
        return self.program.row("multiply", self.program.polynomial(side.top, self.kernels), *powers)

    def _relation(self, number: int) -> tuple[int, int, str]:
        relation = self.case.relations[number]
        power = self.program.power(self.kernels[relation.kernel], ONE.scale * relation.power)
        return power, self.program.polynomial(relation.value, self.kernels), f"k{relation.kernel}"

    def _lemma(self, lemma: Lemma) -> Iterator[tuple[int, int, str]]:
        """What a lemma says of values: the zero, logarithms and angles of numbers, and a factor that is not zero."""
        row, nothing = self.program.row, self.program.row("number", ONE.scale * 0)
        yield self.program.polynomial(lemma.zero, self.kernels), nothing, "lemma"
        if isinstance(lemma, ZeroProduct):
            self.nonzero.append(self.program.polynomial(lemma.other, self.kernels))
            return
        for turn in lemma.turns:
            value, real = self.program.polynomial(turn.value, self.kernels), self._quotient(turn.real)
            if turn.imaginary is None:
                yield row("call", "exp", value), row("call", "Abs", real), "lemma"
                continue
            imaginary = self._quotient(turn.imaginary)
            squares = [row("power", part, ONE.scale * 2) for part in (real, imaginary)]
            size = row("power", row("add", *squares), ONE.scale / 2)
            self.nonzero.append(size)
            along = [
                row("multiply", real, row("call", "cos", value)),
                row("multiply", imaginary, row("call", "sin", value)),
            ]
            yield row("add", *along), size, "lemma"

    def _check_ground(self, pairs: Sequence[tuple[int, int, str]]) -> None:
        """Each pair of rows agrees wherever the expected side has a value, at three points at least."""
        seen, wanted = 0, POINTS if self.names else 1
        for number, point in enumerate(self._points()):
            stated = number < len(self.case.points)
            # All of them are looked at, also behind one that says nothing.
            agreed = [self._agrees(pair, point, stated=stated) for pair in pairs]
            agreed += [self._differs_from_zero(row, point) for row in self.nonzero]
            agreed.append(self.region.check_branches(point))
            seen += all(agreed)
            if seen == wanted + len(self.case.points):
                break
        if self.missing > seen:
            raise Refused("recheck.answer-undefined", point="most points")
        wanted = 1 if self.region.flat else wanted
        # Signs that are assumed may contradict each other: such a case has no points, as far as any were found.
        if seen < wanted and (seen or not self.case.assumed):
            raise Open("recheck.few-points", points=seen)

    def _agrees(self, pair: tuple[int, int, str], point: Point, *, stated: bool) -> bool:
        """Whether both rows of a pair agree; at a stated point both must have a value."""
        found = look(self.values, pair[0], pair[1], point)
        if found == "differ":
            raise _untrue(pair[2], point)
        if found == "first-undefined" and pair[2] == "answer":
            # Isolated points may be missing; among whole numbers every point is isolated.
            self.missing += 1
            if not self.whole:
                raise Refused("recheck.answer-undefined", point=told(point))
        if stated and found in ("first-undefined", "second-undefined"):
            raise Refused("recheck.no-value-at", point=told(point))
        return found == "agree"

    def _differs_from_zero(self, row: int, point: Point) -> bool:
        value = settled_value(self.values, row, point)
        if is_number(value) and not value:
            raise _untrue("lemma", point)
        return is_number(value)

    def _points(self) -> Iterator[Point]:
        """Points of the case where the expected side has a value."""
        return (point for point in self.region.points() if self.region.has_value(point))

    def _check_undefined(self) -> None:
        for point in self._points():
            raise Refused("recheck.has-value", point=told(point))


def _untrue(what: str, point: Point) -> Refused:
    """What does not hold at a point."""
    if what in ("answer", "expected"):
        return Refused("recheck.not-its-value", what=what, point=told(point))
    if what == "lemma":
        return Refused("recheck.no-lemma")
    return Refused("recheck.no-relation", what=what, point=told(point))
