"""Three years of a county in sequence: a tie and an objection decided, closed, rules edited afterwards, verified, gone on.

One roster of villages with a quota of one a township, and one of secretaries whose level is carried and paid by the star.

| 2022 | 甲镇: 东庄 and 西庄 both 10 points, one place: 西庄 by decision. 王 3 − by decision 2 stars, 李 1. |
| 2023 | 西庄 alone has 10. The rules now say 优秀 brings 5, a star pays 200: 王 2 + 5 = 7, 李 1 + 1 = 2.  |
| 2024 | 西庄 10 again. 王 has left; 李 2 + 5 = 7; 王's 2023 is corrected to 合格: 2 + 1 = 3.             |
"""

import openpyxl
import pytest
from deciding import HEAD
from workspaces import write_book

from stardb.comparison import CauseKind
from stardb.problems import ProblemsError
from stardb.workspace import Outcome, begin_next, close_period, open_workspace, run, verify_closings

pytestmark = pytest.mark.slow

VILLAGES = """\
scheme: 红旗支部
subject: 支部
basis: 例
valid_from: 2022-01-01
tables:
  村册:
    key: [乡镇, 村]
    name: 村
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
      换届: {type: yes_no, required: true}
stars:
  红星:
    full: 10
    award: 得分 ≥ 10分
    basis: 第一条
    indicators:
      换届得分: {from: 换届, points: 10, yes: 10, basis: 第一条}
level: {name: 星数, earned: [红星], basis: 第二条}
grade: {name: 等次, from: 星数, choices: {1: 红旗, 0: 一般}, basis: 第二条}
quotas:
  - {of: 红旗, group: 乡镇, at_most: 1个, order: 总分, ties: undecided, overflow: 一般, basis: 第三条}
entitlements:
  奖补: {from: 等次, choices: {红旗: 1000元}, otherwise: 0元, unit: 元/年, basis: 第四条}
  保旗奖:
    first: 0元
    later: "如果(等次 = 红旗 且 上年(等次) = 红旗, 500元, 0元)"
    unit: 元/年
    basis: 第五条
"""
SECRETARIES = """\
scheme: 书记星级
subject: 书记
basis: 例
valid_from: 2022-01-01
tables:
  书记表:
    key: 身份证号
    name: 姓名
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      姓名: {type: text, required: true}
      身份证号: {type: citizen_id, required: true, private: true}
      考核: {type: choice, required: true, choices: {优秀: [], 良好: [], 合格: []}}
values:
  新增星: {from: 考核, choices: {优秀: 3, 良好: 2, 合格: 1}, basis: 第一条}
level: {name: 星级, first: 新增星, later: 上年(星级) + 新增星, between: [0, 15], basis: 第二条}
entitlements:
  晋星奖: {first: 100元 * 星级, later: 100元 * (星级 - 上年(星级)), unit: 元/年, basis: 第三条}
"""
WANG, LI = "141199197001010018", "141199197101010015"


def report(root, period, villages, secretaries):
    """What the township sent: village -> whether its election was held; (name, ID) -> assessment."""
    sheets = {
        "村册": [["乡镇", "村", "换届"], *(["甲镇", *row] for row in villages.items())],
        "书记表": [["乡镇", "姓名", "身份证号", "考核"], *(["甲镇", *who, how] for who, how in secretaries.items())],
    }
    write_book(root / f"data/{period}/甲镇.xlsx", sheets)


def decide(root, period, *rows):
    """Each row: scheme, subject, 事项, 项, 原值, 改为."""
    whole = [[str(n), *row, "复核", "县委组织部", "组发1号", "2025-01-09", ""] for n, row in enumerate(rows, 1)]
    write_book(root / f"decisions/{period}/裁定.xlsx", {"裁定": [HEAD, *whole]})


def outcomes(outcome: Outcome, scheme: str, *items: str) -> dict[str, list[str]]:
    """name -> these results as people read them."""
    made = outcome.appraisals[scheme]
    return {name: [made.text(item, i) for item in items] for i, name in enumerate(made.subjects.names)}


def test_years_of_a_county(tmp_path):
    root = tmp_path / "县"
    (root / "rules").mkdir(parents=True)
    (root / "rules/villages.yaml").write_text(VILLAGES, encoding="utf-8")
    (root / "rules/secretaries.yaml").write_text(SECRETARIES, encoding="utf-8")
    settings = "county: 小县\nperiod: 2022\nfirst_period: 2022\nschemes: [villages, secretaries]\n"
    (root / "stardb.yaml").write_text(settings, encoding="utf-8")
    wang, li = ("王某某", WANG), ("李某某", LI)

    # 2022: a tie keeps the year from closing; a decision on the order alone, and one on an objection, settle it
    report(root, "2022", {"东庄": "是", "西庄": "是", "南庄": "否"}, {wang: "优秀", li: "合格"})
    tied = outcomes(run(open_workspace(root)), "villages", "等次", "奖补")
    assert tied == {"东庄": ["待定", "待定"], "西庄": ["待定", "待定"], "南庄": ["一般", "0元"]}
    with pytest.raises(ProblemsError) as refused:
        close_period(open_workspace(root))
    assert {one.code for one in refused.value.problems} == {"W322"}
    decide(
        root, "2022",
        ("红旗支部", "西庄", "并列先后", "等次", "并列", "1"),
        ("书记星级", "王某某", "数据格", "书记表.考核", "优秀", "良好"),
    )  # fmt: skip
    first = run(open_workspace(root))
    assert outcomes(first, "villages", "等次", "奖补") == {
        "东庄": ["一般", "0元"], "西庄": ["红旗", "1000元"], "南庄": ["一般", "0元"],
    }  # fmt: skip
    assert outcomes(first, "secretaries", "星级", "晋星奖") == {"王某某": ["2星", "200元"], "李某某": ["1星", "100元"]}
    since = first.changes["villages"].since_last
    assert since is not None
    assert {one.name: [kind for cause in one.causes for kind in cause.kinds] for one in since.subjects} == {
        "西庄": [CauseKind.DECISION],
        "东庄": [CauseKind.OTHERS],  # nothing of its own differs: it had the place beside who was put first
    }
    close_period(open_workspace(root))

    # 2023: the rule file is edited, which would have made 2022 another year; its closed levels are what counts
    edited = SECRETARIES.replace("优秀: 3", "优秀: 5").replace("100元 *", "200元 *")
    (root / "rules/secretaries.yaml").write_text(edited, encoding="utf-8")
    assert begin_next(open_workspace(root)).period.name == "2023"
    report(root, "2023", {"东庄": "否", "西庄": "是", "南庄": "否"}, {wang: "优秀", li: "合格"})
    second = run(open_workspace(root))
    assert outcomes(second, "villages", "等次", "奖补", "保旗奖")["西庄"] == ["红旗", "1000元", "500元"]
    assert outcomes(second, "secretaries", "星级", "晋星奖") == {
        "王某某": ["7星", "1000元"], "李某某": ["2星", "200元"],
    }  # fmt: skip
    close_period(open_workspace(root))

    # 2024: 王 has left, and what he was paid for 2023 is corrected: (3 - 2) * 200 instead of 1000
    begin_next(open_workspace(root))
    report(root, "2024", {"东庄": "是", "西庄": "是", "南庄": "否"}, {li: "优秀"})
    decide(
        root, "2024",
        ("红旗支部", "东庄", "并列先后", "等次", "并列", "1"),
        ("书记星级", "王某某", "数据格", "2023:书记表.考核", "优秀", "合格"),
    )  # fmt: skip
    third = run(open_workspace(root))
    assert outcomes(third, "villages", "等次", "保旗奖") == {
        "东庄": ["红旗", "0元"], "西庄": ["一般", "0元"], "南庄": ["一般", "0元"],
    }  # fmt: skip
    assert outcomes(third, "secretaries", "星级", "晋星奖") == {"李某某": ["7星", "1000元"]}
    book = openpyxl.load_workbook(root / "results/2024/补发扣回.xlsx")["补发扣回"]
    assert [cell.value for cell in book[4]][7:11] == ["晋星奖", 1000, 200, -800]
    close_period(open_workspace(root))

    # all three are what their archives say; a decided year cannot be reopened by running it
    verified = verify_closings(open_workspace(root), False)
    assert (verified.exit_status, [one.period for one in verified.archives]) == (0, ["2022", "2023", "2024"])
    with pytest.raises(ProblemsError) as refused:
        run(open_workspace(root, "2022"))
    assert [one.code for one in refused.value.problems] == ["W320"]
