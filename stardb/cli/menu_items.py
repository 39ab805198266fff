"""What the menu offers, in the order in which a year's work is done."""

from stardb.dataclass import dataclass


@dataclass(frozen=True)
class MenuItem:
    """One entry: what it says, the command and its options, and what is asked for to be the command's arguments; what is to be confirmed first."""

    title: str
    arguments: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    to_confirm: str = ""
    is_of_workspace: bool = True


OPEN_RESULTS = MenuItem("打开结果网页")

_BEFORE = (
    MenuItem("新建工作区", ("init",), ("新工作区的文件夹名，如 某县",), is_of_workspace=False),
    MenuItem(
        "新建带样例县数据的工作区，先看看",
        ("init", "--sample"),
        ("新工作区的文件夹名，如 样例",),
        is_of_workspace=False,
    ),
)

_WITHIN = (
    MenuItem("发空白表", ("forms",)),
    MenuItem("看各处报到哪一步", ("status",)),
    MenuItem("检查办法和报来的表", ("check",)),
    MenuItem("认表头、认工作表", ("map",)),
    MenuItem("把有错的表标出来，退回去改", ("return",)),
    MenuItem("评定，出结果", ("run",)),
    OPEN_RESULTS,
    MenuItem("说明一个对象的结果从何而来", ("explain",), ("村名或姓名",)),
    MenuItem("看还差什么能上一级", ("advise",)),
    MenuItem("公示前看谁只差一点，哪个数最要紧", ("sensitivity",)),
    MenuItem("做登记裁定和异议的表", ("forms", "--decisions")),
    MenuItem("看异议办到哪一步", ("objections",)),
    MenuItem("看这一次和上一次有什么不同", ("diff",)),
    MenuItem("结转一期，存档", ("close",), ("哪一期，如 2024",), to_confirm="结转以后不能再改，定案了？（是/否）"),
    MenuItem("核对台账、归档和结果有没有被改动", ("verify",)),
    MenuItem("备份", ("backup",)),
    MenuItem("转到下一年度", ("next",), to_confirm="今年的评完了，转到下一年度？（是/否）"),
)


def list_items(is_workspace: bool) -> tuple[MenuItem, ...]:
    """What can be chosen in a workspace, or where there is none yet."""
    return _WITHIN if is_workspace else _BEFORE
