"""The secretaries a year later, at the end of 2023: who left, who came, and what the year brought the others."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from samplecounty.careers import Honour, Post, honour
from samplecounty.people import invent
from samplecounty.secretaries import Key, Secretary, secretaries_2022


@dataclass(frozen=True)
class Year:
    """What 2023 brought one secretary, and what it is to show."""

    why: str
    appraisal: str = "合格"
    honour: str = ""
    failings: int = 0
    punished: bool = False
    pending: bool = False
    remark: str = ""


NOTABLE_2023: dict[Key, Year] = {
    ("上明乡", "阳寨"): Year("一星升六星:优秀+1,国家级+4;一届内恰增5星", "优秀", "国家级"),
    ("东村镇", "丁字坪"): Year("二星升六星:优秀+1,省级+3", "优秀", "省级"),
    ("岚城镇", "北关"): Year("三星升五星:优秀+1,县级+1", "优秀", "县级"),
    ("顺会乡", "会河"): Year("三星升五星:市级+2", "合格", "市级"),
    ("东村镇", "麻会"): Year("三星升四星:县级+1", "合格", "县级"),
    ("王狮乡", "长门"): Year("三星升四星:优秀+1", "优秀"),
    ("社科乡", "曲立"): Year("三星不变:往年表彰不再加星"),
    ("普明镇", "大贤"): Year("六星不变"),
    ("界河口镇", "塔上"): Year("一星升二星:2023年满10年"),
    ("顺会乡", "舍安"): Year("一星升二星:2023-01-01满10年"),
    ("界河口镇", "郭沙沟"): Year("一星升二星:县级+1", honour="县级"),
    ("梁家庄乡", "上马铺"): Year("一星升三星:优秀+1,县级+1", "优秀", "县级"),
    ("王狮乡", "蛤蟆神"): Year("一星不变:县级+1,履职不到位-1", honour="县级", failings=1),
    ("东村镇", "石家庄"): Year("一星降零星:履职不到位1次", failings=1, remark="“三务”公开不及时1次"),
    ("普明镇", "曲井"): Year("一星降零星,不低于零:履职不到位2次", failings=2, remark="无故缺席会议、值班脱岗各1次"),
    ("东村镇", "坡上"): Year("二星降一星:基本合格-1", "基本合格"),
    ("梁家庄乡", "裴家庄"): Year("一星降零星:基本合格-1", "基本合格"),
    ("岚城镇", "正道"): Year("一星降零星:基本合格-1", "基本合格"),
    ("岚城镇", "圪达底"): Year("二星降一星:满20年+1,不合格-2(且不得高于一星)", "不合格"),
    ("界河口镇", "大蛇头"): Year("受党纪处分,定为零星", "基本合格", punished=True, remark="党内警告"),
    ("上明乡", "马家沟"): Year("立案未结,待定", pending=True, remark="正在接受审查"),
}

# Whoever holds these posts now is new: (serial for the ID, appraisal, posts, what it shows).
NEWCOMERS: dict[Key, tuple[int, str, tuple[Post, ...], str]] = {
    ("梁家庄乡", "郭家庄"): (201, "合格", (Post("书记", date(2023, 4, 1)),), "受处分者免职后新任,不满1年"),
    ("普明镇", "屯营"): (
        202,
        "优秀",
        (Post("主任", date(2018, 12, 20)), Post("书记", date(2023, 6, 12))),
        "原任主任,首次参加评定",
    ),
    ("东村镇", "第五社区"): (203, "合格", (Post("书记", date(2023, 7, 3)),), "不满1年"),
    ("岚城镇", "双井"): (204, "合格", (Post("书记", date(2023, 1, 1)),), "恰满1年,首次参加评定"),
    ("王狮乡", "乱石"): (205, "合格", (Post("书记", date(2023, 5, 10)),), "接任调往沙洼者,不满1年"),
    ("社科乡", "下会"): (
        206,
        "合格",
        (Post("委员", date(2021, 12, 5), date(2023, 3, 14), "调整"), Post("书记", date(2023, 3, 15))),
        "委员任期不计,不满1年",
    ),
}
MOVED = {("王狮乡", "沙洼"): (("王狮乡", "乱石"), date(2023, 5, 9))}  # to: (from, last day there)
USUAL = {
    "优秀": (("优秀", 0.45), ("合格", 1.0)),
    "合格": (("优秀", 0.12), ("合格", 0.97), ("基本合格", 1.0)),
    "基本合格": (("合格", 0.8), ("基本合格", 1.0)),
    "不合格": (("合格", 0.5), ("基本合格", 1.0)),
}


def secretaries_2023() -> Mapping[Key, Secretary]:
    """By township and village; whoever stays keeps the ID, the honours and the posts of 2022."""
    before = secretaries_2022()
    found = {}
    for key, held in before.items():
        if key in NEWCOMERS:
            serial, appraisal, posts, _ = NEWCOMERS[key]
            person = invent(serial, f"2023/{key[0]}/{key[1]}", min(post.start for post in posts))
            found[key] = Secretary(*key, person, appraisal, posts, note="2023年新任")
        elif key in MOVED:
            found[key] = moved(key, before)
        else:
            found[key] = passed(held)
    return found


def passed(held: Secretary) -> Secretary:
    """The same secretary with the year 2023 added."""
    year = NOTABLE_2023.get(held.key)
    if year is None:
        chance = Random(f"2023/{held.town}/{held.village}").random()
        year = Year("", next(grade for grade, up_to in USUAL[held.appraisal] if chance < up_to))
    won: tuple[Honour, ...] = (honour(year.honour, 2023),) if year.honour else ()
    return replace(
        held,
        appraisal=year.appraisal,
        honours=held.honours + won,
        failings=year.failings,
        punished=year.punished,
        pending=year.pending,
        note=year.remark,
    )


def moved(key: Key, before: Mapping[Key, Secretary]) -> Secretary:
    """The secretary who came from another village, without a break."""
    source, last_day = MOVED[key]
    held = passed(before[source])
    posts = tuple(replace(post, end=last_day, reason="调整") if post.end is None else post for post in held.posts)
    start = date.fromordinal(last_day.toordinal() + 1)
    note = f"由{source[1]}调任"
    return replace(held, village=key[1], posts=(*posts, Post("书记", start)), note=note)
