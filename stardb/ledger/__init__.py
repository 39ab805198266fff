"""The ledger (台账): appraisals kept period by period, added and never changed. Knows appraisals, not how they are shown."""

from stardb.ledger.closed_runs import CLOSE, REOPEN
from stardb.ledger.events import GeneralEvent, KeptEvent, KeptRun, Run
from stardb.ledger.keys import HASHED, Keys, Secret
from stardb.ledger.ledger import KEY_FILE, Ledger, LedgerEntry, Owner

__all__ = [
    "CLOSE",
    "HASHED",
    "KEY_FILE",
    "REOPEN",
    "GeneralEvent",
    "KeptEvent",
    "KeptRun",
    "Keys",
    "Ledger",
    "LedgerEntry",
    "Owner",
    "Run",
    "Secret",
]
