"""Files -> for each exercise the one that answers it, by a stated rule."""

from __future__ import annotations

import codecs
import hashlib
import json
import subprocess
import sys
import unicodedata

import pytest

from grader.submission.recognition import find_answers, only_answer

DOUBLE = "def double(x):\n    return 2 * x\n"
FIND_ONE = """
import sys
from grader.model import Exercise, File, Submission, Text
from grader.submission import find_hand_ins

exercise = Exercise(
    slug="x", title=Text(ko="", en=""), module="doubling", functions=("double",), points=1
)
file = File(name=sys.argv[1], data=b"def double(x): return x")
assert find_hand_ins(Submission(student="kim", files=(file,)), (exercise,))
"""
MEAN = "def mean(values):\n    return 0\n\n\ndef spread(values):\n    return 0\n"


def notebook(*sources: str) -> str:
    """A notebook of code cells."""
    return json.dumps({"cells": [{"cell_type": "code", "source": s} for s in sources]})


def said(hand_in) -> str:
    """What the student is told about the files."""
    return " ".join(problem.text.format(**problem.values) for problem in hand_in.problems)


@pytest.fixture
def find(toy_grader, make_submission):
    """Finds the hand-ins among files: `{module: hand-in}`."""

    def found(files):
        hand_ins = find_answers(make_submission(files), toy_grader.exercises)
        return {hand_in.exercise.module: hand_in for hand_in in hand_ins}

    return found


def test_a_file_of_the_exact_name_needs_no_comment(find):
    hand_in = find({"doubling.py": DOUBLE})["doubling"]

    assert hand_in.file == "doubling.py"
    assert hand_in.problems == ()
    assert hand_in.sources["doubling"] == [("doubling.py", DOUBLE)]


def test_a_notebook_is_cells_with_their_numbers(find):
    hand_in = find({"doubling.ipynb": notebook("import math", DOUBLE)})["doubling"]

    labels = [label for label, _ in hand_in.sources["doubling"]]

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
def test_a_name_as_downloads_and_students_change_it_is_recognised(find, name):
    text = notebook(DOUBLE) if name.endswith("ipynb") else DOUBLE

    assert find({name: text})["doubling"].file == name


@pytest.mark.parametrize("name", ["doubling (1).py", "Doubling.py", "my work.py"])
def test_a_file_that_was_recognised_by_other_means_is_named(find, name):
    hand_in = find({name: DOUBLE})["doubling"]

    assert f"{name} was taken for doubling" in said(hand_in)


@pytest.mark.parametrize("name", ["redoubling.py", "doublings.py", "my_doubling.py"])
def test_a_name_that_merely_contains_the_module_is_another_name(find, name):
    assert find({name: "x = 1\n"}) == {}


def test_a_file_of_any_name_is_recognised_by_the_functions_it_defines(find):
    assert find({"homework.py": DOUBLE})["doubling"].file == "homework.py"


def test_of_a_mountain_of_text_only_the_beginning_is_searched(find):
    """Or a small archive of large files would keep the grading process busy for minutes."""
    filler = {f"a{number}.py": "def a():\n" * 100_000 for number in range(5)}

    assert list(find({"answer.py": DOUBLE} | filler)) == ["doubling"]
    assert find(filler | {"z.py": DOUBLE}) == {}


def test_the_file_with_most_of_the_functions_is_taken(find):
    hand_ins = find({"part.py": "def mean(v):\n    return 0\n", "whole.py": MEAN})

    assert hand_ins["average"].file == "whole.py"


def test_a_file_named_after_another_exercise_is_not_taken_by_its_functions(find):
    assert set(find({"average.py": DOUBLE})) == {"average"}


@pytest.mark.parametrize(
    ("names", "picked"),
    [
        (["doubling (1).py", "doubling.py"], "doubling.py"),
        (["doubling.ipynb", "doubling (1).py"], "doubling.ipynb"),
        (["old/doubling.py", "doubling.py"], "doubling.py"),
        (["old/doubling.py", "doubling.ipynb"], "doubling.ipynb"),
        (["doubling.ipynb", "doubling.py"], "doubling.py"),
        (["b/doubling.py", "a/doubling.py"], "a/doubling.py"),
    ],
    ids=["exact name", "exact notebook", "shallow", "shallow notebook", "py first", "by name"],
)
def test_of_several_candidates_the_rule_picks_one_and_the_rest_are_named(find, names, picked):
    files = {name: notebook(DOUBLE) if name.endswith("ipynb") else DOUBLE for name in names}

    hand_in = find(files)["doubling"]

    (other,) = set(names) - {picked}
    assert hand_in.file == picked
    assert f"{picked} was graded, {other} not" in said(hand_in)


def test_the_pick_does_not_depend_on_the_order_of_the_files(find):
    files = {"doubling (1).py": DOUBLE, "doubling.py": DOUBLE, "x/doubling.py": DOUBLE}

    picks = {
        find(dict(order))["doubling"].file for order in (files.items(), reversed(files.items()))
    }

    assert picks == {"doubling.py"}


def test_each_exercise_of_a_hand_in_is_found(find):
    assert set(find({"doubling.py": DOUBLE, "average.ipynb": notebook(MEAN)})) == {
        "doubling",
        "average",
    }


def test_nothing_recognisable_is_no_hand_in(find):
    assert find({"other.py": "x = 1\n"}) == {}


def test_a_single_file_may_have_any_name_where_one_exercise_is_asked_for(
    toy_grader, make_submission
):
    hand_in = only_answer(make_submission({"x.py": "y = 1\n"}), toy_grader.exercises[0])

    assert hand_in is not None
    assert hand_in.file == "x.py"


def test_two_files_of_any_name_are_no_answer_to_one_exercise(toy_grader, make_submission):
    submission = make_submission({"x.py": "y = 1\n", "z.py": "y = 1\n"})

    assert only_answer(submission, toy_grader.exercises[0]) is None


# -- files that cannot be read


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("doubling.py", b"", "doubling.py is empty"),
        ("doubling.py", b" \n\t\n", "doubling.py is empty"),
        ("doubling.py", b"PK\x03\x04\0\0", "no text file"),
        ("doubling.py", "x = 1".encode("utf-16-le"), "no text file"),
        ("doubling.py", b"x = '\xff\xff\x81'", "no known text encoding"),
        ("doubling.py", b"\xff\xfe" + b"x\0=", "no known text encoding"),
        ("doubling.py", b"# " + b"x" * 1_100_000, "more than 1 MB"),
        ("doubling.ipynb", b"{", "no notebook that can be read"),
        ("doubling.ipynb", b"[]", "no notebook that can be read"),
        ("doubling.ipynb", notebook().encode(), "no code cells"),
        ("doubling.ipynb", notebook("#" * 1_100_000).encode(), "more than 1 MB"),
    ],
)
def test_an_unreadable_file_is_a_hand_in_with_a_sentence(find, name, data, sentence):
    hand_in = find({name: data})["doubling"]

    assert not hand_in.readable
    assert hand_in.file == name
    assert sentence in said(hand_in)


def test_every_check_of_an_unreadable_file_is_skipped_and_earns_nothing(grade_text):
    grade = grade_text(b"", "doubling.py")

    assert {outcome.status for outcome in grade.outcomes} == {"skipped"}
    assert grade.score.earned == 0
    assert grade.score.possible == 4


def test_a_readable_copy_is_taken_where_the_exact_name_cannot_be_read(find):
    hand_in = find({"doubling.ipynb": b"{", "doubling (1).py": DOUBLE})["doubling"]

    assert hand_in.readable
    assert hand_in.file == "doubling (1).py"


# -- encodings


@pytest.mark.parametrize(
    ("encode", "noted"),
    [
        (lambda text: text.encode(), ""),
        (lambda text: codecs.BOM_UTF8 + text.encode(), ""),
        (lambda text: text.encode("cp949"), "CP949"),
        (lambda text: text.encode("utf-16"), "UTF-16"),
        (lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"), "UTF-16"),
    ],
    ids=["utf-8", "bom", "cp949", "utf-16 little", "utf-16 big"],
)
@pytest.mark.parametrize("name", ["doubling.py", "doubling.ipynb"])
def test_the_encodings_of_korean_windows_are_read(find, encode, noted, name):
    source = "# 두 배로 만드는 함수\n" + DOUBLE
    text = source if name.endswith(".py") else notebook(source).replace("\\ub450", "두")

    hand_in = find({name: encode(text)})["doubling"]

    assert hand_in.readable
    assert hand_in.sources["doubling"][0][1] == source
    assert noted in said(hand_in)


# -- helpers


def test_the_other_files_are_importable_helpers(find):
    hand_in = find({"doubling.py": "from tools import twice\n", "sub/tools.py": "x = 1\n"})

    assert hand_in["doubling"].sources["tools"] == [("sub/tools.py", "x = 1\n")]


def test_a_file_whose_name_no_import_can_say_is_no_helper(find):
    hand_in = find({"doubling.py": DOUBLE, "my tools.py": "x = 1\n"})["doubling"]

    assert set(hand_in.sources) == {"doubling"}


def test_a_copy_never_stands_in_for_the_picked_file(find):
    hand_in = find({"a/doubling.py": "x = 'a'\n", "doubling.py": DOUBLE})["doubling"]

    assert hand_in.sources["doubling"] == [("doubling.py", DOUBLE)]


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
def test_an_untouched_starter_beside_the_work_is_nobody_s(find, files):
    untouched, filled = files
    wrap = {name: notebook if name.endswith(".ipynb") else str for name in files}

    hand_in = find({untouched: wrap[untouched](STARTER), filled: wrap[filled](DOUBLE)})["doubling"]

    assert hand_in.file == filled
    assert hand_in.problems == ()


def test_a_starter_that_is_known_by_its_hash_alone_gives_way_too(toy_grader, make_submission):
    broken = "def double(x):\n    return x  # to be repaired\n"
    submission = make_submission({"doubling.py": broken, "doubling.ipynb": notebook(DOUBLE)})
    hashes = {hashlib.sha256(broken.encode()).hexdigest()}

    files = [
        find_answers(submission, toy_grader.exercises, starters=starters)[0].file
        for starters in ((), hashes)
    ]

    assert files == ["doubling.py", "doubling.ipynb"]


def test_where_there_is_only_the_starter_it_is_what_was_handed_in(find):
    assert find({"doubling.py": STARTER})["doubling"].file == "doubling.py"
