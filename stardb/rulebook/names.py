"""The names of a scheme: each is bound when it is first asked for, and what it needs before it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from stardb.expressions import Symbol
from stardb.quantity import Kind
from stardb.scorers.base import Refused
from stardb.scorers.clauses import RATED_BEFORE, RATED_EVER
from stardb.yamlfile import Source, YamlPath

ELIGIBLE, TOTAL = "参评条件", "总分"
LAST, LATEST, BACK, GAIN, RUN = "上年", "上次", "往年", "任期内增加", "连续年数"
FIRST_IN_TERM = "本届首评"
BUILTINS = {
    "考核年度": Symbol(Kind.NUMBER, shared=True),
    "考核日": Symbol(Kind.DATE, shared=True),
    RATED_BEFORE: Symbol(Kind.BOOL),
    RATED_EVER: Symbol(Kind.BOOL),
    FIRST_IN_TERM: Symbol(Kind.BOOL),
}
RESERVED = frozenset({"是", "否", "全部", "其余"})
"""Words of the language, which no name may be."""

OF_EARLIER = (RATED_BEFORE, RATED_EVER, FIRST_IN_TERM)
"""The built-in names that hang on earlier periods."""

_FURTHEST = 5
"""How many periods back 往年 goes."""

Maker = Callable[[], Symbol]
"""Binds a name and gives what it stands for; raises Refused, having reported why, where it cannot."""


@dataclass(frozen=True)
class Asked:
    """What is asked of earlier periods: `head` of `item`, `back` periods ago."""

    head: str
    item: str
    back: int = 1

    @property
    def name(self) -> str:
        """As an expression writes it: 上年(星级), 往年(星级, 2)."""
        return f"{self.head}({self.item}, {self.back})" if self.head == BACK else f"{self.head}({self.item})"


def all_asked(item: str) -> tuple[Asked, ...]:
    """All that can be asked of earlier periods about an item."""
    back = (Asked(BACK, item, k) for k in range(2, _FURTHEST + 1))
    return (Asked(LAST, item), Asked(LATEST, item), *back, Asked(GAIN, item), Asked(RUN, item))


def asked(name: str) -> Asked | None:
    """What a name asks of earlier periods, where it is of such a form."""
    head, _, about = name.removesuffix(")").partition("(")
    if not about or not name.endswith(")"):
        return None
    if head == BACK:
        item, _, back = about.rpartition(", ")
        return Asked(head, item, int(back)) if item and back.isdecimal() else None
    return Asked(head, about) if head in (LAST, LATEST, GAIN, RUN) else None


@dataclass
class Names:
    """The names of a scheme, and what makes each: `Symbols`, as expressions ask for them."""

    makers: dict[str, Maker]
    source: Source
    bound: dict[str, Symbol] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    open_: list[tuple[str, YamlPath]] = field(default_factory=list)
    paths: dict[str, YamlPath] = field(default_factory=dict)

    def bind(self, name: str) -> Symbol:
        """What a name stands for: made once, with what it needs made before it.

        Raises KeyError for no such name, Refused where it cannot be made, which has been reported.
        """
        if name in self.bound:
            return self.bound[name]
        if name in self.failed:
            raise Refused
        if name not in self.makers:
            raise KeyError(name)
        if self.binding(name):
            self._report_cycle(name)
            raise Refused
        self.open_.append((name, self.paths.get(name, ())))
        try:
            self.bound[name] = self.makers[name]()
        except Refused:
            self.failed.add(name)
            raise
        finally:
            self.open_.pop()
        return self.bound[name]

    def binding(self, name: str) -> bool:
        """Whether a name is being bound just now."""
        return any(opened == name for opened, _ in self.open_)

    def _report_cycle(self, name: str) -> None:
        names = [opened for opened, _ in self.open_]
        ring = [*names[names.index(name) :], name]
        path = self.paths.get(name, ())
        self.source.report("R303", f"循环引用：{' → '.join(ring)}", path, key=True, found=" → ".join(ring))

    def __contains__(self, name: object) -> bool:
        return name in self.makers

    def __iter__(self) -> Iterator[str]:
        return iter(self.makers)

    def declare(self, name: str, path: YamlPath, maker: Maker) -> None:
        """Take up a name and what binds it; a name taken already, or of the language's own, is reported."""
        if self.reserved(name, path):
            return
        if name in self.makers:
            first = self.source.place(self.paths.get(name, ()), key=True)
            where = f"，第{first.line}行已用" if name in self.paths else "，是内置名称"
            self.source.report("R304", f"“{name}”这个名称用了两次{where}", path, key=True, found=name)
            return
        self.makers[name] = maker
        self.paths[name] = path

    def reserved(self, name: str, path: YamlPath) -> bool:
        """Whether a name is the language's own, which is reported."""
        head = name.partition("(")[0] if name.endswith(")") else ""
        if name not in RESERVED and head not in (LAST, LATEST, BACK, GAIN, RUN):
            return False
        message = f"“{name}”是办法里有定义的写法，不能用作名称"
        self.source.report("R304", message, path, key=True, found=name, remedy="换一个名称")
        return True
