"""Scheme + tables + history -> Appraisal, and why. Pure: touches no file, no clock, no database."""

from stardb.scoring.appraisal import STATES, Appraisal, score
from stardb.scoring.causes import find_doubts
from stardb.scoring.explanation import Explanation, counted, explain
from stardb.scoring.finding import called, distinguish, find
from stardb.scoring.history import History, Past
from stardb.scoring.remembered import remembered

__all__ = [
    "STATES",
    "Appraisal",
    "Explanation",
    "History",
    "Past",
    "called",
    "counted",
    "distinguish",
    "explain",
    "find",
    "find_doubts",
    "remembered",
    "score",
]
