"""A formula of matrices, such as `A.T @ x`, `2*X.T*G`, `inv(X)`, `delta*transpose(W)`.

The letters are matrices of declared sizes; the formula is written out to entries for the asked sizes and for others.
"""

from __future__ import annotations

import re
from dataclasses import replace

from gradekit.errors import StudentError
from gradekit.kinds import sized
from gradekit.kinds.fitting import fitted
from gradekit.kinds.kind import Kind
from gradekit.kinds.matrix_calls import CALLS, identity
from gradekit.kinds.sized import Sizes
from gradekit.kinds.typed import Fitted, Source, Typed, unquoted
from gradekit.model.answer import Value
from gradekit.model.details import Sized
from gradekit.model.message import Message
from gradekit.model.problem import Part
from gradekit.syntax.build import number
from gradekit.syntax.either import read_either
from gradekit.syntax.latex import to_latex
from gradekit.syntax.scope import Matrix, Nested, Scope
from gradekit.syntax.tree import Expr

MOST_ROWS = 12
TURNED = "turned"
"""The exponent by which a transpose is written as mathematics."""
NAMED = {
    "inv": 1,
    "inverse": 1,
    "det": 1,
    "tr": 1,
    "trace": 1,
    "diag": 1,
    "eye": 1,
    "norm": 1,
    "outer": 2,
    "hadamard": 2,
}
"""Functions that keep their names there, with the number of their arguments."""

_TRANSPOSE = re.compile(r"\s*(?:\^|\*\*)\s*(?:\{\s*(?:\\top|T)\s*\}|\(\s*T\s*\)|T\b)|ᵀ|(?<=[\w)])'(?!')")
_INVERSE = re.compile(r"\b(\w+)\s*(?:\^|\*\*)\s*(?:\{\s*-\s*1\s*\}|\(\s*-\s*1\s*\)|-\s*1\b)|\b(\w+)⁻¹")


def own(part: Part, source: Source) -> Fitted:
    """The formula written out for both sizes."""
    details, text = sized.sized(part), " ".join(unquoted(source.text).split())
    if text in ("", "..."):
        return Fitted(Value(part.shape, (None,) * sized.size_of_answer(details, details.sizes)))
    written = plain(text)
    told = [_at(written, details, sizes, source) for sizes in (details.sizes, details.other)]
    return Fitted(told[0][0], text, told[0][1], told[1][0])


def _at(text: str, details: Sized, sizes: Sizes, source: Source) -> tuple[Value, tuple[Message, ...]]:
    value = source.formula(text, scope_for(details, sizes, source.scope))
    return fitted(value, sized.shape_at(details.extents, sizes))


def plain(text: str) -> str:
    """Transposes and inverses as Python writes them.

    >>> plain("X^T*G + X^-1 + (A*B)ᵀ")
    'X.T*G + inv(X) + (A*B).T'
    """
    text = _INVERSE.sub(lambda found: f"inv({found[1] or found[2]})", text)
    return _TRANSPOSE.sub(".T", text)


def scope_for(details: Sized, sizes: Sizes, scope: Scope) -> Scope:
    """The arrays as matrices of their entries; a vector is a column."""
    defined: dict[str, Nested] = {}
    symbols: set[str] = set()
    for letter in details.arrays:
        array = sized.array_at(letter, sizes)
        symbols |= {entry.name for entry in array.entries}
        if letter.extents:
            width = array.shape[1] if len(array.shape) > 1 else 1
            defined[letter.name] = Matrix(array.entries[i : i + width] for i in range(0, len(array.entries), width))
    defined |= {name: number(size) for name, size in sizes.items() if name not in defined}
    known = {**{name: value for name, value in scope.defined.items() if name not in symbols}, **defined}
    calls = {**scope.calls, **CALLS, "eye": _identity, "Identity": _identity}
    symbols_known = frozenset((symbols | set(scope.symbols)) - defined.keys())
    return replace(scope, symbols=symbols_known, defined=known, calls=calls)


def _identity(args: tuple[Nested, ...]) -> Nested:
    """`eye(N)` with one of the sizes, or `eye(A)` with as many rows as A has."""
    size = args[0] if len(args) == 1 else None
    if isinstance(size, Matrix):
        return identity(len(size))
    if isinstance(size, Expr) and size.head == "number" and 1 <= size.number <= MOST_ROWS:
        return identity(int(size.number))
    raise StudentError("read.identity-of")


def read(typed: Typed, _part: Part) -> Fitted:
    """The formula as it was read where it stands."""
    if typed.own is None:
        raise StudentError("read.indexed-wanted")
    return typed.own


def asks(part: Part, _letters: str) -> str:
    """What the stub says."""
    told = sized.letters_told(sized.sized(part))
    return f'a formula of matrices in quotation marks, such as "2*A.T @ B", in {told}; vectors are columns'


def mathematics(part: Part, word: str) -> str:
    """The LaTeX of a formula, read as one of letters; products keep their order."""
    details = sized.sized(part)
    written = plain(word).replace(".T", f"**{TURNED}").replace("@", "*")
    letters = {TURNED, *(one.name for one in details.arrays), *details.sizes}
    scope = Scope(frozenset(letters), complex=False, undefined=NAMED)
    value = read_either(written, scope).value
    if not isinstance(value, Expr):
        raise StudentError("read.list-in-formula")
    return to_latex(value, {TURNED: r"\top"})


KIND = Kind(
    name="matrix-expression",
    read=read,
    own=own,
    compare=sized.compare,
    show=sized.show,
    wrong=sized.wrong,
    asks=asks,
    word_told=True,
    mathematics=mathematics,
)
