"""Answers that an author states come with what leads to them, in the worked solution and nowhere else."""

import pytest

from gradekit.authoring import Map, t, total, x
from gradekit.calculus.steps import worked_solution
from gradekit.documents.markup import Maths, inline
from gradekit.documents.mathematics.read import parse
from gradekit.documents.solution import solution_blocks
from gradekit.errors import AuthorError
from gradekit.model.codec import encode
from gradekit.model.quantities import Given
from gradekit.problems.bank.bank import bank_draft, bank_files, bank_problem, issue_bank, read_bank
from gradekit.problems.drafting.drawing import drawn
from gradekit.problems.drafting.draws import Draws, seed_number
from gradekit.problems.drafting.prompt import fill
from gradekit.problems.issue import issue
from gradekit.problems.rejected import Rejected
from gradekit.problems.template import headers, template_named
from gradekit.problems.worked import worked_out

BY_THEMSELVES = ("decomposition", "by-person")
"""Kinds of which the answer is what leads to the rest, or says so in words."""


def first_draft(slug, level):
    for attempt in range(50):
        try:
            return drawn(template_named(slug), level, Draws(slug, level, seed_number("why"), attempt))
        except Rejected:
            continue
    raise AssertionError(slug)


def explained(draft):
    for ask in draft.asks:
        if isinstance(ask.quantity, Given) and ask.kind not in BY_THEMSELVES:
            told = inline(fill(ask.why, draft))
            assert told, ask.key
            assert ask.why.rstrip().endswith("."), ask.key
            for piece in told:
                if isinstance(piece, Maths):
                    parse(piece.latex)


@pytest.mark.parametrize("header", headers(), ids=lambda header: header.slug)
def test_every_stated_answer_of_a_template_says_what_leads_to_it(header):
    for level in range(header.levels[0], header.levels[1] + 1):
        explained(first_draft(header.slug, level))


@pytest.mark.parametrize("path", sorted(bank_files()), ids=lambda path: path.stem)
def test_every_stated_answer_of_the_bank_says_what_leads_to_it(path):
    explained(bank_draft(read_bank(path)))


def test_it_stands_in_the_solution_before_its_answer():
    issued, key = issue_bank(bank_problem("rayleigh-quotient"))
    step = worked_solution(issued, key)[-1]
    assert "eigenvalue of the matrix" in step.why
    assert step.formulas == (r"\text{eigenvalue} = 3",)
    assert "eigenvalue of the matrix" in str(list(solution_blocks([step])))


def test_it_is_no_part_of_what_students_get():
    issued, key = issue(template_named("hessian"), 1, "3")
    why = key.part("kind").why
    assert "upper left corners" in why
    assert b"corners" not in encode(issued)


def test_numbers_of_the_draw_stand_in_it():
    issued, key = issue(template_named("polar-laplacian"), 4, "3")
    k = str(key.part("harmonic").value.entries[0].value)
    assert f"-{int(k) ** 2}" in key.part("harmonic").why
    assert "{{" not in key.part("harmonic").why
    assert issued.part("harmonic").kind == "set"


def test_what_is_derived_needs_none():
    draft = Map(t).then(x=t**2).then(f=x + 1).ask(total("f", by="t", why="It is clear.")).draft()
    with pytest.raises(AuthorError, match="the steps to df_dt follow by themselves"):
        worked_out(draft)
