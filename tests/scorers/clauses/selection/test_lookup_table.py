"""Tables looked up by two keys: pay by post and tenure, a subsidy by star and population, and the cells nobody wrote."""

import pytest
from rating import rated, reasons, worth
from refusing import said

NANPING = (
    "{by: [星级, 人口], table: {5: {满500不满1000人: 70万元, 1000人以上: 100万元}, "
    "4: {满500不满1000人: 60万元, 1000人以上: 80万元}, "
    "3: {不足500人: 20万元, 满500不满1000人: 30万元, 1000人以上: 50万元}}}"
)


def villages(*rows: tuple[int | None, int | None]) -> dict[str, tuple[str, list[int | None]]]:
    return {"星级": ("number", [row[0] for row in rows]), "人口": ("number", [row[1] for row in rows])}


def test_a_subsidy_by_star_and_population() -> None:
    """B13 南平, with 1000 itself put in the upper column, which the source leaves in both."""
    given = villages((5, 500), (5, 999), (5, 1000), (4, 999), (4, 5000), (3, 499), (3, 500), (3, 1000))
    wan = [70, 70, 100, 60, 80, 20, 30, 50]
    assert worth(NANPING, given) == [10_000 * n for n in wan]


def test_a_cell_nobody_wrote_is_undecided_and_warned_of_by_name() -> None:
    """The source prints no amount for five or four stars below 500, nor for two stars."""
    given = villages((5, 499), (4, 0), (2, 700), (None, 700), (5, None))
    assert worth(NANPING, given) == [None] * 5
    told = reasons(NANPING, given)
    assert told[0] == "星级 5、人口 499，表里没有这一格，待定"
    assert told[3:] == ["星级未知，待定", "人口未知，待定"]
    warned = [(code, message.split("，")[0]) for code, message, _ in said(NANPING, given)]
    assert warned == [("R422", "“5×不足500人”一格没有写"), ("R422", "“4×不足500人”一格没有写")]


def test_otherwise_speaks_for_the_cells_left_out_but_not_for_what_is_unknown() -> None:
    clause = NANPING[:-1] + ", otherwise: 0元}"
    given = villages((5, 499), (2, 700), (3, 1000), (None, 700))
    assert worth(clause, given) == [0, 0, 500_000, None]
    assert said(clause, given) == []


def test_where_no_cell_can_be_meant_otherwise_speaks_though_one_key_is_unknown() -> None:
    """No cell is written for two stars, whatever the population; for five stars it depends."""
    clause = NANPING[:-1] + ", otherwise: 0元}"
    given = villages((2, None), (5, None), (None, None))
    assert worth(clause, given) == [0, None, None]
    assert reasons(clause, given)[0] == "星级 2、人口 待定，表里没有这一格，为0元"
    assert worth(NANPING, given) == [None] * 3


def test_the_published_columns_overlap_at_a_thousand_and_are_refused() -> None:
    clause = "{by: [星级, 人口], table: {5: {500至1000人: 70万元, 1000人以上: 100万元}}, otherwise: 0元}"
    ((code, message, at),) = said(clause, villages((5, 1000)))
    assert code == "R401"
    assert "1000 同时在两档里" in message
    assert at.startswith("1000人以上")


POSTS = "choice, choices: [书记, 主任, 会计]"
JURONG = (
    "{by: [离任职务, 累计任职], table: {书记: {20年以上: 525元, 满15年不满20年: 505元, 满10年不满15年: 485元}, "
    "主任: {20年以上: 505元, 满15年不满20年: 485元, 满10年不满15年: 465元}, "
    "会计: {20年以上: 485元, 满15年不满20年: 465元, 满10年不满15年: 445元}}, otherwise: 0元, unit: 元/月}"
)


def test_a_leaving_allowance_by_post_and_years() -> None:
    """G1 句容: 20年以上 525/505/485, 15–19 505/485/465, 10–14 485/465/445 元/月; below ten years nothing."""
    columns = {
        "离任职务": (POSTS, ["书记", "主任", "会计", "书记", "会计", "主任", "书记", "会计", None]),
        "累计任职": (
            "duration",
            ["20年", "20年", "35年", "19年11个月", "15年", "14年", "10年", "9年11个月", "20年"],
        ),
    }
    assert worth(JURONG, columns) == [525, 505, 485, 505, 465, 465, 485, 0, None]
    assert reasons(JURONG, columns)[3] == "离任职务 书记、累计任职 19年11个月，查“书记×满15年不满20年”一格，为505元"
    assert said(JURONG, columns) == []


def test_an_allowance_by_size_of_village_and_post() -> None:
    """D4: sizes of village down the rows, posts across; the amounts are made up, the source does not print them all."""
    clause = (
        "{by: [人口, 离任职务], table: {500人以下: {书记: 12元, 主任: 10元}, 501至1000人: {书记: 15元, 主任: 12元}, "
        "1001至1500人: {书记: 18元, 主任: 15元}, 1501人以上: {书记: 20元, 主任: 18元}}, otherwise: 8元}"
    )
    columns = {
        "人口": ("number", [500, 501, 1000, 1500, 1501, 700]),
        "离任职务": (POSTS, ["书记", "书记", "主任", "主任", "书记", "会计"]),
    }
    assert worth(clause, columns) == [12, 15, 12, 15, 20, 8]


def test_words_nobody_wrote_are_warned_of_row_by_row() -> None:
    columns = {"离任职务": (POSTS, []), "星级": ("number", [])}
    by_post = said("{by: [离任职务, 星级], table: {书记: {5: 2, 4: 1}, 主任: {5: 2}}}", columns)
    assert [message.split("，")[0] for _, message, _ in by_post] == ["“会计”一行没有写", "“主任×4”一格没有写"]
    assert {code for code, _, _ in by_post} == {"R422"}
    by_star = said("{by: [星级, 离任职务], table: {5: {书记: 2, 主任: 1}}}", columns)
    assert [message.split("，")[0] for _, message, _ in by_star] == ["“5×会计”一格没有写"]


def test_a_gap_no_cell_stands_for_is_warned_of_in_its_row() -> None:
    clause = "{by: [星级, 人口], table: {5: {500人以下: 1, 600人以上: 2}}}"
    ((code, message, at),) = said(clause, villages((5, 550)))
    assert (code, at[:1]) == ("R402", "5")
    assert "超过500不足600 不在任何一档" in message
    assert worth(clause, villages((5, 550), (5, 600))) == [None, 2]


def test_a_bare_number_stands_for_itself_alone() -> None:
    """Row 5 is five stars, not five and more."""
    clause = "{by: [星级, 人口], table: {5: {100: 甲, 200: 乙}, 3: {100: 丙, 200: 丁}}}"
    given = villages((5, 100), (6, 100), (3, 200), (4, 200), (3, 150))
    assert worth(clause, given) == ["甲", None, "丁", None, None]


def test_cells_may_reckon_and_their_names_alone_are_read() -> None:
    clause = "{by: [星级, 人口], table: {5: {1: 人口 * 2元, 2: 9元}}, otherwise: 0元}"
    made = rated(f"values:\n  得数: {clause}", villages((5, 1), (5, 2)))
    column = made.columns["得数"]
    assert [column.at(i) for i in range(2)] == [2, 9]


def test_a_key_that_cannot_be_reckoned_is_not_called_a_missing_cell() -> None:
    clause = "{by: [星级 / 人口, 人口], table: {1: {0: 1, 5: 2}}}"
    assert worth(clause, villages((5, 5), (5, 0), (5, 1))) == [2, None, None]
    told = reasons(clause, villages((5, 0), (5, 1)))
    assert told[0] == "不能判定，待定"
    assert told[1].endswith("表里没有这一格，待定")


def test_every_cell_is_a_case() -> None:
    clause = "{by: [星级, 人口], table: {5: {1: 3, 2: 4}, 4: {1: 2}}, otherwise: 0}"
    made = rated(f"values:\n  得数: {clause}", villages((5, 2), (4, 1), (4, 2), (None, 1)))
    core = next(step.rule.core for step in made.scheme.steps if step.name == "得数")
    assert core.cases == ("5×1", "5×2", "4×1", "otherwise")
    assert [core.cases_of(made.scored["得数"], i) for i in range(4)] == [(1,), (2,), (3,), ()]


def test_nobody_to_rate_is_no_fault() -> None:
    assert worth(NANPING, {"星级": ("number", []), "人口": ("number", [])}) == []


REFUSED = [
    ("{by: [星级], table: {5: {1: 1}}}", "R203", "这里写两栏", "[星级]"),
    ("{by: [星级, 人数], table: {5: {1: 1}}}", "R301", "没有“人数”", "人数"),
    ("{by: [星级, 村], table: {5: {1: 1}}}", "R305", "这里是文字", "村"),
    ("{by: [星级, 人口], table: {五: {1: 1}}}", "R403", "“五”应为", "五"),
    ("{by: [星级, 人口], table: {5: {1元: 1}}}", "R305", "“1元”是金额", "1元"),
    ("{by: [职务, 人口], table: {书纪: {1: 1}}}", "R301", "“书纪”不是可填的选项", "书纪"),
    ("{by: [星级, 人口], table: {5: 1}}", "R203", "“5”一行要写各格", "{5"),
    ("{by: [星级, 人口], table: {5: {1: 1, 2: —}}}", "R203", "原文没有规定的格写 待定", "{5"),
    ("{by: [星级, 人口], table: {5: {1: 1, 5: 20}}, points: 10}", "R406", "“5×5”得20", "20"),
    ("{by: [星级, 人口], table: {5: {1: 1, 2: 1元}}}", "R305", "不是一类", "得数"),
    ("{by: [星级, 人口], table: {}}", "R203", "这里写各行", "{}"),
]


@pytest.mark.parametrize(("clause", "code", "words", "place"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused_where_it_stands(clause: str, code: str, words: str, place: str) -> None:
    columns = {**villages((5, 1)), "职务": (POSTS, ["书记"])}
    told, at = next((told, at) for found, told, at in said(clause, columns) if found == code)
    assert words in told
    assert at.startswith(place)
