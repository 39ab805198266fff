"""The rule file as a .docx: opened again by Word's library and by LibreOffice."""

import subprocess
from io import BytesIO
from pathlib import Path

from docx import Document
from workspaces import SCHEME

from stardb.rendering import build_rule_document
from stardb.rendering.documents import render_rule_docx
from stardb.rulebook import describe_rules, read_rules


def make() -> bytes:
    texts = describe_rules(read_rules(SCHEME, "little.yaml"))
    return render_rule_docx(build_rule_document(texts, SCHEME, "小星", "rules/little.yaml", "中共小县县委组织部"))


def test_each_part_is_a_table_of_its_clauses() -> None:
    document = Document(BytesIO(make()))
    stars = [[cell.text for cell in row.cells] for row in document.tables[3].rows]
    assert stars[0] == ["条款", "规定", "依据与说明", "行"]
    assert stars[2] == [
        "集体收入",
        "看：收入\n分档：20万元起：10；10万元起：6；0元起：0\n满分：10",
        "第二条",
        stars[2][3],
    ]
    assert document.paragraphs[0].text == "小星评定规则"
    assert [cell.text for cell in document.tables[-1].rows[0].cells] == ["拟稿：", "审核：", "批准：", "日期："]


def test_the_same_rules_give_the_same_bytes() -> None:
    assert make() == make()


def test_it_opens_as_a_document_of_a_few_pages(tmp_path: Path, soffice: list[str], pdftotext: str) -> None:
    (tmp_path / "办法.docx").write_bytes(make())
    subprocess.run(
        [*soffice, "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "办法.docx"], check=True, capture_output=True
    )
    text = subprocess.run(
        [pdftotext, "-layout", tmp_path / "办法.pdf", "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    assert "小星评定规则" in text
    assert "20万元起：10" in text.replace(" ", "")
    assert text.count("\f") <= 3
