"""What can be wrong with evidence (佐证材料): in rule files (R645, R646) and in the folder of a period (D275 to D279)."""

from stardb.problems.entry import Entry, Severity

EVIDENCE = (
    Entry(
        "R645",
        Severity.ERROR,
        "evidence 写错了地方",
        "要佐证材料的是指标；evidence 写在了星、取值、待遇或套在里面的一条上，没有用。",
        "移到指标那一条上，或删去。",
    ),
    Entry(
        "R646",
        Severity.ERROR,
        "佐证材料的栏或表名不对",
        "evidence 里 column 写的不是一个对象一行的表里的文字栏、是否栏；或另有一张表也叫“佐证材料”。",
        "改成写着材料名称的那一栏；表换一个名称。",
    ),
    Entry(
        "D275",
        Severity.WARNING,
        "没有佐证材料",
        "办法写明这一项要佐证材料，得了分的对象却没有。这一项怎么计，照办法的 without：照算、待定，或按0分。",
        "补交，放进 evidence 里这个时期、这个乡镇、这个对象的文件夹，名称以指标的名称开头。",
    ),
    Entry(
        "D276",
        Severity.WARNING,
        "佐证材料的名称差一点",
        "文件夹或文件的名称与名册、指标的差一点，没有算作谁的。",
        "照提示改名；不是它的，不必理会。",
    ),
    Entry(
        "D277",
        Severity.WARNING,
        "不知道是谁的佐证材料",
        "evidence 里有的文件，名册里没有这个乡镇、这个对象，或办法里没有这个指标，没有算作谁的。",
        "放进 evidence/时期/乡镇/对象/ 里，名称以指标的名称（或它的序号加顿号、点）开头。",
    ),
    Entry(
        "D278",
        Severity.WARNING,
        "栏里写的佐证材料没有找到",
        "表里写了材料的名称，这个对象的 evidence 文件夹里没有这个文件，不算有。",
        "把文件放进去，名称与栏里写的相同；已交纸质件的，用是否栏填“是”。",
    ),
    Entry(
        "D279",
        Severity.NOTE,
        "没有跟着链接走",
        "evidence 里有指向别处的链接（快捷方式），没有打开。",
        "把文件本身复制进来。",
    ),
)
