"""Deployed lists: variants of a template frozen as data, so that a class is dealt different ones from a small pool.

A list holds public records and a digest of each key; the keys stand in a file of their own beside it. With both files
questions and keys stay what they are when their template changes. Without the keys they are made again by the template,
as long as it gives the same problems.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TypeVar, final

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from gradekit.errors import AuthorError, OperatorError
from gradekit.model.codec import decode, encode
from gradekit.model.conventions import USUAL, VALUES, Conventions, held
from gradekit.model.problem import KEY_FORMAT, Issued, Key, Origin, Sheet, Slot
from gradekit.problems.admission.repeats import note
from gradekit.problems.admission.variants import digest, sheet_id, variant_id
from gradekit.problems.handing_out.soundness import sound
from gradekit.problems.template import Template
from gradekit.version import VERSION

FORMAT = 1
MOST_BYTES = 100_000_000
MOST_REPEATS = 200
"""How many seeds in a row may give a problem that came before."""
MOST_LEFT_OUT = 20

Vet = Callable[[Issued, Key], Sequence[str]]
"""What does not hold of a problem, in words; handed in, because answers are graded in a room above this one."""
R = TypeVar("R", "Deployed", "DeployedKeys")


@final
class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """One problem of a list."""

    seed: str
    """The seed it was drawn with."""
    variant: str
    key: str
    """The digest of its key without caches."""
    issued: Issued


@final
class Deployed(msgspec.Struct, frozen=True, kw_only=True):
    """A list of different problems of one template at one level."""

    format: int = FORMAT
    gradekit: str
    template: str
    level: int
    title: str
    problems: tuple[Frozen, ...]


@final
class DeployedKeys(msgspec.Struct, frozen=True, kw_only=True):
    """The keys of a list, without what can be worked out again."""

    format: int = FORMAT
    gradekit: str
    template: str
    level: int
    keys: tuple[Key, ...]


@final
class Freezing(msgspec.Struct, frozen=True):
    """A list with its keys, and what was left out of it with the reason."""

    listed: Deployed
    keys: DeployedKeys
    left_out: tuple[str, ...]


def freeze(
    slug: str, *, level: int | None, seed: str, size: int, own: Sequence[Path] = (), vet: Vet | None = None
) -> Freezing:
    """`size` problems of a template, no two the same, each issued with every guarantee and found sound by `vet`.

    Without a level the lowest one is taken. `AuthorError` when the template does not give as many.
    """
    from gradekit.problems.template import template_named

    template = template_named(slug, own)
    chosen = template.header.levels[0] if level is None else level
    kept: list[tuple[Frozen, Key]] = []
    left_out: list[str] = []
    for drawn, issued, key in _different(template, chosen, seed, size):
        if faults := vet(issued, key) if vet else ():
            left_out.append(f"seed `{drawn}`: {'; '.join(faults)}")
        else:
            kept.append((_frozen(drawn, issued, key), essence(key)))
        if len(left_out) > MOST_LEFT_OUT:
            raise AuthorError(f"{len(left_out)} problems of `{slug}` at level {chosen} do not hold. {left_out[0]}.")
        if len(kept) == size:
            break
    problems, keys = tuple(one for one, _ in kept), tuple(key for _, key in kept)
    title = template.header.title
    return Freezing(
        Deployed(gradekit=VERSION, template=slug, level=chosen, title=title, problems=problems),
        DeployedKeys(gradekit=VERSION, template=slug, level=chosen, keys=keys),
        tuple(left_out),
    )


def _different(template: Template, level: int, seed: str, wanted: int) -> Iterator[tuple[str, Issued, Key]]:
    """Problems of which no two are the same, each with its seed; `AuthorError` where no more come."""
    from gradekit.problems.issue import issue

    seen: set[str] = set()
    repeats = 0
    for number in count(1):
        drawn = f"{seed}/{number}"
        issued, key = issue(template, level, drawn)
        structure = note(issued)
        repeats = repeats + 1 if structure in seen else 0
        if not repeats:
            seen.add(structure)
            yield drawn, issued, key
        if repeats > MOST_REPEATS:
            name = template.header.slug
            raise AuthorError(f"`{name}` at level {level} gave only {len(seen)} different problems, not {wanted}.")


def _frozen(seed: str, issued: Issued, key: Key) -> Frozen:
    return Frozen(seed=seed, variant=key.variant, key=key_digest(key), issued=issued)


def essence(key: Key) -> Key:
    """The key without its caches, values at points and wrong answers that rules give again, and without what was drawn,
    which changes no answer."""
    parts = tuple(replace(part, values=(), wrong=()) for part in key.parts)
    return replace(key, parts=parts, rules="", drawn=UNSET)


def key_digest(key: Key) -> str:
    """What tells whether a key is the one that was frozen, whichever mal-rules there are."""
    return digest(encode(essence(key)))


def keys_beside(path: Path) -> Path:
    """The file of the keys of a list.

    >>> keys_beside(Path("week-3.json")).name
    'week-3.keys.json'
    """
    return path.with_name(f"{path.stem}.keys.json")


def deployed_sheet(
    path: Path, *, seed: str, size: int, own: Sequence[Path] = (), conventions: Conventions = USUAL
) -> tuple[Sheet, tuple[Key, ...]]:
    """A sheet of `size` problems dealt from the list in a file, none of them twice, and their keys.

    Its problems were settled when the list was made, so that the decimal mark is the one convention it can have.
    """
    listed = read_list(path)
    settled = conventions.only(VALUES)
    if settled != conventions.only(["decimal"]):
        raise OperatorError(f"The problems of {path.name} are settled; only `decimal=...` can be chosen for them.")
    dealt = deal(path, listed, seed, size)
    stored = _stored_keys(path)
    keys = tuple(_key(path, listed, one, stored, own) for one in dealt)
    slots = tuple(
        Slot(number, one.issued, key.variant, Origin(listed.template, listed.level, one.seed))
        for number, (one, key) in enumerate(zip(dealt, keys, strict=True), start=1)
    )
    sheet = Sheet(gradekit=VERSION, id=sheet_id(slots), title=listed.title, slots=slots, conventions=settled)
    return sheet, keys


def deal(path: Path, listed: Deployed, seed: str, size: int) -> tuple[Frozen, ...]:
    """The first `size` problems in an order that the seed decides; a longer sheet begins with the shorter one."""
    if not 1 <= size <= len(listed.problems):
        raise OperatorError(f"{path.name} has {len(listed.problems)} problems; {size} were asked for.")

    def place(one: Frozen) -> bytes:
        return hashlib.sha256(
            f"gradekit-deal-1\0{seed.strip()}\0{one.variant}".encode(errors="backslashreplace")
        ).digest()

    return tuple(sorted(listed.problems, key=place)[:size])


def read_list(path: Path) -> Deployed:
    """The list in a file; `OperatorError` when it is none, when it was changed, or when it is damaged."""
    raw = _bytes_of(path)
    listed = _decoded(path, raw, Deployed)
    ids = [_digest_of(one.issued) for one in msgspec.json.decode(raw, type=_RawList).problems]
    for number, (one, now) in enumerate(zip(listed.problems, ids, strict=True), start=1):
        if one.variant != now or not sound(_alone(one.issued)):
            raise OperatorError(f"{path.name}: problem {number} is not the one that was frozen; it has been changed.")
    if not ids or len(set(ids)) < len(ids):
        raise OperatorError(f"{path.name}: {'a problem is there twice' if ids else 'the list is empty'}.")
    return listed


class _RawFrozen(msgspec.Struct):
    issued: msgspec.Raw


class _RawList(msgspec.Struct):
    problems: tuple[_RawFrozen, ...]


def _digest_of(record: msgspec.Raw) -> str:
    """The id of a record as it stands in the file, so that a field which a later version adds changes nothing."""
    return digest(msgspec.json.format(bytes(record), indent=-1))


def _alone(issued: Issued) -> Sheet:
    return Sheet(gradekit=VERSION, id="", title="", slots=(Slot(1, issued, ""),))


def _bytes_of(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise OperatorError(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB, which no list is.")
    return path.read_bytes()


def _decoded(path: Path, raw: bytes, kind: type[R]) -> R:
    try:
        found = decode(raw, kind)
    except (msgspec.MsgspecError, ValueError, TypeError, ArithmeticError, RecursionError) as error:
        raise OperatorError(
            f"{path.name} is no file of `gradekit templates deploy`, or it is damaged: {error}."
        ) from error
    if found.format != FORMAT:
        raise OperatorError(f"{path.name} has the format {found.format}; this gradekit, {VERSION}, reads {FORMAT}.")
    return found


class _RawKeys(msgspec.Struct):
    keys: tuple[msgspec.Raw, ...]


def _stored_keys(path: Path) -> Mapping[str, tuple[str, Key]]:
    """The keys in the file beside the list by their variants, each with its digest; none without that file."""
    beside = keys_beside(path)
    if not beside.is_file():
        return {}
    raw = _bytes_of(beside)
    keys, records = _decoded(beside, raw, DeployedKeys).keys, msgspec.json.decode(raw, type=_RawKeys).keys
    told = zip(keys, map(_digest_of, records), strict=True)
    return {key.variant: (name, key) for key, name in told if key.format == KEY_FORMAT}


def _key(path: Path, listed: Deployed, one: Frozen, stored: Mapping[str, tuple[str, Key]], own: Sequence[Path]) -> Key:
    """The key of a frozen problem, from the file of keys or made again by the template."""
    from gradekit.problems.admission.wrong import with_wrong_answers

    if (found := stored.get(one.variant)) is not None:
        name, key = found
        if name != one.key:
            raise OperatorError(f"{keys_beside(path).name}: the key of `{one.variant}` is not the one that was frozen.")
        return with_wrong_answers(one.issued, replace(key, variant=variant_id(one.issued)))
    key = _made_again(listed, one, own)
    if key is None or key.variant != one.variant or key_digest(key) != one.key:
        raise OperatorError(
            f"The key of `{one.variant}` cannot be made again, because `{listed.template}` has changed since or is not "
            f"there. Put {keys_beside(path).name}, which was written with {path.name}, beside it."
        )
    return replace(key, drawn=UNSET)  # as it is read from the file


def _made_again(listed: Deployed, one: Frozen, own: Sequence[Path]) -> Key | None:
    from gradekit.problems.handing_out.sheets import made_again

    try:
        origin = Origin(listed.template, listed.level, one.seed)
        return made_again(origin, own, held(one.issued.conventions))[1]
    except AuthorError:
        return None
