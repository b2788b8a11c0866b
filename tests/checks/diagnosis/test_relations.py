"""A relation is named where it alone holds, for all pairs, on arrays that could have denied it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checks.diagnosis.relations import Pair, find_relation, pair_of
from grader.model import Relation
from grader.model.relation import RELATION_NAMES

SHAPES = {1: (9,), 2: (6, 5), 3: (6, 5, 3), 4: (4, 6, 5, 3)}


def shifted(array, axis, step):
    moved = np.roll(array, step, axis)
    index = [slice(None)] * array.ndim
    index[axis] = 0 if step == 1 else -1
    moved[tuple(index)] = 0
    return moved


def wrong_border(array):
    changed = array.copy()
    changed[0] += 1
    changed[-1] -= 2
    return changed


def first_only(array):
    return np.stack([array[0], *(array[k] * 3 + k for k in range(1, len(array)))])


def only_begun(array):
    filled = np.zeros(array.size)
    filled[: array.size // 2] = array.ravel()[: array.size // 2]
    return filled.reshape(array.shape)


# (axes of the right array, what the student gives, the relation, a word of its sentence)
EXAMPLES = [
    (2, lambda a: a.T, Relation.TRANSPOSED, "swapped"),
    (1, only_begun, Relation.BEGINNING, "`return`"),
    (2, only_begun, Relation.BEGINNING, "`return`"),
    (4, only_begun, Relation.BEGINNING, "`return`"),
    (3, lambda a: a.swapaxes(0, 1), Relation.TRANSPOSED, "swapped"),
    (4, lambda a: a.swapaxes(1, 2), Relation.TRANSPOSED, "swapped"),
    (2, lambda a: a[::-1], Relation.ROWS_REVERSED, "rows"),
    (4, lambda a: a[:, ::-1], Relation.ROWS_REVERSED, "rows"),
    (2, lambda a: a[:, ::-1], Relation.COLUMNS_REVERSED, "columns"),
    (3, lambda a: a[::-1, ::-1], Relation.HALF_TURN, "180"),
    (1, lambda a: a[::-1], Relation.REVERSED, "reverse"),
    (2, lambda a: shifted(a, 0, 1), Relation.SHIFTED, "down"),
    (3, lambda a: shifted(a, 0, -1), Relation.SHIFTED, "up"),
    (4, lambda a: shifted(a, 2, 1), Relation.SHIFTED, "right by"),
    (2, lambda a: shifted(a, 1, -1), Relation.SHIFTED, "left"),
    (1, lambda a: shifted(a, 0, 1), Relation.SHIFTED, "late"),
    (1, lambda a: shifted(a, 0, -1), Relation.SHIFTED, "early"),
    (2, lambda a: a + 0.25, Relation.CONSTANT_ADDED, "0.25"),
    (3, lambda a: a * 2.5, Relation.FACTOR, "2.5"),
    (1, lambda a: -a, Relation.WRONG_SIGN, "sign"),
    (2, np.round, Relation.ROUNDED, "rounded."),
    (2, lambda a: np.round(a, 2), Relation.ROUNDED, "place 2"),
    (2, lambda a: np.trunc(a).astype(int), Relation.CUT, "cut"),
    (3, np.floor, Relation.CUT, "cut"),
    (2, lambda a: a[np.newaxis], Relation.AXIS_TOO_MANY, "too many"),
    (3, lambda a: a.transpose(2, 0, 1), Relation.CHANNELS_FIRST, "channels"),
    (4, lambda a: a.transpose(0, 3, 1, 2), Relation.CHANNELS_FIRST, "channels"),
    (3, lambda a: a.transpose(1, 2, 0), Relation.AXES_REORDERED, "order"),
    (2, wrong_border, Relation.BORDER_WRONG, "border"),
    (3, wrong_border, Relation.BORDER_WRONG, "border"),
    (4, first_only, Relation.FIRST_OF_BATCH, "batch"),
    (2, first_only, Relation.FIRST_ROW, "first row"),
]


def random_arrays(axes, count=3):
    rng = np.random.default_rng(7)
    return [10 * rng.normal(size=SHAPES[axes]) for _ in range(count)]


def pairs_of(arrays, wrong):
    return [pair_of(array, wrong(array)) for array in arrays]


def said(found):
    return found.sentence.text.format(**found.sentence.values)


@pytest.mark.parametrize(("axes", "wrong", "relation", "word"), EXAMPLES)
def test_each_relation_is_named(axes, wrong, relation, word):
    found = find_relation(pairs_of(random_arrays(axes), wrong))

    assert found.relation is relation
    assert word in said(found)


def test_a_missing_axis_is_named():
    arrays = [array[:, :, :1] for array in random_arrays(3)]

    assert find_relation(pairs_of(arrays, np.squeeze)).relation is Relation.AXIS_MISSING


def test_every_relation_has_an_example():
    named = {relation for _, _, relation, _ in EXAMPLES} | {Relation.AXIS_MISSING}

    assert named == set(Relation) == set(RELATION_NAMES)


@pytest.mark.parametrize(("axes", "wrong", "relation", "word"), EXAMPLES)
def test_one_answer_that_is_wrong_otherwise_takes_the_name_away(axes, wrong, relation, word):
    pairs = pairs_of(random_arrays(axes), wrong)
    other = np.random.default_rng(1).normal(size=pairs[0].actual.shape)

    assert find_relation([*pairs, Pair(pairs[0].expected, other)]) is None


def test_a_name_has_one_parameter_for_all_answers():
    arrays = random_arrays(2)
    pairs = [
        pair_of(array, array * factor) for array, factor in zip(arrays, (2, 2, 3), strict=True)
    ]

    assert find_relation(pairs[:2]).relation is Relation.FACTOR
    assert find_relation(pairs) is None


def test_where_two_relations_fit_none_is_named():
    symmetric = np.array([[1.0, 2.0, 7.0], [5.0, 3.0, 5.0], [7.0, 2.0, 1.0]])

    # its transpose turned by a half is its transpose
    both = [pair_of(symmetric, symmetric[::-1])]

    assert np.array_equal(symmetric[::-1], symmetric[:, ::-1])
    assert find_relation(both) is None


def test_a_ramp_says_nothing():
    ramp = np.arange(30.0).reshape(5, 6)

    assert find_relation([pair_of(ramp, ramp - 14)]) is None


def test_few_numbers_say_nothing():
    assert find_relation([pair_of(np.array([1.0, 4.0, 2.0]), np.array([2.0, 8.0, 4.0]))]) is None


def test_a_side_of_length_1_is_not_called_a_transpose():
    row = np.array([[5.5, 1.2, 0.3, 8.1, 4.4, 3.2]])

    assert find_relation([pair_of(row, row.T)]) is None


def test_nothing_is_said_of_no_answers():
    assert find_relation([]) is None


@pytest.mark.parametrize("value", [None, [1.0, 2.0], 3.0, np.array([np.nan, 1.0]), np.array(["a"])])
def test_only_finite_arrays_are_paired(value):
    assert pair_of(np.array([1.0, 2.0]), value) is None


def test_huge_numbers_are_no_trouble():
    array = random_arrays(2)[0]

    assert find_relation([pair_of(array, np.full(array.shape, 1e308))]) is None


@given(st.integers(0, 10_000), st.sampled_from([1, 2, 3, 4]))
def test_unrelated_answers_have_no_relation(seed, axes):
    rng = np.random.default_rng(seed)
    want, got = rng.integers(0, 9, size=(2, *SHAPES[axes])).astype(float)

    assert find_relation([pair_of(want, got)]) is None
