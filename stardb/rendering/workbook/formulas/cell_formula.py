"""Formulas in pieces, text that stays and references that move, read anew for each copy of their row."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from stardb.dataclass import dataclass
from stardb.ooxml import Run
from stardb.rendering.workbook.formulas.argument_kinds import ArgumentKind
from stardb.rendering.workbook.formulas.references import Here, Reference, ScatteredError
from stardb.rendering.workbook.row_layout import Layout

__all__ = ["CellFormula", "Piece", "SumCall"]


@dataclass(frozen=True)
class SumCall:
    """A call of a function that counts or sums: over rows that lie apart, it is the sum of itself over each stretch."""

    pieces: "tuple[Piece, ...]"

    def text_at(self, here: Here, layouts: Mapping[str, Layout]) -> str:
        """The call, or several with `+` between."""
        split = [ref for ref in _references(self.pieces) if ref.is_split]
        stretches = {runs for ref in split if len(runs := ref.runs(here, layouts)) > 1}
        if not stretches:
            return _text_at(self.pieces, here, layouts)
        is_nested = any(isinstance(piece, SumCall) for piece in self.pieces)
        is_even = all(ref.area.single or len(ref.runs(here, layouts)) > 1 for ref in split)
        if len(stretches) > 1 or is_nested or not is_even:
            raise ScatteredError(f"{split[0].text} 的各份之间隔着别的行，这里只能用相连的一片")
        calls = [_text_at(self.pieces, here, layouts, stretch) for stretch in stretches.pop()]
        return f"({'+'.join(calls)})"


Piece = str | Reference | SumCall


def _text_at(pieces: "tuple[Piece, ...]", here: Here, layouts: Mapping[str, Layout], stretch: Run | None = None) -> str:
    return "".join(
        piece
        if isinstance(piece, str)
        else piece.text_at(here, layouts, stretch)
        if isinstance(piece, Reference)
        else piece.text_at(here, layouts)
        for piece in pieces
    )


def _references(pieces: "tuple[Piece, ...]") -> Iterator[Reference]:
    return (piece for piece in _flat(pieces) if isinstance(piece, Reference))


def _flat(pieces: "tuple[Piece, ...]") -> "Iterator[str | Reference]":
    for piece in pieces:
        yield from _flat(piece.pieces) if isinstance(piece, SumCall) else (piece,)


def _text(pieces: "tuple[Piece, ...]") -> str:
    return "".join(p if isinstance(p, str) else p.text if isinstance(p, Reference) else _text(p.pieces) for p in pieces)


def _shift(pieces: "tuple[Piece, ...]", rows: int, columns: int) -> "tuple[Piece, ...]":
    return tuple(
        piece
        if isinstance(piece, str)
        else Reference(piece.area.move(rows, columns), piece.kind)
        if isinstance(piece, Reference)
        else SumCall(_shift(piece.pieces, rows, columns))
        for piece in pieces
    )


@dataclass(frozen=True)
class CellFormula:
    """A formula without its equals sign, in pieces."""

    pieces: tuple[Piece, ...]

    @cached_property
    def references(self) -> list[Reference]:
        """Every reference in it, those within calls among them."""
        return [*_references(self.pieces)]

    @property
    def flat(self) -> "list[str | Reference]":
        """All pieces, those of calls among them."""
        return [*_flat(self.pieces)]

    @property
    def text(self) -> str:
        """The formula as the template has it."""
        return _text(self.pieces)

    def text_at(self, here: Here, layouts: Mapping[str, Layout]) -> str:
        """The formula as it reads at `here`. Raises ScatteredError where a reference cannot mean all its copies."""
        return _text_at(self.pieces, here, layouts)

    def find_overreaching(self, here: Here, layouts: Mapping[str, Layout]) -> list[Reference]:
        """The areas that are searched as one although other rows lie between the copies of their rows."""
        return [ref for ref in self.references if ref.kind is ArgumentKind.SEARCH and len(ref.runs(here, layouts)) > 1]

    def shift(self, rows: int, columns: int) -> "CellFormula":
        """The formula as a shared formula means it, that many rows down and columns to the right."""
        return CellFormula(_shift(self.pieces, rows, columns))
