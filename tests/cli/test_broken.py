"""A dozen broken things at once: each is named with its place, what is there, what should be, and how to mend it."""

import json

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from workspaces import CHECKED, SCHEME, small, write_book

RULES = {
    "typo": ("indicators:", "indicater:"),
    "twice": ("grade: {", "level: {name: 甲, earned: [红星]}\ngrade: {"),
    "column": ("from: 收入", "from: 收人"),
    "wrong": ("full: 20", "full: 二十"),
    "overlap": ("{20万元: 10, 10万元: 6, 0元: 0}", "{20万元以上: 10, 10万元至20万元: 6, 不满10万元: 0}"),
    "colon": ("basis: 试行办法", "basis：试行办法"),
}
HEAD = CHECKED[0]


@pytest.fixture
def county(tmp_path):
    """A good scheme and a good workbook among much that is broken; 东庄 and 南庄 are right, all others are not."""
    root = small(tmp_path / "县")
    data = root / "data" / "2022"
    (data / "空.xlsx").write_bytes(b"")
    with (data / "检查.xlsx").open("rb") as plain, (data / "锁.xlsx").open("wb") as locked:
        OOXMLFile(plain).encrypt("密码", locked)
    (data / "网页.xlsx").write_text("<html><body><p>请先登录</p></body></html>", encoding="utf-8")
    (data / "半个.xlsx").write_bytes((data / "检查.xlsx").read_bytes()[:2000])
    write_book(data / "缺栏.xlsx", {"检查表": [["乡镇", "收入(万元)", "换届"], ["甲镇", 3, "是"]]})
    write_book(data / "两行.xlsx", {"检查表": [HEAD, ["甲镇", "西庄", 13, "否"]]})
    write_book(data / "生人.xlsx", {"检查表": [HEAD, ["甲镇", "西壮", 3, "是"]]})
    write_book(data / "缺报.xlsx", {"名册": [["乡镇", "村", "户数"], ["丙镇", "中庄", 10]]})
    for name, (old, new) in RULES.items():
        (root / "rules" / f"{name}.yaml").write_text(SCHEME.replace(old, new, 1), encoding="utf-8")
    schemes = ", ".join(["little", *RULES, "littel"])
    (root / "stardb.yaml").write_text(f"county: 小县\nperiod: 2022\nschemes: [{schemes}]\n", encoding="utf-8")
    return root


def line_of(name, words):
    """Where the broken rule file has these words, as line and column."""
    old, new = RULES[name]
    lines = SCHEME.replace(old, new, 1).splitlines()
    return next((n, line.index(words) + 1) for n, line in enumerate(lines, 1) if words in line)


def expected():
    """Code, place, and what its message, what it found, what it expects and its remedy must say."""
    rules, book = "rules/{}.yaml:{}:{}".format, "data/2022/{}.xlsx{}".format
    return [
        ("R201", rules("typo", *line_of("typo", "indicater")), "是不是“indicators”", "indicater", "indicators", "拼写"),
        (
            "R102",
            rules("twice", *line_of("twice", "level: {name: 甲")),
            "“level”写了两次",
            "level",
            "只写一次",
            "删去一个",
        ),
        ("R301", rules("column", *line_of("column", "收人")), "没有“收人”这个名称", "收人", "栏", "改正"),
        ("R203", rules("wrong", *line_of("wrong", "二十")), "这里要一个数", "二十", "", "改"),
        (
            "R401",
            rules("overlap", *line_of("overlap", "10万元至20万元")),
            "20万元 同时在两档里",
            "20万元",
            "一档",
            "不含",
        ),
        ("R101", "rules/colon.yaml:", "全角冒号", "", "", "半角冒号"),
        ("W103", "stardb.yaml:3:", "没有 rules/littel.yaml", "littel", "little", "核对"),
        ("D105", book("空", ""), "空的", "0 字节", "", "重发"),
        ("D102", book("锁", ""), "密", "", "", "密码"),
        ("D103", book("网页", ""), "不是工作簿", "网页", "工作簿", "另存为"),
        ("D101", book("半个", ""), "已损坏", "", "工作簿", "重"),
        ("D113", book("缺栏", "!检查表"), "缺少“村”一栏", "", "村", "补上"),
        ("D142", "!检查表!B", "“甲镇/西庄”", "收入 ", "一行", "只留一行"),
        ("D143", book("生人", "!检查表!B2"), "名册里没有“甲镇/西壮”", "甲镇/西壮", "西庄", "改正名称"),
        ("D145", book("缺报", "!名册!B2"), "“丙镇/中庄”在“检查表”里没有一行", "丙镇/中庄", "检查表", "补报"),
    ]


def test_all_come_in_one_check_each_with_its_place_and_its_remedy(stardb, county):
    done = stardb("check", "-C", county, "--format", "json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)["problem_list"]
    for code, place, message, found, wanted, remedy in expected():
        matching = [p for p in told if p["code"] == code and place in p["place"]]
        assert matching, (code, place, [p["place"] for p in told if p["code"] == code])
        assert any(
            message in p["message"] and found in p["found"] and wanted in p["expected"] and remedy in p["remedy"]
            for p in matching
        ), (code, matching)
    assert {p["code"] for p in told if p["severity"] == "错误"} >= {code for code, *_ in expected()}
    assert all(p["message"] and p["title"] and p["remedy"] for p in told)


def test_what_is_right_is_rated_all_the_same(stardb, county):
    done = stardb("run", "-C", county, "--format", "json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert list(told["schemes"]) == ["little"]
    figures = told["schemes"]["little"]
    # 中庄 is open; 西庄, its income given twice, held no election and can come to no more than 10 of the 12 points
    assert (figures["subjects"], figures["decided"], figures["undecided"]) == (4, 3, 1)
    assert figures["grades"] == {"红星支部": 1, "未获星": 2}
    assert (county / "results/2022/小星.xlsx").exists()


def test_people_are_told_the_same(stardb, county):
    done = stardb("check", "-C", county)
    assert done.exit_code == 1
    for code, place, message, *_, remedy in expected():
        assert code in done.stderr
        assert place.split("!")[0].split(":")[0] in done.stderr
        assert message in done.stderr
        assert remedy in done.stderr
    assert done.stderr.count("办法：") >= len(expected())


def test_without_one_good_scheme_nothing_is_made(stardb, county):
    (county / "rules" / "little.yaml").unlink()
    done = stardb("run", "-C", county)
    assert done.exit_code == 2
    assert done.stderr.rstrip().endswith("没有产生结果，原有结果没有改动")
    assert not (county / "results").exists()
    assert not (county / "stardb.sqlite").exists()


def test_without_one_good_workbook_nothing_is_made(stardb, county):
    for name in ("检查", "缺报"):
        (county / "data/2022" / f"{name}.xlsx").unlink()
    done = stardb("run", "-C", county, "--format", "json")
    assert done.exit_code == 2
    assert {"D118", "D105", "D102"} <= {p["code"] for p in json.loads(done.stdout)["problem_list"]}
    assert not (county / "results").exists()
