"""`stardb.yaml`: which county, which period, which schemes."""

import difflib
import errno
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from stardb.intake import ReadingOptions
from stardb.problems import Place, Problem, ProblemsError, problem
from stardb.quantity import UnreadableText, WorkCalendar, read_work_calendar
from stardb.workspace.folder.rule_versions import scheme_names
from stardb.workspace.headers_file.headers import Headers, read_headers
from stardb.yamlfile import Day, DayLists, Part, Word, YamlSource, read_source, read_yaml_text, validate

FILE = "stardb.yaml"

_PERIOD = re.compile(r"[12][0-9]{3}[^\\/:*?\"<>|\s]*")


def find_period_fault(period: str) -> str:
    """What is wrong with a period's name, which is a folder's name too and begins with its year; "" where nothing is."""
    return "" if _PERIOD.fullmatch(period) else f"考核年度“{period}”应以四位年份开头，如 2022"


class Settings(Part):
    """工作区的设置。"""

    county: str = Field(description="县（市、区）名")
    department: str = Field("", description="落款单位，如 中共岚县县委组织部")
    formerly: list[Word] = Field(default_factory=list, description="县以前的名称；台账里有以前名称的，要写")
    period: Word = Field(description="考核年度，即 data 下文件夹的名称")
    first_period: Word = Field("", description="首次评定的年度；以后各年须有上年结果")
    as_of: Day | None = Field(None, description="考核日；不写为考核年度的12月31日")
    schemes: list[str] = Field(min_length=1, description="用哪些办法：rules 下的文件名，不带 .yaml")
    hidden_rows: Literal["read", "skip"] = Field(
        "read", description="隐藏的行读不读：read 读（不写就是它），skip 不读；都会说明有几行"
    )
    passwords: list[Word] = Field(
        default_factory=list, description="加密工作簿的打开密码，逐个试；能看到这个文件的人就能打开那些工作簿"
    )

    holidays: DayLists = Field(
        default_factory=dict,
        description="各年放假的日子，如 {2024: [2024-01-01, 2024-02-10至2024-02-17]}；算工作日数用",
    )
    workdays: DayLists = Field(
        default_factory=dict, description="各年调休上班的周末，如 {2024: [2024-02-04]}；算工作日数用"
    )
    renamed: dict[str, Word] = Field(
        default_factory=dict,
        description="改了名的乡镇、对象：现名: 原名；确是新设的：现名: 新设。对象写全，如 东村镇/新庄: 东村镇/老庄",
    )

    @model_validator(mode="after")
    def _days(self) -> "Settings":
        try:
            self.read_calendar()
        except UnreadableText as error:
            raise ValueError(f"holidays、workdays：{error}") from error
        return self

    def read_calendar(self) -> WorkCalendar:
        """Which days are worked. Raises UnreadableText where the days given cannot be."""
        return read_work_calendar(self.holidays, self.workdays)

    @field_validator("period", "first_period")
    @classmethod
    def _a_year(cls, value: str) -> str:
        if value and (fault := find_period_fault(value)):
            raise ValueError(fault)
        return value

    @field_validator("schemes")
    @classmethod
    def _once_each(cls, value: list[str]) -> list[str]:
        twice = next((name for name in value if value.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f"“{twice}”写了两次")
        return value


@dataclass(frozen=True)
class Workspace:
    """A department's folder and its settings, for one period.

    missing: schemes without a rule file, and what to say. headers: which titles are which columns, as settled.
    """

    root: Path
    settings: Settings
    period: str
    missing: Mapping[str, Problem] = field(default_factory=dict)
    headers: Headers = field(default_factory=Headers)

    @property
    def as_of(self) -> date:
        """The day of the appraisal: as set for the period in the settings, else 31 December of the period's year."""
        if self.settings.as_of is not None and self.period == self.settings.period:
            return self.settings.as_of
        return date(int(self.period[:4]), 12, 31)

    @property
    def data(self) -> Path:
        """The folder of the workbooks that came in for the period."""
        return self.root / "data" / self.period

    @property
    def results(self) -> Path:
        """The folder that a run of the period fills."""
        return self.root / "results" / self.period

    @property
    def reading_options(self) -> ReadingOptions:
        """How this workspace reads workbooks."""
        skip_hidden = self.settings.hidden_rows == "skip"
        return ReadingOptions(self.headers.titles, skip_hidden, sheets=self.headers.sheets, rated=self.as_of)

    @property
    def ledger(self) -> Path:
        """The database of all periods' results; `stardb.key` lies beside it."""
        return self.root / "stardb.sqlite"

    @property
    def first_year(self) -> int | None:
        """The year of the first rating, where the settings say it."""
        return int(self.settings.first_period[:4]) if self.settings.first_period else None

    @property
    def first(self) -> bool:
        """Whether this period may go without results of the period before."""
        return not self.settings.first_period or self.period <= self.settings.first_period


def open_workspace(root: Path, period: str | None = None) -> Workspace:
    """The workspace in a folder, for its own period or the one asked for. Raises ProblemsError (W1.., R..)."""
    path = root / FILE
    if not _is_there(path):
        name = Path(os.path.abspath(root)).name
        raise ProblemsError([problem("W101", f"“{name}”里没有 {FILE}", Place(FILE), found=name)])
    source = read_source(read_yaml_text(path, FILE), FILE)
    settings = validate(source, Settings) if source.data is not None else None
    if settings is not None and not source.problems:
        _check_years(settings, source)
    if settings is None or source.problems:
        raise ProblemsError(source.problems)
    if period and (told := find_period_fault(period)):
        raise ProblemsError([problem("R203", told, found=period, expected="如 2022")])
    return Workspace(root, settings, period or settings.period, _missing(root, settings, source), read_headers(root))


def _is_there(path: Path) -> bool:
    """Whether there is anything of that name. Raises OSError for a name that no file can have."""
    try:
        os.lstat(path)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise
        return not isinstance(error, FileNotFoundError | NotADirectoryError)
    return True


def _check_years(settings: Settings, source: YamlSource) -> None:
    """The day of appraisal is in the period's year or the next; the first period is not after the period."""
    year = int(settings.period[:4])
    if settings.as_of is not None and settings.as_of.year - year not in (0, 1):
        message = f"考核日{settings.as_of}不在考核年度{settings.period}或次年之内"
        source.report("R203", message, ("as_of",), found=str(settings.as_of), expected=f"{year}年或{year + 1}年的日期")
    if settings.first_period and settings.first_period > settings.period:
        message = f"首评年度{settings.first_period}晚于考核年度{settings.period}"
        source.report(
            "R203", message, ("first_period",), found=settings.first_period, expected=f"{settings.period}或更早"
        )


def _missing(root: Path, settings: Settings, source: YamlSource) -> dict[str, Problem]:
    known = scheme_names(root / "rules")
    found = {}
    for index, name in enumerate(settings.schemes):
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"；是不是“{near[0]}”？" if near else ""
            place, expected = source.place(("schemes", index)), "、".join(known)
            found[name] = problem(
                "W103", f"没有 rules/{name}.yaml 这个规则文件{hint}", place, found=name, expected=expected
            )
    return found
