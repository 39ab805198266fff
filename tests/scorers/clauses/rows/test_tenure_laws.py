"""What holds of years of service whatever the posts were."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from rating import rated, results

TODAY = date(2022, 12, 31)
Post = tuple[date, date]

days = st.dates(date(1995, 1, 1), date(2024, 12, 31))
post = st.tuples(days, st.integers(0, 3000)).map(lambda p: (p[0], p[0] + timedelta(days=p[1])))
posts = st.lists(post, min_size=1, max_size=5)


def served(people: list[list[Post]], bridge: str = "1年") -> list[int]:
    """The months of several people, reckoned at once."""
    rows = [(i, a.isoformat(), b.isoformat()) for i, person in enumerate(people) for a, b in person]
    table: dict[str, Any] = {"任职经历": ({"起": "date", "止": "date"}, rows)}
    clause = f"{{tenure: 任职经历, from: 起, to: 止, bridge: {bridge}}}"
    return results(rated(f"values:\n  年限: {clause}", {"甲": ("number", [0] * len(people))}, table, TODAY), "年限")


def span(person: list[Post]) -> int:
    """Calendar months touched from the first day served to the last: more than these nobody has served."""
    begun = [(a, min(b, TODAY)) for a, b in person if a <= TODAY]
    if not begun:
        return 0
    first, last = min(a for a, _ in begun), max(b for _, b in begun)
    return (last.year - first.year) * 12 + last.month - first.month + 1


@settings(max_examples=40, deadline=None)
@given(st.lists(posts, min_size=1, max_size=4))
def test_nobody_has_served_longer_than_from_first_to_last(people: list[list[Post]]) -> None:
    for person, got in zip(people, served(people), strict=True):
        assert 0 <= got <= span(person)


@settings(max_examples=40, deadline=None)
@given(posts, st.data())
def test_a_post_split_in_two_that_meet_is_the_same(person: list[Post], data: st.DataObject) -> None:
    k = data.draw(st.integers(0, len(person) - 1))
    start, end = person[k]
    cut = data.draw(st.dates(start, end))
    if cut == end:
        return
    split = [*person[:k], (start, cut), (cut + timedelta(days=1), end), *person[k + 1 :]]
    whole, halves = served([person, split])
    assert whole == halves


@settings(max_examples=40, deadline=None)
@given(posts.flatmap(lambda p: st.tuples(st.just(p), st.permutations(p))))
def test_the_order_of_the_rows_does_not_matter(both: tuple[list[Post], list[Post]]) -> None:
    first, second = served(list(both))
    assert first == second


@settings(max_examples=30, deadline=None)
@given(st.lists(posts, min_size=2, max_size=5))
def test_each_person_is_reckoned_as_if_alone(people: list[list[Post]]) -> None:
    assert served(people) == [served([person])[0] for person in people]


@settings(max_examples=30, deadline=None)
@given(posts)
def test_a_longer_bridge_never_takes_time_away(person: list[Post]) -> None:
    got = [served([person], bridge)[0] for bridge in ("0个月", "6个月", "1年", "3年")]
    assert got == sorted(got)


@settings(max_examples=30, deadline=None)
@given(posts, post)
def test_one_more_post_never_takes_more_than_a_months_remainder_away(person: list[Post], more: Post) -> None:
    """A further post can join two stretches, whose odd days are then counted together: never less."""
    without, with_it = served([person, [*person, more]])
    assert with_it >= without
