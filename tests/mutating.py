"""Rule files damaged as texts and in their structure, and what must hold of whatever is said of a damaged file."""

import copy
import random
import re
from collections.abc import Iterator, Sequence

import yaml

from stardb.problems import Problem

_ODD = (
    "", "~", "true", "0", "-1", "0.5", "9" * 25, "9" * 40, "1e9", "3元", "50%", "3年", "是", "甲", "2022-01-01",
    "2022-13-01", "全部", "其余", "待定", "得分", "总分", "上年(星级)", "连续年数(星级)", "考核日", "参评条件", "得分(甲)",
    "甲 且 乙", "1/0", "1/3", "(", "`", "最大(1, 2)", "考核日 + 99999年", "999999999年",
)  # fmt: skip
_KEYS = (
    "每", "甲(乙)", "最大", "考核日", "总分", "得分", "是", "", "甲`乙", "甲" * 300, "10万元", "each", "from", "when",
    "deduct", "cohort", "split", "pot", "distribute", "tenure", "by", "sets", "weight", "round", "rounding", "points",
    "between", "otherwise", "one_per", "again", "expect", "order", "within", "where", "result_of", "many", "private",
)  # fmt: skip
_ENGLISH = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}")
_PYTHON = re.compile(r"<class|Fraction\(|\bNone\b|\bTrue\b|\bFalse\b|Traceback|object at|\['|\{'|Error\b")

Spot = tuple[yaml.Node, yaml.Node, int]
"""A node, what holds it, and at which place."""


def _spots(node: yaml.Node) -> Iterator[Spot]:
    for k, held in enumerate(node.value if not isinstance(node, yaml.ScalarNode) else ()):
        part = held[1] if isinstance(held, tuple) else held
        yield part, node, k
        yield from _spots(part)


def _put(holder: yaml.Node, at: int, new: yaml.Node) -> None:
    holder.value[at] = (holder.value[at][0], new) if isinstance(holder, yaml.MappingNode) else new


def _word(text: str) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text)


SIGNS = "：，。、“”（）{}[]:,-#&*!|>'\"%@`\t\n 0159年万元%≥<=+/且或非在甲是无nan~?"
_WORDS = ["", "[]", "{}", "~", "true", "no", "-1", "0", "1e9", "9" * 40, "99999999999999999999", "2022-02-30", "0001-01-01", "9999-12-31", "甲", "50%", "3元", "是", "待定", "不参评", "未报", "a: b", "[1, 2]", "{a: 1}", "[{a: 1}]", "[[]]"]  # fmt: skip


def damaged(text: str, chance: random.Random) -> str:
    """One random change: a line dropped, doubled, moved or indented, a sign changed, or a value put in another's place."""
    lines = text.split("\n")
    i, j = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(9):
        case 0:
            del lines[i]
        case 1:
            lines.insert(i, lines[i])
        case 2:
            lines[i], lines[j] = lines[j], lines[i]
        case 3:
            lines[i] = chance.choice(["  ", " ", "\t", "    "]) + lines[i]
        case 4:
            lines[i] = lines[i].removeprefix("  ")
        case 5:
            at = chance.randrange(len(lines[i]) + 1)
            lines[i] = lines[i][:at] + chance.choice(SIGNS) + lines[i][at + chance.randrange(2) :]
        case 6:
            head, colon, _ = lines[i].rpartition(": ")
            lines[i] = head + colon + chance.choice(_WORDS)
        case 7:
            parts = lines[i].split(", ")
            other = lines[j].split(", ")
            parts[chance.randrange(len(parts))] = chance.choice(other)
            lines[i] = ", ".join(parts)
        case _:
            at = chance.randrange(len(lines[i]) + 1)
            lines[i] = lines[i][:at] + lines[i][at + chance.randrange(1, 6) :]
    return "\n".join(lines)


def disordered(text: str, others: Sequence[str], chance: random.Random) -> str:
    """A file with one part of it deleted, replaced, misnamed, moved, doubled, wrapped, or taken from another file."""
    root = yaml.compose(text)
    spots = list(_spots(root))
    part, holder, at = chance.choice(spots)
    words = [spot for spot in spots if isinstance(spot[0], yaml.ScalarNode)]
    match chance.randrange(9):
        case 0:
            del holder.value[at]
        case 1:
            new = chance.choice([_word(""), yaml.MappingNode("tag:yaml.org,2002:map", []), yaml.SequenceNode("tag:yaml.org,2002:seq", [])])  # fmt: skip
            _put(holder, at, new)
        case 2:
            _put(holder, at, yaml.SequenceNode("tag:yaml.org,2002:seq", [part, part]))
        case 3:
            _, holder, at = chance.choice(words)
            _put(holder, at, _word(chance.choice(_ODD)))
        case 4:
            _, holder, at = chance.choice(words)
            _put(holder, at, _word(chance.choice(words)[0].value))
        case 5 if isinstance(holder, yaml.MappingNode):
            holder.value[at] = (_word(chance.choice(_KEYS)), part)
        case 6:
            _put(holder, at, copy.deepcopy(chance.choice(spots)[0]))
        case 7:
            _put(holder, at, chance.choice(list(_spots(yaml.compose(chance.choice(others)))))[0])
        case _:
            maps = [spot[0] for spot in spots if isinstance(spot[0], yaml.MappingNode)]
            entry = (_word(chance.choice(_KEYS)), copy.deepcopy(chance.choice(spots)[0]))
            chance.choice(maps).value.append(entry)
    return str(yaml.serialize(root, allow_unicode=True, width=10_000))


def check_told(problems: Sequence[Problem], text: str) -> None:
    """Every problem stands in the file and is told in Chinese, with nothing of Python's."""
    lines = text.split("\n")
    for problem in problems:
        assert re.search(r"[\u4e00-\u9fff]", problem.message), problem
        assert len(problem.message) < 600, problem
        assert 1 <= (problem.place.line or 0) <= len(lines), problem
        assert 1 <= (problem.place.column or 0) <= len(lines[(problem.place.line or 1) - 1]) + 2, problem
        for told in (problem.message, problem.remedy, problem.expected, problem.found):
            for sign in (_PYTHON, _ENGLISH):
                odd = sign.search(told or "")
                assert odd is None or odd.group() in f"'{text}'", (problem.code, told)
