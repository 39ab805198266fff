"""The section `tables`: what a scheme reads, its tables and their columns."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr, WithJsonSchema, model_validator

from stardb.quantity import NUMBER_OF_PARTS, Frequency, Kind
from stardb.rulebook.document.stage_section import StageUse
from stardb.scorers import AnyClause
from stardb.yamlfile import WORD_SCHEMA, Flag, Names, Part, Word, WordBounds, number_as_text, show_value

ColumnType = Literal["text", "number", "percent", "money", "date", "year", "choice", "yes_no", "citizen_id", "duration"]

KINDS: dict[str, Kind] = {
    "text": Kind.TEXT,
    "number": Kind.NUMBER,
    "percent": Kind.PERCENT,
    "money": Kind.MONEY,
    "date": Kind.DATE,
    "year": Kind.NUMBER,
    "choice": Kind.CHOICE,
    "yes_no": Kind.BOOL,
    "citizen_id": Kind.TEXT,
    "duration": Kind.DURATION,
}


COUNTED = frozenset(
    [
        "人",
        "次",
        "个",
        "件",
        "户",
        "项",
        "届",
        "颗",
        "名",
        "支",
        "起",
        "票",
        "家",
        "篇",
        "场",
        "所",
        "处",
        "条",
        "份",
        "例",
        "宗",
        "位",
        "批",
        "星",
        "级",
    ]
)
"""Units of things that come whole."""


DEFAULT_OWNER, COUNTY = "乡镇", "县"
"""Who fills in a table: each group of the roster, the county itself; else a column of the roster tells."""

_WORDS = {"type": "array", "items": WORD_SCHEMA}
_LISTED = {"type": "array", "items": {"type": [*WORD_SCHEMA["type"], "boolean"]}}  # true is a word here, and warned of
_CHOICES = {"anyOf": [_LISTED, {"type": "object", "additionalProperties": _WORDS}]}


def _word(value: object) -> str:
    typed = number_as_text(value)
    return typed if isinstance(typed, str) else show_value(value)


class ColumnSpec(Part):
    """表的一栏。"""

    type: ColumnType = Field(description="这一栏填什么")
    required: Flag = Field(False, description="必须有这一栏，且每行必填")
    aliases: Names = Field(default_factory=list, description="表头的其他写法")
    private: Flag = Field(False, description="个人信息：除工作底稿外一律遮盖")
    choices: Annotated[dict[str, list[Word]], WithJsonSchema(_CHOICES)] = Field(
        default_factory=dict,
        description="可填的词，及其同义写法；是否栏写 是、否 各自另外的写法，如 {是: [○], 否: [△]}",
    )
    number_words: Annotated[dict[str, list[Word]], WithJsonSchema(_CHOICES)] = Field(
        default_factory=dict,
        alias="words",
        description="数、金额、百分比、时长栏里，数以外还可填的词，如 [缺考, 免评]，或 {缺考: [缺席]}；用 成绩 = 缺考 来问，要用数的地方是未知",
    )
    best: Literal["first", "last"] | None = Field(
        None,
        description="选项有好坏之分的，哪一头好：first 先写的好，last 后写的好；写了才能用 <、≤、>、≥ 比，才能排先后",
    )
    unit: str = Field("", description="单元格与表头都没写单位时的单位，如 万元、%、次")
    between: WordBounds | None = Field(
        None, description="允许的最小值与最大值（含）；日期和年份不写的，是1949年10月至本考核期末"
    )
    whole: Flag = Field(False, description="只填整数，如名次、打分")
    share: Flag | None = Field(
        None,
        description="没写百分号的数怎么读：true 是小数，0.85 即 85%；false 是百分数，0.85 即 0.85%；不写，分不清的就问。只用于 percent",
    )
    end: Flag | None = Field(
        None,
        description="是止日：true 只写到月的算当月最后一日，false 算1日；不写也算1日，而任职的止日、有效期的止日只写到月的，会提示；只用于 date",
    )
    blank: Word | None = Field(None, description="留空时当作什么；不写则留空就是未知")
    blank_words: Names = Field(default_factory=list, description="这一栏里等于留空的词，如 无、不涉及；/、— 不必写")
    show: Flag | None = Field(
        None,
        description="名册的一栏是否列在名称旁边，供认人认户：不写的，文字栏、选项栏列出（key、name、group 和 private 的除外）",
    )
    carry: Flag = Field(False, description="下一年还成立：明年的空白表把这一栏去年的内容带过去，供核对")
    stage: Word = Field("", description="这一栏是哪个环节的，如 镇评；stardb.yaml 的 stages 里的一个")
    changeable: Flag | None = Field(
        None,
        description="这一期还能不能改：stardb advise 只建议改能改的。不写的，数、金额、百分比、是否栏能改，名册的、private 的、别的类型的不能；"
        "已经发生、改不回来的（上访次数、上年收入）写 false，选项栏能改的写 true；多行表的栏不写",
    )
    note: str = Field("", description="填表说明")
    _part: Frequency | None = PrivateAttr(None)
    _ends_stretch: bool = PrivateAttr(default=False)

    @property
    def part(self) -> Frequency | None:
        """What its numbers count where they say the period of a row: months, quarters or halves; None for years and others."""
        return self._part

    def as_period(self, name: str) -> "ColumnSpec":
        """The column as one that says the period of its table's rows: what its numbers are is told by their largest, or the name."""
        if self.type != "number":
            return self
        column = self.model_copy()
        kinds = {str(most): kind for kind, most in NUMBER_OF_PARTS.items()}
        column._part = kinds.get(self.between[1]) if self.between else _part_by_name(name)
        return column

    @property
    def ends_stretch(self) -> bool:
        """Whether it holds the day on which something ends whose length counts, so that a month alone is not enough."""
        return self._ends_stretch

    def as_stretch_end(self) -> "ColumnSpec":
        """The same column as one of which `ends_stretch` holds."""
        made = self.model_copy()
        made._ends_stretch = True
        return made

    @property
    def kind(self) -> Kind:
        """The kind of value its cells hold."""
        return KINDS[self.type]

    @property
    def can_be_listed(self) -> bool:
        """Whether its values can be written out one by one: words, years, parts of a year."""
        return self.type in ("choice", "year") or self.part is not None

    @property
    def counts(self) -> bool:
        """Whether it counts whole things: years, persons, times, or what the rule says is whole."""
        return self.whole or self.type == "year" or bool(self.part) or (self.type == "number" and self.unit in COUNTED)

    @property
    def words(self) -> tuple[str, ...]:
        """The choices, or the words that may stand in place of a number, in the order the rule lists them."""
        return tuple(self.choices or self.number_words)

    @property
    def order(self) -> tuple[str, ...]:
        """The choices, the best first; none where the rule does not say which end is the best."""
        words = tuple(self.choices)
        return words if self.best == "first" else words[::-1] if self.best else ()

    @property
    def spellings(self) -> Mapping[str, str]:
        """Every way in which one of `words` may be written -> the word."""
        spelled = self.choices or self.number_words
        return {synonym: word for word, more in spelled.items() for synonym in (word, *more)}

    @model_validator(mode="before")
    @classmethod
    def _choices_as_map(cls, value: object) -> object:
        """`choices: [优秀, 合格]` is short for a map without synonyms; so is `words: [缺考]`."""
        if not isinstance(value, dict):
            return value
        listed = {key: value[key] for key in ("choices", "words") if isinstance(value.get(key), list)}
        return {**value, **{key: {_word(word): [] for word in words} for key, words in listed.items()}}


def _part_by_name(name: str) -> Frequency | None:
    """What the numbers of a period column without bounds are, by its name: quarters, halves, months; None where it has years."""
    if "季" in name:
        return Frequency.QUARTER
    if "半年" in name:
        return Frequency.HALF_YEAR
    return None if "年" in name and "月" not in name else Frequency.MONTH


TAKES_PART = "参评"
"""The column that the rows of another scheme's results have besides what the rule declares: whether the subject takes part."""


class FormSpec(Part):
    """打分表的写法：一项一行，旁边几栏里以哪一栏为准。"""

    answer: Word = Field(alias="答案", description="打分表里写着答案的那一栏的标题，如 考评记载、得分")


class Validity(Part):
    """一行自哪一日起、多久以内有效；不在有效期内的行，各条都不看。"""

    from_: Word | None = Field(
        None,
        alias="from",
        description="自哪一日起有效：日期栏或算式，如 认定日期；登记得晚不顺延；不写的，一直往前都有效",
    )
    lasts: AnyClause | None = Field(
        None,
        description="有效多久：时长、时长栏，或得时长的条款，如 3年、`{from: 级别, choices: {国家级: 5年, 省部级: 3年}}`；"
        "满期那一日起无效；一直有效的写词“长期”（在 words 里列出）",
    )
    until: Word | None = Field(None, description="有效到哪一日（含），如 失效日期；填至今的一直有效；与 lasts 只写一样")

    @model_validator(mode="after")
    def _one_end(self) -> "Validity":
        if (self.lasts is None) == (self.until is None):
            raise ValueError("有效期要写 lasts（多久）或 until（到哪一日），只写一样")
        if self.lasts is not None and self.from_ is None:
            raise ValueError("写了 lasts，还要用 from 写明自哪一日起有效")
        return self


_TOLD = {"type": "array", "items": WORD_SCHEMA}


class RowsOf(Part):
    """一张多行表的各行，取自一个对象一行的表：列表的每一项成一行，那一项的几栏成这一行的各栏。"""

    table: Word = Field(description="取自哪张表，如 月度表；一个对象一行")
    each_of: Annotated[
        dict[str, list[Any]],
        WithJsonSchema({"type": "object", "minProperties": 1, "additionalProperties": {"anyOf": [WORD_SCHEMA, _TOLD]}}),
    ] = Field(min_length=1, description="记号与列表，如 {月: [1月, 2月]}；每一项成一行，记号成这张表的一栏")
    columns: Annotated[
        dict[str, list[str]],
        WithJsonSchema({"type": "object", "minProperties": 1, "additionalProperties": WORD_SCHEMA}),
    ] = Field(min_length=1, description="各栏取自哪一栏，如 {得分: '{月}得分'}")
    missing: Literal["undecided", "leave_out"] = Field(
        "undecided", description="一行的各栏都空着的：undecided 有这一行，未知；leave_out 当作没有这一行"
    )

    @property
    def items(self) -> list[dict[str, str]]:
        """The marks of each row and what they stand for, spelt out: the rows of one subject, in order."""
        given = ([show_value(word) for word in words] for words in self.each_of.values())
        return [dict(zip(self.each_of, words, strict=True)) for words in product(*given)]


class TableSpec(Part):
    """一张表：一个对象一行，写 many: true 的可有多行。办法的第一张表是名册。"""

    key: Names = Field(description="认对象的栏，如 身份证号 或 [乡镇, 村]")
    name: str = Field("", description="称呼对象的栏，如 姓名；只在第一张表（名册）写")
    group: str = Field("", description="对象归属的栏，如 乡镇；只在第一张表（名册）写")
    many: Flag = Field(False, description="一个对象可有多行")
    period: Names = Field(
        default_factory=list,
        description="哪一栏（或几栏）写所属时期，如 所属月、[年度, 季度]、日期：年份、日期、写了 between 的月（1至12）、季（1至4）、半年（1至2），"
        "或各词是月、季、半年的选项；不在所评的期里的行，各条都看不见（见 span）；同一对象同一时期只有一行，expect 数的是不同的时期；"
        "日期栏按月；数的栏是月份（between 到 4 的是季度、到 2 的是半年），怎么写都认：3月、三月、2022年3月；只用于 many: true",
    )
    rows: Names | None = Field(
        None,
        description="空白表替每个对象预先排好哪几行：按这几栏的各个取值各一行，如 五查、[年度, 季度]，选项、年度、月份、季度的栏才行；"
        "不写的照 period 排，写 [] 的不排，只留空行；只用于 many: true",
    )
    span: Literal["period", "year", "all"] = Field(
        "period",
        description="写了 period 的，哪些行算：period 所评的这一期（不写就是它），year 年初至期末，all 期末以前的全部；只用于 many: true",
    )
    repeats: Literal["ask", "several", "count"] = Field(
        "ask",
        description="完全相同的行（写了 period 的，同一时期的几行）：ask 先问清楚（不写就是它）；several 同一时期可以有几行，完全相同的才问；"
        "count 本来就可以有，各算各的；只用于 many: true",
    )
    carry: Flag = Field(False, description="下一年还成立：明年的空白表把去年的各行（各栏）带过去，供核对")
    owner: str = Field(
        DEFAULT_OWNER,
        description="谁填：乡镇（不写就是它，名册的 group 一家一份）、县（全县一份，不发给乡镇），或名册里的一栏，按那一栏分发",
    )
    result_of: str = Field(
        "",
        description="不是填报的表，取自同一工作区里另一部办法本年度的结果；写那部办法的名称，各栏用它的结果名称；写 many: true 的，"
        "一行是那边的一个对象，key 写那边名册里与这边名册的 key 对应的栏，另有一栏“参评”",
    )
    none: Literal["means_none", "unknown"] | None = Field(
        None,
        description="一个对象一行也没有的：unknown 是缺报，待定，means_none 就是没有；只用于 many: true。不写的，取自别的办法的结果、"
        "或 eligible 要看（直接看或隔着取值看）、或有一条写了 expect 的，是 unknown，别的是 means_none；写了 period 的，"
        "所评的期里谁的行都没有，又没有写 means_none，人人待定",
    )
    rows_of: RowsOf | None = Field(
        None,
        description="不是填报的表，各行取自一个对象一行的表的几栏，如 `{table: 月度表, each_of: {月: [1月, 2月]}, columns: {得分: '{月}得分'}}`；"
        "不写 key、columns",
    )
    form: FormSpec | None = Field(
        None,
        description="报上来是一项一行的打分表的，以哪一栏为准，如 {答案: 考评记载}；不写而有几栏都像的，用 stardb map 问",
    )
    stages: StageUse | None = Field(
        None,
        description="各环节（自评、镇评、县核）各报一份的，怎么算，如 `{use: [县核, 镇评, 自评]}`；不写的，各处的都是同一份；"
        "只用于一个对象一行的表，名册除外",
    )
    note: str = Field("", description="说明")
    columns: dict[str, ColumnSpec] = Field(description="各栏")
    computed: dict[str, AnyClause] = Field(
        default_factory=dict,
        description="由一行各栏算出的栏，如 `{有效至: 认定日期 + 有效期}`：算式或任一条款；读这张表的各条都可以用它；"
        "cohort 在全表各行（参评对象的，过了有效期的也在内）中算；只用于 many: true",
    )
    valid_for: Validity | None = Field(
        None,
        description="一行自哪一日起、多久有效，如 `{from: 认定日期, lasts: 3年}`；考核日不在有效期内的行，各条都不看，"
        "要看的写 valid: all；只用于 many: true",
    )

    @property
    def naming_columns(self) -> tuple[str, ...]:
        """Of a roster: the columns that stand beside a subject's name, so that people know who it is."""
        return tuple(name for name, column in self.columns.items() if self._is_naming(name, column))

    def _is_naming(self, name: str, column: ColumnSpec) -> bool:
        if column.private or name in (self.name, self.group):
            return False
        return column.show if column.show is not None else column.type in ("text", "choice") and name not in self.key

    _is_evidence: bool = PrivateAttr(default=False)

    @property
    def is_evidence(self) -> bool:
        """Whether it is not written in a rule file, but says for which indicators a subject has evidence."""
        return self._is_evidence

    @classmethod
    def of_evidence(cls, key: Sequence[str], names: Sequence[str]) -> "TableSpec":
        """The table that says who has evidence: a yes or no for each name, 是 where nobody says."""
        column = ColumnSpec.model_validate({"type": "yes_no", "blank": "是", "note": "有没有佐证材料"})
        made = cls.model_validate({"key": [*key], "columns": dict.fromkeys(names, column)})
        made._is_evidence = True
        return made

    _default_none: Literal["means_none", "unknown"] | None = PrivateAttr(None)
    _stretches: tuple[tuple[str, str], ...] = PrivateAttr(())

    @property
    def folder_stages(self) -> tuple[str, ...]:
        """The stages whose folders it is read from; none where it is one table, wherever it lies."""
        return self.stages.names if self.stages is not None else ()

    def is_weighed(self, column: str) -> bool:
        """Whether a column's value is made of those of several stages by their weights."""
        if self.stages is None or not self.stages.weigh or column in self.key:
            return False
        return self.columns[column].kind in (Kind.NUMBER, Kind.PERCENT) and self.columns[column].type != "year"

    @property
    def means_none(self) -> bool:
        """Whether a subject without a row has none; else it is not known what it has."""
        return (self.none or self._default_none or ("unknown" if self.result_of else "means_none")) == "means_none"

    @property
    def is_none_by_default(self) -> bool:
        """Whether that no row means none is only supposed: the rule file does not say so."""
        return self.none is None and self._default_none == "means_none"

    @property
    def stretches(self) -> tuple[tuple[str, str], ...]:
        """The pairs of columns that hold the first and the last day of a stretch of time."""
        return self._stretches

    @property
    def declared(self) -> "TableSpec":
        """The table as the rule file declares it, whatever its use: what is alike in two schemes is equal."""
        table = self.model_copy()
        table._default_none, table._stretches = None, ()
        return table

    def with_uses(self, *, decides: bool, stretches: tuple[tuple[str, str], ...]) -> "TableSpec":
        """The table as a scheme uses it. decides: whether a subject without a row cannot be supposed to have none."""
        table = self.model_copy()
        table._default_none = "unknown" if decides else "means_none"
        table._stretches = stretches
        return table

    @property
    def announced(self) -> tuple[str, ...]:
        """The columns whose every value has a row of each subject in a blank form; none where nothing would be left to fill in.

        A table of nothing but its period says by a row that something was done: such rows nobody may write beforehand.
        """
        names = self.rows if self.rows is not None else self.period if self.has_one_each else []
        columns = [self.columns[name] for name in names if name in self.columns]
        if len(columns) < len(names) or not all(column.can_be_listed for column in columns):
            return ()
        return tuple(names) if set(self.columns) - {*self.key, *names} else ()

    @property
    def has_one_each(self) -> bool:
        """Whether a subject has one row a period at most."""
        return bool(self.period) and self.repeats == "ask"

    @model_validator(mode="before")
    @classmethod
    def _with_taking_part(cls, value: object) -> object:
        """The rows of another scheme's results also say whether each subject takes part."""
        if not (isinstance(value, dict) and value.get("result_of") and value.get("many") is True):
            return value
        columns = value.get("columns")
        if not isinstance(columns, dict) or TAKES_PART in columns:
            return value
        told = {"type": "yes_no", "blank": "是", "note": "那边参评没有"}
        return {**value, "columns": {**columns, TAKES_PART: told}}

    @model_validator(mode="after")
    def _with_periods(self) -> "TableSpec":
        """The columns that `period` names know that they do."""
        self.columns.update({name: self.columns[name].as_period(name) for name in self.period if name in self.columns})
        return self


def pair_stage_columns(table: TableSpec) -> dict[str, list[tuple[str, str]]]:
    """What several stages say in columns of their own: its name without the stage's -> the stages and their columns.

    Only numbers that two stages at least have: 镇评得分 and 县核得分 are both 得分.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for name, column in table.columns.items():
        if column.stage and column.kind.numeric and column.type != "date":
            base = name.replace(column.stage, "").strip("()（）·-—_ ") or name
            found.setdefault(base, []).append((column.stage, name))
    return {base: columns for base, columns in found.items() if len(columns) > 1}


def list_comparable(table: TableSpec) -> dict[str, ColumnSpec]:
    """The numbers that stages may be apart in, by the names that `differ` calls them: columns, or what several of them are of."""
    if table.stages is not None and table.stages.is_by_folder:
        columns = {name: column for name, column in table.columns.items() if name not in table.key}
    else:
        columns = {base: table.columns[mine[0][1]] for base, mine in pair_stage_columns(table).items()}
    return {
        name: column for name, column in columns.items() if column.kind.numeric and column.type not in ("date", "year")
    }
