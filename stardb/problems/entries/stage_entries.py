"""What can be wrong with stages (环节): in rule files (R64x), in workbooks (D27x) and in the workspace (W36x)."""

from stardb.problems.entry import Entry, Severity

STAGES = (
    Entry(
        "R640",
        Severity.ERROR,
        "这张表不能分环节",
        "stages 写在了名册、记录表（many: true）、取自别的办法或别的表的表上；分环节的是一个对象一行、要填报的表。",
        "把 stages 移到各环节各报一份的那张表，或删去。",
    ),
    Entry(
        "R641",
        Severity.ERROR,
        "有的栏不能加权",
        "表里有文字、选项、是否、日期或金额的栏，各环节的不能按权重相加，办法没有写这些栏取哪个环节的。",
        "在 stages 里另写 use，如 use: [县核, 镇评, 自评]；要加权的写成 number 或 percent。",
    ),
    Entry(
        "R642",
        Severity.ERROR,
        "能填词的栏不能加权",
        "这一栏除了数还可填词（words，如 缺考），词不能按权重相加。",
        "去掉 words，或这张表只写 use，各环节的分数在 values 里用算式加权。",
    ),
    Entry(
        "R643",
        Severity.ERROR,
        "differ 写了没有的栏",
        "differ 按栏写相差多少，写的栏不在这张表里，或不是数；各栏写了 stage 的，写去掉环节名以后的名称。",
        "改成这张表的数栏，如 differ: {集体收入: 5分}。",
    ),
    Entry(
        "R644",
        Severity.ERROR,
        "环节的两种写法混在一起",
        "一张表的环节或者按文件夹分（use、weigh），或者分在各栏（栏里写 stage），只能用一种；只写 differ 的，至少要有两个环节的栏。",
        "按文件夹分的，删去各栏的 stage；分在各栏的，不写 use、weigh。",
    ),
    Entry(
        "D270",
        Severity.ERROR,
        "不知道是哪个环节的表",
        "办法写明这张表各环节（自评、镇评、县核）各报一份，这个工作簿却不在哪个环节的文件夹里，不知道算哪个环节的，没有读。",
        "放进那个环节的文件夹，如 data/2024/镇评/。",
    ),
    Entry(
        "D271",
        Severity.WARNING,
        "这个环节的表用不上",
        "工作簿放在某个环节的文件夹里，办法里这张表却不用这个环节的，没有读。",
        "放错了的移到该放的环节；确要用的，在办法这张表的 stages 里写上这个环节。",
    ),
    Entry(
        "D272",
        Severity.WARNING,
        "文件夹像是一个环节",
        "文件夹的名称和一个环节很像，却不一样；里面的工作簿不算那个环节的。",
        "把文件夹改成 stardb.yaml 的 stages 里写的名称。",
    ),
    Entry(
        "D273",
        Severity.WARNING,
        "各环节相差太多",
        "同一个对象的同一项，几个环节的数相差超过办法写明的限度（differ）。照办法算了，要有人看一看。",
        "对照几处单元格核实；报错了的改过再交，确是这样的，留下核实的依据。",
    ),
    Entry(
        "D274",
        Severity.ERROR,
        "各环节都没有填",
        "必填的一栏，几个环节的表里都空着，按未知处理。",
        "在该填的环节补上。",
    ),
    Entry(
        "W360",
        Severity.WARNING,
        "没有写明的环节",
        "办法里用了一个环节，stardb.yaml 的 stages 里没有它。",
        "在 stardb.yaml 写上，如 stages: [自评, 镇评, 县核, 公示, 审定]；写错了的，改成其中的名称。",
    ),
)
