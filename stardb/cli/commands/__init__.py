"""The commands, one a file: `stardb run` is the function `command` of `run.py`. A file put here is a command; nothing lists them.

Names that Python keeps for itself end in an underscore (`return_.py`). Heavy imports stand within functions, so that the
help and faults of usage come at once.
"""
