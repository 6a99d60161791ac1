"""What a template file imports; see `gradekit.problems.authoring`."""

from gradekit.problems.authoring import *  # noqa: F403  the one place where a star is the point
from gradekit.problems.authoring import __all__  # noqa: F401  the same names
