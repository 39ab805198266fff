"""Hints that only a run can find are shown by the run: `check` does not score and could not show them."""

RULES = """\
scheme: 村考核
subject: 村
basis: 例
valid_from: 2020-01-01
tables:
  名册:
    key: [乡镇, 村]
    name: 村
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
      本年: {type: number}
values:
  累计: {first: 本年, later: 上年(累计) + 本年, basis: 一}
level: {name: 星级, formula: 累计, basis: 二}
"""


def test_who_is_on_the_roster_no_more_is_named_by_the_run(stardb, tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "stardb.yaml").write_text(
        "county: 某县\nperiod: 2022\nfirst_period: 2021\nschemes: [a]\n", encoding="utf-8"
    )
    for year, villages in ((2021, ["东庄", "西沟", "南梁"]), (2022, ["东庄"])):
        (tmp_path / "data" / str(year)).mkdir(parents=True)
        rows = "".join(f"甲镇,{village},3\n" for village in villages)
        (tmp_path / "data" / str(year) / "名册.csv").write_text(f"乡镇,村,本年\n{rows}", encoding="utf-8")
    stardb("run", "-C", tmp_path, "--period", "2021")
    done = stardb("run", "-C", tmp_path, "--period", "2022")
    assert "W205" in done.stderr
    assert "甲镇/南梁、甲镇/西沟" in done.stderr
    assert "stardb check 可看" not in done.stderr  # there is nothing that it could show
