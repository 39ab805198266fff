"""Conditional formats, the same for all formats of files: their rules, and what cells show under them."""
