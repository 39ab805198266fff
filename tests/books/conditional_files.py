"""One sheet with conditional formats in every format that has them. Rules are made as programs make them, or byte by byte."""

import struct
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from books.making import number, ods, wide, xls

Area = tuple[int, int, int, int]
"""First row and column, last row and column, from 0."""
EXPRESSION = "expression"


@dataclass(frozen=True)
class Rule:
    """kind: `>`, `=`, `between`, `containing` or EXPRESSION. code, strike: what it changes; neither: a colour."""

    kind: str
    operands: tuple[object, ...] = ()
    code: str = ""
    strike: bool = False
    area: Area = (0, 0, 99, 0)


Make = Callable[[Sequence[object], Sequence[Rule]], bytes]
"""Values of column A, and the rules in their order, to a file."""


def make_xlsx(values: Sequence[object], rules: Sequence[Rule]) -> bytes:
    """As XlsxWriter writes it."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表")
        for row, value in enumerate(values):
            sheet.write(row, 0, value)
        for rule in rules:
            look = (
                {"num_format": rule.code}
                if rule.code
                else {"font_strikeout": True}
                if rule.strike
                else {"bg_color": "red"}
            )
            sheet.conditional_format(*rule.area, {**_options(rule), "format": book.add_format(look)})
    return stream.getvalue()


def _options(rule: Rule) -> dict[str, object]:
    texts = tuple(f'"{o}"' if isinstance(o, str) else o for o in rule.operands)
    if rule.kind == EXPRESSION:
        return {"type": "formula", "criteria": rule.operands[0]}
    if rule.kind == "containing":
        return {"type": "text", "criteria": "containing", "value": rule.operands[0]}
    if rule.kind == "between":
        return {"type": "cell", "criteria": "between", "minimum": texts[0], "maximum": texts[1]}
    return {"type": "cell", "criteria": rule.kind, "value": texts[0]}


OPERATORS = {"between": 1, "=": 3, ">": 5}
TOKENS = bytes.fromhex("44000000c0") + b"\x1e\x00\x00\x0d"
"""A formula: a cell compared with nought."""


def _tokens(operand: object, is_long: bool) -> bytes:
    if isinstance(operand, str):
        length = struct.pack("<H", len(operand)) if is_long else bytes([len(operand), 1])
        return b"\x17" + length + wide(operand)
    if isinstance(operand, int) and operand >= 0:
        return b"\x1e" + struct.pack("<H", operand)
    return b"\x1f" + struct.pack("<d", operand)


def _formulas(rule: Rule, is_long: bool) -> list[bytes]:
    if rule.kind == EXPRESSION:
        return [TOKENS]
    if rule.kind == "containing":  # NOT(ISERROR(SEARCH("…",A1)))
        return [_tokens(rule.operands[0], is_long) + bytes.fromhex("4400000000c0")]
    return [_tokens(operand, is_long) for operand in rule.operands]


def make_xls(values: Sequence[object], rules: Sequence[Rule]) -> bytes:
    """As Excel 2007 writes an .xls: an old record, and one that adds the number format to it."""
    cells = [_xls_cell(row, value) for row, value in enumerate(values)]
    for i, rule in enumerate(rules):
        top, left, bottom, right = rule.area
        area = struct.pack("<4H", top, bottom, left, right)
        cells.append((0x1B0, struct.pack("<HH", 1, i << 1) + area + struct.pack("<H", 1) + area))
        kind = 1 if rule.kind in OPERATORS else 2
        formulas = [*_formulas(rule, is_long=False), b""][:2]
        head = struct.pack("<BBHH", kind, OPERATORS.get(rule.kind, 0), *map(len, formulas))
        cells.append((0x1B1, head + xls_change("", rule.strike) + b"".join(formulas)))
        if rule.code:
            change = xls_change(rule.code, rule.strike)
            more = struct.pack("<IHHBBHBB", 0, i, 0, OPERATORS.get(rule.kind, 0), kind - 1, i + 1, 3, 1)
            cells.append((0x87B, bytes(12) + more + struct.pack("<I", len(change)) + change + b"\x10" + bytes(16)))
    return xls(cells, name="表")


def xls_change(code: str, strike: bool) -> bytes:
    """A DXFN: the flags, the number format, the font."""
    flags, font = 0x003F_FFFF, b""
    format_ = b""
    if code:
        flags = flags & ~0x00080000 | 0x02000000
        text = struct.pack("<HB", len(code), 1) + wide(code)
        format_ = struct.pack("<H", len(text) + 2) + text
    if strike:
        flags |= 0x04000000
        font = bytes(64) + struct.pack("<IIHHBBBBiiI", 0xFFFFFFFF, 0x80, 0, 0, 0, 0, 0, 0, -1, 0, 0x02) + bytes(26)
    return struct.pack("<IH", flags, 1 if code else 0) + format_ + font


def xls_2007_rule(rule: Rule, priority: int, stops: bool = False) -> tuple[int, bytes]:
    """A rule as only Excel 2007 has it."""
    kind = 1 if rule.kind in OPERATORS else 2
    formulas = [*_formulas(rule, is_long=False), b""][:2]
    change = xls_change(rule.code, rule.strike)
    head = struct.pack("<BBHHI", kind, OPERATORS.get(rule.kind, 0), *map(len, formulas), len(change))
    template = 8 if rule.kind == "containing" else 0
    tail = struct.pack("<HBHHB", 0, 2 if stops else 0, priority, template, 16) + bytes(16)
    return 0x87A, bytes(12) + head + change + b"".join(formulas) + tail


def _xls_cell(row: int, value: object) -> tuple[int, bytes]:
    if isinstance(value, str):
        return 0x204, struct.pack("<HHHHB", row, 0, 0, len(value), 1) + wide(value)
    return number(row, 0, value)


def make_xlsb(values: Sequence[object], rules: Sequence[Rule], is_2010: bool = False) -> bytes:
    """As [MS-XLSB] has it. is_2010: in the records that Excel 2010 has for rules that refer to other sheets."""
    changes = [_binary(1171 if is_2010 else 507, bytes(4 * is_2010) + _xlsb_change(rule)) for rule in rules]
    sheet = b"".join(map(_xlsb_row, range(len(values)), values))
    conditions = b"".join(
        _xlsb_2010_rule(rule) if is_2010 else _xlsb_2007_rule(rule, i) for i, rule in enumerate(rules)
    )
    parts = {
        "xl/workbook.bin": _binary(131)
        + _binary(143)
        + _binary(156, struct.pack("<II", 0, 1) + _long("rId1") + _long("表"))
        + _binary(144)
        + _binary(132),
        "xl/worksheets/sheet1.bin": _binary(129) + _binary(145) + sheet + _binary(146) + conditions + _binary(130),
        "xl/styles.bin": _binary(278) + _binary(505) + b"".join(changes) + _binary(506) + _binary(279),
        "_rels/.rels": _links(("officeDocument", "xl/workbook.bin")),
        "xl/_rels/workbook.bin.rels": _links(("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin")),
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def _links(*links: tuple[str, str]) -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    found = "".join(
        f'<Relationship Id="rId{i}" Type="{office}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(links, 1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{found}</Relationships>'.encode()


def _binary(kind: int, data: bytes = b"") -> bytes:
    """A record of an .xlsb."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    assert len(data) < 2**14
    size = bytes([len(data)]) if len(data) < 128 else bytes([len(data) & 0x7F | 0x80, len(data) >> 7])
    return head + size + data


def _long(text: str) -> bytes:
    return struct.pack("<I", len(text)) + wide(text)


def _xlsb_row(row: int, value: object) -> bytes:
    head = struct.pack("<II", 0, 0)
    cell = _binary(6, head + _long(value)) if isinstance(value, str) else _binary(5, head + struct.pack("<d", value))
    return _binary(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0)) + cell


def _xlsb_2007_rule(rule: Rule, i: int) -> bytes:
    area = struct.pack("<III4I", 1, 0, 1, rule.area[0], rule.area[2], rule.area[1], rule.area[3])
    return _binary(461, area) + _binary(463, _xlsb_rule(rule, i)) + _binary(464) + _binary(462)


def _xlsb_2010_rule(rule: Rule) -> bytes:
    area = struct.pack("<4I4I", 2, 1, 2, 1, rule.area[0], rule.area[2], rule.area[1], rule.area[3])
    return _binary(1046, area) + _binary(1048, bytes(70)) + _binary(1049) + _binary(1047)


def _xlsb_change(rule: Rule) -> bytes:
    properties = []
    if rule.code:
        data = struct.pack("<H", len(rule.code)) + wide(rule.code)
        properties += [struct.pack("<HH", 0x26, len(data) + 4) + data, struct.pack("<HHH", 0x29, 6, 164)]
    if rule.strike:
        properties.append(struct.pack("<HHB", 0x1D, 5, 1))
    return struct.pack("<IH", 0, len(properties)) + b"".join(properties)


def _xlsb_rule(rule: Rule, i: int) -> bytes:
    kind, template, parameter = (1, 0, OPERATORS[rule.kind]) if rule.kind in OPERATORS else (2, 1, 0)
    text = struct.pack("<I", 0xFFFFFFFF)
    if rule.kind == "containing":
        template, text = 8, _long(str(rule.operands[0]))
    formulas = [struct.pack("<I", len(f)) + f + bytes(4) for f in _formulas(rule, is_long=True)]
    sizes = [*map(len, formulas), 0, 0][:3]
    return struct.pack("<7IH3I", kind, template, i, i + 1, parameter, 0, 0, 0, *sizes) + text + b"".join(formulas)


DIGITS = '<number:number number:decimal-places="0" number:min-integer-digits="1"/>'
NUMBER_STYLES = 'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
CONDITION = '<calcext:condition calcext:apply-style-name="c{i}" calcext:value="{value}"/>'


def make_ods(values: Sequence[object], rules: Sequence[Rule]) -> bytes:
    """As LibreOffice writes it: behind the rows."""
    formats = "".join(
        f'<calcext:conditional-format calcext:target-range-address="表.{_corner(rule.area[:2])}:表.{_corner(rule.area[2:])}">'
        + CONDITION.format(i=i, value=_ods_condition(rule))
        + "</calcext:conditional-format>"
        for i, rule in enumerate(rules)
    )
    rows = "".join(f"<table:table-row>{_ods_cell(value)}</table:table-row>" for value in values)
    body = f'<table:table table:name="表">{rows}<calcext:conditional-formats>{formats}</calcext:conditional-formats></table:table>'
    return ods(body, ods_styles(rules))


def make_ods_by_style(values: Sequence[object], rules: Sequence[Rule]) -> bytes:
    """As the standard has it: in the style of the cells."""
    maps = "".join(
        f'<style:map style:condition="{_ods_condition(rule, "cell-content()")}" style:apply-style-name="c{i}"/>'
        for i, rule in enumerate(rules)
    )
    style = f'<style:style style:name="ce1" style:family="table-cell">{maps}</style:style>'
    inside = {row for rule in rules for row in range(rule.area[0], rule.area[2] + 1)}
    cells = (_ods_cell(value, "ce1" if row in inside else "") for row, value in enumerate(values))
    rows = "".join(f"<table:table-row>{cell}</table:table-row>" for cell in cells)
    return ods(f'<table:table table:name="表">{rows}</table:table>', ods_styles(rules) + style)


def _corner(spot: Sequence[int]) -> str:
    return f"{chr(65 + spot[1])}{spot[0] + 1}"


def _ods_cell(value: object, style: str = "") -> str:
    own = f' table:style-name="{style}"' if style else ""
    if isinstance(value, str):
        return f'<table:table-cell{own} office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell{own} office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'


def _ods_condition(rule: Rule, content: str = "") -> str:
    texts = [f"&quot;{o}&quot;" if isinstance(o, str) else str(o) for o in rule.operands]
    if rule.kind == EXPRESSION:
        return f"is-true-formula({rule.operands[0]})" if content else "formula-is([.$B1]=1)"
    if rule.kind == "containing":
        return f"contains-text({texts[0]})"
    if rule.kind == "between":
        return f"cell-content-is-between({','.join(texts)})" if content else f"between({','.join(texts)})"
    return content + rule.kind.replace(">", "&gt;") + texts[0]


def ods_styles(rules: Sequence[Rule]) -> str:
    """A cell style `c0`, `c1` … for each rule, and its number format."""
    found = []
    for i, rule in enumerate(rules):
        data = ""
        if rule.code:
            word = rule.code.partition('"')[2].rstrip('"')
            digits = DIGITS if "0" in rule.code else ""
            found.append(
                f'<number:number-style {NUMBER_STYLES} style:name="N{i}">{digits}<number:text>{word}</number:text></number:number-style>'
            )
            data = f' style:data-style-name="N{i}"'
        strike = '<style:text-properties style:text-line-through-style="solid"/>' if rule.strike else ""
        found.append(
            f'<style:style style:name="c{i}" style:family="table-cell" style:parent-style-name="Default"{data}>{strike}</style:style>'
        )
    return "".join(found)


def make_xml(values: Sequence[object], rules: Sequence[Rule]) -> bytes:
    """XML Spreadsheet 2003."""
    names = {"between": "Between", "=": "Equal", ">": "Greater"}
    rows = "".join(
        f'<Row><Cell><Data ss:Type="{"String" if isinstance(value, str) else "Number"}">{value}</Data></Cell></Row>'
        for value in values
    )
    formats = []
    for rule in rules:
        top, left, bottom, right = rule.area
        style = (
            f"mso-number-format:'{rule.code}'"
            if rule.code
            else "text-line-through:single"
            if rule.strike
            else "color:red"
        )
        qualifier = f"<Qualifier>{names[rule.kind]}</Qualifier>" if rule.kind in names else ""
        operands = (
            ["RC2=1"] if rule.kind == EXPRESSION else [f'"{o}"' if isinstance(o, str) else o for o in rule.operands]
        )
        given = "".join(f"<Value{i}>{operand}</Value{i}>" for i, operand in enumerate(operands, 1))
        style = style.replace('"', "&quot;")
        formats.append(
            '<ConditionalFormatting xmlns="urn:schemas-microsoft-com:office:excel">'
            f"<Range>R{top + 1}C{left + 1}:R{bottom + 1}C{right + 1}</Range>"
            f'<Condition>{qualifier}{given}<Format Style="{style}"/></Condition></ConditionalFormatting>'
        )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="表">'
        f"<Table>{rows}</Table>{''.join(formats)}</Worksheet></Workbook>"
    ).encode()
