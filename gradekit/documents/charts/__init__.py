"""Charts as SVG: marks with their numbers beside them, classes instead of colours, nothing told by colour alone."""
