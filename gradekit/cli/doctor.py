"""`gradekit doctor`: at which level student code can be run on this machine, and what was tried to find out."""

from __future__ import annotations

from gradekit.cli import DONE, NEEDS_PERSON
from gradekit.cli.options import Json
from gradekit.cli.output import print_json, print_line


def doctor(json: Json = False) -> int:
    """Try every level at which student code can be run, and say which one is used.

    Exit code 1 when none holds, so that files which need running wait for a person.
    """
    from gradekit.sandbox.canary import ACTS
    from gradekit.sandbox.levels import examined, unsupported

    tried = [] if (why := unsupported()) else examined()
    best = next((one.level for one in tried if one.holds), "read")
    if json:
        print_json({"level": best, "unsupported": why or "", "tried": tried, "acts": list(ACTS)})
        return DONE if best != "read" else NEEDS_PERSON
    for one in tried:
        print_line(f"{one.level:<10} {'holds' if one.holds else 'does not hold'}: {one.why}")
    if why:
        print_line(f"Nothing was tried: {why}.")
    print_line(f"{'read':<10} always there: files are read, and what must be run waits for a person")
    print_line(f"{'trusted':<10} only if asked for with --level trusted: no protection at all")
    print_line(f"Used unless you say otherwise: {best}")
    if tried:
        print_line(f"A program was made to try, and had to fail: {', '.join(ACTS)}, compute without end.")
    return DONE if best != "read" else NEEDS_PERSON
