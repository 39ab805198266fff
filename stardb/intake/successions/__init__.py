"""What became of subjects (沿革): renamed, merged, split, moved, ended; the built-in table read, and each row of it as data."""
