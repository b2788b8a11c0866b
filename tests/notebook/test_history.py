"""Which executed cells count."""

from __future__ import annotations

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from grader.notebook.history import Entry, cells_to_judge

TRANSFORM = TransformerManager().transform_cell
V1, V2 = "def conv2d(x):\n    return 1", "def conv2d(x):\n    return 2"


def executed(*cells, functions=("conv2d", "conv1d")):
    """What counts of cells, each a source, or `(source, cell id)`, or `(source, id, failed)`."""
    entries = []
    for number, cell in enumerate(cells, start=1):
        source, name, failed = (*((cell,) if isinstance(cell, str) else cell), "", False)[:3]
        entries.append(Entry(number, source, name, bool(failed)))
    return cells_to_judge(entries, TRANSFORM, functions)


def sources(*cells):
    return [cell.source for cell in executed(*cells).cells]


def test_cells_count_in_the_order_of_execution():
    assert sources("import numpy as np", V1, "K = 3") == ["import numpy as np", V1, "K = 3"]


def test_a_cell_that_was_edited_and_executed_again_counts_once_in_its_place():
    assert sources(V1, "K = 3", V2) == [V2, "K = 3"]


def test_it_has_the_number_of_its_latest_execution():
    assert [cell.number for cell in executed(V1, "K = 3", V2).cells] == [3, 2]


def test_the_frontends_ids_tell_cells_apart_that_define_the_same():
    assert sources((V1, "a"), (V2, "b")) == [V1, V2]


def test_a_cell_whose_function_was_renamed_is_still_one_cell_by_its_id():
    assert sources(("def old(): pass", "a"), (V1, "a")) == [V1]


def test_a_helper_that_left_the_cell_of_a_function_leaves_no_second_definition():
    assert sources(V1 + "\ndef helper(): pass", V2) == [V2]


def test_a_changed_constant_counts_once():
    assert sources("K = 3", V1, "K = 5") == ["K = 5", V1]


def test_a_cell_that_builds_on_its_own_name_replaces_nothing():
    assert sources("K = 3", "K = K + 1") == ["K = 3", "K = K + 1"]


@pytest.mark.parametrize(
    "play", ["conv2d(1)", "print(conv2d(1))", "%timeit conv2d(1)", "%%play\n" + V2]
)
def test_an_experiment_is_left_out(play):
    assert sources(V1, play) == [V1]


@pytest.mark.parametrize("change", ["K[0] = 1", "K.append(1)", "K.size = 1", "K += [1]"])
def test_a_cell_that_changes_a_value_counts(change):
    assert sources("K = []", V1, change) == ["K = []", V1, change]


def test_an_experiment_that_failed_is_left_out():
    assert sources(V1, ("K.x = conv2d(1)", "", True)) == [V1]


def test_a_definition_above_a_line_that_raised_counts():
    wrong = V2 + "\nconv2d()"

    assert sources(V1, (wrong, "", True)) == [wrong]


def test_a_cell_that_failed_at_first_stands_where_it_worked():
    needs = "W = K * 2"

    assert sources((needs, "", True), "K = 3", needs) == ["K = 3", needs]


def test_the_last_that_worked_counts_where_a_later_try_failed():
    assert sources("W = 1", ("W = 1 / 0", "", True)) == ["W = 1"]


def test_what_python_cannot_read_is_named_with_its_function():
    found = executed(V1, "def conv2d(x):\n  return (")

    assert [cell.source for cell in found.cells] == [V1]
    assert found.unread == [(2, ["conv2d"])]


def test_a_cell_that_was_mended_since_is_not_named():
    assert executed("def conv2d(x):\n  return (", V1).unread == []


def test_a_magic_beside_a_definition_takes_nothing_away():
    both = V1 + "\n%grade conv2d"

    assert sources(both) == [both]


def test_a_class_and_its_methods_count_as_one():
    text = "class Layer:\n    def conv2d(self): pass"

    assert sources(text, text) == [text]
