"""The tables. Records are canonical JSON, compressed; moments are ISO texts in UTC; nothing depends on a machine."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, MetaData, PrimaryKeyConstraint, String, Table

FORMAT = 1
"""The number of this form of the store."""

METADATA = MetaData()

ABOUT = Table("about", METADATA, Column("name", String, primary_key=True), Column("value", String, nullable=False))

VARIANTS = Table(
    "variants",
    METADATA,
    Column("variant", String, primary_key=True),
    Column("origin", LargeBinary, nullable=False),  # template, level, seed: never on a course sheet
    Column("issued", LargeBinary, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("revision", String, nullable=False),  # the digest of the key without its caches
    Column("structure", String, nullable=False),  # the same for problems that differ in their letters alone
    Column("effort", String, nullable=False),
)
"""Problems with their keys."""

DEALT = Table(
    "dealt",
    METADATA,
    Column("assignment", String),
    Column("student", String),
    Column("place", Integer),  # the number of the problem on the sheet
    Column("reissue", Integer),  # 0, and one more each time that the problem was replaced
    Column("slot", Integer, nullable=False),  # the slot of the assignment, from 0
    Column("variant", String, nullable=False),
    PrimaryKeyConstraint("assignment", "student", "place", "reissue"),
)
"""Who was dealt which problem."""

SHEETS = Table(
    "sheets",
    METADATA,
    Column("sheet", String),
    Column("assignment", String),
    Column("student", String),
    Column("reissue", Integer, nullable=False),  # higher than that of the sheet before
    Column("record", LargeBinary, nullable=False),
    PrimaryKeyConstraint("sheet", "assignment", "student"),
)
"""The sheets handed out; one that was replaced stays known, so that a file made from it is understood."""

SHEETS_OF = Index("sheets_of", SHEETS.c.assignment, SHEETS.c.student, SHEETS.c.reissue)
"""Without it every look for the sheet of a student goes through those of the class."""

FILES = Table(
    "files",
    METADATA,
    Column("digest", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""What was handed in, by its content."""

HANDINS = Table(
    "handins",
    METADATA,
    Column("assignment", String),
    Column("student", String),
    Column("digest", String),
    Column("path", String, nullable=False),
    Column("sheet", String, nullable=False),
    Column("moment", String),  # when it was handed in; NULL where nobody knows
    Column("attempt", Integer, nullable=False),  # as the platform counts, 0 where it does not
    Column("marked_late", Boolean, nullable=False),
    Column("basis", String),  # what the verdicts that hold now rest on; NULL before there are any
    PrimaryKeyConstraint("assignment", "student", "digest"),
)
"""Whose each file is."""

UNMATCHED = Table(
    "unmatched",
    METADATA,
    Column("assignment", String),
    Column("path", String),
    Column("digest", String, nullable=False),  # empty where nothing could be read
    Column("why", String, nullable=False),
    PrimaryKeyConstraint("assignment", "path"),
)
"""Files of which it is not clear whose they are, for a person."""

READ = Table(
    "read",
    METADATA,
    Column("digest", String),
    Column("sheet", String),
    Column("reader", String),  # what reading depends on: version, rules about the source, level
    Column("submission", LargeBinary, nullable=False),
    PrimaryKeyConstraint("digest", "sheet", "reader"),
)
"""What was read of a file, or what its program returned; a program is run once."""

VERDICTS = Table(
    "verdicts",
    METADATA,
    Column("digest", String),
    Column("sheet", String),
    Column("place", Integer),
    Column("basis", String),  # what a verdict depends on: version, key, what was read
    Column("verdicts", LargeBinary, nullable=False),
    PrimaryKeyConstraint("digest", "sheet", "place", "basis"),
)
"""Verdicts with their evidence, problem by problem."""

MARKS = Table(
    "marks",
    METADATA,
    Column("assignment", String),
    Column("student", String),
    Column("part", String),  # as the sheet calls it: 3b
    Column("earned", String, nullable=False),
    Column("possible", String, nullable=False),
    Column("pending", String, nullable=False),
    Column("why", String, nullable=False),  # what made the mark, line by line
    PrimaryKeyConstraint("assignment", "student", "part"),
)
"""The marks as they were worked out last: what a regrade is compared with."""

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("assignment", String, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("undone", Boolean, nullable=False),
)
"""What a person settled."""

REQUESTS = Table(
    "requests",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("assignment", String, nullable=False),
    Column("student", String, nullable=False),
    Column("part", String, nullable=False),
    Column("text", String, nullable=False),
    Column("answer", String),
)
"""What students ask to be looked at again."""

RELEASED = Table(
    "released",
    METADATA,
    Column("assignment", String),
    Column("student", String),
    Column("part", String),
    Column("earned", String, nullable=False),
    PrimaryKeyConstraint("assignment", "student", "part"),
)
"""The marks that students have been told."""

AUDIT = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("moment", String, nullable=False),
    Column("what", String, nullable=False),
    Column("record", LargeBinary, nullable=False),
)
"""What was done when; the only table with times of this machine."""
