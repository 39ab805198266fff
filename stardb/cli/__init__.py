"""The command line: options in, one call to the workspace, words out. Heavy imports wait until a command needs them."""

from stardb.cli import explaining, forming, mapping, returning, rules, running  # noqa: F401  # each adds its commands
from stardb.cli.group import main

__all__ = ["main"]
