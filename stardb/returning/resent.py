"""Corrected files: put in the place of those they correct, and what was changed in them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from stardb.books import Book, Books, Sheet
from stardb.intake.masking import quoted
from stardb.ooxml import cell_name
from stardb.problems import Place, Problem, problem
from stardb.returning.changes import Change, compared, text_at
from stardb.returning.listing import listed
from stardb.returning.private import Private
from stardb.returning.stamp import ReturnStamp, stamp_of

_SHOWN = 5


@dataclass(frozen=True)
class Settled:
    """The books to read, and what there is to say of corrected files.

    standing: the marked cells that were not changed in each of them.
    """

    books: Books
    standing: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)

    def unmended(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """A problem for each file in which marked cells are still as they were, and still wrong."""
        wrong = {one.place for one in problems}
        for file, places in self.standing.items():
            still = [place for place in places if place in wrong]
            if still:
                named = "、".join(f"{place.sheet}!{place.cell}" for place in still[:_SHOWN])
                more = "等" if len(still) > _SHOWN else ""
                message = f"退回时标出的格，有{len(still)}格原样没有改：{named}{more}。"
                yield problem("D173", message, Place(file), found=f"{len(still)}格")


def stamps(books: Books) -> dict[str, ReturnStamp]:
    """The stamps of those that were returned, by their files."""
    found = ((book.file, stamp_of(book.sheets)) for book in books.books)
    return {file: stamp for file, stamp in found if stamp}


def settle(books: Books, returned: Mapping[str, Book], private: Private) -> Settled:
    """The books with each corrected file in the place of the one it corrects.

    returned: what was handed back, by its path below the folder of returns. A file that is replaced is not read, nor are
    several that correct the same version of one. Lists of problems are no data and are taken away.
    """
    found = stamps(books)
    if not found:
        return Settled(books)
    by_file = {book.file: book for book in books.books}
    aside, said = _chosen(found, by_file)
    standing: dict[str, tuple[Place, ...]] = {}
    for file, stamp in found.items():
        before = returned.get(stamp.copy)
        if before and stamp_of(before.sheets) == stamp and file not in aside:
            changes, unchanged = _compared(before, by_file[file], stamp, private)
            said += changes
            standing[file] = unchanged
    kept = tuple(_read(book, found.get(book.file)) for book in books.books if book.file not in aside)
    told = [one for one in books.problems if one.place.file not in aside]
    return Settled(Books(kept, (*told, *said)), standing)


def _chosen(found: Mapping[str, ReturnStamp], by_file: Mapping[str, Book]) -> tuple[set[str], list[Problem]]:
    """The files that are not read, and why."""
    corrected: dict[str, list[str]] = defaultdict(list)
    for file, stamp in found.items():
        if file != stamp.file:
            corrected[stamp.file].append(file)
    aside: set[str] = set()
    said = []
    for file, copies in corrected.items():
        first = by_file.get(file)
        is_base = first is not None and all(found[copy].fits(first.digest) for copy in copies)
        rivals = copies if is_base or first is None else [file, *copies]
        if len(rivals) > 1:
            aside |= {*copies, file}
            said += [_torn(one, [other for other in rivals if other != one]) for one in rivals]
        elif is_base:
            aside.add(file)
            message = f"有改好的“{copies[0]}”，这一份不再读。"
            said.append(problem("D172", message, Place(file), found=copies[0]))
    return aside, said


def _torn(file: str, others: Sequence[str]) -> Problem:
    named = "、".join(map(quoted, others))
    message = f"这个文件和{named}改的是同一个文件，分不清以哪个为准，都没有读。"
    return problem("D174", message, Place(file), found=named, expected="只有一个改好的文件")


def _read(book: Book, stamp: ReturnStamp | None) -> Book:
    """A book as data: without the list, and without the stamp, which says nothing of what its sheets are."""
    if not stamp:
        return book
    plain = (replace(sheet, stamp="") if stamp_of([sheet]) else sheet for sheet in book.sheets)
    return replace(book, sheets=tuple(sheet for sheet in plain if sheet.name != stamp.listing))


def _compared(
    before: Book, after: Book, stamp: ReturnStamp, private: Private
) -> tuple[list[Problem], tuple[Place, ...]]:
    """What was changed in a corrected file, and which of the marked cells were not."""
    old = {sheet.name: sheet for sheet in before.sheets}
    new = {sheet.name: sheet for sheet in after.sheets}
    marked: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, at in listed(old[stamp.listing]) if stamp.listing in old else ():
        marked[name].append(at)
    said: list[Problem] = []
    unchanged: list[Place] = []
    for name in (name for name in new if name in old and name != stamp.listing):
        result = compared(old[name], new[name])
        said += [_told(new[name], change, private) for change in result.changes]
        for at in dict.fromkeys(marked[name]):
            now = result.kept.get(at[0], at[0]), at[1]
            if text_at(old[name], at) == text_at(new[name], now):
                unchanged.append(Place(after.file, name, cell_name(now[0] + 1, now[1])))
    said += [_sheet(after.file, name, "没有了") for name in old if name not in new and name != stamp.listing]
    said += [_sheet(after.file, name, "是新加的") for name in new if name not in old and name != stamp.listing]
    return said, tuple(unchanged)


def _told(sheet: Sheet, change: Change, private: Private) -> Problem:
    row = change.row + 1
    if change.column >= 0:
        cell = cell_name(row, change.column)
        before, after = (
            private.shown(sheet, change.row, change.column, text) for text in (change.before, change.after)
        )
        return problem("D171", f"{before}改成了{after}。", Place(sheet.file, sheet.name, cell), found=after)
    if change.after:
        return problem(
            "D171", f"第{row}行是新加的。", Place(sheet.file, sheet.name, cell_name(row, 0)), found="新加一行"
        )
    return problem("D171", f"原第{row}行删去了。", Place(sheet.file, sheet.name), found="删去一行")


def _sheet(file: str, name: str, what: str) -> Problem:
    return problem("D171", f"工作表“{name}”{what}。", Place(file, name), found=what)
