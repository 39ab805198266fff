"""Sheets on their way from a file to `Sheet`: cells in a grid, and what else was found, the same for all formats."""
