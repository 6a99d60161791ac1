"""The secret key of a course: from it the seeds of all students follow, so that nobody can find a variant by trying.

It is written once, readable by its owner alone, and shown nowhere. What has been issued stands in the store: who loses
the key can still grade everything; only new students would get seeds of another key.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path

from gradekit.errors import OperatorError

BYTES = 32


def make_secret(path: Path) -> None:
    """Write a new key; a file that is there is never replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise OperatorError(f"{path.name} is there already, and a key is never replaced.") from None
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_hex(BYTES).encode() + b"\n")


def read_secret(path: Path) -> bytes:
    """The key; `OperatorError` when it is missing, damaged, or readable by others."""
    try:
        raw = path.read_bytes()
        mode = path.stat().st_mode
    except OSError:
        raise OperatorError(
            f"The secret key {path} cannot be read. Put the copy that you keep of it back there. Nothing that has been "
            "issued is lost without it: grading needs the store alone."
        ) from None
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise OperatorError(f"The secret key {path} can be read by others; say `chmod 600 {path}` and go on.")
    try:
        key = bytes.fromhex(raw.decode("ascii").strip())
    except ValueError:
        key = b""
    if len(key) != BYTES:
        raise OperatorError(f"{path} is no key of gradekit, or it is damaged; put the copy that you keep of it back.")
    return key


def keyed(secret: bytes, *pieces: str | int) -> str:
    """HMAC-SHA-256 of the pieces, each with its length before it, in hexadecimal: 256 bits."""
    told = b"".join(len(raw).to_bytes(4, "big") + raw for raw in (str(piece).encode() for piece in pieces))
    return hmac.new(secret, told, hashlib.sha256).hexdigest()
