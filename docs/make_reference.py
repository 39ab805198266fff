"""Writes what the docs say of keywords, functions and problems out of the code that says it too.

    python docs/make_reference.py

rewrites docs/problems.md (with examples from tests/broken_rules.py, answered as stardb answers them), rules/scheme.schema.json,
the parts of docs/rules.md and docs/reports.md between the marks `<!-- 生成：… -->` and `<!-- 生成止 -->`, and the tables of
names in docs/reports.md between `<!-- 名称：… -->` and `<!-- 名称止 -->`.
`tests/docs/test_reference.py` fails where a file is not what this writes.
"""

import ast
import re
import sys
import textwrap
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from stardb.expressions.functions import FUNCTIONS
from stardb.problems import CATALOGUE, Entry
from stardb.quantity import read_period
from stardb.quantity.to_text import show_number
from stardb.rendering.words import PAGE_FUNCTIONS, WORDS, ViewWords
from stardb.rendering.workbook.formulas.functions.function_catalogue import FUNCTIONS as WORKBOOK_FUNCTIONS
from stardb.rulebook import ColumnSpec, TableSpec, document, load_text
from stardb.rulebook.document import KINDS, Eligibility, Head, Validity
from stardb.rulebook.rule_schema import schema_text
from stardb.scorers import SCORERS
from stardb.scorers.base import Clause
from stardb.scorers.base.output_types import Hole
from stardb.scorers.clauses import RowClause, WorthClause
from stardb.scorers.clauses.rows.again import Again
from stardb.scorers.clauses.rows.expect import Expect
from stardb.scorers.clauses.rows.one_per import OnePer

DOCS = Path(__file__).resolve().parent
sys.path.append(str(DOCS.parent / "tests"))

from broken_rules import CASES, SOUND, changed  # noqa: E402

RULES = DOCS.parent / "rules"

COLUMN_TYPES = {
    "text": "任何文字；多余的空格不计，全角字母数字当半角",
    "number": "35、３５人、1,200、3.5万",
    "percent": "85%；没写百分号的，整栏一致才读：都是 85、90 的是百分数，都是 0.85、0.9 的是小数；表头写着“%”的 0.85 要问，除非写了 share",
    "money": "12.5万元、125,000元；只写数的，按表头或 unit 的单位",
    "date": "2022年6月18日、2022-06-18、2022/6/18、2022.6；没写日的算当月1日；blank 为至今的可填“至今”",
    "year": "2022、2022年",
    "choice": "choices 里的词，或其同义写法",
    "yes_no": "√、☑、■、是、有、对、达标、合格、完成、1；×、否、无、没有、不达标、不合格、未完成、0",
    "citizen_id": "18位身份证号，单元格须为文本格式；查校验位",
    "duration": "3年6个月；只写数的，按表头或 unit 的单位",
}

GROUPS = {
    "D1": "数据：文件（D10x、D15x）、工作表与表头（D11x、D16x），单元格（D12x、D13x、D19x），对象（D14x、D157–D160），改正件（D17x）",
    "D2": "数据：记录表里重复的行、报了两份的表（D21x）",
    "R1": "规则文件：能不能读、容易误读的写法（R10x）",
    "R2": "规则文件：关键词与值（R20x）",
    "R3": "规则文件：名称与表达式（R30x）",
    "R4": "规则文件：分档与分值（R40x）",
    "R5": "规则文件：日期（R50x）",
    "R6": "规则文件：示例、依据与疏漏（R60x）",
    "C1": "用例（C10x）",
    "T1": "报表模板",
    "W1": "工作区",
    "W2": "历年结果",
    "W3": "台账",
    "W4": "写结果、锁",
    "W5": "发表与退表（W50x、W51x）",
}


def problems_page() -> str:
    """docs/problems.md: every problem there is, from the catalogue."""
    lines = [
        "# 问题一览",
        "",
        "stardb 能报的每一种问题：编号不变，题目与办法同屏幕上、结果工作簿“待定与问题”里的一样。",
        "",
        "- **错误**：有一处因此定不下来，按未知处理，相关结果待定；规则文件、模板、工作区的错误，则整项不能用。",
        "- **警告**：能算，但多半有疏漏，要有人看一眼。",
        "- **提示**：只是告知，不影响退出状态；`stardb check` 才列出。",
        "",
        "位置的写法：工作簿是“文件!工作表!单元格”，规则文件是“文件:行:列”。",
        "本页由 `python docs/make_reference.py` 写出，改动请改 `stardb/problems/entries/`。",
    ]
    for head, title in GROUPS.items():
        entries = [entry for code, entry in CATALOGUE.items() if code.startswith(head)]
        lines += ["", f"## {title}", *(line for entry in entries for line in _problem(entry))]
    return "\n".join(lines) + "\n"


def _problem(entry: Entry) -> list[str]:
    """One problem: an anchor that never changes, what it means, what to do, and an example where there is one."""
    lines = ["", f'<a id="{entry.code}"></a>', "", f"### {entry.code} {entry.title}", ""]
    lines += [f"**{entry.severity.value}**。{entry.meaning}", "", f"办法：{entry.remedy}"]
    case = next((case for case in CASES if case[2] == entry.code and len(case[1]) < 200), None)
    return lines + _shown(case) if case else lines


def _shown(case: tuple[str, str, str, str]) -> list[str]:
    """What is wrong in a broken file, and what stardb says of it."""
    old, new, code, said = case
    text = changed(old, new)[0]
    sound = SOUND.splitlines()
    wrong = [line for line in text.splitlines() if line not in sound]
    found = load_text(text, "", read_period("2022")).problems
    one = next(problem for problem in found if problem.code == code and said in problem.message + problem.remedy)
    wrote = ["", "写成：", "", "```yaml", *textwrap.dedent("\n".join(wrong)).splitlines(), "```"] if wrong else []
    return [*wrote, "", "就会说：", "", "```text", one.message, f"办法：{one.remedy}", "```"]


def page(now: str) -> str:
    """A page with its generated parts written anew. Raises KeyError for a mark that names no part."""
    tables = {words.title: _names(view) for view, words in WORDS.items()} | {
        PAGE_FUNCTIONS.title: _name_table(PAGE_FUNCTIONS)
    }
    names = re.compile(r"(<!-- 名称：(.+?) -->\n).*?(<!-- 名称止 -->)", re.DOTALL)
    now = names.sub(lambda found: f"{found[1]}\n{tables[found[2]]}\n\n{found[3]}", now)
    pattern = re.compile(r"(<!-- 生成：(\S+) -->\n).*?(<!-- 生成止 -->)", re.DOTALL)
    parts = pattern.sub(lambda found: f"{found[1]}\n{PARTS[found[2]]()}\n\n{found[3]}", now)
    asked = re.compile(r"(<!-- 填报表：(\S+) -->\n).*?(<!-- 填报表止 -->)", re.DOTALL)
    parts = asked.sub(lambda found: f"{found[1]}\n{_asked_for(found[2])}\n\n{found[3]}", parts)
    shown = re.compile(r"(<!-- 例：(\S+) (\S+) -->\n).*?(<!-- 例止 -->)", re.DOTALL)
    return shown.sub(lambda found: f"{found[1]}{_quoted(found[2], found[3].split('/'))}\n{found[4]}", parts)


def _quoted(file: str, path: list[str]) -> str:
    """A part of a rule file as it stands there, or 全文, the whole of it. Raises KeyError where it has no such part."""
    own = file.startswith(_OWN)
    text = ((DOCS if own else RULES) / file).read_text(encoding="utf-8")
    node: yaml.Node | None = yaml.compose(text, yaml.SafeLoader)
    for step in path if path != ["全文"] else ():
        start, node = _child(node, step, f"{file} {'/'.join(path)}")
    assert node is not None
    told = "" if own else f"`{file}`：\n\n"
    return f"{told}```yaml\n{text.strip() if path == ['全文'] else _lines(text, start, node)}\n```"


_OWN = ("cookbook/", "tutorial/")
"""Folders of docs/ with rule files of their own; all others quoted are shipped."""


def _child(node: yaml.Node | None, step: str, where: str) -> tuple[yaml.Mark, yaml.Node]:
    if isinstance(node, yaml.SequenceNode) and step.isdigit():
        return node.value[int(step)].start_mark, node.value[int(step)]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark, value
    raise KeyError(where)


def _last_line(node: yaml.Node) -> int:
    """The line after a node's last; a block ends where its last part does, not where the next key begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    blocked = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
    return node.end_mark.line + (not blocked)


def _lines(text: str, start: yaml.Mark, value: yaml.Node) -> str:
    """The lines of a key and its value, without the indent and without comments."""
    end = _last_line(value)
    lines = [line[start.column :] for line in text.splitlines()[start.line : end]]
    return "\n".join(line for line in lines if not line.lstrip().startswith("#")).strip()


def _sections() -> str:
    return _fields(document.Document)


def _tables() -> str:
    return f"一张表：\n\n{_fields(TableSpec)}\n\n一栏：\n\n{_fields(ColumnSpec)}\n\n有效期（valid_for）：\n\n{_fields(Validity)}"


def _column_types() -> str:
    assert COLUMN_TYPES.keys() == KINDS.keys(), COLUMN_TYPES.keys() ^ KINDS.keys()
    rows = [_row(f"`{name}`", KINDS[name].value, told) for name, told in COLUMN_TYPES.items()]
    return "\n".join(["| type | 成为 | 怎么填 |", "| --- | --- | --- |", *rows])


def _common() -> str:
    return _fields(Clause)


def _scorers() -> str:
    return "\n\n".join(_scorer(scorer) for scorer in SCORERS)


def _rows() -> str:
    parts = (("one_per", OnePer), ("again", Again), ("expect", Expect))
    told = [f"`{key}` 的长写法：{_doc(model)}\n\n{_fields(model)}" for key, model in parts]
    return "\n\n".join([_fields(WorthClause, leave_out=set(Clause.model_fields)), *told])


def _scorer(scorer: type[Clause]) -> str:
    parts = [
        f"### {scorer.title}：`{scorer.keyword}`",
        _doc(scorer),
        _fields(scorer, leave_out=set(_shared(scorer).model_fields)),
    ]
    return "\n\n".join(parts)


def _shared(scorer: type[Clause]) -> type[Clause]:
    """The model whose keywords are told once for all the scorers that have them."""
    return next(model for model in (WorthClause, RowClause, Clause) if issubclass(scorer, model))


def _stars() -> str:
    parts = [
        f"#### {title}\n\n{_doc(model)}\n\n{_fields(model)}"
        for title, model in (("达标得星", document.PassStar), ("星的一票否决 `veto`", document.StarVeto))
    ]
    return "\n\n".join(parts)


def _vetoes() -> str:
    return f"{_doc(document.ResultVeto)}\n\n{_fields(document.ResultVeto)}\n\n{_doc(document.Effect)}\n\n{_fields(document.Effect)}"


def _direct() -> str:
    return f"{_doc(document.DirectLevel)}\n\n{_fields(document.DirectLevel)}"


def _rated() -> str:
    told = (
        ("星级 `level`", document.StarLevel),
        ("等次 `grade`", document.Grade),
        ("评定 `ratings` 中的一样", document.EqualRating),
    )
    return "\n\n".join(
        f"{title}（另有计分方式自己的各项）：\n\n{_fields(model, leave_out={'rule'})}" for title, model in told
    )


def _quotas() -> str:
    return f"{_doc(document.Quota)}\n\n{_fields(document.Quota)}"


def _listings() -> str:
    return f"{_doc(document.Listing)}\n\n{_fields(document.Listing)}"


def _parameters() -> str:
    return f"{_doc(document.Parameter)}\n\n{_fields(document.Parameter)}"


def _eligible() -> str:
    return _fields(Eligibility)


def _heads() -> str:
    return f"{_doc(Head)}\n\n{_fields(Head)}"


def _functions() -> str:
    rows = [_row(f"`{function.usage}`", function.meaning) for function in FUNCTIONS.values()]
    return "\n".join(["| 写法 | 意思 |", "| --- | --- |", *rows])


def _names(view: type) -> str:
    """A table of a view's names, and whose names it has besides."""
    words, types = WORDS[view], get_type_hints(view)
    inner = [one for field in words.every for one in (types[field], *get_args(types[field])) if one in WORDS]
    besides = [f"\n还有“{WORDS[one].title}”的各个名称。" for one in inner]
    return "\n".join([_name_table(words), *besides])


def _name_table(words: ViewWords) -> str:
    rows = [_row(f"`{name}`", meaning) for name, meaning in words.names.values()]
    return "\n".join(["| 名称 | 内容 |", "| --- | --- |", *rows])


def _workbook_functions() -> str:
    return "、".join(f"`{name}`" for name in WORKBOOK_FUNCTIONS) + "。"


PARTS: dict[str, Callable[[], str]] = {
    "rooms": lambda: _rooms(),
    "inner_rooms": lambda: _inner_rooms(),
    "写法": lambda: _recipe_list(),
    "各节": _sections,
    "表": _tables,
    "栏的类型": _column_types,
    "参数": _parameters,
    "参评条件": _eligible,
    "大项": _heads,
    "多行": _rows,
    "通用": _common,
    "计分方式": _scorers,
    "星": _stars,
    "直接判级": _direct,
    "评定": _rated,
    "否决": _vetoes,
    "名额": _quotas,
    "名单": _listings,
    "函数": _functions,
    "公式函数": _workbook_functions,
}


def _doc(model: type[BaseModel]) -> str:
    """A model's docstring, its paragraphs on one line each."""
    paragraphs = (model.__doc__ or "").strip().split("\n\n")
    return "\n\n".join("".join(line.strip() for line in paragraph.splitlines()) for paragraph in paragraphs)


def _fields(model: type[BaseModel], leave_out: set[str] = frozenset()) -> str:  # type: ignore[assignment]
    """A table of a model's keywords."""
    rows = [
        _row(
            f"`{info.alias or name}`",
            "必填" if info.is_required() else "",
            _taken(info.alias or name, info),
            _told(info),
        )
        for name, info in model.model_fields.items()
        if name not in leave_out
    ]
    return "\n".join(["| 关键词 |  | 写什么 | 说明 |", "| --- | --- | --- | --- |", *rows])


def _taken(key: str, info: FieldInfo) -> str:
    return _WRITTEN.get(key) or _wanted(info.annotation)


def _told(info: FieldInfo) -> str:
    told, default = info.description or "", info.default
    if info.is_required() or default in (None, "", False, 0) or not isinstance(default, str | Fraction):
        return told
    return f"{told}；不写为 `{show_number(default) if isinstance(default, Fraction) else default}`"


_PLAIN: dict[Any, str] = {
    str: "文字",
    bool: "true 或 false",
    Fraction: "数",
    int: "数",
    date: "日期",
    Hole: "`{hole: 理由}`",
}

_WRITTEN = dict.fromkeys(("when", "where", "forfeit_when", "award"), "条件")
_WRITTEN |= dict.fromkeys(("formula", "first", "later"), "算式") | {
    "from": "栏名或算式",
    "order": "算式，或 `[算式, …]`",
    "states": "`{待定: 文字, 不参评: 文字}`",
}
_WRITTEN |= {
    "key": "栏名，或 `[栏名, …]`",
    "linear": "`{from: 数, to: 数}`",
    "one_per": "栏名，或 `[栏名, …]`，或下一层",
    "expect": "数或算式，或下一层",
    "amount": "数，可带单位；或算式",
    "between": "`[数, 数]`",
}
"""What the text of a keyword is, where its type does not tell."""


def _wanted(annotation: Any) -> str:
    """What a keyword takes, in Chinese."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return "、".join(f"`{word}`" for word in parts)
    if origin is Annotated:
        return _wanted(parts[0])
    if origin in (Union, UnionType):
        kept = [part for part in parts if part is not type(None)]
        if set(kept) == {Fraction, int, str}:
            return "数，可带单位"
        return "；或 ".join(dict.fromkeys(_wanted(part) for part in kept))
    if origin is list:
        one = _wanted(parts[0])
        return "名称，或 `[名称, …]`" if parts[0] is str else f"`[{one}, …]`"
    if origin is dict:
        inner = _wanted(parts[1]).replace("`", "").split("，")[0]
        return f"`{{{'日期' if parts[0] is not str else '名称'}: {inner}, …}}`"
    return _PLAIN.get(annotation, "下一层")


def _rooms() -> str:
    """The rooms in order, out of rooms.yaml."""
    rooms = yaml.safe_load((DOCS / "rooms.yaml").read_text(encoding="utf-8"))
    lines = [_row("room", "knows", "stands on"), _row("---", "---", "---")]
    for room, facts in rooms.items():
        lines.append(_row(f"`{room}`", facts["knows"], ", ".join(facts.get("packages", ())) or "–"))
    return "\n".join(lines)


def _inner_rooms() -> str:
    """The packages within rooms, with the first sentence of each door."""
    package, lines = DOCS.parent / "stardb", [_row("inner room", "holds"), _row("---", "---")]
    for door in sorted(package.glob("*/**/__init__.py")):
        folder = door.parent.relative_to(package)
        if len(folder.parts) > 1:
            words = ast.get_docstring(ast.parse(door.read_text(encoding="utf-8"))) or ""
            lines.append(_row(f"`{folder.as_posix()}`", " ".join(words.split("\n\n")[0].split())))
    return "\n".join(lines)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


_WITH_PARTS = ("rules.md", "tutorial.md", "reports.md", "architecture.md")


def _systems() -> list[Path]:
    """The pages of the shipped schemes."""
    return sorted((DOCS / "systems").glob("*.md"))


_OWNERS = {"乡镇": "各{group}", "县": "全县一份"}


def _asked_for(scheme: str) -> str:
    """The tables of a shipped scheme that are filled in: who does, what a row is, which columns."""
    tables = yaml.safe_load((RULES / f"{scheme}.yaml").read_text(encoding="utf-8"))["tables"]
    roster = next(iter(tables.values()))
    lines = [_row("表", "谁填", "一行是", "栏"), "| --- | --- | --- | --- |"]
    for title, table in tables.items():
        if "result_of" in table or "rows_of" in table:
            continue
        told = table.get("owner", "乡镇")
        owner = _OWNERS.get(told, "按{group}分").format(group=roster.get("group", told) if told == "乡镇" else told)
        period = table.get("period", [])
        each = "、".join(period if isinstance(period, list) else [period])
        row = f"每个对象每个{each}一行" if each else "一件一行" if table.get("many") else "一个对象一行"
        lines.append(_row(title, owner, row, "、".join(table["columns"])))
    return "\n".join(lines)


def _recipes() -> list[Path]:
    """The pages of the cookbook: each quotes the rule file beside it."""
    return sorted((DOCS / "cookbook").glob("*.md"))


_TOPICS = {
    "事项一行一行的表": (
        "no-rows", "computed-columns", "validity", "repeats", "same-matter", "distinct-months", "row-results", "wide-to-long", "bonus-cap",
    ),
    "等次与星": (
        "direct-level", "promotion-demotion", "words-outside-order", "level-one-highest", "several-ratings", "number-or-word", "yes-no-stars",
        "state-names",
    ),
    "名额与奖次": ("ratio-quota", "handed-down-quota", "minimum-share", "floors-and-quotas", "fixed-prizes"),
    "由下到上、逐年": ("upward", "periods-history", "over-years", "rerating-each-term", "streak-by-column"),
    "许多栏、群体统计": ("many-measures", "set-variants", "statistics"),
    "分档与查表": ("limits-from-parameters", "per-bracket-steps", "declared-holes"),
    "多久评一次": ("periods",),
    "日期": ("days-and-working-days", "late-fees", "part-months", "changed-within-year"),
    "待定、否决、名称、认可": ("reasons", "vetoes-on-any-step", "names-with-spaces", "accept"),
}  # fmt: skip
"""The pages of the cookbook by what they are about."""


def _recipe_list() -> str:
    """The pages of the cookbook, each by its headings."""
    named = [name for names in _TOPICS.values() for name in names]
    found = {path.stem for path in _recipes()} - {"README", "regulations"}
    assert not found - set(named), f"put into _TOPICS: {found - set(named)}"
    lines = []
    for topic, names in _TOPICS.items():
        lines += ["", f"**{topic}**", ""]
        for name in (name for name in names if name in found):
            heads = re.findall(
                r"^### (.+)$", (DOCS / "cookbook" / f"{name}.md").read_text(encoding="utf-8"), re.MULTILINE
            )
            lines += [f"- [{head}]({name}.md)" for head in heads]
    return "\n".join(lines).strip()


def pages() -> dict[Path, str]:
    """Each file this writes, and what it should hold."""
    return {
        DOCS / "problems.md": problems_page(),
        **{
            path: page(path.read_text(encoding="utf-8"))
            for path in (*map(DOCS.joinpath, _WITH_PARTS), *_recipes(), *_systems())
        },
        RULES / "scheme.schema.json": schema_text(),
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
