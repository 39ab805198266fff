"""Which encoding a text is in: UTF-8, UTF-16 or GB18030, and none by guess."""

import codecs
import re

from stardb.books.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x80-\x9f\ue000-\uf8ff\ufffe\uffff]")
_CHINESE = re.compile("[\u3400-\u9fff]")
_HEAD = 4096
_COMMON = 0.75
"""A Chinese text has at least so many characters in GB 2312; another encoding read as GB18030 has fewer."""


def is_binary(data: bytes) -> bool:
    """Whether these bytes are no text in any encoding."""
    return (
        not _encoding_by_mark(data) and not _utf16_without_mark(data) and _CONTROLS.search(data, 0, _HEAD) is not None
    )


def decode(data: bytes, declared: str = "") -> str:
    """The text. declared: the encoding it claims, which is tried first. Raises UnreadableFile where none fits."""
    claims = [_encoding_by_mark(data) or _utf16_without_mark(data), _declared_encoding(declared), "utf-8", "gb18030"]
    for encoding in dict.fromkeys(claim for claim in claims if claim):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text, encoding):
            return text
    raise UnreadableFile("D150", "的文字编码不明，没有读", "编码不明", "UTF-8 或 GB18030（GBK）编码的文字")


def _encoding_by_mark(data: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def _utf16_without_mark(data: bytes) -> str:
    """UTF-16 without a mark, known by the zeros in every other byte of its digits, commas and line ends."""
    head = data[:_HEAD]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[start::2].count(0), head[1 - start :: 2].count(0)
        if zeros and not others and zeros * 8 > len(head) // 2:
            return encoding
    return ""


def _declared_encoding(declared: str) -> str:
    name = declared.strip().lower()
    return (
        "gb18030"
        if name in ("gb2312", "gbk", "x-gbk", "gb_2312-80", "cp936")
        else name
        if name in ("utf-8", "gb18030")
        else ""
    )


def _is_text(text: str, encoding: str) -> bool:
    if _NO_TEXT.search(text):
        return False
    if encoding != "gb18030":
        return True
    chinese = set(_CHINESE.findall(text))
    return not chinese or sum(map(_is_common, chinese)) >= _COMMON * len(chinese)


def _is_common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
