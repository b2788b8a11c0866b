"""Two codes -> pieces to show side by side, the shared ones marked with how rare they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .fingerprints import TOKENS, hash_runs, winnow
from .tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .comparison import Comparison, Numbers
    from .fingerprints import Hashes
    from .tokens import Token

MAX_SHOWN_CHARS = 20_000  # of one code


class Piece(NamedTuple):
    """A piece of code.

    Attributes:
        holders: how many students of the class have it; 0 if it is not shared, or common.
    """

    text: str
    holders: int = 0


class Side(NamedTuple):
    """One student's code, in pieces; `is_cut` if it is only the beginning."""

    pieces: list[Piece]
    is_cut: bool


def side_by_side(
    codes: tuple[str, str], kept: Collection[str], given: Hashes, found: Comparison
) -> tuple[Side, Side]:
    """Mark the common parts of two codes.

    Args:
        kept: names that the exercise asks for.
        given: runs that everybody was given, sorted.
        found: of the class, which knows how many have what.
    """
    tokens = [tokens_of(code, kept) for code in codes]
    runs = [hash_runs(each) for each in tokens]
    shared = np.setdiff1d(np.intersect1d(runs[0], runs[1]), given)
    one, two = (
        _side(code, _regions(mine, hashes, shared, found))
        for code, mine, hashes in zip(codes, tokens, runs, strict=True)
    )
    return one, two


def _regions(
    tokens: Sequence[Token], runs: Hashes, shared: Hashes, found: Comparison
) -> list[tuple[int, int, int]]:
    """Where shared parts begin and end in the code, and how many have the rarest of each part."""
    places = np.flatnonzero(np.isin(runs, shared))
    if not len(places):
        return []
    # runs overlap: parts of which no token lies between are one
    breaks = np.flatnonzero(np.diff(places) > TOKENS) + 1
    regions = []
    for part in np.split(places, breaks):
        holders = _rarest(runs, part, found)
        if holders:
            regions.append((tokens[part[0]].start, tokens[part[-1] + TOKENS - 1].end, holders))
    return regions


def _rarest(runs: Hashes, part: Numbers, found: Comparison) -> int:
    """How many have the rarest fingerprint of a part; 0 if it has none that counts."""
    marks = winnow(runs[part])
    where = np.searchsorted(found.numbers, marks)
    where = where[where < len(found.numbers)]
    known = found.holders[where[np.isin(found.numbers[where], marks)]]
    several = known[known > 1]
    return int(several.min()) if len(several) else 0


def _side(code: str, regions: Sequence[tuple[int, int, int]]) -> Side:
    pieces = []
    at = 0
    for start, end, holders in regions:
        if end > MAX_SHOWN_CHARS:
            break
        pieces += [Piece(code[at:start]), Piece(code[start:end], holders)]
        at = end
    pieces.append(Piece(code[at:MAX_SHOWN_CHARS]))
    return Side([piece for piece in pieces if piece.text], len(code) > MAX_SHOWN_CHARS)
