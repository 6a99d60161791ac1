"""The bank: every problem is issued, and what its source states is what the stages and SymPy derive."""

import pytest

from gradekit.calculus.graph import closed_forms
from gradekit.config import content_folders
from gradekit.equality.decide import decide
from gradekit.errors import AuthorError
from gradekit.grading.trial import trial
from gradekit.model.outcome import Outcome
from gradekit.problems.bank.bank import bank_draft, bank_files, bank_ids, bank_problem, expected, issue_bank, read_bank
from gradekit.syntax.build import substitute

FILES = sorted(bank_files())

WITHIN_REACH = {
    f"s{seed}-{name}"
    for seed, names in {
        0: "total total-simplified partial-x partial-y partial-z two-layer n-layer mid-layer neuron-dw neuron-db "
        "layer-dW layer-db layer-da",
        1: "nested nested-simplified sum sin-sum product vector-scalar sum-w-plus-x w-times-x vector-chain mse "
        "neuron-pos",
        2: "vec-vec mat-vec mat-mat three-stage skip",
        3: "ex58 Ax dAx-dA RtR-cases RtR-delta ex510 id-aTx id-aXb id-quad id-wls id-T id-tr id-det id-inv id-aXinvb "
        "sqrtcos reverse forward polar polar-lap",
    }.items()
    for name in names.split()
}
"""The worked examples of the sources."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_the_source_states_is_derived(path):
    problem = read_bank(path)
    issued, key = issue_bank(problem)
    closed = closed_forms(issued.composition, {})
    assert problem.expect
    for part in problem.expect:
        ours, theirs = key.part(part).value.entries, expected(problem, part)
        assert len(ours) == len(theirs)
        for one, other in zip(ours, theirs, strict=True):
            decision = decide(substitute(one, closed), substitute(other, closed), issued.domain)
            assert decision.outcome is Outcome.PROVED, (part, one, other)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_problem_reads_well_and_says_where_it_is_asked(path):
    problem = read_bank(path)
    issued, key = issue_bank(problem)
    assert problem.source
    assert problem.title[0].isupper()
    assert issued.prompt.count("$") % 2 == 0
    assert "{{" not in issued.prompt
    assert " for " in issued.prompt
    assert len({part.key for part in issued.parts}) == len(issued.parts) == len(key.parts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_right_answers_count(path):
    tried = trial(*issue_bank(read_bank(path)), wrong=False)
    assert tried.accepted == tried.right > 0, tried.missed


def test_every_worked_example_within_reach_is_in_the_bank():
    rows = [row for path in FILES for row in read_bank(path).rows]
    assert set(rows) == WITHIN_REACH
    assert len(rows) == len(set(rows))


def test_there_are_curated_problems_of_every_level():
    curated = [read_bank(path) for path in FILES if path.parent.name == "curated"]
    assert len(curated) >= 40
    assert {problem.level for problem in curated} >= {2, 3, 4, 5}


def test_the_example_that_collapses_grades_its_products():
    issued, key = issue_bank(bank_problem("three-paths-that-cancel"))
    mixed = issued.part("df_dt_mixed")
    assert set(mixed.symbols) == {"t", "x", "y", "z"}
    assert mixed.points > issued.part("df_dt").points
    # with x, y and z as letters of their own nothing cancels
    assert {wrong.rule for wrong in key.part("df_dt_mixed").wrong} >= {"drop-path", "multiply-paths"}


GOOD = """
id = "mine"
title = "Mine"
source = "me"
level = 1
prompt = "Let {{ definitions }}, for {{ domain }}."
inputs = ["t"]
[nodes]
f = "t**2"
"""
PART = "[[part]]\nask = 'total'\nof = ['f']\nby = ['t']\n"
STATED = "[[part]]\nask = 'number'\nkey = 'least'\ntext = 'the least value'\noptions = { answer = '0' }\n"

EXPECTING = "[expect]\n"

BAD = [
    ("titel = 'x'" + GOOD, r"mine.toml, line 1: unknown key `titel`. Did you mean `title`\?\ntitel = 'x'\n\^"),
    (GOOD + PART + "point = '2'\n", "mine.toml, line 14: unknown key `point`.*Did you mean `points`"),
    (GOOD.replace("level = 1\n", ""), "missing required field `level`"),
    (GOOD.replace("level = 1", 'level = "one"'), 'line 5: expected `int`, got `str`.\nlevel = "one"\n\\^'),
    (GOOD.replace('"mine"', '"yours"'), "line 2: `id` is `yours`; it must be the name of the file, `mine`"),
    (GOOD.replace("t**2", "t**2 +"), "mine.toml, line 9, `nodes.f`"),
    (GOOD.replace("t**2", "t*s"), "mine.toml, line 9, `nodes.f`: [^\n]*\nt\\*s\n  \\^"),
    (GOOD.replace("t**2", "[t, t]"), "is not one formula"),
    (GOOD.replace('["t"]', '["t", "s"]'), "mine.toml: The input `s` stands in no formula"),
    (GOOD.replace('["t"]', '["t:"]'), "mine.toml, line 7, `inputs`"),
    (GOOD.replace("[nodes]", "domain = ['t above 0']\n[nodes]"), "mine.toml, line 8, `domain`"),
    (GOOD + "[[part]]\nask = 'total'\nof = ['f']\n", "mine.toml, line 10, `part 1`: `total` needs `of` and `by`"),
    (GOOD + PART + "points = '1/0'\n", "mine.toml, line 14, `part 1.points`"),
    (GOOD + "[[part]]\nask = 'sum'\nof = ['f']\nby = ['t']\n", "`part 1`: nothing is called `sum`. Known are `local`"),
    (
        GOOD + PART + "why = 'clear'\n",
        "mine.toml: `why` is for stated answers; the steps to df_dt follow by themselves",
    ),
    (GOOD + STATED + "why = 'as {{ h }} is'\n", "mine.toml: There is nothing called `h`"),
    (GOOD + "[[part]]\nask = 'hesian'\nof = ['f']\nby = ['t']\n", "Did you mean `hessian`?"),
    (GOOD + "[[part]]\nask = 'second'\nof = ['f']\nby = ['t']\noptions = { termm = 'all' }\n", "Did you mean `term`?"),
    (GOOD + "[[part]]\nask = 'jvp'\nof = ['f']\nby = ['t']\n", "`jvp` needs more than it was given"),
    (GOOD + PART + "at = { f = '4' }\n", "There is a coordinate for `f`, which is no symbol.*Known are `t`"),
    (GOOD + "[box]\nt = ['2', '1']\n", "box of `t` from 2 to 1"),
    (
        GOOD + EXPECTING + "df_ds = '2*t'\n",
        "line 11, `expect.df_ds`: no part has the key `df_ds`. Did you mean `df_dt`",
    ),
    (GOOD + EXPECTING + "df_dt = '3*t'\n", r"line 11, `expect.df_dt`: `2 t` is derived, and `3 t` is expected"),
    (GOOD + EXPECTING + "df_dt = ['t', 't']\n", r"line 11, `expect.df_dt`: it has 2 entries; the answer has 1"),
    (GOOD + "[box]\nt = ['2', 'x']\n", "mine.toml, line 11, `box.t`"),
    (GOOD.replace("{{ definitions }}", "{{ g }}"), "mine.toml, line 6, `prompt`: There is nothing called `g`"),
    ("id = ", "mine.toml is not TOML"),
]


@pytest.mark.parametrize(("text", "words"), BAD)
def test_an_author_is_told_which_key_does_not_fit(tmp_path, text, words):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AuthorError, match=words):
        issue_bank(read_bank(path))


def test_a_bank_of_ones_own(tmp_path):
    (tmp_path / "mine.toml").write_text(GOOD, encoding="utf-8")
    issued, key = issue_bank(bank_problem("mine", [tmp_path]))
    assert issued.prompt == "Let $f = t^{2}$, for all real $t$."
    assert [part.key for part in issued.parts] == ["df_dt"]
    assert key.variant
    assert "mine" in bank_ids([tmp_path])
    assert content_folders("problem_bank")[-1].name == "problem_bank"
    with pytest.raises(AuthorError, match=r"Did you mean `two-layers`"):
        bank_problem("two-layer")


def test_formulas_of_a_bank_are_data():
    problem = read_bank(FILES[0])
    problem.nodes["f"] = "__import__('os').getcwd()"
    with pytest.raises(AuthorError, match=r"`nodes\.f`"):
        bank_draft(problem)
