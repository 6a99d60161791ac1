"""What a question asks beyond equality, and what it leaves open: forms, digits, constants, factors."""
