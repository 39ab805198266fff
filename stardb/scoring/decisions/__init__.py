"""Decisions (裁定) applied: cells before scoring, results after their rules, the order within a tie; and what could not be."""
