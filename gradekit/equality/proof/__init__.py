"""The exact normal form over independent kernels, which proves, and the certificate of a proof."""
