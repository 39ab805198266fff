"""A grade by points with levels given directly (直接判级), and subjects for it: what tests of the rule and of its scoring share."""

from typing import Any

MARKS = {"得分": ("number, between: [0, 100]", [95]), "附加": ("number, between: [0, 20]", [0])}
BANDS = "bands: {90以上: A级, 75至90(不含90): B级, 60至75(不含75): C级, 不满60: D级}"
BODY = f"""\
values:
  得数: 得分 + 附加
grade:
  name: 等次
  from: 得数
  {BANDS}
  direct:
    - {{▲}}
"""


def body(*grounds: str, more: str = "") -> str:
    return BODY.replace("{▲}", "\n    - ".join(f"{{{ground}}}" for ground in grounds)) + more


def people(*rows: tuple[Any, ...]) -> dict[str, Any]:
    """Subjects (marks, bonus, accident, notified, corrected)."""
    told = (*MARKS.values(), ("yes_no", []), ("yes_no", []), ("yes_no", []))
    names = ("得分", "附加", "事故", "通报", "整改完成")
    return {name: (spec, [row[k] for row in rows]) for k, (name, (spec, _)) in enumerate(zip(names, told, strict=True))}


ACCIDENT = "when: 事故 = 是, set: D级, because: 发生重大事故"
NOTICE = "when: 通报 = 是, set: C级, until: 整改完成 = 是, because: 被通报"

LEDGER = {
    "事项": "choice, choices: [重大事故, 通报, 其他]",
    "判级": "choice, choices: [D级, C级, 不判级]",
    "日期": "date",
    "整改": "yes_no",
}
VALID = "valid_for: {from: 日期, lasts: 1年}"


def ledger(*rows: tuple[Any, ...]) -> dict[str, Any]:
    """Rows (what, level, day, corrected) of the first subject."""
    return {"台账": (LEDGER, [(0, *row) for row in rows], VALID)}
