"""The ledger's tables: what happened, in order, and what every subject then came to. Rows are only ever added."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table, Text

SCHEMA = 1
"""The form of tables and bodies; every event says with which it was written."""

metadata = MetaData()

blobs = Table(
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)
"""What results were made from, each content once: rule files, as they were."""

events = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False, comment="run; later also close, reopen, decision"),
    Column("scheme", String, nullable=False, comment="the rule file's name without .yaml"),
    Column("first", String(10), nullable=False, comment="ISO date: the period's first day"),
    Column("last", String(10), nullable=False, comment="ISO date: its last day"),
    Column("body", Text, nullable=False, comment="canonical JSON: all else there is to say, with digests"),
    Column("previous", String(64), nullable=False, comment="the hash of the event before; empty for the first"),
    Column("hash", String(64), nullable=False, unique=True, comment="SHA-256 of previous and body"),
    sqlite_autoincrement=True,
)
"""What happened, each event chained to the one before."""

results = Table(
    "result",
    metadata,
    Column("event", ForeignKey("event.id"), primary_key=True),
    Column("key", String, primary_key=True, comment="the subject's key; private parts as keyed hashes"),
    Column("item", String, primary_key=True, comment="星级, 等次, a star, an entitlement …"),
    Column("state", String, nullable=False, comment="已定, 待定 or 不参评"),
    Column("numerator", String, nullable=False),
    Column("denominator", String, nullable=False),
    Column("word", String, nullable=False),
    sqlite_with_rowid=False,
)
"""One row a subject and item; a number is numerator/denominator, exact, in digits as it may be of any size."""

placed = Table("placed", metadata, Column("event", ForeignKey("event.id"), primary_key=True))
"""The runs whose result files were put into place. The newest of a scheme and period is the one that counts."""
