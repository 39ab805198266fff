"""The ledger's tables: which runs were kept, and what every subject came to."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, UniqueConstraint

metadata = MetaData()

appraisals = Table(
    "appraisals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("scheme", String, nullable=False, comment="the rule file's name without .yaml"),
    Column("title", String, nullable=False),
    Column("period", String, nullable=False),
    Column("as_of", String(10), nullable=False, comment="ISO date"),
    Column("rules_digest", String(64), nullable=False, comment="SHA-256 of the rule file's text"),
    Column("data_digest", String(64), nullable=False, comment="SHA-256 over the workbooks read"),
    Column(
        "history_digest", String(64), nullable=False, comment="SHA-256 of the earlier results read; empty: none are"
    ),
    UniqueConstraint("scheme", "period"),
)
"""One row a scheme and period; running a period again replaces it."""

results = Table(
    "results",
    metadata,
    Column("appraisal", ForeignKey("appraisals.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String, primary_key=True, comment="the subject's key, as the scheme's roster has it"),
    Column("item", String, primary_key=True, comment="星级, 等次, a star, an entitlement …"),
    Column("state", String, nullable=False, comment="已定, 待定 or 不参评"),
    Column("numerator", String, nullable=False),
    Column("denominator", String, nullable=False),
    Column("word", String, nullable=False),
)
"""One row a subject and item; a number is numerator/denominator, exact, in digits as it may be of any size."""
