"""Rule files with one fault each, as data: what is changed in a sound file, and what is then said, and where.

A case is (what is replaced, by what, code, a part of the message or remedy). `▲` marks the line and column of the fault.
"""

SOUND = """\
scheme: 试评办法
subject: 支部
basis: 县委文件
valid_from: 2022-01-01
parameters:
  达标分: {values: {2022-01-01: 48分}, basis: 第一条}
  奖补: {2022-01-01: 1000元, 2023-01-01: 2000元}
tables:
  名册:
    key: 村
    name: 村
    group: 乡镇
    columns:
      村: {type: text, required: true}
      乡镇: {type: text, aliases: [乡镇名称]}
      缺额: {type: number, unit: 人, between: [0, 9]}
      收入: {type: money, unit: 万元}
      上年收入: {type: money}
      公开率: {type: percent, between: [0%, 100%]}
      按期换届: {type: yes_no}
      考核等次: {type: choice, choices: {优秀: [优], 合格: [称职], 不合格: []}}
      满意票: {type: number, unit: 票}
      不满意票: {type: number, unit: 票}
      受处分: {private: true, type: yes_no, blank: 否}
  表彰:
    key: 村
    many: true
    none: means_none
    columns:
      村: {type: text}
      级别: {type: choice, choices: [县级, 省级]}
      起: {type: date}
      止: {type: date, blank: 至今}
values:
  增幅: {formula: 收入 / 上年收入 - 1, note: 供查看, basis: 第二条}
  年限: {tenure: 表彰, from: 起, to: 止, bridge: 1年, basis: 第二条}
eligible: 年限 ≥ 1年
stars:
  过硬星:
    full: 60
    award: 得分 ≥ 达标分
    basis: 第三条
    veto:
      - {when: 受处分 = 是, because: 受处分, basis: 第三条}
    indicators:
      班子: {from: 缺额, points: 10, per: 1人, each: -5, basis: 第三条}
      按期换届: {points: 10, yes: 10, basis: 第三条}
      收入: {points: 10, bands: {20万元: 10, 10万元: 5, 0: 0}, basis: 第三条}
      公开率: {points: 10, linear: {from: 0%, to: 100%}, round: 0.1, basis: 第三条}
      考核: {from: 考核等次, points: 10, choices: {优秀: 10, 合格: 5, 不合格: 0}, basis: 第三条}
      评议: {points: 10, votes: {满意票: 1, 不满意票: 0}, round: 0.1, basis: 第三条}
  争优星: {best_of: 表彰, from: 级别, choices: {县级: 1, 省级: 3}, basis: 第四条}
level:
  name: 星级
  first: 争优星
  later: 上年(星级) + 争优星
  between: [0, 15]
  basis: 第五条
vetoes:
  - {when: 受处分 = 是, effect: {cap: 0}, because: 受处分, basis: 第六条}
grade:
  name: 等次
  from: 星级
  bands: {3: 三星以上, 2: 二星, 1: 一星, 0: 零星}
  basis: 第七条
quotas:
  - {of: 三星以上, group: 乡镇, at_most: 20%, round: floor, order: [星级, 收入], overflow: 二星, basis: 第八条}
entitlements:
  补贴: {from: 等次, choices: {零星: 0元, 一星: 奖补}, otherwise: 奖补 * 2, basis: 第九条}
  推荐: {grants: [两优一先], when: 星级 ≥ 2, basis: 第九条}
"""

YAML = [
    ("  达标分: {values", "▲\t达标分: {values", "R101", "制表符"),
    ("subject: 支部\n", "subject▲：支部\nbasis2: x\n", "R101", "全角冒号"),
    ("aliases: [乡镇名称]}", "aliases: [乡镇名称▲}", "R101", "没有配对"),
    ("choices: [县级, 省级]}\n", "choices: [县级, 省级]\n      ▲起: {type: date}\n", "R101", "没有配对"),
    ("scheme: 试评办法", "scheme: 试评▲: 办法", "R101", "两个冒号"),
    ("\nsubject: 支部", "\n  subject▲: 支部", "R101", ""),
    ("scheme: 试评办法", 'scheme: "试评办法', "R101", ""),
    ("scheme: 试评办法", "scheme: ▲`试评办法`", "R101", "不能以“`”开头"),
    ("scheme: 试评办法", "scheme: ▲@试评", "R101", "不能以“@”开头"),
    ("eligible: 年限", "▲---\neligible: 年限", "R101", "只能写一部办法"),
    ("scheme: 试评办法", "scheme: 试评▲\x07办法", "R101", "不能用的字符"),
    ("scheme: 试评办法", "scheme: ▲*试评", "R101", "不能以“*”开头"),
    ("basis: 县委文件", "basis: ▲&a 县委文件", "R103", "锚点"),
    ("subject: 支部", "subject: 支部\n▲subject: 支部", "R102", "写了两次"),
    (
        "      收入: {type: money, unit: 万元}",
        "      收入: {type: money, unit: 万元}\n      ▲收入: {type: money}",
        "R102",
        "“收入”写了两次",
    ),
    ("{type: money, unit: 万元}", "{▲type：money, unit: 万元}", "R103", "全角冒号"),
    ("subject: 支部", "subject: 支部\n? ▲[甲, 乙]\n: 丙", "R103", "键只能是一个词"),
]

SHAPE = [
    ("scheme: 试评办法", "▲schema: 试评办法", "R201", "是不是“scheme”"),
    ("values:\n  增幅", "▲vaules:\n  增幅", "R201", "是不是“values”"),
    ("type: text, required: true", "type: text, ▲requird: true", "R201", "是不是“required”"),
    ("points: 10, per: 1人", "▲point: 10, per: 1人", "R201", "是不是“points”"),
    ("per: 1人, each: -5, basis: 第三条", "per: 1人, each: -5, ▲baiss: 第三条", "R201", "是不是“basis”"),
    ("each: -5", "▲eech: -5", "R201", "是不是“each”"),
    ("linear: {from: 0%, to", "linear: {▲form: 0%, to", "R201", "是不是“from”"),
    ("    award: 得分", "    ▲awrad: 得分", "R201", "是不是“award”"),
    ("because: 受处分, basis: 第三条}", "▲becase: 受处分, basis: 第三条}", "R201", "是不是“because”"),
    ("at_most: 20%", "▲atmost: 20%", "R201", "是不是“at_most”"),
    ("bridge: 1年", "▲birdge: 1年", "R201", "是不是“bridge”"),
    ("    many: true\n", "    ▲manny: true\n", "R201", "是不是“many”"),
    ("valid_from: 2022-01-01\n", "", "R202", "valid_from"),
    ("    ▲full: 60\n", "", "R202", "full"),
    ("{values: {2022-01-01: 48分}, basis: 第一条}", "{basis: 第一条}", "R202", "values"),
    ("round: 0.1, basis: 第三条}\n      考核", "basis: 第三条}\n      考核", "R202", "怎么取整"),
    ("choice, choices: [县级, 省级]", "choice", "R202", "没有写 choices"),
    ("many: true", "many: ▲是", "R203", "true 或 false"),
    ("many: true", "many: ▲yes", "R203", "true 或 false"),
    ("type: text, aliases", "type: ▲txt, aliases", "R203", "是不是“text”"),
    ("full: 60", "full: ▲六十", "R203", "这里要一个数"),
    ("full: 60", "full: ▲[60]", "R203", "这里要一个数"),
    ("points: 10, per", "points: ▲true, per", "R203", "这里要一个数"),
    ("points: 10, per", "points: ▲1e999999999, per", "R203", "这里要一个数"),
    ("points: 10, per", "points: ▲" + "9" * 5000 + ", per", "R203", "这里要一个数"),
    ("each: -5", "each: ▲两分", "R203", "“两分”应为"),
    ("per: 1人", "per: ▲" + "9" * 400 + "人", "R203", "30位"),
    ("between: [0, 15]", "between: ▲[0]", "R203", "下限与上限"),
    ("between: [0, 15]", "between: ▲[15, 0]", "R203", "先写下限"),
    ("between: [0, 9]", "between: ▲9", "R203", "下限与上限"),
    ("between: [0, 9]", "between: [0, ▲九]", "R203", "“九”不是“缺额”能填的"),
    ("between: [0%, 100%]", "between: ▲[100%, 0%]", "R203", "先写下限"),
    ("blank: 至今", "blank: ▲不详", "R203", "“不详”不是“止”能填的"),
    ("blank: 否", "blank: ▲大概", "R203", "“大概”不是“受处分”能填的"),
    ("unit: 万元", "unit: ▲万人", "R203", "不是金额的单位"),
    ("type: yes_no}", "type: yes_no, choices: ▲[有, 无]}", "R203", "choices 只写 是、否"),
    ("type: yes_no}", "type: yes_no, share: ▲true}", "R203", "share 只用于"),
    ("type: yes_no}", "type: yes_no, end: ▲true}", "R203", "end 只用于"),
    ("合格: [称职]", "合格: ▲[称职, 优]", "R203", "“优”既是“优秀”又是“合格”"),
    ("tables:\n", "tables: 名册\ntablez:\n", "R203", "下一层"),
    ("subject: 支部", "subject:▲", "R203", "写的是“空”"),
    ("effect: {cap: 0}", "effect: ▲cop", "R203", "“cop”不能写在这里"),
    ("valid_from: 2022-01-01", "valid_from: ▲2022年1月1日", "R203", "日期写成 2022-01-01"),
    ("valid_from: 2022-01-01", "valid_from: ▲2022-13-01", "R203", "日期"),
    ("valid_from: 2022-01-01", "valid_from: ▲20217600", "R203", "日期写成 2022-01-01"),
    ("{2022-01-01: 1000元, 2023-01-01: 2000元}", "{2022-1-1: ▲1000元}", "R203", "日期写成 2022-01-01"),
    ("{2022-01-01: 1000元, 2023-01-01: 2000元}", "▲1000元", "R203", "自何日起"),
    ("{2022-01-01: 1000元, 2023-01-01: 2000元}", "{2022-01-01: ▲一千元}", "R203", "“一千元”应为"),
    ("at_most: 20%", "at_most: ▲20元", "R203", "百分之几"),
    ("votes: {满意票: 1,", "votes: {满意票: ▲100,", "R203", "0与1之间"),
    ("{points: 10, yes: 10,", "{points: 10,", "R204", "没有写计分方式"),
    ("{points: 10, yes: 10,", "{points: 10, yess: 10,", "R204", "是不是“yes”"),
    ("{points: 10, yes: 10,", "{points: 10, per: 1人, each: 1, from: 缺额, ▲yes: 10,", "R204", "两种计分方式"),
]

NAMES = [
    ("增幅: {formula", "▲'{项}增幅': {formula", "R205", "没有用 each_of 写明是哪些"),
    ("增幅: {formula", "▲增幅: {each_of: {项: [甲, 乙]}, formula", "R205", "展开出来的各项会是一样的"),
    ("增幅: {formula", "'{项}增幅': {each_of: {项: ▲测评项}, formula", "R206", "没有“测评项”这个列表"),
    ("增幅: {formula", "'{项}增幅': {each_of: {项: '▲测评*'}, formula", "R206", "没有一栏的名称合于“测评*”"),
    ("增幅: {formula", "'{项}增幅': {each_of: {项: [甲, ▲甲]}, formula", "R206", "“甲”写了两次"),
    ("增幅: {formula", "▲'{项}幅': {each_of: {项: [增, 减]}, value: 收入}\n  增幅: {formula", "R207", "“增幅”已经有了"),
    (
        "stars:\n",
        "stars:\n  甲星: {full: 1, award: 得分 ≥ 1, basis: 一, by: 受处分, sets: {是: {甲: 1}, 否: {like: ▲甲}}}\n",
        "R208",
        "sets 里没有“甲”",
    ),
    (
        "tables:\n",
        "tables:\n  各月: {rows_of: {table: ▲名册表, each_of: {月: [1]}, columns: {分: '{月}分'}}}\n",
        "R209",
        "没有“名册表”这张表",
    ),
    ("from: 缺额", "from: ▲缺員额", "R301", "是不是“缺额”"),
    ("得分 ≥ 达标分", "得分 ≥ ▲达标份", "R301", "是不是“达标分”"),
    ("收入 / 上年收入 - 1", "收入 / ▲上年收人 - 1", "R301", "是不是“上年收入”"),
    (
        "when: 受处分 = 是, because: 受处分, basis: 第三条",
        "when: ▲受分 = 是, because: 受处分, basis: 第三条",
        "R301",
        "是不是“受处分”",
    ),
    ("best_of: 表彰", "best_of: ▲表章", "R301", "是不是“表彰”"),
    ("later: 上年(星级)", "later: ▲上年(星数)", "R301", "没有“上年(星数)”"),
    ("votes: {满意票: 1,", "votes: {满意票张: 1,", "R301", "是不是“满意票”"),
    ("choices: {优秀: 10,", "choices: {▲优绣: 10,", "R301", "是不是“优秀”"),
    ("    key: 村\n    name: 村", "    key: ▲村名\n    name: 村", "R301", "没有“村名”这一栏"),
    ("    group: 乡镇", "    group: ▲乡", "R301", "没有“乡”这一栏"),
    ("of: 三星以上", "of: ▲四星以上", "R301", "没有“四星以上”这个等次"),
    ("overflow: 二星", "overflow: ▲两星", "R301", "没有“两星”这个等次"),
    ("group: 乡镇, at_most", "group: ▲县, at_most", "R301", "没有“县”这一栏"),
    ("      按期换届: {points", "      ▲换届: {points", "R301", "没有名为“换届”"),
    ("一星: 奖补}", "一星: ▲奖朴}", "R301", "是不是“奖补”"),
    ("formula: 收入 / 上年收入 - 1", "formula: '收入 / ▲上年收人 - 1'", "R301", "是不是“上年收入”"),
    ("formula: 收入 / 上年收入 - 1", 'formula: "收入\n    / ▲上年收人 - 1"', "R301", "是不是“上年收入”"),
    ("eligible: 年限 ≥ 1年", "eligible: >\n  年限 ≥ 1年\n  且 ▲年线 ≥ 1年", "R301", "是不是“年限”"),
    ("  later: 上年(星级) + 争优星", "  later: |\n    上年(星级)\n    + ▲争优型", "R301", "是不是“争优星”"),
    ("  later: 上年(星级) + 争优星", "  later: 上年(星级)\n    + ▲争优型", "R301", "是不是“争优星”"),
]

KINDS = [
    ("年限 ≥ 1年", "年限 ≥ ▲1", "R302", "时长写 3年"),
    ("年限 ≥ 1年", "▲年限", "R302", "这里要一个条件"),
    ("得分 ≥ 达标分", "得分 ≥ ▲80%", "R302", "数与百分比"),
    ("得分 ≥ 达标分", "得分 ▲? 达标分", "R302", "不能写在表达式里"),
    ("受处分 = 是, because: 受处分, basis: 第三条", "受处分 = ▲有, because: 受处分, basis: 第三条", "R302", "是或否"),
    ("收入 / 上年收入 - 1", "(收入 / 上年收入 - 1▲", "R302", "没有写完"),
    ("收入 / 上年收入 - 1", "'最大(10,100)'", "R302", "分不清"),
    (
        "  争优星: {best_of: 表彰, from: 级别, choices: {县级: 1, 省级: 3},",
        "  争优星: {formula: 争优星 + 1,",
        "R303",
        "争优星 → 争优星",
    ),
    (
        "  年限: {tenure",
        "  ▲届内: {formula: 考核日 ≥ 本届起日, note: 供查看, basis: 第二条}\n  年限: {tenure",
        "R455",
        "不知道2022-12-31在哪一届",
    ),
    ("收入 / 上年收入 - 1", "增减 + 1, basis: 二}\n  增减: {formula: 增幅 - 1", "R303", "增幅 → 增减 → 增幅"),
    (
        "  增幅: {formula",
        "  ▲缺额: {formula: 收入 / 2, basis: 二}\n  增幅: {formula",
        "R304",
        "“缺额”这个名称用了两次，第16行",
    ),
    ("      缺额: {type", "      ▲考核日: {type: date}\n      缺额: {type", "R304", "是内置名称"),
    ("  推荐: {grants", "  ▲过硬星: {amount: 1元, basis: 九}\n  推荐: {grants", "R304", "“过硬星”"),
    (
        "  推荐: {grants",
        "  ▲村: {split: 奖补, payers: {县: 60%, 镇: 其余}, round: 1元, basis: 九}\n  推荐: {grants",
        "R304",
        "“村”这个名称用了两次",
    ),
    (
        "  推荐: {grants",
        "  ▲增幅: {split: 奖补, payers: {县: 60%, 镇: 其余}, round: 1元, basis: 九}\n  推荐: {grants",
        "R304",
        "“增幅”这个名称用了两次",
    ),
    ("award: 得分 ≥ 达标分", "award: 得分 ≥ 达标分 且 考核等次 ▲≥ 合格", "R306", "“考核等次”各词的高低没有写明"),
    ("when: 星级 ≥ 2", "when: 晋级(▲增幅)", "R306", "要知道哪一头好"),
    (
        "  first: 争优星\n  later: 上年(星级) + 争优星\n  between: [0, 15]\n",
        "  best: ▲lowest\n  first: 争优星\n  later: 上年(星级) + 争优星\n",
        "R307",
        "最低一级是几级推算不出",
    ),
    ("  first: 争优星\n", "  words: ▲[不定星级]\n  first: 争优星\n", "R308", "没有一档给出"),
    (
        "type: text, aliases: [乡镇名称]",
        "type: text, words: ▲[缺考], aliases: [乡镇名称]",
        "R203",
        "words 是数以外的词",
    ),
    ("unit: 人, between: [0, 9]", "unit: 人, between: [0, 9], words: {3人: ▲[]}", "R203", "本身就是数"),
    ("{of: 三星以上, group: 乡镇", "{of: 三星以上, on: ▲总评, group: 乡镇", "R301", "没有“总评”这样评定"),
    ("effect: {cap: 0}", "on: ▲总评, effect: {cap: 0}", "R301", "没有“总评”这一项结果"),
    ("quotas:\n", "states: {待定: ▲不参评}\nquotas:\n", "R309", "另一种状态的名称"),
    ("quotas:\n", "states: {不参评: ▲零星}\nquotas:\n", "R309", "选项或得数里也有"),
    ("from: 缺额", "from: ▲村", "R305", "要用于数"),
    ("收入: {points: 10, bands: {20万元: 10,", "收入: {points: 10, bands: {▲20: 10,", "R305", "“20”是数"),
    ("per: 1人", "per: ▲1元", "R305", "“1元”是金额"),
    ("bridge: 1年", "bridge: ▲1", "R305", "这里要时长"),
    ("name: 星级\n  first: 争优星\n  later: 上年(星级) + 争优星", "name: 星级\n  formula: 收入", "R305", ""),
    ("order: [星级, 收入]", "order: [▲乡镇, 收入]", "R305", "先后要按数来排"),
    (
        "from: 等次, choices: {零星: 0元, 一星: 奖补}, otherwise: 奖补 * 2",
        "from: 考核等次, choices: {优秀: 1元, 合格: ▲考核等次, 不合格: 0元}",
        "R305",
        "这里是选项",
    ),
]

CLAUSES = [
    ("{20万元: 10, 10万元: 5, 0: 0}", "{10万元以上: 10, ▲10万元以下: 0}", "R401", "10万元 同时在两档里"),
    (
        "{20万元: 10, 10万元: 5, 0: 0}",
        "{9-10万元: 5, ▲10万元以上: 10, 0至9万元(不含9): 0}",
        "R401",
        "10万元 同时在两档里",
    ),
    (
        "▲bands: {20万元: 10, 10万元: 5, 0: 0}",
        "▲bands: {20万元: 10, 10万元: 5}",
        "R402",
        "0元至10万元(不含10万元) 不在任何一档",
    ),
    (
        "▲bands: {20万元: 10, 10万元: 5, 0: 0}",
        "▲bands: {90-100万元: 10, 80-89万元: 5, 0至80万元(不含80): 0}",
        "R402",
        "超过89万元不足90万元 不在任何一档",
    ),
    ("{20万元: 10, 10万元: 5, 0: 0}", "{▲二十万元: 10, 0: 0}", "R403", "“二十万元”应为"),
    ("{20万元: 10, 10万元: 5, 0: 0}", "{▲满20万元不满10万元: 10, 0: 0}", "R403", "从小到大"),
    ("full: 60", "full: ▲100", "R404", "合计60"),
    ("{优秀: 10, 合格: 5, 不合格: 0}", "{优秀: 10, 合格: 5}", "R405", "“不合格”没有写得数"),
    ("{20万元: 10, 10万元: 5, 0: 0}", "{20万元: ▲12, 10万元: 5, 0: 0}", "R406", "得12，高于满分10"),
    ("yes: 10, basis", "yes: ▲15, basis", "R406", "高于满分10"),
    ("choices: {优秀: 10,", "choices: {优秀: ▲11,", "R406", "高于满分10"),
    ("valid_from: 2022-01-01", "valid_from: ▲2024-01-01", "R501", "不在办法的有效期"),
    ("{2022-01-01: 1000元, 2023-01-01: 2000元}", "{2023-01-01: 2000元}", "R501", "“奖补”在2022-12-31还没有值"),
    (
        "{2022-01-01: 1000元, 2023-01-01: 2000元}",
        "{values: {▲2021-01-01: 1000元, 2023-01-01: 2000元}, yearly: true}",
        "R502",
        "2022年的还没有写，最近的是自2021-01-01起的",
    ),
    ("because: 受处分, basis: 第三条}", "because: 受处分}", "R602", "没有写依据"),
    ("scheme: 试评办法", f"▲scheme: 试评办法{'甲' * 28}", "R630", "办法的名称有32个字，工作表的名称至多31个字"),
    (
        "级别, choices: {县级: 1, 省级: 3}, basis: 第四条}",
        "级别, choices: {县级: 1, 省级: 3}}",
        "R602",
        "“争优星”没有写依据",
    ),
]

TRAPS = [
    ("aliases: [乡镇名称]", "aliases: [▲yes]", "R104", "只是文字，不是真假"),
    ("aliases: [乡镇名称]", "aliases: [▲Off]", "R104", "“Off”在这里只是文字"),
    ("choices: [县级, 省级]}", "choices: [县级, 省级, ▲true]}", "R104", "是真假，不是文字"),
    ("aliases: [乡镇名称]", "aliases: [▲010]", "R105", "“010”按文字读，有的软件读作8"),
    ("aliases: [乡镇名称]", "aliases: [▲089]", "R105", "是数的写 89"),
    ("aliases: [乡镇名称]", "aliases: [▲1:30]", "R105", "有的软件读作90"),
    ("aliases: [乡镇名称]", "aliases: [▲0x1F]", "R105", "有的软件读作31"),
    ("full: 60", "full: ▲6_0", "R105", "写 60"),
    ("full: 60", "full: ▲6e1", "R105", "写 60"),
    ("full: 60", "full: ▲60.", "R105", "写 60"),
    ("{满意票: 1,", "{满意票: ▲.5,", "R105", "写 0.5"),
    ("valid_from: 2022-01-01", "valid_from: ▲2022-1-1", "R105", "写 2022-01-01"),
    ("eligible: 年限 ≥ 1年", "eligible: 年限 ≥ 1年 且 考核日 ≥ ▲2022-1-1", "R105", "在算式里是加减乘除"),
    ("full: 60", "full: ▲６０", "R106", "读作60"),
    ("at_most: 20%", "at_most: ▲20％", "R106", "写 20%"),
    ("{20万元: 10, 10万元: 5, 0: 0}", "{▲２0万元: 10, 10万元: 5, 0: 0}", "R106", "写 20万元"),
    ("grants: [两优一先]", "grants: [两优一先▲，担当作为好支书]", "R107", "只算一项"),
    ("aliases: [乡镇名称]", "aliases: [乡镇名称▲；所在乡镇]", "R107", "只算一项"),
    ("不满意票: 0}", "不满意票: 0▲，弃权票：0}", "R107", "只算一项"),
    ("type: yes_no, blank: 否}", "type: yes_no, ▲blank: }", "R108", "等于没有写"),
    ("type: yes_no, blank: 否}", "type: yes_no, ▲blank: ~}", "R108", "等于没有写"),
    ("  推荐: {grants", "  推▲\u200b荐: {grants", "R109", "“推荐”里夹了看不见的字符"),
    ("  推荐: {grants", "  推荐▲\u3000: {grants", "R109", "全角空格"),
    ("subject: 支部", "subject: 支部▲\u00a0", "R109", "不换行空格"),
]

REVIEW = [
    (
        "  奖补: {2022-01-01: 1000元, 2023-01-01: 2000元}",
        "  奖补: {2022-01-01: 1000元, ▲2022-07-01: 2000元}",
        "R457",
        "2022-07-01起2000元",
    ),
    (
        "  争优星: {best_of: 表彰, from: 级别, choices: {县级: 1, 省级: 3}, basis: 第四条}",
        "  ▲争优星: {best_of: 表彰, from: 级别, choices: {县级: 1, 省级: 3}, basis: 第四条, example: true}",
        "R601",
        "有1处数值是示例，还在用",
    ),
    ("      乡镇: {type", "      ▲备注: {type: text}\n      乡镇: {type", "R603", "“名册”的“备注”一栏没有用来计分"),
    ("      起: {type", "      ▲文号: {type: text}\n      起: {type", "R603", "“表彰”的“文号”一栏没有用来计分"),
    ("  达标分: {values", "  ▲及格分: {2022-01-01: 60分}\n  达标分: {values", "R604", "参数“及格分”没有哪一条用到"),
    (
        "  年限: {tenure",
        "  ▲增收: {formula: 收入 - 上年收入, basis: 第二条}\n  年限: {tenure",
        "R604",
        "取值“增收”没有哪一条用到",
    ),
    (
        "  年限: {tenure",
        "  档次: {▲decide: [{when: 缺额 ≥ 5, give: 多}, {when: 缺额 ≤ 2, give: 少}], basis: 第二条}\n  年限: {tenure",
        "R474",
        "缺额 3至4，遇到时待定",
    ),
    (
        "eligible: 年限 ≥ 1年",
        "  ▲届末: {formula: 本届止日, note: 供查看, basis: 第二条}\nterm_from: [2021-01-01]\neligible: 年限 ≥ 1年",
        "R456",
        "没有写下一届自何日起",
    ),
    (
        "  年限: {tenure",
        "  档次: {from: 收入, ▲bands: {上年收入以上: 增长, 不足0: 亏损}, note: 供查看, basis: 第二条}\n  年限: {tenure",
        "R454",
        "“上年收入以上”、“不足0”的一端与别的档接不上",
    ),
    (
        "  推荐: {grants",
        "  ▲慰问: {from: 等次, choices: {零星: 0元, 一星: 奖补}, otherwise: 奖补 * 2, basis: 第十条}\n  推荐: {grants",
        "R605",
        "“慰问”与“补贴”",
    ),
    (
        "      收入: {points",
        "      ▲换届: {from: 按期换届, points: 10, yes: 10, basis: 第四条}\n      收入: {points",
        "R605",
        "“换届”与“按期换届”",
    ),
    (
        "      收入: {points",
        "      ▲换届: {from: 按期换届, points: 10, yes: 5, basis: 第四条}\n      收入: {points",
        "R609",
        "“换届”与“按期换届”",
    ),
    (
        "{20万元: 10, 10万元: 5, 0: 0}",
        "{▲20万元: 5, 10万元: 10, 0: 0}",
        "R606",
        "“10万元”是10，“20万元”却是5",
    ),
    (
        "from: 等次, choices: {零星: 0元, 一星: 奖补}, otherwise: 奖补 * 2",
        "from: 星级, choices: {1: 500元, 2: 1500元, ▲3: 1000元}, otherwise: 2000元",
        "R606",
        "“2”是1500元，“3”却是1000元",
    ),
    ("2023-01-01: 2000元", "2023-01-01: ▲2022元", "R607", "“2022元”像是数里混进了年份"),
    ("{2022-01-01: 1000元,", "{2022-01-01: ▲202300元,", "R607", "“202300元”"),
    ("{20万元: 10, 10万元: 5, 0: 0}", "{20万元: 10, ▲12024元: 5, 0: 0}", "R607", "“12024元”"),
    (
        "quotas:\n",
        "quotas:\n  - {of: 二星, group: 乡镇, at_most: 85%, round: floor, order: [星级, 收入], overflow: 一星, basis: 第八条}\n",
        "R608",
        "名额合计105%，超过100%：二星、三星以上",
    ),
]

WAYS = [
    (
        "  年限: {tenure",
        "  均额: {cohort: 缺额, take: mean, ▲order: high, round: 0.1, note: 供查看, basis: 第二条}\n  年限: {tenure",
        "R410",
        "order 只用于 take: rank",
    ),
    (
        "  推荐: {grants",
        "  养老: {split: 奖补, payers: {县: 60%, 村: 其余}, residue: ▲县, round: 1元, basis: 第九条}\n  推荐: {grants",
        "R411",
        "“村”担其余，尾差也就归它",
    ),
    (
        "  推荐: {grants",
        "  养老: {split: 奖补, ▲payers: {县: 60%, 村: 30%}, residue: 村, round: 1元, basis: 第九条}\n  推荐: {grants",
        "R412",
        "各方所担合计90%，不足100%",
    ),
    (
        "  年限: {tenure",
        "  票均: {▲across: {满意票: 60%, 不满意票: 30%}, take: mean, round: 0.1, note: 供查看}\n  年限: {tenure",
        "R420",
        "各栏的权重合计90%",
    ),
    (
        "  年限: {tenure",
        "  票均: {across: [满意票, 不满意票], take: mean, ▲least: 1, round: 0.1, note: 供查看}\n  年限: {tenure",
        "R421",
        "用不上 least",
    ),
    (
        "  - {when: 受处分 = 是, effect: {cap: 0}",
        "  - {when: 受处分 = 是, on: 过硬星, effect: {▲cap: 0}",
        "R458",
        "没有高低",
    ),
    (
        "  推荐: {grants",
        "  慰问: {by: [考核等次, 星级], table: {优秀: {1: 100元, 2: 200元}, 合格: {1: 100元}, 不合格: {1: 0元, 2: 0元}}, basis: 九}\n"
        "  推荐: {grants",
        "R422",
        "遇到时待定",
    ),
    (
        "  推荐: {grants",
        "  奖励: {from: 收入, brackets: {0至5万元: 1%, ▲6万元: 2%}, round: 1元, basis: 第九条}\n  推荐: {grants",
        "R423",
        "“0至5万元”与“6万元”两段没有首尾相接",
    ),
    (
        "stars:\n",
        "▲scores:\n"
        "  实绩: {weight: 60%, basis: 二, indicators: {实绩分: {from: 缺额, per: 1人, each: 1, basis: 二}}}\n"
        "  测评: {weight: 30%, basis: 二, indicators: {测评分: {from: 满意票, per: 1票, each: 1, basis: 二}}}\n"
        "stars:\n",
        "R430",
        "权重合计90%，不是100%",
    ),
    (
        "  年限: {tenure",
        "  档次: {▲distribute: {甲: 30%, 乙: 60%}, order: [缺额], round: largest_remainder, note: 供查看}\n  年限: {tenure",
        "R440",
        "各等次的比例合计90%，应为100%",
    ),
    ("subject: 支部", "subject: 支部\npublish: [年限, ▲受处分]", "R442", "不能随结果公布"),
    (
        "values:\n  增幅",
        "  处分:\n    key: 村\n    many: true\n    columns: {村: {type: text}, 日: {type: date}}\n"
        "    ▲valid_for: {from: 日, lasts: 1年}\nvalues:\n  增幅",
        "R443",
        "没有哪一条看它",
    ),
    (
        "  表彰:\n    key: 村\n    many: true\n    none: means_none\n",
        "  ▲表彰:\n    key: 村\n    many: true\n",
        "R495",
        "缺报还是没有",
    ),
    ("{best_of: 表彰, from: 级别", "{best_of: 表彰, valid: ▲all, from: 级别", "R441", "没有写有效期"),
    (
        "{best_of: 表彰, from: 级别",
        "{sum_of: 表彰, again: {same: 级别, times: 2, within: ▲1年}, from: 级别",
        "R444",
        "按哪一个日期",
    ),
    (
        "{best_of: 表彰, from: 级别",
        "{best_of: 表彰, ▲one_per: {same: 级别, keep: first}, from: 级别",
        "R445",
        "没有写按什么比",
    ),
    (
        "  from: 星级\n  bands: {3: 三星以上,",
        "  direct: [{when: 受处分 = 是, set: 零星, points: ▲0}]\n  from: 星级 * 1\n  bands: {3: 三星以上,",
        "R446",
        "不是由一个有名称的得数分档的",
    ),
    (
        "  年限: {tenure",
        "  历年分: {over_years: ▲得分(过硬星), take: sum, absent: zero, not_rated: zero, note: 供查看}\n  年限: {tenure",
        "R450",
        "“得分(过硬星)”不逐年记在台账里",
    ),
    (
        "  年限: {tenure",
        "  历月缺额: {over_years: 缺额, periods: ▲month, take: sum, absent: zero, not_rated: zero, note: 供查看}\n  年限: {tenure",
        "R490",
        "本办法按年评，台账里没有按月的结果",
    ),
    (
        "  年限: {tenure",
        "  档次: {distribute: {甲: 30%, 乙: ▲70}, order: [缺额], round: largest_remainder, note: 供查看}\n  年限: {tenure",
        "R447",
        "有的写份数，有的写百分比",
    ),
    (
        "  basis: 第七条\nquotas",
        "  direct:\n    - {when: 受处分 = 是, set: ▲一星, because: 受处分}\n  basis: 第七条\nquotas",
        "R448",
        "原来比它更差的，也会升到它",
    ),
    (
        "because: 受处分, basis: 第六条}\ngrade",
        "because: 受处分, basis: 第六条}\n  - {on: level, when: 考核等次 = 优秀, effect: {floor: 1}, ▲stage: after_quotas, because: 优秀的保底, basis: 第六条}\ngrade",
        "R421",
        "这一条作用的没有名额",
    ),
    (
        "level:\n  name: 星级",
        "ratings:\n  信用: {best: lowest, from: 缺额, bands: {5以上: 2, 0至5(不含5): 1}, basis: 第四条}\n"
        "  名次: {cohort: 信用, take: rank, order: ▲high, basis: 第四条}\nlevel:\n  name: 星级",
        "R475",
        "把差的排在前面",
    ),
    (
        "按期换届: {points: 10, yes: 10,",
        "按期换届: {points: 10, accept: {▲R305: 就是这样}, yes: 10,",
        "R461",
        "这是错误，要改正，不能认可",
    ),
    ("按期换届: {points: 10, yes: 10,", "按期换届: {points: 10, accept: {▲R473: 已改}, yes: 10,", "R462", "没有遇到"),
    ("order: [星级, 收入], overflow: 二星", "▲order: [星级], overflow: 二星", "R463", "没有写相同的怎么办"),
    ("award: 得分 ≥ 达标分", "award: ▲得分 ≥ 70", "R470", "永远不成立"),
    ("award: 得分 ≥ 达标分", "award: ▲得分 ≥ 0", "R471", "总是成立"),
    (
        "班子: {from: 缺额, points: 10, per: 1人, each: -5,",
        "班子: {from: 缺额, points: 10, bands: {▲20人: 0, 5人: 5, 0人: 10},",
        "R472",
        "“20人”永远轮不到",
    ),
    ("{points: 10, yes: 10,", "{points: 10, yes: 10, no: 10,", "R473", "无论怎么填都得10"),
    (
        "  推荐: {grants",
        "  ▲慰问: {formula: 奖补 * 满意票 * 0.000125, basis: 第九条}\n  推荐: {grants",
        "R480",
        "加 round: 0.01元",
    ),
    ("grade:\n  name: 等次\n", "grade:\n  name: 等次\n  every: ▲month\n", "R481", "这部办法按年评"),
    ("增幅: {formula: 收入 / 上年收入 - 1,", "增幅: {formula: 收入 * ▲考核月,", "R482", "用 月份(考核日)"),
    ("none: means_none\n", "none: means_none\n    period: ▲级别\n    span: all\n", "R483", "看不出是哪一期"),
    (
        "valid_from: 2022-01-01\nparameters:",
        "valid_from: 2022-01-01\nevery: [month, year]\nparameters:",
        "R484",
        "没有写 period",
    ),
]

_CHECKED = """\
  评分:
    key: 村
    {stages}
    columns:
      村: {{type: text}}
      分数: {{type: number{more}}}
values:
  评分数: {{formula: 分数, note: 供查看, basis: 第二条}}
"""


def _with_stages(stages: str, more: str = "") -> tuple[str, str]:
    return "values:\n", _CHECKED.format(stages=stages, more=more)


STAGES = [
    ("  表彰:\n    key: 村\n", "  表彰:\n    key: 村\n    ▲stages: {use: [县核]}\n", "R640", "名册、记录表"),
    (
        *_with_stages("stages: {▲weigh: {自评: 40%, 县核: 60%}}", "}\n      意见: {type: text"),
        "R641",
        "“意见”不是数",
    ),
    (*_with_stages("stages: {▲weigh: {自评: 40%, 县核: 60%}}", ", words: [缺考]"), "R642", "词不能加权"),
    (*_with_stages("stages: {use: [县核, 自评], differ: {▲得数: 5}}"), "R643", "“得数”不是这张表的一个数栏"),
    (*_with_stages("stages: {use: [县核, 自评], differ: {▲分数: 很多}}"), "R643", "不能相差“很多”"),
    (*_with_stages("stages: {▲differ: 5分}"), "R643", "哪一个数栏"),
    (*_with_stages("▲stages: {use: [县核, 自评]}", ", stage: 自评"), "R644", "各栏就不再写 stage"),
    (*_with_stages("stages: ▲{weigh: {自评: 40%, 县核: 50%}}"), "R203", "合计要是 100%"),
    (*_with_stages("stages: {weigh: {自评: ▲40分, 县核: 60%}}"), "R203", "权重写百分比"),
]

EVIDENCE = [
    (
        "增幅: {formula: 收入 / 上年收入 - 1,",
        "增幅: {formula: 收入 / 上年收入 - 1, ▲evidence: required,",
        "R645",
        "只写在指标上",
    ),
    ("班子: {from: 缺额,", "班子: {from: 缺额, evidence: {column: ▲缺额},", "R646", "“缺额”不是"),
    ("班子: {from: 缺额,", "班子: {from: 缺额, evidence: ▲随便,", "R203", "evidence 写 required"),
]

CASES = YAML + SHAPE + NAMES + KINDS + CLAUSES + WAYS + TRAPS + REVIEW + STAGES + EVIDENCE


def changed(old: str, new: str) -> tuple[str, tuple[int, int] | None]:
    """The sound file with one change, and the line and column of the mark."""
    bare = old.replace("▲", "")
    assert SOUND.count(bare) == 1, f"{bare!r} stands {SOUND.count(bare)} times"
    text = SOUND.replace(bare, new)
    if "▲" not in text:
        return text, None
    before, _, after = text.partition("▲")
    return before + after, (before.count("\n") + 1, len(before) - before.rfind("\n"))
