"""Problems issued a second and core with every guarantee, and which rules reject how many draws.

python benchmarks/issue_rate.py [--template multi-path] [--seeds 20] [--json]
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import final

from gradekit.errors import AuthorError
from gradekit.problems.drafting.draws import Draws, seed_number
from gradekit.problems.issue import MOST_ATTEMPTS, attempted
from gradekit.problems.rejected import Rejected
from gradekit.problems.template import Template, headers, template_named


@final
@dataclass(slots=True)
class Rate:
    """What came of one template at one level."""

    issued: int = 0
    given_up: int = 0
    """Seeds whose every attempt was rejected."""
    errors: int = 0
    seconds: float = 0.0
    rejected: Counter[str] = field(default_factory=Counter[str])

    @property
    def draws(self) -> int:
        """All attempts."""
        return self.issued + self.errors + sum(self.rejected.values())

    def row(self) -> dict[str, object]:
        """The rate as plain data."""
        return {
            "issued": self.issued,
            "given up": self.given_up,
            "errors": self.errors,
            "draws": self.draws,
            "issued per second": round(self.issued / self.seconds, 2) if self.seconds else None,
            "rejected": dict(sorted(self.rejected.items())),
        }


def one(rate: Rate, template: Template, level: int, seed: str) -> None:
    """Count what comes of one seed, attempt by attempt."""
    for number in range(MOST_ATTEMPTS):
        try:
            attempted(template, level, Draws(template.header.slug, level, seed_number(seed), number))
        except Rejected as refused:
            rate.rejected[refused.rule] += 1
        except AuthorError as error:
            rate.errors += 1
            print(f"{template.header.slug} level {level} seed {seed}: {error}")
            return
        else:
            rate.issued += 1
            return
    rate.given_up += 1


def measured(slugs: list[str], seeds: int) -> dict[str, Rate]:
    """The rates by template and level."""
    rates: dict[str, Rate] = {}
    for header in headers():
        if slugs and header.slug not in slugs:
            continue
        template = template_named(header.slug)
        for level in range(header.levels[0], header.levels[1] + 1):
            rate = rates[f"{header.slug} {level}"] = Rate()
            start = time.process_time()
            for seed in range(seeds):
                one(rate, template, level, str(seed))
            rate.seconds = time.process_time() - start
    return rates


def main() -> None:
    """Print a row for each template and level."""
    parser = argparse.ArgumentParser(description="Issued problems a second, and rejections by rule.")
    parser.add_argument("--template", "--templates", action="extend", nargs="*", default=[], help="only these")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    rates = measured(given.template, given.seeds)
    if given.json:
        print(json.dumps({name: rate.row() for name, rate in rates.items()}, indent=2))
        return
    print(f"{'template, level':28} {'issued':>7} {'draws':>6} {'per s':>7}  rejected by")
    for name, rate in rates.items():
        rules = ", ".join(f"{rule} {count}" for rule, count in sorted(rate.rejected.items())) or "nothing"
        per_second = rate.issued / rate.seconds if rate.seconds else 0.0
        print(f"{name:28} {rate.issued:7} {rate.draws:6} {per_second:7.1f}  {rules}")


if __name__ == "__main__":
    main()
