"""A file of worked cases as it is written: what is given and what is expected, not yet held against a scheme."""

from typing import Any, Literal

from pydantic import Field, model_validator

from stardb.quantity import UnreadableText, WorkCalendar, read_work_calendar
from stardb.yamlfile import Day, DayLists, Flag, Part, Word


class Given(Part):
    """已知的：考核日、各栏与各表、换用的参数、以前各年的结果。"""

    period: Word = Field(
        "",
        description="评的是哪一期，如 2022、2022Q2、2022-06；办法只按一种时期评的可以不写，照考核日推出",
    )
    as_of: Day | None = Field(None, description="考核日，如 2022-12-31；写了 period 的可以不写，照办法推出")
    given: dict[str, Any] = Field(
        default_factory=dict, description="各栏照填表的样子写；多行表写成一行一项；没有报来的表写“未报”"
    )
    parameters: dict[str, Any] = Field(
        default_factory=dict,
        description="换用别的参数，如 {每星奖励: 1200元}；一年内变动的写自何日起，如 {每星奖励: {2022-01-01: 1000元, 2022-07-01: 1200元}}",
    )
    last: Any = Field(None, description="上一期（年评的是上年）的结果，如 {星级: 2}；不参评的写“不参评”")
    before: list[dict[str, Any]] = Field(
        default_factory=list, description="更早各年的结果，如 [{period: 2020, 星级: 1}, {period: 2021, 星级: 2}]"
    )

    holidays: DayLists = Field(default_factory=dict, description="各年放假的日子，写法同 stardb.yaml；算工作日数用")
    workdays: DayLists = Field(default_factory=dict, description="各年调休上班的周末，写法同 stardb.yaml")

    @model_validator(mode="after")
    def _days(self) -> "Given":
        try:
            self.read_calendar()
        except UnreadableText as error:
            raise ValueError(f"holidays、workdays：{error}") from error
        return self

    def read_calendar(self) -> WorkCalendar:
        """Which days are worked. Raises UnreadableText where the days given cannot be."""
        return read_work_calendar(self.holidays, self.workdays)


class CaseDecision(Part):
    """一条裁定：把什么从多少改成多少。"""

    matter: Literal["数据格", "得分", "星", "星级", "等次", "参评", "并列先后", "待遇"] = Field(
        description="事项：数据格 改一格数据，其余改一项结果；并列先后 定并列的当中排第几"
    )
    item: Word = Field("", description="项：栏（表.栏）、指标、星、等次或待遇的名称；这一事项只有一项的可以不写")
    before: Word = Field("", description="原值：数据或规则原来给的；待定的不写")
    after: Word = Field(description="改为")
    because: Word = Field("", description="理由")


class Subject(Part):
    """几个对象一起评时的一个。"""

    name: Word = Field("", description="对象的名称")
    given: dict[str, Any] = Field(default_factory=dict, description="这个对象的各栏；不写的按本例、再按 base")
    last: Any = Field(None, description="上一期的结果")
    before: list[dict[str, Any]] = Field(default_factory=list, description="更早各年的结果")
    decisions: list[CaseDecision] = Field(default_factory=list, description="这个对象的裁定")
    expect: dict[str, Any] = Field(default_factory=dict, description="应得的结果")


class Case(Given):
    """一例：给什么，应得什么。"""

    case: Word = Field(description="这一例叫什么，如 满10年整")
    why: Word = Field("", description="依据与算法，一句话")
    confirm: Flag = Field(False, description="由程序拟出、还没有人核对过；核对后删去")
    decisions: list[CaseDecision] = Field(
        default_factory=list,
        description="裁定，如 [{matter: 得分, item: 换届, before: 0分, after: 8分}]；几个对象一起评的，写在各对象下面",
    )
    subjects: list[Subject] = Field(default_factory=list, description="几个对象一起评（名额、排名）时写各对象")
    expect: dict[str, Any] = Field(default_factory=dict, description="应得的结果，如 {星级: 3, 星级绩效报酬: 1000元}")


class CaseFile(Part):
    """一部办法的用例，放在办法旁边，名称是 办法.cases.yaml。"""

    cases_of: Word = Field(description="哪部办法：办法的名称（scheme）")
    note: str = Field("", description="说明")
    base: Given = Field(default_factory=lambda: Given.model_validate({}), description="各例共同的，每例从它改起")
    cases: list[Case] = Field(min_length=1, description="各例")
