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
    Entry(
        "W306",
        Severity.ERROR,
        "台账数据库连不上",
        "stardb.yaml 的 ledger 所指的 PostgreSQL 服务器没有应答，或网址写得不对。",
        "核对 ledger 里的服务器和端口，检查网络，问数据库管理员服务器是否在运行。",
    ),
    Entry(
        "W307",
        Severity.ERROR,
        "台账数据库不准登录",
        "PostgreSQL 服务器不认这个用户或密码。",
        "核对 ledger 里的用户；密码写在网址里，或放在 ~/.pgpass、环境变量 PGPASSWORD 里。",
    ),
    Entry(
        "W308",
        Severity.ERROR,
        "没有台账数据库",
        "PostgreSQL 服务器上没有 ledger 里写的数据库，或这个用户不准用它。",
        "请数据库管理员建好数据库（createdb），准许这个用户使用；里面的表由 stardb 自己建。",
    ),
    Entry(
        "W309",
        Severity.ERROR,
        "缺少连接数据库的组件",
        "台账放在 PostgreSQL 里，而连接用的组件（psycopg）没有装。",
        "运行 pip install 'stardb[postgresql]'。",
    ),
    Entry(
        "W310",
        Severity.ERROR,
        "备份读不出",
        "这个文件不是 stardb backup 做的备份，或已经损坏。",
        "换一份备份；从别处拷来的，重新拷一次。",
    ),
    Entry(
        "W311",
        Severity.ERROR,
        "恢复的位置不是空文件夹",
        "备份只恢复到空文件夹或还没有的文件夹里，免得盖掉现有的文件。",
        "用 -C 换一个空文件夹，核对好了再把原来的换下来。",
    ),
    Entry(
        "W312",
        Severity.ERROR,
        "备份与清单不符",
        "备份里的文件与做备份时记下的校验值不符：备份被改动过，或存坏了；什么也没有恢复。",
        "换一份备份；从别处拷来的，重新拷一次。",
    ),
    Entry(
        "W313",
        Severity.ERROR,
        "备份没有做成",
        "备份文件已经有了，或写不进去。",
        "换一个文件名；要换掉原来的，加 --force。",
    ),
    Entry(
        "W314",
        Severity.ERROR,
        "数据库里已有别的台账",
        "要恢复到的 PostgreSQL 数据库里已经有记录，与备份里的不同；台账只增不改，不会换掉它。",
        "换一个空的数据库；或用 --to-file，把台账恢复成文件。",
    ),
    Entry(
        "W315",
        Severity.WARNING,
        "有的没有放进备份",
        "链接、设备文件和正在写的结果不放进备份。",
        "链接所指的文件另存一份；结果等运行完再备份一次。",
    ),
    Entry(
        "W316",
        Severity.ERROR,
        "沿革的一行不完整",
        "successions.xlsx 的一行缺了要有的，或写得对不上；这一行没有用。",
        "照提示补上：改名、调整隶属、调任写日期、原、现；合并两个以上的原、一个现；拆分一个原、两个以上的现；撤销、离任、去世写原；新设写现。",
    ),
    Entry(
        "W317",
        Severity.ERROR,
        "合并、拆分的没有写接谁的历史",
        "合并来的没有自己单独的历史，拆分出来的也不当然接原来的；接谁的，办法和文件说了算，没有写以前待定。",
        "在 successions.xlsx 那一行的“续接”里写接哪一个（合并写原里的一个，拆分写现里的一个或几个）；都不接、重新首评的写 无。",
    ),
    Entry(
        "W318",
        Severity.WARNING,
        "已经撤销、离任的还在名册里",
        "successions.xlsx 里写着它已经撤销、合并，或人已离任、去世，名册里却还有。",
        "从名册里去掉；又回来的，在 successions.xlsx 里加一行返任或新设。",
    ),
)
