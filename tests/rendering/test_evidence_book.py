"""Evidence in the results: a workbook by township, what is missing first, and links from the card that lead to the files."""

import re
import sys
from pathlib import Path
from urllib.parse import unquote

import openpyxl

sys.path.insert(0, str(Path(__file__).parents[1] / "workspace/evidence"))

from laid import make

from stardb.workspace import open_workspace, run

FILES = ("甲镇/东庄/集体收入/银行 流水.pdf", "甲镇/东庄/集体收入/合同.pdf")


def test_the_workbook_lists_what_is_missing_first_township_by_township(tmp_path):
    root = make(tmp_path, FILES)
    run(open_workspace(root))
    book = openpyxl.load_workbook(root / "results/2022/小星 佐证材料.xlsx")
    assert [[cell.value for cell in row] for row in book["佐证材料"].iter_rows(min_row=3)] == [
        ["甲镇", "西庄", "集体收入", "6分", 0, "", "没有"],
        ["甲镇", "东庄", "集体收入", "10分", 2, "合同.pdf、银行 流水.pdf", "有"],
    ]
    assert [[cell.value for cell in row] for row in book["分乡镇"].iter_rows(min_row=3)] == [
        ["甲镇", 2, 1, 1, 2],
        ["乙镇", 0, 0, 0, 0],
    ]


def test_links_of_a_card_lead_to_the_files(tmp_path):
    root = make(tmp_path, FILES)
    run(open_workspace(root))
    card = root / "results/2022/little/001.html"
    links = re.findall(r'href="([^"]*evidence[^"]*)"', card.read_text(encoding="utf-8"))
    assert [(card.parent / unquote(link)).resolve().name for link in links] == ["合同.pdf", "银行 流水.pdf"]
    assert all((card.parent / unquote(link)).is_file() for link in links)


def test_without_evidence_asked_for_there_is_no_workbook(tmp_path):
    root = make(tmp_path, [], income="")
    run(open_workspace(root))
    assert not [*(root / "results/2022").glob("*佐证*")]
    assert "佐证" not in (root / "results/2022/little/001.html").read_text(encoding="utf-8")
