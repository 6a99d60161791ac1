"""Pairs in the form of the benchmarks' corpora: a committed table, and a sample of the corpora where they lie beside
the checkout."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import equality as benchmark

Row = dict[str, Any]


def row(student: str, reference: str, equal: bool, **assumptions: str) -> Row:
    made = {"student": student, "reference": reference, "equal": equal, "assumptions": assumptions}
    return {"id": f"{student} ? {reference}"[:60], **made}


TABLE = [
    row("2*t*cos(t**2)", "cos(t**2)*2*t+0*t", True, t="real"),
    row("2*t*cos(t**2)", "2*t*sin(t**2)", False, t="real"),
    row("exp(x*log(2))*log(2)", "2**x*log(2)", True, x="real"),
    row("-2*x/(1+exp(2*log(x)))**2", "-2*x/(x**2+1)**2", True, x="real"),
    row("(1-tanh(w*x+b)**2)*w", "w*sech(w*x+b)**2", True, w="real", x="real", b="real"),
    row("exp(-w*x)*w/(1+exp(-w*x))**2", "w*(1-1/(1+exp(-w*x)))/(1+exp(-w*x))", True, w="real", x="real"),
    row("exp(-w*x)*w/(1+exp(-w*x))", "w*(1-1/(1+exp(-w*x)))/(1+exp(-w*x))", False, w="real", x="real"),
    row("[2*x*y, x**2]", "[y*x*2, x*x]", True, x="real", y="real"),
    row("[2*x*y, x**2]", "[x**2, 2*x*y]", False, x="real", y="real"),
    row("[2*x*y]", "[2*x*y, x**2]", False, x="real", y="real"),
    row(
        "[[cos(t), -r*sin(t)], [sin(t), r*cos(t)]]",
        "[[cos(t), -r*sin(t)], [sin(t), cos(t)*r]]",
        True,
        r="positive",
        t="real",
    ),
    row("sqrt(r**2*cos(t)**2+r**2*sin(t)**2)", "r", True, r="positive", t="real"),
    row("sqrt(r**2*cos(t)**2+r**2*sin(t)**2)", "r", False, r="real", t="real"),
    row("x/sqrt(x**2+y**2)", "x*(x**2+y**2)**(-1/2)", True, x="real", y="real"),
    row("sin(Abs(t))*Abs(t)", "t*sin(t)", True, t="real"),
    row("(x**3-1)/(x-1)", "x**2+x+1", True, x="real"),
    row("x**2+x+1+1e-9*x", "x**2+x+1", False, x="real"),
    row("log(sqrt(1+x**2))", "log(1+x**2)/2", True, x="real"),
    row("log(a*x**2)", "log(a)+2*log(Abs(x))", True, a="positive", x="real"),
    row("E**(I*t)", "cos(t)+I*sin(t)", True, t="real"),
    row("(E**(I*t)-E**(-I*t))/2", "sin(t)", False, t="real"),
    row("sin((2*pi*n-pi)/2)", "-(-1)**n", True, n="integer"),
    row("sqrt(11+6*sqrt(2))", "3+sqrt(2)", True),
    row("0.333", "1/3", False),
]


def beside() -> list[Row]:
    """Every twentieth row of the corpora in `../shared/corpus`, if there are any."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "corpus"
    rows = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text().splitlines()]
    return [found for found in rows if not found.get("policy")][::20]


@pytest.mark.parametrize("case", TABLE + beside(), ids=lambda case: str(case["id"]))
def test_rows_of_a_corpus_get_no_wrong_verdict(case: Row) -> None:
    lines = [benchmark.measured(method, [dict(case)]) for method in ("gradekit", "gradekit-stored")]
    for line in lines:
        assert line["wrong_equal"] == line["wrong_unequal"] == line["undecided"] == 0, line
    if case["equal"]:
        assert lines[0]["proved"] + lines[0]["agreed"] == 1


def test_the_table_is_proved() -> None:
    line = benchmark.measured("gradekit", [dict(case) for case in TABLE])
    assert line["n"] == len(TABLE)
    assert line["proved"] == sum(case["equal"] for case in TABLE)
    assert line["missed"] == []


def test_peers_answer_in_a_process_of_their_own() -> None:
    line = benchmark.measured("numpy", [dict(case) for case in TABLE[:3]])
    assert (line["n"], line["wrong_equal"], line["wrong_unequal"], line["timeouts"]) == (3, 0, 0, 0)


def test_the_program_prints_rows_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "pairs.jsonl"
    corpus.write_text("\n".join(json.dumps(case) for case in [*TABLE, {**TABLE[0], "policy": True}]))
    assert benchmark.main(["--corpus", str(corpus), "--methods", "gradekit", "--limit", "10", "--json"]) == 0
    (line,) = json.loads(capsys.readouterr().out)["rows"]
    assert line["method"] == "gradekit"
    assert line["n"] == 10
    assert {"median_ms", "p95_ms", "mean_ms", "per_second", "proved", "agreed", "errors"} <= line.keys()
    assert benchmark.main(["--corpus", str(corpus)]) == 0
    assert "gradekit-stored" in capsys.readouterr().out


def test_an_unknown_method_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        benchmark.main(["--corpus", str(tmp_path), "--methods", "guessing"])
    assert "unknown methods guessing" in capsys.readouterr().err
