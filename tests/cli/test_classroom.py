"""Staff's commands for a class: batch with a roster, gradebooks for an LMS, statistics, diff."""

import csv
import io
import json
import zipfile

import pytest

from grader.results.store import open_to_write
from tests.made_classes import member_of, write_results
from tests.similarity.kept_class import Kept, equivalents, write_kept_class

COURSE = """title = {ko = "과정", en = "Course"}\nexercises = ["01_double"]\n"""


@pytest.fixture
def course(toy_course, folder, monkeypatch):
    """The toy course with its first exercise alone, which is the quickest."""
    (toy_course / "exercises" / "course.toml").write_text(COURSE, "utf-8")
    monkeypatch.setenv("GRADE_COURSE", str(toy_course))
    return toy_course


@pytest.fixture(scope="module")
def sources():
    return {
        "right": "def double(x):\n    return 2 * x\n",
        "wrong": "def double(x):\n    return x\n",
    }


@pytest.fixture
def graded(course, folder, grade, sources):
    """A graded class from a Canvas zip with a roster, one of them late, one missing."""
    with zipfile.ZipFile(folder / "submissions.zip", "w") as archive:
        archive.writestr("kimminjun_101_9001_doubling.py", sources["right"])
        archive.writestr("leedohyun_LATE_102_9002_doubling-1.py", sources["right"])
        archive.writestr("zedzed_999_9003_doubling.py", sources["wrong"])
    (folder / "roster.csv").write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section\n"
        '"Kim, Minjun",101,s1,kim,A\n"Lee, Dohyun",102,s2,lee,A\n"Park, Sun",103,s3,park,A\n'
    )
    ran = grade(
        *("batch", "submissions.zip", "--out", "out", "--roster", "roster.csv"),
        *("--late", "25", "-j", "1"),
    )
    assert ran.code == 0, ran.err
    return ran


def gradebook(folder):
    text = (folder / "out" / "gradebook.csv").read_text("utf-8-sig")
    return {row["student"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


@pytest.mark.slow
def test_a_class_from_canvas_with_a_roster(graded, grade, folder):
    """One batch, then everything that is made from its results: a batch takes seconds."""
    rows = gradebook(folder)
    assert [rows[name]["total"] for name in ("s1", "s2", "s3")] == ["4", "3", "0"]
    assert rows["s2"]["late"] == "1"
    assert rows["s3"]["01_double"] == "0"
    assert "Layout: canvas" in graded.out
    assert "Not on the roster, and graded all the same: zedzed_999." in graded.out
    assert "Nothing handed in: s3 Sun Park." in graded.out

    canvas = grade("gradebook", "out", "--format", "canvas", "--title", "HW (7)")
    assert '"Minjun Kim","101","s1","kim","A","4"' in canvas.out
    assert canvas.err == ""

    moodle = grade("gradebook", "out", "--format", "moodle", "--out", "moodle.csv")
    assert (folder / "moodle.csv").read_text().startswith('"username","email","idnumber"')
    assert "zedzed_999" in moodle.err

    (folder / "export.csv").write_text('"Username","HW [Total Pts: 4] |71"\n"lee",""\n')
    column = ("--template", "export.csv", "--title", "HW")
    blackboard = grade("gradebook", "out", "--format", "blackboard", *column)
    assert blackboard.out == '"Username","HW [Total Pts: 4] |71"\n"lee","3"\n'
    assert "s1" in blackboard.err

    (folder / "out" / "adjustments.csv").write_text(
        "student,exercise,points,reason\ns1,01,-1,copied a comment\n"
    )
    again = grade("gradebook", "out")
    assert again.out.strip() == "out/gradebook.csv"
    assert gradebook(folder)["s1"]["total"] == "3"

    numbers = grade("statistics", "out", "--format", "json")
    assert json.loads(numbers.out)["exercises"][0]["handed_in"] == 3
    assert "handed in" in grade("statistics", "out").out

    kept = grade("batch", "submissions.zip", "--out", "out", "--roster", "roster.csv", "-j", "1")
    assert "4 were unchanged" in kept.out
    assert gradebook(folder)["s1"]["total"] == "3"

    assert "Nobody's grade changed." in grade("diff", "out").out


READERS = [
    ["gradebook"],
    ["gradebook", "--format", "canvas"],
    ["statistics"],
    ["diff"],
    ["report", "--format", "class"],
]


@pytest.fixture
def results(folder):
    """A folder of results of one student, who was not graded yet."""
    return write_results(folder / "out", member_of("kim"))


@pytest.mark.parametrize("command", READERS, ids=" ".join)
def test_without_an_index_every_command_names_the_one_that_makes_it_anew(grade, results, command):
    (results / "index.sqlite").unlink()

    refused = grade(*command, "out")
    assert refused.code == 2
    assert "out/index.sqlite is missing." in refused.err
    assert "grade doctor out --rebuild" in refused.err

    assert "Not graded yet: kim" in grade("doctor", "out", "--rebuild").out
    assert grade(*command, "out").code == 0


@pytest.mark.parametrize("command", READERS, ids=" ".join)
def test_readers_read_while_a_batch_is_writing(grade, results, command):
    with open_to_write(results):
        assert grade(*command, "out").code == 0


def test_a_batch_without_the_index_of_its_results_names_what_makes_it_anew(
    course, grade, folder, results, sources
):
    (folder / "class").mkdir()
    (folder / "class" / "kim.py").write_text(sources["right"])
    (results / "index.sqlite").unlink()

    refused = grade("batch", "class", "--out", "out", "-j", "1")

    assert refused.code == 2
    assert "grade doctor out --rebuild" in refused.err


def test_a_gradebook_for_elsewhere_leaves_the_results_as_they_are(grade, folder, results):
    before = sorted(path.name for path in results.iterdir())

    grade("gradebook", "out", "--out", "elsewhere.csv")

    assert "kim" in (folder / "elsewhere.csv").read_text("utf-8-sig")
    assert sorted(path.name for path in results.iterdir()) == before


def test_the_doctor_of_a_folder_says_what_is_amiss_and_what_makes_it_good(grade, results):
    (results / "index.sqlite").unlink()

    found = grade("doctor", "out")

    assert found.code == 2
    assert found.out.splitlines()[:3] == [
        "out/index.sqlite is missing.",
        "Not graded yet: kim",
        "  Make it anew from the readable files: grade doctor out --rebuild",
    ]
    assert "grade batch" in found.out.splitlines()[3]


def test_the_doctor_says_where_nothing_is_amiss(grade, folder):
    write_results(folder / "out")

    found = grade("doctor", "out", "--lang", "ko")

    assert (found.code, found.out) == (0, "out: 없거나 망가진 것이 없습니다.\n")


def test_the_doctor_rebuilds_a_folder_only(grade):
    refused = grade("doctor", "--rebuild")

    assert refused.code == 2
    assert "--rebuild wants the folder of results." in refused.err


@pytest.mark.parametrize("command", ["gradebook", "statistics", "diff", "doctor"])
def test_a_folder_without_results_gets_a_sentence(grade, folder, command):
    ran = grade(command, "nowhere")

    assert ran.code == 2
    assert "no results of a class here" in ran.err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--due", "tomorrow"], "is no time"),
        (["--due", "2026-11-20"], "is no time"),
        (["--late", "nan"], "want numbers"),
        (["--layout", "moodel"], "'moodel' is not one of"),
        (["--late", "110"], "not in the range"),
        (["--roster", "nowhere.csv"], "this file cannot be read"),
        (["--only", "kimm"], "Did you mean kim?"),
        (["--executor", "dask"], "belong together"),
        (["--executor", "local", "--scheduler", "tcp://x:1"], "belong together"),
    ],
)
def test_impossible_options_get_a_sentence(course, grade, folder, sources, options, sentence):
    (folder / "class").mkdir()
    (folder / "class" / "kim.py").write_text(sources["right"])

    ran = grade("batch", "class", "--out", "out", *options)

    assert ran.code == 2
    assert sentence in ran.err
    assert not (folder / "out" / "grades").exists()


def test_a_cluster_without_a_scheduler_gets_a_sentence(course, grade, folder, sources, monkeypatch):
    cluster = pytest.importorskip(
        "grader.batch.dask", reason="the extra `cluster` is not installed"
    )
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    (folder / "class").mkdir()
    (folder / "class" / "kim.py").write_text(sources["right"])

    ran = grade(
        "batch", "class", "--out", "out", "--scheduler", "tcp://127.0.0.1:1", "--executor", "dask"
    )

    assert ran.code == 2
    assert "no Dask scheduler at tcp://127.0.0.1:1" in ran.err


@pytest.mark.parametrize(
    "options",
    [
        ("--format", "blackboard"),
        ("--format", "blackboard", "--title", "HW"),
        ("--format", "canvas", "--template", "export.csv"),
        ("--format", "blackboard", "--template", "export.csv"),
    ],
)
def test_blackboard_needs_its_own_file_and_the_name_of_a_column(folder, grade, options):
    (folder / "export.csv").write_text("Username,HW |1\n")

    ran = grade("gradebook", "out", *options)

    assert ran.code == 2
    assert "belong together" in ran.err


def test_a_zip_without_hand_ins_is_called_by_its_own_name(course, folder, grade):
    with zipfile.ZipFile(folder / "empty.zip", "w"):
        pass

    ran = grade("batch", "empty.zip", "--out", "out")

    assert ran.code == 2
    assert "empty.zip: no submissions here." in ran.err


@pytest.fixture
def strangers(course, folder, sources):
    """A class of which the roster calls nobody as the download does."""
    for name in ("kim", "lee"):
        path = folder / "class" / name / "doubling.py"
        path.parent.mkdir(parents=True)
        path.write_text(sources["right"])
    (folder / "roster.csv").write_text("student,NetID\n1,kim\n2,lee\n3,park\n")
    return ("batch", "class", "--out", "out", "--roster", "roster.csv", "-j", "1")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Error: 0 of 2 students in this download are on the roster (read as plain)"),
        ("en", "Tip: Nothing was graded. The roster's column “NetID” has 2 of them"),
        ("ko", "제출한 학생 2명 가운데 명단에 있는 학생은 0명뿐입니다"),
        ("ko", "아직 아무것도 채점하지 않았습니다"),
    ],
)
def test_a_class_that_is_not_on_the_roster_is_not_graded_and_the_tip_says_what_helps(
    strangers, grade, folder, language, said
):
    ran = grade(*strangers, "--lang", language)

    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""
    assert not (folder / "out").exists()


@pytest.mark.slow
def test_with_yes_it_goes_on_as_the_sentence_says(strangers, grade, folder):
    ran = grade(*strangers, "--yes")

    assert ran.code == 0
    assert "3 of the 3 people on it would get 0" in " ".join(ran.out.split())
    totals = {name: row["total"] for name, row in gradebook(folder).items()}
    assert totals == {"kim": "4", "lee": "4", "1": "0", "2": "0", "3": "0"}


@pytest.mark.slow
def test_what_the_tip_says_helps(strangers, grade, folder):
    (folder / "roster.csv").write_text("number,student\n1,kim\n2,lee\n3,park\n")

    ran = grade(*strangers)

    assert ran.code == 0
    totals = {name: row["total"] for name, row in gradebook(folder).items()}
    assert totals == {"kim": "4", "lee": "4", "park": "0"}


@pytest.fixture
def alike(folder, monkeypatch):
    """A class in which two handed in the same code."""
    sources = equivalents()
    students = [Kept("copy", sources["plain_loops"])]
    students += [Kept(name, code) for name, code in sources.items()]
    return write_kept_class(folder / "out", students)


def test_similar_writes_a_page_and_a_table_and_says_who_stands_out(alike, grade, folder):
    ran = grade("similar", "out")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("copy · plain_loops\n")
    assert ran.out.endswith("similar.html\n")
    assert "<mark>" in (folder / "out" / "similar.html").read_text("utf-8")
    assert (folder / "out" / "similar.csv").read_text("utf-8-sig").count("plain_loops") > 1


def test_similar_can_write_elsewhere_and_looks_at_the_exercises_named(alike, grade, folder):
    ran = grade("similar", "out", "--out", "elsewhere", "-e", "01", "--lang", "ko")

    assert ran.code == 0, ran.err
    assert "함께 가진 두 학생은 없습니다" in ran.out
    assert (folder / "elsewhere" / "similar.html").is_file()
    assert not (folder / "out" / "similar.html").exists()


def test_similar_wants_results(grade, folder):
    ran = grade("similar", "nothing")

    assert ran.code == 2
    assert "no results of a class here" in ran.err
