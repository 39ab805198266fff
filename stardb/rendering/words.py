"""The Chinese names that templates may use: for every view, what each of its fields is called and what it holds.

This is the one place where a view's English names meet the names in the department's templates. `lookup.py` finds the
fields by them, and `docs/make_reference.py` writes them into docs/reports.md.
"""

from collections.abc import Mapping

from stardb.dataclass import dataclass
from stardb.rendering.views import (
    card_views,
    distributions,
    entitlement_lists,
    figures,
    front_views,
    listing_tables,
    page_views,
    roster_gaps,
    rule_document,
    scheme_view,
    score_figures,
    year_periods,
)
from stardb.rendering.views.rows import (
    change_rows,
    decision_rows,
    objection_rows,
    place_rows,
    problem_rows,
    record_rows,
)
from stardb.rendering.views.rows.detail_rows import DetailRow
from stardb.rendering.views.rows.subject_rows import SubjectRow
from stardb.rendering.views.rows.undecided_rows import UndecidedRow
from stardb.rendering.views.year_comparison import YearComparison

__all__ = ["PAGE_FUNCTIONS", "WORDS", "ViewWords"]


@dataclass(frozen=True)
class ViewWords:
    """The names of one view.

    title: its heading in docs/reports.md. names: field (or property) -> Chinese name and what it holds. every: fields
    whose own names are names of the view too: the keys of a mapping, the names of a view within.
    """

    title: str
    names: Mapping[str, tuple[str, str]]
    every: tuple[str, ...] = ()

    def word(self, field: str) -> str:
        """The Chinese name of a field."""
        return self.names[field][0]


WORDS: dict[type, ViewWords] = {
    scheme_view.SchemeView: ViewWords(
        "总的",
        {
            "county": ("县", "县（市、区）名，写在 stardb.yaml 里"),
            "department": ("单位", "编制单位，没有写时就是县名"),
            "title": ("办法", "办法的名称"),
            "subject": ("对象", "考核对象叫什么：书记、支部"),
            "basis": ("依据", "办法的依据"),
            "period": ("期", "本期的写法，如 2023、2023-06、2023Q2"),
            "period_title": ("期名", "本期的名称，如 2023年度、2023年6月、2023年第二季度"),
            "year": ("年度", "本期在哪一年，如 2023"),
            "rated_on": ("考核日", "按哪一天的情况算，如 2023-12-31"),
            "group_name": ("归属名", "对象归属的栏（名册的 group）叫什么，如 乡镇、街道、社区、网格；不分的为空"),
            "naming_columns": ("识别栏", "列在名称旁边的名册的栏，如 村、党支部、岗位；见 docs/rules.md 的 show"),
            "star_names": ("星名", "各颗星的名称，从规则文件来；不设星的为空"),
            "level_name": ("星级名", "星级在规则文件里叫什么，如 星级、星数；不评星级的为空"),
            "has_stars": ("计星", "星级是不是星（kind: stars）：是的画成★，有合计、平均"),
            "total_name": ("总分名", "“总分”；没有总分的为空"),
            "grade_name": ("等次栏", "等次在规则文件里叫什么，如 等次；没有等次的为空"),
            "score_columns": ("得分栏", "各大项、总分和公布（publish）的取值，见下"),
            "entitlements": ("待遇名", "各项待遇，见下"),
            "standing_name": ("分布栏", "分布是哪一项结果的：等次，没有等次的是星级（星或级），两样都没有的为空"),
            "grade_names": ("等次名", "分布栏的各个词，从高到低；很多时，只从有人得到的最高一等起"),
            "good_grades": ("正面等次", "等次名里不是负面的"),
            "bad_grades": ("负面等次", "等次名里负面的，如 不合格、较差、不可兑换"),
            "has_namesakes": ("有重名", "同一归属有没有名称相同的对象"),
            "comparison": ("与上年比较", "上年评过的里面，升、平、降各多少个，见下"),
            "year_periods": (
                "各期",
                "按月、季、半年评的，本年各期的结果，见下（不用 for，直接写 `各期.各列`）；没有更早的期的为空",
            ),
            "details_left_out": ("明细从略", "得分明细是不是因为太长没有列出"),
            "overview": ("概况", "主要数字，见下（不用 for，直接写 `概况.参评`）"),
            "distribution": ("分布", "每个等次多少个，见下"),
            "stars": ("得星", "每颗星多少个得到，见下"),
            "scores": ("得分情况", "各大项、总分和公布的分数、金额的平均、最高、最低，见下"),
            "totals": ("数量合计", "公布的件数、次数等的合计，见下"),
            "word_counts": ("取值分布", "公布的用词写的取值、栏和并列的评定，各词多少个，见下"),
            "groups": ("归属汇总", "每个归属（乡镇、网格等）一行，见下"),
            "subjects": ("评定结果", "每个考核对象一行，见下"),
            "details": ("得分明细", "每个对象、每条起作用的条款一行，见下"),
            "records": ("逐行结果", "公布（publish）的记录表，每张一项，见下"),
            "rated": ("待遇", "参评的考核对象，各行与“评定结果”相同"),
            "entitled": ("待遇名单", "每项待遇给谁，见下；没有人得的不列"),
            "listings": ("名单", "办法里写的名单（listings），每张一项，见下；本期不列的没有"),
            "undecided": ("待定", "定不下来的事项，见下"),
            "not_rated": ("不参评", "不参评的考核对象，各行与“评定结果”相同"),
            "problems": ("问题", "数据和规则里的问题，按归属排，见下"),
            "problem_counts": ("问题统计", "每个归属有几个问题，见下"),
            "places": ("名额核对", "每条名额、奖项、比例，每组每个等次一行，见下"),
            "decisions": ("裁定", "作数的裁定，一条一行，见下；没有的为空"),
            "objections": ("异议", "对结果的异议和办理情况，一件一行，见下；没有的为空；里面有提出人，只用在底稿"),
            "last_changes": (
                "变更",
                "与本期上一次内容不同的运行相比，见下（不用 for，直接写 `变更.对象`）；没有的各项为空",
            ),
            "period_changes": (
                "升降变化",
                "与上一期相比，各项与“变更”相同，只是不列数据、规则、裁定；没有上一期的各项为空",
            ),
            "missing": ("缺报", "名册里有、表里没有的，见下"),
            "unknown": ("名册外", "表里有、名册里没有的，见下"),
            "examples": ("示例", "规则文件里标为示例（example）的各项名称"),
            "rules": ("规则", "规则文件，一行一行，见下"),
        },
    ),
    SubjectRow: ViewWords(
        "评定结果",
        {
            "number": ("序号", "从 1 起"),
            "group": ("归属", "归属的乡镇、街道、网格等"),
            "name": ("名称", "对象的名称：书记是姓名，支部是村名"),
            "state": ("状态", "已定、待定、不参评"),
            "level": ("星级", "星级或星数"),
            "grade": ("等次", "等次（已按名额调整）"),
            "stars": ("得星", "得到的各颗星的名称"),
            "reason": ("理由", "为什么是这个等次；不参评的，为什么不参评"),
            "code": ("识别", "同一归属有名称相同的，写出它的编号（身份证号等不公开的，遮去中间）；没有的为空"),
            "last": (
                "上年",
                "上年（按月、按季评的是去年同期）的星级；不评星级的是等次，再没有的是总分；那时没有评的为空",
            ),
            "change": ("变化", "比上年增减几颗；等次是升降几等，总分是增减几分"),
        },
        every=("results", "columns"),
    ),
    scheme_view.ScoreColumn: ViewWords(
        "得分栏",
        {
            "title": ("名称", "大项、总分或取值的名称；一个对象的这一项写 `行[项.名称]`"),
            "unit": ("单位", "分，或取值的单位"),
            "full": ("满分", "满分；没有的为空"),
            "weight": ("权重", "大项在总分里的权重，如 70%；没有或各类不同的为空"),
            "role": ("类别", "大项、总分、取值"),
        },
    ),
    scheme_view.EntitlementColumn: ViewWords(
        "待遇名",
        {
            "title": ("名称", "待遇的名称；一个对象的这项待遇写 `行[项.名称]`"),
            "unit": ("单位", "元/年、元/月等；不以金额计的为空"),
            "basis": ("依据", "依据"),
        },
    ),
    figures.Overview: ViewWords(
        "概况",
        {
            "subjects": ("对象数", "考核对象总数"),
            "rated": ("参评", "参加评定的"),
            "not_rated": ("不参评", "不参加评定的"),
            "undecided": ("待定", "还有结果定不下来的"),
            "decided": ("已定", "全部定了的"),
            "errors": ("错误", "错误几个"),
            "warnings": ("警告", "警告几个"),
            "notes": ("提示", "提示几个"),
            "money": ("金额", "每项以金额计的待遇一行，见下"),
            "mean_total": ("平均分", "总分的平均（不算待定的），两位小数；没有总分的为空"),
        },
    ),
    YearComparison: ViewWords(
        "与上年比较",
        {
            "rated_last_year": ("上年已评", "今年的对象里，上年评过的有多少个（上年待定的也算）"),
            "rose": ("上升", "比上年高的"),
            "stayed": ("不变", "与上年一样的"),
            "fell": ("下降", "比上年低的"),
            "not_compared": ("未能比较", "有一年待定，或今年不参评的；以上四项相加等于上年已评"),
        },
    ),
    year_periods.YearPeriods: ViewWords(
        "各期",
        {
            "is_whole_year": ("全年", "评的是不是全年；不是的，最后一列是本期"),
            "counted": ("分布项", "各期数各词有多少个的那项结果；没有的为空"),
            "averaged": ("平均项", "各期求平均的那项结果；没有的为空"),
            "good": ("正面", "分布项里得到过的各词，从高到低，负面的除外"),
            "bad": ("负面", "分布项里负面的各词"),
            "periods": ("各列", "本年的各期，见下"),
            "tables": ("各表", "一项结果一张表，见下"),
            "total_title": ("合计名", "各期合计叫什么，如 得星月数；都不合计的为空"),
        },
    ),
    year_periods.PeriodFigures: ViewWords(
        "各期.各列",
        {
            "title": ("期", "6月、第二季度、上半年"),
            "is_rated": ("已评", "有没有结果；没有的，以下各项为空"),
            "rated": ("参评", "参评的"),
            "counts": ("分布", "各词多少个：`列.分布['得星']`"),
            "undecided": ("待定", "待定的"),
            "not_rated": ("不参评", "不参评的"),
            "mean": ("平均", "平均项的平均（不算待定的），两位小数；一个也没有的为空"),
        },
    ),
    year_periods.PeriodTable: ViewWords(
        "各期.各表",
        {
            "title": ("名称", "哪项结果"),
            "unit": ("单位", "分、颗等；没有的为空"),
            "is_star": ("达标星", "是不是只分得星、未得的一颗星"),
            "total_title": ("合计名", "合计叫什么，如 得星月数；不合计的为空"),
            "subjects": ("各行", "每个考核对象一行，见下"),
        },
    ),
    year_periods.PeriodRow: ViewWords(
        "各期.各表.各行",
        {
            "cells": ("各格", "各期的结果，依次；待定、不参评、没有评都写字，没有结果的期为空"),
            "total": ("合计", "各期合计，有一期待定的，颗数写“至少几”，分写“待定”；不合计的为空"),
        },
        every=("row",),
    ),
    score_figures.MoneyTotal: ViewWords(
        "概况.金额",
        {
            "title": ("待遇", "待遇的名称"),
            "unit": ("单位", "元/年、元/月等"),
            "count": ("人数", "多少个得到（不是 0 元的）；金额是同一些对象的合计"),
            "amount": ("金额", "合计多少元"),
        },
    ),
    distributions.GradeCount: ViewWords(
        "分布",
        {
            "grade": ("等次", "等次，从高到低（没有等次的办法写“已定”），最后是待定、不参评"),
            "count": ("数量", "多少个"),
            "share": ("占比", "占全部对象的百分之几，如 22.9"),
        },
    ),
    score_figures.StarCount: ViewWords(
        "得星",
        {
            "star": ("星", "星的名称"),
            "won": ("得星", "多少个得到（计颗数的星，至少得一颗）"),
            "lost": ("未得", "多少个没有得到"),
            "undecided": ("待定", "多少个待定"),
            "stars": ("颗数", "一共多少颗"),
        },
    ),
    score_figures.ScoreSpread: ViewWords(
        "得分情况",
        {
            "title": ("项目", "大项、总分或取值的名称"),
            "unit": ("单位", "分，或取值的单位"),
            "mean": ("平均", "平均（不算待定的），两位小数；一个也没有的为空"),
            "highest": ("最高", "最高"),
            "lowest": ("最低", "最低"),
            "undecided": ("待定", "多少个待定"),
        },
    ),
    score_figures.NumberTotal: ViewWords(
        "数量合计",
        {
            "title": ("项目", "取值或栏的名称"),
            "unit": ("单位", "件、次、个等"),
            "count": ("有的", "多少个对象有（不是 0）"),
            "total": ("合计", "合计（不算待定的）"),
            "undecided": ("待定", "多少个待定"),
        },
    ),
    distributions.WordDistribution: ViewWords(
        "取值分布",
        {"title": ("项目", "取值、栏或评定的名称"), "counts": ("各词", "每个词多少个，见下")},
    ),
    distributions.WordCount: ViewWords(
        "取值分布.各词",
        {
            "word": ("词", "词；还没有定的是“待定”"),
            "count": ("数量", "多少个"),
            "share": ("占比", "占参评的百分之几，如 22.9"),
        },
    ),
    entitlement_lists.EntitlementList: ViewWords(
        "待遇名单",
        {
            "title": ("名称", "待遇的名称"),
            "unit": ("单位", "元/年、元/月等；不以金额计的为空"),
            "basis": ("依据", "依据"),
            "subjects": ("各行", "得到的对象，见下"),
            "undecided": ("待定", "还没有定的对象的名称"),
        },
    ),
    entitlement_lists.EntitledSubject: ViewWords(
        "待遇名单.各行", {"amount": ("内容", "得多少元，或得什么")}, every=("row",)
    ),
    figures.GroupFigures: ViewWords(
        "归属汇总",
        {
            "name": ("归属", "乡镇、街道、网格等的名称"),
            "subjects": ("对象数", "考核对象数"),
            "rated": ("参评", "参评的"),
            "not_rated": ("不参评", "不参评的"),
            "undecided": ("待定", "还有结果定不下来的；与各等次相加等于参评"),
            "decided": ("已定", "全部定了的"),
            "grades": ("分布", "各等次多少个：`行.分布['五星支部']`"),
            "stars": ("星数合计", "一共多少颗星；星级不是星的为空"),
            "mean_level": ("平均星级", "星级的平均（不算待定的），两位小数；是级、名次的为空"),
            "mean_total": ("平均分", "总分的平均（不算待定的），两位小数；没有总分的为空"),
        },
        every=("grades", "money"),
    ),
    DetailRow: ViewWords(
        "得分明细",
        {
            "group": ("归属", "归属的乡镇、街道、网格等"),
            "name": ("名称", "对象的名称"),
            "part": ("星", "属于哪颗星、哪个大项；都不属于的，写“星”“大项”“取值”"),
            "title": ("指标", "指标的名称"),
            "data": ("数据", "填报的数"),
            "full": ("满分", "满分；没有满分的为空"),
            "result": ("得分", "得分"),
            "reason": ("理由", "为什么是这个得分"),
            "basis": ("依据", "文件依据；示例数值后面注有“（示例）”"),
            "cells": ("单元格", "数据在哪个文件、工作表、单元格；几处用分号隔开"),
        },
    ),
    record_rows.RecordTable: ViewWords(
        "逐行结果",
        {
            "title": ("名称", "记录表的名称"),
            "columns": ("栏", "列出的各栏的名称：填的（写了 private 的、说是哪个对象的除外）和算出的（computed）"),
            "has_validity": ("有有效期", "表里写没写有效期（valid_for）"),
            "lines": ("各行", "每一行、每条看它的条款一行，见下"),
            "are_left_out": ("从略", "是不是因为太长没有列出"),
        },
    ),
    record_rows.RecordLine: ViewWords(
        "逐行结果.各行",
        {
            "number": ("序号", "对象在评定结果里的序号"),
            "group": ("归属", "归属的乡镇、街道、网格等"),
            "name": ("名称", "对象的名称"),
            "values": ("数据", "这一行各栏的内容，按栏名取：`行.数据['级别']`"),
            "since": ("有效自", "自哪一日起有效；没有写有效期的为空"),
            "until": ("有效至", "有效到哪一日；一直有效的、没有写有效期的为空"),
            "part": ("星", "条款属于哪颗星、哪个大项；都不属于的，写“星”“大项”“取值”"),
            "clause": ("条款", "看这一行的条款；没有条款看的为空"),
            "amount": ("得分", "这一行得了多少（扣的为负），重复发生的已加倍；没有计的为空，定不下来的为“待定”"),
            "outcome": ("处理", "这一行怎么处理的：采用、条件不符、已过有效期……"),
            "reason": ("理由", "这一行值多少、为什么"),
            "place": ("位置", "在哪个文件、工作表、第几行；取自别的办法的，是那边谁的结果"),
        },
    ),
    listing_tables.ListingTable: ViewWords(
        "名单",
        {
            "title": ("名称", "名单的名称"),
            "by": ("分段", "按哪一栏、哪一项结果分段；不分的为空"),
            "columns": ("栏", "名称旁边列的各样的名称"),
            "is_of_rows": ("列行", "列的是不是记录表的行"),
            "basis": ("依据", "办法里写的依据"),
            "note": ("说明", "办法里写的说明"),
            "parts": ("各段", "一个词一段，见下；没有人的段没有"),
            "lines": ("各行", "全部的行，一段接一段，见下"),
        },
    ),
    listing_tables.ListingPart: ViewWords(
        "名单.各段",
        {"word": ("词", "这一段的词，如 红、优秀、待定；不分段的为空"), "lines": ("各行", "这一段的行，见下")},
    ),
    listing_tables.ListingLine: ViewWords(
        "名单.各行",
        {
            "number": ("次序", "在这一段里排第几，从 1 起"),
            "word": ("词", "所在的段的词"),
            "values": ("数据", "列的各样，按名称取：`行.数据['颜色']`"),
            "place": ("位置", "列行的，在哪个文件、工作表、第几行"),
        },
        every=("row",),
    ),
    UndecidedRow: ViewWords(
        "待定",
        {
            "number": ("序号", "对象在评定结果里的序号"),
            "group": ("归属", "归属的乡镇、街道、网格等"),
            "name": ("名称", "对象的名称"),
            "item": ("项目", "哪一项定不下来"),
            "reason": ("原因", "为什么"),
            "cells": ("单元格", "该看哪个单元格"),
        },
    ),
    problem_rows.ProblemRow: ViewWords(
        "问题",
        {
            "group": ("归属", "哪个归属的；不是哪个归属的（办法、总的名册）写“本级”"),
            "severity": ("级别", "错误、警告、提示"),
            "code": ("编号", "问题的编号，如 D122；各编号的意思见 problems.md"),
            "title": ("类别", "是哪一类问题"),
            "place": ("位置", "文件、工作表、单元格连写"),
            "file": ("文件", "文件"),
            "sheet": ("工作表", "工作表"),
            "cell": ("单元格", "单元格"),
            "message": ("说明", "一句话说明"),
            "found": ("现为", "现在是什么"),
            "expected": ("应为", "应当是什么"),
            "remedy": ("办法", "怎么改"),
        },
    ),
    problem_rows.ProblemCounts: ViewWords(
        "问题统计",
        {
            "group": ("归属", "乡镇、网格等的名称，或“本级”"),
            "errors": ("错误", "错误几个"),
            "warnings": ("警告", "警告几个"),
            "notes": ("提示", "提示几个"),
        },
    ),
    decision_rows.DecisionRow: ViewWords(
        "裁定",
        {
            "number": ("编号", "裁定的编号"),
            "group": ("归属", "归属的乡镇、街道、网格等"),
            "name": ("名称", "对象的名称"),
            "matter": ("事项", "数据格、得分、星、星级、等次、参评、并列先后或待遇"),
            "item": ("项", "哪一格、哪一项结果"),
            "before": ("原值", "数据或规则原来给的"),
            "after": ("改为", "裁定后的"),
            "reason": ("理由", "裁定的理由"),
            "authority": ("依据机关", "谁裁定的"),
            "document": ("文号", "依据的文件"),
            "day": ("日期", "裁定的日期，如 2025-03-01"),
            "handler": ("经办", "谁经办的"),
            "place": ("位置", "写在哪个文件、哪张表、哪一格"),
        },
    ),
    objection_rows.ObjectionRow: ViewWords(
        "异议",
        {
            "number": ("编号", "异议的编号"),
            "received": ("收到日期", "哪一天收到的，如 2025-03-01"),
            "person": ("提出人", "谁提的；不要用在公开的结果里"),
            "subject": ("对象", "考核对象，如 东村镇/东村"),
            "matter": ("事由", "对什么有异议"),
            "deadline": ("办理期限", "应在哪一天以前办结"),
            "handling": ("办理情况", "查了什么，查得怎样"),
            "outcome": ("结论", "成立、部分成立、不成立或撤回"),
            "answered": ("答复日期", "哪一天答复的"),
            "decision": ("裁定编号", "由哪一条裁定改的结果"),
            "state": ("状态", "办结、超期办结或办理中"),
            "place": ("位置", "写在哪个文件、哪张表、哪一格"),
        },
    ),
    place_rows.PlaceRow: ViewWords(
        "名额核对",
        {
            "item": ("事项", "哪一条名额、奖项或比例"),
            "group": ("组", "哪一组，如 东镇；不分组的写“全部”"),
            "grade": ("等次", "哪个等次、奖项；几个等次合计的连写"),
            "limit": ("限制", "至多、至少、约，奖项写“定额”，强制分布写“占”"),
            "share": ("比例", "规则里写的比例、个数或名称"),
            "base": ("基数", "按多少个算；还不能定的为空"),
            "places": ("名额", "几个；还不能定的为空"),
            "held": ("实有", "得到的有几个"),
            "over": ("名额外", "够得上、名额之外的有几个"),
            "tied": ("并列", "并列在名额边上、待定的有几个"),
            "undecided": ("待定", "其余可能得到、还没有定的有几个"),
            "holders": ("名单", "得到的各个名称；多的只列前40个"),
            "open_names": ("未定名单", "并列的和待定的各个名称"),
        },
    ),
    change_rows.ChangeList: ViewWords(
        "变更、升降变化",
        {
            "earlier": ("之前", "与什么相比：本期第3次运行、2022年度；没有可比的为空"),
            "counts": ("总的", "几个上升、几个下降、几个待定……，一句话"),
            "edits": ("改动", "改了几格数据、几行规则、几条裁定，一句话；都没有改的为空"),
            "subjects": ("对象", "结果有变化的对象，见下"),
            "budget": ("金额", "以金额计的待遇合计的变化，分归属，见下"),
            "inputs": ("数据", "改了的单元格、行、文件，见下"),
            "inputs_left_out": ("数据从略", "太多没有列出的有几处；0 为都列了"),
            "rules": ("规则", "规则文件改了的行，见下"),
            "decisions": ("裁定", "新的、改过的、不再用的裁定，见下"),
        },
    ),
    change_rows.ChangedSubjectRow: ViewWords(
        "变更.对象",
        {
            "number": ("序号", "在评定结果里的序号；名册里不再有的为空"),
            "group": ("归属", "归属的乡镇、街道、网格等"),
            "name": ("名称", "对象的名称"),
            "move": (
                "升降",
                "上升、下降、有升有降、变为待定、待定变为已定、变为参评、变为不参评、新增、不再有、有变化",
            ),
            "results": ("变化", "哪几项结果，从什么变为什么"),
            "causes": ("因为", "哪一条先变的，后面的单元格、规则的行、裁定"),
        },
    ),
    change_rows.BudgetRow: ViewWords(
        "变更.金额",
        {
            "title": ("待遇", "待遇的名称"),
            "unit": ("单位", "元/年、元/月等"),
            "group": ("归属", "哪个归属的；全部的写“合计”"),
            "before": ("原为", "原来合计多少元（不算待定的）"),
            "after": ("现为", "现在合计多少元"),
            "rise": ("增减", "多了多少；少了的为负"),
            "is_total": ("是合计", "是不是全部的合计"),
        },
    ),
    change_rows.InputRow: ViewWords(
        "变更.数据",
        {
            "group": ("归属", "归属的乡镇、街道、网格等；整个文件的为空"),
            "name": ("名称", "对象的名称"),
            "table": ("表", "哪张表"),
            "column": ("栏", "哪一栏；整行加了、删了的写“整行”"),
            "before": ("原为", "原来显示什么；不公开的不显示，没有这一行的为空"),
            "after": ("现为", "现在显示什么"),
            "place": ("位置", "文件、工作表、单元格"),
        },
    ),
    change_rows.RuleEditRow: ViewWords(
        "变更.规则",
        {
            "line_before": ("原行", "在原来的规则文件里是第几行；新加的为空"),
            "line_after": ("行", "现在是第几行；删了的为空"),
            "clause": ("条款", "是哪一条、哪个参数的；都不是的为空"),
            "edit": ("改动", "加了、删了、改了"),
            "before": ("原文", "原来的一行"),
            "after": ("现文", "现在的一行"),
        },
    ),
    change_rows.DecisionEditRow: ViewWords(
        "变更.裁定",
        {
            "edit": ("改动", "新的、改过的、不再用的"),
            "number": ("编号", "裁定的编号"),
            "name": ("对象", "对象的归属、名称"),
            "title": ("项", "裁定的是哪一项"),
            "before": ("原值", "裁定以前是什么"),
            "after": ("改为", "裁定为什么"),
            "reason": ("理由", "理由和文号"),
        },
    ),
    roster_gaps.MissingRow: ViewWords(
        "缺报",
        {
            "group": ("归属", "归属的乡镇、街道、网格等"),
            "name": ("名称", "对象的名称；一个归属都没有报的，只有一行“全部几个”"),
            "table": ("表", "缺的是哪张表"),
            "place": ("位置", "名册里的单元格"),
        },
    ),
    roster_gaps.UnknownRow: ViewWords(
        "名册外",
        {
            "group": ("归属", "表里写的归属"),
            "name": ("名称", "表里写的名称"),
            "table": ("表", "在哪张表里"),
            "rows": ("行数", "有几行"),
            "place": ("位置", "第一行的单元格"),
            "nearest": ("相近", "名册里相近的名称"),
        },
    ),
    scheme_view.RuleLine: ViewWords("规则", {"number": ("行", "行号"), "text": ("内容", "这一行的内容")}),
    page_views.CountyPage: ViewWords(
        "总览页、问题页",
        {
            "county": ("县", "县（市、区）名"),
            "department": ("单位", "编制单位"),
            "period_title": ("期名", "本期的名称，如 2023年度"),
            "year": ("年度", "本期在哪一年，如 2023"),
            "group_name": ("归属名", "各办法的归属栏叫什么；不一样的，写“归属”"),
            "schemes": ("各办法", "每个办法一项，各项的名称见“办法页”"),
            "townships": ("各归属", "每个有问题的归属一项，见下"),
            "missing": ("缺报", "各办法的缺报"),
            "unknown": ("名册外", "各办法的名册外"),
            "problem_kinds": ("问题类别", "每个办法的每类问题一行，见下"),
        },
    ),
    page_views.TownshipProblems: ViewWords(
        "各归属",
        {"anchor": ("锚", "问题页上这个归属的位置，如 t1"), "problems": ("问题", "这个归属的问题，见下")},
        every=("counts",),
    ),
    page_views.ProblemLine: ViewWords(
        "各归属.问题",
        {
            "cells": ("格", "同一栏里同样的问题，各在哪一格，连写"),
            "others": ("其余", "同样的问题里第一个以外的"),
            "ranks": ("次序", "按级别、位置、说明、编号排，各排第几：`行.次序.级别`"),
        },
        every=("row",),
    ),
    page_views.GapRow: ViewWords("缺报、名册外", {"scheme": ("办法", "是哪个办法的")}, every=("row",)),
    page_views.ProblemKind: ViewWords(
        "问题类别",
        {
            "scheme": ("办法", "办法的名称"),
            "page": ("页", "办法的页"),
            "severity": ("级别", "错误、警告、提示"),
            "code": ("编号", "问题的编号"),
            "title": ("类别", "是哪一类问题"),
            "count": ("数量", "有几处"),
        },
    ),
    page_views.SchemePage: ViewWords(
        "办法页",
        {
            "id": ("标识", "规则文件的名字，不带后缀"),
            "page": ("页", "办法的页，从总览页链接过去用"),
            "rule_file": ("规则文件", "规则文件"),
            "subjects": ("评定结果", "每个考核对象一行，见下"),
            "roster_columns": ("名册栏", "名册里公开的栏，名称、归属除外"),
            "has_pass_marks": ("达标制", "每颗星是不是只分得星、未得，不计颗数"),
            "money_columns": ("金额栏", "以金额计的各项待遇的名称"),
            "has_last_year": ("有上年", "有没有对象上年评过"),
            "colours": ("配色", "各等次和待定、不参评的颜色：`配色[行.等次].底`，见下"),
            "period_colours": ("各期配色", "各期的各词和待定、不参评的颜色"),
            "undecided_subjects": ("待定对象", "每个待定的对象一项，见下"),
            "problem_files": ("问题文件", "每个有问题的文件一项，见下"),
            "example_values": ("示例数值", "还在用的示例数值，见下"),
        },
        every=("view",),
    ),
    page_views.ListedSubject: ViewWords(
        "办法页.评定结果",
        {
            "page": ("页", "这个对象的卡片"),
            "ranks": ("次序", "按各个名称排，各排第几，没有值的为空：`行.次序.星级`、`行.次序[栏]`"),
        },
        every=("row",),
    ),
    page_views.Colour: ViewWords("配色", {"fill": ("底", "底色"), "ink": ("字", "底色上文字的颜色")}),
    page_views.UndecidedSubject: ViewWords(
        "待定对象", {"subject": ("行", "评定结果里的一行"), "causes": ("事项", "定不下来的事项，与“待定”各行相同")}
    ),
    page_views.ProblemFile: ViewWords(
        "问题文件",
        {
            "file": ("文件", "文件；没有指明文件的为空"),
            "errors": ("错误", "错误几个"),
            "warnings": ("警告", "警告几个"),
            "notes": ("提示", "提示几个"),
            "problems": ("问题", "这个文件的问题，重的在前"),
        },
    ),
    page_views.ExampleValue: ViewWords(
        "示例数值",
        {
            "name": ("名称", "参数或条款的名称"),
            "kind": ("类别", "参数；条款的，属于哪颗星、哪个大项"),
            "value": ("数值", "参数的数值"),
            "basis": ("依据", "依据"),
            "line": ("行", "在规则文件的第几行"),
        },
    ),
    page_views.SubjectPage: ViewWords(
        "对象卡",
        {
            "subject": ("本行", "这个对象，与办法页“评定结果”的一行相同"),
            "causes": ("待定事项", "这个对象定不下来的事项，与“待定”各行相同"),
            "previous": ("上一个", "前一个对象；没有的为空"),
            "next": ("下一个", "后一个对象；没有的为空"),
        },
        every=("card",),
    ),
    card_views.Card: ViewWords(
        "对象卡的解释",
        {
            "result": ("结果", "等次、星级或总分；不参评、待定也写在这里"),
            "tree": ("解释", "各项结果怎么来的，一项套一项，见“解释的一项”"),
            "heads": ("各大项", "各个大项，见下"),
            "stars": ("各星", "各颗星，见下"),
            "entitlements": ("各待遇", "各项待遇，解释里的项"),
            "grading": ("定级", "从得分、得星到等次的各步，解释里的项"),
            "eligibility": ("参评条件", "参评条件，解释里的项；人人参评的为空"),
            "sources": ("数据来源", "数据所在的各个文件"),
            "decisions": ("各裁定", "这个对象的各条裁定，见“裁定”；没有的为空"),
            "evidence": ("各佐证", "要佐证材料的各指标，见下；没有的为空"),
        },
    ),
    card_views.CardEvidence: ViewWords(
        "各佐证",
        {
            "indicator": ("指标", "要佐证材料的指标"),
            "points": ("得分", "得了几分"),
            "files": ("材料", "各份材料，见下"),
            "is_missing": ("缺", "是不是该有而没有"),
        },
    ),
    card_views.EvidenceLink: ViewWords(
        "材料",
        {
            "name": ("名称", "文件的名称，在文件夹里的连同文件夹"),
            "link": ("页", "打开它的链接"),
        },
    ),
    card_views.CardNode: ViewWords(
        "解释的一项",
        {
            "title": ("名称", "结果、条款、参数或表的名称"),
            "value": ("数值", "是多少；星写得星、未得"),
            "reason": ("理由", "为什么是这个数"),
            "basis": ("依据", "文件依据；没有的为空"),
            "note": ("注", "条款的说明；没有的为空"),
            "is_example": ("示例", "是不是示例数值"),
            "kind": ("类别", "待遇、等次、星、指标等；参数、台账、系统；表和表里的行为空"),
            "unit": ("单位", "元/年等；没有的为空"),
            "full": ("满分", "满分；没有的为空"),
            "rule": ("规则", "在规则文件的哪里，见下；不是条款、参数的为空"),
            "cell": ("单元格", "在哪个单元格、哪一行，见下；没有的为空"),
            "missing": ("还差", "要得更多还差什么，一句一条"),
            "anchor": ("锚", "星、大项在卡片上的位置，如 star-1；其余为空"),
            "link": ("页", "是别的办法里谁的结果，它的卡片；不是的为空"),
            "data": ("数据", "由哪些数据得来，见下"),
            "below": ("下级", "由哪些项得来，各项同样"),
        },
    ),
    card_views.HeadCard: ViewWords(
        "各大项",
        {
            "points": ("得分", "得分"),
            "full": ("满分", "满分；没有的为空"),
            "pass_mark": ("达标", "空的；与星一样画得分条时用"),
            "weight": ("权重", "在总分里的权重，如 70%；没有的为空"),
        },
        every=("node",),
    ),
    card_views.StarCard: ViewWords(
        "各星",
        {
            "points": ("得分", "得分；不按得分评的为空"),
            "full": ("满分", "满分；没有的为空"),
            "pass_mark": ("达标", "得多少分得星；各对象不同的、没有的为空"),
            "count": ("颗数", "几颗；只分得星、未得的为空"),
        },
        every=("node",),
    ),
    card_views.CardDatum: ViewWords(
        "解释的数据",
        {
            "title": ("名称", "栏名，或上面说过的一项的名称"),
            "value": ("数值", "是多少"),
            "is_above": ("见上", "是不是上面说过的"),
            "note": ("说明", "要说明的，如“空白或读不出”；没有的为空"),
            "cell": ("单元格", "在哪个单元格，见下；没有的为空"),
            "link": ("页", "是别的办法里谁的结果，它的卡片；不是的为空"),
        },
    ),
    card_views.CardCell: ViewWords(
        "解释的单元格",
        {
            "number": ("号", "哪个文件：数据来源里的第几个"),
            "spot": ("位", "工作表和单元格"),
            "whole": ("全", "文件、工作表、单元格连写"),
        },
    ),
    card_views.RuleLink: ViewWords("解释的规则", {"line": ("行", "第几行"), "whole": ("全", "文件、行、列连写")}),
    rule_document.RuleDocument: ViewWords(
        "办法文本",
        {
            "title": ("办法", "办法的名称"),
            "department": ("单位", "编制单位"),
            "file": ("文件", "规则文件"),
            "version": ("版本", "规则文件内容的校验值，内容一变就不同"),
            "sections": ("各部分", "每部分一项，见下"),
            "examples": ("示例数", "有几条的数值是示例"),
        },
    ),
    rule_document.RuleSection: ViewWords(
        "办法文本.各部分",
        {"title": ("名称", "如 参数、各颗星、待遇"), "clauses": ("各条", "每条一项，见下")},
    ),
    rule_document.RuleClause: ViewWords(
        "办法文本.各部分.各条",
        {
            "name": ("名称", "这一条的名称"),
            "lines": ("规定", "这一条的规定，一项一行"),
            "basis": ("依据", "依据的文件、条文"),
            "note": ("说明", "规则文件里的说明"),
            "is_example": ("是示例", "数值是不是示例"),
            "depth": ("层", "在第几层，0 是最外一层"),
            "line": ("行", "在规则文件的第几行"),
        },
    ),
    front_views.FrontPage: ViewWords(
        "首页",
        {
            "county": ("县", "县（市、区）名"),
            "department": ("单位", "编制单位"),
            "years": ("各年", "每年一项，近的在前，见下"),
            "failures": ("没有评成", "没有出结果的办法和时期，见下"),
        },
    ),
    front_views.FrontYear: ViewWords(
        "首页.各年",
        {
            "title": ("名称", "如 2022年"),
            "systems": ("各办法", "每个办法一项，见下"),
            "overviews": ("各期", "这一年各期的总览，见“首页的结果”"),
        },
    ),
    front_views.FrontSystem: ViewWords(
        "首页.各年.各办法",
        {
            "title": ("办法", "办法的名称"),
            "main": ("主", "全年的结果；没有的，最近一期的，见下"),
            "parts": ("各期", "各月、各季、各半年的结果，没有评的也在内，见下"),
        },
    ),
    front_views.FrontResult: ViewWords(
        "首页的结果",
        {
            "period": ("期名", "如 2022年6月"),
            "short": ("简称", "如 6月"),
            "page": ("页", "结果的页；没有的为空"),
            "book": ("工作簿", "结果工作簿；没有的为空"),
            "subject": ("对象", "考核对象的名称"),
            "subjects": ("对象数", "名册里有几个"),
            "decided": ("已定数", "已定的有几个"),
            "undecided": ("待定数", "待定的有几个"),
            "not_rated": ("不参评数", "不参评的有几个"),
            "shares": ("分布", "各等次、级别有几个，见下"),
            "reason": ("原因", "这一次没有出结果的原因；出了的为空"),
            "state": ("状态", "done 全部已定，open 有待定，failed 这一次没有出结果，none 没有评"),
        },
    ),
    front_views.ShareOfAll: ViewWords(
        "首页的分布",
        {
            "word": ("名称", "等次或级别"),
            "count": ("数量", "有几个"),
            "start": ("起", "在条上从百分之几起"),
            "width": ("长", "占百分之几"),
            "shade": ("深浅", "0 最深，4 最浅"),
        },
    ),
    front_views.FrontFailure: ViewWords(
        "首页.没有评成",
        {"title": ("办法", "办法的名称"), "period": ("期名", "如 2022年6月"), "reason": ("原因", "为什么")},
    ),
}

PAGE_FUNCTIONS = ViewWords(
    "过滤器和函数",
    {
        "show_number": ("数", "`行.得分|数`：写成 `41,000`、`387.1`；不是数的照原样"),
        "show_tenths": ("一位", "`行.占比|一位`：总有一位小数，`9.0`"),
        "show_change": ("增减", "`行.变化|增减`：写成 `＋1`、`－2`、`持平`；不是数的照原样"),
        "show_stars": ("星符", "`行.星级|星符(5)`：5 颗里的 3 颗写成 `★★★☆☆`；不写几颗的，只有 `★★★`"),
        "circle_number": ("圈号", "`1|圈号`：写成 `①`；21 起写成 `(21)`"),
        "svg_percent": ("百分", "`百分(部分, 全部)`：图和样式里的百分数，`37.5%`"),
        "link_asset": ("资源", '`资源("style.css")`：样式、脚本文件的链接，文件随网页放进 assets'),
    },
)
"""What pages may call besides Jinja's own: the name of the function that does it -> its Chinese name and what it gives."""
