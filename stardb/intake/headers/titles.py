"""Column titles and labels, brought to one form so that ways of writing them do not matter."""

import re
from fractions import Fraction
from functools import lru_cache

from stardb.dataclass import dataclass
from stardb.quantity import name_text

_MEASURES = (
    "元角%‰人户名位件次个项票起支亩年月岁分天日所处家条场期份块篇组例米吨斤座台套本",
    "千元 百元 万元 十万元 百万元 千万元 亿元 百分点 个百分点 万人 万户 万亩 个月 周年 人次 户次 场次 公里 千米 平方米 平方公里 公顷 m2 km2 公斤",
)
UNITS = frozenset(_MEASURES[0]) | frozenset(re.split(" ", _MEASURES[1]))
"""What may stand in brackets after a title without being part of it; the units a scheme declares are added."""

_NUMBERING = re.compile(
    r"^(?:\d{1,2}(?:[、)]|\.(?!\d))|\(\d{1,2}\)|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))"
)
_BRACKETED = re.compile(r"\(([^()]*)\)$")
_MARKS = re.compile(r"\d+(?:\.\d+)?分(?:制|以上|以下)?|百分制")
_FULL_MARKS = re.compile(
    r"(?:满分|总分|标准分|分值|最高|上限|共)[:为]?(\d+(?:\.\d+)?)分?|(?:0(?:\.0)?[-~至到])?(\d+(?:\.\d+)?)分"
)
_TRAILING_MARKS = re.compile(r"(\d+(?:\.\d+)?)分$")
_HINT = re.compile(
    r"必填|选填|可填.*|请?填[√×是否有无数整].*|打[√×].*|是[/或、]?否|[√×/、或]+|格式.*|例?如:.*|单选|下拉选.*|[盖签公]章|年[/.\-、]?月(?:[/.\-、]?日)?"
)
_UNIT_WORDS = re.compile(r"^\s*(?:(?:(?:计量|金额|货币|数据|数额)?单位|金额|币种|人民币|RMB)\s*[:为是]?\s*)+")
_TRAILING_UNIT = re.compile(r"[/:,](?:计量)?(?:单位[:为]?)?([^/:,]+)$")


@dataclass(frozen=True)
class Title:
    """A title as written, tidied (`plain`), and without numbering, marks, hints and unit (`bare`), with its unit and full marks."""

    plain: str
    bare: str
    unit: str = ""
    marks: Fraction | None = None

    @property
    def called(self) -> str:
        """What to call it in messages."""
        return self.bare or self.plain


@lru_cache(maxsize=65536)
def title_of(text: str, units: frozenset[str] = UNITS) -> Title:
    """A title's forms. `units` are the words taken for a unit when they stand in brackets at its end."""
    plain = name_text(text)
    bare, unit, marks = plain, "", None
    if bare in units or bare.strip("()") in units:
        return Title(plain, "", bare.strip("()"))
    while match := _BRACKETED.search(bare):
        inner = without_unit_words(match[1])
        if inner in units:
            unit = unit or inner
        elif found := _FULL_MARKS.fullmatch(inner):
            marks = Fraction(found[1] or found[2])
        elif inner and not _MARKS.fullmatch(inner) and not _HINT.fullmatch(inner):
            break
        bare = bare[: match.start()]
    if (match := _TRAILING_UNIT.search(bare)) and match[1] in units:
        bare, unit = bare[: match.start()], unit or match[1]
    rest = _NUMBERING.sub("", bare)
    if (match := _TRAILING_MARKS.search(rest)) and match.start() >= 2:  # 组织建设16分
        rest, marks = rest[: match.start()], Fraction(match[1])
    return Title(plain, rest.strip("*:") or bare, unit, marks)


def without_unit_words(text: str) -> str:
    """A unit without the words that say it is one: 元 of `单位：元`, `金额：元` and `人民币元`."""
    return _UNIT_WORDS.sub("", text).strip()
