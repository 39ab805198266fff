"""What worked cases do not touch is listed, each thing where the rule file writes it."""

from worked import SMALL as RULES

from stardb.cases import Coverage, Suite, measure_coverage, run_cases


def covered(cases: str, rules: str = RULES) -> Coverage:
    head = "cases_of: 试评办法\nbase: {as_of: 2022-12-31}\ncases:\n"
    done = run_cases(Suite("r.yaml", rules, "r.cases.yaml", head + cases))
    assert not done.problems, [p.message for p in done.problems]
    assert done.scheme is not None
    return measure_coverage(done, done.scheme)


def missing(made: Coverage) -> list[tuple[str, str, int]]:
    return [(item.title, item.label, item.place.line) for item in made.missing]


def test_what_no_case_takes_is_listed_in_the_order_of_the_file() -> None:
    made = covered("  - {case: 甲, given: {收入: 20万元, 次数: 0, 达标: 否}, expect: {产业星: 得}}\n")
    assert missing(made) == [
        ("产业星", "未达到 得分(产业星) ≥ 20", 16),
        ("产业星", "受到通报", 20),
        ("收入分", "50万元", 26),
        ("收入分", "0元", 28),
        ("次数分", "每1计", 29),
        ("次数分", "到上限 5", 29),
        ("奖补", "when 成立：达标", 31),
    ]


def test_all_is_covered_by_one_case_for_each_edge() -> None:
    made = covered("""\
  - {case: 甲, given: {收入: 50万元, 次数: 0, 达标: 否}, expect: {产业星: 得}}
  - {case: 乙, given: {收入: 20万元, 次数: 3, 达标: 是}, expect: {产业星: 得}}
  - {case: 丙, given: {收入: 0元, 次数: 1, 通报: 是, 达标: 是}, expect: {产业星: 不得}}
""")
    assert missing(made) == []
    assert made.percent == 100


def test_what_is_undecided_or_unconfirmed_covers_nothing() -> None:
    nothing = len(covered("  - {case: 甲, expect: {产业星: 待定}}\n").missing)
    unconfirmed = covered("  - {case: 甲, given: {收入: 20万元}, confirm: true, expect: {产业星: 得}}\n")
    assert nothing == len(unconfirmed.missing) == len(unconfirmed.items)
    assert unconfirmed.percent == 0


def test_results_of_who_takes_no_part_cover_nothing() -> None:
    rules = RULES.replace("stars:", "eligible: 次数 ≥ 1\nstars:", 1)
    made = covered("  - {case: 甲, given: {收入: 20万元, 次数: 0, 达标: 是}, expect: {state: 不参评}}\n", rules)
    assert {item.title for item in made.items if item.covered} == {"参评条件"}


def test_a_case_that_fails_still_touches_what_it_takes() -> None:
    given = "given: {收入: 20万元, 次数: 0, 达标: 否}"
    assert missing(covered(f"  - {{case: 甲, {given}, expect: {{产业星: 不得}}}}\n")) == missing(
        covered(f"  - {{case: 甲, {given}, expect: {{产业星: 得}}}}\n")
    )


def test_between_wants_both_its_bounds_reached() -> None:
    rules = RULES.replace("stars:", "values:\n  折算: {formula: 次数 - 2, between: [0, 3]}\nstars:", 1)
    some = "  - {case: 甲, given: {次数: 4}, expect: {折算: 2}}\n"
    both = (
        some
        + "  - {case: 乙, given: {次数: 1}, expect: {折算: 0}}\n  - {case: 丙, given: {次数: 9}, expect: {折算: 3}}\n"
    )
    assert [label for title, label, _ in missing(covered(some, rules)) if title == "折算"] == ["到下限 0", "到上限 3"]
    assert [label for title, label, _ in missing(covered(both, rules)) if title == "折算"] == []


SHARED = """\
scheme: 试评办法
subject: 干部
basis: 试评
valid_from: 2022-01-01
parameters: {基数: {2022-01-01: 4000元}}
tables:
  名册:
    key: 号
    name: 号
    group: 县
    columns:
      号: {type: text, required: true}
      县: {type: text, required: true}
      停职: {type: yes_no, required: true}
      得分: {type: number, between: [0, 8]}
      等: {type: choice, choices: [优, 良]}
  事项:
    key: 号
    many: true
    columns:
      号: {type: text, required: true}
      类: {type: choice, choices: [甲, 乙, 丙]}
values:
  事项分: {sum_of: 事项, where: 类 ≠ 丙, each: {from: 类, choices: {甲: 1, 乙: 2}}}
  档次: {decide: [{when: 得分 ≥ 6, give: 上}, {when: 得分 < 6, give: 下}], otherwise: 无}
  折算: {formula: 得分, between: [0, 10]}
entitlements:
  养老保险费:
    split: 基数 * 40%
    payers: {村: 50%, 个人: 其余}
    round: 0.01元
    undecided_when: 停职 = 是
publish: [事项分, 档次, 折算]
"""


def test_nothing_is_asked_for_that_cannot_come_about() -> None:
    """No row of 丙 counts, no mark is neither over nor under 6, 8 never reaches 10; and the parts' doubt is the whole's."""
    made = covered(
        """\
  - {case: 甲, given: {停职: 否, 得分: 8, 事项: [{类: 甲}, {类: 乙}]}, expect: {养老保险费: 1600元, 养老保险费(村): 800元}}
  - {case: 乙, given: {停职: 是, 得分: 0}, expect: {养老保险费: 待定, 养老保险费(个人): 待定}}
""",
        SHARED,
    )
    assert missing(made) == []


def test_what_can_is() -> None:
    made = covered("  - {case: 甲, given: {停职: 否, 得分: 8}, expect: {养老保险费: 1600元}}\n", SHARED)
    assert [label for _, label, _ in missing(made)] == [
        "甲", "乙", "得分 < 6", "到下限 0", "undecided_when 成立：停职",
    ]  # fmt: skip


INNER = """\
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
      甲: {type: number, between: [0, 10]}
      乙: {type: number, between: [0, 10]}
  事项:
    key: 村
    many: true
    columns:
      村: {type: text}
      类: {type: choice, choices: [好, 差]}
      分: {type: number, between: [0, 10]}
      重: {type: yes_no, blank: 否}
values:
  折算: {formula: '如果(甲 ≥ 5, 如果(乙 ≥ 3, 2, 1), 0) + 甲', note: 供查看}
  事项分: {sum_of: 事项, where: 类 = 好, each: {formula: '如果(重 = 是, 分 * 2, 分)', when: 分 > 1}, note: 供查看}
  档分: {decide: [{when: 甲 ≥ 8, give: '如果(乙 ≥ 9, 9, 8)'}], otherwise: 0, note: 供查看}
  分担: {split: 100元, payers: {县: '如果(乙 > 2, 60元, 50元)', 村: 其余}, round: 0.01元, note: 供查看}
publish: [折算, 事项分, 档分, 分担]
level: {name: 星级, formula: 折算}
"""


def test_what_is_asked_within_a_clause_must_come_out_both_ways() -> None:
    """乙 ≥ 3 is asked only where 甲 ≥ 5; of rows only those that count; 乙 ≥ 9 only where 甲 ≥ 8."""
    first = (
        "  - {case: 一, given: {甲: 2, 乙: 3, 事项: [{类: 差, 分: 5, 重: 是}, {类: 好, 分: 5}]}, expect: {折算: 2}}\n"
    )
    labels = {(title, label) for title, label, _ in missing(covered(first, INNER))}
    assert {
        ("折算", "如果（甲 ≥ 5） 成立"),
        ("折算", "如果（乙 ≥ 3） 成立"),
        ("折算", "如果（乙 ≥ 3） 不成立"),
        ("事项分", "如果（重） 成立"),
        ("事项分", "when（分 > 1） 不成立"),
        ("档分", "如果（乙 ≥ 9） 成立"),
        ("档分", "如果（乙 ≥ 9） 不成立"),
    } <= labels
    assert ("折算", "如果（甲 ≥ 5） 不成立") not in labels
    assert ("事项分", "如果（重） 不成立") not in labels


def test_all_of_it_can_be_touched() -> None:
    cases = """\
  - {case: 一, given: {甲: 2, 乙: 3, 事项: [{类: 好, 分: 5}, {类: 好, 分: 1}]}, expect: {折算: 2, 事项分: 5}}
  - {case: 二, given: {甲: 8, 乙: 2, 事项: [{类: 好, 分: 5, 重: 是}]}, expect: {折算: 9, 事项分: 10, 档分: 8}}
  - {case: 三, given: {甲: 8, 乙: 9, 事项: []}, expect: {折算: 10, 事项分: 0, 档分: 9}}
"""
    assert missing(covered(cases, INNER)) == []


PLACES = """
grade: {name: 等次, from: 收入, bands: {10万元: 优, 0万元: 良}, basis: 试}
quotas:
  - of: 优
    group: 全部
    at_most: {from: 达标, yes: 2, no: 1}
    order: 收入
    overflow: 良
    basis: 试
"""


def test_the_clause_that_gives_the_places_of_a_quota_is_to_be_covered() -> None:
    made = covered("  - {case: 甲, given: {收入: 50万元, 次数: 0, 达标: 是}, expect: {产业星: 得}}\n", RULES + PLACES)
    told = [label for title, label, _ in missing(made) if title == "等次"]
    assert "否" in told
    assert "是" not in told
