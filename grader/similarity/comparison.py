"""Sets of numbers, one for each student -> the pairs that share most, and the class's distribution.

A number counts by its rarity: shared by two of a hundred, it tells more than shared by fifty. Pairs
that share nothing are never looked at (an inverted index), and numbers that many have are dropped.
So the time grows with what is shared, and the memory with the numbers and not with the pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .fingerprints import Hashes

MAX_PAIRS = 1_000  # kept of one comparison, the most alike
MAX_HOLDERS = 200  # what more have is dropped, so that a large class takes no square of time
STEPS = 1_000  # of the histogram
LEAST_WEIGHT = 10.0  # added to each: with a handful of numbers, two are alike by chance

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.signedinteger[Any]]


class Alike(NamedTuple):
    """Two students, by number, and how alike they are: 0 to 1, or the weight they share."""

    value: float
    one: int
    two: int


class Comparison(NamedTuple):
    """A comparison of all with all.

    Attributes:
        students: how many had anything to compare.
        pairs: the most alike first.
        counts: of the pairs that share anything, by steps of `width`; the last takes the rest.
        numbers: what is kept, sorted; `holders` of each.
    """

    students: int
    pairs: list[Alike]
    counts: Numbers
    width: float
    numbers: Hashes
    holders: Numbers

    @property
    def all_pairs(self) -> int:
        """How many pairs there are."""
        return self.students * (self.students - 1) // 2

    def as_alike(self, value: float) -> int:
        """How many pairs are as alike or more, within one step."""
        return int(self.counts[_step(value, self.width) :].sum())


class _Index(NamedTuple):
    """Who has which number; both ways, without the numbers that many have.

    Attributes:
        starts: place in `owners` of each number's holders, with one more at the end.
        owners: students, in order within each number.
        place: of each number: its places in `owners`, for each student in order.
        limits: place in `place` of each student's, with one more at the end.
    """

    numbers: Hashes
    starts: Numbers
    owners: Numbers
    place: Numbers
    limits: Numbers


def compare_code(sets: Sequence[Hashes]) -> Comparison:
    """Compare fingerprints: the weight that two share, of the weight that they have, 0 to 1."""
    index = _index(sets)
    weights = _weights(index, len(sets))
    own = np.array([weights[_numbers_of(index, n)].sum() for n in range(len(sets))])
    scale = 1 / np.sqrt(own + LEAST_WEIGHT)
    return _compare(index, weights, scale, 1 / STEPS)


def compare_answers(sets: Sequence[Hashes]) -> Comparison:
    """Compare wrong answers: the weight that two share, in bits.

    Answers that the very same students gave count once: one mistake fails several checks.
    """
    index = _index(sets)
    weights = _once(index, _weights(index, len(sets)) / np.log(2))
    return _compare(index, weights, np.ones(len(sets)), 0.1)


def _index(sets: Sequence[Hashes]) -> _Index:
    sizes = np.array([len(each) for each in sets], np.int64)
    owners = np.repeat(np.arange(len(sets), dtype=np.int32), sizes)
    numbers = np.concatenate(sets) if sets else np.empty(0, np.uint64)
    order = np.argsort(numbers, kind="stable")  # the students of a number stay in their order
    numbers, owners = numbers[order], owners[order]
    del order
    starts = np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1]))[: len(numbers)])
    found, counts = numbers[starts], np.diff(np.append(starts, len(numbers)))
    kept = counts <= MAX_HOLDERS
    owners = owners[np.repeat(kept, counts)]
    found, counts = found[kept], counts[kept]
    starts = np.concatenate(([0], np.cumsum(counts)))
    place = np.argsort(owners, kind="stable")  # by student
    limits = np.searchsorted(owners[place], np.arange(len(sets) + 1))
    return _Index(found, starts, owners, place, limits)


def _weights(index: _Index, students: int) -> Floats:
    return np.log(students / np.maximum(np.diff(index.starts), 1))


def _once(index: _Index, weights: Floats) -> Floats:
    """The weights, 0 for a number whose holders are those of an earlier one."""
    seen: set[bytes] = set()
    found = weights.copy()
    for number, (start, end) in enumerate(zip(index.starts, index.starts[1:], strict=False)):
        holders = index.owners[start:end].tobytes()
        if holders in seen:
            found[number] = 0.0
        seen.add(holders)
    return found


def _numbers_of(index: _Index, student: int) -> Numbers:
    places = index.place[index.limits[student] : index.limits[student + 1]]
    return np.searchsorted(index.starts, places, "right") - 1


def _compare(
    index: _Index,
    weights: Floats,
    scale: Floats,
    width: float,
) -> Comparison:
    counts = np.zeros(STEPS, np.int64)
    best: list[Alike] = []
    least = 0.0
    for student in range(len(scale)):
        others, shared = _shared(index, weights, student)
        values = shared * scale[others] * scale[student]
        counts += np.bincount(_steps(values, width), minlength=STEPS)
        taken = values > least
        pairs = zip(values[taken].tolist(), others[taken].tolist(), strict=True)
        best += [Alike(value, student, other) for value, other in pairs]
        if len(best) > 4 * MAX_PAIRS:
            best = _most(best)
            least = best[-1].value
    numbers, holders = index.numbers, np.diff(index.starts)
    return Comparison(len(scale), _most(best), counts, width, numbers, holders)


def _most(pairs: list[Alike]) -> list[Alike]:
    return sorted(pairs, key=lambda pair: (-pair.value, pair.one, pair.two))[:MAX_PAIRS]


def _shared(index: _Index, weights: Floats, student: int) -> tuple[Numbers, Floats]:
    """The students behind this one who share anything, and the weight that they share."""
    places = index.place[index.limits[student] : index.limits[student + 1]]
    numbers = _numbers_of(index, student)
    ends = index.starts[numbers + 1]
    lengths = ends - places - 1
    parts = [index.owners[place + 1 : end] for place, end in zip(places, ends, strict=True)]
    if not parts:
        return np.empty(0, np.int64), np.empty(0)
    owners = np.concatenate(parts)
    others, which = np.unique(owners, return_inverse=True)
    shared = np.zeros(len(others))
    np.add.at(shared, which, np.repeat(weights[numbers], lengths))
    there = shared > 0
    return others[there], shared[there]


def _steps(values: Floats, width: float) -> Numbers:
    return np.clip((values / width + 1e-9).astype(np.int64), 0, STEPS - 1)


def _step(value: float, width: float) -> int:
    return max(0, min(int(value / width + 1e-9), STEPS - 1))
