"""A student's own folder: no work in it is ever lost."""

from __future__ import annotations

import pytest

from grader.course.manifest import load_course
from grader.course.workspace import reset_file, start_exercise, work_file
from grader.errors import GraderError

MINE = "def double(x):\n    return 'mine'\n"


@pytest.fixture
def course(toy_course):
    """The toy course."""
    return load_course(toy_course)


@pytest.fixture
def exercise(course):
    """Its first exercise."""
    return course.exercises[0]


@pytest.fixture
def folder(tmp_path):
    """A student's empty folder."""
    path = tmp_path / "mine"
    path.mkdir()
    return path


@pytest.mark.parametrize(("notebook", "name"), [(False, "doubling.py"), (True, "doubling.ipynb")])
def test_start_copies_the_starter(course, exercise, folder, notebook, name):
    path = start_exercise(course, exercise, folder, notebook=notebook)

    assert path == folder / name
    assert path.read_bytes() == (course.folder / "01_double" / name).read_bytes()


@pytest.mark.parametrize(("notebook", "name"), [(False, "doubling.py"), (True, "doubling.ipynb")])
def test_start_refuses_to_overwrite(course, exercise, folder, notebook, name):
    (folder / name).write_text(MINE)

    with pytest.raises(GraderError, match="already here"):
        start_exercise(course, exercise, folder, notebook=notebook)

    assert (folder / name).read_text() == MINE


def test_start_says_which_starter_is_missing(course, exercise, folder):
    (course.folder / "01_double" / "doubling.py").unlink()

    with pytest.raises(GraderError, match="starter is missing"):
        start_exercise(course, exercise, folder, notebook=False)


@pytest.mark.parametrize("name", ["doubling.py", "doubling.ipynb"])
def test_reset_puts_the_starter_back_and_keeps_what_was_there(course, exercise, folder, name):
    (folder / name).write_text(MINE)

    backup = reset_file(course, exercise, folder / name)

    assert (folder / name).read_bytes() == (course.folder / "01_double" / name).read_bytes()
    assert backup.read_text() == MINE


def test_every_reset_keeps_a_backup_of_its_own(course, exercise, folder):
    path = folder / "doubling.py"
    backups = []
    for number in range(3):
        path.write_text(f"{number}")
        backups.append(reset_file(course, exercise, path))

    assert [backup.read_text() for backup in backups] == ["0", "1", "2"]


def test_a_backup_is_not_taken_for_a_submission(course, exercise, folder):
    path = folder / "doubling.py"
    path.write_text(MINE)

    backup = reset_file(course, exercise, path)

    assert backup.suffix not in {".py", ".ipynb"}


def test_the_course_s_own_starter_is_not_reset(course, exercise):
    own = course.folder / "01_double" / "doubling.py"
    before = own.read_bytes()

    with pytest.raises(GraderError, match="own copy"):
        reset_file(course, exercise, own)

    assert own.read_bytes() == before


@pytest.mark.parametrize("name", ["doubling.py", "doubling.ipynb"])
def test_the_student_s_file_is_found_by_the_exercise(exercise, folder, name):
    (folder / name).write_text(MINE)

    assert work_file(exercise, folder, "01") == folder / name


def test_a_file_may_be_named_if_both_forms_are_there(exercise, folder):
    for name in ("doubling.py", "doubling.ipynb"):
        (folder / name).write_text(MINE)

    assert work_file(exercise, folder, "doubling.ipynb") == folder / "doubling.ipynb"


def test_a_script_and_a_notebook_without_a_name_are_refused_with_a_question(exercise, folder):
    for name in ("doubling.py", "doubling.ipynb"):
        (folder / name).write_text(MINE)

    with pytest.raises(GraderError, match=r"Both doubling\.py and doubling\.ipynb"):
        work_file(exercise, folder, "01")


def test_without_a_file_the_error_says_how_to_begin(exercise, folder):
    with pytest.raises(GraderError, match="grade start 01_double"):
        work_file(exercise, folder, "01")
