"""Clauses that compute points from numbers: in proportion, by units, by brackets, from ballots, from several columns."""
