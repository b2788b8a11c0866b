"""`course.toml` and `exercise.toml`: errors name the file, the key and the remedy."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from grader.course.manifest import find_course, load_course, pick_exercises, stray_exercises
from grader.errors import CourseError, GraderError

if TYPE_CHECKING:
    from pathlib import Path

TOML = "exercises/01_double/exercise.toml"


def refusal(course: Path) -> CourseError:
    """The error of loading the course."""
    with pytest.raises(CourseError) as caught:
        load_course(course)
    return caught.value


def append(path: Path, text: str) -> None:
    """Put text at the top of a TOML file, before any table begins."""
    path.write_text(text + path.read_text("utf-8"), "utf-8")


def test_a_course_is_loaded_in_the_order_of_its_manifest(toy_course):
    course = load_course(toy_course)

    assert [exercise.slug for exercise in course.exercises] == ["01_double", "02_mean"]
    assert course.exercises[0].functions == ("double",)
    assert course.exercises[0].limits.check_seconds == 2.0


def test_the_folder_of_the_exercises_may_be_named_itself(toy_course):
    assert load_course(toy_course / "exercises") == load_course(toy_course)


def test_the_secret_comes_from_the_staff_file(toy_course):
    assert load_course(toy_course).secret == "a toy secret"


def test_without_a_reference_folder_there_is_no_reference_and_no_secret(toy_course):
    shutil.rmtree(toy_course / "reference")

    course = load_course(toy_course)

    assert course.reference is None
    assert course.secret == ""


@pytest.mark.parametrize(
    ("line", "key", "meant"),
    [
        ('titel = "x"\n', "titel", "title"),
        ('modul = "x"\n', "modul", "module"),
        ('package = ["numpy"]\n', "package", "packages"),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest_known_one(toy_course, line, key, meant):
    append(toy_course / TOML, line)

    error = refusal(toy_course)

    assert error.path == toy_course / TOML
    assert f"'{key}'" in str(error)
    assert f"Did you mean {meant}?" in str(error)


def test_an_unknown_key_inside_a_table_is_named_with_its_table(toy_course):
    path = toy_course / TOML
    path.write_text(path.read_text("utf-8").replace("check_seconds", "check_second"), "utf-8")

    error = refusal(toy_course)

    assert "limits" in str(error)
    assert "Did you mean check_seconds?" in str(error)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("points = 4", 'points = "four"', "points"),
        ('functions = ["double"]', 'functions = "double"', "functions"),
        ('functions = ["double"]', "functions = [3]", "functions"),
        ("check_seconds = 2.0", 'check_seconds = "2"', "limits.check_seconds"),
    ],
)
def test_a_wrong_type_is_named_with_its_key(toy_course, old, new, key):
    path = toy_course / TOML
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    error = refusal(toy_course)

    assert error.path == path
    assert key in str(error)


@pytest.mark.parametrize("line", ['module = "doubling"\n', "points = 4\n"])
def test_a_missing_key_is_named(toy_course, line):
    path = toy_course / TOML
    path.write_text(path.read_text("utf-8").replace(line, ""), "utf-8")

    error = refusal(toy_course)

    assert f"the key '{line.split()[0]}' is missing" in str(error)


@pytest.mark.parametrize(
    "file", ["course.toml", "01_double/exercise.toml", "../reference/staff.toml"]
)
def test_a_missing_file_is_named(toy_course, file):
    exercises = toy_course / "exercises"
    (exercises / file).unlink()

    error = refusal(exercises)

    assert error.path == (exercises / file).resolve()
    assert "missing" in str(error)


def test_a_misspelt_exercise_is_answered_with_the_nearest_folder(toy_course):
    manifest = toy_course / "exercises" / "course.toml"
    manifest.write_text(manifest.read_text("utf-8").replace("01_double", "01_doubel"), "utf-8")

    said = str(refusal(toy_course))

    assert "01_doubel" in said
    assert "Did you mean 01_double?" in said


@pytest.mark.parametrize("text", ["points = = 4", "\xff\xfe", "[title"])
def test_a_file_that_is_not_toml_is_refused_with_its_path(toy_course, text):
    (toy_course / TOML).write_bytes(text.encode("latin-1"))

    assert refusal(toy_course).path == toy_course / TOML


def test_a_folder_that_the_manifest_does_not_list_is_a_stray(toy_course):
    shutil.copytree(toy_course / "exercises/02_mean", toy_course / "exercises/03_stray")

    course = load_course(toy_course / "exercises")

    assert stray_exercises(course) == ["03_stray"]


def test_two_exercises_cannot_share_a_module(toy_course):
    path = toy_course / "exercises/02_mean/exercise.toml"
    path.write_text(path.read_text("utf-8").replace('"average"', '"doubling"'), "utf-8")

    error = refusal(toy_course)

    assert "doubling" in str(error)
    assert "01_double" in str(error)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"How much is twice 3?", ', ""),  # en shorter than ko
        ('ko = ["3의 두 배는 얼마인가요?", "무엇을 더하거나 곱하면 두 배가 되나요?"]', "ko = []"),
    ],
)
def test_hints_need_as_many_steps_in_both_languages(toy_course, old, new):
    path = toy_course / TOML
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    error = refusal(toy_course)

    assert "hints.twice" in str(error)


@pytest.mark.parametrize("name", ["two words", "1st", "a-b", "../up", ""])
def test_a_module_needs_a_python_name(toy_course, name):
    path = toy_course / TOML
    path.write_text(path.read_text("utf-8").replace('"doubling"', f'"{name}"'), "utf-8")

    assert repr(name) in str(refusal(toy_course))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("points = 4", "point = 4", "모르는 키 'point'가 있습니다."),
        ("check_seconds", "check_second", "모르는 키 'limits.check_second'가 있습니다."),
        ("points = 4\n", "", "키 'points'가 없습니다."),
        ("points = 4", 'points = "four"', "키 'points'의 값은 수여야 합니다."),
        ('"doubling"', '"a-b"', "'a-b'는 Python 이름으로 쓸 수 없습니다."),
        ('"doubling"', '"average"', "module 'average'는 01_double의 module이기도 합니다."),
    ],
)
def test_the_korean_error_begins_with_the_path(toy_course, old, new, said):
    path = toy_course / TOML
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    error = refusal(toy_course)

    place = f"{error.path}:{error.line}" if error.line else str(error.path)
    assert error.render("ko") == f"{place}: {said}"


# -- finding and picking


@pytest.mark.parametrize("start", [".", "exercises", "exercises/02_mean", "reference/01_double"])
def test_the_course_is_found_from_anywhere_inside_it(toy_course, start):
    assert find_course(toy_course / start) == (toy_course / "exercises").resolve()


def test_a_course_that_is_not_found_is_an_error_with_the_first_folder_searched(tmp_path):
    with pytest.raises(GraderError) as caught:
        find_course(tmp_path)

    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize("name", ["01_double", "01", "1", "doubling"])
def test_an_exercise_is_picked_by_slug_number_or_module(toy_course, name):
    (picked,) = pick_exercises(load_course(toy_course), (name,))

    assert picked.slug == "01_double"


def test_no_name_picks_every_exercise(toy_course):
    assert len(pick_exercises(load_course(toy_course), ())) == 2


def test_an_unknown_exercise_is_answered_with_the_nearest_one(toy_course):
    with pytest.raises(GraderError, match="Did you mean 01_double"):
        pick_exercises(load_course(toy_course), ("01_dubble",))
