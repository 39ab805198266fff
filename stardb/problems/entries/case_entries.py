"""What can be wrong with a file of worked cases (C1..)."""

from stardb.problems.entry import Entry, Severity

CASES = (
    Entry(
        "C100",
        Severity.ERROR,
        "没有可测的办法",
        "指定的地方没有办法文件，或没有用例文件（办法.cases.yaml）。",
        "换到工作区文件夹再运行，或写明办法文件、文件夹；用例放在办法旁边，名称是 办法.cases.yaml。",
    ),
    Entry(
        "C101",
        Severity.ERROR,
        "用例不是这部办法的",
        "用例文件的 cases_of 与旁边办法的名称（scheme）不一样。",
        "核对 cases_of 与文件名。",
    ),
    Entry(
        "C102",
        Severity.ERROR,
        "用例用了没有的名称",
        "办法里没有这一栏、这张表或这项结果。",
        "按提示改正名称；栏与表见办法的 tables，结果见 values、stars、level、grade、entitlements。",
    ),
    Entry(
        "C103",
        Severity.ERROR,
        "用例里的值读不出",
        "这一栏或这项结果要的是另一类值。",
        "栏照填表的样子写；结果照人看到的样子写，如 1000元、85%、得、待定。",
    ),
    Entry(
        "C104",
        Severity.ERROR,
        "用例的写法不全",
        "没有考核日、没有应得的结果，或两处写得互相矛盾。",
        "按提示补上或删去一处。",
    ),
    Entry(
        "C116",
        Severity.ERROR,
        "没有写评的是哪一期",
        "办法按几种时期评（every 有几样），只写考核日，不知道是月、季还是年。",
        "在本例或 base 里写 period，如 period: 2022-06。",
    ),
    Entry(
        "C117",
        Severity.ERROR,
        "办法不评这一期",
        "period 是办法的 every 里没有的一种时期。",
        "改 period，或改办法的 every。",
    ),
    Entry(
        "C105",
        Severity.ERROR,
        "办法在考核日用不上",
        "这一天办法有错误，或不在有效期内，这一例没有评。",
        "先改正办法，或核对 as_of。",
    ),
    Entry(
        "C106",
        Severity.ERROR,
        "用例重名",
        "两例同名，或一例里两个对象的名称、编号相同，分不清是哪一个。",
        "改成不同的名称。",
    ),
)
