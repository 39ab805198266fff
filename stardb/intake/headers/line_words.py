"""What the words of a line below a header say that it is: a total, a note, a signature, the foot of a page."""

import re

TOTAL = re.compile(r".{0,8}?(小计|合计|总计|共计|累计|平均(?:值|分|数|得分)?)数?:?(?:\d.*|\([^)]*\))?")
FIGURE = re.compile(
    r"(?:共|计)?\d{1,5}个.{1,4}|全[县市区旗镇乡]|总[数和]|汇总|计|[人户村]均|均值|中位数|最[高低大小](?:值|分|得分)?|total"
    r"|满分|标准分|分值|权重|目标值|(?:达标|完成|合格)率|达标数|占比|百分比|同比|其中:.*|[上去]年.{0,3}|标准|排名|名次",
    re.IGNORECASE,
)
"""What stands where a subject's name would, of a line of figures that are no subject's: 2个村, 全镇, 最高分, 满分."""
_PAGE = r"第[\d一二三四五六七八九十]+页.*|共[\d一二三四五六七八九十]+页|-\d+-|\d+/\d+页?|\(?[接续下]+[表页]\d*\)?"
_TASK = r"填[表报写]|制表|审[核批查定]|复核|经办|承办|联系|监督|(?:单位|主要)?负责|分管|主管|包[村片]|签[字名]|盖章"
_WHO = r"人员?|者|领导|单位|部门|负责人?|意见|电话|日期|时间|签[字名]|盖章"
_SIGNED = rf"(?:{_TASK})(?:(?:{_WHO})+.{{0,4}}$|(?:{_WHO})*(?:\([^)]*\))?(?:[:(]|$))"
"""填表人 张三, 审核：, 主管领导(签字): but not 主管庄."""
NOTE = re.compile(
    rf"\(?注\d*[:.、)]|备注:|说明:|附注|附:|\(?以下(?:空白|无正文)|{_SIGNED}|\(?[盖公签]章|单位\(?盖?章|日期:|年月日$|\d{{4}}年\d{{0,2}}月\d{{0,2}}日$"
    rf"|(?:合计|总计|共计)?\(?(?:人民币)?\(?大写|(?:{_PAGE})$"
)
SENTENCE = re.compile(r"[。,;]")
COUNT = re.compile(r"\d{1,5}(?:个.{0,4})?")
LONG = 12
"""From how many characters on a text alone in its row is a note."""

PAGE = re.compile(_PAGE)
"""The foot of a page, which ends nothing."""
