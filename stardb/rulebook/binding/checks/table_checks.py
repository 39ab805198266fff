"""Whether what a rule file says of a table holds: its key, its period, its columns' names, who fills it in."""

from stardb.quantity import PARTS_OF_YEAR, name_text
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.binding.checks.stage_checks import check_stages
from stardb.rulebook.document import COUNTY, DEFAULT_OWNER, TAKES_PART, find_column_faults
from stardb.rulebook.periods.row_windows import read_period_column
from stardb.yamlfile import YamlPath, show_value

_FIELDS = {"words": "number_words"}
"""Key of a column -> its field, where it is called otherwise."""


def check_table(binder: Binder, index: int, title: str) -> None:
    """Report what does not hold of a table. index: which table of the file it is; 0 is the roster."""
    table, path = binder.document.tables[title], ("tables", title)
    wanted = [] if table.result_of else [("key", name) for name in table.key]
    if table.result_of:
        _check_borrowed(binder, index, title)
    wanted += [("name", table.name), ("group", table.group)] if index == 0 else []
    wanted += [("period", name) for name in table.period]
    wanted += [("rows", name) for name in table.rows or ()]
    for part, name in wanted:
        if name and name not in table.columns and name not in binder.lost:
            binder.source.report(
                "R301", f"“{title}”没有“{name}”这一栏", (*path, part), found=name, expected="、".join(table.columns)
            )
    if index == 0 and table.many:
        binder.source.report("R203", "第一张表是名册，一个对象一行，不能写 many", (*path, "many"))
    _check_filling(binder, title)
    check_stages(binder, index, title)
    roster = next(iter(binder.document.tables.values()))
    shared = not table.many and set(table.key) <= roster.columns.keys()  # a village's row is all its cadres'
    if not ((table.result_of and not table.many) or shared) and len(table.key) != len(roster.key):
        told, expected = "、".join(table.key), "、".join(roster.key)
        message = f"“{title}”按{told}认对象，名册按{expected}，对不上"
        binder.source.report(
            "R203", message, (*path, "key"), found=told, expected=f"{len(roster.key)}栏，与名册的次序相同"
        )
    _check_names(binder, title)
    for name, spec in table.columns.items():
        _check_showing(binder, index, title, name)
        if spec.type == "choice" and not spec.choices:
            binder.source.report(
                "R202", f"选项栏“{name}”没有写 choices", (*path, "columns", name), key=True, expected="choices"
            )
        if table.many and spec.changeable:
            message = f"“{title}”是多行表，记下的事改不回来，“{name}”不能写 changeable: true"
            binder.source.report("R203", message, (*path, "columns", name, "changeable"), key=True, found="true")
        for below, message in find_column_faults(name, spec):
            binder.source.report(
                "R203",
                message,
                (*path, "columns", name, *below),
                found=show_value(getattr(spec, _FIELDS.get(str(below[0]), str(below[0])))),
            )


def _check_filling(binder: Binder, title: str) -> None:
    """Report keys that only some tables may have, and an owner that nobody knows."""
    table, path = binder.document.tables[title], ("tables", title)
    if not table.many:
        for key in (
            key
            for key in ("period", "span", "rows", "repeats", "none", "computed", "valid_for")
            if key in table.model_fields_set
        ):
            message = f"{key} 只用于 many: true 的表，“{title}”一个对象一行"
            binder.source.report("R203", message, (*path, key), key=True, found=key)
    _check_announced_rows(binder, title)
    _check_period(binder, title)
    columns = next(iter(binder.document.tables.values())).columns
    if table.owner not in (DEFAULT_OWNER, COUNTY, *columns):
        message = f"owner 写 乡镇、县，或名册里的一栏；名册没有“{table.owner}”这一栏"
        expected = "、".join((DEFAULT_OWNER, COUNTY, *columns))
        binder.source.report("R301", message, (*path, "owner"), found=table.owner, expected=expected)


def _check_showing(binder: Binder, index: int, title: str, name: str) -> None:
    """Report `show` where it cannot be heeded: outside the roster, and for a column that is private."""
    column = binder.document.tables[title].columns[name]
    if column.show is None or (index == 0 and not (column.show and column.private)):
        return
    message = f"“{name}”写了 private: true，不能列在名称旁边" if index == 0 else "show 只用于名册的栏"
    binder.source.report("R203", message, ("tables", title, "columns", name, "show"), key=True, found="show")


def _check_announced_rows(binder: Binder, title: str) -> None:
    """Report columns that `rows` names and whose values nobody can list."""
    table = binder.document.tables[title]
    for name in table.rows or ():
        column = table.columns.get(name)
        if column is not None and not column.can_be_listed:
            message = f"“{title}”的“{name}”有哪些值列不出来，空白表不能按它排行"
            expected = "选项（choice）、年度（year），或写进 period 的月份、季度"
            binder.source.report("R203", message, ("tables", title, "rows"), found=name, expected=expected)


def _check_period(binder: Binder, title: str) -> None:
    """Report a span without a period, and columns that do not say when a row is, where that decides which rows count."""
    table, path = binder.document.tables[title], ("tables", title)
    says_span = "span" in table.model_fields_set
    if says_span and table.many and not table.period:
        message = f"“{title}”写了 span，没有用 period 写明哪一栏是所属时期"
        binder.source.report("R202", message, (*path, "span"), key=True, expected="period")
    is_often = any(kind in PARTS_OF_YEAR for kind in binder.document.every)
    for k, name in enumerate(table.period if says_span or is_often else ()):
        if name in table.columns and read_period_column(name, table.columns[name]) is None:
            at: YamlPath = (*path, "period", k) if (*path, "period", k) in binder.source.values else (*path, "period")
            message = f"“{title}”的“{name}”看不出是哪一期，不知道哪些行属于所评的一期"
            expected = "年份、日期、between: [1, 12] 的月、[1, 4] 的季、[1, 2] 的半年，或各词是月、季、半年的选项"
            binder.source.report("R483", message, at, found=name, expected=expected)


def _check_names(binder: Binder, title: str) -> None:
    """Report two columns of one table that go by one name: nobody could tell their headers apart."""
    columns = binder.document.tables[title].columns
    path: YamlPath = ("tables", title, "columns")
    owners: dict[str, str] = {}
    for name in columns:
        if (first := owners.setdefault(name_text(name), name)) != name:
            message = f"“{title}”的“{name}”与“{first}”只有写法不同，表头上分不清"
            binder.source.report("R203", message, (*path, name), key=True, found=name, expected="各栏不同的名称")
    for name, spec in columns.items():
        for k, alias in enumerate(spec.aliases):
            first = owners.setdefault(name_text(alias), name)
            if first != name:
                what = "的名称" if name_text(first) == name_text(alias) else "的别名"
                message = f"“{title}”里“{alias}”既是“{name}”的别名，又是“{first}”{what}，表头上分不清"
                at: YamlPath = (*path, name, "aliases", k)
                at = at if at in binder.source.values else at[:-1]
                binder.source.report("R203", message, at, found=alias, expected="一个写法只归一栏")


def _check_borrowed(binder: Binder, index: int, title: str) -> None:
    """Report what does not hold of a table of another scheme's results; one row a subject is found by columns of the roster."""
    table, path = binder.document.tables[title], ("tables", title)
    roster = next(iter(binder.document.tables.values()))
    if index == 0:
        binder.source.report("R203", "取自别的办法的结果，不能是名册", (*path, "result_of"))
    if table.many and TAKES_PART in table.columns and table.columns[TAKES_PART].type != "yes_no":
        message = f"“{TAKES_PART}”一栏本来就有，是那边参评没有，不能另写成别的"
        binder.source.report("R203", message, (*path, "columns", TAKES_PART), key=True, expected="type: yes_no")
    for name in () if table.many else table.key:
        if name not in roster.columns:
            message = f"“{title}”按“{name}”找对象，名册没有这一栏"
            binder.source.report("R301", message, (*path, "key"), found=name, expected="、".join(roster.columns))
