"""Rates village Party branches from spreadsheets by the county's own regulation, and shows the way to every star."""

__version__ = "0.1.0"  # the one place: pyproject.toml reads it from here
