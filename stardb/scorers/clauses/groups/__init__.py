"""Clauses that look at all subjects, or a group of them, at once."""
