"""Which of several figures for one thing counts: the official mark, not the self-appraised or the full one; this year's."""

import re

ANOTHER = re.compile(
    r"上年|去年|前年|上期|计划(?!生育)|目标(?!管理|责任|考核)|预计|自[评查报测]|(?:标准分|满分|分值|权重)(?![\d:])"
    r"|(?<!\d)(?:19|20)\d{2}(?!\d)"
)
"""What makes of the columns below it others than those of their bare titles: last year's, the planned, the self-appraised."""

_OFFICIAL = re.compile(
    r"(?:[得评核审定县镇乡终]|考[核评]|检查|实际|最后).{0,4}(?:分数?|成绩|结果)|(?:县|镇|乡|街道|党委).{0,2}(?:[审考复]核|核定|评定|评价|打分|评)"
)
_FINDING = re.compile(
    r"(?:考[评核查]|检查|核查|评[价审估定议]|验收|督[查导]|抽查|现场|实地|巡[查察])?(?:结果|情况|记[载录]|结论|评定|认定|登记)"
    r"|(?:达标|合格|完成|落实|开展|符合|整改|执行)(?:与否|情况|结果)?|是否.{1,8}|有无|(?:是|有|合格|达标)[/或、]?(?:否|无|不合格|不达标)"
    r"|(?:考[评核]|评定)?(?:等[次级]|档次)|打?[√✓×/、]+"
)
_ASIDE = re.compile(
    r".*(?:办法|标准|细则|要求|内容|项目|指标|依据|说明|备注|原因|理由|单位|部门|责任人|方式|方法|材料|佐证|序号|编号|时间|日期|[满总]分|率"
    r"|占比|比例|进度|同比|环比|排名|名次|频次|周期|意见|签[字名])|(?:扣|加|减|奖).{0,2}分.{0,6}|[备附]注|签.*|审核.*|核对.*"
)
_THIS = re.compile(
    r"(?:[本当今]|(?:19|20)\d{2})(?:年度?|期|季度?|月)?(?:数|实际|完成)?|实际(?:数|完成)?|完成(?:数|情况)?"
)
_WHOLE = re.compile(r"合计|小计|全年|总[额数]|[数金]额|数[量值]|件数")
_SHORT = 10


def is_official(title: str) -> bool:
    """Whether a bare title says that the marks below it are those that count: 考核分, 县审核得分, 得分."""
    return bool(_OFFICIAL.fullmatch(title)) and not ANOTHER.search(title)


def is_this(title: str, year: str) -> bool:
    """Whether a bare title says that the figures below it are this period's real ones: 本年, 完成数, its year."""
    return bool(_THIS.fullmatch(title)) and not ANOTHER.search(title.replace(year, "") if year else title)


def is_finding(title: str) -> bool:
    """Whether a bare title says that what was found stands below it, in a tick or a word: 考评记载, 是否达标, 检查结果."""
    return bool(_FINDING.fullmatch(title)) and not ANOTHER.search(title)


def is_aside(title: str) -> bool:
    """Whether a bare title says that no answer stands below it: 评分办法, 扣分原因, 责任单位, 完成率."""
    return bool(_ASIDE.fullmatch(title))


def is_other(title: str) -> bool:
    """Whether a bare title says only that the figures below it are not those that count: 上年, 计划数, 分值, 自评得分."""
    return is_qualifier(title) and bool(ANOTHER.search(title))


def is_qualifier(title: str) -> bool:
    """Whether a bare title says only which figure of the title above it is meant: 考核分, 自评分, 本年, 上年, 合计."""
    if len(title) > _SHORT:
        return False
    return bool(is_official(title) or _THIS.fullmatch(title) or _WHOLE.fullmatch(title) or ANOTHER.match(title))
