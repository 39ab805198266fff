"""What can be wrong with a package. Each room that reads packages turns these into problems of its own."""


class PackageError(Exception):
    """A package, or one of its parts, that cannot be read.

    reason: what is wrong, as people are told it. part: the path of the part; "" for the whole package.
    """

    def __init__(self, reason: str = "已损坏", part: str = "") -> None:
        super().__init__(reason)
        self.reason, self.part = reason, part


class MissingPart(PackageError):
    """A part that is referred to, or that every workbook has, is not there."""

    def __init__(self, part: str) -> None:
        super().__init__(f"里面缺少“{part}”", part)


class XmlError(PackageError):
    """A part that is not well-formed XML, or XML of a kind that is not accepted (DTD, UTF-16)."""


class TooLarge(PackageError):
    """A package that would take too much memory. size: the unpacked bytes, as far as they were counted; limit: the most."""

    def __init__(self, size: int, limit: int, part: str = "") -> None:
        super().__init__(f"解开后超过{limit >> 20}MB", part)
        self.size, self.limit = size, limit


class NoWorkbook(PackageError):
    """A sound package that holds no workbook."""

    def __init__(self) -> None:
        super().__init__("里面没有工作簿")
