"""A rule file as it is written: its sections and their fields, typed but not yet bound to one another."""

from typing import Literal

from pydantic import Field

from stardb.quantity import Frequency
from stardb.rulebook.document.eligible_section import Eligible
from stardb.rulebook.document.grade_section import EqualRating, Grade, StarLevel
from stardb.rulebook.document.list_section import Listing, WordList
from stardb.rulebook.document.parameter_section import Parameter
from stardb.rulebook.document.quota_section import Quota
from stardb.rulebook.document.score_section import Head
from stardb.rulebook.document.star_section import Star
from stardb.rulebook.document.table_section import TableSpec
from stardb.rulebook.document.veto_section import ResultVeto
from stardb.rulebook.periods.rated_day import DayOffset, RatedOn
from stardb.scorers import AnyClause, Every
from stardb.yamlfile import Day, Names, Part, Word


class Document(Part):
    """一部办法。"""

    scheme: str = Field(description="办法名称")
    subject: str = Field(description="考核对象的称呼，如 书记、支部")
    basis: str = Field(description="依据的文件")
    valid_from: Day = Field(description="自何日起施行")
    valid_to: Day | None = Field(None, description="施行到何日")
    every: Every = Field(
        (Frequency.YEAR,),
        description="多久评一次：month、quarter、half-year、year（不写就是它）、term（届）、once（只评一次，在某一年或某一届），一样或几样，"
        "如 [month, year]；写几样的，各条可以另写自己的 every",
    )
    rated_on: RatedOn = Field(
        DayOffset(),
        description="考核日离期末多久，如 15天（期末后15天）、-2个月（期末前两个月，月末对月末）；不写的是期末那一日；"
        "某一期另有日子的，写在 stardb.yaml 的 rated_on",
    )
    note: str = Field("", description="说明")
    parameters: dict[str, Parameter] = Field(default_factory=dict, description="参数：会逐年变的数")
    term_from: list[Day] = Field(default_factory=list, description="各届任期自何日起")
    lists: dict[str, WordList] = Field(
        default_factory=dict,
        description="列表：each_of 照它展开，如 测评项: [德, 能, 勤]、测评项: '测评*'（按栏名）、测评项: {德: {权重: 20%}}；"
        "项里写另一个列表的名称的，是那个列表的各项，如 全部: [甲表, 基层项]",
    )
    tables: dict[str, TableSpec] = Field(min_length=1, description="各表；第一张是名册")
    values: dict[str, AnyClause] = Field(default_factory=dict, description="由各栏算出的取值")
    eligible: Eligible = Field(default_factory=list, description="参评条件，一条或几条；有一条不满足的不参评")
    scores: dict[str, Head] = Field(default_factory=dict, description="各大项：按分数评的，总分由它们相加")
    stars: dict[str, Star] = Field(default_factory=dict, description="各颗星")
    level: StarLevel | None = Field(None, description="星级或星数")
    vetoes: list[ResultVeto] = Field(default_factory=list, description="对星级、等次，或别的一项结果的否决与保底")
    grade: Grade | None = Field(None, description="等次")
    ratings: dict[str, EqualRating] = Field(
        default_factory=dict, description="并列的几样评定，与星级、等次并列，或不写星级、等次而只写它们"
    )
    quotas: list[Quota] = Field(default_factory=list, description="名额")
    entitlements: dict[str, AnyClause] = Field(default_factory=dict, description="待遇")
    states: dict[Literal["待定", "不参评"], Word] = Field(
        default_factory=dict,
        description="状态的别的名称，如 `{待定: 暂缓评定, 不参评: 不予评定}`；结果、网页、屏幕上都照它写，用例里两种写法都认",
    )
    listings: dict[str, Listing] = Field(
        default_factory=dict,
        description="名单：名称和它列什么，印在结果工作簿的“名单”和网页上，如 `三色记录册: {of: 三色记录, by: 颜色}`",
    )
    publish: Names = Field(
        default_factory=list,
        description="随结果公布的：取值、一个对象一行的表的栏（照填的），或记录表（many: true，逐行列出各条怎么计）",
    )
