"""`stardb.yaml`: which county, which period, which schemes."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import Field, ValidationError

from stardb.problems import Place, ProblemsError, problem
from stardb.rulebook.document import Day
from stardb.rulebook.faults import report_faults
from stardb.rulebook.source import read_source
from stardb.scorers.part import Part, Word

FILE = "stardb.yaml"


class Settings(Part):
    """工作区的设置。"""

    county: str = Field(description="县（市、区）名")
    department: str = Field("", description="落款单位，如 中共岚县县委组织部")
    period: Word = Field(description="考核年度，即 data 下文件夹的名称")
    first_period: Word = Field("", description="首次评定的年度；以后各年须有上年结果")
    as_of: Day | None = Field(None, description="考核日；不写为考核年度的12月31日")
    schemes: list[str] = Field(min_length=1, description="用哪些办法：rules 下的文件名，不带 .yaml")


@dataclass(frozen=True)
class Workspace:
    """A department's folder and its settings, for one period."""

    root: Path
    settings: Settings
    period: str

    @property
    def as_of(self) -> date:
        """The day of the appraisal: as set for the period in the settings, else 31 December of the period's year."""
        if self.settings.as_of is not None and self.period == self.settings.period:
            return self.settings.as_of
        return date(int(self.period[:4]), 12, 31)

    @property
    def data(self) -> Path:
        return self.root / "data" / self.period

    @property
    def results(self) -> Path:
        return self.root / "results" / self.period

    @property
    def ledger(self) -> Path:
        return self.root / "stardb.sqlite"

    def rule_file(self, scheme: str) -> str:
        """A scheme's rule file, relative to the workspace."""
        return f"rules/{scheme}.yaml"

    @property
    def first(self) -> bool:
        """Whether this period may go without results of the period before."""
        return not self.settings.first_period or self.period <= self.settings.first_period


def open_workspace(root: Path, period: str | None = None) -> Workspace:
    """The workspace in a folder, for its own period or the one asked for. Raises ProblemsError (W1.., R..)."""
    path = root / FILE
    if not path.is_file():
        raise ProblemsError([problem("W101", f"“{root.name or root}”里没有 {FILE}", Place(FILE), found=str(root.name))])
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ProblemsError([problem("R100", f"{FILE} 读不出，或不是 UTF-8 编码", Place(FILE))]) from error
    source = read_source(text, FILE)
    settings = None
    if source.data is not None:
        try:
            settings = Settings.model_validate(source.data)
        except ValidationError as error:
            report_faults(error, source, Settings)
    if settings is not None and not (period or settings.period)[:4].isdigit():
        source.report("R203", f"考核年度“{period or settings.period}”应以四位年份开头", ("period",), expected="如 2022")
    if settings is None or source.problems:
        raise ProblemsError(source.problems)
    return Workspace(root, settings, period or settings.period)
