"""Stated problems from TOML files, sets of them, and the table of contents of all there is to practise."""
