"""What changed: what is kept of each run to tell it by, what differs from the last one, and `stardb diff`."""
