"""`stardb diff`, as a clerk sees it: 0 the same, 1 differs, 2 cannot, 64 wrongly asked."""

import json

from comparing import BOOK, STARS, make_county
from workspaces import set_cell


def change_income(root):
    """甲村 reaches the line of 20万元: from three stars to four, 300元 a month more."""
    set_cell(root / "data/2022" / BOOK, "检查表", "C2", 20)


def test_a_run_and_what_would_come_out_now(stardb, tmp_path):
    make_county(tmp_path)
    stardb("run", "-C", tmp_path)
    assert stardb("diff", "2022", "-C", tmp_path).exit_code == 0
    change_income(tmp_path)
    done = stardb("diff", "2022", "-C", tmp_path)
    assert done.exit_code == 1
    assert done.stdout == (
        "五星：2022年度 → 2022年度现在的规则和数据\n"
        "  上升 1\n"
        "  东镇 甲村：富裕星 未得 → 得星；星级 3星 → 4星；补贴 500元/月 → 800元/月\n"
        f"    因为 富裕星 未得 → 得星（收入 18 → 20，data/2022/{BOOK}!检查表!C2）\n"
        "  补贴 合计 1800元/月 → 2100元/月，增加 300元/月（东镇 +300元）\n"
        "  改动了：数据 1 格\n"
        f"    东镇 甲村 收入 18 → 20，data/2022/{BOOK}!检查表!C2\n"
    )


def test_looking_writes_nothing(stardb, tmp_path):
    make_county(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "little.yaml").write_text(STARS.replace("20万元", "28万元"), encoding="utf-8")
    assert stardb("diff", "--rules", tmp_path / "new", "-C", tmp_path).exit_code == 1
    assert [path for path in sorted(tmp_path.rglob("*")) if "new" not in path.parts] == before


def test_two_runs_by_their_numbers(stardb, tmp_path):
    make_county(tmp_path)
    stardb("run", "-C", tmp_path)
    change_income(tmp_path)
    stardb("run", "-C", tmp_path)
    told = json.loads(stardb("diff", "2022@1", "2022@last", "-C", tmp_path, "--format", "json").stdout)
    assert (told["before"], told["after"], told["exit_status"]) == ("2022年度第1次", "2022年度最近一次", 1)
    changes = told["schemes"]["little"]
    assert changes["moves"] == {"up": 1}
    (village,) = changes["subjects"]
    assert (village["name"], village["move"], village["state"]) == ("甲村", "up", ["decided", "decided"])
    assert village["causes"][0]["because"] == ["cell"]
    assert changes["budget"] == [
        {
            "entitlement": "补贴",
            "unit": "元/月",
            "before": "1800",
            "after": "2100",
            "undecided": [0, 0],
            "groups": [{"group": "东镇", "before": "1300", "after": "1600"}],
        }
    ]
    assert stardb("diff", "2022@-1", "2022@1", "-C", tmp_path).exit_code == 0
    runs = json.loads(stardb("diff", "--runs", "-C", tmp_path, "--format", "json").stdout)["runs"]
    assert [(one["name"], one["is_current"]) for one in runs] == [("2022@1", False), ("2022@2", True)]


def test_other_rules_on_the_same_data(stardb, tmp_path):
    """With a line of 28万元 乙村 (25万元) loses a star and 300元."""
    make_county(tmp_path / "county")
    other = tmp_path / "草案.d"
    other.mkdir()
    (other / "little.yaml").write_text(STARS.replace("20万元", "28万元"), encoding="utf-8")
    done = stardb("diff", "--rules", other, "-C", tmp_path / "county")
    assert done.exit_code == 1
    assert "下降 1" in done.stdout
    assert "因为 富裕星 得星 → 未得（收入线 20万元 → 28万元，规则第6行）" in done.stdout
    assert "补贴 合计 1800元/月 → 1500元/月，减少 300元/月（东镇 -300元）" in done.stdout


def test_other_data_under_the_same_rules(stardb, tmp_path):
    make_county(tmp_path / "county")
    make_county(tmp_path / "other")
    set_cell(tmp_path / "other/data/2022" / BOOK, "检查表", "C2", 20)
    for folder in ("data", "data/2022"):
        done = stardb("diff", "--data", tmp_path / "other" / folder, "-C", tmp_path / "county")
        assert done.exit_code == 1
        assert "增加 300元/月" in done.stdout
    assert stardb("diff", "--data", tmp_path / "county/data", "-C", tmp_path / "county").exit_code == 0


def test_two_periods(stardb, tmp_path):
    """甲村 and 丙村 won three stars in 2022; in 2023 丙村 wins its fourth."""
    make_county(tmp_path)
    stardb("run", "-C", tmp_path)
    (tmp_path / "data/2022").rename(tmp_path / "data/2023")
    set_cell(tmp_path / "data/2023" / BOOK, "检查表", "E4", "是")
    stardb("run", "-C", tmp_path, "--period", "2023")
    done = stardb("diff", "2022", "2023", "-C", tmp_path)
    assert done.exit_code == 1
    assert "西镇 丙村：公开星 未得 → 得星；星级 3星 → 4星" in done.stdout
    assert f"（三务 否 → 是，data/2023/{BOOK}!检查表!E4）" in done.stdout
    assert "新报来" not in done.stdout


def test_what_cannot_be_compared_is_told(stardb, tmp_path):
    make_county(tmp_path)
    assert "W340" in stardb("diff", "2022", "-C", tmp_path).stderr
    stardb("run", "-C", tmp_path)
    assert "W341" in stardb("diff", "2022@2", "2022", "-C", tmp_path).stderr
    assert "W342" in stardb("diff", "2022", "--scheme", "nobody", "-C", tmp_path).stderr
    (tmp_path / "empty").mkdir()
    assert "W343" in stardb("diff", "--rules", tmp_path / "empty", "-C", tmp_path).stderr
    assert "W343" in stardb("diff", "--data", tmp_path / "empty", "-C", tmp_path).stderr
    assert stardb("diff", "2022", "2023", "-C", tmp_path).exit_code == 2


def test_wrong_usage(stardb, tmp_path):
    make_county(tmp_path)
    for asked in ((), ("2022@x", "2022"), ("去年",), ("2022", "--data", tmp_path)):
        assert stardb("diff", *asked, "-C", tmp_path).exit_code == 64
