"""What makes a step that is no clause: who takes part, sums, stars, vetoes and quotas."""

from stardb.scorers.steps.direct_grounds import ConditionGround, DirectGround, RowsGround
from stardb.scorers.steps.direct_level import DirectGrounds, DirectLevelCore, DirectPointsCore
from stardb.scorers.steps.eligible import EligibleCore, Requirement
from stardb.scorers.steps.indicator_sets import NO, REST, YES, OneSetRule, Sets
from stardb.scorers.steps.ladder import Ladder
from stardb.scorers.steps.places import ENDLESS, Places, RuleAmount, describe_amount
from stardb.scorers.steps.quota import LACKING, QuotaCore
from stardb.scorers.steps.row_validity import ValidityCore
from stardb.scorers.steps.stars import BELOW_MARK, AwardCore, Ban
from stardb.scorers.steps.sums import SumCore, TotalCore, WeightedHead
from stardb.scorers.steps.vetoes import EffectKind, Veto, VetoCore

__all__ = [
    "BELOW_MARK",
    "ENDLESS",
    "LACKING",
    "NO",
    "REST",
    "YES",
    "AwardCore",
    "Ban",
    "ConditionGround",
    "DirectGround",
    "DirectGrounds",
    "DirectLevelCore",
    "DirectPointsCore",
    "EffectKind",
    "EligibleCore",
    "Ladder",
    "OneSetRule",
    "Places",
    "QuotaCore",
    "Requirement",
    "RowsGround",
    "RuleAmount",
    "Sets",
    "SumCore",
    "TotalCore",
    "ValidityCore",
    "Veto",
    "VetoCore",
    "WeightedHead",
    "describe_amount",
]
