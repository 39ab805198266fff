"""What is kept with runs and other events, each content once: compressed, and known by the digest of what it was."""

import hashlib
import zlib

from stardb.ledger.result_rows import DoubtfulRow
from stardb.ledger.store import Connection

_LARGEST = 2**31


def compute_blob_digest(content: bytes) -> str:
    """The SHA-256 by which a content is known, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def add_blob(connection: Connection, content: bytes) -> str:
    """Keep a content, where it is not kept already; its digest."""
    digest = compute_blob_digest(content)
    if connection.execute("select 1 from blob where sha256 = ?", (digest,)).fetchone() is None:
        connection.execute("insert into blob (sha256, bytes) values (?, ?)", (digest, zlib.compress(content)))
    return digest


def unpack_blob(digest: str, stored: object) -> bytes:
    """A content as it was, from what stands in the ledger: compressed, or not as in schema 1. Raises DoubtfulRow."""
    if isinstance(stored, bytes):
        if compute_blob_digest(stored) == digest:
            return stored
        try:
            content = zlib.decompressobj().decompress(stored, _LARGEST)
        except zlib.error:
            content = b""
        if compute_blob_digest(content) == digest:
            return content
    raise DoubtfulRow(f"存档内容（{digest[:8]}）被改动过，与它的校验值不符")
