"""What can be in the way of telling what changed (W34.)."""

from stardb.problems.entry import Entry, Severity

CHANGES = (
    Entry(
        "W340",
        Severity.ERROR,
        "没有留存的结果可比",
        "要比的时期在台账里没有结果：还没有评过，或这部办法那一期没有评出。",
        "先运行 stardb run --period 时期；台账里有哪几次，用 stardb diff --runs 看。",
    ),
    Entry(
        "W341",
        Severity.ERROR,
        "没有这一次运行",
        "“时期@次数”里的次数比台账里留存的多。内容没有变的运行不另记一次。",
        "有哪几次，用 stardb diff --runs 看；最近一次写 @last，再往前一次写 @-1。",
    ),
    Entry(
        "W342",
        Severity.ERROR,
        "没有这部办法",
        "--scheme 写的办法，两边都没有结果。",
        "写 stardb.yaml 的 schemes 里的名称，或不写 --scheme，各部都比。",
    ),
    Entry(
        "W343",
        Severity.ERROR,
        "文件夹里没有可比的",
        "--rules 的文件夹里没有本工作区各部办法的规则文件，或 --data 的文件夹里什么也没有。",
        "核对文件夹；规则文件的名称要与 stardb.yaml 的 schemes 里的相同。",
    ),
    Entry(
        "W344",
        Severity.ERROR,
        "存的内容读不了",
        "台账里这一次运行的内容是更新版本的 stardb 存的，或已经按规定删去（forget），比不出来。",
        "换用新版本的 stardb；已经删去的，只能看结果工作簿。",
    ),
)
