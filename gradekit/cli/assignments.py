"""`gradekit generate assignments/hw1.toml`: a sheet for every student of a course."""

from __future__ import annotations

import time
from pathlib import Path

from gradekit.cli import DONE, NEEDS_PERSON
from gradekit.cli.course_options import course, findings_told, seconds, workers
from gradekit.cli.output import print_json, print_line


def generate_assignment(path: Path, formats: tuple[str, ...], *, jobs: int = 0, json: bool = False) -> int:
    """Deal, store and write; said again it changes nothing that is there."""
    from gradekit.course.issuing import issue_assignment
    from gradekit.errors import OperatorError

    if not path.is_file():
        raise OperatorError(f"There is no file {path}.")
    started = time.monotonic()
    found = course(path)
    left_out = findings_told(found)
    with workers(jobs) as pool:
        told = issue_assignment(found, path.stem, pool, formats)
    if json:
        print_json(told)
        return NEEDS_PERSON if left_out else DONE
    late = f", {len(told.new)} of them new" if 0 < len(told.new) < told.students else ""
    print_line(f"{told.assignment}: {told.students} students{late}, {told.written} files written, {seconds(started)}")
    print_line(f"  sheets   {told.folder}")
    print_line(f"  effort   {told.spread[0] - 1:+.0%} to {told.spread[1] - 1:+.0%} of the usual sheet")
    for slot, count in told.shared.items():
        print_line(f"  slot {slot}   has too few different problems: {count} students share one with somebody")
    if told.uneven:
        print_line(
            f"  {len(told.uneven)} sheets are further from the usual effort than asked: {', '.join(told.uneven[:8])}"
        )
    for name in told.left:
        print_line(f"  left     {name}, which somebody has changed")
    return NEEDS_PERSON if left_out else DONE
