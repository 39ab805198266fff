"""What lies in a folder: locked and changing files, thousands of them, damaged ones, and what is no table at all."""

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.building import READ, content, sheet
from corpus.case import Case, Fault
from corpus.cases.hostile import BAD, beside, told


def dangling(folder: Path) -> None:
    """A link to a file that is not there, as unreadable for root as for anybody."""
    (folder / BAD).symlink_to(folder / "没有" / "这个.xlsx")


def unreadable(folder: Path) -> None:
    """A link to itself."""
    (folder / BAD).symlink_to(folder / BAD)


def pipe(folder: Path) -> None:
    """A pipe nobody writes to, which is no file to wait for."""
    os.mkfifo(folder / BAD)


def endless_folder(folder: Path) -> None:
    """A folder that holds itself."""
    (folder / "里面").mkdir()
    (folder / "里面" / "还是").symlink_to(folder, target_is_directory=True)


def open_elsewhere(folder: Path) -> None:
    """What Excel and WPS leave beside a file that is open."""
    (folder / "~$检查.xlsx").write_bytes(b"\x05zhang" + bytes(159))
    (folder / ".~检查.xlsx").write_bytes(b"\x05zhang" + bytes(159))


def folder_called_a_workbook(folder: Path) -> None:
    (folder / "往年.xlsx").mkdir()
    sheet(file="往年.xlsx/另一村.xlsx", rows=[["说明"], ["无"]])(folder)


def five_thousand(folder: Path) -> None:
    for i in range(5_000):
        (folder / f"走访记录{i:04}.csv").write_text(
            f"日期,户主,内容\n2022-06-18,张某某,第{i}次走访\n", encoding="utf-8"
        )


@contextmanager
def being_saved(folder: Path) -> Iterator[None]:
    """Somebody saves the workbook each time it is read."""
    read_bytes = Path.read_bytes

    def saved_meanwhile(path: Path) -> bytes:
        data = read_bytes(path)
        if path.name == BAD:
            os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
        return data

    Path.read_bytes = saved_meanwhile  # type: ignore[method-assign]
    try:
        yield
    finally:
        Path.read_bytes = read_bytes  # type: ignore[method-assign]


def odd_name(folder: Path) -> None:
    """An empty file whose name was written on a system with another encoding."""
    (folder / os.fsdecode("检查表\n1.xlsx".encode("gb18030"))).touch()


def cut_short(folder: Path) -> None:
    sheet(file=BAD)(folder)
    data = (folder / BAD).read_bytes()
    (folder / BAD).write_bytes(data[: len(data) * 2 // 3])


def wrong_checksum(folder: Path) -> None:
    """A byte flipped within the sheet, stored uncompressed."""
    sheet(file=BAD)(folder)
    with zipfile.ZipFile(folder / BAD) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(folder / BAD, "w", zipfile.ZIP_STORED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    data = (folder / BAD).read_bytes()
    assert data.count(b"<v>12.5</v>") == 1
    (folder / BAD).write_bytes(data.replace(b"<v>12.5</v>", b"<v>92.5</v>"))


def _files() -> Iterator[Case]:
    """Files that are damaged, or no table at all."""
    damaged = {
        "空文件": (content(BAD, b""), ["D105"]),
        "断在半路的工作簿": (cut_short, ["D101"]),
        "校验不符的工作簿": (wrong_checksum, ["D101"]),
        "没有工作表的压缩包": (content(BAD, b"PK\x05\x06" + bytes(18)), ["D101", "D103"]),
        "乱写的旧工作簿": (content(BAD, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8), ["D101"]),
    }
    for name, (build, codes) in damaged.items():
        yield Case(name, "残缺的文件", beside(build), READ, faults=told(*codes))
    prose = "关于报送检查表的说明\n各乡镇：\n请于月底前报送。\n".encode()
    others = {
        "图片改名": (content(BAD, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9), BAD, ["D103"]),
        "PDF改名": (content(BAD, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n" * 9), BAD, ["D103"]),
        "PDF": (content("坏.pdf", b"%PDF-1.7\n"), "坏.pdf", ["D108"]),
        "没有表格的网页": (content("坏.xls", b"<html><body><p>404 Not Found</p></body></html>"), "坏.xls", ["D103"]),
        "二进制的csv": (content("坏.csv", bytes(range(256)) * 40), "坏.csv", ["D103", "D150"]),
    }
    for name, (build, file, codes) in others.items():
        yield Case(name, "不是表的文件", beside(build), READ, faults=told(*codes, file=file))
    yield Case("一段话存成的csv", "不是表的文件", beside(content("说明.csv", prose)), READ, faults=[Fault("D103/D150")])


CASES = [
    Case("读不到的文件", "锁住的文件", beside(dangling), READ, faults=told("D104")),
    Case("绕回自己的链接", "锁住的文件", beside(unreadable), READ, faults=told("D104")),
    Case("名为工作簿的管道", "锁住的文件", beside(pipe), READ, faults=told("D101", "D103", "D104")),
    Case("正开着的文件旁边的锁", "锁住的文件", beside(open_elsewhere), READ),
    Case("套住自己的文件夹", "五千个文件", beside(endless_folder), READ),
    Case("五千个文件", "五千个文件", beside(five_thousand), READ),
    Case("正在保存的文件", "读时变动的文件", beside(sheet(file=BAD)), READ, faults=told("D119"), meanwhile=being_saved),
    Case("文件名是乱码", "五千个文件", beside(odd_name), READ, faults=[Fault("D105")]),
    Case("叫工作簿的文件夹", "五千个文件", beside(folder_called_a_workbook), READ),
    *_files(),
]
