"""Working days from Python: the days off are given as stardb.yaml gives them."""

from pathlib import Path

import pandas as pd
import pytest

import stardb

RULES = """\
scheme: 办结时限
subject: 村
basis: 试行
valid_from: 2020-01-01
tables:
  名册:
    key: 村
    name: 村
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
      受理日: {type: date}
      办结日: {type: date}
values:
  用时: {formula: '工作日数(受理日, 办结日)', unit: 个, basis: 第一条}
grade: {name: 等次, from: 用时, bands: {超过5: 超时, 5以下: 按时}, basis: 第二条}
publish: 用时
"""


def test_working_days_of_frames(tmp_path: Path) -> None:
    """After Friday 30 September 2022: 8 to 14 October are all worked."""
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    scheme = stardb.load_scheme(tmp_path / "rules.yaml", "2022")
    row = {"乡镇": ["甲镇"], "村": ["东庄"], "受理日": ["2022-09-30"], "办结日": ["2022-10-14"]}
    frames = {"名册": pd.DataFrame(row)}
    days = {"holidays": {"2022": ["2022-10-01至2022-10-07"]}, "workdays": {"2022": ["2022-10-08", "2022-10-09"]}}
    assert list(stardb.score(scheme, frames, **days).frame()["用时"]) == [7]
    assert stardb.score(scheme, frames).frame()["用时"].isna().all()
    with pytest.raises(ValueError, match="不是周末"):
        stardb.score(scheme, frames, holidays={"2022": []}, workdays={"2022": ["2022-10-10"]})
