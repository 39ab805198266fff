"""Contest: scoring branches by the shipped five-star scheme, against NumPy written by hand for that one scheme."""

from benchmarks.scoring.contest import contest

__all__ = ["contest"]
