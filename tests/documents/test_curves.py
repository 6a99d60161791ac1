"""Plots of one variable."""

import xml.etree.ElementTree as ET
from math import pi, sin

import pytest

from gradekit.documents.curves import Curve, curves_figure, ticks

SVG = "{http://www.w3.org/2000/svg}"
PLACES = [k * pi / 50 for k in range(51)]


def drawing(*curves: Curve) -> ET.Element:
    figure = curves_figure(curves, "t")
    assert figure is not None
    return ET.fromstring(figure.svg)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (-1, 1, [-1, -0.5, 0, 0.5, 1]),
        (0.4, 1.6, [0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6]),
        (0, 3000, [0, 500, 1000, 1500, 2000, 2500, 3000]),
        (-0.003, 0.001, [-0.003, -0.002, -0.001, 0, 0.001]),
    ],
)
def test_ticks_are_round_numbers(low: float, high: float, expected: list[float]) -> None:
    assert ticks(low, high) == pytest.approx(expected)


def test_both_curves_are_drawn_named_and_told_apart_without_colour() -> None:
    root = drawing(Curve("yours", [(x, 2 * sin(x)) for x in PLACES]), Curve("expected", [(x, sin(x)) for x in PLACES]))
    lines = {path.get("class"): path for path in root.iter(f"{SVG}path") if path.get("class") != "edge"}
    assert lines["yours"].get("stroke-dasharray")
    assert lines["expected"].get("stroke-dasharray") is None
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert {"your answer", "expected"} <= set(texts)
    assert root.get("aria-label") == "Your answer (dashed) and the expected one for t from 0 to 3.142."


def test_a_line_is_broken_where_there_is_no_value() -> None:
    values = [(x, None if 1 < x < 2 else x) for x in PLACES]
    assert len([p for p in drawing(Curve("expected", values)).iter(f"{SVG}path") if p.get("class") == "expected"]) == 2


def test_a_pole_does_not_flatten_the_rest() -> None:
    root = drawing(Curve("expected", [(x, 1 / (x - 1.5)) for x in PLACES]))
    heights = [
        float(text.text.replace("−", "-")) for text in root.iter(f"{SVG}text") if text.get("text-anchor") == "end"
    ]  # type: ignore[union-attr]
    assert max(map(abs, heights)) <= 50


def test_nothing_to_draw_is_no_figure() -> None:
    assert curves_figure([Curve("yours", [(0.0, None), (1.0, float("nan"))])], "t") is None
    assert curves_figure([Curve("yours", [(0.0, 1.0), (0.0, 2.0)])], "t") is None


def test_a_constant_is_drawn() -> None:
    assert curves_figure([Curve("yours", [(x, 2.0) for x in PLACES])], "t") is not None
