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
from stardb.advice.near_edges import NearEdge, find_near_edges
from stardb.advice.obstacles import Obstacle, PlannedChange
from stardb.advice.rule_numbers import RuleNumber, find_rule_numbers, move_number
from stardb.advice.rule_sensitivity import NumberSensitivity, Sensitivity, Shift, find_sensitivity
from stardb.advice.sensitivity_text import (
    describe_near,
    describe_number,
    describe_sensitivity,
    phrase_near,
    phrase_shift,
)
from stardb.advice.trials import Changes, change_tables

__all__ = [
    "COMMON_LEAST",
    "COMMON_SHARE",
    "Advice",
    "AdvicePlan",
    "ChangeableColumn",
    "Changes",
    "IndicatorLoss",
    "NearEdge",
    "NumberSensitivity",
    "Obstacle",
    "Outlook",
    "PlanEffect",
    "PlannedChange",
    "RuleNumber",
    "Sensitivity",
    "Shift",
    "Target",
    "TargetAdvice",
    "advise",
    "change_tables",
    "describe_advice",
    "describe_loss",
    "describe_near",
    "describe_number",
    "describe_sensitivity",
    "find_changeable",
    "find_common_losses",
    "find_near_edges",
    "find_rule_numbers",
    "find_sensitivity",
    "find_shown_before",
    "find_targets",
    "move_number",
    "phrase_change",
    "phrase_distance",
    "phrase_effects",
    "phrase_near",
    "phrase_obstacles",
    "phrase_outlook",
    "phrase_plan",
    "phrase_shift",
]
