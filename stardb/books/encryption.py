"""Decrypts workbooks with the passwords given."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import BytesIO

from stardb.books.errors import UnreadableFile
from stardb.books.formats.xls import SIGNATURE

_DEFAULT = "VelvetSweatshop"
"""What Excel encrypts a workbook with that is only protected against changes."""

_SPINS = re.compile(rb'spinCount="(\d+)"')
_SPIN_LIMIT = 1_000_000
"""How often the password is hashed: Excel does it 100,000 times, and each takes a microsecond."""


def unlock(data: bytes, passwords: Sequence[str]) -> bytes:
    """The content of a workbook without its encryption, or as it is if it has none.

    Raises UnreadableFile where no password opens it.
    """
    if not _is_locked(data):
        return data
    for content in _decrypt(data, [_DEFAULT, *passwords]):
        return content
    expected = "能打开它的密码" if passwords else "没有密码的工作簿，或它的密码"
    reason = "给出的密码都打不开" if passwords else "还没有给密码"
    raise UnreadableFile("D102", f"设有打开密码，{reason}", reason, expected)


def _is_locked(data: bytes) -> bool:
    if not data.startswith(SIGNATURE):
        return False
    from stardb.books.formats.xls import workbook as biff  # few workbooks are compound files
    from stardb.books.formats.xls.compound import Compound

    compound = Compound(data)
    if "EncryptedPackage" in compound:
        spins = _SPINS.search(compound.stream("EncryptionInfo")) if "EncryptionInfo" in compound else None
        if spins and (len(spins[1]) > 9 or int(spins[1]) > _SPIN_LIMIT):
            raise UnreadableFile("D101", "的加密方式反常，没有读", "加密方式反常")
        return True
    return any(name in compound and biff.is_locked(compound.stream(name)) for name in biff.STREAMS)


def _decrypt(data: bytes, passwords: Sequence[str]) -> Iterator[bytes]:
    """The content by each password that opens it."""
    from msoffcrypto import OfficeFile  # type: ignore[import-untyped]  # slow to import; few workbooks are encrypted

    for password in dict.fromkeys(passwords):
        with suppress(Exception):  # msoffcrypto raises of every kind for a wrong password, or a damaged file
            office, content = OfficeFile(BytesIO(data)), BytesIO()
            office.load_key(password=password)
            office.decrypt(content)
            if content.getvalue():
                yield content.getvalue()
