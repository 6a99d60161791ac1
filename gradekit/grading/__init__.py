"""Answers and key to verdicts; verdicts and policy to marks; all of it to feedback as messages and formulas."""
