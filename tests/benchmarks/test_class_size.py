"""The comparison itself works: all find the same in the same class. No time is asserted."""

import importlib
import sys
from pathlib import Path

import pytest

SLUG = "06_output_size"


@pytest.fixture
def class_size(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    return importlib.import_module("class_size")


def test_a_class_is_made_of_right_and_wrong_solutions_and_no_two_are_alike(class_size):
    sources = class_size.class_of(SLUG, 12)
    right = len(class_size.BareExercise(SLUG).checks)

    found = class_size.bare(SLUG, sources)

    assert len(set(sources)) == 12
    assert [count == right for count in found.passed] == [True, False] * 6


def test_in_an_unlike_class_the_right_are_right_and_no_wrong_answer_is_another_s(class_size):
    sources = class_size.unlike_class_of(SLUG, 6)
    right = len(class_size.BareExercise(SLUG).checks)
    answers = []
    for source in sources[1::2]:
        namespace = {}
        exec(source, namespace)
        answers.append(namespace["conv_output_size"](28, 3, 0, 1))

    found = class_size.bare(SLUG, sources)

    assert [count == right for count in found.passed] == [True, False] * 3
    assert len(set(answers)) == 3


@pytest.mark.slow
def test_ours_and_pytest_find_what_the_bare_checks_find_and_the_table_has_them_all(
    class_size, monkeypatch
):
    few = {"pytest, a process for each": class_size.RIVALS["pytest, a process for each"]}
    monkeypatch.setattr(class_size, "RIVALS", few)

    found = class_size.compare(SLUG, [4], 2, sys.executable, rivals_versions=("pytest",))

    rows = found["seconds_a_submission"]
    assert set(rows) == {class_size.OURS, class_size.UNLIKE, class_size.BARE, *few}
    assert found["curve"][0]["submissions"] == 4
    printed = class_size.table(found)
    assert all(f"| {name} | {seconds:.4f} |" in printed for name, seconds in rows.items())
    assert printed.count("times as fast as one") == 1


def test_a_grader_that_finds_something_else_ends_the_comparison(class_size):
    with pytest.raises(RuntimeError, match=r"otter run found 3 .* say 4, in submission 0"):
        class_size._agree("otter run", [3], [4])
