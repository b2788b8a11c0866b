"""Who shares what: rarity counts, pairs that share nothing cost nothing, the class is beside it."""

import numpy as np
import pytest

from grader.similarity import comparison
from grader.similarity.comparison import MAX_HOLDERS, compare_answers, compare_code


def sets_of(*numbers):
    return [np.unique(np.array(each, np.uint64)) for each in numbers]


def pairs_of(found):
    return {(pair.one, pair.two): pair.value for pair in found.pairs}


def test_a_number_that_two_have_counts_more_than_one_that_many_have():
    many = [[1, 100 + n] for n in range(6)]
    found = pairs_of(compare_code(sets_of([1, 2, 50], [1, 2, 51], *many, [9])))

    assert found[0, 1] > 2 * found[2, 3] > 0


def test_pairs_that_share_nothing_are_counted_and_not_listed():
    found = compare_code(sets_of([1, 2], [2, 3], [4, 5]))

    assert [(pair.one, pair.two) for pair in found.pairs] == [(0, 1)]
    assert found.all_pairs == 3
    assert found.as_alike(found.pairs[0].value) == 1


def test_the_same_values_come_of_every_pair_by_hand():
    draw = np.random.default_rng(5)
    sets = sets_of(*(draw.choice(60, 12, replace=False) for _ in range(15)))
    count = {int(n): sum(n in each for each in sets) for each in sets for n in each}
    weight = {n: np.log(len(sets) / k) for n, k in count.items()}
    own = [sum(weight[int(n)] for n in each) + comparison.LEAST_WEIGHT for each in sets]
    by_hand = {}
    for one, mine in enumerate(sets):
        for two in range(one + 1, len(sets)):
            both = sum(weight[int(n)] for n in np.intersect1d(mine, sets[two]))
            by_hand[one, two] = both / np.sqrt(own[one] * own[two])

    found = pairs_of(compare_code(sets))

    assert found == pytest.approx({pair: value for pair, value in by_hand.items() if value})


def test_answers_that_the_same_students_gave_count_once():
    others = [[100 + n] for n in range(6)]
    once = pairs_of(compare_answers(sets_of([1], [1], *others)))
    thrice = pairs_of(compare_answers(sets_of([1, 2, 3], [1, 2, 3], *others)))

    assert once == thrice == {(0, 1): pytest.approx(2.0)}  # bits: 2 of 8


def test_what_very_many_have_is_dropped():
    sets = sets_of(*([1, 1000 + n] for n in range(MAX_HOLDERS + 1)))

    assert compare_code(sets).pairs == []


def test_the_most_alike_pairs_are_kept_of_very_many(monkeypatch):
    monkeypatch.setattr(comparison, "MAX_PAIRS", 5)
    draw = np.random.default_rng(6)
    sets = sets_of(*(draw.choice(40, 10, replace=False) for _ in range(40)))
    few = compare_code(sets).pairs
    monkeypatch.undo()

    assert few == compare_code(sets).pairs[:5]


def test_nobody_and_nothing_can_be_compared():
    assert compare_code([]).pairs == []
    assert compare_answers(sets_of([], [])).pairs == []
