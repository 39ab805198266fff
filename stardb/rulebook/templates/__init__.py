"""Parts of a rule file that are written once for several: entries with `each_of`, sets with `like`; spelt out before all else."""

from stardb.rulebook.templates.expand import TEMPLATE_FAULTS, expand_templates

__all__ = ["TEMPLATE_FAULTS", "expand_templates"]
