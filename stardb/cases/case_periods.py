"""Which period a worked case is rated for, and on which day: by its `period`, its `as_of`, or those of `base`."""

from datetime import date

from stardb.cases.case_file import Case, CaseFile
from stardb.dataclass import dataclass
from stardb.quantity import EXPECTED_PERIOD, Frequency, Period, UnreadableText, find_period, read_period
from stardb.rulebook import is_rated_in
from stardb.yamlfile import YamlPath, YamlSource


@dataclass(frozen=True)
class RatedPeriod:
    """The period of a case. day: the one rated on, None for that which the rules derive. path: where the file says so."""

    period: Period
    day: date | None
    path: YamlPath


def find_case_period(
    case: Case, path: YamlPath, file: CaseFile, every: tuple[Frequency, ...], source: YamlSource
) -> RatedPeriod | None:
    """The period of a case of a scheme that is rated so often; None where it is not said, which is reported."""
    own = case.period or file.base.period
    day = case.as_of or (file.base.as_of if not case.period else None)
    if own:
        where: YamlPath = (*path, "period") if case.period else ("base", "period")
        period = _read(own, where, every, source)
        return RatedPeriod(period, day, where) if period is not None else None
    if day is None:
        remedy = "在本例或 base 里写 as_of（考核日），如 as_of: 2022-12-31，或 period（哪一期），如 period: 2022-06"
        source.report("C104", "没有写考核日，也没有写哪一期", path, expected="period 或 as_of", remedy=remedy)
        return None
    where = (*path, "as_of") if case.as_of else ("base", "as_of")
    kind = Frequency.YEAR if every == (Frequency.ONCE,) else every[0]
    if len(every) > 1 or kind is Frequency.TERM:
        called = "、".join(one.value for one in every)
        message = f"办法有几种期（{called}）" if len(every) > 1 else "办法按届评"
        source.report(
            "C116", f"{message}，只写考核日，不知道评的是哪一期", where, expected="period，如 period: 2022-06"
        )
        return None
    return RatedPeriod(find_period(day, kind), day, where)


def _read(name: str, where: YamlPath, every: tuple[Frequency, ...], source: YamlSource) -> Period | None:
    """The period of a name, None for one that is none or not the scheme's, which is reported."""
    try:
        period = read_period(name)
    except UnreadableText as error:
        source.report("C103", str(error), where, found=name, expected=EXPECTED_PERIOD)
        return None
    if not is_rated_in(every, period.kind):
        called = "、".join(one.value for one in every)
        message = f"办法不评{period.title}：它的 every 是 {called}"
        source.report("C117", message, where, found=name, expected=called)
        return None
    return period
