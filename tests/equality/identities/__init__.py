"""Identities from textbooks and handbooks, by family, each with the domain on which it is stated.

A row is (answer, expected, assumptions), the assumptions separated by semicolons. Each row is checked with mpmath, and
one near miss of it, in `test_identities.py`.
"""

from __future__ import annotations

from importlib import import_module

Row = tuple[str, str, str]

NAMES = [
    "trigonometric",
    "inverse_trigonometric",
    "hyperbolic",
    "inverse_hyperbolic",
    "radicals",
    "nested_radicals",
    "logarithms",
    "absolute",
    "arctangent2",
    "learning",
    "factorials",
    "constants",
    "derivatives",
    "antiderivatives",
    "complex_numbers",
    "integers",
    "mixed",
    "words",
    "angles",
    "arcs",
    "areas",
    "denested",
    "exact_values",
    "growth",
    "by_hand",
    "orderings",
    "jumps",
    "whole_numbers",
    "inside_functions",
]

FAMILIES: dict[str, list[Row]] = {name: import_module(f"identities.{name}").ROWS for name in NAMES}
