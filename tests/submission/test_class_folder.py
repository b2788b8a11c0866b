"""A class folder: each file or folder is one student's, and all others are named."""

from __future__ import annotations

import errno
import os
import unicodedata
import zipfile

import pytest

from grader.errors import SubmissionError
from grader.submission.class_folder import load_class
from tests.submission.conftest import load, names_by_student, problems_of


@pytest.fixture
def class_folder(tmp_path):
    """An empty class folder."""
    folder = tmp_path / "class"
    folder.mkdir()
    return folder


def names_of(found):
    return [student.name for student in found.students]


def test_folders_archives_and_files_are_students_by_their_names(class_folder):
    (class_folder / "kim").mkdir()
    (class_folder / "lee.zip").write_bytes(b"")
    (class_folder / "park.py").write_text("x = 1")
    (class_folder / "choi.ipynb").write_text("{}")

    assert names_of(load_class(class_folder)) == ["choi", "kim", "lee", "park"]


@pytest.mark.parametrize("name", ["grades.xlsx", ".DS_Store", ".hidden.py", "__MACOSX"])
def test_other_and_hidden_files_are_left_out_by_name(class_folder, name):
    (class_folder / "kim.py").write_text("x = 1")
    (class_folder / name).write_text("x")

    found = load_class(class_folder)

    assert found.left_out == (name,)
    assert names_of(found) == ["kim"]


def test_a_link_is_left_out(class_folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (class_folder / "kim.py").write_text("x = 1")
    (class_folder / "lee").symlink_to(tmp_path / "elsewhere", target_is_directory=True)

    assert load_class(class_folder).left_out == ("lee",)


def test_files_and_folders_of_one_name_are_one_student_s(class_folder):
    (class_folder / "kim").mkdir()
    (class_folder / "kim" / "doubling.py").write_text("x = 1")
    with zipfile.ZipFile(class_folder / "kim.zip", "w") as archive:
        archive.writestr("average.py", "y = 2")

    found = load_class(class_folder)
    submission = load(found, "kim")

    assert sorted(file.name for file in submission.files) == ["average.py", "doubling.py"]
    assert submission.student == "kim"


def test_names_in_separate_letters_and_composed_ones_are_one_student_s(class_folder):
    (class_folder / unicodedata.normalize("NFD", "김철수")).mkdir()
    (class_folder / (unicodedata.normalize("NFC", "김철수") + ".py")).write_text("x = 1")

    found = load_class(class_folder)

    assert names_of(found) == ["김철수"]
    assert len(names_by_student(found)["김철수"]) == 2


def test_the_student_is_named_by_the_folder_and_not_by_its_contents(class_folder):
    (class_folder / "kim").mkdir()
    (class_folder / "kim" / "lee.py").write_text("STUDENT = 'lee'")

    submission = load(load_class(class_folder), "kim")

    assert submission.student == "kim"


def test_problems_of_every_item_are_kept(class_folder):
    (class_folder / "kim").mkdir()
    (class_folder / "kim" / "bad.zip").write_bytes(b"no zip")
    (class_folder / "kim.zip").write_bytes(b"no zip either")

    submission = load(load_class(class_folder), "kim")

    assert len(submission.problems) == 2


def test_an_empty_class_is_an_error_with_a_tip(class_folder):
    with pytest.raises(SubmissionError, match="no submissions here"):
        load_class(class_folder)


def test_a_missing_class_folder_is_an_error(tmp_path):
    with pytest.raises(SubmissionError, match="no such folder"):
        load_class(tmp_path / "nowhere")


@pytest.mark.attack
@pytest.mark.parametrize("name", ["a\x1b]0;owned\x07.txt", "a\nb.txt", "a\u202eb.txt"])
def test_names_that_are_left_out_are_clean(class_folder, name):
    (class_folder / "kim.py").write_text("x = 1")
    (class_folder / name).write_text("x")

    (left_out,) = load_class(class_folder).left_out

    assert left_out.isprintable()


@pytest.fixture
def close(monkeypatch):
    """Refuse to open a folder, which the system does not do to root."""

    def closed(folder):
        def refusing(function):
            def opened(path="."):
                if str(path) == str(folder):
                    raise PermissionError(errno.EACCES, "Permission denied", str(path))
                return function(path)

            return opened

        monkeypatch.setattr(os, "listdir", refusing(os.listdir))
        monkeypatch.setattr(os, "scandir", refusing(os.scandir))

    return closed


@pytest.mark.parametrize("others", [["lee"], []], ids=["a class", "the only student"])
def test_only_its_student_is_told_of_a_folder_that_may_not_be_opened(class_folder, close, others):
    for name in ("kim", *others):
        (class_folder / name).mkdir()
        (class_folder / name / "a.py").write_text("x = 1")
    close(class_folder / "kim")

    found = load_class(class_folder)

    assert names_of(found) == ["kim", *others]
    assert problems_of(load(found, "kim")) == "Not read, as these folders may not be opened: kim."
    assert all(load(found, name).files for name in others)


def test_a_class_that_may_not_be_opened_is_an_error_with_the_reason(class_folder, close):
    close(class_folder)

    with pytest.raises(SubmissionError, match=r"cannot be read \(Permission denied\)"):
        load_class(class_folder)


def test_names_that_look_alike_are_shown_with_escapes(class_folder):
    for form in ("NFC", "NFD"):
        (class_folder / unicodedata.normalize(form, "김")).mkdir()

    (note,) = load_class(class_folder).notes

    assert note.values["names"] == r"'\u1100\u1175\u11b7', '\uae40'"


@pytest.mark.attack
@pytest.mark.parametrize(
    "other",
    [
        "lee\x1b[0m",
        "lee\u200b",
        "lee\u00ad",
        "lee ",
        "lee.",
        "LEE",
        "\uff4cee",
        "l\u0435e",
        "lee\n",
    ],
    ids=ascii,
)
def test_a_name_that_only_looks_like_another_s_is_a_student_of_its_own(class_folder, other):
    for name in ("lee", other):
        (class_folder / name).mkdir()
        (class_folder / name / "doubling.py").write_text(f"x = {name!r}")

    found = load_class(class_folder)

    assert len(found.students) == 2
    assert load(found, "lee").files[0].data == b"x = 'lee'"


def test_a_name_that_only_looks_the_same_when_clean_is_told_apart_by_a_number(class_folder):
    for name in ("kim\u200b", "kim\u200c", "kim\N{REPLACEMENT CHARACTER}"):
        (class_folder / name).mkdir()

    found = load_class(class_folder)

    replaced = "kim\N{REPLACEMENT CHARACTER}"
    assert names_by_student(found) == {
        replaced: [replaced],
        f"{replaced} (2)": ["kim\u200b"],
        f"{replaced} (3)": ["kim\u200c"],
    }
