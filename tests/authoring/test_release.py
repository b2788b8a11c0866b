"""The students' kit holds their files and nothing of the reference."""

import email
import hashlib
import platform
import subprocess
import sys
import zipfile

import msgspec
import numpy
import pytest

from grader.authoring.release import (
    copy_exercises,
    course_toml,
    find_leaks,
    left_out,
    make_kit,
    readme_of,
)
from grader.authoring.wheel import build_wheel
from grader.course import load_course
from grader.course.starters import make_starters
from grader.course.workspace import starter_hashes
from grader.errors import CourseError, GraderError
from grader.model import DataFiles, message


def loaded(made):
    return load_course(made.root / "exercises")


@pytest.mark.slow
def test_the_kit_holds_what_students_need(made, tmp_path):
    path = make_kit(loaded(made), tmp_path / "out")

    with zipfile.ZipFile(path) as kit:
        names = {name.removeprefix("student-kit/") for name in kit.namelist()}
        readme = kit.read("student-kit/README.md").decode()
    assert {
        "README.md",
        "exercises/course.toml",
        "exercises/01_twice/statement.ko.md",
        "exercises/01_twice/twice.py",
        "exercises/01_twice/twice.ipynb",
        "exercises/01_twice/ideas.bin",
        "exercises/01_twice/test_public.py",
    } <= names
    assert any(name.endswith(".whl") for name in names)
    assert f"Python {platform.python_version()} and NumPy {numpy.__version__} grade." in readme
    assert not any("hidden" in name or "staff" in name or "misconception" in name for name in names)


def test_the_kits_wheel_is_called_by_its_course(tmp_path):
    path = build_wheel(tmp_path, title="Intro to\nPython · 파이썬 입문")

    with zipfile.ZipFile(path) as wheel:
        (name,) = (name for name in wheel.namelist() if name.endswith("METADATA"))
        fields = email.message_from_string(wheel.read(name).decode())
    assert fields["Name"] == "cnn-grader"
    assert fields["Summary"] == "Intro to Python · 파이썬 입문"
    assert "convolutional" not in str(fields)
    assert fields.get_all("Requires-Dist")


def test_the_readme_of_a_kit_says_which_files_can_be_opened(made):
    course = loaded(made)
    (exercise,) = course.exercises
    reading = msgspec.structs.replace(exercise, data=DataFiles(files=("cities.csv",)))

    without = " ".join(readme_of(course, "x.whl").split())
    with_data = " ".join(
        readme_of(msgspec.structs.replace(course, exercises=(reading,)), "x.whl").split()
    )

    assert "no file can be opened" in without
    assert "no file but an exercise's own can be opened" in with_data


def test_a_kit_carries_declared_files_and_the_pictures_of_statements(made, tmp_path):
    for name in ("data/rows.npz", "pictures/sum.svg", "pictures/other.svg", "notes.txt"):
        path = made.public / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    statement = made.public / "statement.ko.md"
    statement.write_text(statement.read_text("utf-8") + "\n![합](pictures/sum.svg)\n", "utf-8")
    made.change(made.public / "exercise.toml", "points =", 'files = ["data/*"]\npoints =')
    course = loaded(made)

    copy_exercises(course, course.exercises, tmp_path / "copied")

    copied = tmp_path / "copied" / "01_twice"
    assert (copied / "data" / "rows.npz").is_file()
    assert (copied / "pictures" / "sum.svg").is_file()
    assert left_out(course) == ["01_twice/notes.txt", "01_twice/pictures/other.svg"]
    assert not (copied / "notes.txt").exists()


@pytest.mark.parametrize("name", ["gone.npz", "../../reference/staff.toml", "/etc/hostname"])
def test_a_declared_file_must_be_in_the_exercises_folder(made, tmp_path, name):
    made.change(made.public / "exercise.toml", "points =", f'files = ["{name}"]\npoints =')
    course = loaded(made)

    with pytest.raises(CourseError, match="there is no"):
        copy_exercises(course, course.exercises, tmp_path / "copied")


def test_a_link_out_of_the_folder_is_no_file_for_students(made, tmp_path):
    (made.public / "link.txt").symlink_to(made.root / "reference" / "staff.toml")
    made.change(made.public / "exercise.toml", "points =", 'files = ["*.txt"]\npoints =')
    course = loaded(made)

    copy_exercises(course, course.exercises, tmp_path / "copied")

    assert not (tmp_path / "copied" / "01_twice" / "link.txt").exists()


@pytest.mark.slow
def test_a_grader_from_a_kit_brings_its_course_to_a_notebook_that_lies_beside_none(
    made, tmp_path, tmp_path_factory
):
    make_kit(loaded(made), tmp_path / "out")
    (wheel,) = (tmp_path / "out" / "student-kit").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    asks = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'installed')!r})\n"
        "from grader.notebook.server import Session\n"
        "from grader.notebook.messages import Hello\n"
        "with Session() as session: print(session.answer(Hello()))\n"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-c", asks],
        cwd=tmp_path_factory.mktemp("empty"),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.strip() == "Welcome(functions=('double',))", done.stderr


def test_the_address_of_the_kit_reaches_the_notebooks_and_the_students_course(made):
    toml = made.root / "exercises" / "course.toml"
    toml.write_text('kit_url = "https://example.org/k.whl"\n' + toml.read_text("utf-8"), "utf-8")
    course = loaded(made)

    made_anew = make_starters(course, course.exercises[0])

    assert 'kit_url = "https://example.org/k.whl"' in course_toml(course, course.exercises)
    notebook = next(text for path, text in made_anew.items() if path.suffix == ".ipynb")
    assert "https://example.org/k.whl" in notebook


@pytest.mark.slow
def test_untouched_starters_of_a_kit_are_nobody_s_work(made, tmp_path):
    make_kit(loaded(made), tmp_path / "out")
    kit = tmp_path / "out" / "student-kit"
    starter = kit / "exercises" / "01_twice" / "twice.py"

    course = load_course(kit)

    assert course.reference is None
    assert hashlib.sha256(starter.read_bytes()).hexdigest() in starter_hashes(course)


def test_a_kit_is_never_overwritten(made, tmp_path):
    (tmp_path / "out" / "student-kit").mkdir(parents=True)

    with pytest.raises(GraderError, match="there already"):
        make_kit(loaded(made), tmp_path / "out")


@pytest.mark.parametrize(
    "planted",
    [
        "a line: `assert_close(student.double(values), reference.double(values))`",
        "the secret is s-e-c-r-e-t",
        "the number 31415926",
    ],
)
def test_what_belongs_to_staff_is_found_in_a_kit(made, tmp_path, planted):
    made.change(made.staff / "test_hidden.py", "rng.normal", "31415926 * rng.normal")
    kit = tmp_path / "kit"
    kit.mkdir()
    text = planted.partition("`")[2].rstrip("`") or planted
    (kit / "notes.md").write_text(f"See:\n\n    {text}\n", "utf-8")

    assert find_leaks(loaded(made), kit)


def test_a_function_of_the_reference_is_found_under_another_name(made, tmp_path):
    body = "    a = values\n    b = a * 2\n    c = b + 0\n    return c\n"
    made.change(
        made.staff / "twice.py", "    return np.asarray(values, dtype=np.float64) * 2\n", body
    )
    kit = tmp_path / "kit"
    kit.mkdir()
    (kit / "help.py").write_text(f"def helper(values):\n{body}", "utf-8")

    body = "The kit would give away a function's body in {path}."
    answer = "The kit would give away {function} of {slug} in {path}."
    assert find_leaks(loaded(made), kit) == [
        message(body, path="help.py"),
        message(answer, function="double", slug="01_twice", path="help.py"),
    ]


def test_a_line_that_is_marked_at_its_end_is_found_in_a_kit(made, tmp_path):
    line = "    return np.asarray(values, dtype=np.float64) * 2"
    text = f"import numpy as np\n\n\ndef double(values):\n    rest = 0\n{line}  # SOLUTION\n"
    (made.staff / "twice.py").write_text(text, "utf-8")
    kit = tmp_path / "kit"
    kit.mkdir()
    (kit / "notes.md").write_text(f"See:\n\n{line}\n", "utf-8")

    said = message("The kit would give away the line {line!r} in {path}.").text
    assert said in {leak.text for leak in find_leaks(loaded(made), kit)}


def test_a_clean_folder_leaks_nothing(made, tmp_path):
    kit = tmp_path / "kit"
    kit.mkdir()
    (kit / "notes.md").write_text("Read the statement.", "utf-8")

    assert find_leaks(loaded(made), kit) == []


@pytest.mark.slow
def test_a_kit_with_a_sentence_of_a_misconception_is_not_released(made, tmp_path, monkeypatch):
    (path, *_) = (made.staff / "misconceptions").glob("[!_]*.py")
    sentence = "You squared where you were to double."
    made.change(path, "en: ", f"en: {sentence} ")
    monkeypatch.setattr(
        "grader.authoring.release.write_ideas",
        lambda course, folder, progress: (folder / "01_twice/ideas.bin").write_text(sentence),
    )

    with pytest.raises(GraderError, match=r"the idea .* in .*exercises/01_twice/ideas\.bin"):
        make_kit(loaded(made), tmp_path / "out")
    assert not (tmp_path / "out" / "student-kit").exists()
