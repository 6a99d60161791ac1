"""Every template at every level: issued or rejected with a named rule, never an error; varied; and readable."""

import ast
import contextlib
import re
from collections import Counter
from dataclasses import replace

import pytest

from gradekit.config import content_files
from gradekit.documents.mathematics.read import parse
from gradekit.equality.decide import decide
from gradekit.model.composition import At, Local, Total
from gradekit.model.outcome import RIGHT
from gradekit.model.quantities import Given
from gradekit.problems.admission.size import LARGEST_INTEGER, MOST_LATEX
from gradekit.problems.drafting.draws import Draws, seed_number
from gradekit.problems.drafting.prompt import array_inputs
from gradekit.problems.issue import AllRejected, issue
from gradekit.problems.questions.domains import spoken
from gradekit.problems.rejected import Rejected
from gradekit.problems.template import headers, template_named
from gradekit.submissions.read import scope_of
from gradekit.syntax.latex import to_latex
from gradekit.syntax.names import GREEK
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import walk
from gradekit.syntax.write import to_text

INDICES, GENERIC = set("ijklmn"), {*"deHabcJC", "sigma"}
"""Letters of hints that speak of any entry, and those of rules as a lecture writes them."""

FILES = list(content_files("templates", ".py"))
LEVELS = [(h.slug, level) for h in headers() for level in range(h.levels[0], h.levels[1] + 1)]
NAMES = [f"{slug}-{level}" for slug, level in LEVELS]
SAMPLE = [
    (h.slug, h.levels[0] + number % (h.levels[1] - h.levels[0] + 1)) for number, h in enumerate(headers())
]  # one level of each template, for what takes long; the long tests take all
SAMPLED = [f"{slug}-{level}" for slug, level in SAMPLE]
RULES = {"G1", "G2", "G3", "G4", "G5", "G6", "G7", "author", "oracle"}

MOST_LINES = 30
"""Lines of a sampler: what an author writes besides the header and the text."""

MOST_WITH_HELPERS = 60
"""The same with the functions it calls."""


def swept(slug, level, seeds):
    """How many seeds were issued; the others were rejected by rules that have names."""
    met = [rules_met(slug, level, seed) for seed in seeds]
    assert set().union(*met) <= RULES
    return met.count(set())


def rules_met(slug, level, seed):
    """The rules by which every attempt was rejected, none if one was issued. Any other exception is an error."""
    try:
        issue(template_named(slug), level, seed)
    except AllRejected as rejected:
        return set(rejected.met)
    return set()


@pytest.mark.parametrize(("slug", "level"), LEVELS, ids=NAMES)
def test_seeds_are_issued(slug, level):
    assert swept(slug, level, [f"short {k}" for k in range(2)]) == 2


@pytest.mark.long
@pytest.mark.parametrize(("slug", "level"), LEVELS, ids=NAMES)
def test_three_hundred_seeds_are_issued_or_rejected_by_a_named_rule(slug, level):
    assert swept(slug, level, [f"long {k}" for k in range(300)]) >= 299


@pytest.mark.parametrize(("slug", "level"), SAMPLE, ids=SAMPLED)
def test_a_draw_is_seldom_rejected(slug, level):
    assert share_admitted(slug, level, 6) >= 1 / 3


@pytest.mark.long
@pytest.mark.parametrize(("slug", "level"), LEVELS, ids=NAMES)
def test_no_more_than_half_of_the_draws_are_rejected(slug, level):
    """A generator that rejects more than half of what it draws is badly written."""
    assert share_admitted(slug, level, 60) >= 1 / 2


def share_admitted(slug, level, count):
    """The share of the draws that keep the rules, before any is drawn again."""
    from gradekit.problems.admission.admissibility import admit
    from gradekit.problems.worked import worked_out

    kept = 0
    for seed in range(count):
        draws = Draws(slug, level, seed_number(f"rate {seed}"))
        with contextlib.suppress(Rejected):
            admit(worked_out(template_named(slug).make(draws, level).draft()), level)
            kept += 1
    return kept / count


@pytest.mark.parametrize(("slug", "level"), SAMPLE, ids=SAMPLED)
def test_two_students_seldom_get_the_same(slug, level):
    assert pool(slug, level, 60) >= 400


@pytest.mark.long
@pytest.mark.parametrize(("slug", "level"), LEVELS, ids=NAMES)
def test_a_class_seldom_has_the_same_problem_twice(slug, level):
    assert pool(slug, level, 500) >= 1300


def pool(slug, level, count):
    """The effective pool, from how often two draws are the same: pairs over collisions."""
    make = template_named(slug).make
    draws = (Draws(slug, level, seed_number(f"pool {k}")) for k in range(count))
    counts = Counter(asked_of(draft) for drawn in draws if (draft := drafted(make, drawn, level)))
    collisions = sum(n * (n - 1) // 2 for n in counts.values())
    kept = counts.total()
    return kept * (kept - 1) / 2 / max(1, collisions)


def drafted(make, draws, level):
    """The draft of a draw, None where its author rejects it."""
    try:
        return make(draws, level).draft()
    except Rejected:
        return None


def asked_of(draft):
    """What tells one student's problem from another's: the formulas, and the points and vectors of what is asked."""
    formulas = [(node.name, to_text(node.expr)) for node in draft.composition.nodes]
    said = () if formulas else sorted(draft.say.items())  # what a question without formulas says
    return str((formulas, said, [(ask.quantity, ask.stated) for ask in draft.asks]))


def letters(*texts):
    """The letters in the formulas of marked-up texts, without their indices; Greek ones by their names."""
    formulas = " ".join(formula for text in texts for formula in re.findall(r"\$([^$]+)\$", text))
    plain = re.sub(r"\\(?:text|operatorname|begin|end|mathbb)\{[^}]*\}|_(?:\{[^}]*\}|\w)", " ", formulas)
    words = (word.removeprefix("\\") for word in re.findall(r"\\?[A-Za-z]+", plain))
    return {word for word in words if len(word) == 1 or word in GREEK}


@pytest.fixture(scope="module", params=LEVELS, ids=NAMES)
def problem(request):
    slug, level = request.param
    return issue(template_named(slug), level, "reading")


def test_the_question_is_complete(problem):
    issued, _ = problem
    composition = issued.composition
    assert spoken(issued.domain, composition.inputs, array_inputs(composition)) in issued.prompt
    assert issued.prompt.count("$") % 2 == 0
    assert not re.search(r"\{\{|\{%|\bNone\b|\\left[^(|\\]", issued.prompt)
    assert issued.prompt.endswith((".", "?"))
    assert all(part.asks and part.label for part in issued.parts)


def test_every_text_can_be_laid_out(problem):
    issued, key = problem
    texts = [issued.prompt, *(part.asks for part in issued.parts), *key.hints]
    formulas = [formula for text in texts for formula in re.findall(r"\$([^$]+)\$", text)]
    assert formulas
    for formula in formulas:
        parse(formula)


def test_answers_are_of_a_size_one_can_write(problem):
    issued, key = problem
    for part in key.parts:
        if isinstance(issued.part(part.part).quantity, At):
            continue
        for entry in part.shown:
            assert len(to_latex(entry)) <= MOST_LATEX
            numbers = [node.number for node in walk(entry) if node.head == "number"]
            assert all(abs(n.numerator) <= LARGEST_INTEGER for n in numbers)


def test_printed_answers_read_back_as_the_right_ones(problem):
    issued, key = problem
    for part in issued.parts:
        if isinstance(part.quantity, At | Given):  # what is stated has kinds of its own, which have their own tests
            continue
        right = key.part(part.key)
        for shown, value in zip(right.shown, right.value, strict=True):
            read = read_text(to_text(shown), replace(scope_of(issued), symbols=frozenset(part.symbols))).value
            assert decide(read, value, issued.domain).outcome in RIGHT


def test_hints_speak_of_letters_that_the_question_has(problem):
    """Nodes of a graph that the question does not name do not stand in its hints either."""
    issued, key = problem
    asked = [text for part in issued.parts for text in (part.asks, f"${part.label}$")]
    known = letters(issued.prompt, *asked) | INDICES | GENERIC
    for hint in key.hints:
        assert {letter.partition("_")[0] for letter in letters(hint)} <= known, hint


def test_a_question_says_by_what_one_differentiates(problem):
    issued, _ = problem
    arrays = {member: block.name for block in issued.composition.blocks for member in block.members}
    for part in issued.parts:
        quantity = part.quantity.quantity if isinstance(part.quantity, At) else part.quantity
        by = quantity.columns if isinstance(quantity, Local) else quantity.inputs if isinstance(quantity, Total) else ()
        said = letters(issued.prompt, part.asks)
        assert {re.sub(r"_?\d+$", "", arrays.get(name, name)) for name in by} <= said, part.asks


def test_no_formula_of_a_question_is_degenerate(problem):
    """None is a number, none is written twice, and none is one letter called by another name; entries may be."""
    composition = problem[0].composition
    entries = {member for block in composition.blocks for member in block.members}
    formulas = [node.expr for node in composition.nodes if node.name not in entries]
    assert all(formula.args and any(part.head == "symbol" for part in walk(formula)) for formula in formulas)
    assert len({to_text(formula) for formula in formulas}) == len(formulas)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_template_is_short_and_says_what_it_is(path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    lengths = {node.name: written(node, text) for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert lengths["make"] <= MOST_LINES
    assert sum(lengths.values()) <= MOST_WITH_HELPERS
    assert ast.get_docstring(tree)
    (header,) = [h for h in headers() if h.path == path]
    assert path.stem == header.slug.replace("-", "_")


def written(function, text):
    """The lines of a function that are not empty, without its header."""
    return sum(bool(line.strip()) for line in text.splitlines()[function.body[0].lineno - 1 : function.end_lineno])


def test_the_symbols_of_templates_mean_nothing_else(problem):
    issued, _ = problem
    names = {*issued.composition.inputs, *(node.name for node in issued.composition.nodes)}
    assert names.isdisjoint({"e", "i", "d", "E", "I", "N", "S", "O", "Q", "lambda", "beta", "gamma", "zeta"})
