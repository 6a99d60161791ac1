"""The register of templates: headers without running, refusals, and errors with their line."""

import re
import subprocess
import sys
import textwrap

import pytest

from gradekit.config import content_files, content_folders
from gradekit.errors import AuthorError, OperatorError
from gradekit.problems.issue import issue
from gradekit.problems.template import REGISTER, headers, headers_in, load, template, template_named

GOOD = """
from gradekit.authoring import Map, t, template

@template("{slug}", group="tests", title="A test", goal="{goal}", levels=(1, 2), version="3")
def make(g, level):
    return Map(t).on("t > 0").then(f=g.int("a", 2, 4) * t**{exponent})
"""


@pytest.fixture
def folder(tmp_path):
    before = dict(REGISTER)
    yield tmp_path
    REGISTER.clear()
    REGISTER.update(before)


def written(folder, name, text):
    path = folder / f"{name}.py"
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return path


def test_headers_are_read_without_running_the_file(folder):
    path = written(folder, "quiet", "raise SystemExit(5)\n" + GOOD.format(slug="quiet", goal="listen", exponent=3))
    (header,) = headers_in(path)
    assert (header.slug, header.group, header.goal, header.levels, header.version) == (
        "quiet",
        "tests",
        "listen",
        (1, 2),
        "3",
    )


def test_the_four_templates_are_there_and_listing_them_imports_no_sympy():
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from gradekit.problems.template import headers;"
            "print(*[h.slug for h in headers()]); print({'sympy', 'numpy', 'flint', 'jinja2'} & set(sys.modules))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    slugs, imported = told.stdout.splitlines()
    assert {"total-derivative", "multi-path", "jacobian", "polar-gradient"} <= set(slugs.split())
    assert imported == "set()"


def test_own_folders_come_first(folder):
    written(folder, "jacobian", GOOD.format(slug="jacobian", goal="mine", exponent=3))
    assert next(h for h in headers([folder]) if h.slug == "jacobian").goal == "mine"
    assert template_named("jacobian").header.goal != "mine"
    assert template_named("jacobian", [folder]).header.goal == "mine"
    assert content_folders("templates", [folder])[0] == folder
    with pytest.raises(OperatorError, match=r"There is no folder .*missing"):
        content_folders("templates", [folder / "missing"])


def test_hidden_files_and_links_are_not_content(folder):
    path = written(folder, "seen", "")
    written(folder, "_private", "")
    (folder / "link.py").symlink_to(path)
    found = [p for p in content_files("templates", ".py", [folder]) if p.is_relative_to(folder)]
    assert found == [path]


def test_a_template_of_ones_own_is_issued(folder):
    written(folder, "own", GOOD.format(slug="own-one", goal="try", exponent=3))
    issued, _ = issue(template_named("own-one", [folder]), 1, "1")
    assert issued.template_version == "3"
    assert re.fullmatch(r"Let \$f = [234] t\^\{3\}\$, for \$t > 0\$\.", issued.prompt)


def test_duplicates_and_missing_goals_are_refused(folder):
    load(written(folder, "twin", GOOD.format(slug="twin", goal="once", exponent=3)))
    with pytest.raises(AuthorError, match="Two templates are both called `twin`"):
        load(written(folder, "other", GOOD.format(slug="twin", goal="twice", exponent=3)))
    with pytest.raises(AuthorError, match="`aimless` has no goal"):
        load(written(folder, "aimless", GOOD.format(slug="aimless", goal=" ", exponent=3)))
    with pytest.raises(AuthorError, match=r"has levels \(0, 9\)"):
        template("wide", group="tests", title="T", goal="g", levels=(0, 9))(lambda _g, _level: None)


BROKEN = [
    ("x = 1 +\n", "headers", "broken.py is not Python"),
    ("@template(slug)\ndef make(g, level): ...\n", "headers", "broken.py, line 1: `@template"),
    ("@template('b', group='g')\ndef make(g, level): ...\n", "headers", "broken.py, line 1: `@template"),
    ("a = 1\nb = 1 / 0\n", "load", "line 2: ZeroDivisionError"),
]


@pytest.mark.parametrize(("text", "how", "words"), BROKEN)
def test_a_broken_file_is_named_with_its_line(folder, text, how, words):
    path = written(folder, "broken", text)
    with pytest.raises(AuthorError, match=words):
        list(headers_in(path)) if how == "headers" else load(path)


def test_a_sampler_that_fails_is_named_with_its_line(folder):
    text = GOOD.format(slug="fails", goal="fail", exponent=3).replace("    return", "    1 / 0\n    return")
    load(written(folder, "fails", text))
    with pytest.raises(AuthorError, match=r"`fails` fails at level 1: line 6: ZeroDivisionError"):
        issue(REGISTER["fails"], 1, "1")


def test_a_text_with_an_unknown_gap_is_named(folder):
    text = GOOD.format(slug="gappy", goal="fill", exponent=3) + 'TEXT = "Let {{ g }} be, for {{ domain }}."\n'
    load(written(folder, "gappy", text))
    with pytest.raises(AuthorError, match="text of `gappy` cannot be filled: 'g' is undefined"):
        issue(REGISTER["gappy"], 1, "1")


def test_an_error_in_the_structure_names_the_template(folder):
    load(
        written(folder, "loop", GOOD.format(slug="loop", goal="loop", exponent="2 * y").replace("Map, t", "Map, t, y"))
    )
    with pytest.raises(AuthorError, match="template `loop` at level 1: `f` uses `y` before it is defined"):
        issue(REGISTER["loop"], 1, "1")


def test_the_nearest_name_is_offered():
    with pytest.raises(AuthorError, match="Did you mean `polar-gradient`"):
        template_named("polar-gradent")
    with pytest.raises(AuthorError, match="there is no level 7"):
        issue(template_named("jacobian"), 7, "1")
