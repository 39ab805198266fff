"""What can be wrong with templates (T..) and with the workspace itself (W..)."""

from stardb.problems.entry import Entry, Severity

WORKSPACE = (
    Entry(
        "T101",
        Severity.ERROR,
        "模板打不开",
        "报表模板不是完好的 .xlsx 或 Jinja 文件。",
        "从安装包恢复该模板，或在 Excel/WPS 中另存为 .xlsx。",
    ),
    Entry(
        "T102",
        Severity.ERROR,
        "模板写法有误",
        "模板单元格或页面中的 {{ }}、{% %} 写得不对。",
        "按提示的单元格改正；{% for %} 与 {% endfor %} 须成对，各占一行。",
    ),
    Entry(
        "T103",
        Severity.ERROR,
        "模板用了没有的名称",
        "模板引用的名称，结果里没有。",
        "核对名称，可用名称见手册“报表模板”一节。",
    ),
    Entry(
        "W101",
        Severity.ERROR,
        "不是工作区",
        "这个文件夹里没有 stardb.yaml。",
        "换到工作区文件夹再运行，或先用 stardb init 建一个。",
    ),
    Entry(
        "W102",
        Severity.ERROR,
        "年度没有数据",
        "data 文件夹下没有这个年度的文件夹，或里面没有工作簿。",
        "把各乡镇的工作簿放进 data/年度/ 文件夹。",
    ),
    Entry(
        "W103",
        Severity.ERROR,
        "办法名单有误",
        "stardb.yaml 里没有写办法，或写的办法没有规则文件。",
        "核对 schemes 与 rules 文件夹。",
    ),
    Entry(
        "W104",
        Severity.ERROR,
        "办法的版本分不清",
        "同一部办法的两个版本（rules/名称.yaml 与 rules/名称@….yaml）从同一天起施行。",
        "改正其中一个的 valid_from，或删去不用的版本。",
    ),
    Entry(
        "W201",
        Severity.ERROR,
        "缺上年结果",
        "不是首评年度，台账里却没有上一年度的结果，“上年”无从算起。",
        "先运行上一年度；确为首评的，把 stardb.yaml 的 first_period 改为本年度。",
    ),
    Entry(
        "W202",
        Severity.WARNING,
        "以后年度要重算",
        "改了以前年度的结果，以后年度是按旧结果算的。",
        "从下一年度起逐年重新运行 stardb run --period 年度。",
    ),
    Entry(
        "W203",
        Severity.ERROR,
        "名称与上年不一致",
        "名册里的一个名称上年没有，上年却有一个写法相近的；当作新的会按首次评定，当作旧的要接上年，只有人能定，故待定。",
        "同一个的，名册改回上年的写法；确是新的，把两个名称改得分得清。",
    ),
    Entry(
        "W204",
        Severity.WARNING,
        "乡镇不在名册里",
        "别的办法的名册里有这个乡镇，这个办法的名册里一个对象也没有，可能是没有报来。",
        "没有报的请补报；本来就不参加的可不理会。",
    ),
    Entry(
        "W205",
        Severity.NOTE,
        "上年有、今年没有",
        "上年结果里的对象，今年的名册里没有。换了人的属正常；漏报的要补。",
        "核对名册；漏报的补报。",
    ),
    Entry(
        "W206",
        Severity.WARNING,
        "没有计星",
        "这个办法本次没有结果，原因见其他问题；结果文件夹里它的文件还是上一次的。",
        "改正后再运行。",
    ),
    Entry(
        "W207",
        Severity.WARNING,
        "别的办法的结果取不到",
        "一张表写了 result_of，那部办法不在工作区里、本次没有结果，或没有所要的项；有关的值按未知处理。",
        "把那部办法写进 stardb.yaml 的 schemes，核对名称与各栏。",
    ),
    Entry(
        "W208", Severity.ERROR, "办法互相取结果", "几部办法互相取对方的结果，谁也不能先算。", "删去其中一处 result_of。"
    ),
    Entry(
        "W209",
        Severity.WARNING,
        "别的办法里没有这个对象",
        "要取的结果按 key 找对象，那部办法的名册里没有它。",
        "核对两边名册的写法；确实没有的，结果待定。",
    ),
    Entry(
        "W301",
        Severity.ERROR,
        "台账打不开",
        "台账文件损坏、被占用，或没有写的权限。",
        "关闭占用它的程序；损坏时从备份恢复，再逐年重新运行。",
    ),
    Entry(
        "W401",
        Severity.ERROR,
        "结果写不进去",
        "结果文件夹里的文件正被打开，或磁盘已满、没有写的权限。",
        "关闭打开着的结果文件后再运行；原有结果没有改动。",
    ),
    Entry("W402", Severity.ERROR, "工作区建不成", "目标文件夹不是空的，或没有写的权限。", "换一个新的文件夹名。"),
)
