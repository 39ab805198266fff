"""The names of the files in a rules folder."""

CASES = ".cases.yaml"
"""How the name of a file of worked cases ends: `办法.cases.yaml` beside `办法.yaml`."""
