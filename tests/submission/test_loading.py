"""A path -> a submission: bytes within limits, no link followed, every skipped source named."""

from __future__ import annotations

import errno
import os
import stat
import zipfile

import pytest

from grader.errors import SubmissionError
from grader.submission import find_answers, loading, skipped
from grader.submission.loading import load_submission
from grader.text import MAX_NAME_CHARS
from tests.submission.conftest import problems_of

SOURCE = b"def double(x):\n    return 2 * x\n"


def names(submission) -> list[str]:
    """The names of the submission's files."""
    return [file.name for file in submission.files]


@pytest.mark.parametrize("name", ["doubling.py", "DOUBLING.PY"])
def test_a_single_file_is_taken_as_it_is(tmp_path, name):
    (tmp_path / name).write_bytes(SOURCE)

    submission = load_submission(tmp_path / name)

    assert names(submission) == [name]
    assert submission.files[0].data == SOURCE
    assert submission.problems == ()


def test_a_folder_gives_its_sources_with_their_relative_names(tmp_path):
    (tmp_path / "sub").mkdir()
    for name in ("b.py", "a.ipynb", "sub/c.py", "notes.txt", "picture.png"):
        (tmp_path / name).write_bytes(SOURCE)

    submission = load_submission(tmp_path)

    assert sorted(names(submission)) == ["a.ipynb", "b.py", "sub/c.py"]


def test_a_zip_gives_its_sources(tmp_path):
    with zipfile.ZipFile(tmp_path / "kim.zip", "w") as archive:
        archive.writestr("week1/doubling.py", SOURCE)
        archive.writestr("readme.txt", "hello")

    submission = load_submission(tmp_path / "kim.zip")

    assert names(submission) == ["week1/doubling.py"]


def test_a_zip_inside_a_folder_is_read_under_its_own_name(tmp_path):
    with zipfile.ZipFile(tmp_path / "work.zip", "w") as archive:
        archive.writestr("doubling.py", SOURCE)

    submission = load_submission(tmp_path)

    assert names(submission) == ["work/doubling.py"]


@pytest.mark.parametrize("folder", ["__pycache__", "__MACOSX", ".git", ".vscode"])
def test_folders_that_tools_make_are_passed_over(tmp_path, folder):
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "doubling.py").write_bytes(SOURCE)

    assert names(load_submission(tmp_path)) == []


COPY = ".ipynb_checkpoints/doubling-checkpoint.ipynb"


@pytest.fixture(params=["folder", "zip"])
def load_files(request, tmp_path):
    """Loads files of these names, from a folder or a zip."""

    def load(*names):
        if request.param == "zip":
            with zipfile.ZipFile(tmp_path / "kim.zip", "w") as archive:
                for name in names:
                    archive.writestr(name, SOURCE)
            return load_submission(tmp_path / "kim.zip")
        for name in names:
            (tmp_path / "kim" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "kim" / name).write_bytes(SOURCE)
        return load_submission(tmp_path / "kim")

    return load


@pytest.mark.parametrize("folder", ["", "hw/"])
def test_a_copy_of_jupyter_is_taken_where_nothing_else_is_there_and_said(load_files, folder):
    submission = load_files(folder + COPY)

    assert names(submission) == [folder + COPY]
    assert ["nothing else is there" in m.text for m in submission.problems] == [True]


def test_a_copy_beside_its_notebook_is_passed_over_in_silence(load_files):
    submission = load_files(COPY, "doubling.ipynb")

    assert names(submission) == ["doubling.ipynb"]
    assert submission.problems == ()


def test_a_copy_whose_notebook_is_missing_is_named(load_files):
    submission = load_files(COPY, "average.py")

    assert names(submission) == ["average.py"]
    assert submission.problems[0].values["names"] == COPY


def test_the_student_is_named_after_the_file_or_folder(tmp_path):
    (tmp_path / "kim").mkdir()
    (tmp_path / "lee.py").write_bytes(SOURCE)

    assert load_submission(tmp_path / "kim").student == "kim"
    assert load_submission(tmp_path / "lee.py").student == "lee"
    assert load_submission(tmp_path / "lee.py", "park").student == "park"


def test_a_missing_path_is_answered_with_the_nearest_name(tmp_path):
    (tmp_path / "doubling.py").write_bytes(SOURCE)

    with pytest.raises(SubmissionError, match=r"Did you mean doubling\.py\?"):
        load_submission(tmp_path / "dobling.py")


def test_a_path_in_a_missing_folder_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(SubmissionError, match="no such file or folder"):
        load_submission(tmp_path / "no" / "where.py")


@pytest.mark.parametrize("name", ["work.rar", "work.txt", "doubling.pyc", "doubling"])
def test_another_kind_of_file_is_refused_with_a_tip(tmp_path, name):
    (tmp_path / name).write_bytes(SOURCE)

    with pytest.raises(SubmissionError, match="Hand in the Python file or the notebook"):
        load_submission(tmp_path / name)


# -- what is never opened


@pytest.fixture
def outside(tmp_path):
    """A file that no submission may reach, beside the folder handed in."""
    path = tmp_path / "outside.py"
    path.write_bytes(b"SECRET = 1\n")
    return path


@pytest.fixture
def handed_in(tmp_path):
    """The folder handed in."""
    folder = tmp_path / "kim"
    folder.mkdir()
    return folder


def assert_nothing_secret(submission):
    """No byte of the outside file came along."""
    assert all(b"SECRET" not in file.data for file in submission.files)


def test_a_symlink_in_a_folder_is_not_followed_and_is_named(handed_in, outside):
    (handed_in / "doubling.py").symlink_to(outside)

    submission = load_submission(handed_in)

    assert_nothing_secret(submission)
    assert "doubling.py could not be read" in problems_of(submission)


def test_a_symlink_given_as_the_submission_is_not_followed(handed_in, outside):
    (handed_in / "doubling.py").symlink_to(outside)

    submission = load_submission(handed_in / "doubling.py")

    assert_nothing_secret(submission)
    assert "could not be read" in problems_of(submission)


def test_a_symlink_to_a_folder_is_not_followed(handed_in, outside, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.py").write_bytes(outside.read_bytes())
    (handed_in / "linked").symlink_to(tmp_path / "elsewhere", target_is_directory=True)

    assert names(load_submission(handed_in)) == []


def test_a_symlink_to_a_zip_is_not_followed(handed_in, tmp_path):
    with zipfile.ZipFile(tmp_path / "real.zip", "w") as archive:
        archive.writestr("doubling.py", SOURCE)
    (handed_in / "work.zip").symlink_to(tmp_path / "real.zip")

    submission = load_submission(handed_in)

    assert names(submission) == []
    assert "work.zip" in problems_of(submission)


@pytest.mark.attack
@pytest.mark.parametrize("name", ["doubling.py", "doubling.ipynb", "work.zip"])
def test_a_pipe_does_not_hold_the_grader_up(handed_in, name):
    os.mkfifo(handed_in / name)

    submission = load_submission(handed_in)

    assert names(submission) == []
    assert name in problems_of(submission)


@pytest.mark.attack
@pytest.mark.parametrize("name", ["doubling.py", "work.zip"])
def test_a_device_is_not_read(handed_in, name):
    try:
        os.mknod(handed_in / name, stat.S_IFCHR | 0o600, os.makedev(1, 5))  # endless zeros
    except OSError:
        pytest.skip("making a device needs rights that this user does not have")

    submission = load_submission(handed_in)

    assert names(submission) == []
    assert name in problems_of(submission)


# -- caps


def test_a_file_that_is_too_large_is_named_and_the_others_are_read(handed_in):
    with (handed_in / "big.ipynb").open("wb") as file:
        file.truncate(skipped.MAX_NOTEBOOK_BYTES + 1)
    (handed_in / "doubling.py").write_bytes(SOURCE)

    submission = load_submission(handed_in)

    assert names(submission) == ["doubling.py"]
    assert "big.ipynb could not be read" in problems_of(submission)


def test_a_file_of_just_the_largest_size_is_read(handed_in):
    with (handed_in / "big.py").open("wb") as file:
        file.truncate(skipped.MAX_FILE_BYTES)

    assert names(load_submission(handed_in / "big.py")) == ["big.py"]


def test_files_above_the_limit_are_not_read_with_a_message(handed_in):
    for number in range(skipped.MAX_FILES + 5):
        (handed_in / f"f{number:04}.py").write_bytes(b"x = 1\n")

    submission = load_submission(handed_in)

    assert len(submission.files) == skipped.MAX_FILES
    assert "f0200.py and what comes after it was not read" in problems_of(submission)


def test_all_files_together_are_limited_whether_they_are_kept_or_not(handed_in):
    size = skipped.MAX_FILE_BYTES
    for number in range(skipped.MAX_READ_BYTES // size + 1):
        with (handed_in / f"f{number:02}.py").open("wb") as file:
            file.truncate(size)

    submission = load_submission(handed_in)

    assert "f10.py and what comes after it was not read" in problems_of(submission)


def test_what_is_kept_of_all_files_is_limited(handed_in):
    for number in range(20):
        (handed_in / f"f{number:02}.py").write_bytes(b"#" * 1_000_000)

    submission = load_submission(handed_in)

    assert sum(len(file.data) for file in submission.files) <= skipped.MAX_KEPT_BYTES
    assert "f08.py and what comes after it was not read" in problems_of(submission)


def test_a_folder_below_the_depth_limit_is_not_entered(handed_in):
    deep = handed_in.joinpath(*["d"] * (skipped.MAX_DEPTH + 2))
    deep.mkdir(parents=True)
    (deep / "doubling.py").write_bytes(SOURCE)

    assert names(load_submission(handed_in)) == []


# -- names


@pytest.mark.attack
@pytest.mark.parametrize(
    "name", ["a\x1b[31mb.py", "a\nb.py", "a\u202eyp.b.py", "a\u200bb.py", "a\rb.py"]
)
def test_names_are_cleaned(handed_in, name):
    (handed_in / name).write_bytes(SOURCE)

    (cleaned,) = names(load_submission(handed_in))

    assert cleaned.isprintable()
    assert cleaned.endswith(".py")


@pytest.mark.skipif(os.name == "nt", reason="names are not bytes there")
def test_a_name_in_another_encoding_is_no_crash(handed_in):
    (handed_in / os.fsdecode(b"\xb0\xfa\xc1\xa6.py")).write_bytes(SOURCE)  # CP949

    (name,) = names(load_submission(handed_in))

    assert name.encode("utf-8").endswith(b".py")


def test_a_student_s_name_is_cleaned(tmp_path):
    (tmp_path / "k\x1b[2Jim").mkdir()

    assert load_submission(tmp_path / "k\x1b[2Jim").student == "kim"


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_a_long_path_keeps_its_ending_and_is_still_recognised(toy_grader, handed_in, kind):
    path = "합성곱 신경망 과제 제출물 모음/" * 8 + "doubling.ipynb"
    assert 120 < len(path) <= MAX_NAME_CHARS
    if kind == "folder":
        (handed_in / path).parent.mkdir(parents=True)
        (handed_in / path).write_bytes(b'{"cells": []}')
    else:
        with zipfile.ZipFile(handed_in / "work.zip", "w") as archive:
            archive.writestr(path.removeprefix("합성곱 신경망 과제 제출물 모음/"), b'{"cells": []}')

    found = find_answers(load_submission(handed_in), toy_grader.exercises)

    assert [answer.exercise.module for answer in found] == ["doubling"]


@pytest.mark.parametrize("name", ["work.rar", "work.7z", "과제.alz"])
def test_skipped_files_that_may_hold_sources_are_named(tmp_path, name):
    (tmp_path / name).write_text("x")
    (tmp_path / "average.py").write_text("x = 1")

    assert f"Not read: {name}." in problems_of(load_submission(tmp_path))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("doubling.py.txt", "doubling.py"),
        ("doubling.ipynb.json", "doubling.ipynb"),
        ("week1/doubling.IPYNB.txt", "week1/doubling.IPYNB"),
        ("doubling.ipynb의 사본", "doubling.ipynb"),
    ],
)
def test_a_source_that_another_ending_hides_is_named_with_its_right_name(tmp_path, name, wanted):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("x")

    assert f"{name} looks like {wanted}: rename it." in problems_of(load_submission(tmp_path))


@pytest.mark.parametrize("name", ["doubling.pyc", "doubling.20261129-101112.bak.py.txt", "a.pyx"])
def test_what_is_no_source_and_what_reset_kept_is_not_to_be_renamed(tmp_path, name):
    (tmp_path / name).write_text("x")

    assert "rename it" not in problems_of(load_submission(tmp_path))


@pytest.mark.parametrize(
    "name",
    [
        "doubling.py.txt",
        "doubling.py~",
        "doubling.txt",
        "doubling.html",
        "doubling.pdf",
        "doubling",
    ],
)
def test_beside_a_source_its_copy_of_another_ending_is_named_as_not_read(tmp_path, name):
    for each in ("doubling.py", name):
        (tmp_path / each).write_text("x = 1")

    said = problems_of(load_submission(tmp_path))

    assert f"Not read: {name}." in said
    assert "rename it" not in said


@pytest.mark.parametrize(
    "name",
    ["doubling.ipynb.url", "doubling.ipynb.webloc", "doubling.py.lnk", "doubling.ipynb.crdownload"],
)
def test_a_link_or_an_unfinished_download_is_not_to_be_renamed(tmp_path, name):
    (tmp_path / name).write_text("x")

    said = problems_of(load_submission(tmp_path))

    assert f"Not read: {name}. This is only a link or an unfinished download." in said
    assert "rename it" not in said


@pytest.mark.parametrize("name", ["doubling.ipynb - Colab.pdf", "doubling.py.docx"])
def test_a_document_with_a_source_s_name_is_not_to_be_renamed(tmp_path, name):
    (tmp_path / name).write_text("x")

    said = problems_of(load_submission(tmp_path))

    assert f"Not read: {name}." in said
    assert "rename it" not in said


def test_data_and_pictures_beside_sources_are_skipped_in_silence(tmp_path):
    for name in (
        "doubling.py",
        "notes.pdf",
        "cat.png",
        "digits.csv.gz",
        ".DS_Store",
        "._doubling.py",
    ):
        (tmp_path / name).write_text("x = 1")

    submission = load_submission(tmp_path)

    assert [file.name for file in submission.files] == ["doubling.py"]
    assert submission.problems == ()


def test_without_sources_every_skipped_file_is_named(tmp_path):
    (tmp_path / "week1").mkdir()
    (tmp_path / "week1" / "report.docx").write_text("x")

    assert "Not read: week1/report.docx." in problems_of(load_submission(tmp_path))


def test_folders_that_lie_too_deep_are_named(tmp_path):
    folder = tmp_path.joinpath(*"abcdefghi")
    folder.mkdir(parents=True)
    (folder / "doubling.py").write_text("x = 1")

    assert "below more than 8 folders: a/b/c/d/e/f/g/h/i." in problems_of(load_submission(tmp_path))


@pytest.mark.parametrize("name", ["doubling.py", "work.zip"])
def test_a_file_that_may_not_be_read_is_named_with_the_reason(tmp_path, monkeypatch, name):
    (tmp_path / name).write_bytes(SOURCE)

    def refuse(path, *_args, **_kwargs):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(type(tmp_path), "read_bytes", refuse)

    assert problems_of(load_submission(tmp_path)) == f"{name} could not be read: Permission denied."


# -- what lies beside the work


def test_what_is_named_like_an_exercise_is_read_before_the_rest(handed_in):
    for number in range(skipped.MAX_FILES + 5):
        (handed_in / f"f{number:04}.py").write_bytes(b"x = 1\n")
    (handed_in / "deep" / "er").mkdir(parents=True)
    (handed_in / "deep" / "er" / "Doubling (1).py").write_bytes(SOURCE)

    submission = load_submission(handed_in, wanted=["doubling"])

    assert names(submission)[0] == "deep/er/Doubling (1).py"
    assert len(submission.files) == skipped.MAX_FILES


@pytest.mark.parametrize(
    "path",
    [
        "env/Lib/site-packages/doubling.py",
        "env/lib/python3.11/doubling.py",
        "myenv/bin/doubling.py",
        "conda/lib/doubling.py",
        "somewhere/site-packages/doubling.py",
        "somewhere/dist-packages/doubling.py",
        "node_modules/doubling.py",
        "clone/.git/doubling.py",
    ],
)
def test_installed_libraries_are_passed_over(handed_in, path):
    (handed_in / path).parent.mkdir(parents=True)
    (handed_in / path).write_bytes(SOURCE)
    for mark in ("env/pyvenv.cfg", "myenv/pyvenv.cfg", "conda/conda-meta/history"):
        (handed_in / mark).parent.mkdir(parents=True, exist_ok=True)
        (handed_in / mark).touch()

    assert names(load_submission(handed_in)) == []


@pytest.mark.parametrize("path", ["env/doubling.py", "env/hw1/doubling.py", "lib/doubling.py"])
def test_work_in_a_virtual_environment_s_own_folder_is_read(handed_in, path):
    (handed_in / path).parent.mkdir(parents=True)
    (handed_in / path).write_bytes(SOURCE)
    (handed_in / "env").mkdir(exist_ok=True)
    (handed_in / "env" / "pyvenv.cfg").touch()

    assert names(load_submission(handed_in)) == [path]


def test_what_was_listed_before_too_much_came_is_read(handed_in, monkeypatch):
    monkeypatch.setattr(skipped, "MAX_ENTRIES", 10)
    (handed_in / "data").mkdir()
    for number in range(20):
        (handed_in / "data" / f"{number}.png").touch()
    (handed_in / "doubling.py").write_bytes(SOURCE)

    submission = load_submission(handed_in)

    assert names(submission) == ["doubling.py"]
    assert "data and what comes after it was not read" in problems_of(submission)


def test_a_file_s_own_name_is_no_identity(tmp_path):
    """Whoever hands in chooses it, and data are drawn by identity."""
    (tmp_path / "doubling.py").write_text("x = 1\n")
    (tmp_path / "other.py").write_text("x = 1\n")

    one, other = (load_submission(tmp_path / name) for name in ("doubling.py", "other.py"))

    assert one.student != other.student
    assert one.identity == other.identity == ""
    assert load_submission(tmp_path).identity == ""


def test_a_student_whom_the_channel_names_has_that_identity(tmp_path):
    (tmp_path / "doubling.py").write_text("x = 1\n")

    assert load_submission(tmp_path / "doubling.py", "kim").identity == "kim"


def test_a_snapshot_changes_with_the_sources_and_with_nothing_else(tmp_path):
    below = tmp_path / "week1"
    below.mkdir()
    (tmp_path / "a.py").write_text("x = 1\n")
    (below / "b.ipynb").write_text("{}")
    first = loading.snapshot(tmp_path)
    (tmp_path / "picture.png").write_bytes(b"1")

    assert set(first) == {str(tmp_path / "a.py"), str(below / "b.ipynb")}
    assert loading.snapshot(tmp_path) == first

    (below / "b.ipynb").write_text("{ }")
    assert loading.snapshot(tmp_path) != first


def test_a_snapshot_of_a_file_sees_that_an_editor_put_another_in_its_place(tmp_path):
    path, other = tmp_path / "a.py", tmp_path / "a.py.new"
    path.write_text("x = 1\n")
    first = loading.snapshot(path)
    other.write_text("x = 2\n")
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.rename(path)

    assert loading.snapshot(path) != first

    path.unlink()
    assert loading.snapshot(path) == {}
