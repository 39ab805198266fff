"""Made-up branches as intake would hand them on: coded columns, fifteen branches a township, a few cells unknown."""

from collections.abc import Iterator

import numpy as np

from stardb.intake import RowSource, Subjects, Table, Tables
from stardb.quantity import Column, Kind, read_period
from stardb.rulebook import ColumnSpec, Scheme, load_text
from stardb.shipped import shipped

PER_TOWNSHIP = 15
UNKNOWN, VETOED, NO = 0.002, 0.01, 0.2
VETOES = ("软弱涣散", "三资严重流失", "重大环境污染事件", "重大安全事故", "涉黑涉恶")

ORDINARY = {
    "班子缺额": (2, 0),
    "党群服务中心达标项": (2, 6),
    "三会一课次数": (4, 14),
    "发展党员数": (0, 3),
    "满意票": (8, 40),
    "基本满意票": (12, 2),
    "不满意票": (8, 0),
    "村集体经济年收入": (20_000, 700_000),
    "上年村集体经济收入": (20_000, 600_000),
    "产业带头人": (1, 8),
    "土地流转纠纷": (3, 0),
    "人居环境检查得分": (600, 1000),
    "环境问题通报": (3, 0),
    "县级个访": (4, 0),
    "县级群访": (2, 0),
    "县级集体访": (1, 0),
    "法治宣传次数": (1, 6),
    "四会运行数": (1, 5),
    "辍学学生": (1, 0),
    "文体队伍": (0, 4),
    "高价彩礼大操大办": (2, 0),
}
"""What a poor and what a good branch reports; percents run from 45% to 105%, and everything is kept within bounds."""

SCALES = {"人居环境检查得分": 10}


def scheme() -> Scheme:
    """The shipped scheme with the sample county's quota, for the sample's first year."""
    parts = [shipped("rules") / "five-star-branch.yaml", shipped("data") / "rules" / "five-star-branch.yaml"]
    text = "".join(part.read_text(encoding="utf-8") for part in parts)
    loaded = load_text(text, "rules/five-star-branch.yaml", read_period("2022"))
    assert loaded.scheme is not None
    return loaded.scheme


def tables(made_for: Scheme, size: int) -> Tables:
    """Tables of `size` branches for the scheme, the same ones every time."""
    dice = np.random.default_rng(20221231)
    merit = dice.beta(3, 1.5, size)
    towns, villages = ([f"{word}{i:05}" for i in numbers] for word, numbers in _names(size))
    subjects = Subjects(tuple(f"{t}/{v}" for t, v in zip(towns, villages, strict=True)), tuple(villages), tuple(towns))
    words = {"乡镇": Column.words(list(towns)), "村": Column.words(list(villages))}
    rows = np.arange(size, dtype=np.int64)
    single = {
        title: Table(
            title,
            {
                name: words[name] if name in words else _column(name, part, merit, dice)
                for name, part in spec.columns.items()
            },
            (RowSource("data/2022/made-up.xlsx", title, {name: i for i, name in enumerate(spec.columns)}),),
            np.zeros(size, np.int64),
            rows + 2,
            rows,
        )
        for title, spec in made_for.tables.items()
    }
    return Tables(subjects, single)


def _names(size: int) -> Iterator[tuple[str, list[int]]]:
    yield "乡镇", [i // PER_TOWNSHIP for i in range(size)]
    yield "村", list(range(size))


def _column(name: str, spec: ColumnSpec, merit: np.ndarray, dice: np.random.Generator) -> Column:
    size, kind = len(merit), spec.kind
    known = dice.random(size) >= UNKNOWN
    if kind is Kind.BOOL:
        no = merit + dice.normal(0, 0.2, size) < NO
        bad_news = name == "半年以上未开展活动"
        return Column(kind, dice.random(size) < VETOED if name in VETOES else no if bad_news else ~no, known)
    if kind is Kind.CHOICE:
        return Column.from_codes(spec.words, np.where(known, dice.integers(0, len(spec.words), size), -1))
    scale = 1000 if kind is Kind.PERCENT else SCALES.get(name, 1)
    poor, good = (450, 1050) if kind is Kind.PERCENT else ORDINARY.get(name, (0, 1 if name == "进京访" else 100))
    drawn = np.rint(poor + (good - poor) * (merit + dice.normal(0, 0.15, size)))
    if name == "进京访":
        drawn = dice.random(size) < VETOED
    return Column(kind, np.clip(drawn, 0, 1000 if scale > 1 else None).astype(np.int64), known, scale)
