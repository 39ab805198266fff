"""Speed and memory of stardb beside its peers, measured side by side in one run: `make bench`.

Each contest is one module with `contest(size, folder)`: it makes its own material, names who takes part (stardb first, the
peer that counts as 1 last), and says how to see that all came to the same. Times are medians, the contenders taking turns;
memory is the peak of a process of its own. `trip` tells how the time of one `stardb run` is spent.
"""
