"""Frozen dataclasses made here behave as Python's: they are filled, compared, shown, copied and kept from changes alike."""

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from stardb.dataclass import dataclass


@dataclass(frozen=True)
class Village:
    """A village and what it has."""

    name: str
    stars: int = 3
    halls: list[str] = dataclasses.field(default_factory=list, compare=False)
    known: bool = dataclasses.field(init=False, default_factory=lambda: True, repr=False)


@dataclass(frozen=True)
class Hamlet(Village):
    """A village with one more field."""

    of: str = ""


@dataclass(frozen=True, kw_only=True)
class Farm(Village):
    """A village with a field that is always named."""

    yields: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell."""

    row: int
    column: int = 1


@dataclass(frozen=True, eq=False)
class Whole:
    """One that is only itself."""

    part: Any


@dataclass(frozen=True)
class Single:
    """One field, with a hash and words of its own."""

    values: tuple[int, ...]

    def __hash__(self) -> int:
        return 7

    def __repr__(self) -> str:
        return "one"


def test_fields_are_filled_by_place_by_name_and_by_default() -> None:
    village = Village("东村", halls=["甲"])
    assert (village.name, village.stars, village.halls, village.known) == ("东村", 3, ["甲"], True)
    assert Village("西村").halls is not Village("西村").halls
    assert Hamlet("东村", 4, of="李庄").of == "李庄"
    assert (Farm("东村", yields=5).stars, Farm("东村", yields=5).yields) == (3, 5)
    with pytest.raises(TypeError, match="positional"):
        Farm("东村", 3, [], 5)
    with pytest.raises(TypeError, match="name"):
        Village()
    with pytest.raises(TypeError, match="known"):
        Village("东村", known=False)  # type: ignore[call-arg]


def test_equal_fields_make_equal_things_of_one_class() -> None:
    assert Village("东村") == Village("东村", halls=["不比的"])
    assert hash(Village("东村")) == hash(Village("东村"))
    assert Village("东村") != Village("东村", 4)
    assert Village("东村") != Hamlet("东村")
    assert Single((1,)) == Single((1,))
    assert Single((1,)) != (1,)
    assert hash(Single((1,))) == 7
    assert Whole(1) != Whole(1)
    assert len({Whole(1), Whole(1), Spot(1), Spot(1)}) == 3


@pytest.mark.parametrize("thing", [Village("东村"), Spot(1), Whole(1)])
def test_nothing_can_be_changed(thing: Any) -> None:
    name = dataclasses.fields(thing)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError, match=name):
        setattr(thing, name, 2)
    with pytest.raises(dataclasses.FrozenInstanceError, match=name):
        delattr(thing, name)
    with pytest.raises((dataclasses.FrozenInstanceError, AttributeError)):
        thing.other = 2


def test_it_is_shown_as_it_is_written() -> None:
    assert repr(Village("东村")) == "Village(name='东村', stars=3, halls=[])"
    assert repr(Single((1,))) == "one"
    around: list[Any] = []
    around.append(Whole(around))
    assert repr(around[0]) == "Whole(part=[...])"


@pytest.mark.parametrize("thing", [Village("东村", 4, ["甲"]), Hamlet("东村", of="李庄"), Spot(2, 3)])
def test_copies_and_what_other_processes_send_back_are_the_same(thing: Any) -> None:
    assert pickle.loads(pickle.dumps(thing)) == copy.copy(thing) == copy.deepcopy(thing) == thing
    assert dataclasses.replace(thing) == thing
    assert {*dataclasses.asdict(thing)} == {field.name for field in dataclasses.fields(thing)}


def test_what_is_not_frozen_is_made_by_python() -> None:
    @dataclass
    class Count:
        number: int = 0

    count = Count()
    count.number += 1
    assert count == Count(1)
