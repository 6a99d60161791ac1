"""One draw of a template, with its author told where the file fails."""

from __future__ import annotations

from gradekit.errors import AuthorError
from gradekit.problems.drafting.draft import Draft
from gradekit.problems.drafting.draws import Draws
from gradekit.problems.drafting.layouts import laid_out
from gradekit.problems.rejected import Rejected
from gradekit.problems.template import Template, where


def drawn(template: Template, level: int, draws: Draws) -> Draft:
    """What the template draws; `Rejected` by its own rule, `AuthorError` with the line of the file where it fails."""
    try:
        return laid_out(template.make(draws, level).draft(), draws.conventions, draws.used)
    except AuthorError as error:
        raise AuthorError(f"The template `{template.header.slug}` at level {level}: {error}") from error
    except Rejected:
        raise
    except Exception as error:
        file = template.make.__code__.co_filename
        raise AuthorError(
            f"The template `{template.header.slug}` fails at level {level}: {where(error, file)}"
        ) from error
