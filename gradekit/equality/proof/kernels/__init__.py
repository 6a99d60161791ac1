"""What each function is over kernels: angles, exponentials, roots, inverse functions and the special ones."""
