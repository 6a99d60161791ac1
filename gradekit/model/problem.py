"""The two records of a problem: what everybody may see, and the key."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import msgspec

from gradekit.model.composition import Composition, Quantity
from gradekit.model.conventions import Conventions
from gradekit.model.details import Details
from gradekit.model.domain import Box, Domain
from gradekit.model.form import WIDENING, AskedForm
from gradekit.model.policy import Forbidden
from gradekit.syntax.tree import Array


class Form(msgspec.Struct, frozen=True):
    """What an answer must look like besides being right."""

    exact: bool = False
    """No decimals."""
    digits: int | None = None
    """A decimal with this many significant digits is accepted, one unit in the last place either way."""
    related: bool = False
    """Allowed letters of intermediates stand for their formulas, and an answer is compared written out. Otherwise each
    allowed letter is a letter of its own."""
    asked: tuple[AskedForm, ...] | msgspec.UnsetType = msgspec.UNSET
    """Further forms. Unset where there are none, so that the record of such a part is the one it always was."""

    @property
    def forms(self) -> tuple[AskedForm, ...]:
        """Every form that the answer is asked for."""
        return (*((AskedForm("exact"),) if self.exact else ()), *(self.asked or ()))

    @property
    def up_to(self) -> AskedForm | None:
        """How far the answer is determined, where that is not altogether."""
        return next((form for form in self.asked or () if form.name in WIDENING), None)

    @property
    def decimal(self) -> int | None:
        """The significant digits to which a decimal is judged, accepted or asked for."""
        return next((form.digits for form in self.asked or () if form.name == "digits"), self.digits)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One thing asked."""

    key: str
    """Fixed in the template, e.g. `df_dt`; with the slot it is the identity of an answer: `3.df_dt`."""
    kind: str
    """A name in the register of kinds, such as expression, array, choice."""
    quantity: Quantity
    asks: str
    """The question in marked-up text: `$...$` is mathematics, `` `...` `` is code."""
    label: str
    """What is asked for as LaTeX, e.g. `\\frac{df}{dt}`."""
    shape: tuple[int, ...] = ()
    symbols: tuple[str, ...] = ()
    """The letters that may stand in the answer."""
    points: Fraction = Fraction(1)
    form: Form = Form()
    choices: tuple[str, ...] = ()
    details: Details | msgspec.UnsetType = msgspec.UNSET
    """What its kind needs to know besides. Unset where that is nothing."""


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """The public record of a problem: beside the stub, inside it, and enough to read an answer. It holds no answer."""

    format: int = 1
    gradekit: str
    template: str
    template_version: str
    level: int
    title: str
    prompt: str
    """The question in marked-up text."""
    composition: Composition
    domain: Domain
    box: Box
    parts: tuple[Part, ...]
    spoken_as: dict[str, str] = {}
    """Symbols whose LaTeX is not their own name, e.g. `{"e_r": "\\hat e_r"}`."""
    functions_of: dict[str, tuple[str, ...]] = {}
    """Symbols that the question writes as functions, e.g. `{"x": ("t",)}` where it says x(t)."""
    left_open: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    """Functions that the question does not give: `f` of one number, `f(x, y)` of several with the letters by which
    their partial derivatives are called. Unset where there are none."""
    conventions: Conventions | msgspec.UnsetType = msgspec.UNSET
    """The conventions of a course that made the problem what it is. Unset where it is the usual one."""

    def part(self, key: str) -> Part:
        """The part of that key."""
        return next(part for part in self.parts if part.key == key)


class WrongAnswer(msgspec.Struct, frozen=True):
    """What one mal-rule at one site predicts for a part: its values at the key's points, entry by entry.

    `values[p][k]` is the entry k at point p as (real, imaginary), or None where it is not finite. The expression is not
    stored: the rule gives it again.
    """

    rule: str
    site: str
    values: tuple[tuple[tuple[float, float] | None, ...], ...]


class StatedWrong(msgspec.Struct, frozen=True):
    """A wrong answer that the author foresees, with what to say of it."""

    value: Array
    says: str
    """A sentence without markup."""
    word: str = ""
    """The answer where it is words."""


class PartKey(msgspec.Struct, frozen=True, kw_only=True):
    """The right answer of one part."""

    part: str
    value: Array
    """As the stages give it: the truth."""
    shown: Array
    """The same in the form that is printed."""
    word: str = ""
    """The right choice where the part is a choice; of other kinds the answer as one types it, if that says more."""
    values: tuple[tuple[tuple[float, float] | None, ...], ...] = ()
    """The right entries at the key's points, like `WrongAnswer.values`: a cache."""
    wrong: tuple[WrongAnswer, ...] = ()
    """A cache, rebuilt when rules change."""
    stated: tuple[StatedWrong, ...] = ()
    also: Array | msgspec.UnsetType = msgspec.UNSET
    """The right answer for the other sizes of its arrays."""
    why: str | msgspec.UnsetType = msgspec.UNSET
    """What leads to an answer that its author states, in marked-up text. Unset where the stages lead to it."""


KEY_FORMAT = 1
"""The number of the form in which keys are stored; a stored key of another form is made again."""


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """The private record of a problem."""

    format: int = KEY_FORMAT
    gradekit: str
    variant: str
    points: tuple[dict[str, Fraction], ...]
    """Points of the box at which the values are stored."""
    parts: tuple[PartKey, ...]
    hints: tuple[str, ...] = ()
    rules: str = ""
    """Digest of the mal-rules that made the wrong answers."""
    composition: Composition | msgspec.UnsetType = msgspec.UNSET
    """The composition with the steps that the public record leaves out, because they are asked for. Else unset."""
    drawn: dict[str, str] | msgspec.UnsetType = msgspec.UNSET
    """What was drawn for this variant, by name, so that a class can be looked at by it. Unset where nothing was."""

    def part(self, key: str) -> PartKey:
        """The key of that part."""
        return next(part for part in self.parts if part.part == key)


def in_full(issued: Issued, key: Key) -> Issued:
    """The problem with what its public record leaves out; for grading, never for what a student gets."""
    if isinstance(key.composition, msgspec.UnsetType):
        return issued
    return msgspec.structs.replace(issued, composition=key.composition)


class Origin(msgspec.Struct, frozen=True):
    """Where a practice problem came from, so that its key can be made again. Never part of a course sheet."""

    template: str
    level: int
    seed: str
    points: Fraction | msgspec.UnsetType = msgspec.UNSET
    """What the problem is worth as a whole, where a set says so."""


class Slot(msgspec.Struct, frozen=True):
    """One place of a sheet: its number from 1, the problem in it, its variant id, and for practice its origin."""

    number: int
    issued: Issued
    variant: str
    origin: Origin | None = None


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The problems handed to one person together."""

    format: int = 1
    gradekit: str
    id: str
    purpose: Literal["practice", "homework", "test"] = "practice"
    title: str
    slots: tuple[Slot, ...]
    forbids: tuple[Forbidden, ...] | msgspec.UnsetType = msgspec.UNSET
    """What the source of answers must not use, so that `check` knows. Unset where there is nothing."""
    conventions: Conventions | msgspec.UnsetType = msgspec.UNSET
    """What the course has settled, whether or not a problem of the sheet has to do with it."""
    holder: str | msgspec.UnsetType = msgspec.UNSET
    """Of a course sheet: what tells the sheets of two students with the same problems apart; it names nobody."""
