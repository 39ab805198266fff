"""The command line: options in, one call to the workspace, words out. Heavy imports wait until a command needs them."""

from stardb.cli.group import main

__all__ = ["main"]
