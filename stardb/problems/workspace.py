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
