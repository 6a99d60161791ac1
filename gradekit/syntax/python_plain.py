"""Plain arithmetic in Python, read in one pass: what nearly every answer is, without Python's parser.

    formula = ["+" | "-"] term (("+" | "-") term)*
    term    = factor (("*" | "/") factor)*
    factor  = ["+" | "-"] factor | operand ["**" factor]
    operand = number | name | constant | function "(" formula ("," formula)* ")" | "(" formula ")"

Only what is read without a doubt is read here, to the same tree as by `syntax.python`. Everything else, and every
mistake, is left to that reader, which knows the rest of the language and says what is wrong.
"""

from __future__ import annotations

import re
from keyword import kwlist
from typing import Literal, final

from gradekit.syntax.calls import BUILDERS, LOGARITHMS
from gradekit.syntax.check import within
from gradekit.syntax.limits import Limits
from gradekit.syntax.making import decimal, natural, negative, product, raised, total, variable
from gradekit.syntax.names import CONSTANTS, FUNCTIONS, SPELLINGS
from gradekit.syntax.precheck import MOST_POWERS
from gradekit.syntax.scope import Nested, Scope, Spot
from gradekit.syntax.tree import Expr

# A character that begins no token is one by itself, and stands nowhere in the grammar.
_TOKEN = re.compile(
    r"(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(?![\w.])|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?|\*\*|[^ \n]", re.ASCII
)
_KEYWORDS = frozenset(kwlist)
_FUNCTIONS = {
    spelling: (name, *FUNCTIONS[name].arity)
    for spelling, name in SPELLINGS.items()
    if name != "Piecewise" and spelling not in BUILDERS and spelling not in LOGARITHMS
}
_CONSTANTS = {spelling: Expr("constant", (), name) for spelling, name in CONSTANTS.items()}
_DIGITS = frozenset("0123456789.")
_DEEPEST = 20
"""Brackets, exponents and signs inside each other; a level is at most six of the levels that `syntax.python` counts."""
_LEAST_LIMITS = Limits(brackets=_DEEPEST, digits=32, signs=3)

_Rest = list[tuple[Literal["*", "/"], Expr]]


class _NotPlain(Exception):  # noqa: N818  a question for the other reader, not an error
    """The text is for `syntax.python`."""


def read_plain(text: str, scope: Scope, line: int | None = None) -> Nested:
    """What plain arithmetic, or a list of such, means; None where the text is anything else.

    >>> read_plain("2*sp.sin(x)/3", Scope(frozenset("x")))
    divide(multiply(number(2), function('sin', symbol('x'))), number(3))
    >>> read_plain("x if x else 2", Scope(frozenset("x")))
    """
    limits, least = scope.limits, _LEAST_LIMITS
    if not text.isascii() or len(text) > min(limits.tokens, limits.characters) or text.count("**") > MOST_POWERS:
        return None
    if limits.brackets < least.brackets or limits.digits < least.digits or limits.signs < least.signs:
        return None
    try:
        value = _Plain(_TOKEN.findall(text), scope).whole()
    except _NotPlain:
        return None
    within(value, limits, Spot(text, line))
    return value


@final
class _Plain:
    """One pass over the tokens; empty ones stand behind the last."""

    __slots__ = ("_at", "_known", "_scope", "_tokens")

    def __init__(self, tokens: list[str], scope: Scope) -> None:
        tokens += ["", ""]
        self._tokens, self._scope = tokens, scope
        self._at = 0
        self._known: dict[str, Expr] = {}

    def whole(self) -> Nested:
        """The whole text."""
        value = self._entry(0)
        if self._tokens[self._at]:
            raise _NotPlain
        return value

    def _entry(self, level: int) -> Nested:
        if self._tokens[self._at] != "[":
            return self._formula(level)
        entries: list[Nested] = []
        while not entries or self._tokens[self._at] == ",":
            self._at += 1
            entries.append(self._entry(self._deeper(level)))
        self._close("]")
        return tuple(entries)

    def _deeper(self, level: int) -> int:
        if level >= _DEEPEST:
            raise _NotPlain
        return level + 1

    def _close(self, bracket: str) -> None:
        if self._tokens[self._at] != bracket:
            raise _NotPlain
        self._at += 1

    def _formula(self, level: int) -> Expr:
        tokens = self._tokens
        first = self._term(level)
        if (sign := tokens[self._at]) != "+" and sign != "-":
            return first
        terms = [first]
        while sign == "+" or sign == "-":
            self._at += 1
            term = self._term(level)
            terms.append(term if sign == "+" else negative(term))
            sign = tokens[self._at]
        return total(terms)

    def _term(self, level: int) -> Expr:
        tokens = self._tokens
        first = self._factor(level)
        if (sign := tokens[self._at]) != "*" and sign != "/":
            return first
        rest: _Rest = []
        while sign == "*" or sign == "/":
            self._at += 1
            rest.append((sign, self._factor(level)))
            sign = tokens[self._at]
        return product(first, rest)

    def _factor(self, level: int) -> Expr:
        at = self._at
        token = self._tokens[at]
        self._at = at + 1
        value = self._known.get(token) or self._operand(token, level)
        if self._tokens[self._at] != "**":
            return value
        self._at += 1
        return raised(value, self._factor(self._deeper(level)))

    def _operand(self, token: str, level: int) -> Expr:
        if token == "(":
            value = self._formula(self._deeper(level))
            self._close(")")
            return value
        if token == "-" or token == "+":
            if self._tokens[self._at] in ("-", "+"):
                raise _NotPlain
            value = self._factor(self._deeper(level))
            return value if token == "+" else negative(value)
        if self._tokens[self._at] == "(":
            return self._call(token, level)
        known = self._known[token] = _number(token) if token[:1] in _DIGITS else self._name(token)
        return known

    def _call(self, token: str, level: int) -> Expr:
        scope, name = self._scope, token
        if "." in token:
            name = self._of_module(token)
        elif token in scope.symbols or token in scope.defined:
            raise _NotPlain
        row = _FUNCTIONS.get(name)
        if row is None or name in scope.calls or name in scope.undefined:
            raise _NotPlain
        function, least, most = row
        args: list[Expr] = []
        level = self._deeper(level)
        while not args or self._tokens[self._at] == ",":
            self._at += 1
            args.append(self._formula(level))
        self._close(")")
        if len(args) < least or (most is not None and len(args) > most):
            raise _NotPlain
        return Expr("function", tuple(args), function)

    def _of_module(self, token: str) -> str:
        """The name behind the name of a module."""
        scope, (module, name) = self._scope, token.split(".")
        if module not in scope.modules or module in scope.symbols or module in scope.defined:
            raise _NotPlain
        return name

    def _name(self, token: str) -> Expr:
        scope, name = self._scope, token
        if "." in token:
            name = self._of_module(token)
        elif token in _KEYWORDS:
            raise _NotPlain
        elif token in scope.defined:
            return _formula_or_refused(scope.defined[token])
        elif token in scope.symbols:
            return variable(token)
        elif token in scope.tables:
            raise _NotPlain
        if name not in _CONSTANTS or (name == "I" and not scope.complex):
            raise _NotPlain
        return _CONSTANTS[name]


def _formula_or_refused(value: Nested) -> Expr:
    if isinstance(value, Expr):
        return value
    raise _NotPlain


def _number(token: str) -> Expr:
    if token.isdigit():
        if token[0] == "0" and len(token) > 1:  # Python has no such numbers
            raise _NotPlain
        return natural(int(token))
    if len(token) == 1:
        raise _NotPlain
    return decimal(token)
