"""Keys of practice problems: a cache in `.gradekit/` beside the sheet, made again where it is missing.

A key that is read is believed only if it belongs to the problem; wrong answers made by other mal-rules are made again.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

from gradekit.errors import AuthorError, OperatorError
from gradekit.malrules.predict import digest
from gradekit.model.codec import decode, encode
from gradekit.model.conventions import held
from gradekit.model.problem import KEY_FORMAT, Key, Slot
from gradekit.problems.admission.wrong import with_wrong_answers
from gradekit.version import VERSION

FOLDER = ".gradekit"
MOST_BYTES = 20_000_000


def save(folder: Path, key: Key) -> Path:
    """Write the key into the cache of the folder; a reader sees the old file or the whole new one. Gives its path."""
    place = _place(folder, key.variant)
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".key-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(encode(key))
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return place


def key_for(folder: Path, slot: Slot, own: Sequence[Path] = ()) -> Key:
    """The key of a problem on a sheet: from the cache, or made again from its origin and stored.

    It is made again only where that gives the very same problem; `OperatorError` says why it cannot be had.
    """
    if (key := _cached(folder, slot)) is None:
        key = _made_again(slot, own)
        with contextlib.suppress(OSError):  # a folder one cannot write to costs time, not marks
            save(folder, key)
    return key


def _place(folder: Path, variant: str) -> Path:
    if not variant.isalnum():
        raise OperatorError(f"`{variant}` is no id of a problem.")
    return folder / FOLDER / "keys" / f"{variant}.json"


def _cached(folder: Path, slot: Slot) -> Key | None:
    try:
        place = _place(folder, slot.variant)
        if place.stat().st_size > MOST_BYTES:
            return None
        key = decode(place.read_bytes(), Key)
    except (OSError, msgspec.MsgspecError, ValueError, TypeError):
        return None
    if key.format != KEY_FORMAT or key.variant != slot.variant:
        return None
    if [p.part for p in key.parts] != [p.key for p in slot.issued.parts]:
        return None
    return key if key.rules == digest() else with_wrong_answers(slot.issued, key)


def _made_again(slot: Slot, own: Sequence[Path]) -> Key:
    from gradekit.problems.handing_out.sheets import made_again

    origin, number = slot.origin, slot.number
    if origin is None:
        raise OperatorError(
            f"Problem {number} belongs to a course sheet; its key is kept by the course. "
            "`gradekit check` shows how the answers are read."
        )
    if slot.issued.gradekit != VERSION:
        raise OperatorError(
            f"Problem {number} was made by gradekit {slot.issued.gradekit}, and this is {VERSION}. "
            "Grade it in the folder in which the sheet was generated, or generate a new one."
        )
    try:
        _, key = made_again(origin, own, held(slot.issued.conventions))
    except AuthorError as error:
        raise OperatorError(
            f"The key of problem {number} cannot be made again: {error} "
            "If the template is your own, name its folder with --from."
        ) from error
    if key.variant != slot.variant:
        raise OperatorError(
            f"Problem {number} is no longer what `{origin.template}` gives: the template has changed since. "
            "Grade it in the folder in which the sheet was generated, or generate a new one."
        )
    return key
