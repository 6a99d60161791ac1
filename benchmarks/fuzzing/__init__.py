"""The parts of `benchmarks/fuzz.py`: hostile and random texts by family."""
