"""Files -> for each exercise the one that answers it, picked by fixed rules."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import unicodedata

import pytest

from grader.model import Cause, File, Submission
from grader.submission import contents
from grader.submission.recognition import find_answers, recognise
from grader.submission.sources import condensed
from tests.submission.conftest import problems_of

DOUBLE = "def double(x):\n    return 2 * x\n"
FIND_ONE = """
import sys
from grader.model import Exercise, File, Submission, Text
from grader.submission import find_answers

exercise = Exercise(
    slug="x", title=Text(ko="", en=""), module="doubling", functions=("double",), points=1
)
file = File(name=sys.argv[1], data=b"def double(x): return x")
assert find_answers(Submission(student="kim", files=(file,)), (exercise,))
"""
MEAN = "def mean(values):\n    return 0\n\n\ndef spread(values):\n    return 0\n"


def notebook(*sources: str) -> str:
    """A notebook of code cells."""
    return json.dumps({"cells": [{"cell_type": "code", "source": s} for s in sources]})


@pytest.fixture
def find(toy_grader, make_submission):
    """Find the answers among files: module -> answer."""

    def found(files):
        answers = find_answers(make_submission(files), toy_grader.exercises)
        return {answer.exercise.module: answer for answer in answers}

    return found


def test_a_file_of_the_exact_name_needs_no_message(find):
    answer = find({"doubling.py": DOUBLE})["doubling"]

    assert answer.file == "doubling.py"
    assert answer.problems == ()
    assert answer.sources["doubling"] == [("doubling.py", DOUBLE)]


def test_a_notebook_s_cells_are_labelled_with_their_numbers(find):
    answer = find({"doubling.ipynb": notebook("import math", DOUBLE)})["doubling"]

    labels = [label for label, _ in answer.sources["__main__"]]

    assert labels == ["doubling.ipynb cell 1", "doubling.ipynb cell 2"]


@pytest.mark.parametrize(
    "name",
    [
        "doubling (1).py",
        "doubling(2).py",
        "doubling_final.ipynb",
        "doubling_final_v2.py",
        "doubling-copy.py",
        "doubling - Copy (3).py",
        "doubling 사본.py",
        "doubling - 사본 (2).ipynb",
        "doubling_최종.py",
        "doubling_최종_수정2.py",
        "Doubling.py",
        "week1/doubling.py",
        unicodedata.normalize("NFD", "doubling 사본.py"),
    ],
)
def test_a_name_changed_by_downloads_or_students_is_recognised(find, name):
    text = notebook(DOUBLE) if name.endswith("ipynb") else DOUBLE

    assert find({name: text})["doubling"].file == name


@pytest.mark.parametrize("name", ["doubling (1).py", "Doubling.py", "my work.py"])
def test_a_file_recognised_by_another_name_is_named(find, name):
    answer = find({name: DOUBLE})["doubling"]

    assert f"{name} was taken for doubling" in problems_of(answer)


@pytest.mark.parametrize("name", ["redoubling.py", "doublings.py", "my_doubling.py"])
def test_a_name_that_only_contains_the_module_is_not_recognised(find, name):
    assert find({name: "x = 1\n"}) == {}


def test_a_file_of_any_name_is_recognised_by_the_functions_it_defines(find):
    assert find({"homework.py": DOUBLE})["doubling"].file == "homework.py"


def test_only_the_beginning_of_very_much_text_is_searched(find):
    # a small archive of large files would keep the grading process busy for minutes
    filler = {f"a{number}.py": "def a():\n" * 100_000 for number in range(5)}

    assert list(find({"answer.py": DOUBLE} | filler)) == ["doubling"]
    assert find(filler | {"z.py": DOUBLE}) == {}


def test_the_file_with_most_of_the_functions_is_taken(find):
    answers = find({"part.py": "def mean(v):\n    return 0\n", "whole.py": MEAN})

    assert answers["average"].file == "whole.py"


def test_a_file_named_after_another_exercise_is_not_taken_by_its_functions(find):
    assert set(find({"average.py": DOUBLE})) == {"average"}


@pytest.mark.parametrize(
    ("names", "picked"),
    [
        (["doubling (1).py", "doubling.py"], "doubling.py"),
        (["doubling.ipynb", "doubling (1).py"], "doubling.ipynb"),
        (["doubling_2.py", "a/b/doubling.py"], "a/b/doubling.py"),
        (["old/doubling.py", "doubling.py"], "doubling.py"),
        (["old/doubling.py", "doubling.ipynb"], "doubling.ipynb"),
        (["doubling.ipynb", "doubling.py"], "doubling.py"),
        (["b/doubling.py", "a/doubling.py"], "a/doubling.py"),
    ],
    ids=[
        "exact name",
        "exact notebook",
        "exact though deep",
        "shallow",
        "shallow notebook",
        "py first",
        "by name",
    ],
)
def test_the_best_candidate_is_picked_and_the_others_are_named(find, names, picked):
    files = {name: notebook(DOUBLE) if name.endswith("ipynb") else DOUBLE for name in names}

    answer = find(files)["doubling"]

    (other,) = set(names) - {picked}
    assert answer.file == picked
    assert f"{picked} was graded, {other} not" in problems_of(answer)


def test_the_pick_does_not_depend_on_the_order_of_the_files(find):
    files = {"doubling (1).py": DOUBLE, "doubling.py": DOUBLE, "x/doubling.py": DOUBLE}

    picks = {
        find(dict(order))["doubling"].file for order in (files.items(), reversed(files.items()))
    }

    assert picks == {"doubling.py"}


def test_each_exercise_of_a_submission_is_found(find):
    assert set(find({"doubling.py": DOUBLE, "average.ipynb": notebook(MEAN)})) == {
        "doubling",
        "average",
    }


def test_nothing_recognisable_is_no_answer(find):
    assert find({"other.py": "x = 1\n"}) == {}


def test_a_single_file_may_have_any_name_where_one_exercise_is_asked_for(
    toy_grader, make_submission
):
    submission = make_submission({"x.py": "y = 1\n"})

    (answer,) = recognise(submission, toy_grader.exercises[:1], any_name=True).answers

    assert answer.file == "x.py"


@pytest.mark.parametrize(
    ("name", "is_taken"), [("doubling.py", True), ("x.py", True), ("average.py", False)]
)
def test_a_single_file_is_not_taken_that_is_named_after_another_exercise(
    toy_grader, make_submission, name, is_taken
):
    double, _ = known = toy_grader.exercises

    submission = make_submission({name: "y = 1\n"})

    answers = recognise(submission, (double,), known, any_name=True).answers

    assert bool(answers) is is_taken


def test_a_file_named_after_an_exercise_that_is_not_graded_is_not_taken_by_its_functions(
    toy_grader, make_submission
):
    double, _ = known = toy_grader.exercises
    submission = make_submission({"average.py": DOUBLE})

    assert find_answers(submission, (double,), known) == []
    assert len(find_answers(submission, (double,))) == 1


def test_two_files_of_any_name_are_no_answer_to_one_exercise(toy_grader, make_submission):
    submission = make_submission({"x.py": "y = 1\n", "z.py": "y = 1\n"})

    assert recognise(submission, toy_grader.exercises[:1], any_name=True).answers == []


# -- files that cannot be read


def test_an_unreadable_file_answers_its_exercise_with_the_reason(find):
    answer = find({"doubling.py": b""})["doubling"]

    assert (answer.readable, answer.file) == (False, "doubling.py")
    assert "doubling.py is empty" in problems_of(answer)


def test_every_check_of_an_unreadable_file_is_skipped_and_earns_nothing(grade_text):
    grade = grade_text(b"", "doubling.py")

    assert {outcome.status for outcome in grade.outcomes} == {"skipped"}
    assert grade.score.earned == 0
    assert grade.score.possible == 4


def test_a_readable_copy_is_taken_where_the_exact_name_cannot_be_read(find):
    answer = find({"doubling.ipynb": b"{", "doubling (1).py": DOUBLE})["doubling"]

    assert answer.readable
    assert answer.file == "doubling (1).py"


@pytest.mark.parametrize(("picked", "is_noted"), [("utf-8", False), ("cp949", True)])
def test_of_two_files_of_one_name_only_the_picked_one_s_encoding_is_noted(
    toy_grader, picked, is_noted
):
    source = "# 두 배\n" + DOUBLE
    copies = {"utf-8": source.encode(), "cp949": source.encode("cp949")}
    first, second = copies.pop(picked), *copies.values()
    files = tuple(File(name="doubling.py", data=data) for data in (first, second))

    (answer,) = find_answers(Submission(student="kim", files=files), toy_grader.exercises)

    assert ("saved as CP949" in problems_of(answer)) == is_noted


# -- helpers


def test_the_other_files_are_importable_helpers(find):
    answer = find({"doubling.py": "from tools import twice\n", "sub/tools.py": "x = 1\n"})

    assert answer["doubling"].sources["sub.tools"] == [("sub/tools.py", "x = 1\n")]


def test_a_file_without_an_importable_name_is_no_helper(find):
    answer = find({"doubling.py": DOUBLE, "my tools.py": "x = 1\n"})["doubling"]

    assert set(answer.sources) == {"doubling"}


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("hw/tools.py", "tools"),
        ("hw/src/ops.py", "src.ops"),
        ("hw/src/__init__.py", "src.__init__"),
        ("tools.py", "..tools"),
        ("other/tools.py", "..other.tools"),
        ("hw/v1.0/ops.py", "v1_0.ops"),
    ],
)
def test_a_helper_is_named_as_a_relative_import_leads_to_it(find, name, module):
    answer = find({"hw/doubling.py": DOUBLE, name: "x = 1\n"})["doubling"]

    assert answer.sources[module] == [(name, "x = 1\n")]


def test_of_a_script_and_a_notebook_of_one_name_the_script_is_imported(find):
    files = {"doubling.py": DOUBLE, "tools.ipynb": notebook("x = 2"), "tools.py": "x = 1\n"}

    assert find(files)["doubling"].sources["tools"] == [("tools.py", "x = 1\n")]


@pytest.mark.parametrize(("more", "modules"), [(0, {"tools"}), (1, set())])
def test_helpers_are_as_large_together_as_they_may_be(find, monkeypatch, more, modules):
    monkeypatch.setattr(contents, "MAX_HELPER_CHARS", 6)

    answer = find({"doubling.py": DOUBLE, "tools.py": "x = 1\n" + "#" * more})["doubling"]

    assert set(answer.sources) - {"doubling"} == modules


def test_a_copy_never_replaces_the_picked_file(find):
    answer = find({"a/doubling.py": "x = 'a'\n", "doubling.py": DOUBLE})["doubling"]

    assert answer.sources["doubling"] == [("doubling.py", DOUBLE)]


def test_an_answer_that_imports_its_helper_earns_its_points(forked_toy_grader, make_submission):
    files = {
        "doubling.py": "from tools import twice as double\n",
        "tools.py": "def twice(x):\n    return x * 2\n",
    }

    (grade,) = forked_toy_grader.grade(make_submission(files))

    assert grade.all_passed()


@pytest.mark.attack
@pytest.mark.parametrize("stem", ["1" * 60 + "x", "doubling" + "2" * 60 + "!", "v1" * 40 + "!"])
def test_a_long_name_cannot_hold_the_grader_up(stem):
    done = subprocess.run([sys.executable, "-c", FIND_ONE, f"{stem}.py"], timeout=5, check=False)

    assert done.returncode == 0


STARTER = 'def double(x):\n    raise NotImplementedError("double")\n'


@pytest.mark.parametrize(
    "files", [("doubling.py", "doubling.ipynb"), ("doubling.ipynb", "a/doubling.py")]
)
def test_an_unchanged_starter_beside_an_answer_is_not_picked(find, files):
    untouched, filled = files
    wrap = {name: notebook if name.endswith(".ipynb") else str for name in files}

    answer = find({untouched: wrap[untouched](STARTER), filled: wrap[filled](DOUBLE)})["doubling"]

    assert answer.file == filled
    assert answer.problems == ()


def test_a_starter_known_only_by_its_hash_is_not_picked_either(toy_grader, make_submission):
    broken = "def double(x):\n    return x  # to be repaired\n"
    submission = make_submission({"doubling.py": broken, "doubling.ipynb": notebook(DOUBLE)})
    broken_hash = hashlib.sha256(broken.encode()).hexdigest()

    files = [
        find_answers(submission, toy_grader.exercises, starter_hashes=hashes)[0].file
        for hashes in ((), {broken_hash})
    ]

    assert files == ["doubling.py", "doubling.ipynb"]


def test_a_notebook_of_which_the_code_was_kept_is_known_by_the_hash_of_the_whole(toy_grader):
    given = File(name="a.ipynb", data=notebook("def double(x):\n    return x\n").encode())
    answer = File(name="b.ipynb", data=notebook(DOUBLE).encode())
    files = tuple(map(condensed, (given, answer)))
    hashes = {hashlib.sha256(given.data).hexdigest()}

    (found,) = find_answers(
        Submission(student="kim", files=files), toy_grader.exercises, starter_hashes=hashes
    )

    assert (found.file, found.problems[0].cause) == ("b.ipynb", Cause.FILE_CHOSEN)
    assert "Several files" not in found.problems[0].message.text


def test_a_starter_alone_is_the_answer(find):
    assert find({"doubling.py": STARTER})["doubling"].file == "doubling.py"
