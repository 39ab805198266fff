"""What can be wrong with the books that decisions (裁定) stand in: whether one applies is another matter (D240 to D249)."""

from stardb.problems.entry import Entry, Severity

DECISION_BOOKS = (
    Entry(
        "D250",
        Severity.ERROR,
        "裁定没有写全",
        "一条裁定要写明办法、对象、事项、改为，以及理由、依据机关、文号、日期；缺了的没有用，照没有这条裁定评。",
        "补上空着的格。",
    ),
    Entry(
        "D251",
        Severity.ERROR,
        "裁定编号重复",
        "同一期里几条裁定用了同一个编号，撤销、异议、说明里说不清是哪一条，这几条都没有用。",
        "一条裁定一个编号；内容相同的删去一条。",
    ),
    Entry(
        "D252",
        Severity.ERROR,
        "裁定的办法认不出",
        "写的办法不是本期评的任何一部，不知道裁定的是哪一部办法的结果，这条没有用。",
        "写办法的名称，或 rules 下规则文件的名字（不带 .yaml）。",
    ),
    Entry(
        "D253",
        Severity.ERROR,
        "撤销的裁定不对",
        "要撤销的编号没有，或已经撤销了，或本身是一条撤销；这条撤销没有用。",
        "“撤销”一栏写要撤销的那一条裁定的编号。",
    ),
    Entry(
        "W350",
        Severity.WARNING,
        "裁定没有放对地方",
        "裁定、异议放在 decisions/时期/ 里，如 decisions/2024/；放在别处的没有读。",
        "移到那一期的文件夹里。",
    ),
    Entry(
        "W351",
        Severity.ERROR,
        "裁定写不进去",
        "裁定.xlsx 正在 Excel/WPS 里打开、设了密码、损坏，或者里面的表改得认不出了；什么也没有写。",
        "关闭打开着的文件，或照提示改好，再运行；也可以直接在 Excel 里填这一行。",
    ),
    Entry(
        "W352",
        Severity.ERROR,
        "不知道裁定的是什么",
        "写的对象、项在本期的办法里没有，或者不止一个；什么也没有写。",
        "照提示写全；有几部办法、几种事项的，用 --scheme、--matter 写明。",
    ),
    Entry(
        "W353",
        Severity.ERROR,
        "裁定没有写全",
        "一条裁定要写明理由、依据机关、文号；缺了的不作数，什么也没有写。",
        "用 --because、--authority、--document 写上。",
    ),
    Entry(
        "W354",
        Severity.ERROR,
        "与先前的裁定冲突",
        "写了这一条，先前的裁定的原值就不符了，或者互相矛盾；什么也没有写。",
        "先用 --revoke 撤销先前的那一条，再写这一条。",
    ),
)
