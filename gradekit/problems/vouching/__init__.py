"""Two independent routes to every key: SymPy, which substitutes first, and power series in ball arithmetic."""
