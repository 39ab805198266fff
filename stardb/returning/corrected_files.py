"""Corrected files: put in the place of those they correct, and what was changed in them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from stardb.books import Book, Books, Sheet
from stardb.dataclass import dataclass
from stardb.intake import quoted
from stardb.ooxml import Spot, cell_name
from stardb.problems import Place, Problem, problem
from stardb.returning.private_cells import Private
from stardb.returning.problem_list import ProblemList, read_problem_list
from stardb.returning.return_stamp import ReturnStamp, read_stamp
from stardb.returning.workbook_changes import Change, Comparison, compare_workbooks, text_at

_SHOWN = 5


@dataclass(frozen=True)
class CorrectedBooks:
    """The books to read, and what there is to say of corrected files.

    standing: the marked cells that were not changed in each of them.
    """

    books: Books
    standing: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)

    def report_unmended(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """A problem for each file in which marked cells are still as they were, and still wrong."""
        wrong = {one.place for one in problems}
        for file, places in self.standing.items():
            still = [place for place in places if place in wrong]
            if still:
                named = "、".join(f"{place.sheet}!{place.cell}" for place in still[:_SHOWN])
                more = "等" if len(still) > _SHOWN else ""
                message = f"退回时标出的格，有{len(still)}格原样没有改：{named}{more}。"
                yield problem("D173", message, Place(file), found=f"{len(still)}格")


def read_stamps(books: Books) -> dict[str, ReturnStamp]:
    """The stamps of those that were returned, by their files."""
    found = ((book.file, read_stamp(book.sheets)) for book in books.books)
    return {file: stamp for file, stamp in found if stamp}


def replace_corrected(books: Books, returned: Mapping[str, Book], titles: Private) -> CorrectedBooks:
    """The books with each corrected file in the place of the one it corrects.

    returned: what was handed back, by the digest in its stamp. A file that is replaced is not read, nor are several that
    correct the same file. Lists of problems are no data and are taken away.
    """
    found = read_stamps(books)
    if not found:
        return CorrectedBooks(books)
    by_file = {book.file: book for book in books.books}
    aside, said = _chosen(found, by_file)
    standing: dict[str, tuple[Place, ...]] = {}
    for file, stamp in found.items():
        latest, first = returned.get(stamp.digest), returned.get(stamp.first)
        if (latest or first) and file not in aside:
            changes, unchanged = _Round(by_file[file], stamp, latest, first or latest, titles).report_changes()
            said += changes
            standing[file] = unchanged
    kept = tuple(_read(book, found.get(book.file)) for book in books.books if book.file not in aside)
    told = [one for one in books.problems if one.place.file not in aside]
    return CorrectedBooks(Books(kept, (*told, *said)), standing)


def _chosen(found: Mapping[str, ReturnStamp], by_file: Mapping[str, Book]) -> tuple[set[str], list[Problem]]:
    """The files that are not read, and why: a file is known by its content, wherever it lies and whatever it is called."""
    families: dict[str, list[str]] = defaultdict(list)
    for file, stamp in found.items():
        families[stamp.first].append(file)
    aside: set[str] = set()
    said: list[Problem] = []
    for members in families.values():
        older = [f for f, b in by_file.items() if any(f != m and found[m].fits(b.digest) for m in members)]
        newest = [file for file in members if file not in older]
        paths = {found[file].file for file in newest} & by_file.keys()
        changed = [file for file in paths if file not in (*older, *members)]  # the first was changed in its place
        rivals = sorted({*newest, *changed})
        if len(rivals) > 1:
            aside |= {*rivals, *older}
            said += [_torn(one, [other for other in rivals if other != one]) for one in rivals]
        elif rivals:
            aside |= {*older}
            message = f"有改好的“{rivals[0]}”，这一份不再读。"
            said += [problem("D172", message, Place(file), found=rivals[0]) for file in older]
    return aside, said


def _torn(file: str, others: Sequence[str]) -> Problem:
    named = "、".join(map(quoted, others))
    message = f"这个文件和{named}改的是同一个文件，分不清以哪个为准，都没有读。"
    return problem("D174", message, Place(file), found=named, expected="只有一个改好的文件")


def _read(book: Book, stamp: ReturnStamp | None) -> Book:
    """A book as data: without the list."""
    return replace(book, sheets=tuple(sheet for sheet in book.sheets if sheet.name != stamp.listing)) if stamp else book


class _Round:
    """A corrected file beside what was handed back of it: the last time, and the first.

    latest: what the township had before it when it made the file; None where it is gone, as the file had no faults left.
    """

    def __init__(
        self, after: Book, stamp: ReturnStamp, latest: Book | None, first: Book | None, titles: Private
    ) -> None:
        self.after, self.stamp, self.latest, self.first, self.titles = after, stamp, latest, first, titles
        self.new = {sheet.name: sheet for sheet in after.sheets if sheet.name != stamp.listing}

    def report_changes(self) -> tuple[list[Problem], tuple[Place, ...]]:
        """What was changed since the file was first handed back, and which of the cells marked last were not."""
        said: list[Problem] = []
        unchanged: list[Place] = []
        asked: dict[str, Comparison] = {}
        if self.latest:
            for name, old in _sheets(self.latest).items():
                if name in self.new:
                    asked[name] = compare_workbooks(old, self.new[name])
                    unchanged += self._find_unchanged(old, self.new[name], asked[name])
        for name, old in _sheets(self.first).items() if self.first else ():
            if name not in self.new:
                said.append(self._sheet(name, "没有了"))
                continue
            whole = asked[name] if self.first is self.latest else compare_workbooks(old, self.new[name])
            said += self._changes(name, whole, asked.get(name))
        before = _sheets(self.first).keys() if self.first else self.new.keys()
        said += [self._sheet(name, "是新加的") for name in self.new if name not in before]
        return said, tuple(unchanged)

    def _changes(self, name: str, whole: Comparison, last: Comparison | None) -> Iterator[Problem]:
        """Each change since the first return, those of the last round that nobody asked for as such; then the rest of these."""
        sheet = self.new[name]
        unasked = {(c.row, c.column, c.after == "") for c in self._find_unasked_changes(name, last)} if last else set()
        for change in whole.changes:
            yield self._change(sheet, change, (change.row, change.column, change.after == "") in unasked)

    def _find_unasked_changes(self, name: str, last: Comparison) -> Iterator[Change]:
        """The changes of the last round in cells that were not marked, and in rows that were not spoken of."""
        assert self.latest
        old = _sheets(self.latest)[name]
        listing = self._read_list()
        cells = {spot for sheet, spot in listing.cells if sheet == name}
        now = {(last.kept.get(row, row), column) for row, column in cells}
        rows = {row for row, column in cells if self.titles.tells_whose(old, row, column)}
        rows_now = {last.kept.get(row, row) for row in rows}
        for change in last.changes:
            if change.column >= 0:
                asked_for = (change.row, change.column) in now or change.row in rows_now
            elif change.after:
                asked_for = listing.speaks_of_more
            else:
                asked_for = any(row == change.row for row, _ in cells)
            if not asked_for:
                yield change

    def _read_list(self) -> ProblemList:
        assert self.latest
        stamp = read_stamp(self.latest.sheets)
        return next(
            (read_problem_list(sheet) for sheet in self.latest.sheets if stamp and sheet.name == stamp.listing),
            ProblemList(),
        )

    def _find_unchanged(self, old: Sheet, new: Sheet, result: Comparison) -> Iterator[Place]:
        for at in dict.fromkeys(spot for name, spot in self._read_list().cells if name == old.name):
            now: Spot = result.kept.get(at[0], at[0]), at[1]
            if text_at(old, at) == text_at(new, now):
                yield Place(self.after.file, new.name, cell_name(now[0] + 1, now[1]))

    def _change(self, sheet: Sheet, change: Change, is_unasked: bool) -> Problem:
        code, row = "D215" if is_unasked else "D171", change.row + 1
        if change.column >= 0:
            before, after = self.titles.show_both(sheet, change.row, change.column, change.before, change.after)
            message = f"没有标出的这一格也改了：{before}改成了{after}。" if is_unasked else f"{before}改成了{after}。"
            return problem(code, message, Place(sheet.file, sheet.name, cell_name(row, change.column)), found=after)
        if change.after:
            place = Place(sheet.file, sheet.name, cell_name(row, 0))
            return problem(code, f"第{row}行是新加的。", place, found="新加一行")
        return problem(code, f"原第{row}行删去了。", Place(sheet.file, sheet.name), found="删去一行")

    def _sheet(self, name: str, what: str) -> Problem:
        return problem("D171", f"工作表“{name}”{what}。", Place(self.after.file, name), found=what)


def _sheets(book: Book) -> dict[str, Sheet]:
    """The sheets of a returned workbook but its list."""
    stamp = read_stamp(book.sheets)
    return {sheet.name: sheet for sheet in book.sheets if not stamp or sheet.name != stamp.listing}
