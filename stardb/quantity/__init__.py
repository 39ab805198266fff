"""Exact values, one column at a time: what kinds there are, how they are read, reckoned with and shown.

The ground floor: it knows neither rules nor workbooks. Numbers are exact fractions of integers, never floats.
"""

from stardb.quantity.column import Column
from stardb.quantity.kinds import Kind

__all__ = ["Column", "Kind"]
