"""A kit carries the solutions that the course released, and proves that it shows no other."""

from __future__ import annotations

import pytest

from grader.authoring.release import copy_exercises, find_leaks, make_kit
from grader.authoring.scaffold import new_exercise
from grader.authoring.wheel import build_wheel
from grader.course import load_course
from grader.course.solutions import NAME, load_solution, pack, released_text, unpack
from grader.errors import CourseError, GraderError
from grader.fingerprint import hash_exercise
from grader.i18n import translate

TWICE, THRICE = "01_twice", "02_thrice"


@pytest.fixture
def release(made):
    """Adds a second exercise, releases solutions, and gives the course."""
    new_exercise(load_course(made.root / "exercises"), THRICE)
    made.change(made.root / "reference" / THRICE / "thrice.py", "* 2\n", "* 3\n")
    toml = made.root / "exercises" / "course.toml"
    listed = toml.read_text("utf-8")

    def call(*names: str):
        toml.write_text(f"solutions = {list(names)}\n".replace("'", '"') + listed, "utf-8")
        return load_course(made.root / "exercises")

    return call


def copied(course, folder):
    copy_exercises(course, course.exercises, folder / "exercises")
    return sorted(path.parent.name for path in folder.rglob(NAME))


def leaks(course, folder) -> str:
    return "\n".join(translate(leak, "en") for leak in find_leaks(course, folder))


def test_only_what_is_released_comes_into_a_kit_and_it_can_be_taken_back(release, tmp_path):
    assert copied(release(TWICE), tmp_path / "one") == [TWICE]
    assert copied(release(TWICE, THRICE), tmp_path / "two") == [TWICE, THRICE]
    assert copied(release(), tmp_path / "three") == []


def test_a_released_solution_is_no_leak(release, tmp_path):
    course = release(TWICE)
    copied(course, tmp_path / "kit")

    assert find_leaks(course, tmp_path / "kit") == []


def test_a_solution_is_a_leak_once_it_is_taken_back(release, tmp_path):
    copied(release(TWICE), tmp_path / "kit")

    assert "a solution that is not released in exercises/01_twice" in leaks(
        release(), tmp_path / "kit"
    )


@pytest.mark.parametrize("name", ["test_hidden.py", "misconceptions", "twice.py"])
def test_the_file_of_a_solution_may_hold_nothing_else(release, made, tmp_path, name):
    """Not even the reference itself, whose marks students do not get."""
    course = release(TWICE)
    copied(course, tmp_path / "kit")
    path = made.staff / name
    planted = next(path.glob("[!_]*.py")) if path.is_dir() else path
    target = tmp_path / "kit" / "exercises" / TWICE / NAME
    assert find_leaks(course, tmp_path / "kit") == []

    target.write_bytes(pack(unpack(target.read_bytes()) + planted.read_text("utf-8")))

    assert "a solution that is not released" in leaks(course, tmp_path / "kit")


def test_the_copy_in_the_wheel_is_looked_at_too(release, tmp_path):
    copied(release(THRICE), tmp_path / "other")
    kit = tmp_path / "kit"
    kit.mkdir()
    build_wheel(kit, tmp_path / "other" / "exercises")

    assert "not released in cnn_grader" in leaks(release(TWICE), kit)
    assert leaks(release(THRICE), kit) == ""


def test_a_secret_in_a_released_solution_is_found(release, made, tmp_path):
    made.change(made.staff / "twice.py", "# BEGIN SOLUTION", "# BEGIN SOLUTION\n    # s-e-c-r-e-t")
    course = release(TWICE)
    copied(course, tmp_path / "kit")

    assert "the secret in exercises/01_twice/solution.bin" in leaks(course, tmp_path / "kit")


def test_a_sentence_of_a_misconception_in_a_released_solution_is_found(release, made, tmp_path):
    (path, *_) = (made.staff / "misconceptions").glob("[!_]*.py")
    sentence = "You squared where you were to double."
    made.change(path, "en: ", f"en: {sentence} ")
    made.change(made.staff / "twice.py", "# BEGIN SOLUTION", f"# BEGIN SOLUTION\n    # {sentence}")
    course = release(TWICE)
    copied(course, tmp_path / "kit")

    assert "the idea" in leaks(course, tmp_path / "kit")


def test_a_solution_that_holds_another_exercise_s_answer_waits_for_it(release, made, tmp_path):
    body = "    a = values\n    b = a * 2\n    c = b + 0\n    return c\n"
    old = "    return np.asarray(values, dtype=np.float64) * 2\n"
    made.change(made.staff / "twice.py", old, body)
    other = made.root / "reference" / THRICE / "thrice.py"
    other.write_text(f"{other.read_text('utf-8')}\n\ndef helper(values):\n{body}", "utf-8")

    with pytest.raises(CourseError, match=r"02_thrice holds \w+ of 01_twice"):
        copied(release(THRICE), tmp_path / "one")
    assert copied(release(THRICE, TWICE), tmp_path / "two") == [TWICE, THRICE]


def test_a_solution_left_among_the_exercises_is_found(release, made, tmp_path):
    body = "    a = values\n    b = a * 2\n    c = b + 0\n    return c\n"
    old = "    return np.asarray(values, dtype=np.float64) * 2\n"
    made.change(made.staff / "twice.py", old, body)
    made.change(made.public / "exercise.toml", "points =", 'files = ["*.py"]\npoints =')
    copied(release(), tmp_path / "clean")
    assert leaks(release(), tmp_path / "clean") == ""

    (made.public / "example.py").write_text(f"def example(values):\n{body}", "utf-8")
    copied(release(), tmp_path / "kit")

    assert "of 01_twice in exercises/01_twice/example.py" in leaks(release(), tmp_path / "kit")


def test_releasing_a_solution_changes_nothing_that_grades_are_compared_by(release, tmp_path):
    before = release()
    hashes = [hash_exercise(before, exercise) for exercise in before.exercises]
    copied(before, tmp_path / "before")
    after = release(TWICE, THRICE)
    copied(after, tmp_path / "after")

    assert [hash_exercise(after, exercise) for exercise in after.exercises] == hashes
    kits = [load_course(tmp_path / name) for name in ("before", "after")]
    assert [[hash_exercise(kit, exercise) for exercise in kit.exercises] for kit in kits] == [
        [hash_exercise(kits[0], exercise) for exercise in kits[0].exercises]
    ] * 2


@pytest.mark.slow
def test_the_whole_kit_is_made_with_a_released_solution(release, tmp_path):
    course = release(TWICE)

    make_kit(course, tmp_path / "out")

    kit = load_course(tmp_path / "out" / "student-kit")
    assert load_solution(kit, kit.exercises[0]) == released_text(course, course.exercises[0])
    with pytest.raises(GraderError, match="not released"):
        load_solution(kit, kit.exercises[1])
    assert "grade solution 01" in (tmp_path / "out/student-kit/README.md").read_text("utf-8")
