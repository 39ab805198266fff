"""The folders that travel with the package: `rules`, `reports` and `data`.

In the repository they are top-level folders, where people look for them; in a wheel they are `stardb/_shipped/<part>`.

>>> sorted(shipped("rules").iterdir())  # doctest: +SKIP
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

__all__ = ["shipped"]

PARTS = ("rules", "reports", "data")


def shipped(part: str) -> Traversable:
    """The folder `rules`, `reports` or `data` as shipped; read-only, as it may lie in the system's Python."""
    if part not in PARTS:
        raise ValueError(f"{part!r} is not shipped; one of {', '.join(PARTS)} is")
    # The wheel has `_shipped`; a checkout or an editable install has not, and stands beside the top-level folders.
    checkout = Path(__file__).resolve().parent.parent
    for folder in (files("stardb") / "_shipped" / part, checkout / part):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"stardb was installed without its {part!r} folder; install it anew")
