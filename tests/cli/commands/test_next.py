"""`stardb next`, as a clerk sees it."""

import json

from workspaces import small


def test_the_command_says_what_is_new_which_rules_hold_and_what_comes_next(stardb, tmp_path):
    small(tmp_path)
    done = stardb("next", "-C", tmp_path)
    assert done.exit_code == 0
    assert done.stdout == (
        "已转到2023年度\n"
        "  新建 data/2023/\n"
        "  改好 stardb.yaml\n"
        "办法：\n"
        "  小星  rules/little.yaml：沿用，考核日 2023-12-31\n"
        "接着做：\n"
        "  1. 2022年度还没有评：小星；以后各年要用它的结果：stardb run --period 2022\n"
        "  2. 发空白表；名册按上期的填好放在里面，请各处核对、补填：stardb forms\n"
        "  3. 收回的表放进 data/2023/，检查，有错的退回去改：stardb check\n"
        "  4. 评定：stardb run\n"
    )


def test_as_json(stardb, tmp_path):
    small(tmp_path)
    told = json.loads(stardb("next", "2024", "-C", tmp_path, "--format", "json").stdout)
    assert (told["last"], told["period"], told["exit_status"]) == ("2022", "2024", 0)
    assert told["made"] == ["data/2024/", "stardb.yaml"]
    assert told["schemes"][0]["title"] == "小星"


def test_a_period_that_is_none_is_wrong_usage(stardb, tmp_path):
    small(tmp_path)
    assert stardb("next", "明年", "-C", tmp_path).exit_code == 64
    assert stardb("next", "2020", "-C", tmp_path).exit_code == 2
