"""The text of polynomials, against flint's own."""

from __future__ import annotations

from flint import Ordering, fmpq, fmpq_mpoly_ctx
from hypothesis import given
from hypothesis import strategies as st

from gradekit.equality.proof.polynomial_text import Texts

RING = fmpq_mpoly_ctx.get([f"g{i}" for i in range(4)], Ordering.lex)
TEXTS = Texts()

monomials = st.tuples(*[st.integers(0, 12)] * 4)
coefficients = st.builds(fmpq, st.integers(-3, 3) | st.integers(-(10**30), 10**30), st.integers(1, 30))
polynomials = st.dictionaries(monomials, coefficients, max_size=6).map(RING.from_dict)


@given(polynomials)
def test_a_polynomial_is_written_as_flint_writes_it(p: object) -> None:
    assert TEXTS.of(p) == str(p)
    assert TEXTS.of(p) == str(p)


@given(polynomials, polynomials)
def test_different_polynomials_have_different_texts(p: object, q: object) -> None:
    assert (TEXTS.of(p) == TEXTS.of(q)) == (p == q)


def test_texts_kept_are_bounded() -> None:
    texts, x = Texts(), RING.gens()[0]
    for n in range(2, 10_000):
        texts.of(n * x + 1)
    assert len(texts._known) <= 4_096
    for n in range(1, 100):
        assert texts.of(x**n + 1) == (f"g0^{n} + 1" if n > 1 else "g0 + 1")
    assert max(len(alike) for alike in texts._known.values()) <= 16
