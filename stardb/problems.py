"""What can be wrong with a rule file, a workbook or a template, said as data.

Every fault stardb can report has one entry in `CATALOGUE`; a `Problem` is one occurrence of it with its place, what was
found, what was expected and how to mend it. Nothing is raised at the first fault: rooms collect problems and hand them on,
and only where nothing at all can be produced is a `ProblemsError` raised, carrying all of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

__all__ = ["CATALOGUE", "Entry", "Place", "Problem", "ProblemsError", "Severity", "problem"]


class Severity(Enum):
    """How much a problem matters: an error keeps something from being decided, a warning wants a look, a note informs."""

    ERROR = "错误"
    WARNING = "警告"
    NOTE = "提示"


@dataclass(frozen=True, order=True)
class Place:
    """Where a problem or a value stands: `file!sheet!cell` in a workbook, `file:line:column` in a rule file.

    `file` is relative to the workspace, with forward slashes, so that results do not depend on the machine.
    `line` and `column` count from 1.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if self.line:
            return f"{self.file}:{self.line}:{self.column}"
        return "!".join(part for part in (self.file, self.sheet, self.cell) if part)


@dataclass(frozen=True)
class Entry:
    """One kind of problem: its stable code, its title, why it matters and how it is usually mended (all Chinese)."""

    code: str
    severity: Severity
    title: str
    meaning: str
    remedy: str


@dataclass(frozen=True)
class Problem:
    """One occurrence. `message` is a whole Chinese sentence; `found`, `expected` and `remedy` are its parts as data."""

    code: str
    message: str
    place: Place = field(default_factory=Place)
    found: str = ""
    expected: str = ""
    remedy: str = ""

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code].severity

    @property
    def title(self) -> str:
        return CATALOGUE[self.code].title

    def as_dict(self) -> dict[str, str | int]:
        """The problem as plain data, for JSON, tables and templates."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "title": self.title,
            "message": self.message,
            "place": str(self.place),
            "file": self.place.file,
            "sheet": self.place.sheet,
            "cell": self.place.cell,
            "line": self.place.line,
            "column": self.place.column,
            "found": self.found,
            "expected": self.expected,
            "remedy": self.remedy,
        }


class ProblemsError(Exception):
    """Nothing can be produced; `problems` holds every reason found, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{p.place} {p.code} {p.message}" for p in self.problems))


def problem(
    code: str, message: str, place: Place | None = None, *, found: str = "", expected: str = "", remedy: str = ""
) -> Problem:
    """A `Problem` whose remedy defaults to the catalogue's. Raises KeyError for a code the catalogue does not hold."""
    return Problem(code, message, place or Place(), found, expected, remedy or CATALOGUE[code].remedy)


_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

# R: rule files · D: data workbooks · S: scoring · T: templates · W: the workspace itself.
CATALOGUE: dict[str, Entry] = {
    entry.code: entry
    for entry in (
        Entry(
            "D101",
            _ERROR,
            "工作簿打不开",
            "文件损坏或没有下载完整，一格也没有读到。",
            "在 Excel/WPS 中打开并另存为 .xlsx 后重报；打不开的，请填报单位重发。",
        ),
        Entry(
            "D102",
            _ERROR,
            "工作簿已加密",
            "文件设有打开密码，一格也没有读到。",
            "在 Excel/WPS 中打开，于“文件—信息—保护工作簿—用密码进行加密”清空密码后保存。",
        ),
        Entry(
            "D103",
            _ERROR,
            "不是真正的工作簿",
            "扩展名是工作簿的，内容却是网页、文字或别的东西。",
            "在 Excel/WPS 中打开，另存为“Excel 工作簿(*.xlsx)”后重报。",
        ),
        Entry(
            "D104",
            _ERROR,
            "文件读不到",
            "文件没有读取权限，或正被别的程序占用。",
            "关闭正在打开它的程序，或请管理员给予读取权限。",
        ),
        Entry(
            "D105",
            _ERROR,
            "文件是空的",
            "文件没有内容，多半是复制或下载中断。",
            "请填报单位重发。",
        ),
        Entry(
            "D106",
            _NOTE,
            "隐藏的工作表没有读",
            "隐藏的工作表多是底稿或下拉词表，不作数据。",
            "若其中有要用的数据，请取消隐藏。",
        ),
        Entry(
            "D107",
            _ERROR,
            "工作表大得反常",
            "已用区域远超数据所需，多半是远处有一个误填的格。",
            "按 Ctrl+End 找到远处的格，删去多余的行列后保存。",
        ),
        Entry(
            "D108",
            _WARNING,
            "这种格式不读",
            "只读 .xlsx、.xlsm、.xls、.xlsb、.ods、.et。",
            "在 Excel/WPS 中打开，另存为 .xlsx。",
        ),
        Entry(
            "D111",
            _NOTE,
            "工作表没有用上",
            "表头与任何办法要的表都对不上。",
            "若是要用的表，请按办法里的栏名改正表头；否则不必理会。",
        ),
        Entry(
            "D112",
            _ERROR,
            "工作表对上了不止一张表",
            "表头同时合于几张表，分不清是哪一张，没有读。",
            "补上能区分的栏。",
        ),
        Entry(
            "D113",
            _ERROR,
            "缺少必有的栏",
            "没有这一栏就不知道每行是谁，或考核无法进行。",
            "补上这一栏；若已有而名称不同，请改成规定的名称，或在办法里给它加上别名。",
        ),
        Entry(
            "D114",
            _WARNING,
            "缺少一栏",
            "办法要的一栏在表头里没有，这一栏都按未知处理。",
            "补上这一栏；若已有而名称不同，请改成规定的名称，或在办法里给它加上别名。",
        ),
        Entry(
            "D115",
            _ERROR,
            "同一栏出现两次",
            "表头里有两栏是同一个意思，分不清以哪一栏为准，都没有读。",
            "删去或改名其中一栏。",
        ),
        Entry(
            "D116",
            _WARNING,
            "表头的单位不合",
            "表头写的单位不是这一栏能用的，没有采用。",
            "改正表头里的单位。",
        ),
        Entry(
            "D117",
            _WARNING,
            "合计行之后还有数据",
            "合计行是数据的末行，其后的行没有读。",
            "把要计入的行移到合计行之前。",
        ),
        Entry(
            "D118",
            _ERROR,
            "没有名册",
            "没有找到名册，不知道要考核谁。",
            "补报名册；表头用办法里的栏名。",
        ),
        Entry(
            "D121",
            _ERROR,
            "必填的格空着",
            "这一格必须填写。",
            "补填。",
        ),
        Entry(
            "D122",
            _ERROR,
            "填写的内容读不懂",
            "内容不是这一栏要的样子，按未知处理。",
            "按提示改正。",
        ),
        Entry(
            "D123",
            _ERROR,
            "不是可填的词",
            "这一栏只能从规定的词里选填，按未知处理。",
            "改填规定的词。",
        ),
        Entry(
            "D124",
            _ERROR,
            "超出允许的范围",
            "数值不在办法允许的范围内，按未知处理，不作截取。",
            "核实后改正。",
        ),
        Entry(
            "D125",
            _ERROR,
            "公式出错",
            "单元格是错误值，按未知处理。",
            "改正公式，或直接填写数值。",
        ),
        Entry(
            "D126",
            _ERROR,
            "公式没有结果",
            "单元格有公式而没有算出的结果，按未知处理。",
            "在 Excel/WPS 中打开，重新计算(F9)后保存。",
        ),
        Entry(
            "D127",
            _WARNING,
            "百分数写法不一",
            "同一栏里有的像 0.85、有的像 85，可能相差一百倍。",
            "统一带百分号填写，如 85%。",
        ),
        Entry(
            "D128",
            _WARNING,
            "月份有两种读法",
            "2022.1 存成了数，分不清是1月还是10月，按1月读。",
            "写成 2022年1月 或 2022年10月。",
        ),
        Entry(
            "D129",
            _ERROR,
            "身份证号被存成了数",
            "存成数的身份证号，末几位已经丢失，无法复原。",
            "先把这一列设为“文本”格式，再重新填写身份证号。",
        ),
        Entry(
            "D130",
            _ERROR,
            "身份证号不对",
            "身份证号须是18位，末位是校验位。",
            "对照证件改正。",
        ),
        Entry(
            "D141",
            _WARNING,
            "重复填报",
            "同一对象有完全相同的两行，只计一行。",
            "删去重复的一行。",
        ),
        Entry(
            "D142",
            _ERROR,
            "重复填报而且不一致",
            "同一对象有两行，内容不同；不同的各格都按未知处理。",
            "核实后只留一行。",
        ),
        Entry(
            "D143",
            _ERROR,
            "名册里没有",
            "名册里没有这个对象，这一行没有计入。",
            "改正名称；确系新增的，请补入名册。",
        ),
        Entry(
            "D144",
            _NOTE,
            "名称与名册写法不同",
            "名称去掉“村委会”“党支部”等字后与名册相合，已视为同一对象。",
            "最好改成名册的写法。",
        ),
        Entry(
            "D145",
            _ERROR,
            "缺报",
            "这一对象在表中没有一行，各栏都按未知处理。",
            "补报。",
        ),
        Entry(
            "D146",
            _ERROR,
            "整个单位缺报",
            "一个单位的全部对象在表中都没有，各栏都按未知处理。",
            "请该单位补报。",
        ),
        Entry(
            "D147",
            _ERROR,
            "缺一张表",
            "没有一张工作表是办法要的这张表，各栏都按未知处理。",
            "补报；表头用办法里的栏名。",
        ),
        Entry(
            "D148",
            _ERROR,
            "乡镇没交记录表",
            "一个乡镇没有交任职经历、表彰一类的记录表；没有记录和没有交表是两回事，有关结果待定。",
            "补交该表；确无记录的，也交一张只有表头的空表。",
        ),
        Entry(
            "D149",
            _ERROR,
            "不知道是谁的",
            "这一行缺少认对象的内容，没有计入。",
            "补填。",
        ),
        Entry("R100", _ERROR, "规则文件读不出", "文件不存在、没有权限，或不是 UTF-8 文字。", "用记事本另存为 UTF-8 编码；检查文件名。"),
        Entry("R101", _ERROR, "规则文件写法不通", "YAML 的缩进、冒号、括号或引号有误，整个文件无法读取。", "按提示的行列检查缩进(空格)、半角冒号与括号。"),
        Entry("R102", _ERROR, "名称重复", "同一层里一个名称写了两次，后写的会盖掉先写的。", "删去一个，或改名。"),
        Entry("R103", _ERROR, "键的写法有误", "冒号左边的名称写得不对，或用了锚点、别名。", "键写成一个词，后跟半角冒号与空格。"),
        Entry("R104", _WARNING, "容易误读的写法", "yes、no 等词在不同软件里读法不同。", "真假写 true、false;选项写中文。"),
        Entry("R201", _ERROR, "不认识的关键词", "这一层没有这个关键词。", "按提示改正拼写；可用的关键词见 docs/rules.md。"),
        Entry("R202", _ERROR, "缺少必填项", "这一层少了必须写的关键词。", "补上该项。"),
        Entry("R203", _ERROR, "值的类型不对", "这里要的是另一类值。", "按提示改写。"),
        Entry("R204", _ERROR, "没有计分方式", "每一条必须写明一种计分方式，且只写一种。", "从 bands、choices、per、linear、yes、votes、formula 等中选一种。"),
        Entry("R301", _ERROR, "没有这个名称", "表达式或 from 用了办法里没有的名称。", "按提示改正，或先在 tables、values 中写明。"),
        Entry("R302", _ERROR, "表达式有误", "条件或算式写得不通，或两边不是一类。", "按提示的列改正；写法见 docs/rules.md“表达式”。"),
        Entry("R303", _ERROR, "循环引用", "几个名称互相依赖，谁也算不出来。", "改掉其中一个，使计算有先后。"),
        Entry("R304", _ERROR, "同名", "两处用了同一个名称，引用时分不清。", "改掉其中一个名称。"),
        Entry("R305", _ERROR, "类型不合", "取值的类型与计分方式不合，如给文字分档。", "换一栏，或换一种计分方式。"),
        Entry("R401", _ERROR, "分档重叠", "一个数同时落在两档里，该得哪一档说不清。", "用“不满”“超过”“(不含)”写明边界归哪一档。"),
        Entry("R402", _WARNING, "分档有空隙", "有的数不落在任何一档，遇到时只能待定。", "补上缺的一档，或用 otherwise 写明。"),
        Entry("R403", _ERROR, "分档读不懂", "档的写法不是数、也不是范围。", "写成 20万元、90以上、80至90、满60不满80、不足60 等。"),
        Entry("R404", _WARNING, "满分不相符", "各项满分之和与写明的满分不等。", "核对各指标的 points 与本星的 full。"),
        Entry("R405", _ERROR, "选项没有写全", "可填的选项里有一个没有写得几分。", "为每个选项写一个值，或用 otherwise 写明其余。"),
        Entry("R406", _ERROR, "分值超过满分", "一档的得分高于这一项的满分。", "改分值，或改 points。"),
        Entry("R501", _ERROR, "办法未生效", "考核日不在办法的有效期内，或参数在考核日没有值。", "核对 valid_from、valid_to 与参数的日期。"),
        Entry("R601", _NOTE, "示例数值", "没有公开来源的数值，标了 example: true,仍在生效。", "由县里核定后改成正式数值，并删去 example。"),
        Entry("R602", _WARNING, "没有写依据", "这一条没有 basis,公示和复核时说不出出处。", "补上 basis: 文件名或条款号。"),
        Entry("T101", _ERROR, "模板打不开", "报表模板不是完好的 .xlsx 或 Jinja 文件。", "从安装包恢复该模板，或在 Excel/WPS 中另存为 .xlsx。"),
        Entry("T102", _ERROR, "模板写法有误", "模板单元格或页面中的 {{ }}、{% %} 写得不对。", "按提示的单元格改正；{% for %} 与 {% endfor %} 须成对，各占一行。"),
        Entry("T103", _ERROR, "模板用了没有的名称", "模板引用的名称，结果里没有。", "核对名称，可用名称见手册“报表模板”一节。"),
        Entry("W101", _ERROR, "不是工作区", "这个文件夹里没有 stardb.yaml。", "换到工作区文件夹再运行，或先用 stardb init 建一个。"),
        Entry("W102", _ERROR, "年度没有数据", "data 文件夹下没有这个年度的文件夹，或里面没有工作簿。", "把各乡镇的工作簿放进 data/年度/ 文件夹。"),
        Entry("W103", _ERROR, "办法名单有误", "stardb.yaml 里没有写办法，或写的办法没有规则文件。", "核对 schemes 与 rules 文件夹。"),
        Entry("W201", _ERROR, "缺上年结果", "不是首评年度，台账里却没有上一年度的结果，“上年”无从算起。", "先运行上一年度；确为首评的，把 stardb.yaml 的 first_period 改为本年度。"),
        Entry("W202", _WARNING, "以后年度要重算", "改了以前年度的结果，以后年度是按旧结果算的。", "从下一年度起逐年重新运行 stardb run --period 年度。"),
        Entry("W301", _ERROR, "台账打不开", "台账文件损坏、被占用，或没有写的权限。", "关闭占用它的程序；损坏时从备份恢复，再逐年重新运行。"),
        Entry("W401", _ERROR, "结果写不进去", "结果文件夹里的文件正被打开，或磁盘已满、没有写的权限。", "关闭打开着的结果文件后再运行；原有结果没有改动。"),
        Entry("W402", _ERROR, "工作区建不成", "目标文件夹不是空的，或没有写的权限。", "换一个新的文件夹名。"),
    )
}
