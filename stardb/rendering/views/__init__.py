"""What a report may show, as typed rows with English names; `words.py` gives the Chinese ones that templates use."""
