"""Rule files by themselves: checked without data, told in words for the signature, and whether their cases were run."""
