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


def is_other(title: str) -> bool:
    """Whether a bare title says only that the figures below it are not those that count: 上年, 计划数, 分值, 自评得分."""
    return is_qualifier(title) and bool(ANOTHER.search(title))


def is_qualifier(title: str) -> bool:
    """Whether a bare title says only which figure of the title above it is meant: 考核分, 自评分, 本年, 上年, 合计."""
    if len(title) > _SHORT:
        return False
    return bool(is_official(title) or _THIS.fullmatch(title) or _WHOLE.fullmatch(title) or ANOTHER.match(title))
