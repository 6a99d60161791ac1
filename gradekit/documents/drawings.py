"""A drawing as a file of its own: with the colours and lines that it has on a page, in which style sheets give them."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from importlib.resources import files

_RULE = re.compile(r"^svg[^{@]*\{[^}]*\}", re.MULTILINE)
_VARIABLE = re.compile(r"var\(--([a-z-]+)\)")


def standalone(svg: str, *, ground: bool = False) -> str:
    """The drawing with its style inside; `ground` gives it the paper of a light page, for viewers with a dark one."""
    end = svg.index(">") + 1
    under = f'<rect width="100%" height="100%" fill="{_colours()["paper"]}"/>' if ground else ""
    return f"{svg[:end]}<style>{_style()}</style>{under}{svg[end:]}"


def data_uri(svg: str) -> str:
    """The drawing as an address that needs no file."""
    return f"data:image/svg+xml;base64,{b64encode(standalone(svg, ground=True).encode()).decode()}"


@cache
def _page() -> str:
    return files("gradekit.documents").joinpath("shells", "page.css").read_text(encoding="utf-8")


@cache
def _colours() -> dict[str, str]:
    """The colours of a light page by name, which stand first in the style sheet."""
    return dict(re.findall(r"--([a-z-]+): ([^;]+);", _page().split("@media")[0]))


@cache
def _style() -> str:
    """The rules for drawings, each colour written out."""
    rules = "".join(_RULE.findall(_page()))
    return f"svg {{ color: {_colours()['ink']}; }}" + _VARIABLE.sub(lambda found: _colours()[found[1]], rules)
