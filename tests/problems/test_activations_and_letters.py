"""Activations are explained in the question, and a stated answer may be asked in letters of its own."""

import pytest

from gradekit.authoring import Map, arrays, local, part, relu, sigma, softmax, softplus, symbols, tanh, total, z
from gradekit.grading.trial import filled_in
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import MALRULES
from gradekit.problems.drafting.prompt import prompt
from gradekit.problems.worked import worked_out

a = symbols("a")


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (sigma, r"Here $\sigma(z) = \frac{1}{1 + e^{-z}}$."),
        (softplus, r"Here $\operatorname{softplus}(z) = \ln\left(1 + e^{z}\right)$."),
        (tanh, ""),
    ],
    ids=["sigma", "softplus", "tanh"],
)
def test_the_question_says_what_an_activation_is(act, told):
    draft = Map(z).then(a=act(z)).draft()
    assert prompt("Let {{ definitions }}, for {{ domain }}.", draft, 1, "it").endswith(told or "real $z$.")
    assert told in prompt("{{ activations }} Let {{ definitions }}, for {{ domain }}.", draft, 1, "it")


def test_the_activation_of_an_array_is_explained_once():
    (v,) = arrays("z:3")
    text = prompt("", Map(v).then(a=relu(v)).draft(), 1, "it")
    assert text.count("operatorname{relu}(z) = \\max") == 1


def test_a_stated_answer_is_asked_in_its_own_letters():
    short = part("short", a * (1 - a), "in $a$ alone", letters=("a",))
    first, second = worked_out(Map(z).then(a=sigma(z)).ask(local("a", by="z"), short).draft()).parts
    assert (first.symbols, second.symbols) == (("z",), ("a",))


@pytest.mark.parametrize(
    ("of", "turned"), [(lambda v: v / 2 + 1, False), (lambda v: v * v, True)], ids=["linear", "square"]
)
def test_the_symmetric_jacobian_of_softmax_has_no_transpose(of, turned):
    (v,) = arrays("z:2")
    draft = Map(v).then(p=softmax(of(v))).ask(total("p", by="z")).draft()
    asked = Asked(draft.composition, draft.asks[0].quantity)
    assert bool(list(MALRULES["transpose"].sites(asked))) is turned


def test_a_function_is_filled_in_where_it_returns():
    stub = "q1a = ...\n\ndef q1b(x, y):\n    return ...\n"
    assert filled_in(stub, {"q1b": "[x, y]"}) == "q1a = ...\n\ndef q1b(x, y):\n    return [x, y]\n"
