"""Formulas of a template: their references follow the rows, and their results are calculated where that is sure."""
