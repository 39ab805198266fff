"""What makes a step that is no clause: who takes part, sums, stars, vetoes and quotas."""

from stardb.scorers.steps.eligible import EligibleCore, Test
from stardb.scorers.steps.indicator_sets import NO, REST, YES, OwnRule, Sets
from stardb.scorers.steps.ladder import Ladder
from stardb.scorers.steps.quota import Places, QuotaCore
from stardb.scorers.steps.stars import SHORT, AwardCore, Ban
from stardb.scorers.steps.sums import SumCore, TotalCore, Weighed
from stardb.scorers.steps.vetoes import EffectKind, Veto, VetoCore

__all__ = [
    "NO",
    "REST",
    "SHORT",
    "YES",
    "AwardCore",
    "Ban",
    "EffectKind",
    "EligibleCore",
    "Ladder",
    "OwnRule",
    "Places",
    "QuotaCore",
    "Sets",
    "SumCore",
    "Test",
    "TotalCore",
    "Veto",
    "VetoCore",
    "Weighed",
]
