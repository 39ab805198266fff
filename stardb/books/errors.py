"""Why a file's content cannot be read, as problems."""

from stardb.ooxml import NoWorkbook, PackageError, TooLarge
from stardb.problems import Place, Problem, problem

BROKEN = "已损坏"
OTHER = "别种文件"


class UnreadableFile(Exception):
    """Nothing of a file can be read: code, what is wrong as the end of a sentence about the file, what was found."""

    def __init__(self, code: str, message: str, found: str = "", expected: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.found, self.expected = code, message, found, expected

    def problem(self, file: str) -> Problem:
        """The problem of `file`."""
        message = f"这个文件{self.message}。"
        return problem(self.code, message, Place(file), found=self.found, expected=self.expected)


def damage_error(reason: str = BROKEN) -> UnreadableFile:
    """A workbook whose parts are not as they should be."""
    return UnreadableFile("D101", f"{reason}，打不开", reason, "完好的工作簿")


def to_unreadable(fault: BaseException) -> UnreadableFile:
    """Why a file cannot be read, by what its reader raised. What is no fault of the file is raised again.

    Libraries raise of every kind; what Rust calls a panic is no Exception.
    """
    if isinstance(fault, UnreadableFile):
        return fault
    if isinstance(fault, PackageError):
        return package_error(fault)
    if isinstance(fault, MemoryError):
        return UnreadableFile("D155", "大得反常（内存不够），没有读", "内存不够", "不那么大的文件")
    if isinstance(fault, Exception) or type(fault).__name__ == "PanicException":
        return damage_error()
    raise fault


def package_error(fault: PackageError) -> UnreadableFile:
    """Why a package cannot be read."""
    if isinstance(fault, TooLarge):
        return size_error(fault.size, fault.limit, unpacked=True)
    if isinstance(fault, NoWorkbook):
        return no_workbook_error("别种文档或压缩包")
    return damage_error(fault.reason)


def no_workbook_error(what: str = OTHER) -> UnreadableFile:
    """Something that is no table at all."""
    return UnreadableFile("D103", f"不是工作簿，内容是{what}", what, "Excel 工作簿")


def size_error(size: int, limit: int, unpacked: bool = False) -> UnreadableFile:
    """A file that takes, or would take once unpacked, more than `limit` bytes. size: as far as it was counted."""
    found = f"{'解开后' if unpacked else ''}{'超过' if size > limit else ''}{min(size, limit) >> 20}MB"
    return UnreadableFile("D155", f"大得反常（{found}），没有读", found, f"不超过{limit >> 20}MB")
