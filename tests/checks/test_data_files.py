"""Data files and a scratch folder: what an exercise declares is there, in every sandbox."""

from __future__ import annotations

import sys

import pytest

from grader.authoring.release import students_files
from grader.ci.seal import grading_files
from grader.course import load_course
from grader.course.workspace import start_exercise
from grader.errors import CourseError
from grader.fingerprint import hash_exercise
from grader.i18n import translate
from grader.pipeline import Grader
from grader.sandbox.inprocess import InProcessSandbox
from grader.sandbox.unconfined import UnconfinedSandbox

CITIES = "city,people\nSeoul,9\nBusan,3\n"
HIDDEN = "city,people\nJeju,1\n"
TOML = """
    [data]
    files = ["cities.csv", "data/rain.txt"]
    hidden = ["cities_hidden.csv"]
    writes = true
"""
READING = """
    @check(points=1, ko="파일을 읽어야 합니다.")
    def test_reads(student):
        '''It reads the file.'''
        assert_equal(student.f("cities.csv"), ["Seoul", "Busan"])
"""
HIDDEN_READING = """
    @check(points=1, ko="다른 파일도 읽어야 합니다.")
    def test_reads_another(student, reference):
        '''It reads another file.'''
        wanted = reference.f("cities_hidden.csv")
        assert_equal(wanted, ["Jeju"])
        assert_equal(student.f("cities_hidden.csv"), wanted)
"""
WAYS = {
    "open": "def f(name):\n    with open(name) as file:\n"
    "        return [l.split(',')[0] for l in file][1:]\n",
    "path": (
        "from pathlib import Path\n\ndef f(name):\n"
        "    return [l.split(',')[0] for l in Path(name).read_text().splitlines()[1:]]\n"
    ),
    "csv": (
        "import csv\n\ndef f(name):\n    with open(name, newline='') as file:\n"
        "        return [row['city'] for row in csv.DictReader(file)]\n"
    ),
    "numpy": (
        "import numpy as np\n\ndef f(name):\n"
        "    return np.loadtxt(name, delimiter=',', skiprows=1, dtype=str)[..., 0:1]"
        ".ravel().tolist()\n"
    ),
    "absolute": (
        "import os\n\ndef f(name):\n"
        "    with open(os.path.abspath(name)) as file:\n"
        "        return [l.split(',')[0] for l in file][1:]\n"
    ),
    "listed": (
        "import glob, os\n\ndef f(name):\n"
        "    assert name in os.listdir() and name in glob.glob('*.csv')\n"
        "    with open('data/rain.txt') as file, open(name) as other:\n"
        "        assert file.read() == '3 5'\n"
        "        return [l.split(',')[0] for l in other][1:]\n"
    ),
    "at_load": (
        "from pathlib import Path\n\nfirst = Path('cities.csv').read_text()\n\ndef f(name):\n"
        "    text = first if name == 'cities.csv' else Path(name).read_text()\n"
        "    return [l.split(',')[0] for l in text.splitlines()[1:]]\n"
    ),
}
NAMES = ["in_process", "unconfined", "full", "without_namespaces", "without_landlock"]


@pytest.fixture
def data_course(make_course):
    """Writes a course whose exercise has data files; gives its folder."""

    def make(public: str = READING, hidden: str = "", reference: str = WAYS["open"], toml=TOML):
        points = public.count("@check") + hidden.count("@check")
        course = make_course(
            public=public, hidden=hidden, points=points, reference=reference, toml=toml
        )
        folder = course / "exercises" / "01_f"
        (folder / "data").mkdir()
        (folder / "cities.csv").write_text(CITIES, "utf-8")
        (folder / "data" / "rain.txt").write_text("3 5", "utf-8")
        (course / "reference" / "01_f" / "cities_hidden.csv").write_text(HIDDEN, "utf-8")
        return course

    return make


@pytest.fixture
def sandboxes():
    """Gives a new sandbox of a kind by its name."""
    return _sandbox


def _sandbox(name: str):
    if name == "in_process":
        return InProcessSandbox()
    if name == "unconfined":
        return UnconfinedSandbox()
    if sys.platform != "linux":
        pytest.skip("the sandbox with layers is for Linux")
    from grader.sandbox.forked import ForkedSandbox

    layer = name.removeprefix("without_")
    return ForkedSandbox(("numpy",), (layer,) if layer != name else ())


def statuses(grades) -> list[str]:
    return [outcome.status for outcome in grades[0].outcomes]


def words_of(outcome) -> str:
    return "\n".join(translate(one, "en") for one in (outcome.message, *outcome.details))


@pytest.mark.parametrize("sandbox", NAMES)
def test_declared_files_are_read_in_every_way_and_sandbox(
    data_course, make_submission, sandboxes, sandbox
):
    course = load_course(data_course(READING, HIDDEN_READING))

    with Grader(course, course.exercises, sandboxes(sandbox)) as grader:
        found = {
            way: statuses(grader.grade(make_submission({"answer.py": answer})))
            for way, answer in WAYS.items()
        }

    assert found == {way: ["passed", "passed"] for way in WAYS}


@pytest.mark.parametrize("sandbox", NAMES)
def test_hidden_files_are_not_there_while_public_checks_run(
    data_course, grade_course, sandboxes, sandbox
):
    public = """
    @check(points=1, ko="파일이 없어야 합니다.")
    def test_listed(student):
        '''The files that are there.'''
        assert_equal(student.f(), ["cities.csv", "data"])
    """
    hidden = """
    @check(points=1, ko="파일이 있어야 합니다.")
    def test_listed_again(student):
        '''The files that are there now.'''
        assert_equal(student.f(), ["cities.csv", "cities_hidden.csv", "data"])
    """
    answer = "import os\n\ndef f():\n    return sorted(os.listdir())\n"
    course = data_course(public, hidden, answer)

    assert statuses(grade_course(course, {"answer.py": answer}, sandboxes(sandbox))) == [
        "passed",
        "passed",
    ]


WRITING = """
    @check(points=1, ko="파일을 써야 합니다.")
    def test_writes(student, files):
        '''It writes a file.'''
        files["names.txt"] = "Kim\\nLee\\n"
        student.f("names.txt", "out.txt")
        assert "out.txt" in files
        assert_equal(files["out.txt"], "2\\n")
"""
COUNTING = (
    "from pathlib import Path\n\ndef f(name, out):\n"
    "    count = len(Path(name).read_text().splitlines())\n"
    "    with open(out, 'w') as file:\n        print(count, file=file)\n"
    "    assert Path(out).read_text() == f'{count}\\n'\n"
)


@pytest.mark.parametrize("sandbox", [name for name in NAMES if name != "without_landlock"])
def test_code_writes_files_and_checks_read_them(data_course, grade_course, sandboxes, sandbox):
    course = data_course(WRITING, reference=COUNTING)

    for answer, status in (
        (COUNTING, "passed"),
        (COUNTING.replace("print(count", "print(9"), "error"),
    ):
        found = grade_course(course, {"answer.py": answer}, sandboxes(sandbox))
        assert statuses(found) == [status]


WRITER = "from pathlib import Path\n\ndef f(name, out):\n    Path(out)."


def test_a_wrong_file_is_shown_with_a_caret(data_course, grade_course):
    course = data_course(WRITING, reference=COUNTING)
    answer = "from pathlib import Path\n\ndef f(name, out):\n    Path(out).write_text('3\\n')\n"

    (outcome,) = grade_course(course, {"answer.py": answer})[0].outcomes

    assert outcome.status == "failed"
    assert "expected: 2" in words_of(outcome)
    assert [call.text for call in outcome.calls] == [
        "open('names.txt', 'w').write('Kim\\nLee\\n')",
        "f('names.txt', 'out.txt')",
        "print(open('out.txt').read())",
    ]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("def f(name, out):\n    pass\n", "There is no file out.txt"),
        ("import os\ndef f(name, out):\n    os.mkdir(out)\n", "out.txt is no plain file."),
        (WRITER + "write_bytes(bytes(2**23))\n", "larger than 4 MB"),
        (WRITER + "write_bytes(b'\\xff')\n", "is no text in UTF-8"),
    ],
    ids=["missing", "a_folder", "huge", "no_text"],
)
def test_what_is_no_file_to_read_is_told_in_a_sentence(data_course, grade_course, answer, reason):
    public = WRITING.replace('assert "out.txt" in files', "pass")
    course = data_course(public, reference=COUNTING)

    (outcome,) = grade_course(course, {"answer.py": answer})[0].outcomes

    assert outcome.status == "failed"
    assert "did not write the file" in words_of(outcome)
    assert reason in words_of(outcome)


@pytest.mark.parametrize("sandbox", ["full", "without_namespaces", "unconfined"])
def test_each_submission_begins_with_a_fresh_folder(
    data_course, make_submission, sandboxes, sandbox
):
    public = """
    @check(points=1, ko="처음에는 비어 있어야 합니다.")
    def test_fresh(student):
        '''The folder is fresh.'''
        assert_equal(student.f(), ["cities.csv", "data"])
    """
    answer = (
        "import os\n\ndef f():\n    found = sorted(os.listdir())\n"
        "    open('left.txt', 'w').close()\n    return found\n"
    )
    course = load_course(data_course(public, reference=answer))

    with Grader(course, course.exercises, sandboxes(sandbox)) as grader:
        found = [
            statuses(grader.grade(make_submission({"answer.py": answer + "# again\n" * turn})))
            for turn in range(2)
        ]

    assert found == [["passed"], ["passed"]]


def test_a_wrong_idea_is_named_by_what_it_writes(make_course, grade_course, data_course):
    course = data_course(WRITING, reference=COUNTING)
    idea = (
        '"""One less.\n\ncaught_by: test_writes\nko: 하나 적습니다.\nen: One line is missed.\n"""\n'
    )
    wrong = COUNTING.replace("splitlines())", "splitlines()) - 1")
    folder = course / "reference" / "01_f" / "misconceptions"
    folder.mkdir()
    (folder / "less.py").write_text(idea + wrong, "utf-8")

    (outcome,) = grade_course(course, {"answer.py": wrong})[0].outcomes

    assert outcome.misconception.en == "One line is missed."


# -- what authors declare


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('files = ["city.csv"]', "there is no file city.csv in exercises/01_f"),
        ('files = ["../course.toml"]', "no name of a data file"),
        ('files = ["/etc/passwd"]', "no name of a data file"),
        ('files = ["cities.csv", "cities.csv"]', "named twice"),
        ('files = ["data"]', "there is no file data"),
        ('files = ["exercise.toml"]', "no name of a data file"),
        ('hidden = ["cities.csv"]', "there is no file cities.csv in reference/01_f"),
        ("file = []", "unknown key"),
    ],
)
def test_what_cannot_be_a_data_file_is_refused_when_the_course_is_loaded(data_course, data, words):
    course = data_course(toml=f"[data]\n{data}\n")

    with pytest.raises(CourseError) as error:
        load_course(course)

    assert words in translate(error.value.sentence, "en")


def test_a_link_out_of_the_folder_is_no_data_file(data_course, tmp_path):
    course = data_course()
    (tmp_path / "outside.csv").write_text("x", "utf-8")
    path = course / "exercises" / "01_f" / "cities.csv"
    path.unlink()
    path.symlink_to(tmp_path / "outside.csv")

    with pytest.raises(CourseError):
        load_course(course)


def test_the_kit_has_the_data_and_nothing_hidden_and_a_sealed_course_has_all(data_course):
    course = load_course(data_course())

    kit = [path.name for path in students_files(course, course.exercises[0])]
    sealed = grading_files(course, course.exercises)

    assert {"cities.csv", "rain.txt"} <= set(kit)
    assert "cities_hidden.csv" not in kit
    assert sealed["exercises/01_f/data/rain.txt"] == b"3 5"
    assert sealed["reference/01_f/cities_hidden.csv"] == HIDDEN.encode()


def test_a_student_begins_with_the_data_beside_the_starter(data_course, tmp_path):
    course = load_course(data_course())
    (exercise,) = course.exercises
    (course.folder / "01_f" / "answer.py").write_text("def f(name): ...", "utf-8")
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "cities.csv").write_text("my own", "utf-8")

    start_exercise(course, exercise, mine, notebook=False)

    assert (mine / "data" / "rain.txt").read_text("utf-8") == "3 5"
    assert (mine / "cities.csv").read_text("utf-8") == "my own"


def test_changed_data_changes_the_hash_of_the_exercise(data_course):
    course = data_course()
    loaded = load_course(course)
    (exercise,) = loaded.exercises
    hashes = {hash_exercise(loaded, exercise)}
    for path in ("exercises/01_f/cities.csv", "reference/01_f/cities_hidden.csv"):
        (course / path).write_text("city\n", "utf-8")
        hashes.add(hash_exercise(loaded, exercise))

    assert len(hashes) == 3


@pytest.mark.parametrize("fixture", ["files", "run_script"])
def test_a_fixture_that_the_exercise_does_not_allow_is_refused(make_course, grade_course, fixture):
    public = f"""
    @check(points=1, ko="안 됩니다.")
    def test_f({fixture}):
        '''No.'''
    """
    with pytest.raises(CourseError, match=fixture):
        grade_course(make_course(public=public, points=1), {"answer.py": "def f(x): ..."})


# -- what students are told


@pytest.mark.parametrize(
    ("opened", "words"),
    [
        ("'citys.csv'", "Did you mean cities.csv?"),
        ("'Cities.csv'", "Capital and small letters count: write 'cities.csv'."),
        ("r'C:\\Users\\kim\\cities.csv'", "on your own computer. Write 'cities.csv'."),
        ("'/home/kim/rain.txt'", "on your own computer. Write 'data/rain.txt'."),
        ("'rain.txt'", "Did you mean data/rain.txt?"),
        ("'nothing.txt'", "these files are there: cities.csv, data/rain.txt"),
        ("'cities.csv', 'w'", "cities.csv can be read, and not written."),
        ("'/tmp/x.txt', 'w'", "on your own computer"),
    ],
)
def test_a_file_that_cannot_be_opened_is_told_with_what_is_there(
    data_course, grade_course, sandboxes, opened, words
):
    course = data_course()
    answer = f"def f(name):\n    return open({opened})\n"

    for name in ("full", "without_namespaces"):
        (outcome,) = grade_course(course, {"answer.py": answer}, sandboxes(name))[0].outcomes
        assert outcome.status == "error"
        assert words in words_of(outcome), name


def test_a_variable_that_needs_a_missing_file_is_told_with_what_is_there(data_course, grade_course):
    public = """
    @check(points=1, ko="글이 있어야 합니다.")
    def test_text(student):
        '''The text is there.'''
        assert_equal(student.text, "x")
    """
    course = data_course(public, reference="text = 'x'\n", toml='variables = ["text"]\n' + TOML)
    manifest = course / "exercises" / "01_f" / "exercise.toml"
    manifest.write_text(manifest.read_text("utf-8").replace('functions = ["f"]\n', ""), "utf-8")

    (outcome,) = grade_course(course, {"answer.py": "text = open('a/cities.csv').read()\n"})[
        0
    ].outcomes

    assert "text was left out: it raised FileNotFoundError" in words_of(outcome)
    assert "Did you mean cities.csv?" in words_of(outcome)


def test_an_exercise_without_files_says_so(make_course, grade_course):
    course = make_course(public=READING, points=1, reference=WAYS["open"].replace("name)", "name)"))
    answer = "def f(name):\n    return open(name)\n"

    (outcome,) = grade_course(course, {"answer.py": answer})[0].outcomes

    assert "No files are there when your code is graded." in words_of(outcome)
