"""pandas frames scored by a scheme, without files."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from stardb.api.result import Result
from stardb.api.sheets import SOURCE, make_sheets
from stardb.intake import Decision, ReadingOptions, match_sheets, read_all, report_unmatched
from stardb.problems import ProblemsError, unique
from stardb.quantity import Period, read_work_calendar
from stardb.rulebook import Scheme
from stardb.scoring import History, Past, fill_borrowed_tables
from stardb.scoring import score as score_tables

NO_DAYS: Mapping[str, Sequence[str]] = MappingProxyType({})


def score(
    scheme: Scheme,
    frames: Mapping[str, pd.DataFrame],
    *,
    earlier: Sequence[Result] = (),
    others: Iterable[Result] = (),
    holidays: Mapping[str, Sequence[str]] = NO_DAYS,
    workdays: Mapping[str, Sequence[str]] = NO_DAYS,
    decisions: Sequence[Decision] = (),
) -> Result:
    """Score frames by a scheme: one frame for each table the scheme has filled in, the roster among them.

    frames: table title -> frame with the columns the scheme declares, one row a subject, or many in a record table. Texts are
    read as cells are (`"85%"`, `"12.5万元"`, `"√"`); numbers count in the unit the rules give the column; missing values are
    blank cells. earlier: results of the same scheme for
    earlier periods, for what it reads of them (上年…); none: a first year. others: results of other schemes for the same
    period, for tables that are such results (`result_of`). holidays, workdays: by year the days off and the weekend days
    worked, as stardb.yaml gives them, where the scheme counts working days: `{"2024": ["2024-02-10至2024-02-17"]}`.
    decisions: what people decided of this scheme in this period (裁定); those that do not hold are among the problems.

    Gives the `Result`; what is wrong in the frames is in its `problems()`. Raises ValueError where a frame is no table of the
    scheme, or a day off cannot be, TypeError for values no sheet could hold, ProblemsError where nobody is left to be rated.
    """
    unknown = [title for title in frames if title not in scheme.filled_in]
    if unknown:
        raise ValueError(f"{scheme.title} has no table {'、'.join(unknown)}; it has {'、'.join(scheme.filled_in)}")
    year = str(scheme.period.year)
    sheets, specs = make_sheets(frames), {"": scheme.filled_in}
    options = ReadingOptions(sheets={f"{SOURCE}!{title}": title for title in frames}, rated=scheme.as_of)
    matches = match_sheets(sheets, specs, year, options)
    intake = read_all(sheets, specs, year, options, matches)[""]
    tables, unfit = fill_borrowed_tables(
        scheme, intake.tables, {other.scheme.title: other.appraisal for other in others}
    )
    problems = unique([*intake.problems, *report_unmatched(matches), *unfit])
    if not len(tables.subjects):
        raise ProblemsError(problems)
    history, calendar = _history(earlier, scheme.period), read_work_calendar(holidays, workdays)
    appraisal = score_tables(scheme, tables, history, calendar, decisions)
    return Result(appraisal, unique([*problems, *appraisal.decisions.problems]))


def _history(earlier: Iterable[Result], until: Period) -> History:
    """What earlier results came to; they are all there are before the period `until`."""
    past = [Past(result.scheme.period, result.scheme.as_of, result.appraisal.record()) for result in earlier]
    periods = (*(one.period for one in past), until)
    return History(tuple(sorted(past, key=lambda one: one.period)), began=min(periods, key=lambda period: period.first))
