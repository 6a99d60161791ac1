"""One way for mathematics: the closed LaTeX subset, read into a small tree, written as MathML, Unicode or speech."""
