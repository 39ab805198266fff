"""A small workspace over the years: a secretary's level is last year's and this year's stars; who they are is private."""

from pathlib import Path

from workspaces import small

YEARLY = """\
scheme: 连年晋星
subject: 书记
basis: 试行
valid_from: 2020-01-01
tables:
  名册:
    key: 身份证号
    name: 姓名
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      身份证号: {type: citizen_id, required: true, private: true}
      姓名: {type: text, required: true}
      新增: {type: number, unit: 星, between: [0, 9]}
stars:
  本年星: {from: 新增, per: 1星, each: 1, basis: 第二条}
level:
  name: 星级
  first: 本年星
  later: 上年(星级) + 本年星
  basis: 第三条
entitlements:
  奖补: {from: 星级, per: 1星, each: 100元, unit: 元/年, basis: 第四条}
"""
NUMBERS = {"甲": "141199197001010018", "乙": "141199197101010015", "丙": "141199197201010012"}
HEAD = ["乡镇", "身份证号", "姓名", "新增"]


def yearly(root: Path, period: str, people: str, rules: str = YEARLY, more: str = "first_period: 2022\n") -> Path:
    """A period's roster added: `甲2 乙1` is 甲 with two stars more and 乙 with one; `甲？` is one whose stars are not known."""
    rows = [
        ["甲镇", NUMBERS[who[0]], f"{who[0]}某某", int(who[1]) if who[1] != "？" else None] for who in people.split()
    ]
    return small(root, rules, [HEAD, *rows], [["无关"]], period, more)
