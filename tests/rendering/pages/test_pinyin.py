"""Names are ordered as they sound."""

import csv
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from pypinyin import Style, lazy_pinyin

from stardb.rendering.pages.pinyin import spell

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("长安村", ("chang2", "an1", "cun1")),
        ("长大", ("zhang3", "da4")),
        ("重庆路", ("chong2", "qing4", "lu4")),
        ("中国乐东", ("zhong1", "guo2", "le4", "dong1")),  # 国乐 sounds otherwise, but 中国 is a word before it
        ("𠅤", ("xi2",)),
        ("Q县 A-级", ("q", "xian4", " a-", "ji2")),
        ("（）", ("（）",)),
        ("", ()),
    ],
)
def test_words_sound_as_they_are_read(text: str, sounds: tuple[str, ...]) -> None:
    assert spell(text) == sounds


def test_villages_sound_as_pypinyin_says() -> None:
    with (ROOT / "data" / "villages.csv").open(encoding="utf-8-sig", newline="") as file:
        names = {cell for row in csv.reader(file) for cell in row}
    assert len(names) > 70
    for name in names:
        assert spell(name) == tuple(part.lower() for part in lazy_pinyin(name, style=Style.TONE3))


def test_the_committed_table_is_current() -> None:
    spec = spec_from_file_location("make_pinyin", ROOT / "docs" / "make_pinyin.py")
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    assert made.TABLE.read_text(encoding="utf-8") == made.text(), "run python docs/make_pinyin.py"
