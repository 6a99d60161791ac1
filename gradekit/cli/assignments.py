"""`gradekit generate assignments/hw1.toml`: a sheet for every student of a course, as files or on paper."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from gradekit.cli import DONE, NEEDS_PERSON
from gradekit.cli.course_options import course, findings_told, seconds, workers
from gradekit.cli.output import print_json, print_line
from gradekit.cli.paper import Asked, known_size, letters_missed
from gradekit.errors import OperatorError


def generate_assignment(path: Path, formats: tuple[str, ...], *, jobs: int = 0, json: bool = False) -> int:
    """Deal, store and write; said again it changes nothing that is there."""
    from gradekit.course.issuing import issue_assignment

    _there(path)
    started = time.monotonic()
    found = course(path)
    left_out = findings_told(found)
    with workers(jobs) as pool:
        told = issue_assignment(found, path.stem, pool, formats)
    if json:
        print_json({**asdict(told), "folder": str(told.folder)})
        return NEEDS_PERSON if left_out else DONE
    late = f", {len(told.new)} of them new" if 0 < len(told.new) < told.students else ""
    print_line(f"{told.assignment}: {told.students} students{late}, {told.written} files written, {seconds(started)}")
    print_line(f"  sheets   {told.folder}")
    print_line(f"  effort   {told.spread[0] - 1:+.0%} to {told.spread[1] - 1:+.0%} of the usual sheet")
    _gave_way(told.shared, told.uneven)
    for name in told.left:
        print_line(f"  left     {name}, which somebody has changed")
    return NEEDS_PERSON if left_out else DONE


def print_on_paper(path: Path, asked: Asked, *, json: bool = False) -> int:
    """Deal, store and write piles for all who have no copy yet; exit code 1 when a letter could not be drawn."""
    from gradekit.course.paper import print_assignment

    _there(path)
    if asked.copies is not None:
        raise OperatorError("Everybody in the roster gets a copy: leave out --copies; --spare adds some.")
    if asked.versions is not None:
        raise OperatorError(
            f"For {asked.versions} different sheets write `versions = {asked.versions}` into {path.name}."
        )
    known_size(asked.size)
    started = time.monotonic()
    found = course(path)
    left_out = findings_told(found)
    with workers(0) as pool:
        told = print_assignment(found, path.stem, pool, spare=asked.spare, fonts=asked.fonts, paper_size=asked.size)
    missed = letters_missed(told.missing)
    if json:
        print_json({**asdict(told), "folder": str(told.folder)})
        return NEEDS_PERSON if left_out else missed
    late = f", {told.there} were there already" if told.there else ""
    spare = f", {told.spare} of them spare" if told.spare else ""
    print_line(f"{told.assignment}: {told.copies} copies{spare}{late}, {seconds(started)}")
    for pile in told.piles:
        print_line(f"  print    {told.folder / f'paper-{pile}.pdf'}     on both sides; even page counts")
        print_line(f"  mark by  {told.folder / f'marking-{pile}*.pdf'}     holds the keys")
        print_line(
            f"  fill in  {told.folder / f'marks-{pile}.csv'}     then gradekit marks import {told.assignment} FILE"
        )
    _gave_way(told.shared, told.uneven)
    return NEEDS_PERSON if left_out else missed


def _there(path: Path) -> None:
    if not path.is_file():
        raise OperatorError(f"There is no file {path}.")


def _gave_way(shared: Mapping[int, int], uneven: Sequence[str]) -> None:
    """Says what could not be dealt as it was asked for."""
    for slot, count in shared.items():
        print_line(f"  slot {slot}   has too few different problems: {count} students share one with somebody")
    if uneven:
        print_line(f"  {len(uneven)} sheets are further from the usual effort than asked: {', '.join(uneven[:8])}")
