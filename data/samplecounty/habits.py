"""How each township fills in a form, year after year: its headers, its spellings, the lines above and below."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Habits:
    """One township's ways; `headers`, `spelling` and `sheet` act on them."""

    number: int  # of its files
    titles: tuple[str, ...]  # rows above the header; {year}, {town}, {table}
    label: tuple[str, ...] = ()  # cells of the row between title and header; {town}, {date}
    town: str = "each"  # the 乡镇 column: each, merged (over the whole township), none (only the label says it)
    header: str = "one"  # one row, blocks (two rows, merged parents), star (two rows, one parent with 100分)
    aliases: float = 0.4  # how often a header is not the rule's own word
    unit: str = ""  # how units stand in headers: "", (), （）, or \n() on a line of its own
    points: bool = False  # 分 in the headers of scored columns
    airy: bool = False  # spaces inside short headers
    shuffled: bool = False  # columns in an order of its own
    extras: tuple[str, ...] = ("序号",)  # columns nobody asked for: 序号 first, the others last
    yes_no: str = "是否"  # 是否, 勾叉, natural (有/无, 达标/不达标 …), mixed
    leave_no: bool = False  # 否 and 0 left blank where the form allows
    percent: str = "text"  # text (85%), format (a real percent), bare (85 under %), mixed
    money: str = "wan"  # wan (12.5 under 万元), wan_text, yuan_text, yuan (under 元), comma (125,000元), mixed
    number_style: str = "plain"  # plain, full (some full-width), unit (3次), text
    date: str = "iso"  # iso, han, han_day, dot, dot0, compact, slash, true, mixed
    in_office: str = "至今"
    year: str = "number"  # number, 年, 年度
    synonyms: float = 0.0  # how often another word of the same meaning is used for a choice
    spaced_names: float = 0.0
    merged_people: bool = False  # 姓名 and ID merged over a person's posts
    total: str = ""  # the text of the 合计 row
    gap: int = 0  # a blank row after every so many rows
    sign: str = "填表人:        审核人:        单位(盖章):"
    sheets: tuple[str, str, str] = ("花名册", "任职经历", "表彰")
    star_sheet: str = "{star}检查表"
    font: str = "宋体"
    shade: str = "D9E1F2"
    renamed: dict[str, str] = field(default_factory=dict)  # villages written otherwise than on the roster


COUNTY = Habits(
    0,
    ("岚县村(社区)党支部名册",),
    label=("填报单位:中共岚县委组织部", "截止日期:{date}"),
    town="merged",
    unit="()",
    aliases=0.5,
    number_style="county",
    total="合计",
    extras=("序号", "备注"),
    sign="填表人:        审核人:",
)
OF: dict[str, Habits] = {
    "东村镇": Habits(
        1,
        ("{year}年度{table}",),
        label=("乡镇:{town}    填表日期:{date}",),
        town="none",
        unit="（）",
        percent="bare",
        money="wan",
        date="iso",
        renamed={"东村": "东村村", "天湾": "天湾村委会"},
        extras=("序号", "联系电话", "备注"),
    ),
    "岚城镇": Habits(
        2,
        ("附件1", "岚县{town}{year}年度{table}"),
        town="merged",
        header="blocks",
        yes_no="勾叉",
        percent="text",
        money="wan_text",
        date="han",
        in_office="至今",
        merged_people=True,
        total="合计",
        sheets=("1.书记花名册", "2.任职经历", "3.表彰奖励"),
        extras=("序号", "备注"),
        font="仿宋",
        shade="FCE4D6",
    ),
    "普明镇": Habits(
        3,
        ("{town}{year}年{table}",),
        label=("填报单位:中共{town}委员会", "填报日期:{date}"),
        yes_no="natural",
        percent="format",
        money="yuan",
        date="true",
        in_office="",
        total="合  计",
        sheets=("书记花名册", "任职情况", "表彰情况"),
        star_sheet="{star}",
        synonyms=0.2,
        renamed={"普明": "普明村"},
        shade="E2EFDA",
    ),
    "界河口镇": Habits(
        4,
        ("岚县{year}年度{table}",),
        label=("乡镇名称：{town}", "填表时间：{date}"),
        town="none",
        percent="text",
        money="yuan_text",
        number_style="full",
        date="dot",
        in_office="至今",
        year="年",
        leave_no=True,
        sheets=("附表1 花名册", "附表2 任职经历", "附表3 表彰"),
        extras=("序号", "性别", "出生年月"),
        sign="填表人：张某某　　审核人：　　　　　　（盖章）",
        font="仿宋",
        shade="FFF2CC",
    ),
    "上明乡": Habits(
        5,
        ("{town}{year}年度", "{table}"),
        label=("填报单位(盖章):{town}党委    {date}",),
        town="merged",
        unit="\n()",
        percent="bare",
        money="comma",
        date="compact",
        yes_no="勾叉",
        spaced_names=0.5,
        airy=True,
        total="合计",
        sheets=("花名册", "任职经历", "表彰"),
        extras=("序号", "备注"),
    ),
    "王狮乡": Habits(
        6,
        ("{table}({year}年)",),
        label=("乡镇:{town}", "填表日期:{date}"),
        shuffled=True,
        unit="()",
        money="wan",
        percent="format",
        date="han_day",
        synonyms=0.7,
        gap=5,
        yes_no="natural",
        in_office="",
        sheets=("书记基本情况", "书记任职经历", "书记受表彰情况"),
        extras=("联系电话", "备注"),
        font="楷体",
        shade="EDEDED",
    ),
    "梁家庄乡": Habits(
        7,
        ("{town}{year}年{table}",),
        header="star",
        airy=True,
        yes_no="勾叉",
        percent="text",
        money="wan_text",
        date="dot0",
        merged_people=True,
        total="总计",
        year="年",
        sheets=("花名册", "任职经历", "表彰"),
        extras=("序号", "包村干部"),
        sign="乡镇党委书记(签字):            填表人:            联系电话:000-0000",
        shade="DDEBF7",
    ),
    "顺会乡": Habits(
        8,
        ("附件2:", "{year}年度{town}{table}"),
        points=True,
        yes_no="natural",
        percent="text",
        money="wan_text",
        number_style="unit",
        date="slash",
        sheets=("花名册", "履历(任职经历)", "荣誉(表彰)"),
        extras=("序号", "自评得分", "备注"),
        synonyms=0.3,
    ),
    "社科乡": Habits(
        9,
        ("{town}{table}", "({year}年度)"),
        label=("填表日期:{date}",),
        town="each",
        aliases=0.7,
        yes_no="mixed",
        percent="mixed",
        money="mixed",
        number_style="mixed",
        date="mixed",
        in_office="mixed",
        year="mixed",
        synonyms=0.5,
        spaced_names=0.2,
        leave_no=True,
        total="合计",
        gap=6,
        sheets=("Sheet1花名册", "Sheet2任职经历", "Sheet3表彰"),
        extras=("序号", "备注"),
        font="等线",
        shade="F8CBAD",
    ),
}
