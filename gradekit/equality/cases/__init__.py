"""Formulas by cases: the domain cut into cells in which every comparison is true or false throughout."""
