"""The ledger (台账): appraisals kept period by period. Knows appraisals, not how they are shown."""

from stardb.ledger.ledger import Entry, Ledger

__all__ = ["Entry", "Ledger"]
