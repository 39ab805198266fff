"""The names of a scheme while it is bound: each is declared once, and bound once."""

from collections.abc import Callable, Iterator
from dataclasses import field

from stardb.dataclass import dataclass
from stardb.expressions import Symbol
from stardb.quantity import WORK_CALENDAR, Kind
from stardb.rulebook.past_names import RELATIONS
from stardb.rulebook.periods.period_names import PERIOD_FIRST, PERIOD_LAST, YEAR_RATED
from stardb.rulebook.periods.term import TERM_FIRST, TERM_LAST
from stardb.scorers.base import MONTH_RATED, QUARTER_RATED, ClauseRefused
from stardb.scorers.clauses import FIRST_IN_TERM, RATED_BEFORE, RATED_EVER, RATED_LAST
from stardb.yamlfile import YamlPath, YamlSource

TOTAL = "总分"
BUILTINS = {
    YEAR_RATED: Symbol(Kind.NUMBER, shared=True),
    "考核日": Symbol(Kind.DATE, shared=True),
    MONTH_RATED: Symbol(Kind.NUMBER, shared=True, whole=True),
    QUARTER_RATED: Symbol(Kind.NUMBER, shared=True, whole=True),
    PERIOD_FIRST: Symbol(Kind.DATE, shared=True),
    PERIOD_LAST: Symbol(Kind.DATE, shared=True),
    TERM_FIRST: Symbol(Kind.DATE, shared=True),
    TERM_LAST: Symbol(Kind.DATE, shared=True),
    WORK_CALENDAR: Symbol(Kind.TEXT, shared=True),
    RATED_BEFORE: Symbol(Kind.BOOL),
    RATED_LAST: Symbol(Kind.BOOL),
    RATED_EVER: Symbol(Kind.BOOL),
    FIRST_IN_TERM: Symbol(Kind.BOOL),
}
RESERVED = frozenset({"是", "否", "全部", "其余"})
"""Words of the language, which no name may be."""

Maker = Callable[[], Symbol]
"""Binds a name and gives what it stands for; raises ClauseRefused, having reported why, where it cannot."""


@dataclass
class NameTable:
    """The names of a scheme and what makes each; `bind` is how expressions ask for them (`Symbols`).

    makers: name -> what binds it. symbols: those bound. failures: those that cannot be. in_progress: those being bound, the
    outermost first, with their paths. paths: where each is written. derive: what binds a name that is there only where it is
    read, 连续年数(达标, 此前年数); None for no such name. table: the many-row table whose rows' names these are.
    """

    makers: dict[str, Maker]
    source: YamlSource
    symbols: dict[str, Symbol] = field(default_factory=dict)
    failures: set[str] = field(default_factory=set)
    in_progress: list[tuple[str, YamlPath]] = field(default_factory=list)
    paths: dict[str, YamlPath] = field(default_factory=dict)
    derive: Callable[[str], Maker | None] = lambda name: None
    table: str = ""

    def bind(self, name: str) -> Symbol:
        """What a name stands for. It is bound once, after all that it reads.

        Raises KeyError for no such name, Refused where it cannot be bound, which has been reported.
        """
        if name in self.symbols:
            return self.symbols[name]
        if name in self.failures:
            raise ClauseRefused
        maker = self.makers.get(name) or self.derive(name)
        if maker is None:
            raise KeyError(name)
        if self.is_binding(name):
            self._report_cycle(name)
            raise ClauseRefused
        self.in_progress.append((self._full_name(name), self.paths.get(name, ())))
        try:
            self.symbols[name] = maker()
        except ClauseRefused:
            self.failures.add(name)
            raise
        finally:
            self.in_progress.pop()
        return self.symbols[name]

    def is_binding(self, name: str) -> bool:
        """Whether a name is being bound just now."""
        return any(opened == self._full_name(name) for opened, _ in self.in_progress)

    def _full_name(self, name: str) -> str:
        """A name as it is told from those of other tables: 表彰·有效至."""
        return f"{self.table}·{name}" if self.table else name

    def _report_cycle(self, name: str) -> None:
        names, full = [opened for opened, _ in self.in_progress], self._full_name(name)
        ring = [*names[names.index(full) :], full]
        path = self.paths.get(name, ())
        self.source.report("R303", f"循环引用：{' → '.join(ring)}", path, key=True, found=" → ".join(ring))

    def __contains__(self, name: object) -> bool:
        return name in self.makers or (isinstance(name, str) and self.derive(name) is not None)

    def __iter__(self) -> Iterator[str]:
        return iter(self.makers)

    def declare(self, name: str, path: YamlPath, maker: Maker) -> None:
        """Declare a name and what binds it; a name that is taken, or of the language's own, is reported (R304)."""
        if self.check_reserved(name, path):
            return
        if name in self.makers:
            first = self.source.place(self.paths.get(name, ()), key=True)
            where = f"，第{first.line}行已用" if name in self.paths else "，是内置名称"
            self.source.report("R304", f"“{name}”这个名称用了两次{where}", path, key=True, found=name)
            return
        self.makers[name] = maker
        self.paths[name] = path

    def check_reserved(self, name: str, path: YamlPath) -> bool:
        """Whether a name is the language's own; it is reported then (R304)."""
        head = name.partition("(")[0] if name.endswith(")") else ""
        if name not in RESERVED and head not in RELATIONS:
            return False
        message = f"“{name}”是办法里有定义的写法，不能用作名称"
        self.source.report("R304", message, path, key=True, found=name, remedy="换一个名称")
        return True
