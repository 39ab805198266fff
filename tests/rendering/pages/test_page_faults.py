"""What somebody is told whose page template is wrong: file, line, column, in Chinese, and all of it at once."""

from pathlib import Path

import pytest
from rendering.pages_county import SETTING, TEMPLATES, little_county

from stardb.problems import Problem, ProblemsError
from stardb.rendering import build_view, render_pages
from stardb.scoring import Appraisal


@pytest.fixture(scope="module")
def appraisal(tmp_path_factory: pytest.TempPathFactory) -> Appraisal:
    return little_county(tmp_path_factory.mktemp("faults"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder of a workspace's own templates."""
    folder = tmp_path / "reports" / "pages"
    folder.mkdir(parents=True)
    return folder


def told(appraisal: Appraisal, *folders: Path) -> list[Problem]:
    with pytest.raises(ProblemsError) as caught:
        render_pages([("little", appraisal, build_view(appraisal, (), SETTING))], folders, SETTING)
    return list(caught.value.problems)


def short(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(fault.code, str(fault.place)) for fault in problems]


def test_unknown_names_are_told_all_at_once_with_line_and_column(appraisal: Appraisal, own: Path) -> None:
    (own / "index.html").write_text(
        "{{ 县 }}\n  <p>{{ 年份 }}</p>\n{% for 项 in 办法们 %}{% endfor %}", encoding="utf-8"
    )
    (own / "subject.html").write_text("<p>\n{{ 本行.名字 }}{{ 本行.乡镇 }}\n", encoding="utf-8")
    problems = told(appraisal, own, TEMPLATES)
    assert short(problems) == [
        ("T103", "reports/pages/index.html:2:9"),
        ("T103", "reports/pages/index.html:3:13"),
        ("T103", "reports/pages/subject.html:2:7"),
    ]
    assert problems[0].message == "没有“年份”这个名称，是否想写：年度"
    assert problems[2].message == "这一项里没有“名字”，是否想写：名称"
    assert problems[2].found == "名字"


def test_a_name_used_in_reckoning_and_filters_is_told_as_a_name(appraisal: Appraisal, own: Path) -> None:
    (own / "index.html").write_text(
        "{{ 无此 + 1 }}{{ 也无.此.名 }}{{ 又无|数 }}{% if 还无 > 2 %}{% endif %}", encoding="utf-8"
    )
    names = {fault.found for fault in told(appraisal, own, TEMPLATES)}
    assert names == {"无此", "也无", "又无", "还无"}


def test_asking_whether_a_name_is_defined_is_no_fault(appraisal: Appraisal, own: Path) -> None:
    (own / "index.html").write_text("{{ 无此 is defined }}{{ 无此|default('没有') }}", encoding="utf-8")
    pages = render_pages([("little", appraisal, build_view(appraisal, (), SETTING))], [own, TEMPLATES], SETTING)
    assert pages["index.html"].decode() == "False没有"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("<p>\n{% endfro %}", "index.html:2:1", "没有“endfro”这个标签"),
        ("{% for 项 in 各办法 %}\n<p>", "index.html:2:1", "到文件末尾，“for”还没有结束"),
        ("{% if 县 %}\n{% endfor %}", "index.html:2:1", "前面的“if”还没有结束"),
        ("\n\n{{ 县 县 }}", "index.html:3:1", "读不通"),
        ("{{ 县|大写 }}", "index.html:1:1", "没有“大写”这个过滤器"),
    ],
)
def test_a_slip_of_writing_is_told_in_chinese(
    appraisal: Appraisal, own: Path, text: str, place: str, message: str
) -> None:
    (own / "index.html").write_text(text, encoding="utf-8")
    (fault,) = told(appraisal, own, TEMPLATES)
    assert (fault.code, str(fault.place)) == ("T102", f"reports/pages/{place}")
    assert message in fault.message
    assert "{% for %}" in fault.remedy


def test_slips_in_several_templates_are_told_together(appraisal: Appraisal, own: Path) -> None:
    (own / "index.html").write_text("{% endfro %}", encoding="utf-8")
    (own / "scheme.html").write_text("<p>\n{{ 县 县 }}", encoding="utf-8")
    assert short(told(appraisal, own, TEMPLATES)) == [
        ("T102", "reports/pages/index.html:1:1"),
        ("T102", "reports/pages/scheme.html:2:1"),
    ]


def test_what_cannot_be_carried_out_is_told_with_its_line(appraisal: Appraisal, own: Path) -> None:
    (own / "index.html").write_text("<p>\n<p>{{ 1 / 0 }}", encoding="utf-8")
    assert short(told(appraisal, own, TEMPLATES)) == [("T102", "reports/pages/index.html:2:1")]


def test_the_sandbox_lets_nobody_out(appraisal: Appraisal, own: Path) -> None:
    (own / "index.html").write_text("{{ ''.__class__.__mro__ }}", encoding="utf-8")
    (fault,) = told(appraisal, own, TEMPLATES)
    assert (fault.code, fault.message) == ("T103", "模板里不许用“__class__”")


def test_a_template_that_is_missing_is_told(appraisal: Appraisal, own: Path) -> None:
    assert short(told(appraisal, own)) == [
        ("T101", "reports/pages/index.html"),
        ("T101", "reports/pages/problems.html"),
        ("T101", "reports/pages/scheme.html"),
        ("T101", "reports/pages/subject.html"),
    ]


def test_a_template_that_another_asks_for_in_vain_is_told_with_the_line(appraisal: Appraisal, own: Path) -> None:
    (own / "index.html").write_text('<p>\n{% include "无此.html" %}', encoding="utf-8")
    (own / "scheme.html").write_text('{{ 资源("无此.css") }}', encoding="utf-8")
    (own / "subject.html").write_text('{% from "_charts.html" import 饼图 %}\n{{ 饼图(1) }}', encoding="utf-8")
    assert short(told(appraisal, own, TEMPLATES)) == [
        ("T101", "reports/pages/index.html:2:13"),
        ("T101", "reports/pages/scheme.html:1:8"),
        ("T103", "reports/pages/subject.html:2:4"),
    ]


def test_a_template_in_another_encoding_is_told(appraisal: Appraisal, own: Path) -> None:
    (own / "index.html").write_bytes("县".encode("gbk"))
    (fault,) = told(appraisal, own, TEMPLATES)
    assert (fault.code, str(fault.place), fault.message) == (
        "T101",
        "reports/pages/index.html",
        "模板读不出：不是 UTF-8 编码",
    )
