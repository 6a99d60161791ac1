"""The lowest version of each dependency that pyproject.toml allows, as pip wants it told."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
for dependency in project["dependencies"]:
    name, lowest = re.match(r"([\w-]+)>=([\w.]+)", dependency).groups()
    print(f"{name}=={lowest}")  # noqa: T201  its output is what it is for; 2 is 2.0.0 to pip
