"""Wrong answers to measure diagnosis with, and what becomes of them."""
