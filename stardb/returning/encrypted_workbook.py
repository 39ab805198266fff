"""Workbooks with a password: opened to be marked, and closed again with the same one."""

from collections.abc import Sequence
from io import BytesIO

from stardb.books import UnreadableFile, unlock
from stardb.dataclass import dataclass


@dataclass(frozen=True)
class Original:
    """A file's content without its encryption. password: what it is opened with; "" for none."""

    content: bytes
    password: str = ""

    def encrypt(self, content: bytes) -> bytes:
        """What is made of the file, an .xlsx or .xlsm, with its password."""
        if not self.password:
            return content
        from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]  # slow to import, seldom needed

        stream = BytesIO()
        OOXMLFile(BytesIO(content)).encrypt(self.password, stream)
        return stream.getvalue()


def open_original(data: bytes, passwords: Sequence[str]) -> Original:
    """A file as it was sent. Raises UnreadableFile where none of the passwords opens it."""
    for password in ("", *passwords):
        try:
            return Original(unlock(data, [password] if password else []), password)
        except UnreadableFile as fault:
            if fault.code != "D102":
                raise
    raise UnreadableFile("D102", "设有打开密码，给出的密码都打不开")
