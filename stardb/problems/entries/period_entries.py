"""What can be wrong with what workbooks say of their month, quarter or half."""

from stardb.problems.entry import Entry, Severity

PERIODS: tuple[Entry, ...] = (
    Entry(
        "D236",
        Severity.WARNING,
        "标题写的是别的月份、季度",
        "表头上方的标题写着一个月份、季度或半年，文件却在另一期的文件夹里；行里没有写时期的，照文件夹读了。",
        "核对是不是放错了文件夹；只是标题没有改的，请改正标题。",
    ),
    Entry(
        "D237",
        Severity.ERROR,
        "时期的两栏互相矛盾",
        "月份、季度一栏写着年份，与同一行年度一栏的不同，不知道是哪一年的，按未知处理。",
        "核对后改成一致的年份。",
    ),
)
