"""Fill in the first problem of a practice stub: its first part rightly, from the cached key, and its second wrongly."""

import re
import sys
from pathlib import Path

from gradekit.problems.handing_out.keystore import key_for
from gradekit.problems.handing_out.stubs import sheet_in
from gradekit.syntax.tree import Array
from gradekit.syntax.write import to_text

stub = Path(sys.argv[1])
text = stub.read_text(encoding="utf-8")
slot = sheet_in(text).slots[0]
first, second = (key_for(stub.parent, slot).part(part.key).value for part in slot.issued.parts[:2])


def typed(value: Array, factor: str = "") -> str:
    """The entries as a list, or the one of a scalar, each times a factor."""
    entries = [f"{factor}({to_text(entry)})" for entry in value.entries]
    return entries[0] if not value.shape else f"[{', '.join(entries)}]"


for name, answer in (("q1a", typed(first)), ("q1b", typed(second, "7*"))):
    text = re.sub(rf"^{name} = .*(?:\n[ \t].*)*$", lambda _, line=f"{name} = {answer}": line, text, flags=re.MULTILINE)
stub.write_text(text, encoding="utf-8")
