"""Values: rigorous balls at exact points of the domain, which refute, and what they have not shown."""
