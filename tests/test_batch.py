"""A class: files and gradebook that nothing in a student's name can spoil; whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import pickle

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.batch import (
    Graded,
    Job,
    file_name,
    grade_class,
    summary,
    write_atomically,
    write_gradebook,
    write_student,
)
from grader.errors import CourseError
from grader.reports.canonical import parse_grades
from grader.submission import load_class

ANY_NAME = st.text(st.characters(codec=None, exclude_characters="\0/"), min_size=1, max_size=255)
WRONG = "def double(x):\n    return x * x\n"


# -- file names


@pytest.mark.parametrize("name", ["kim", "김철수", "kim.chulsoo", "2026-1234_kim", "kim@uni.ac.kr"])
def test_a_harmless_name_stays_as_it_is(name):
    assert file_name(name) == name


@given(ANY_NAME)
@example("...")
@example("-rf")
@example(".")
@example("..")
@example(" ")
@example("𝒜" * 63)
@example("가" * 85)
@example("\ud800")
def test_any_name_becomes_one_that_a_folder_takes(name):
    made = file_name(name)

    assert made
    assert not made.startswith((".", "-"))
    assert not set(made) & set('/\\:*?"<>|\n\r\t\0 ')
    assert len(os.fsencode(f"{made}.json")) <= 255


@given(st.lists(ANY_NAME, unique=True, max_size=5))
@example(["a b", "a_b", "a/b", "a:b"])
@example(["x" * 81, "x" * 82, "x" * 80])
@example([".kim", "kim", "-kim"])
def test_different_names_become_different_ones(names):
    assert len({file_name(name) for name in names}) == len(names)


@pytest.mark.parametrize("name", ["../up", "/etc/passwd", "a/../../b", "..\\up", "C:\\x"])
def test_what_is_written_stays_in_its_folder(tmp_path, name):
    write_student(tmp_path / "out", Graded(name, ()), "en")

    written = [path for path in tmp_path.rglob("*") if path.is_file()]

    assert len(written) == 2
    assert {path.parent for path in written} == {
        tmp_path / "out" / "grades",
        tmp_path / "out" / "reports",
    }


# -- writing


def test_a_file_is_written_with_its_folders(tmp_path):
    write_atomically(tmp_path / "a" / "b" / "c.txt", "둘\r\n하나")

    assert (tmp_path / "a" / "b" / "c.txt").read_bytes() == "둘\r\n하나".encode()


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_nothing_else(tmp_path):
    path = tmp_path / "c.txt"
    path.write_text("old")

    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "new \ud800")

    assert path.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["c.txt"]


@pytest.mark.attack
def test_a_link_in_place_of_the_file_is_replaced_and_not_followed(tmp_path):
    (tmp_path / "target").write_text("precious")
    (tmp_path / "kim.json").symlink_to(tmp_path / "target")

    write_atomically(tmp_path / "kim.json", "new")

    assert (tmp_path / "target").read_text() == "precious"
    assert (tmp_path / "kim.json").read_text() == "new"


# -- the gradebook


@pytest.fixture
def gradebook(tmp_path):
    """Writes a gradebook and reads its rows back."""

    def rows(class_, slugs=("01_double", "02_mean")):
        write_gradebook(tmp_path, class_, slugs)
        text = (tmp_path / "gradebook.csv").read_bytes().decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline="")))

    return rows


@pytest.fixture
def graded(toy_grader, make_submission):
    """Grades files in every exercise of the toy course."""

    def made(student, files):
        return Graded(student, tuple(toy_grader.grade_all(make_submission(files, student))))

    return made


def test_each_student_has_a_row_with_points_and_sums(gradebook, graded, right_answers):
    head, kim = gradebook([graded("kim", right_answers)])

    assert head[:5] == ["student", "01_double", "02_mean", "total", "possible"]
    assert kim[:5] == ["kim", "4", "3", "7", "7"]


def test_what_was_not_handed_in_counts_in_what_was_possible(gradebook, graded):
    _, kim = gradebook([graded("kim", {"doubling.py": WRONG})])

    assert kim[3:5] == ["0", "7"]


def test_a_student_without_grades_has_blanks_and_the_reason(gradebook):
    _, kim = gradebook([Graded("kim", (), "it was killed")])

    assert kim[:5] == ["kim", "", "", "", ""]
    assert "it was killed" in kim[5]


def test_excel_is_told_that_it_is_utf_8(tmp_path):
    write_gradebook(tmp_path, [Graded("김철수", ())], ())

    assert (tmp_path / "gradebook.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.attack
@pytest.mark.parametrize(
    "name",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("x")', "＝1+1", "＠SUM"],
)
def test_no_cell_is_a_formula(gradebook, name):
    _, row = gradebook([Graded(name, (), name)])

    for cell in (row[0], row[5]):
        assert not cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))
        assert name.strip() in cell


@pytest.mark.parametrize("name", ["a,b", 'a"b', "a\nb", "a;b", "'a'"])
def test_a_name_with_csv_s_own_characters_stays_in_its_cell(gradebook, name):
    rows = gradebook([Graded(name, ()), Graded("kim", ())])

    assert len(rows) == 3
    assert all(len(row) == 6 for row in rows)


def test_the_summary_names_who_has_no_grade_and_what_was_left_out():
    lines = summary([Graded("kim", (), "killed"), Graded("lee", ())], ["notes.txt"], "en")

    assert lines[0] == "kim: no grade. killed"
    assert "notes.txt" in lines[-1]


@pytest.mark.attack
def test_the_summary_moves_no_cursor():
    (line,) = summary([Graded("k\x1b[31mim\n", (), "killed\x1b[2J")], [], "en")

    assert line.isprintable()


def test_a_fault_of_the_course_keeps_its_words_between_processes(tmp_path):
    error = CourseError(tmp_path / "exercise.toml", "points do not add up.", "Mend them.")

    copy = pickle.loads(pickle.dumps(error))

    assert str(copy) == str(error)


# -- whole classes


@pytest.fixture
def job(toy_course):
    """What grading processes need to know of the toy course."""
    return Job((toy_course / "exercises").resolve(), ("01_double", "02_mean"))


@pytest.fixture
def class_folder(tmp_path, right_answers):
    """A class of right, wrong, unreadable, missing and crashing answers."""
    files = {
        "kim/doubling.py": right_answers["doubling.py"],
        "kim/average.py": right_answers["average.py"],
        "lee/doubling.py": WRONG,
        "park/doubling.ipynb": "{",
        "choi/notes.py": "x = 1\n",
        "jung/doubling.py": "import os\n\n\ndef double(x):\n    os._exit(0)\n",
        "=kang/doubling.py": right_answers["doubling.py"],
    }
    for name, text in files.items():
        path = tmp_path / "class" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "class"


def without_seconds(grade):
    """The grade but for how long it took."""
    outcomes = tuple(msgspec.structs.replace(o, seconds=0.0) for o in grade.outcomes)
    return msgspec.structs.replace(grade, outcomes=outcomes)


def grades_of(job, folder, processes):
    """Student -> grades without times."""
    return {
        graded.student: tuple(without_seconds(grade) for grade in graded.grades)
        for graded in grade_class(job, load_class(folder), processes)
    }


@pytest.mark.slow
def test_one_and_two_processes_give_the_same_grades(job, class_folder):
    one, two = (grades_of(job, class_folder, processes) for processes in (1, 2))

    assert set(one) == {"kim", "lee", "park", "choi", "jung", "=kang"}
    assert one == two


@pytest.mark.slow
def test_each_student_of_a_class_gets_what_the_answers_deserve(job, class_folder):
    found = grades_of(job, class_folder, 2)

    earned = {student: sum(g.score.earned for g in grades) for student, grades in found.items()}

    assert earned == {"kim": 7, "lee": 0, "park": 0, "choi": 0, "jung": 0, "=kang": 4}


@pytest.mark.slow
def test_a_course_that_is_out_of_order_is_told_for_every_student(job, class_folder):
    (job.course_folder / "01_double" / "test_public.py").write_text("broken(")

    done = list(grade_class(job, load_class(class_folder), 1))

    assert all(not graded.grades for graded in done)
    assert all("CourseError" in graded.trouble for graded in done)


@pytest.mark.skipif(os.name == "nt", reason="names are not bytes there")
def test_a_student_s_name_in_another_encoding_is_no_crash(tmp_path, graded, right_answers):
    raw = os.fsdecode(b"\xb1\xe8\xc3\xb6\xbc\xf6")  # CP949, as Korean zips are unpacked on Linux
    found = graded("x", right_answers)._replace(student=raw)

    write_student(tmp_path, found, "ko")
    write_gradebook(tmp_path, [found], ("01_double", "02_mean"))

    assert len(list((tmp_path / "grades").iterdir())) == 1
    assert (tmp_path / "gradebook.csv").read_text("utf-8-sig").count("\n") == 2


def test_a_student_s_files_hold_the_grades_and_the_report(tmp_path, graded):
    write_student(tmp_path, graded("kim", {"doubling.py": WRONG}), "en")

    grades = parse_grades((tmp_path / "grades" / "kim.json").read_bytes())
    report = (tmp_path / "reports" / "kim.md").read_text("utf-8")

    assert [grade.exercise for grade in grades] == ["01_double", "02_mean"]
    assert report.startswith("# kim: 0 / 7")
