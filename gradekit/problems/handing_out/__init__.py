"""Sheets of issued problems, the stubs that students fill in, their records, and keys kept apart."""
