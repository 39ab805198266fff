"""What would still bring more, and what a little more or less would change. Pure: every plan is scored before it is given."""

from stardb.advice.advice_targets import Target, find_targets
from stardb.advice.advice_text import (
    describe_advice,
    describe_loss,
    find_shown_before,
    phrase_change,
    phrase_distance,
    phrase_effects,
    phrase_obstacles,
    phrase_outlook,
    phrase_plan,
)
from stardb.advice.advise import Advice, AdvicePlan, Outlook, PlanEffect, TargetAdvice, advise
from stardb.advice.changeable_cells import ChangeableColumn, find_changeable
from stardb.advice.common_losses import COMMON_LEAST, COMMON_SHARE, IndicatorLoss, find_common_losses
from stardb.advice.obstacles import Obstacle, PlannedChange
from stardb.advice.trials import Changes, change_tables

__all__ = [
    "COMMON_LEAST",
    "COMMON_SHARE",
    "Advice",
    "AdvicePlan",
    "ChangeableColumn",
    "Changes",
    "IndicatorLoss",
    "Obstacle",
    "Outlook",
    "PlanEffect",
    "PlannedChange",
    "Target",
    "TargetAdvice",
    "advise",
    "change_tables",
    "describe_advice",
    "describe_loss",
    "find_changeable",
    "find_common_losses",
    "find_shown_before",
    "find_targets",
    "phrase_change",
    "phrase_distance",
    "phrase_effects",
    "phrase_obstacles",
    "phrase_outlook",
    "phrase_plan",
]
