"""`stardb.yaml`: which county, which period, which schemes."""

import errno
import os
import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, WithJsonSchema, field_validator, model_validator

from stardb.dataclass import dataclass
from stardb.intake import ReadingOptions, Successions, read_successions
from stardb.problems import Place, Problem, ProblemsError, problem
from stardb.quantity import (
    EXPECTED_PERIOD,
    Frequency,
    Period,
    UnreadableText,
    WorkCalendar,
    find_near,
    read_period,
    read_work_calendar,
)
from stardb.workspace.folder.data_folders import DATA, DataFolder, choose_data_folders, list_data_folders
from stardb.workspace.folder.due_days import DueDays, read_due_days
from stardb.workspace.folder.rated_kinds import find_frequencies, find_related_period, is_partial
from stardb.workspace.folder.rated_on import RatedOn, read_rated_on
from stardb.workspace.folder.rule_versions import scheme_names
from stardb.workspace.headers_file.headers import Headers, read_headers
from stardb.yamlfile import (
    WORD_SCHEMA,
    DayLists,
    Part,
    Word,
    YamlSource,
    number_as_text,
    read_source,
    read_yaml_text,
    validate,
)

FILE = "stardb.yaml"
SUCCESSIONS_FILE = "successions.xlsx"


def _check_period(value: object) -> Period:
    try:
        return read_period(str(number_as_text(value)))
    except UnreadableText as error:
        raise ValueError(f"{error}；要写{EXPECTED_PERIOD}") from error


PeriodName = Annotated[Period, PlainValidator(_check_period), WithJsonSchema(WORD_SCHEMA)]
"""A period by its name: 2022, 2022Q2, 2022-06."""

DatabaseUrl = Annotated[str, PlainValidator(str), WithJsonSchema(WORD_SCHEMA)]
"""A database by its URL, which may hold a password: what is wrong with it is told by `_check_ledger`, which shows nothing of it."""


class Settings(Part):
    """工作区的设置。"""

    county: str = Field(description="县（市、区）名")
    department: str = Field("", description="落款单位，如 中共岚县县委组织部")
    formerly: list[Word] = Field(default_factory=list, description="县以前的名称；台账里有以前名称的，要写")
    period: PeriodName = Field(description="考核年度；不按年评的，其中的月、季、半年也在这一年里")
    first_period: PeriodName | None = Field(None, description="首次评定的年度；以后各年须有上年结果")
    rated_on: dict[str, Any] = Field(
        default_factory=dict,
        description="考核日，如 {2022: 2022-10-31}；只对一部办法的，{办法: {2022: 2022-10-31}}；不写为办法所定的，或本期最后一天",
    )
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
    stages: list[Word] = Field(
        default_factory=list,
        description="各环节，按先后写，如 [自评, 镇评, 县核, 公示, 审定]；一个环节的表放在 data/2024/ 里它的名称的文件夹里",
    )
    due: Any = Field(
        default_factory=dict,
        description="各环节的表几时要报齐，如 {自评: 2024-06-30, 镇评: 2024-07-10}；没有环节的写一个日期；"
        "只对一期的，{2024: {自评: 2024-06-30}}；只影响 stardb status 的提示",
    )
    ledger: DatabaseUrl = Field(
        "",
        repr=False,
        description="台账放在 PostgreSQL 数据库里的，写 postgresql://用户@服务器/数据库；不写，放在 stardb.sqlite",
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

    @field_validator("stages")
    @classmethod
    def _stages_apart(cls, value: list[str]) -> list[str]:
        for name in value:
            if value.count(name) > 1:
                raise ValueError(f"环节“{name}”写了两次")
            if not name.strip() or "/" in name or "\\" in name or name.startswith("."):
                raise ValueError(f"环节“{name}”不能作文件夹的名称")
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

    missing: schemes without a rule file, and what to say. headers: which titles are which columns, as settled. rated_on: the
    days that are set for periods. due: the days by which tables are to be in. successions: what became of subjects.
    """

    root: Path
    settings: Settings
    period: Period
    missing: Mapping[str, Problem] = field(default_factory=dict)
    headers: Headers = field(default_factory=Headers)
    rated_on: RatedOn = field(default_factory=dict)
    due: DueDays = field(default_factory=dict)
    successions: Successions = field(default_factory=Successions)

    def find_due(self, stage: str = "") -> date | None:
        """The day by which the period's tables of a stage are to be in; None where the settings say none."""
        return self.due.get(self.period, {}).get(stage)

    def find_day(self, scheme: str) -> date | None:
        """The day on which the settings have a scheme rated for the period; None where they leave it to the rules."""
        own, shared = (self.rated_on.get(name, {}) for name in (scheme, ""))
        return own.get(self.period) or shared.get(self.period)

    def find_frequencies(self, scheme: str) -> tuple[Frequency, ...]:
        """For which kinds of periods a scheme is rated, the shortest first.

        Such as the workspace's own where its rule file says what nobody can make out: it is loaded, and that tells.
        """
        found = find_frequencies(self.root, scheme, self.find_day(scheme) or self.period.last)
        return found or (self.period.kind,)

    def list_rated_schemes(self) -> list[str]:
        """The schemes that are rated for periods such as the workspace's."""
        return [name for name in self.settings.schemes if self.period.kind in self.find_frequencies(name)]

    def find_related_period(self, scheme: str) -> Period:
        """The period of a scheme's own that it is known by, where it is not rated in the workspace's."""
        return find_related_period(self.find_frequencies(scheme), self.period)

    def has_parts(self) -> bool:
        """Whether a scheme is rated more often than by the year."""
        return any(is_partial(self.find_frequencies(name)) for name in self.settings.schemes)

    @property
    def year(self) -> str:
        """The year of the period, as titles have it."""
        return str(self.period.year)

    @property
    def data_folder(self) -> str:
        """Where the workbooks of the period belong, as people see it."""
        return f"{DATA}/{self.period.name}"

    def list_folders(self) -> list[DataFolder]:
        """The folders of workbooks that the period is rated from."""
        return choose_data_folders(list_data_folders(self.root), self.period)

    @property
    def results(self) -> Path:
        """The folder that a run of the period fills."""
        return self.root / "results" / self.period.name

    @property
    def reading_options(self) -> ReadingOptions:
        """How this workspace reads workbooks."""
        skip_hidden = self.settings.hidden_rows == "skip"
        return ReadingOptions(self.headers.titles, skip_hidden, sheets=self.headers.sheets)

    @property
    def ledger(self) -> Path:
        """The database of all periods' results; `stardb.key` lies beside it."""
        return self.root / "stardb.sqlite"


def open_workspace(root: Path, period: Period | str | None = None) -> Workspace:
    """The workspace in a folder, for its own period or the one asked for, such as "2022-06". Raises ProblemsError (W1.., R..)."""
    path = root / FILE
    if not _is_there(path):
        name = Path(os.path.abspath(root)).name
        raise ProblemsError([problem("W101", f"“{name}”里没有 {FILE}", Place(FILE), found=name)])
    source = read_source(read_yaml_text(path, FILE), FILE)
    _refuse_renamed(source)
    settings = validate(source, Settings) if source.data is not None else None
    rated_on: RatedOn = {}
    due: DueDays = {}
    if settings is not None and not source.problems:
        _check_first(settings, source)
        _check_ledger(settings, source)
        rated_on = read_rated_on(settings.rated_on, settings.schemes, source)
        due = read_due_days(settings.due, settings.stages, settings.period, source) if settings.due else {}
    if settings is None or source.problems:
        raise ProblemsError(source.problems)
    missing = _missing(root, settings, source)
    asked = _read_asked(period) if isinstance(period, str) and period else period
    headers, successions = read_headers(root), _read_successions(root, settings)
    return Workspace(root, settings, asked or settings.period, missing, headers, rated_on, due, successions)


def _read_asked(name: str) -> Period:
    try:
        return read_period(name)
    except UnreadableText as error:
        raise ProblemsError([problem("R203", f"{error}", found=name, expected=EXPECTED_PERIOD)]) from error


def _is_there(path: Path) -> bool:
    """Whether there is anything of that name. Raises OSError for a name that no file can have."""
    try:
        os.lstat(path)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise
        return not isinstance(error, FileNotFoundError | NotADirectoryError)
    return True


def _check_first(settings: Settings, source: YamlSource) -> None:
    """The first period is not after the period."""
    first, period = settings.first_period, settings.period
    if first is not None and first > period and not first.contains(period):
        message = f"首次评定的{first.title}晚于考核的{period.title}"
        source.report("R203", message, ("first_period",), found=first.name, expected=f"{period.name}或更早")


def _refuse_renamed(source: YamlSource) -> None:
    """Names were once changed in the settings; now that is told with its day, in a workbook."""
    if isinstance(source.data, dict) and "renamed" in source.data:
        remedy = f"每一条写成 {SUCCESSIONS_FILE} 里的一行：日期、类别（改名、调整隶属、新设）、原、现；再去掉这一项。"
        source.report("R201", f"renamed 不再用了，改写在 {SUCCESSIONS_FILE} 里", ("renamed",), key=True, remedy=remedy)
        del source.data["renamed"]


def _read_successions(root: Path, settings: Settings) -> Successions:
    """What successions.xlsx lists; nothing where there is no such file. What is wrong with its rows is in its `problems`.

    Raises ProblemsError where it cannot be read: without it histories would be another's.
    """
    path = root / SUCCESSIONS_FILE
    if not os.path.lexists(path):
        return Successions()
    from stardb.books import UnreadableFile, read_book, read_bytes

    try:
        sheets, problems = read_book(read_bytes(path), SUCCESSIONS_FILE, settings.passwords)
    except UnreadableFile as error:
        raise ProblemsError([error.problem(SUCCESSIONS_FILE)]) from error
    if not sheets:
        raise ProblemsError(problems)
    found = read_successions(sheets)
    return Successions(found.rows, (*problems, *found.problems))


def _check_ledger(settings: Settings, source: YamlSource) -> None:
    """The ledger is a database by its URL, if it is given; it may hold a password, and is not shown."""
    if "ledger" in settings.model_fields_set and not re.match(r"postgres(ql)?://.", settings.ledger):
        expected = "postgresql://用户@服务器/数据库；放在文件里的，去掉这一行"
        source.report("R203", "ledger 写的不是 PostgreSQL 数据库的网址", ("ledger",), expected=expected)


def _missing(root: Path, settings: Settings, source: YamlSource) -> dict[str, Problem]:
    known = scheme_names(root / "rules")
    found = {}
    for index, name in enumerate(settings.schemes):
        if name not in known:
            near = find_near(name, known, cutoff=0.6)
            hint = f"；是不是“{near[0]}”？" if near else ""
            place, expected = source.place(("schemes", index)), "、".join(known)
            found[name] = problem(
                "W103", f"没有 rules/{name}.yaml 这个规则文件{hint}", place, found=name, expected=expected
            )
    return found
