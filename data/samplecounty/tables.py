"""The tables a workbook can hold: their columns, what else each is called, and the points and blocks of the criteria.

The names are those of rules/*.yaml; tests/data checks that no other is used.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column: `kind` is how a value is written; `points` and `block` are printed over it in some townships."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    unit: str = ""
    points: int = 0
    block: str = ""
    blank: bool = False  # may be left empty for 否 or 0


def _c(name: str, kind: str, aliases: str = "", unit: str = "", points: int = 0, block: str = "", blank: bool = False):
    return Column(name, kind, tuple(aliases.split()), unit, points, block, blank)


TOWN = _c("乡镇", "text", "乡镇名称")
VILLAGE = _c("村", "text", "村名 行政村 村(社区)")
ID = _c("身份证号", "id", "身份证号码 公民身份号码")

ROSTER = (
    TOWN,
    VILLAGE,
    _c("类别", "category"),
    _c("户籍人口", "number", unit="人"),
    _c("党员人数", "number", unit="人"),
)

SECRETARY_TABLES = {
    "书记花名册": (
        _c("乡镇", "text", "乡镇名称 所属乡镇"),
        _c("村", "text", "村名 行政村 村(社区) 所在村(社区)"),
        _c("姓名", "person", "书记姓名", block="基本情况"),
        _c("身份证号", "id", "身份证号码 公民身份号码", block="基本情况"),
        _c("年度考核等次", "grade", "考核等次 年度考核结果", block="考核情况"),
        _c("履职不到位情形", "number", "履职不到位次数", "次", block="考核情况", blank=True),
        _c("受党纪处分", "yes_no", "是否受党纪处分 党纪处分", block="执纪情况", blank=True),
        _c("立案未结", "yes_no", "是否立案审查未结案", block="执纪情况", blank=True),
    ),
    "任职经历": (
        _c("姓名", "person"),
        ID,
        _c("职务", "post"),
        _c("起", "date", "起始时间 任职时间 任职起", block="起止时间"),
        _c("止", "until", "终止时间 离任时间 任职止", block="起止时间"),
        _c("离任原因", "reason"),
    ),
    "表彰": (
        _c("姓名", "person"),
        ID,
        _c("表彰名称", "text", "荣誉称号 荣誉名称"),
        _c("级别", "level", "表彰级别"),
        _c("年度", "year", "表彰年度 授予年度"),
    ),
}

BRANCH_TABLES = {
    "支部过硬检查表": (
        TOWN,
        VILLAGE,
        _c("班子缺额", "number", "班子缺员 两委班子缺额", "人", 10, "班子建设"),
        _c("按期换届", "yes_no", "是否按期换届", "", 10, "班子建设"),
        _c("党群服务中心达标项", "number", "党群服务中心达标项数", "项", 12, "阵地建设"),
        _c("三会一课次数", "number", "三会一课开展次数", "次", 18, "组织生活"),
        _c("半年以上未开展活动", "yes_no", "半年以上不开展活动", "", 10, "组织生活"),
        _c("发展党员数", "number", "当年发展党员数", "人", 5, "党员管理"),
        _c("党员积分合格率", "percent", "积分合格率", "%", 10, "党员管理"),
        _c("党务公开率", "percent", "党务村务公开率", "%", 5, "党员管理"),
        _c("满意票", "number", "满意", "票", 0, "党员群众评议(20分)"),
        _c("基本满意票", "number", "基本满意", "票", 0, "党员群众评议(20分)"),
        _c("不满意票", "number", "不满意", "票", 0, "党员群众评议(20分)"),
        _c("软弱涣散", "yes_no", "列为软弱涣散党组织", block="一票否决", blank=True),
    ),
    "产业兴旺检查表": (
        TOWN,
        VILLAGE,
        _c("村集体经济年收入", "money", "村集体收入 集体经济收入 村集体经济收入", "万元", 30, "村集体经济"),
        _c("上年村集体经济收入", "money", "上年集体收入 上年度村集体收入", "万元", 0, "村集体经济"),
        _c("党组织领办合作社", "yes_no", "领办合作社", "", 15, "产业发展情况"),
        _c("特色产业覆盖率", "percent", "特色产业覆盖农户比例", "%", 10, "产业发展情况"),
        _c("劳动力持证率", "percent", "技能持证率", "%", 10, "产业发展情况"),
        _c("产业带头人", "number", "产业带头人数 致富带头人", "人", 10, "产业发展情况"),
        _c("土地流转纠纷", "number", "土地流转纠纷数", "件", 10, "“三资”管理"),
        _c("三资台账健全", "yes_no", "“三资”台账健全", "", 5, "“三资”管理"),
        _c("三资严重流失", "yes_no", "集体“三资”严重流失", block="“三资”管理", blank=True),
    ),
    "生态宜居检查表": (
        TOWN,
        VILLAGE,
        _c("卫生厕所普及率", "percent", "卫生厕所普及", "%", 15, "人居环境整治"),
        _c("生活污水治理率", "percent", "污水治理率", "%", 15, "人居环境整治"),
        _c("绿化覆盖率", "percent", "村庄绿化覆盖率", "%", 10, "人居环境整治"),
        _c("垃圾分类收运", "yes_no", "垃圾分类", "", 10, "人居环境整治"),
        _c("人居环境检查得分", "number", "人居环境得分 环境检查得分", "分", 0, "人居环境整治"),
        _c("主干道硬化", "yes_no", "道路硬化", "", 5, "基础设施"),
        _c("环境问题通报", "number", "环境问题通报次数", "次", 10, "环境问题"),
        _c("危房清零", "yes_no", "危房是否清零", "", 10, "环境问题"),
        _c("重大环境污染事件", "yes_no", "环境污染事件", block="环境问题", blank=True),
    ),
    "平安法治检查表": (
        TOWN,
        VILLAGE,
        _c("矛盾纠纷化解率", "percent", "纠纷化解率", "%", 20, "矛盾化解"),
        _c("县级个访", "number", "到县个访", "次", 10, "信访情况"),
        _c("县级群访", "number", "到县群访", "次", 10, "信访情况"),
        _c("县级集体访", "number", "到县集体访", "次", 10, "信访情况"),
        _c("进京访", "number", "进京上访", "次", 0, "信访情况", blank=True),
        _c("网格员配齐", "yes_no", "网格员是否配齐", "", 10, "平安建设"),
        _c("法治宣传次数", "number", "法治宣传", "次", 10, "平安建设"),
        _c("“三零”创建达标", "yes_no", "三零创建达标 “三零”平安创建", "", 15, "平安建设"),
        _c("群众安全感", "percent", "安全感测评", "%", 15, "平安建设"),
        _c("重大安全事故", "yes_no", "安全事故", block="一票否决", blank=True),
        _c("涉黑涉恶", "yes_no", "涉黑涉恶问题", block="一票否决", blank=True),
    ),
    "文明幸福检查表": (
        TOWN,
        VILLAGE,
        _c("村规民约", "yes_no", "有村规民约", "", 10, "移风易俗"),
        _c("四会运行数", "number", "“四会”运行数", "个", 10, "移风易俗"),
        _c("辍学学生", "number", "义务教育辍学人数 辍学人数", "人", 10, "公共服务"),
        _c("养老服务", "care", "养老服务设施", "", 10, "公共服务"),
        _c("村卫生室达标", "yes_no", "村卫生室", "", 10, "公共服务"),
        _c("文体队伍", "number", "文体队伍数", "支", 10, "公共服务"),
        _c("文明户比例", "percent", "星级文明户比例", "%", 15, "文明创建"),
        _c("高价彩礼大操大办", "number", "大操大办", "起", 10, "文明创建"),
        _c("群众满意度", "percent", "群众满意率", "%", 15, "文明创建"),
    ),
}

TABLES = {"支部名册": ROSTER, **SECRETARY_TABLES, **BRANCH_TABLES}
