"""The parts of `benchmarks/rewrite.py`: sources, rewrites, near misses, spellings, and how they are labelled."""
