"""Two small schemes for tests of worked cases."""

RULES = """\
scheme: 试评办法
subject: 支部
basis: 试评
valid_from: 2022-01-01
tables:
  名册:
    key: [乡镇, 村]
    name: 村
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
      收入: {type: money, unit: 万元, required: true, between: [0元, 100万元]}
      上年收入: {type: money, unit: 万元}
      公开率: {type: percent}
      达标: {type: yes_no, blank: 否}
      等次档: {type: choice, choices: {甲: [A], 乙: []}}
      换届日: {type: date}
  表彰:
    key: [乡镇, 村]
    many: true
    columns:
      乡镇: {type: text}
      村: {type: text}
      级别: {type: choice, choices: [县级, 省级]}
values:
  增幅: 收入 / 上年收入 - 1
  表彰数: {count_of: 表彰}
eligible: {when: 收入 ≥ 1万元, because: 没有收入}
stars:
  产业星:
    full: 30
    award: 得分 ≥ 20
    basis: 第一条
    indicators:
      村收入: {from: 收入, points: 30, bands: {50万元: 30, 20万元: 20, 0元: 5}, basis: 第一条}
  荣誉星: {formula: 表彰数, basis: 第二条}
level: {name: 星级, formula: 荣誉星 + 1, basis: 第三条}
grade: {name: 等次, from: 星级, choices: {1: 一星, 2: 二星}, otherwise: 多星, basis: 第三条}
quotas:
  - {of: 二星, group: 乡镇, at_most: 1, order: 收入, overflow: 一星, basis: 第四条}
entitlements:
  奖补: {from: 等次, choices: {一星: 1000元, 二星: 1.5万元, 多星: 2万元}, unit: 元/年, basis: 第五条}
  增长: {formula: 星级 - 上年(星级), when: 星级 ≥ 2, basis: 第五条}
"""

SMALL = """\
scheme: 试评办法
subject: 支部
basis: 试评
valid_from: 2022-01-01
tables:
  名册:
    key: 村
    name: 村
    columns:
      村: {type: text}
      收入: {type: money, unit: 万元}
      次数: {type: number}
      达标: {type: yes_no}
      通报: {type: yes_no, blank: 否}
stars:
  产业星:
    full: 35
    award: 得分 ≥ 20
    veto:
      - {when: 通报 = 是, because: 受到通报}
    indicators:
      收入分:
        points: 30
        from: 收入
        bands:
          50万元: 30
          20万元: 20
          0元: 5
      次数分: {from: 次数, points: 5, per: 1, each: 2}
entitlements:
  奖补: {amount: 100元, when: 达标 = 是}
"""
