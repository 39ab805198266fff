"""Entries of the catalogue, a file a topic: those that came with the work of the year."""
