"""Two texts, typed or in LaTeX, compared: what is assumed of their letters, and why the verdict is what it is."""
