"""The functions whose results are calculated here, a file a group; `catalogue.py` has them all by name."""
