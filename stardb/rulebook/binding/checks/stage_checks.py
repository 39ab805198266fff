"""Whether what a rule file says of a table's stages holds."""

from collections.abc import Iterator

from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.document import TableSpec, list_comparable, read_stage_limit
from stardb.yamlfile import YamlPath


def check_stages(binder: Binder, index: int, title: str) -> None:
    """Report what does not hold of the stages of a table. index: which table of the file it is; 0 is the roster."""
    table, path = binder.document.tables[title], ("tables", title, "stages")
    if table.stages is None:
        return
    if index == 0 or table.many or table.result_of or table.rows_of is not None:
        message = "stages 只用于一个对象一行、要填报的表，名册、记录表和取自别处的表不写"
        binder.source.report("R640", message, path, key=True, found=title)
        return
    for code, message, below, found, expected in _find_faults(table):
        at = (*path, *below)
        at = at if at in binder.source.values else path
        binder.source.report(code, message, at, key=True, found=found, expected=expected)


def _find_faults(table: TableSpec) -> Iterator[tuple[str, str, YamlPath, str, str]]:
    """Code, message, path below `stages`, what was found, what is expected."""
    stages = table.stages
    assert stages is not None
    others = [name for name in table.columns if name not in table.key and not table.is_weighed(name)]
    if stages.weigh and others and not stages.use:
        message = f"“{others[0]}”不是数，不能加权，要另写 use 说明取哪个环节的"
        yield "R641", message, ("weigh",), others[0], "use: [县核, 镇评, 自评]"
    for name in table.columns:
        if table.is_weighed(name) and table.columns[name].number_words:
            yield "R642", f"“{name}”可以填词（words），词不能加权", ("weigh",), name, "只填数的栏"
    known = list_comparable(table)
    if isinstance(stages.differ, dict):
        for name, limit in stages.differ.items():
            if name not in known:
                message = f"differ 里的“{name}”不是这张表的一个数栏"
                yield "R643", message, ("differ", name), name, "、".join(known) or "数栏"
            elif read_stage_limit(limit, known[name]) is None:
                message = f"“{name}”的各环节不能相差“{limit}”，要写一个{known[name].kind.value}"
                yield "R643", message, ("differ", name), limit, "如 5分、5%、1万元"
    elif not any(read_stage_limit(stages.differ, column) is not None for column in known.values()):
        message = f"differ 写的“{stages.differ}”不是这张表哪一个数栏的数"
        yield "R643", message, ("differ",), stages.differ, "如 5分、5%、1万元"
    if not stages.is_by_folder:
        if not any(column.stage for column in table.columns.values()):
            message = "没有一栏写 stage，也没有写 use 或 weigh，differ 没有可比的环节"
            yield "R644", message, ("differ",), "没有", "各栏写 stage，或写 use、weigh"
    elif any(column.stage for column in table.columns.values()):
        message = "这张表的环节按文件夹分（use、weigh），各栏就不再写 stage"
        yield "R644", message, (), "两样都写", "只写一样"
