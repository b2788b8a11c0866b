"""Wrong arrays beside the right ones -> the one simple relation that holds over all of them.

A relation is a fact about the answers, where a misconception is an idea about their cause. So it
is named only if no other fits, and only on arrays that could have shown it to be false.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from grader.i18n import N_
from grader.model import Relation, message
from grader.model.relation import RELATION_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from grader.model import Message

MAX_PAIRS = 64  # of one function; a relation of the first ones holds for the others, or is none
LEAST_DISTINCT = 5  # numbers among the right ones: fewer agree with much by chance
MAX_DIGITS = 6
_TOLERANCE = 1e-9
_NOTHING = None

Parameter = tuple[int, ...] | str


class Pair(NamedTuple):
    """The right answer to a call and the student's, two arrays that are not equal."""

    expected: NDArray[np.float64]
    actual: NDArray[np.float64]


class Found(NamedTuple):
    """A relation, and a sentence that may show a factor, an offset or a direction."""

    relation: Relation
    sentence: Message


def pair_of(expected: Any, actual: Any) -> Pair | None:
    """Pair two answers; None if one of them is no array of finite real numbers.

    Equal ones make a pair, too: see `is_wrong`.
    """
    arrays = [one for one in (expected, actual) if is_array(one)]
    if len(arrays) < 2:
        return None
    want, got = (np.asarray(one, dtype=np.float64) for one in arrays)
    return Pair(want, got) if np.isfinite(want).all() and np.isfinite(got).all() else None


def is_wrong(pair: Pair) -> bool:
    """Whether the two arrays differ."""
    return not _same(pair.expected, pair.actual)


def find_relation(pairs: Sequence[Pair]) -> Found | None:
    """Find the relation that holds for all pairs; None if none does, or more than one."""
    pairs = pairs[:MAX_PAIRS]
    if not pairs:
        return None
    # huge numbers overflow, and then nothing is the same
    with np.errstate(all="ignore"):
        tried = ((one, _parameter_of_all(one.fits, pairs)) for one in _RELATIONS)
        found = [(one, parameter) for one, parameter in tried if parameter is not None]
        if any(one.relation is Relation.BEGINNING for one, _ in found):
            # says more than that the first row, or the first of a batch, is right
            found = [(one, p) for one, p in found if one.relation not in _PARTS_IN_FRONT]
        if len(found) != 1:
            return None
        ((one, parameter),) = found
        if not _tells_enough(one, pairs):
            return None
    return Found(one.relation, _sentence(one.relation, parameter))


def is_array(value: Any) -> bool:
    """Whether a value is an array of real numbers with at least one axis."""
    return isinstance(value, np.ndarray) and value.dtype.kind in "iuf" and value.ndim > 0


def _parameter_of_all(
    fits: Callable[[Pair], Parameter | None], pairs: Iterable[Pair]
) -> Parameter | None:
    """The parameter with which a relation holds for every pair; None if there is none."""
    found: set[Parameter] = set()
    for pair in pairs:
        parameter = fits(pair)
        if parameter is None:
            return None
        found.add(parameter)
        if len(found) > 1:
            return None
    return found.pop()


def _tells_enough(one: _Candidate, pairs: Iterable[Pair]) -> bool:
    """Whether the cells in which the relation could have failed hold enough different numbers."""
    if one.relation is Relation.BEGINNING:
        return True  # cells that nobody has filled speak for themselves
    cells: set[float] = set()
    for pair in pairs:
        right = one.evidence(pair.expected)
        if right.size and not _is_even_slope(right):
            cells.update(np.ravel(right)[:1000].tolist())
        if len(cells - {0.0}) >= LEAST_DISTINCT:
            return True
    return False


def _is_even_slope(array: NDArray[np.float64]) -> bool:
    """Whether equal steps lead from cell to cell along each axis, as in `np.arange`.

    Of such an array, many mistakes make the same one plus a constant.
    """
    return all(
        float(np.ptp(np.diff(array, axis=axis))) <= _TOLERANCE
        for axis in range(array.ndim)
        if array.shape[axis] > 1
    )


def _same(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    if one.shape != other.shape:
        return False
    scale = max(1.0, float(np.abs(one).max(initial=0.0)))
    return bool((np.abs(one - other) <= _TOLERANCE * scale).all())


# -- orders of cells. In arrays of shape (H, W), (H, W, C) and (N, H, W, C), rows and columns are
# -- these axes


def _sides(array: NDArray[np.float64]) -> tuple[int, int] | None:
    return {2: (0, 1), 3: (0, 1), 4: (1, 2)}.get(array.ndim)


def _is_transposed(pair: Pair) -> Parameter | None:
    sides = _sides(pair.expected)
    if sides is None:
        return _NOTHING
    return () if _same(np.swapaxes(pair.expected, *sides), pair.actual) else _NOTHING


def _is_flipped(*which: int) -> Callable[[Pair], Parameter | None]:
    """Make the test for reversed rows (0), columns (1) or both."""

    def fits(pair: Pair) -> Parameter | None:
        sides = _sides(pair.expected)
        if sides is None:
            return _NOTHING
        axes = tuple(sides[number] for number in which)
        return () if _same(np.flip(pair.expected, axes), pair.actual) else _NOTHING

    return fits


def _is_reversed(pair: Pair) -> Parameter | None:
    if pair.expected.ndim != 1:
        return _NOTHING
    return () if _same(pair.expected[::-1], pair.actual) else _NOTHING


def _is_shifted(pair: Pair) -> Parameter | None:
    """Give which side, 0 for rows and 1 for columns, and in which direction, 1 or -1."""
    want, got = pair
    if want.shape != got.shape:
        return _NOTHING
    sides = _sides(want) or ((0,) if want.ndim == 1 else ())
    found: list[Parameter] = []
    for number, axis in enumerate(sides):
        if want.shape[axis] < 3:
            continue
        first, last = _without(want, axis, last=1), _without(want, axis, first=1)
        if _same(first, _without(got, axis, first=1)):
            found.append((want.ndim, number, 1))
        if _same(last, _without(got, axis, last=1)):
            found.append((want.ndim, number, -1))
    return found[0] if len(found) == 1 else _NOTHING


def _without(
    array: NDArray[np.float64], axis: int, *, first: int = 0, last: int = 0
) -> NDArray[np.float64]:
    """The array without its first or last places along an axis."""
    index = [slice(None)] * array.ndim
    index[axis] = slice(first, array.shape[axis] - last)
    return array[tuple(index)]


def _is_reordered(pair: Pair) -> Parameter | None:
    """Give the new order of three or four axes, but for the two that have a name of their own."""
    want, got = pair
    if want.ndim not in {3, 4} or want.ndim != got.ndim:
        return _NOTHING
    named = {_channels_first(want.ndim), _swapped_sides(want.ndim), tuple(range(want.ndim))}
    orders = [
        order
        for order in permutations(range(want.ndim))
        if order not in named and _same(np.transpose(want, order), got)
    ]
    return orders[0] if len(orders) == 1 else _NOTHING


def _has_channels_first(pair: Pair) -> Parameter | None:
    want, got = pair
    if want.ndim not in {3, 4} or want.ndim != got.ndim:
        return _NOTHING
    return () if _same(np.transpose(want, _channels_first(want.ndim)), got) else _NOTHING


def _channels_first(count: int) -> tuple[int, ...]:
    return (2, 0, 1) if count == 3 else (0, 3, 1, 2)


def _swapped_sides(count: int) -> tuple[int, ...]:
    return (1, 0, 2) if count == 3 else (0, 2, 1, 3)


def _lacks_an_axis(pair: Pair) -> Parameter | None:
    want, got = pair
    is_less = got.ndim == want.ndim - 1 and got.size == want.size
    return () if is_less and _same(np.squeeze(want), np.squeeze(got)) else _NOTHING


def _has_an_axis_more(pair: Pair) -> Parameter | None:
    want, got = pair
    is_more = got.ndim == want.ndim + 1 and got.size == want.size
    return () if is_more and _same(np.squeeze(want), np.squeeze(got)) else _NOTHING


# -- numbers in the cells


def _has_a_constant_added(pair: Pair) -> Parameter | None:
    want, got = pair
    if want.shape != got.shape or want.size == 0:
        return _NOTHING
    added = float((got - want).flat[0])
    # from both sides: beside a huge number, all others vanish
    is_all = bool(added) and _same(want + added, got) and _same(want, got - added)
    return f"{added:.6g}" if is_all else _NOTHING


def _has_a_factor(pair: Pair) -> Parameter | None:
    want, got = pair
    if want.shape != got.shape or want.size == 0:
        return _NOTHING
    place = int(np.argmax(np.abs(want)))
    if not want.flat[place]:
        return _NOTHING
    factor = float(got.flat[place] / want.flat[place])
    is_another = abs(factor) > _TOLERANCE and abs(abs(factor) - 1) > _TOLERANCE
    return f"{factor:.6g}" if is_another and _same(want * factor, got) else _NOTHING


def _has_the_wrong_sign(pair: Pair) -> Parameter | None:
    return () if _same(-pair.expected, pair.actual) else _NOTHING


def _is_rounded(pair: Pair) -> Parameter | None:
    """Give the number of decimal places that are left."""
    for digits in range(MAX_DIGITS + 1):
        if _same(np.round(pair.expected, digits), pair.actual):
            return (digits,)
    return _NOTHING


def _is_cut(pair: Pair) -> Parameter | None:
    want, got = pair
    return () if _same(np.trunc(want), got) or _same(np.floor(want), got) else _NOTHING


# -- a part of the cells


def _has_a_wrong_border(pair: Pair) -> Parameter | None:
    want, got = pair
    inside = _inside(want)
    if want.shape != got.shape or inside.size == 0:
        return _NOTHING
    return () if _same(inside, _inside(got)) else _NOTHING


def _inside(array: NDArray[np.float64]) -> NDArray[np.float64]:
    for axis in _sides(array) or (0,):
        array = _without(array, axis, first=1, last=1)
    return array


def _is_right_first(axes: int) -> Callable[[Pair], Parameter | None]:
    """Make the test for arrays in which only the first entry is right."""

    def fits(pair: Pair) -> Parameter | None:
        want, got = pair
        if want.shape != got.shape or want.ndim != axes or len(want) < 2:
            return _NOTHING
        others = zip(want[1:], got[1:], strict=True)
        is_first = _same(want[0], got[0]) and not any(_same(*other) for other in others)
        return () if is_first else _NOTHING

    return fits


def _is_only_begun(pair: Pair) -> Parameter | None:
    """Test for right cells in front, and after them at least two that were never filled."""
    want, got = np.ravel(pair.expected), np.ravel(pair.actual)
    if pair.expected.shape != pair.actual.shape:
        return _NOTHING
    differ = np.abs(want - got) > _TOLERANCE * max(1.0, float(np.abs(want).max(initial=0.0)))
    if differ.sum() < 2:
        return _NOTHING
    first = int(np.argmax(differ))
    is_begun = bool(got[:first].any()) and not got[first:].any()
    return () if is_begun else _NOTHING


def _with_long_sides(expected: NDArray[np.float64]) -> NDArray[np.float64]:
    """The array, or none of it if a side of length 1 may as well have been moved by a reshape."""
    return expected if min(expected.shape) > 1 else expected[:0]


class _Candidate(NamedTuple):
    """A relation, its test, and the right cells in which it could have failed."""

    relation: Relation
    fits: Callable[[Pair], Parameter | None]
    evidence: Callable[[NDArray[np.float64]], NDArray[np.float64]] = lambda expected: expected


_RELATIONS = (
    _Candidate(Relation.TRANSPOSED, _is_transposed, _with_long_sides),
    _Candidate(Relation.ROWS_REVERSED, _is_flipped(0)),
    _Candidate(Relation.COLUMNS_REVERSED, _is_flipped(1)),
    _Candidate(Relation.HALF_TURN, _is_flipped(0, 1)),
    _Candidate(Relation.REVERSED, _is_reversed),
    _Candidate(Relation.SHIFTED, _is_shifted),
    _Candidate(Relation.CONSTANT_ADDED, _has_a_constant_added),
    _Candidate(Relation.FACTOR, _has_a_factor),
    _Candidate(Relation.WRONG_SIGN, _has_the_wrong_sign),
    _Candidate(Relation.ROUNDED, _is_rounded),
    _Candidate(Relation.CUT, _is_cut),
    _Candidate(Relation.AXIS_MISSING, _lacks_an_axis),
    _Candidate(Relation.AXIS_TOO_MANY, _has_an_axis_more),
    _Candidate(Relation.CHANNELS_FIRST, _has_channels_first, _with_long_sides),
    _Candidate(Relation.AXES_REORDERED, _is_reordered, _with_long_sides),
    _Candidate(Relation.BORDER_WRONG, _has_a_wrong_border, _inside),
    _Candidate(Relation.FIRST_OF_BATCH, _is_right_first(4), lambda expected: expected[:1]),
    _Candidate(Relation.FIRST_ROW, _is_right_first(2), lambda expected: expected[:1]),
    _Candidate(Relation.BEGINNING, _is_only_begun),
)
_PARTS_IN_FRONT = frozenset({Relation.FIRST_ROW, Relation.FIRST_OF_BATCH})


# -- sentences

# by the number of axes (2 or more), the side (rows or columns) and the direction
_DIRECTIONS = {
    (1, 0, 1): N_("Your values are the right ones, one place too late."),
    (1, 0, -1): N_("Your values are the right ones, one place too early."),
    (2, 0, 1): N_("Your values are the right ones, shifted down by one row."),
    (2, 0, -1): N_("Your values are the right ones, shifted up by one row."),
    (2, 1, 1): N_("Your values are the right ones, shifted right by one column."),
    (2, 1, -1): N_("Your values are the right ones, shifted left by one column."),
}


def _sentence(relation: Relation, parameter: Parameter) -> Message:
    """The relation's sentence with its factor, offset or direction."""
    if relation is Relation.CONSTANT_ADDED:
        text = N_("All of your values are off by the same number: {number} is added.")
        return message(text, number=str(parameter))
    if relation is Relation.FACTOR:
        text = N_("All of your values are the right ones times {number}.")
        return message(text, number=str(parameter))
    if relation is Relation.ROUNDED and parameter != (0,):
        text = N_("Your values are the right ones, rounded after decimal place {count}.")
        return message(text, count=int(parameter[0]))
    if relation is Relation.SHIFTED:
        axes, side, step = (int(number) for number in parameter)
        return message(_DIRECTIONS[min(axes, 2), side, step])
    return RELATION_NAMES[relation]
