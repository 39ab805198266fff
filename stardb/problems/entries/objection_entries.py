"""What can be wrong with objections (异议)."""

from stardb.problems.entry import Entry, Severity

OBJECTIONS = (
    Entry(
        "D260",
        Severity.ERROR,
        "异议编号重复",
        "几件异议用了同一个编号，说不清是哪一件。",
        "一件异议一个编号。",
    ),
    Entry(
        "D261",
        Severity.ERROR,
        "异议的对象认不出",
        "名册里没有这样写的对象，或不止一个；或者本期评的没有这部办法。",
        "写 乡镇/村，或名册里的名称；同名的写全。办法写名称或规则文件名。",
    ),
    Entry(
        "D262",
        Severity.ERROR,
        "异议没有对上裁定",
        "异议成立、部分成立的，结果要由一条裁定来改；没有写裁定的编号，或本期没有这一条裁定，结果就还是原来的。",
        "先写裁定（stardb decide，或填裁定.xlsx），再把编号写进“裁定编号”。",
    ),
    Entry(
        "D263",
        Severity.ERROR,
        "异议的日期前后不合",
        "答复、办理期限在收到之前，有一个日期写错了。",
        "核对这几个日期。",
    ),
    Entry(
        "D264",
        Severity.ERROR,
        "办理期限算不出",
        "读不出期限是哪一天，或者按工作日算而没有写那一年的放假日，到期了也不会提醒。",
        "写日期，或 收到后10个工作日，并在 stardb.yaml 的 holidays 里写上那一年的放假日。",
    ),
    Entry(
        "D265",
        Severity.WARNING,
        "异议答复了没有写结论",
        "写了答复日期而结论空着，归档时说不清是成立还是不成立。",
        "补上结论：成立、部分成立、不成立、撤回。",
    ),
)
