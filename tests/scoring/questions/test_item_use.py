"""What a name of the rules is: where it stands, what it reads, what reads it, how often each result came out."""

from pathlib import Path

import pytest
from workspaces import SCHEME, judge, small

from stardb.scoring import ItemUse, find_items, list_item_names


def ask(root: Path, name: str) -> ItemUse:
    (item,) = find_items(judge(root, keep=False).values(), name)
    return item


def test_an_indicator(tmp_path: Path) -> None:
    item = ask(small(tmp_path), "集体收入")
    assert (item.kind, item.role, item.basis, item.reads, item.read_by) == (
        "clause",
        "指标",
        "第二条",
        ("收入",),
        ("红星得分",),
    )
    assert item.spread == (("0分", 1), ("10分", 1), ("6分", 1))  # 20, 12 and 9.9万元
    assert item.place is not None
    assert SCHEME.splitlines()[item.place.line - 1].strip().startswith("集体收入:")


@pytest.mark.parametrize(
    ("name", "kind", "readers"),
    [
        ("达标分", "parameter", ("红星",)),
        ("换届", "column", ("按期换届",)),
        ("检查表", "table", ("集体收入", "按期换届")),
    ],
)
def test_a_parameter_a_column_a_table(tmp_path: Path, name: str, kind: str, readers: tuple[str, ...]) -> None:
    item = ask(small(tmp_path), name)
    assert (item.kind, item.read_by) == (kind, readers)


def test_the_value_of_a_parameter_is_told(tmp_path: Path) -> None:
    assert ask(small(tmp_path), "达标分").value == "12"


def test_private_columns_are_not_counted(tmp_path: Path) -> None:
    rules = (small(tmp_path / "a") / "rules/little.yaml").read_text("utf-8")
    root = small(tmp_path / "b", rules.replace("收入: {type: money,", "收入: {type: money, private: true,"))
    assert ask(root, "收入").spread == ()


def test_part_of_a_name_is_none(tmp_path: Path) -> None:
    made = judge(small(tmp_path), keep=False)
    assert find_items(made.values(), "集体") == []
    assert {"集体收入", "红星", "收入", "达标分", "检查表"} <= set(list_item_names(made.values()))
