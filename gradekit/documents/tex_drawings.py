r"""Drawings of gradekit's own as TikZ: boxes, paths, lines, circles and labels, which is all that they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize
from xml.etree import ElementTree

from gradekit.documents.tex_letters import written

WIDEST = 430.0
"""Points: a drawing that is wider is made smaller."""
_SPACE = "{http://www.w3.org/2000/svg}"
_PATH = re.compile(r"([MLCQZHVmlcqzhv])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
_STRAIGHT = re.compile(r"(?:[ML]-?[\d.]+ -?[\d.]+|[Zz])+")
"""A path of straight lines; level curves are long ones, so that these are made at once."""
_POINT = re.compile(r"([ML])(-?[\d.]+) (-?[\d.]+)")
_ENDS = str.maketrans({"z": " -- cycle", "Z": " -- cycle"})
_ANCHORS = {"start": "base west", "middle": "base", "end": "base east"}
_STYLES = {
    "tip": "fill",
    "node": "draw, fill=black!4",
    "halo": "fill=white",
    "yours": "draw, densely dashed",
    "warn": "draw=black, thick, fill=white",
    "bar": "fill=black!45",
    "zone": "fill=black!6",
    "grid": "draw=black!20",
    "mark": "draw, densely dashed",
    "reach": "draw, thick",
    "dot": "fill",
}
"""How elements of a class are drawn; all others are lines."""


@lru_cache(maxsize=256)
def drawn(svg: str) -> str | None:
    """The drawing as a TikZ picture; None where it holds something else than what gradekit draws.

    Sheets of one template share their graphs, so that the last ones are kept.
    """
    try:
        root = ElementTree.fromstring(svg)
        lines = list(_elements(root))
    except (ElementTree.ParseError, _UnknownShapeError, ValueError, KeyError):
        return None
    if not lines:
        return None
    scale = min(0.75, WIDEST / float(root.get("width", WIDEST)))
    body = "\n".join(lines)
    return f"\\begin{{tikzpicture}}[x={scale:.3f}pt, y=-{scale:.3f}pt, line width=.5pt]\n{body}\n\\end{{tikzpicture}}"


class _UnknownShapeError(Exception):
    """An element or a path that is not translated."""


def _elements(root: ElementTree.Element) -> Iterator[str]:
    for element in root:
        match element.tag.removeprefix(_SPACE):
            case "rect":
                yield _rectangle(element)
            case "path":
                yield rf"\path[{_style(element)}] {tikz_path(element.get('d', ''))};"
            case "line":
                ends = [_at(element, "x1", "y1"), _at(element, "x2", "y2")]
                yield rf"\path[{_style(element)}] {' -- '.join(ends)};"
            case "polyline" | "polygon":
                numbers = _NUMBER.findall(element.get("points", ""))
                points = (f"({x},{y})" for x, y in zip(numbers[::2], numbers[1::2], strict=True))
                ended = " -- cycle" if element.tag.endswith("polygon") else ""
                yield rf"\path[{_style(element)}] {' -- '.join(points)}{ended};"
            case "circle":
                yield rf"\path[{_style(element)}] {_at(element, 'cx', 'cy')} circle[radius={element.get('r')}];"
            case "text":
                yield _text(element)
            case "g":
                if element.get("transform"):
                    raise _UnknownShapeError
                yield from _elements(element)
            case "title" | "desc" | "style" | "defs":
                continue
            case _:
                raise _UnknownShapeError


def _style(element: ElementTree.Element) -> str:
    names = element.get("class", "").split()
    return next((_STYLES[name] for name in sorted(names, key="warn".__ne__) if name in _STYLES), "draw")


def _at(element: ElementTree.Element, x: str, y: str) -> str:
    return f"({float(element.get(x, 0)):g},{float(element.get(y, 0)):g})"


def _rectangle(element: ElementTree.Element) -> str:
    x, y, wide, high = (float(element.get(name, 0)) for name in ("x", "y", "width", "height"))
    corners = ", rounded corners=3pt" if element.get("rx") else ""
    return rf"\path[{_style(element)}{corners}] ({x:g},{y:g}) rectangle ({x + wide:g},{y + high:g});"


def tikz_path(data: str) -> str:
    """Moves, lines, curves and ends, all in absolute places."""
    if not _STRAIGHT.fullmatch(data):
        return pieced(data)
    return _POINT.sub(r"\1(\2,\3)", data).replace("M", " ").replace("L", " -- ").translate(_ENDS).strip()


def pieced(data: str) -> str:
    """The same of any path, command by command."""
    out: list[str] = []
    here = ("0", "0")
    for command, numbers in _PATH.findall(data):
        values = _NUMBER.findall(numbers)
        match command:
            case "M" | "L":
                for index, (x, y) in enumerate(zip(values[::2], values[1::2], strict=True)):
                    out.append(f"({x},{y})" if command == "M" and not index else f"-- ({x},{y})")
                    here = (x, y)
            case "H" | "V":
                here = (values[-1], here[1]) if command == "H" else (here[0], values[-1])
                out.append(f"-- ({here[0]},{here[1]})")
            case "C":
                for a, b, c, d, x, y in zip(*(values[k::6] for k in range(6)), strict=True):
                    out.append(f".. controls ({a},{b}) and ({c},{d}) .. ({x},{y})")
                    here = (x, y)
            case "Z" | "z":
                out.append("-- cycle")
            case _:
                raise _UnknownShapeError
    return " ".join(out)


def _text(element: ElementTree.Element) -> str:
    """A label where it stands; slanted letters as formulas, on one line."""
    told = "".join(element.itertext())
    anchor = _ANCHORS[element.get("text-anchor", "start")]
    size = float(element.get("font-size", 14)) * 0.72
    font = rf"\fontsize{{{size:.1f}}}{{{size * 1.2:.1f}}}\selectfont"
    return rf"\node[anchor={anchor}, inner sep=0pt, font={font}] at {_at(element, 'x', 'y')} {{{_label(told)}}};"


@lru_cache(maxsize=1024)
def _label(text: str) -> str:
    """The text, with each run of slanted letters as letters of a formula."""
    out = ""
    for plain, slanted in re.findall("([^\U0001d400-\U0001d7ffℎ]*)([\U0001d400-\U0001d7ffℎ]*)", text):
        out += written(plain) + "".join(rf"\({_slanted(letter)}\)" for letter in slanted)
    return out


def _slanted(letter: str) -> str:
    base = written(normalize("NFKC", letter))
    return base.removeprefix(r"\(").removesuffix(r"\)")
