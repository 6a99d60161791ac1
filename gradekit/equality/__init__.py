"""Equality with evidence: proved by an exact normal form, refuted by rigorous balls at a point, or undecided."""
