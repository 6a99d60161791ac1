"""Formulas as text and as trees: the tree, its readers and its writers. Knows nothing of problems or of equality."""
