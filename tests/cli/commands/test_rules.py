"""`stardb rules`: printed, or written as a page or a document."""

import pytest
from workspaces import small


def test_without_a_file_the_clauses_are_printed(stardb, tmp_path):
    done = stardb("rules", "little", "-C", small(tmp_path))
    assert done.exit_code == 0
    assert "  奖补：看：等次，按选项：红星支部：1000元，其余的：0元，单位：元/年\n    依据：第五条\n" in done.stdout


def test_a_page_holds_all_of_it_in_one_file(stardb, tmp_path):
    target = tmp_path / "办法.html"
    assert stardb("rules", "little", "-C", small(tmp_path), "-o", target).exit_code == 0
    page = target.read_text("utf-8")
    assert "<h1>小星评定规则</h1>" in page
    assert "20万元起：10；10万元起：6" in page
    assert not any(mark in page for mark in ("<script", '<link rel="stylesheet"', "src="))


def test_a_document(stardb, tmp_path):
    target = tmp_path / "办法.docx"
    assert stardb("rules", "rules/little.yaml", "-C", small(tmp_path), "-o", target).exit_code == 0
    assert target.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("name", ["办法.pdf", "办法"])
def test_another_kind_of_file_is_wrong_usage(stardb, tmp_path, name):
    assert stardb("rules", "little", "-C", small(tmp_path), "-o", tmp_path / name).exit_code == 64
    assert not (tmp_path / name).exists()


def test_a_file_that_is_there_is_not_overwritten_but_when_told(stardb, tmp_path):
    target = tmp_path / "办法.html"
    target.write_text("我的", encoding="utf-8")
    root = small(tmp_path)
    assert stardb("rules", "little", "-C", root, "-o", target).exit_code == 64
    assert target.read_text("utf-8") == "我的"
    assert stardb("rules", "little", "-C", root, "-o", target, "--force").exit_code == 0
    assert "小星" in target.read_text("utf-8")


def test_a_name_that_is_none_is_told_with_the_likeliest(stardb, tmp_path):
    done = stardb("rules", "litle", "-C", small(tmp_path))
    assert done.exit_code == 2
    assert "没有 rules/litle.yaml 这个规则文件；是不是“little”？" in done.stderr


def test_the_version_in_force_in_the_period_is_meant(stardb, tmp_path):
    root = small(tmp_path)
    text = (root / "rules/little.yaml").read_text("utf-8")
    (root / "rules/little@2023.yaml").write_text(text.replace("2020-01-01\np", "2023-01-01\np"), encoding="utf-8")
    assert "rules/little.yaml" in stardb("rules", "little", "-C", root).stdout
    assert "rules/little@2023.yaml" in stardb("rules", "little", "-C", root, "--period", "2023").stdout
