"""What can be wrong when advice is asked for, or how much a number of the rules decides."""

from stardb.problems.entry import Entry, Severity

ADVICE = (
    Entry(
        "W365",
        Severity.ERROR,
        "建议要写成 .xlsx",
        "提升建议是一个 Excel 工作簿，文件名要以 .xlsx 结尾。",
        "改成如 提升建议.xlsx 再运行。",
    ),
    Entry(
        "W366",
        Severity.NOTE,
        "这部办法没有能改的栏",
        "名册的栏、个人信息、多行表的记录都不建议改；这部办法的别的栏也没有本期还能改的，所以只列失分，不提办法。",
        "有本期还能改的栏，在办法里给这一栏写 changeable: true，如年度考核等次。",
    ),
    Entry(
        "W367",
        Severity.NOTE,
        "办法里的数有的试不了",
        "改动以后办法就不成立了（各档重叠、比例之和不对等），这一个数没有试。",
        "不影响别的数；要知道它的影响，另存一份办法，连同相关的数一起改了再比。",
    ),
    Entry(
        "W368",
        Severity.NOTE,
        "这一期已经结转",
        "结转了的一期不再改动，建议改不了这一期的结果，只供下一期参考。",
        "要看下一期的，用 --period 写明；确要改这一期的，照裁定、重开的办法办。",
    ),
)
