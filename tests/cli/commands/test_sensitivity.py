"""`stardb sensitivity`: the numbers of the rules, what changes most first; and who stands by an edge."""

import json

from workspaces import small


def test_what_changes_most_is_told_with_its_line(stardb, tmp_path):
    done = stardb("sensitivity", "-C", small(tmp_path), "--most", 1)
    assert done.exit_code == 0
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert "rules/little.yaml:29 红星·集体收入·bands·10万元 10" in lines
    assert "改为9：多1颗星，升1个，多发1000元" in lines
    assert "在线上或只差一点的2处，公布前再核一遍：" in lines
    assert any(line.startswith("另有") for line in lines)


def test_by_money(stardb, tmp_path):
    """1000元 for a star, 2元 with 0元 one more, 1元 with 1000元 one more or less."""
    done = stardb("sensitivity", "-C", small(tmp_path), "--money")
    numbers = [line.split(" ")[-2] for line in done.stdout.splitlines() if "little.yaml" in line]
    assert numbers == ["红星·集体收入·bands·10万元", "奖补·otherwise", "奖补·choices·红星支部"]


def test_as_data_and_of_a_scheme_that_there_is_not(stardb, tmp_path):
    root = small(tmp_path)
    data = json.loads(stardb("sensitivity", "-C", root, "--format", "json").stdout)
    little = data["schemes"]["little"]
    assert little["numbers"][0]["less"]["stars_gained"] == "1"
    assert [one["name"] for one in little["near"]] == ["东庄", "南庄"]
    assert (little["not_tried"], data["exit_status"]) == ([], 0)
    assert stardb("sensitivity", "-C", root, "--scheme", "big").exit_code == 64
