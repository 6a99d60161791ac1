"""What a child sends, read as one reads a stranger's post: known words, and any other text refused without a crash."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from gradekit.sandbox.frame import RefusedError, given, returned
from gradekit.syntax.write import to_text

VALUES = [
    # words                                                     what they mean
    (["number:1", "number:3", "divide"], "1/3"),
    (["symbol:x", "number:2", "power"], "x**2"),
    (["symbol:x", "function:sin:1", "negate"], "-sin(x)"),
    (["symbol:x", "symbol:y", "add:2"], "x + y"),
    (["decimal:0.25", "symbol:x", "multiply:2"], "0.25*x"),
    (["constant:E", "symbol:x", "power"], "exp(x)"),
]


@pytest.mark.parametrize(("words", "meant"), VALUES)
def test_words_are_a_formula(words: list[str], meant: str) -> None:
    value = given(words).value
    assert not isinstance(value, tuple)
    assert value is not None
    assert to_text(value) == meant


REFUSED = [
    [], ["add:2"], ["number:1", "number:2"], ["symbol:__import__('os')"], ["symbol:" + "x" * 33], ["symbol:\u03b1"],
    ["number:-1"], ["number:" + "f" * 400], ["number:0x1"], ["decimal:nan"], ["decimal:1e999"], ["constant:oo"],
    ["function:sin:1"], ["symbol:x", "function:a b:1"], ["symbol:x", "function:sin:0"], ["symbol:x", "function:sin:2"],
    ["symbol:x", "number:1", "relation:<"], ["symbol:x", "true", "add:2"], ["true"],
    ["symbol:x", "symbol:y", "piecewise:2"], ["number:1", "list:9999"],
    ["text:a", "list:1"], ["true", "list:1"], ["open", "open", "add:2"], ["negate:1"], ["eval:1"],
    ["number:٣"], ["decimal:٣.٥"], ["symbol:x", "symbol:y", "add:٢"], ["symbol:x\n"],
    ["symbol:x", *["function:sin:1"] * 200], ["list:0", *["list:1"] * 9],
]  # fmt: skip


@pytest.mark.parametrize("words", REFUSED, ids=lambda words: " ".join(words)[:40] or "none")
def test_anything_else_is_refused(words: list[str]) -> None:
    with pytest.raises(RefusedError, match=r"\w"):
        given(words)


FRAMES = [
    b"", b"{}", b"[]", b"null", b"[" * 100_000, b'{"status":"right","values":{},"failures":[],"no_form":{}}',
    b'{"status":"ok","values":{"a":[1]},"failures":[],"no_form":{}}',
    b'{"status":"ok","values":{},"failures":[],"no_form":{},"score":1}', b"\xff\xfe",
]  # fmt: skip


@pytest.mark.parametrize("raw", FRAMES, ids=lambda raw: raw[:30])
def test_a_frame_of_another_shape_is_refused(raw: bytes) -> None:
    with pytest.raises(RefusedError, match="frame"):
        returned(raw, ["a"])


def test_a_value_outside_the_grammar_costs_only_its_name() -> None:
    raw = json.dumps(
        {"status": "ok", "values": {"a": ["symbol:x"], "b": ["symbol:("]}, "failures": [], "no_form": {}}
    ).encode()
    told = returned(raw, ["a", "b"])
    assert set(told.values) == {"a"}
    assert told.no_form["b"][0] == "refused"


@for_all(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        told = returned(raw, ["a"])
    except RefusedError:
        return
    assert set(told.values) | set(told.no_form) <= {"a"}


HEADS = [
    "number:1f",
    "decimal:0.5",
    "symbol:x",
    "constant:pi",
    "text:a",
    "open",
    "add:2",
    "multiply:3",
    "negate",
    "divide",
    "power",
    "function:sin:1",
    "piecewise:2",
    "relation:<",
    "and:2",
    "or:2",
    "not",
    "true",
    "false",
    "list:2",
    "matrix:1",
    "grid:2",
    "add:x",
    "number:",
    "function::",
    "list:-1",
]


def test_random_rows_of_words_are_read_or_refused() -> None:
    draw, read = random.Random(7), 0
    for _ in range(20_000):
        try:
            given(draw.choices(HEADS, k=draw.randint(1, 9)))
        except RefusedError:
            continue
        read += 1
    assert read > 500, "the rows are not all nonsense"
