"""What can be wrong with the ledger, its copies and the successions beside it."""

from stardb.problems.entry import Entry, Severity

LEDGER: tuple[Entry, ...] = (
    Entry(
        "W305",
        Severity.ERROR,
        "台账核验不符",
        "台账里的记录、结果或存档内容同记下的校验值对不上：有人绕过 stardb 改过它，或磁盘出过错。",
        "从备份恢复台账，再核验一遍；备份也不符的，从不符的时期起逐期重新运行。",
    ),
)
