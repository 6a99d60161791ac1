"""Rule G8: no problem comes twice on a sheet, with other letters or with its terms in another order neither."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from gradekit.model.codec import encode
from gradekit.model.composition import Composition, Quantity
from gradekit.model.domain import Domain
from gradekit.model.problem import Issued
from gradekit.syntax.tree import Expr

UNORDERED = frozenset({"add", "multiply"})


def note(issued: Issued) -> str:
    """A digest of what is asked about which structure with which numbers: the same for two problems that differ only in
    their letters, in the order of terms and factors, and in their wording. A problem without a composition is its text.
    """
    quantities = [part.quantity for part in issued.parts]
    text = "" if issued.composition.nodes else issued.prompt
    return note_of(issued.composition, issued.domain, quantities, text)


def note_of(composition: Composition, domain: Domain, asked: Sequence[Quantity], text: str) -> str:
    """The same of a problem that is not issued yet; the text counts where there is no composition."""
    letters = (*composition.inputs, *(node.name for node in composition.nodes))
    names = {name: f"letter {k}" for k, name in enumerate(letters)}
    told = {
        "nodes": [_told(node.expr, names) for node in composition.nodes],
        "inputs": len(composition.inputs),
        "outputs": [names[name] for name in composition.outputs],
        "scale": [_told(h, names) for h in composition.frame.scale] if composition.frame else None,
        "domain": _renamed(json.loads(encode(domain)), names),
        "asked": [_renamed(json.loads(encode(quantity)), names) for quantity in asked],
        "text": text,
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _told(expr: Expr, names: Mapping[str, str]) -> str:
    """The expression as text, its terms and factors sorted."""
    if expr.head == "symbol":
        return names.get(expr.name, expr.name)
    args = [_told(arg, names) for arg in expr.args]
    value = "" if expr.value is None else str(expr.value)
    return f"{expr.head} {value}({', '.join(sorted(args) if expr.head in UNORDERED else args)})"


def _renamed(record: Any, names: Mapping[str, str]) -> Any:
    if isinstance(record, str):
        return names.get(record, record)
    if isinstance(record, list):
        return [_renamed(part, names) for part in record]  # pyright: ignore[reportUnknownVariableType]  JSON
    if isinstance(record, dict):
        return {_renamed(key, names): _renamed(part, names) for key, part in record.items()}  # pyright: ignore[reportUnknownVariableType]  JSON
    return record
