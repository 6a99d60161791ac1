"""Signs and ranges of what a proof meets: exact arguments first, balls on bounded boxes last."""
