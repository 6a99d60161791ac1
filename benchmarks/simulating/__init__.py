"""A made-up class: what its students type, and the course in which it is stored as a real one would be."""
