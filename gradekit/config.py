"""Where content lives: an instructor's own folders first, then the package, then the checkout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from gradekit.errors import OperatorError

Content = Literal["templates", "problem_bank"]


def content_folders(content: Content, own: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The folders that exist, in the order in which they are looked through.

    `own` are folders of an instructor; templates in them are code that she trusts. The package holds the content in an
    installed gradekit, the checkout beside it while gradekit is being developed.
    `OperatorError` where a folder of one's own is none.
    """
    if missing := [folder for folder in own if not folder.is_dir()]:
        raise OperatorError(f"There is no folder {missing[0]}.")
    package = Path(__file__).parent
    return tuple(folder for folder in (*own, package / content, package.parent / content) if folder.is_dir())


def content_files(content: Content, suffix: str, own: Sequence[Path] = ()) -> Iterator[Path]:
    """The files of content with that suffix, folder by folder, sorted by path so that every run sees the same order."""
    for folder in content_folders(content, own):
        for path in sorted(folder.rglob(f"*{suffix}")):
            if not path.name.startswith(("_", ".")) and not path.is_symlink():
                yield path
