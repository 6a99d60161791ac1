"""A template: a sampler with its text, in a register. Listing templates reads their headers without running them."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar, final

from gradekit.config import content_files
from gradekit.errors import AuthorError
from gradekit.model.nearest import nearest

if TYPE_CHECKING:
    from gradekit.problems.drafting.draft import Draft
    from gradekit.problems.drafting.draws import Draws


class Drawn(Protocol):
    """What a template draws: a `Map` or a `Question`."""

    def draft(self) -> Draft:
        """The draft of the problem."""
        ...


Make: TypeAlias = "Callable[[Draws, int], Drawn]"
M = TypeVar("M", bound="Callable[[Draws, int], Drawn]")


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a list of templates says about one."""

    slug: str
    group: str
    title: str
    goal: str
    levels: tuple[int, int]
    """The lowest and the highest level."""
    version: str = "1"
    deal: bool = False
    """Whether there are few problems, so that a class is dealt them one by one."""
    path: Path | None = None
    """The file it stands in."""


@final
@dataclass(frozen=True, slots=True)
class Template:
    """A header and the function that draws a problem."""

    header: Header
    make: Make

    @property
    def text(self) -> str:
        """The question as a Jinja2 text, `TEXT` of the module; empty where the default text is wanted."""
        return str(self.make.__globals__.get("TEXT", ""))

    def hints(self, level: int) -> tuple[str, ...]:
        """`HINTS` of the module, or of those by level the ones of this; empty where they come from the structure."""
        told: Sequence[str] | Mapping[int, Sequence[str]] = self.make.__globals__.get("HINTS", ())
        return tuple(told.get(level, ()) if isinstance(told, Mapping) else told)

    @property
    def effort(self) -> Mapping[int, float]:
        """`EFFORT` of the module: the median effort of each level, as `gradekit templates measure` gives it; empty
        where it was not measured."""
        return dict(self.make.__globals__.get("EFFORT", {}))


REGISTER: dict[str, Template] = {}
"""Every template that has been loaded, by its slug."""


def template(
    slug: str, *, group: str, title: str, goal: str, levels: tuple[int, int], version: str = "1", deal: bool = False
) -> Callable[[M], M]:
    """Enter a function that draws a problem into the register.

    `slug` names it on the command line, `goal` says in one line what a student learns, `levels` are the lowest and the
    highest. `deal` marks a template of few problems, fewer than 4,000: a class draws the same one twice, and is dealt
    them from a list instead. A second template of the same name and a missing goal are refused.
    """

    def enter(make: M) -> M:
        if slug in REGISTER:
            raise AuthorError(f"Two templates are both called `{slug}`; rename one of them.")
        if not goal.strip():
            raise AuthorError(f"Template `{slug}` has no goal; say in one line what a student learns from it.")
        if not 1 <= levels[0] <= levels[1] <= 5:
            raise AuthorError(f"Template `{slug}` has levels {levels}; they go from 1 to at most 5.")
        header = Header(slug=slug, group=group, title=title, goal=goal, levels=levels, version=version, deal=deal)
        REGISTER[slug] = Template(header, make)
        return make

    return enter


def headers(own: Sequence[Path] = ()) -> tuple[Header, ...]:
    """The headers of all templates, own folders first; nothing is run. A slug that comes again is the first one's."""
    found: dict[str, Header] = {}
    for path in content_files("templates", ".py", own):
        for header in headers_in(path):
            found.setdefault(header.slug, header)
    return tuple(sorted(found.values(), key=lambda header: (header.group, header.slug)))


def headers_in(path: Path) -> Iterator[Header]:
    """The headers in one file: the arguments of `@template(...)` as they are written there."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    except (SyntaxError, UnicodeDecodeError, ValueError) as error:
        raise AuthorError(f"The template file {path.name} is not Python: {error}.") from error
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            for call in node.decorator_list:
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "template":
                    yield _header(call, path)


def _header(call: ast.Call, path: Path) -> Header:
    try:
        told: dict[str, Any] = {word.arg or "": ast.literal_eval(word.value) for word in call.keywords}
        return Header(slug=ast.literal_eval(call.args[0]), path=path, **told)
    except (ValueError, IndexError, TypeError) as error:
        where = f"{path.name}, line {call.lineno}"
        raise AuthorError(
            f"{where}: `@template(...)` needs its name first and group, title, goal, levels as plain values."
        ) from error


def template_named(slug: str, own: Sequence[Path] = ()) -> Template:
    """The template of that name, its file run if it has not been; `AuthorError` with the nearest name otherwise."""
    known = headers(own)
    header = next((h for h in known if h.slug == slug), None)
    if header is None or header.path is None:
        raise AuthorError(f"No template is called `{slug}`. {nearest(slug, [h.slug for h in known])}")
    if slug not in REGISTER or REGISTER[slug].make.__code__.co_filename != str(header.path.absolute()):
        REGISTER.pop(slug, None)  # loaded from elsewhere before; a folder of one's own comes first
        load(header.path)
    return REGISTER[slug]


def load(path: Path) -> None:
    """Run a template file, which enters its templates; what goes wrong in it is an `AuthorError` with its line."""
    name = f"gradekit_template_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise AuthorError(f"{path.name} cannot be loaded as a template.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except AuthorError:
        raise
    except Exception as error:
        raise AuthorError(f"The template file {path.name} fails when it is loaded: {where(error, path)}") from error


def where(error: BaseException, path: Path | str) -> str:
    """What an error says, with the line of the template it comes from."""
    trace, line = error.__traceback__, 0
    while trace is not None:
        if Path(trace.tb_frame.f_code.co_filename).name == Path(path).name:
            line = trace.tb_lineno
        trace = trace.tb_next
    told = f"{type(error).__name__}: {error}"
    return f"line {line}: {told}" if line else told
