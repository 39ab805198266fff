"""Branches set by hand to stand at an edge of the rule; all else about them is as drawn.

`STRENGTHS` replaces a strength, `PLANTED` single values of a year, each with what it is to show.
"""

from decimal import Decimal

Key = tuple[str, str]
STARS = ("支部过硬", "产业兴旺", "生态宜居", "平安法治", "文明幸福")

# 王狮乡 has 12 branches, so two places at 20%: three branches reach five stars. 顺会乡 has 9, so two as well.
STRENGTHS: dict[tuple[Key, str], float] = {
    (("王狮乡", "王狮"), "产业兴旺检查表"): 0.78,
    (("王狮乡", "王狮"), "文明幸福检查表"): 0.62,
    (("王狮乡", "蛤蟆神"), "生态宜居检查表"): 0.72,
    (("王狮乡", "阳湾"), "产业兴旺检查表"): 0.74,
    (("王狮乡", "阳湾"), "生态宜居检查表"): 0.66,
    (("顺会乡", "牛湾子"), "支部过硬检查表"): 0.86,
    (("顺会乡", "牛湾子"), "生态宜居检查表"): 0.84,
    (("顺会乡", "牛湾子"), "平安法治检查表"): 0.88,
    # as good in 2023 as what is planted for 2022
    **{(("顺会乡", village), f"{star}检查表"): 0.66 for village in ("白家庄", "会河") for star in STARS},
    (("东村镇", "胡琴舍"), "生态宜居检查表"): 0.5,
    (("社科乡", "曲立"), "文明幸福检查表"): 0.56,
    (("上明乡", "上明"), "支部过硬检查表"): 0.42,
}


def _tied(
    kit: int, disputes: int, leaders: int, visits: int, toilets: str, sewage: str, votes: tuple[int, int], income: str
):
    """Five stars with one and the same total, by different ways; 19.2 points of the ballot either way."""
    earned = Decimal(income)
    return {
        "支部过硬检查表": {
            "班子缺额": 0,
            "按期换届": True,
            "党群服务中心达标项": kit,
            "三会一课次数": 13,
            "半年以上未开展活动": False,
            "发展党员数": 1,
            "党员积分合格率": Decimal("91.5"),
            "党务公开率": Decimal("88.0"),
            "满意票": votes[0],
            "基本满意票": votes[1],
            "不满意票": 0,
        },
        "产业兴旺检查表": {
            "村集体经济年收入": earned,
            "上年村集体经济收入": earned / Decimal("1.1"),
            "党组织领办合作社": True,
            "特色产业覆盖率": Decimal("51.0"),
            "劳动力持证率": Decimal("46.5"),
            "产业带头人": leaders,
            "土地流转纠纷": disputes,
            "三资台账健全": True,
        },
        "生态宜居检查表": {
            "卫生厕所普及率": Decimal(toilets),
            "生活污水治理率": Decimal(sewage),
            "绿化覆盖率": Decimal("31.5"),
            "垃圾分类收运": True,
            "人居环境检查得分": Decimal("84.0"),
            "主干道硬化": True,
            "环境问题通报": 1,
            "危房清零": True,
        },
        "平安法治检查表": {
            "矛盾纠纷化解率": Decimal("95.0"),
            "县级个访": visits,
            "县级群访": 0,
            "县级集体访": 0,
            "网格员配齐": True,
            "法治宣传次数": 4,
            "“三零”创建达标": True,
            "群众安全感": Decimal("92.5"),
        },
        "文明幸福检查表": {
            "村规民约": True,
            "四会运行数": 4,
            "辍学学生": 0,
            "养老服务": "定期巡访",
            "村卫生室达标": True,
            "文体队伍": 2,
            "文明户比例": Decimal("44.0"),
            "高价彩礼大操大办": 0,
            "群众满意度": Decimal("86.0"),
        },
    }


PLANTED: dict[tuple[int, str, str], dict] = {
    # at the quota's edge of 顺会乡: the two tie in the total and in the ballot
    (2022, "顺会乡", "白家庄"): _tied(6, 1, 4, 0, "86.0", "52.0", (36, 4), "28.60"),
    (2022, "顺会乡", "会河"): _tied(5, 0, 5, 1, "89.0", "48.0", (54, 6), "33.00"),
    # exactly 80.0 points, because 10.35, 14.25 and 15.25 are rounded half up; floats and `round` come to 79.9
    (2022, "东村镇", "胡琴舍"): {
        "生态宜居检查表": {
            "卫生厕所普及率": Decimal("77.0"),
            "生活污水治理率": Decimal("41.4"),
            "绿化覆盖率": Decimal("22.6"),
            "垃圾分类收运": True,
            "人居环境检查得分": Decimal("86.4"),
            "主干道硬化": True,
            "环境问题通报": 1,
            "危房清零": True,
        }
    },
    (2022, "社科乡", "曲立"): {
        "文明幸福检查表": {
            "四会运行数": 2,
            "养老服务": "定期巡访",
            "文体队伍": 1,
            "文明户比例": Decimal("57.0"),
            "群众满意度": Decimal("79.1"),
        }
    },
    (2022, "上明乡", "上明"): {
        "支部过硬检查表": {
            "班子缺额": 0,
            "党群服务中心达标项": 4,
            "三会一课次数": 11,
            "发展党员数": 0,
            "党员积分合格率": Decimal("86.9"),
            "满意票": 22,
            "基本满意票": 4,
            "不满意票": 6,
        }
    },
    # stars lost by veto
    (2022, "东村镇", "新安"): {"平安法治检查表": {"进京访": 1}},  # would be five stars
    (2022, "岚城镇", "前庄"): {"支部过硬检查表": {"软弱涣散": True}},
    (2022, "梁家庄乡", "车道坡"): {"支部过硬检查表": {"软弱涣散": True}},  # its secretary is 不合格
    (2022, "上明乡", "山底"): {"产业兴旺检查表": {"三资严重流失": True}},
    (2022, "普明镇", "后沟"): {"平安法治检查表": {"重大安全事故": True}},
    (2023, "顺会乡", "白家庄"): {"产业兴旺检查表": {"村集体经济年收入": Decimal("30.20")}},
    (2023, "顺会乡", "会河"): {"产业兴旺检查表": {"村集体经济年收入": Decimal("34.65")}},
    (2023, "界河口镇", "闫家湾"): {"平安法治检查表": {"进京访": 1}},
    (2023, "上明乡", "前合会"): {"生态宜居检查表": {"重大环境污染事件": True}},
}
