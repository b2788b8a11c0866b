"""A class in one zip: read like a folder, and nothing in it can reach outside."""

from __future__ import annotations

import random
import stat
import zipfile

import pytest

from grader.errors import SubmissionError
from grader.submission import skipped
from grader.submission.class_archive import opened_class
from grader.submission.class_folder import load_class
from tests.submission.conftest import load, problems_of


@pytest.fixture
def pack(tmp_path):
    """Pack members (a name or a ZipInfo -> bytes); give the path of the zip."""

    def made(members):
        path = tmp_path / "class.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members:
                archive.writestr(name, data)
        return path

    return made


def test_a_class_in_a_zip_is_read_like_a_folder(pack):
    path = pack([("kim/a.py", b"x = 1"), ("lee.py", b"y = 2"), ("notes.pdf", b"%PDF")])

    with opened_class(path) as (folder, unread):
        found = load_class(folder)
        (file,) = load(found, "kim").files

    assert [student.name for student in found.students] == ["kim", "lee"]
    assert file.data == b"x = 1"
    assert [*found.left_out, *unread] == ["notes.pdf"]
    assert not folder.exists()


def test_a_folder_is_read_in_place(tmp_path):
    with opened_class(tmp_path) as opened:
        assert opened == (tmp_path, [])


def test_the_unpacked_folder_is_private(pack):
    with opened_class(pack([("kim.py", b"x")])) as (folder, _):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def link(name):
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.attack
@pytest.mark.parametrize(
    "name",
    [
        "../up.py",
        "/abs.py",
        "a/../../up.py",
        "..\\up.py",
        "C:\\x.py",
        "a/" * 20 + "a.py",
        link("l.py"),
    ],
)
def test_no_member_is_written_outside_and_each_is_named(pack, tmp_path, name):
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    path = pack([(name, b"/etc/passwd"), ("kim.py", b"x")])

    with opened_class(path) as (folder, left_out):
        inside = [found.name for found in folder.rglob("*") if not found.is_dir()]

    assert inside == ["kim.py"]
    assert len(left_out) == 1
    assert {found for found in tmp_path.rglob("*") if found.is_file()} == before | {path}


@pytest.mark.attack
@pytest.mark.parametrize("name", ["bomb.py", "bomb.zip"])
def test_a_member_that_is_too_large_is_left_out_by_name(pack, name):
    path = pack([(name, bytes(skipped.MAX_FILE_BYTES + 1)), ("kim.py", b"x")])

    with opened_class(path) as (folder, left_out):
        assert [found.name for found in folder.iterdir()] == ["kim.py"]

    assert left_out == [name]


def test_a_large_archive_that_was_packed_once_more_is_unpacked(pack):
    data = random.Random(1).randbytes(skipped.MAX_FILE_BYTES + 1)

    with opened_class(pack([("kim.zip", data)])) as (folder, left_out):
        assert (folder / "kim.zip").read_bytes() == data

    assert left_out == []


@pytest.mark.attack
def test_the_second_member_of_a_name_is_left_out(pack):
    with pytest.warns(UserWarning, match="Duplicate"):
        path = pack([("kim.py", b"first"), ("kim.py", b"second")])

    with opened_class(path) as (folder, left_out):
        assert (folder / "kim.py").read_bytes() == b"first"

    assert left_out == ["kim.py"]


@pytest.mark.attack
def test_a_file_that_is_also_a_folder_harms_no_other_student(pack):
    path = pack([("a.py", b"x"), ("a.py/b.py", b"y"), ("kim.py", b"z")])

    with opened_class(path) as (folder, left_out):
        assert sorted(found.name for found in folder.iterdir()) == ["a.py", "kim.py"]

    assert left_out == ["a.py/b.py"]


def test_a_zip_that_cannot_be_opened_gets_a_sentence(tmp_path):
    (tmp_path / "class.zip").write_bytes(b"PK no zip")

    with (
        pytest.raises(SubmissionError, match="cannot be opened"),
        opened_class(tmp_path / "class.zip"),
    ):
        pass


def test_a_student_of_an_empty_or_unreadable_folder_is_in_the_class(pack):
    path = pack([("kim/a.py", b"x"), ("lee/work.rar", b"Rar!"), ("park/", b""), ("choi.7z", b"7z")])

    with opened_class(path) as (folder, unread):
        found = load_class(folder)
        problems = {s.name: problems_of(load(found, s.name)) for s in found.students}

    assert list(problems) == ["choi", "kim", "lee", "park"]
    assert "work.rar" in problems["lee"]
    assert "choi.7z" in problems["choi"]
    assert unread == []


@pytest.mark.parametrize(
    ("names", "students"),
    [
        (["submissions/kim/a.py", "submissions/lee.zip"], ["kim", "lee"]),
        (["class/kim.py", "class/lee.py"], ["kim", "lee"]),  # the zip is called class.zip
        (["kim/a.py", "kim/b.py"], ["kim"]),
        (["submissions/kim/a.py", "lee.py"], ["lee", "submissions"]),
    ],
)
def test_a_folder_that_was_packed_as_a_whole_is_the_class(pack, names, students):
    path = pack([(name, b"") for name in names])

    with opened_class(path) as (folder, _):
        found = load_class(folder)

    assert [student.name for student in found.students] == students


def test_clones_in_a_zip_are_recognised(pack):
    names = ["hw-kim/a.py", "hw-kim/.git/HEAD", "hw-lee/a.py", "hw-lee/.git/config"]

    with opened_class(pack([(name, b"x") for name in names])) as (folder, unread):
        found = load_class(folder)

    assert (found.layout, [s.name for s in found.students]) == ("github", ["kim", "lee"])
    assert unread == []


def test_the_folder_that_macos_adds_is_named_once(pack):
    names = ["kim/a.py", "kim/.DS_Store", "__MACOSX/kim/._a.py", "__MACOSX/kim/._b.py"]

    with opened_class(pack([(name, b"x") for name in names])) as (_, unread):
        assert unread == ["__MACOSX"]


@pytest.mark.attack
def test_a_damaged_second_member_leaves_the_first_alone(pack):
    with pytest.warns(UserWarning, match="Duplicate"):
        path = pack([("kim.py", b"first"), ("kim.py", b"second")])
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1  # protected by a password, it says
    path.write_bytes(data)

    with opened_class(path) as (folder, _):
        assert (folder / "kim.py").read_bytes() == b"first"
