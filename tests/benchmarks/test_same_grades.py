"""The comparison of two recordings: what counts as a difference, and what does not."""

from __future__ import annotations

import copy
import json
import sys
from pathlib import Path

import pytest


@pytest.fixture
def same_grades(monkeypatch):
    """The script as a module."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import same_grades

    return same_grades


@pytest.fixture
def line():
    """A line of a recording: a grade of two checks."""
    outcomes = [
        {"check": "test_a", "points": 2.0, "status": "passed", "details": []},
        {
            "check": "test_b",
            "points": 1.0,
            "status": "failed",
            "details": [{"text": "It is {n}.", "values": {"n": 3}}],
        },
    ]
    return {
        "group": "misconceptions",
        "exercise": "01_toy",
        "submission": "averaged.py",
        "handed_in": "00ff",
        "trained": False,
        "unstable": [],
        "grade": {"outcomes": outcomes, "hashes": {"code": "1"}, "versions": {"grader": "1"}},
    }


@pytest.fixture
def compare(same_grades, line, tmp_path, capsys):
    """Compares the line with a changed one; the exit code and what was printed."""

    def written(name, lines):
        about = {"groups": ["misconceptions"], "exercises": ["01_toy"]}
        path = tmp_path / name
        path.write_text("".join(json.dumps(each) + "\n" for each in [about, *lines]))
        return str(path)

    def run(change=lambda line: None, *, new=None):
        other = copy.deepcopy(line)
        change(other)
        paths = written("old", [line]), written("new", [other] if new is None else new)
        code = same_grades.main(["compare", *paths])
        return code, capsys.readouterr().out

    return run


def test_the_same_grades_are_no_difference(compare):
    code, printed = compare()

    assert code == 0
    assert "1 grades compared: 1 equal, 0 differ" in printed


def test_a_changed_field_is_the_one_thing_that_is_named(compare):
    def change(line):
        line["grade"]["outcomes"][1]["points"] = 1.5

    code, printed = compare(change)

    assert code == 1
    assert printed.splitlines()[0] == (
        "misconceptions/01_toy/averaged.py  test_b  points: 1.0 → 1.5"
    )
    assert "differ in status or points: 1" in printed
    assert "differences by kind: points 1" in printed


def test_hashes_and_versions_are_no_difference(compare):
    def change(line):
        line["grade"]["hashes"]["code"] = "2"
        line["grade"]["versions"]["grader"] = "2"

    assert compare(change)[0] == 0


def test_another_order_of_the_checks_is_a_difference(compare):
    code, printed = compare(lambda line: line["grade"]["outcomes"].reverse())

    assert code == 1
    assert 'order: ["test_a", "test_b"] → ["test_b", "test_a"]' in printed


def test_a_detail_that_is_gone_is_a_difference(compare):
    code, printed = compare(lambda line: line["grade"]["outcomes"][1]["details"].clear())

    assert code == 1
    assert 'test_b  details.0.text: "It is {n}." → "(absent)"' in printed


def test_a_field_that_is_new_is_a_difference(compare):
    code, printed = compare(lambda line: line["grade"]["outcomes"][0].update(bonus=True))

    assert code == 1
    assert 'test_a  bonus: "(absent)" → true' in printed


def test_what_is_renamed_on_purpose_is_no_difference(compare, same_grades, monkeypatch):
    def change(line):
        outcome = line["grade"]["outcomes"][1]
        outcome["notes"] = outcome.pop("details")
        outcome["status"] = "wrong"
        outcome["check"] = "test_c"

    assert compare(change)[0] == 1
    monkeypatch.setattr(same_grades, "RENAMED_FIELDS", {"details": "notes", "test_b": "test_c"})
    monkeypatch.setattr(same_grades, "RENAMED_VALUES", {("status", "failed"): "wrong"})

    # the field has another name in the other check, too
    def change_both(line):
        change(line)
        line["grade"]["outcomes"][0]["notes"] = line["grade"]["outcomes"][0].pop("details")

    assert compare(change_both)[0] == 0


def test_two_old_recordings_are_equal_whatever_was_renamed_since(compare, same_grades, monkeypatch):
    monkeypatch.setattr(same_grades, "RENAMED_FIELDS", {"details": "notes", "test_b": "test_c"})

    assert compare()[0] == 0


def test_many_changes_of_a_kind_are_counted_and_not_all_told(compare, same_grades, monkeypatch):
    def change(line):
        for outcome, points in zip(line["grade"]["outcomes"], (7.0, 8.0), strict=True):
            outcome["points"] = points

    monkeypatch.setattr(same_grades, "SHOWN_CHANGES", 1)

    code, printed = compare(change)

    assert code == 1
    assert "points: 2.0 → 7.0" in printed
    assert "points: 1.0 → 8.0" not in printed
    assert "points: 1 other changes (--all names them)" in printed


def test_what_differs_between_two_runs_of_one_version_is_not_compared(compare, same_grades, line):
    again = copy.deepcopy(line)
    again["grade"]["outcomes"][1]["details"][0]["values"]["n"] = 4

    line["unstable"] = same_grades.merged([line, again])["unstable"]

    def change(other):
        other["grade"]["outcomes"][1]["details"][0]["values"]["n"] = 5

    assert line["unstable"] == ["test_b/details"]
    assert compare(change)[0] == 0


def test_of_trained_networks_only_statuses_and_points_are_compared(compare, line):
    def change(other):
        other["grade"]["outcomes"][1]["details"] = []

    line["trained"] = True

    assert compare(change)[0] == 0
    assert compare(lambda other: other["grade"]["outcomes"][1].update(status="passed"))[0] == 1


def test_other_bytes_that_were_handed_in_are_a_difference(compare):
    code, printed = compare(lambda line: line.update(handed_in="00fe"))

    assert code == 1
    assert 'handed_in: "00ff" → "00fe"' in printed


def test_a_grade_that_is_missing_is_a_difference(compare, line):
    other = {**line, "submission": "rounded.py"}

    code, printed = compare(new=[line, other])

    assert code == 1
    assert "misconceptions/01_toy/rounded.py  only in NEW" in printed


def test_nothing_to_compare_is_no_success(compare):
    assert compare(new=[])[0] == 2


def test_seconds_that_were_measured_are_not_recorded_and_a_limit_is(same_grades):
    from graded_corpus import settled

    grade = {"seconds": 0.1, "message": {"text": "{seconds} s", "values": {"seconds": 10}}}

    assert settled(grade, {}) == {"message": {"text": "{seconds} s", "values": {"seconds": 10}}}


def test_paths_of_one_run_are_recorded_by_name(same_grades):
    from graded_corpus import settled

    hidden = {"/tmp/a": "@HOME@", "/tmp/a/venv": "@PYTHON@"}

    assert settled(["/tmp/a/venv/lib, /tmp/a/x"], hidden) == ["@PYTHON@/lib, @HOME@/x"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="levels of isolation differ elsewhere")
def test_the_cases_are_recorded_twice_alike(same_grades, tmp_path):
    paths = [str(tmp_path / name) for name in ("one", "two")]

    for path in paths:
        same_grades.main(["record", path, "--only", "cases,references", "--exercise", "05"])

    _about, lines = same_grades.load(Path(paths[0]))
    full = lines["references/05_pooling/pooling.py"]["grade"]
    assert {outcome["status"] for outcome in full["outcomes"]} == {"passed"}
    assert full["isolation"]["level"] != "none"
    assert sum(line["group"] == "cases" for line in lines.values()) >= 14
    assert same_grades.main(["compare", *paths]) == 0


def test_misconceptions_are_handed_in_whole(same_grades, tmp_path):
    from graded_corpus import wrong_solutions

    found = wrong_solutions(Path(__file__).parents[2], "04_stride", tmp_path)

    assert "same_not_padded.py" in {path.name for path in found}
    assert all("def conv2d_strided(" in path.read_text("utf-8") for path in found)


def test_a_corpus_from_before_overlays_is_handed_in_as_it_is(same_grades, tmp_path):
    from graded_corpus import wrong_solutions

    folder = tmp_path / "corpus" / "reference" / "01_toy" / "misconceptions"
    folder.mkdir(parents=True)
    (folder / "rounded.py").write_text("def f(x):\n    return 0\n", "utf-8")

    assert wrong_solutions(tmp_path / "corpus", "01_toy", tmp_path) == [folder / "rounded.py"]
