"""How .xls and .xlsb store error values, and numbers in four bytes."""

from struct import pack, unpack

ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
"""The error values by their numbers."""


def unpack_rk(packed: int) -> float:
    """A number in four bytes: a whole one, or the upper half of a float, and either may be a hundredth of it."""
    value = float(packed >> 2) if packed & 2 else unpack("<d", pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return float(value / 100 if packed & 1 else value)
