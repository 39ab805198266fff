"""What stands above a form: where its content comes from, what is to be filled in anew, and what to do when there is nothing."""

from collections.abc import Iterator, Mapping, Sequence

from stardb.quantity import read_period
from stardb.rulebook import Scheme, TableSpec

_UPDATE = "表里是原来名册的内容，请逐格核对：变了的改过来，没有了的把整行清空，新增的填在下面的空行。"
_EMPTY = "还没有名册：一个对象填一行。"
_NONE = "一件也没有的，这张表空着交回，不要删去：空表说明没有，缺了表只能算没有报。"


def make_notes(
    spec: TableSpec, is_roster: bool, schemes: Sequence[Scheme], carried: Mapping[str, str], period: str
) -> tuple[str, ...]:
    """The lines above a table. carried: column that goes out with content -> the period that it is of."""
    bases = dict.fromkeys(scheme.basis for scheme in schemes if scheme.basis)
    lines = (
        *_on_content(spec, is_roster, carried, period),
        f"说明：{spec.note}" if spec.note else "",
        *(f"依据：{basis}" for basis in bases),
    )
    return tuple(line for line in lines if line)


def _on_content(spec: TableSpec, is_roster: bool, carried: Mapping[str, str], period: str) -> Iterator[str]:
    origin = next(iter(carried.values()), "")
    anew = [name for name in spec.columns if name not in carried and name not in spec.key]
    if is_roster and not carried:
        yield _EMPTY
    elif is_roster and origin == period:
        yield _UPDATE
    elif is_roster:
        yield f"浅蓝色的格是从{_title(origin)}转来的，请逐格核对：变了的改过来，没有了的把整行清空，新增的填在下面的空行。"
    elif spec.many and carried:
        already = "已报的" if origin == period else f"从{_title(origin)}转来的"
        yield f"浅蓝色的行是{already}，请逐行核对：变了的（如已经离任）改过来，报错了的、名册里已经去掉的，把整行清空。"
        yield f"{_title(period)}新发生的，接着填在下面的空行；没有新的，核对后照样交回。"
    elif spec.announced:
        yield f"每个对象按{'、'.join(spec.announced)}各排好一行，逐行填；没有排到的填在下面的空行，空着没有填的行算没有报。"
    elif spec.many:
        yield _NONE
    if spec.has_one_each:
        yield f"同一个{'、'.join(spec.period)}只填一行。"
    if carried and not is_roster and not spec.many:
        yield f"浅蓝色的格是从{_title(origin)}转来的，请核对，变了的改过来。"
    if carried and origin != period and anew and not spec.many:
        yield f"{_title(period)}要新填：{'、'.join(anew)}。"


def _title(period: str) -> str:
    """A period as people call it: 2022年度, 2022年6月."""
    return read_period(period).title
