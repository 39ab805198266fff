"""What a decision may settle is what the drop-down of 事项 offers, in its order."""

from stardb.intake import Matter


def test_a_decision_settles_one_of_eight_things() -> None:
    assert [one.value for one in Matter] == ["数据格", "得分", "星", "星级", "等次", "参评", "并列先后", "待遇"]
