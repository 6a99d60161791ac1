"""Wrong answers that no rule explains: what they do to the stages, and the rows that a class is made of."""

from __future__ import annotations

import pytest
from worked import answers, polar, round_trip

from gradekit.grading.departures import departure
from gradekit.grading.grade import grade_problem

RIGHT = {"routes": "2", "J_f": ["2*x", "2"], "inner": ["cos(t)", "-sin(t)"], "df_dt": "2*sin(t)*(cos(t) - 1)"}


def departs(made, part: str, given) -> tuple[str, object] | None:
    problem, key = made()
    told = answers(problem, {**(RIGHT if made is round_trip else {}), part: given})
    verdict = grade_problem(problem, key, told).verdict(part)
    answer = next(one for one in told if one.part == part)
    found = departure(problem.part(part), answer, verdict, key, problem)
    return found and (found.id.removeprefix("departure."), next(iter(found.params.values()), None))


@pytest.mark.parametrize(
    ("part", "given", "expected"),
    [
        # f = x^2 + 2 y, x = sin t, y = cos t: df/dt = 2 sin t cos t - 2 sin t
        ("df_dt", "3*sin(t)*cos(t) - 3*sin(t)", ("factor", "3/2")),
        ("df_dt", "-14*sin(t)*(cos(t) - 1)", ("factor", "-7")),
        ("df_dt", "pi*2*sin(t)*(cos(t) - 1)", ("factor", "3.142")),
        ("df_dt", "2*sin(t)*(cos(t) - 1) + 5", ("difference", "5")),
        ("df_dt", "2*sin(t)*cos(t) + 2", ("stage-one", "d y/d t")),
        ("df_dt", "2*cos(t) - 2*sin(t)", ("stage-neighbour", "d f/d x")),
        ("df_dt", "2*sin(t)*cos(t) - 2*sin(t)**2", ("stage-neighbour", "d f/d y")),
        ("df_dt", "exp(t)", None),
        ("df_dt", "2*sin(t)*(cos(t) - 1)", None),
        ("df_dt", "2*sin(t)*cos(t)", None),  # a known misconception has its rule
        ("J_f", ["2*x", "5"], ("factor", "5/2")),
        ("J_f", ["x**2", "2"], None),
        ("routes", "7", None),  # the factor between two numbers says nothing
    ],
)
def test_what_wrong_answers_do_to_the_stages(part: str, given, expected) -> None:
    assert departs(round_trip, part, given) == expected


def test_entries_are_looked_at_together() -> None:
    # grad f of f = x^2 y in polar coordinates, both entries three times too large
    given = ["9*r**2*sin(theta)*cos(theta)**2", "3*r**2*cos(theta)*(1 - 3*sin(theta)**2)"]
    assert departs(polar, "grad", given) == ("factor", "3")
    assert departs(polar, "grad", [given[0], "5*r**2*cos(theta)*(1 - 3*sin(theta)**2)"]) is None
