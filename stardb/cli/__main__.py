"""`python -m stardb.cli`."""

from stardb.cli import main

main()
