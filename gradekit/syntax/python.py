"""One Python expression, read by its syntax tree and never run.

What a student's answer means as a formula: arithmetic with exact quotients, functions with or without their module in
front, lists, small literal matrices, and substitution. What cannot be read that way is named in plain words
(`read.needs-running`), and what is no Python is left to `syntax.text`; `syntax.either` puts the two together.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from fractions import Fraction
from typing import Any, ClassVar, Literal

from gradekit.errors import StudentError
from gradekit.syntax import grids, python_loops, python_tables
from gradekit.syntax.check import leaves, within
from gradekit.syntax.exact import exact_value, truth
from gradekit.syntax.limits import size_of
from gradekit.syntax.making import decimal, natural, negative, product, raised, replaced, total, variable
from gradekit.syntax.names import CONSTANTS, GREEK, SPELLINGS
from gradekit.syntax.python_calls import call_of_letter, called, check_function, check_method, item, method
from gradekit.syntax.python_conditions import CHOOSING, chosen, condition, conditional, sign_of
from gradekit.syntax.python_loops import gone_over, summed
from gradekit.syntax.python_operators import Factor, multiplied, opposite, plus, to_the_power
from gradekit.syntax.python_plain import read_plain
from gradekit.syntax.python_source import Source, source_of
from gradekit.syntax.scope import Nested, Read, Remark, Scope, Table
from gradekit.syntax.sites import Site
from gradekit.syntax.substitution import letter, one_by_one, pairs_of
from gradekit.syntax.text import read_text
from gradekit.syntax.tokens import Token
from gradekit.syntax.tree import Expr
from gradekit.syntax.words import unknown_name

_NAME_OF_LETTER = {letter: name for name, letter in GREEK.items()}
_WORDS: dict[type[ast.expr], str] = {
    ast.SetComp: "a set comprehension",
    ast.DictComp: "a dictionary comprehension",
    ast.GeneratorExp: "a generator",
    ast.Lambda: "a function without a name (lambda)",
    ast.BoolOp: "and, or",
    ast.Dict: "a dictionary",
    ast.NamedExpr: "an assignment inside a formula (:=)",
    ast.Starred: "a list unpacked with *",
    ast.Await: "await",
    ast.Yield: "yield",
    ast.YieldFrom: "yield",
    ast.Slice: "a slice",
}
_MOST_NESTED = 150
MOST_ROUNDS = 1000
"""Rounds of all loops in one formula."""
_MOST_ENTRIES = 10_000
_SUMMING = frozenset({"sum", "prod"})
_Step = tuple[ast.operator, ast.expr]
_SUMS, _PRODUCTS = frozenset({ast.Add, ast.Sub}), frozenset({ast.Mult, ast.Div, ast.MatMult})
_SIGNS: dict[type[ast.operator], Literal["*", "/", "@"]] = {ast.Mult: "*", ast.Div: "/", ast.MatMult: "@"}


def read_python(text: str, scope: Scope, line: int | None = None) -> Read:
    """What a Python expression means: a formula, a list of formulas, or rows of a matrix; `...` is an entry left open.

    >>> read_python("2*sp.sin(x)/3", Scope(frozenset("x"))).value
    divide(multiply(number(2), function('sin', symbol('x'))), number(3))
    """
    if (plain := read_plain(text, scope, line)) is not None:
        return Read(plain)
    reader = Reader(source_of(text, scope.limits, line), scope)
    value = reader.whole()
    within(value, scope.limits, reader.source.spot)
    return Read(value, tuple(reader.remarks))


class Reader:
    """One pass over a syntax tree."""

    def __init__(self, source: Source, scope: Scope) -> None:
        self.source, self.scope = source, scope
        self.remarks: list[Remark] = []
        self._letters: dict[str, Expr] = {}
        self._nested = 0
        self._spent = 0
        self._rounds = 0

    def whole(self) -> Nested:
        """The whole expression; `0,5` is told apart from a list."""
        root = self.source.root
        if isinstance(root, ast.Tuple) and (root.lineno, root.col_offset) == (1, 0) and len(root.elts) == 2:
            self._check_comma(root.elts)
        return self.value(root)

    def value(self, node: ast.expr) -> Nested:
        """What a node of the syntax tree means."""
        self._nested += 1
        if self._nested > _MOST_NESTED:
            raise self.source.site(node).error("read.too-deep", most=_MOST_NESTED)
        value = self._READ.get(type(node), Reader._refuse)(self, node)
        self._nested -= 1
        return value

    def _refuse(self, node: ast.expr) -> Nested:
        site = self.source.site(node)
        if isinstance(node, ast.Compare):
            raise site.error("read.comparison", sign=sign_of(node))
        if isinstance(node, (ast.Set, ast.JoinedStr)):
            raise site.error("read.not-python")
        raise site.error("read.needs-running", what=_WORDS.get(type(node), type(node).__name__))

    def _list(self, node: ast.Tuple | ast.List) -> Nested:
        return tuple(self.value(entry) for entry in node.elts)

    def _constant(self, node: ast.Constant) -> Nested:
        if type(node.value) is int:
            return natural(node.value)
        match node.value:
            case bool() | None | bytes():
                raise self.source.site(node).error("read.needs-running", what=f"`{node.value!r}`")
            case float():
                return decimal(self.source.written(node).replace("_", ""))
            case complex():
                raise self.source.site(node).error("read.no-complex-numbers", name="j")
            case str(text):
                return self._quoted(node, text)
            case _:
                return None

    def _quoted(self, node: ast.expr, text: str) -> Nested:
        """An answer in quotation marks is typed text."""
        if self.source.written(node)[1:-1] != text:
            raise self.source.site(node).error("read.quotes")
        read = read_text(text, self.scope, self.source.spot.line)
        start = self.source.span(node)[0] + 1
        self.remarks += [Remark(r.message, r.params, r.offset and r.offset + start) for r in read.remarks]
        return read.value

    def _name(self, node: ast.Name) -> Nested:
        known = self._letters.get(node.id)
        if known is not None:
            return known
        scope, name = self.scope, _NAME_OF_LETTER.get(node.id, node.id)
        if name in scope.defined:
            return scope.defined[name]
        if name in scope.symbols:
            known = self._letters[node.id] = variable(name)
            return known
        if name in scope.tables:  # a dictionary is looked up, and nothing else
            raise self.source.site(node).error("read.needs-running", what="a dictionary")
        if name in CONSTANTS and (name != "I" or scope.complex):
            return Expr("constant", (), CONSTANTS[name])
        if name in SPELLINGS:
            raise self.source.site(node).error("read.function-brackets", name=name, argument="...")
        start, end = self.source.span(node)
        raise unknown_name(self.source.spot, Token("word", name, start, end), scope)

    def _unary(self, node: ast.UnaryOp) -> Nested:
        if isinstance(node.op, ast.UAdd):
            return self.value(node.operand)
        if not isinstance(node.op, ast.USub):
            raise self.source.site(node).error("read.needs-running", what="not, ~")
        value = self.value(node.operand)
        return negative(value) if isinstance(value, Expr) else opposite(value, self.source.site(node))

    def _binary(self, node: ast.BinOp) -> Nested:
        """A chain of one precedence, its left arm followed without descending: a sum of 3000 terms is no deep tree."""
        if isinstance(node.op, ast.Pow):
            self._no_text(node.left, node.right)
            base, exponent = self.value(node.left), self.value(node.right)
            if isinstance(base, Expr) and isinstance(exponent, Expr):
                return raised(base, exponent)
            return to_the_power(base, exponent, self.source.site(node))
        chain, first = self._chain(node)
        if type(node.op) in _SUMS:
            return self._sum(first, chain)
        return self._product(first, chain)

    def _chain(self, node: ast.BinOp) -> tuple[list[_Step], ast.expr]:
        alike = _SUMS if type(node.op) in _SUMS else _PRODUCTS
        chain: list[_Step] = []
        left: ast.expr = node
        while isinstance(left, ast.BinOp) and type(left.op) in alike:
            chain.append((left.op, left.right))
            left = left.left
        if not chain:
            self._refuse_operator(node)
        return chain[::-1], left

    def _refuse_operator(self, node: ast.BinOp) -> None:
        site = self.source.site(node)
        if isinstance(node.op, ast.BitXor):
            raise site.error("read.caret")
        if isinstance(node.op, ast.BitOr):
            raise site.error("read.not-python")
        raise site.error("read.needs-running", what="//, %, &, << or >>")

    def _no_text(self, *nodes: ast.expr) -> None:
        """Refuses a text that is calculated with: to Python `"x" + "2"` is x2."""
        for node in nodes:
            if type(node) is ast.Constant and type(node.value) is str:
                raise self.source.site(node).error("read.quotes")

    def _sum(self, first: ast.expr, chain: list[_Step]) -> Nested:
        self._no_text(first, *(right for _, right in chain))
        value = self.value(first)
        terms: list[Expr] = []
        for operator, right in chain:
            term = self.value(right)
            if type(operator) is ast.Sub:
                term = negative(term) if isinstance(term, Expr) else opposite(term, self.source.site(right))
            if isinstance(value, Expr) and isinstance(term, Expr):
                terms.append(term)
                continue
            left = total([value, *terms]) if isinstance(value, Expr) else value
            value, terms = plus(left, term, self.source.site(right)), []
        return total([value, *terms]) if isinstance(value, Expr) else value

    def _product(self, first: ast.expr, chain: list[_Step]) -> Nested:
        self._no_text(first, *(right for _, right in chain))
        value = self.value(first)
        factors = [self.value(right) for _, right in chain]
        if isinstance(value, Expr) and (plain := _all_formulas(chain, factors)):
            return product(value, plain)
        rest: list[Factor] = [
            (_SIGNS[type(operator)], factor, self.source.site(right))
            for (operator, right), factor in zip(chain, factors, strict=True)
        ]
        value = multiplied(value, rest)
        return value if isinstance(value, Expr) else self._charged(value, self.source.site(first))

    def _call(self, node: ast.Call) -> Nested:
        site, scope = self.source.site(node.func), self.scope
        for option in node.keywords:
            if option.arg not in ("evaluate", "dtype"):
                raise site.error("read.needs-running", what=f"the option {option.arg or '**'}")
        if isinstance(node.func, ast.Attribute) and not self._is_module(node.func.value):
            return self._method(node, node.func)
        if not isinstance(node.func, (ast.Name, ast.Attribute)):
            # `(x + 1)(x - 1)` and `2(x + 1)` are products in typed text.
            raise site.error("read.not-python")
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        name = _NAME_OF_LETTER.get(name, name)
        if name in _SUMMING and name not in scope.calls and name not in scope.names and len(node.args) == 1:
            return summed(name, self._series(node.args[0]), site)
        letter = isinstance(node.func, ast.Name) and name in scope.names and name not in scope.calls
        if name in CHOOSING and not letter and name not in scope.calls:
            return chosen(name, node, self.value, self.source)
        if not letter:
            check_function(name, scope, site)
        args = tuple(self.value(arg) for arg in node.args)
        if isinstance(node.func, ast.Name) and letter:
            meant = self._name(node.func)
            self.remarks.append(Remark("read.note-letter-times-bracket", {"name": name}, site.offset))
            return call_of_letter(name, meant, args, scope, site)
        try:
            value = called(name, args, scope, site)
            return self._charged(value, site) if name in scope.calls or isinstance(value, tuple) else value
        except StudentError as error:
            if error.message == "read.arity" and len(node.args) == 2:
                self._check_comma(node.args)
            raise

    def _is_module(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Name) and node.id in self.scope.modules and node.id not in self.scope.names

    def _method(self, node: ast.Call, function: ast.Attribute) -> Nested:
        site, value = self.source.site(function), self.value(function.value)
        check_method(function.attr, self.scope, site)
        if function.attr in ("subs", "xreplace"):
            return self._substituted(value, node.args, site)
        args = tuple(self.value(arg) for arg in node.args)
        return self._charged(method(value, function.attr, args, self.scope, site), site)

    def _substituted(self, value: Nested, args: list[ast.expr], site: Site) -> Nested:
        at_once = bool(args) and isinstance(args[0], ast.Dict)
        table = self._table(args[0]) if len(args) == 1 else None
        if table is not None:
            pairs, at_once = python_tables.letters_in(table, site), True
        else:
            pairs = [(letter(self.value(old), site), self.value(new)) for old, new in pairs_of(args, site)]
        for name, new in one_by_one(pairs, at_once=at_once, site=site):
            value = self._charged(grids.each(value, lambda e, name=name, new=new: replaced(e, {name: new})), site)
        return value

    def _conditional(self, node: ast.IfExp) -> Nested:
        return conditional(node, self.value, self.source)

    def _attribute(self, node: ast.Attribute) -> Nested:
        site = self.source.site(node)
        if not self._is_module(node.value):
            if node.attr == "T":
                return method(self.value(node.value), "T", (), self.scope, site)
            raise site.error("read.needs-running", what=f"`.{node.attr}`")
        if node.attr in CONSTANTS and (node.attr != "I" or self.scope.complex):
            return Expr("constant", (), CONSTANTS[node.attr])
        raise site.error("read.needs-running", what=f"`{self.source.written(node)}`")

    def _subscript(self, node: ast.Subscript) -> Nested:
        site = self.source.site(node)
        if isinstance(node.value, ast.Name) and (table := self._table(node.value)) is not None:
            return python_tables.entry(table, python_tables.key_of(node.slice, self.value, site), site)
        places = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return item(self.value(node.value), [self._index(place, site) for place in places], site)

    def _table(self, node: ast.expr) -> Table | None:
        """The dictionary that a name stands for."""
        scope = self.scope
        return scope.tables.get(node.id) if isinstance(node, ast.Name) and node.id not in scope.defined else None

    def _index(self, node: ast.expr, site: Site) -> int:
        if isinstance(node, ast.Constant) and type(node.value) is int:
            number = Fraction(node.value)
        elif isinstance(node, (ast.UnaryOp, ast.BinOp, ast.Name)):
            value = self.value(node)
            number = exact_value(value) if isinstance(value, Expr) else None
        else:
            number = None
        if number is None or number.denominator != 1 or abs(number) >= _MOST_ENTRIES:
            raise site.error("read.needs-running", what="an index that is not a number")
        return int(number)

    def _series(self, node: ast.expr) -> Nested:
        """What is added up: a list, or what a generator makes."""
        return self._comprehension(node) if isinstance(node, ast.GeneratorExp) else self.value(node)

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp) -> Nested:
        """`[f(i) for i in range(3)]`, written out."""
        site, loop, outer = self.source.site(node), node.generators[0], self.scope
        names = python_loops.names_of(loop.target)
        if len(node.generators) > 1 or loop.is_async or not names:
            raise site.error("read.needs-running", what="a list comprehension")
        entries: list[Nested] = []
        letters = self._letters
        for round_ in gone_over(loop.iter, self.value, site):
            self._count_round(site)
            self.scope = python_loops.with_round(outer, names, round_, site)
            self._letters = {}
            if self._holds(loop.ifs, site):
                entries.append(self.value(node.elt))
        self.scope, self._letters = outer, letters
        return self._charged(tuple(entries), site)

    def _count_round(self, site: Site) -> None:
        self._rounds += 1
        if self._rounds > MOST_ROUNDS:
            raise site.error("read.needs-running", what="a long loop")

    def _holds(self, conditions: list[ast.expr], site: Site) -> bool:
        found = [truth(condition(test, self.value, self.source)) for test in conditions]
        if None in found:
            raise site.error("read.needs-running", what="a list comprehension")
        return all(found)

    def _check_comma(self, nodes: list[ast.expr]) -> None:
        """Refuses `0,5` and `0,5*x`: digits, a comma and digits without a blank."""
        end, start = self.source.span(nodes[0])[1], self.source.span(nodes[1])[0]
        text = self.source.spot.text
        before, after = self.source.written(nodes[0]), text[start : start + 1]
        if start == end + 1 and before.isdigit() and after.isdigit():
            digits = next((i for i in range(start, len(text)) if not text[i].isdigit()), len(text))
            message = "read.not-python" if self.scope.decimal_comma else "read.decimal-comma"
            written = f"{before},{text[start:digits]}"
            raise self.source.spot.error(message, end, written=written, number=written.replace(",", "."))

    def _charged(self, value: Nested, site: Site) -> Nested:
        """The value of a substitution or product, its size on the bill: parts that are shared multiply quickly."""
        limits = self.scope.limits
        for expr in leaves(value):
            nodes, depth = size_of(expr)
            self._spent += nodes
            if nodes > limits.nodes or self._spent > 10 * limits.all_nodes:
                raise site.error("read.too-large", most=limits.nodes)
            if depth > limits.depth:
                raise site.error("read.too-deep", most=limits.depth)
        return value

    _READ: ClassVar[dict[type[ast.expr], Callable[[Any, Any], Nested]]] = {
        ast.BinOp: _binary,
        ast.Name: _name,
        ast.Constant: _constant,
        ast.Call: _call,
        ast.UnaryOp: _unary,
        ast.Tuple: _list,
        ast.List: _list,
        ast.Attribute: _attribute,
        ast.Subscript: _subscript,
        ast.IfExp: _conditional,
        ast.ListComp: _comprehension,
    }
    """How a node of each type is read; no other is."""


def _all_formulas(chain: list[_Step], factors: list[Nested]) -> list[tuple[Literal["*", "/"], Expr]]:
    """The factors with the sign in front of each; none where one is a list or stands behind `@`."""
    plain: list[tuple[Literal["*", "/"], Expr]] = []
    for (operator, _), factor in zip(chain, factors, strict=True):
        sign = _SIGNS[type(operator)]
        if sign == "@" or not isinstance(factor, Expr):
            return []
        plain.append((sign, factor))
    return plain
