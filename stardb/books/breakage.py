"""Why a file that should be a workbook cannot be opened, in words that help."""

import re

from python_calamine import PasswordError

from stardb.books.compound import SIGNATURE
from stardb.problems import Place, Problem, problem

_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_PAGE = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|meta|head|style|div)", re.IGNORECASE)


def unopened(data: bytes, file: str, error: BaseException) -> Problem:
    """The problem of a file's content `data` that no reader could open, with the reader's own reason."""
    place = Place(file)
    if not data:
        return problem("D105", "这个文件是空的，没有任何内容。", place, found="0 字节")
    if isinstance(error, PasswordError) or (data.startswith(SIGNATURE) and _ENCRYPTED_STREAM in data):
        return problem(
            "D102", "这个工作簿已加密（设有打开密码），读不了。", place, found="加密", expected="没有密码的工作簿"
        )
    if data.startswith((SIGNATURE, _ZIP)):
        reason = "已损坏，或设有打开密码" if data.startswith(SIGNATURE) else "已损坏"
        return problem("D101", f"这个工作簿{reason}，打不开。", place, found=reason, expected="完好的工作簿")
    what = "网页（HTML 或 XML）" if _PAGE.match(data) else "文字" if _is_text(data) else "别种文件"
    return problem("D103", f"这个文件不是真正的工作簿，内容是{what}。", place, found=what, expected="Excel 工作簿")


def _is_text(data: bytes) -> bool:
    head = data[:4096]
    for encoding in ("utf-8", "gb18030", "utf-16"):
        try:
            text = head.decode(encoding, errors="strict" if len(data) <= len(head) else "ignore")
        except UnicodeDecodeError:
            continue
        return all(c.isprintable() or c.isspace() for c in text)
    return False
