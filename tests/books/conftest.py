"""The township's desk of `desks`."""

from desks import desk, look, rostered

__all__ = ["desk", "look", "rostered"]
