"""Files nobody writes by hand: bombs, endless nesting, giant numbers. They are refused, quickly and with a place."""

import pytest
from broken_rules import SOUND

from stardb.quantity import read_period
from stardb.rulebook import load_text

YEAR = read_period("2022")


def bomb(levels: int, wide: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * wide)}]" for i in range(1, levels)]
    return "\n".join(lines)


HOSTILE = {
    "nine levels of nine aliases, a billion nodes": bomb(9, 9),
    "an alias of itself": "scheme: &a [*a]",
    "a mapping that holds itself": "scheme: &a {甲: *a}",
    "an anchor nobody uses": "scheme: &a 办法",
    "a merge key": "a: &a {甲: 1}\nb: {<<: *a}",
    "three hundred brackets": "scheme: " + "[" * 300 + "]" * 300,
    "a hundred thousand brackets, never closed": "scheme: " + "[" * 100_000,
    "a hundred thousand braces": "scheme: " + "{甲: " * 100_000,
    "a thousand levels of indent": "\n".join(" " * i + "甲:" for i in range(1000)),
    "ten thousand dashes": "- " * 10_000 + "甲",
    "half a surrogate pair": "scheme: \ud800",
    "a null character": "scheme: \x00",
    "binary": "".join(map(chr, range(256))) * 50,
    "a python object": "scheme: !!python/object/apply:os.system [echo]",
    "a directive": "%YAML 9.9\n---\nscheme: 甲",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_a_place(name: str) -> None:
    made = load_text(HOSTILE[name], "rule.yaml", YEAR)
    assert made.scheme is None
    assert all(problem.place.line >= 1 and problem.place.column >= 1 for problem in made.problems)
    assert len(made.problems) < 100


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("full: 60", "full: " + "9" * 100_000),
        ("full: 60", "full: 0." + "3" * 100_000),
        ("full: 60", "full: 1e999999999"),
        ("full: 60", "full: .inf"),
        ("full: 60", "full: -.nan"),
        ("each: -5", "each: -" + "9" * 5000),
        ("{cap: 0}", "{cap: " + "9" * 5000 + "}"),
        ("per: 1人", "per: " + "9" * 5000 + "人"),
        ("20万元: 10,", "9" * 5000 + "万元: 10,"),
        ("at_most: 20%", "at_most: " + "9" * 5000 + "%"),
        ("年限 ≥ 1年", "年限 ≥ " + "9" * 5000 + "年"),
        ("收入 / 上年收入 - 1", "收入" + " + 收入" * 5000),
        ("收入 / 上年收入 - 1", "(" * 5000 + "收入" + ")" * 5000),
        ("收入 / 上年收入 - 1", "非 " * 5000 + "按期换届"),
        ("scheme: 试评办法", "scheme: 试评办法\n" + "\n".join(f"甲{i}: 1" for i in range(3000))),
    ],
)
def test_a_giant_in_a_sound_file_is_refused(old: str, new: str) -> None:
    assert SOUND.count(old) == 1
    made = load_text(SOUND.replace(old, new), "rule.yaml", YEAR)
    assert made.scheme is None
    assert made.problems


def test_a_large_number_that_can_be_reckoned_with_is() -> None:
    made = load_text(
        SOUND.replace("full: 60", "full: " + "9" * 25).replace(
            "between: [0, 15]", "between: [0, 99999999999999999999]"
        ),
        "r",
        YEAR,
    )
    assert [problem.code for problem in made.problems] == ["R404"]
    assert made.scheme is not None


def test_two_hundred_values_each_resting_on_the_next_are_taken_or_refused_but_never_break_anything() -> None:
    chain = (
        "".join(f"  项{i}: {{formula: 项{i + 1} + 1, basis: 二}}\n" for i in range(200))
        + "  项200: {formula: 缺额, basis: 二}\n"
    )
    made = load_text(
        SOUND.replace("values:\n", "values:\n" + chain, 1).replace("{values:\n" + chain, "{values:"), "r", YEAR
    )
    assert made.scheme is not None or [problem.code for problem in made.problems] == ["R303"]


def test_the_other_way_round_they_are_no_trouble() -> None:
    chain = "  项0: {formula: 缺额, basis: 二}\n" + "".join(
        f"  项{i}: {{formula: 项{i - 1} + 1, basis: 二}}\n" for i in range(1, 200)
    )
    made = load_text(SOUND.replace("\nvalues:\n", "\nvalues:\n" + chain), "r", YEAR)
    assert [problem.code for problem in made.problems] == ["R604"]  # nothing reads the last
    assert made.scheme is not None
