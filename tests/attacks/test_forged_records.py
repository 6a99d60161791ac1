"""Records that were made by hand, with digests that fit: refused with a sentence, and at once."""

from __future__ import annotations

import pytest
from attacking import forged, opened, sheet_of

from gradekit.errors import StudentError


def _rows(*rows):
    return [["s", "t"], *rows]


def _doubled(times, code="*"):
    return _rows(*([code, i, i] for i in range(times)))


def _node(expr):
    return lambda issued: issued["composition"]["nodes"][0].update(expr=expr)


def _part(number, **changes):
    return lambda issued: issued["parts"][number].update(changes)


def _quantity(number, kind, **fields):
    return _part(number, quantity={"type": kind, **fields})


def _composition(**changes):
    return lambda issued: issued["composition"].update(changes)


_CHAIN = [{"name": f"u{i}", "expr": [["s", f"u{i - 1}" if i else "t"], ["*", 0, 0]]} for i in range(150)]
_AT = {"type": "total", "outputs": ["f"], "inputs": ["t"]}

FORGERIES = {
    "a tree squared 40 times": _node(_doubled(40)),
    "a sum of 2^60 terms": _node(_doubled(60, "+")),
    "a tree of 19999 levels": _node(_rows(*(["f", "sin", i] for i in range(19_999)))),
    "intermediates squared 150 times": _composition(nodes=[*_CHAIN, {"name": "f", "expr": [["s", "u149"]]}]),
    "a number of 4000 digits": _node([["n", "9" * 4000]]),
    "a sine of three": _node(_rows(["f", "sin", 0, 0, 0])),
    "a sum of one": _node(_rows(["+", 0])),
    "a negative of two": _node(_rows(["-", 0, 0])),
    "an unknown constant": _node([["c", "nosuch"]]),
    "a letter that is not there": _node([["s", "zzz"]]),
    "a node made of itself": _node([["s", "x"]]),
    "a node made of a later one": _node([["s", "f"]]),
    "no nodes": _composition(nodes=[]),
    "5000 inputs": _composition(inputs=[f"a{i}" for i in range(5000)]),
    "an input twice": _composition(inputs=["t", "t"]),
    "a frame without scale": _composition(frame={"name": "polar", "scale": [], "units": []}),
    "components without a frame": _quantity(3, "components", output="f"),
    "a derivative of nothing": _quantity(3, "total", outputs=["nosuch"], inputs=["t"]),
    "more entries than its shape": _quantity(3, "total", outputs=["f"] * 3000, inputs=["t"] * 30),
    "a derivative of an input": _quantity(1, "local", rows=["t"], columns=["t"]),
    "a point without coordinates": _quantity(4, "at", quantity=_AT, point={}),
    "a kind that is not there": _part(1, kind="nosuch"),
    "10^9 entries": _part(1, shape=[10**9]),
    "no entries": _part(1, shape=[0]),
    "fewer than no entries": _part(1, shape=[-1, 3]),
    "3000 indices": _part(1, shape=[1] * 3000),
    "10^9 digits": _part(4, form={"digits": 10**9}),
    "fewer than no points": _part(1, points="-5"),
    "a part twice": _part(1, key="df_dt"),
    "letters that are no names": _part(1, symbols=["a b", '"', ""]),
    "a box from 1 to 0": lambda issued: issued.update(box={"t": ["1", "0"]}),
    "2000 ranges": lambda issued: issued["domain"].update(ranges=[{"symbol": f"t{i}"} for i in range(2000)]),
    "no parts": lambda issued: issued.update(parts=[]),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_record_is_refused(name) -> None:
    sheet, _ = sheet_of("multi-path", 4)
    raw = forged(sheet, lambda record: FORGERIES[name](record["slots"][0]["issued"]))
    with pytest.raises(StudentError, match=r"file\.(altered|damaged)-data"):
        opened(raw)


@pytest.mark.parametrize("template", ["total-derivative", "multi-path", "jacobian", "polar-gradient"])
@pytest.mark.parametrize("level", [1, 3, 4, 5])
def test_a_record_that_gradekit_wrote_is_accepted(template, level) -> None:
    sheet, _ = sheet_of(template, level)
    assert opened(forged(sheet, dict.copy)).slots[0].issued == sheet.slots[0].issued
