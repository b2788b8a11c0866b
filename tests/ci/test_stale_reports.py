"""What was committed where reports are written is gone, however grading ends; nothing else is."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from grader.ci.seal import KEY_VARIABLE, key_for_sealing

TOY = Path(__file__).parents[1] / "toy_course"
FORGED = "<testsuites><testcase name='all right'/></testsuites>"
NAMES = [
    *("report.html", "report.md", "grades.json", "junit.xml", "gl-code-quality-report.json"),
    *("mine.xml", ".hidden", "report.html.part"),
]


def as_file(path: Path, _precious: Path) -> None:
    path.write_text(FORGED)


def as_folder(path: Path, _precious: Path) -> None:
    (path / "deep" / "deeper").mkdir(parents=True)
    (path / "deep" / "report.html").write_text(FORGED)


def as_link(path: Path, precious: Path) -> None:
    path.symlink_to(precious / "forged.txt")


def as_link_to_folder(path: Path, precious: Path) -> None:
    path.symlink_to(precious)


def as_dangling_link(path: Path, _precious: Path) -> None:
    path.symlink_to("nowhere")


def as_pipe(path: Path, _precious: Path) -> None:
    os.mkfifo(path)


def as_read_only_file(path: Path, _precious: Path) -> None:
    path.write_text(FORGED)
    path.chmod(0o400)


WAYS = [
    *(as_file, as_folder, as_link, as_link_to_folder, as_dangling_link, as_pipe),
    as_read_only_file,
]

pytestmark = pytest.mark.attack


@pytest.fixture
def precious(tmp_path):
    """What links lead to; it must stay as it is."""
    folder = tmp_path / "precious"
    folder.mkdir()
    (folder / "forged.txt").write_text(FORGED)
    yield folder
    assert [path.name for path in folder.iterdir()] == ["forged.txt"]
    assert (folder / "forged.txt").read_text() == FORGED


@pytest.fixture
def in_ci(monkeypatch, checkout):
    """A place of no kind that is known, in CI."""
    monkeypatch.setenv("CI", "true")
    return checkout / "grade-reports"


@pytest.fixture
def fail(monkeypatch):
    """Has grading fail: a key, and no sealed course."""
    return lambda: monkeypatch.setenv(KEY_VARIABLE, key_for_sealing("", None).text())


@pytest.mark.parametrize("way", WAYS)
def test_what_is_called_like_a_report_does_not_outlive_grading_that_fails(
    way, in_ci, fail, grade, precious
):
    in_ci.mkdir()
    for name in NAMES:
        way(in_ci / name, precious)
    fail()

    ran = grade("ci", "--course", TOY)

    assert ran.code == 2
    assert "no sealed course" in ran.err
    assert not os.path.lexists(in_ci)


@pytest.mark.parametrize("way", WAYS)
def test_what_is_called_like_their_folder_does_not_either(way, in_ci, fail, grade, precious):
    way(in_ci, precious)
    fail()

    ran = grade("ci", "--course", TOY)

    assert ran.code == 2
    assert not os.path.lexists(in_ci)


@pytest.mark.parametrize("way", WAYS)
def test_reports_take_the_place_of_what_was_there(way, in_ci, grade, precious):
    way(in_ci, precious)

    ran = grade("ci", "--course", TOY)

    assert ran.code == 1
    assert not in_ci.is_symlink()
    assert {path.name for path in in_ci.iterdir()} == set(NAMES[:4])
    assert all(stat.S_ISREG(path.lstat().st_mode) for path in in_ci.iterdir())


def test_a_folder_on_the_way_that_is_a_link_is_not_followed(in_ci, fail, grade, precious, checkout):
    (precious / "forged.txt").rename(precious / "junit.xml")
    (checkout / "build").symlink_to(precious)
    fail()

    ran = grade("ci", "--course", TOY, "--out", "build/reports")

    assert ran.code == 2
    assert not os.path.lexists(checkout / "build")
    (precious / "junit.xml").rename(precious / "forged.txt")


@pytest.mark.parametrize("kind", ["github", "gitlab", "classroom50", "gradescope"])
def test_every_place_is_emptied(kind, at, fail, grade, checkout):
    at(kind)
    as_folder(checkout / "grade-reports", checkout)
    fail()

    assert grade("ci", "--course", TOY).code in {1, 2}  # Gradescope's course is not sealed
    assert not (checkout / "grade-reports" / "deep").exists()


@pytest.mark.parametrize("way", WAYS)
def test_a_committed_result_is_not_read_after_grading_that_fails(
    way, at, fail, grade, checkout, precious
):
    at("classroom50")
    for name in ("result.json", "release-body.md"):
        way(checkout / name, precious)
    fail()

    ran = grade("ci", "--course", TOY)

    assert ran.code == 2
    assert not os.path.lexists(checkout / "result.json")
    assert not os.path.lexists(checkout / "release-body.md")


@pytest.mark.parametrize("way", WAYS)
def test_a_committed_result_is_replaced(way, at, grade, checkout, precious):
    at("classroom50")
    for name in ("result.json", "release-body.md"):
        way(checkout / name, precious)

    grade("ci", "--course", TOY)

    for name in ("result.json", "release-body.md"):
        assert stat.S_ISREG((checkout / name).lstat().st_mode)
        assert FORGED not in (checkout / name).read_text("utf-8")


# -- grading that dies on the way


@pytest.mark.parametrize(
    ("where", "error", "code"),
    [
        ("pipeline.Grader.grade_all", RuntimeError("ours"), 3),
        ("pipeline.Grader.grade_all", KeyboardInterrupt(), 130),
        ("ci.grading.open_sandbox", MemoryError(), 3),
        ("ci.outputs.render_junit", RuntimeError("ours"), 3),
        ("ci.outputs.write_atomically", OSError(28, "No space left on device"), 3),
    ],
)
def test_wherever_grading_dies_nothing_old_is_left(
    where, error, code, in_ci, grade, monkeypatch, checkout
):
    def die(*_arguments, **_options):
        raise error

    as_folder(in_ci, checkout)
    as_file(in_ci / "junit.xml", checkout)
    monkeypatch.setattr(f"grader.{where}", die)

    ran = grade("ci", "--course", TOY)

    assert ran.code == code
    assert not in_ci.exists()


def test_what_came_while_grading_went_on_is_gone_as_well(in_ci, grade, monkeypatch, checkout):
    """A weaker sandbox may let a student's code write."""
    from grader.pipeline import Grader

    usual = Grader.grade_all

    def grade_all(*arguments):
        as_folder(in_ci / "report.html", checkout)
        return usual(*arguments)

    monkeypatch.setattr(Grader, "grade_all", grade_all)

    assert grade("ci", "--course", TOY).code == 1
    assert (in_ci / "report.html").is_file()


def test_without_that_they_would_be_kept(in_ci, fail, grade, monkeypatch, checkout):
    monkeypatch.setattr("grader.ci.outputs.empty_place", lambda *_: None)
    as_folder(in_ci, checkout)
    as_file(in_ci / "junit.xml", checkout)
    fail()

    assert grade("ci", "--course", TOY).code == 2
    assert (in_ci / "junit.xml").read_text() == FORGED


def test_where_it_cannot_be_emptied_the_exit_code_says_that_something_is_broken(
    in_ci, grade, monkeypatch, checkout
):
    def refuse(path):
        raise PermissionError(13, "Permission denied", path)

    as_folder(in_ci, checkout)
    monkeypatch.setattr(shutil, "rmtree", refuse)

    ran = grade("ci", "--course", TOY)

    assert ran.code == 3
    assert "cannot be emptied (Permission denied)" in ran.err


def test_a_folder_deeper_than_can_be_removed_is_no_success(in_ci, grade):
    at_depth = in_ci
    for _ in range(40):
        at_depth = at_depth / ("d" * 40)
    at_depth.mkdir(parents=True)
    top = os.open(in_ci, os.O_RDONLY)
    for _ in range(1500):  # as far down as git can go, and further than Python's stack
        os.mkdir("d", dir_fd=top)
        below = os.open("d", os.O_RDONLY, dir_fd=top)
        os.close(top)
        top = below
    os.close(top)

    ran = grade("ci", "--course", TOY)
    names = {path.name for path in in_ci.iterdir()}
    subprocess.run(["rm", "-rf", in_ci], check=True)

    assert ran.code in {1, 3}
    assert ran.code == 3 or names == set(NAMES[:4])


# -- what is not the reports' place stays


def test_on_a_machine_of_ones_own_other_files_stay(grade, checkout):
    out = checkout / "grade-reports"
    out.mkdir()
    for name in NAMES:
        (out / name).write_text(FORGED)

    grade("ci", "--course", TOY)

    assert {path.name for path in out.iterdir()} == set(NAMES[:4]) | set(NAMES[5:])
    assert {n for n in NAMES if (out / n).is_file() and (out / n).read_text() == FORGED} == set(
        NAMES[5:]
    )


@pytest.mark.parametrize("way", [as_folder, as_link_to_folder])
def test_there_a_folder_in_the_way_is_left_and_told(way, grade, checkout, precious):
    (checkout / "grade-reports").mkdir()
    way(checkout / "grade-reports" / "report.html", precious)

    ran = grade("ci", "--course", TOY)

    is_link = way is as_link_to_folder  # a link is no folder: only the link goes
    assert ran.code == (1 if is_link else 3)
    assert (checkout / "grade-reports" / "report.html").is_dir() is not is_link


@pytest.mark.parametrize("out", [".", "..", "../homework-kim"])
def test_a_place_that_holds_the_checkout_loses_only_reports(out, in_ci, grade, checkout):
    (checkout / out / "junit.xml").write_text(FORGED)
    (checkout / out / "notes.txt").write_text("mine")

    ran = grade("ci", "--course", TOY, "--out", out)

    assert ran.code == 1
    assert (checkout / out / "notes.txt").read_text() == "mine"
    assert (checkout / "doubling.py").is_file()
    assert (checkout / out / "junit.xml").read_text() != FORGED


def test_the_course_and_the_sealed_course_are_not_removed(in_ci, grade, toy_course):
    out = toy_course.parent

    ran = grade("ci", "--course", toy_course, "--out", out)

    assert ran.code == 1
    assert (toy_course / "exercises" / "course.toml").is_file()


# -- the runner's own files


@pytest.mark.parametrize("way", [as_link, as_pipe, as_folder])
@pytest.mark.parametrize("name", ["output", "summary"])
def test_the_runners_files_are_files(way, name, at, grade, precious, tmp_path):
    at("github")
    way(tmp_path / name, precious)

    ran = grade("ci", "--course", TOY)

    assert ran.code == 2
    assert "cannot be written" in ran.err
