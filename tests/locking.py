"""Workbooks with a password to open them, as Excel writes them."""

import io
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile


def lock(path: Path, password: str) -> None:
    """Encrypt a workbook in place."""
    plain = io.BytesIO(path.read_bytes())
    with path.open("wb") as locked:
        OOXMLFile(plain).encrypt(password, locked)
