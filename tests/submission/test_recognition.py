"""Files -> for each exercise the one that answers it, picked by fixed rules."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import unicodedata

import pytest

from grader.model import Cause, Exercise, File, Submission, Text
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
FIND_STUBS = """
from grader.submission.contents import _stubs

heads = ["def f(x):\\n", "def f(x):\\n" * 3_000, "def f("]
bodies = ["# ", '\\"' * 3, "'", "    #\\n", "    raise NotImplementedError('f')\\n#"]
bodies += [":", " \\n", "\\t'"]
for text in [head + body * (400_000 // len(body)) for head in heads for body in bodies]:
    list(_stubs(text + " "))
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


def test_no_helper_is_taken_for_a_notebook_s_own_cells(find):
    answer = find({"doubling.py": DOUBLE, "__main__.py": "x = 1\n"})["doubling"]

    assert set(answer.sources) == {"doubling"}


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
        (["doubling (1).py", "doubling.py"], "doubling (1).py"),
        (["doubling.ipynb", "doubling (1).py"], "doubling (1).py"),
        (["doubling_2.py", "a/b/doubling.py"], "doubling_2.py"),
        (["doubling_수정본.py", "doubling.py"], "doubling_수정본.py"),
        (["doubling - 복사본.py", "doubling.py"], "doubling.py"),
        (["Copy_of_doubling.ipynb", "a/doubling.ipynb"], "a/doubling.ipynb"),
        (["doubling_20231234.py", "doubling.py"], "doubling.py"),
        (["doubling_김민준.py", "doubling.py"], "doubling.py"),
        (["doubling_old.py", "doubling.py"], "doubling.py"),
        (["doubling_old (2).py", "doubling.py"], "doubling.py"),
        (["old/doubling.py", "doubling.py"], "doubling.py"),
        (["old/doubling.py", "doubling.ipynb"], "doubling.ipynb"),
        (["doubling.ipynb", "doubling.py"], "doubling.py"),
        (["b/doubling.py", "a/doubling.py"], "a/doubling.py"),
    ],
    ids=[
        "a number is later than the plain name",
        "also of another kind",
        "also than a deep one",
        "so is what was mended",
        "a copy is not",
        "nor in another folder",
        "nor a student's number",
        "nor a student's name",
        "nor what is called old",
        "whatever number it has",
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

    assert picks == {"doubling (1).py"}


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


def test_a_file_without_an_importable_name_can_be_run(find):
    answer = find({"doubling.py": DOUBLE, "my tools.py": "x = 1\n"})["doubling"]

    assert set(answer.sources) == {"doubling", "my tools"}


def test_a_folder_of_the_answers_name_is_what_an_import_means(find):
    files = {"doubling.py": DOUBLE, "doubling/__init__.py": "a = 1\n", "doubling/ops.py": "b = 2\n"}
    answer = find(files)["doubling"]

    assert answer.file == "doubling.py"
    assert set(answer.sources) == {"__main__", "doubling.__init__", "doubling.ops"}


WRITES = "%%writefile {0}\n" + DOUBLE


@pytest.mark.parametrize("path", ["doubling.py", "answer.py", '"my answer.py"'])
def test_a_module_that_is_written_and_never_imported_counts_as_the_notebooks_own(find, path):
    answer = find({"doubling.ipynb": notebook("x = 1", WRITES.format(path), "y = 2")})["doubling"]

    assert [label[-1] for label, _ in answer.sources["__main__"]] == ["1", "2", "3"]
    assert "never imports it" in answer.problems[0].message.text


@pytest.mark.parametrize(
    "more",
    [
        "from answer import *",
        "%run answer.py",
        "import importlib\nimportlib.import_module('answer')",
    ],
)
def test_a_module_that_is_written_and_imported_stays_a_module(find, more):
    answer = find({"doubling.ipynb": notebook(WRITES.format("answer.py"), more)})["doubling"]

    assert set(answer.sources) == {"__main__", "answer"}
    assert answer.problems == ()


def test_a_module_that_is_written_beside_the_notebooks_own_functions_stays_a_module(find):
    answer = find({"doubling.ipynb": notebook(WRITES.format("old.py"), DOUBLE)})["doubling"]

    assert set(answer.sources) == {"__main__", "old"}


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


LEFT = '    raise NotImplementedError("double")\n'
STARTER = f"def double(x):\n{LEFT}"


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


@pytest.mark.parametrize(
    "name",
    ["Copy_of_doubling.ipynb", "doubling - 복사본.py", "과제1.ipynb", "01_double.py", "my work.py"],
)
@pytest.mark.parametrize("starter", ["doubling.py", "doubling.ipynb", "Copy of doubling.ipynb"])
def test_a_starter_never_hides_work_of_another_name(find, name, starter):
    wrap = {n: notebook if n.endswith(".ipynb") else str for n in (name, starter)}

    answer = find({starter: wrap[starter](STARTER), name: wrap[name](DOUBLE)})["doubling"]

    assert answer.file == name


def test_a_starter_never_hides_a_file_that_cannot_be_read(find):
    answer = find({"doubling.py": STARTER, "doubling.ipynb": b"{"})["doubling"]

    assert (answer.file, answer.readable) == ("doubling.ipynb", False)


def test_a_starter_in_which_a_part_is_written_does_not_hide_the_whole(find):
    part = MEAN.replace(
        "def spread(values):\n    return 0",
        'def spread(v):\n    raise NotImplementedError("spread")',
    )

    answer = find({"average.py": part, "Copy_of_average.ipynb": notebook(MEAN)})["average"]

    assert answer.file == "Copy_of_average.ipynb"
    assert "more of its functions are written in Copy_of_average.ipynb" in problems_of(answer)


def test_who_leaves_the_starter_s_cell_and_writes_below_it_has_written_it(find):
    files = {"doubling.py": STARTER, "doubling.ipynb": notebook(STARTER, DOUBLE)}

    assert find(files)["doubling"].file == "doubling.ipynb"


@pytest.mark.parametrize(
    "body",
    [
        "    return 2 * x\n    raise NotImplementedError('double')\n",
        "    if x:\n        return 2 * x\n    raise NotImplementedError('double')\n",
        "    # raise NotImplementedError('double')\n    return 2 * x\n",
        '    """Twice."""\n    y = 2 * x\n    raise NotImplementedError("double")\n    return y\n',
        "    raise NotImplementedError('double')\n    return 2 * x\n",
    ],
)
def test_a_function_with_more_than_the_starter_s_line_is_written(find, body):
    files = {"doubling.py": STARTER, "work.py": f"def double(x):\n{body}"}

    assert find(files)["doubling"].file == "work.py"


@pytest.mark.parametrize(
    "starter",
    [
        STARTER,
        STARTER.replace("\n", "\r\n"),
        STARTER + "\n\nprint('try it')\n",
        "# my name\n" + STARTER,
        f'def double(x: int) -> int:  # 2\n    """Twice."""\n    # Here.\n{LEFT}    # done?\n',
        f"def double(\n    x,\n):\n    r'''Twice.\n\n    def f(): x\n    '''\n\n{LEFT}\nx = 1\n",
    ],
)
def test_a_function_as_in_the_starter_is_not_written(find, starter):
    files = {"doubling.py": starter, "work.py": DOUBLE}

    assert find(files)["doubling"].file == "work.py"


@pytest.mark.parametrize(
    "code",
    [
        "double = lambda x: 2 * x\n",
        "double: object = lambda x: 2 * x\n",
        "def twice(x): return 2 * x\ndouble = twice\n",
        "if True:\n    def double(x): return 2 * x\n",
        "class Doubler:\n    def double(self, x): return 2 * x\n",
        "exec('def double(x): return 2 * x')\n",
        "get_ipython().run_cell_magic('time', '', 'x = 1\\n\\ndef double(x):\\n    return x')\n",
    ],
)
def test_a_name_that_is_given_in_another_way_is_found_where_nothing_else_is(find, code):
    assert find({"doubling.py": STARTER, "work.py": code})["doubling"].file == "work.py"
    assert find({"first.py": DOUBLE, "work.py": code})["doubling"].file == "first.py"


@pytest.mark.parametrize(
    "code", ["# def double(x): return 2 * x\n", "print(double == 2)\n", "x.double = 3\n"]
)
def test_a_name_that_is_only_mentioned_is_no_answer(find, code):
    assert "doubling" not in find({"work.py": code})


def test_less_than_half_of_the_names_is_no_answer(make_submission):
    exercise = Exercise(
        slug="x", title=Text(ko="", en=""), module="many", functions=("a", "b", "c"), points=1
    )
    for code, count in (("a = len\n", 0), ("a = b = len\nb = len\n", 1)):
        answers = find_answers(make_submission({"work.py": code}), (exercise,))
        assert len(answers) == count


def test_a_function_without_the_starter_s_line_is_more_of_an_answer_than_one_with_it(find):
    half = 'def double(x):\n    y = x\n    raise NotImplementedError("double")\n'

    answer = find({"doubling.py": half, "doubling (1).py": DOUBLE})["doubling"]

    assert answer.file == "doubling (1).py"


@pytest.mark.attack
def test_texts_made_to_look_like_a_starter_take_no_time():
    done = subprocess.run([sys.executable, "-c", FIND_STUBS], timeout=60, check=False)

    assert done.returncode == 0


def test_notes_with_the_exercise_s_name_do_not_hide_the_work(find):
    files = {"doubling.ipynb": notebook("print(1)"), "work.py": DOUBLE}

    assert find(files)["doubling"].file == "work.py"


def test_a_file_that_imports_its_functions_is_no_mere_note(find):
    files = {"doubling.ipynb": notebook("from work import double"), "work.py": DOUBLE}

    answer = find(files)["doubling"]

    assert (answer.file, answer.problems) == ("doubling.ipynb", ())


@pytest.mark.parametrize(
    ("names", "picked", "why"),
    [
        (["doubling_v1.py", "doubling_v2.py"], "doubling_v2.py", "latest version by its number"),
        (["doubling (1).py", "doubling (2).py"], "doubling (2).py", "latest version"),
        (["doubling_a.py", "doubling_b.py"], "doubling_b.py", "latest version"),
        (["doubling_Rev.A.py", "doubling_Rev.B.py"], "doubling_Rev.B.py", "latest version"),
        (["doubling_b.py", "doubling.py"], "doubling.py", "nearest to the one asked for"),
        (["1차/doubling.py", "2차/doubling.py"], "2차/doubling.py", "latest version"),
        (["doubling_draft.py", "doubling_v1.py"], "doubling_v1.py", "called a draft"),
        (["doubling_v3.py", "doubling_final.py"], "doubling_final.py", "called the final one"),
        (["doubling_final.py", "doubling.py"], "doubling_final.py", "called the final one"),
        (["doubling_v2.py", "doubling.py"], "doubling_v2.py", "latest version by its number"),
        (["doubling_kim.py", "doubling.py"], "doubling.py", "nearest to the one asked for"),
        (["a/b/doubling.py", "c/doubling.py"], "c/doubling.py", "lies in fewer folders"),
        (["doubling.ipynb", "doubling.py"], "doubling.py", "counts before a notebook"),
        (["b/doubling.py", "a/doubling.py"], "a/doubling.py", "Nothing tells"),
    ],
)
def test_the_student_is_told_which_file_counts_and_why(find, names, picked, why):
    files = {name: notebook(DOUBLE) if name.endswith("ipynb") else DOUBLE for name in names}

    answer = find(files)["doubling"]

    assert answer.file == picked
    assert why in problems_of(answer)
    assert [problem.cause for problem in answer.problems] == [Cause.FILE_NOT_GRADED]


@pytest.mark.parametrize("later", [0, 1])
def test_of_files_that_are_alike_the_later_one_in_the_zip_counts(toy_grader, later):
    times = [(2026, 11, 20, 9, 0, 0), (2026, 11, 20, 10, 0, 0)]
    files = tuple(
        File(name=f"{name}.py", data=DOUBLE.encode(), modified=times[place == later])
        for place, name in enumerate("ab")
    )

    (answer,) = find_answers(Submission(student="kim", files=files), toy_grader.exercises)

    assert answer.file == f"{'ab'[later]}.py"
    assert "newer file by the times in the zip" in problems_of(answer)


# -- the other files


def test_a_file_that_no_answer_uses_is_named(find):
    answer = find({"doubling.py": DOUBLE, "notes.py": "x = 1\n"})["doubling"]

    assert "Not graded: notes.py." in problems_of(answer)


@pytest.mark.parametrize(
    "statement",
    [
        "import notes",
        "from notes import x",
        "import math, notes as n",
        "from . import notes",
        "from notes import (\n    x,\n)",
        "def f():\n    import notes",
        "import importlib\nn = importlib.import_module('notes')",
        "exec(open('notes.py').read())",
        "get_ipython().run_line_magic('run', 'notes.py')",
        "from helper import x",
    ],
)
def test_a_file_that_an_answer_imports_is_a_part_of_it(find, statement):
    files = {"notes.py": "x = 1\n", "helper.py": "from notes import x\n"}
    if "helper" not in statement:
        del files["helper.py"]

    answer = find({"doubling.py": f"{statement}\n{DOUBLE}", **files})["doubling"]

    assert answer.problems == ()


def test_a_file_that_cannot_be_read_is_named_with_the_reason(find):
    answer = find({"doubling.py": DOUBLE, "notes.ipynb": b"{"})["doubling"]

    assert "notes.ipynb is no notebook that can be read" in problems_of(answer)


@pytest.mark.parametrize("count", [10, 12])
def test_of_very_many_that_cannot_be_read_ten_are_named(find, count):
    broken = {f"notes{number}.ipynb": b"{" for number in range(count)}

    answer = find({"doubling.py": DOUBLE, **broken})["doubling"]

    assert problems_of(answer).count("is no notebook that can be read") == 10
    assert ("and 2 more" in problems_of(answer)) is (count == 12)


def test_a_broken_copy_is_named_beside_the_one_that_counts(find):
    answer = find({"doubling.py": DOUBLE, "doubling (1).ipynb": b"{"})["doubling"]

    assert "doubling (1).ipynb is no notebook that can be read" in problems_of(answer)


def test_files_of_exercises_that_are_not_graded_here_need_no_word(toy_grader, make_submission):
    double, _ = known = toy_grader.exercises
    files = {"doubling.py": DOUBLE, "average.py": MEAN, "work.ipynb": notebook(MEAN)}

    (answer,) = find_answers(make_submission(files), (double,), known)

    assert answer.problems == ()


def test_where_nothing_is_recognised_the_files_are_named_for_each_exercise(
    toy_grader, make_submission
):
    found = recognise(make_submission({"a.py": "x = 1\n", "b.py": "x = 1\n"}), toy_grader.exercises)

    assert found.answers == []
    for problems in found.remarks.values():
        (problem,) = problems
        assert problem.message.values["names"] == "a.py, b.py"


def test_functions_in_the_file_of_another_exercise_are_named(find):
    answer = find({"doubling.py": f"{DOUBLE}{MEAN}"})["doubling"]

    assert "doubling.py defines mean, spread of 02_mean" in problems_of(answer)


def test_a_function_in_a_markdown_cell_is_named(find):
    cells = [
        {"cell_type": "code", "source": "import math"},
        {"cell_type": "markdown", "source": "## Twice\n" + DOUBLE},
    ]

    answer = find({"doubling.ipynb": json.dumps({"cells": cells})})["doubling"]

    assert "double stands in a cell of doubling.ipynb" in problems_of(answer)
    assert answer.problems[0].message.values["after"] == 1


def test_a_function_that_a_code_cell_defines_too_is_not_missing(find):
    cells = [
        {"cell_type": "markdown", "source": DOUBLE},
        {"cell_type": "code", "source": DOUBLE},
    ]

    assert find({"doubling.ipynb": json.dumps({"cells": cells})})["doubling"].problems == ()


STACK = Exercise(
    slug="01_stack", title=Text(ko="", en=""), module="stack", classes=("Stack",), points=1
)
DOUBLING = Exercise(
    slug="03_doubling", title=Text(ko="", en=""), module="doubling", functions=("double",), points=1
)
PRICES = Exercise(
    slug="02_prices", title=Text(ko="", en=""), module="prices", variables=("total",), points=1
)


def found_for(exercise: Exercise, **texts: str) -> list[str]:
    files = tuple(File(name=f"{name}.py", data=text.encode()) for name, text in texts.items())
    submission = Submission(student="kim", files=files)
    found = recognise(submission, (exercise,), (STACK, PRICES, DOUBLING), any_name=True)
    return [answer.file for answer in found.answers]


@pytest.mark.parametrize(
    ("exercise", "name", "text"),
    [(STACK, "stack", "class Stack:\n    top = 1\n"), (PRICES, "prices", "total = 7\n")],
)
def test_a_file_without_functions_counts_before_one_of_another_name(exercise, name, text):
    assert found_for(exercise, **{name: text, "misspelt": DOUBLE}) == [f"{name}.py"]


def test_a_file_of_any_name_is_recognised_by_the_class_it_defines():
    assert found_for(STACK, mine="class Stack:\n    top = 1\n", notes="x = 1\n") == ["mine.py"]


def test_the_file_with_the_class_is_taken():
    files = {"stack": "import math\n", "stack_final_v0": "class Stack:\n    top = 1\n"}

    assert found_for(STACK, **files) == ["stack_final_v0.py"]
