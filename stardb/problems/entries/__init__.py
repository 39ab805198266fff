"""Entries of the catalogue, a file a topic; `problem.py` puts them together."""
