"""From a template or the bank to an issued problem and its key: draws, authoring, admissibility, oracle, sheets."""
