"""Parts of a rule file that are written once for several: entries with `each_of`, sets with `like`; spelt out before all else."""

from stardb.rulebook.expansion.expand import EXPANSION_FAULTS, expand_entries

__all__ = ["EXPANSION_FAULTS", "expand_entries"]
