"""A class in one zip: read like a folder, and nothing in it can reach outside."""

from __future__ import annotations

import stat
import zipfile

import pytest

from grader.errors import SubmissionError
from grader.submission import class_archive
from grader.submission.class_archive import opened_class
from grader.submission.class_folder import load_attempt, load_class


@pytest.fixture
def pack(tmp_path):
    """Packs entries (a name or a ZipInfo -> bytes) and gives the path of the zip."""

    def made(entries):
        path = tmp_path / "class.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in entries:
                archive.writestr(name, data)
        return path

    return made


def test_a_class_in_a_zip_is_read_like_a_folder(pack):
    path = pack([("kim/a.py", b"x = 1"), ("lee.py", b"y = 2"), ("notes.pdf", b"%PDF")])

    with opened_class(path) as (folder, left_out):
        found = load_class(folder)
        (data,) = (f.data for f in load_attempt("kim", found.students[0].attempts[0]).files)

    assert [student.name for student in found.students] == ["kim", "lee"]
    assert data == b"x = 1"
    assert left_out == ["notes.pdf"]
    assert not folder.exists()


def test_a_folder_is_given_back_as_it_is(tmp_path):
    with opened_class(tmp_path) as opened:
        assert opened == (tmp_path, [])


def test_nobody_else_may_enter_what_was_unpacked(pack):
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
def test_no_entry_lands_outside_and_each_is_named(pack, tmp_path, name):
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    path = pack([(name, b"/etc/passwd"), ("kim.py", b"x")])

    with opened_class(path) as (folder, left_out):
        inside = [found.name for found in folder.rglob("*") if not found.is_dir()]

    assert inside == ["kim.py"]
    assert len(left_out) == 1
    assert {found for found in tmp_path.rglob("*") if found.is_file()} == before | {path}


@pytest.mark.attack
def test_an_entry_that_is_too_large_is_left_behind_and_named(pack, monkeypatch):
    monkeypatch.setattr(class_archive, "MAX_ARCHIVE_BYTES", 1000)
    path = pack([("bomb.py", b"0" * 5_000_000), ("kim.py", b"x")])

    with opened_class(path) as (folder, left_out):
        assert [found.name for found in folder.iterdir()] == ["kim.py"]

    assert left_out == ["bomb.py"]


@pytest.mark.attack
def test_the_second_entry_of_a_name_is_left_behind(pack):
    with pytest.warns(UserWarning, match="Duplicate"):
        path = pack([("kim.py", b"first"), ("kim.py", b"second")])

    with opened_class(path) as (folder, left_out):
        assert (folder / "kim.py").read_bytes() == b"first"

    assert left_out == ["kim.py"]


@pytest.mark.attack
def test_a_file_that_is_also_a_folder_costs_nobody_else_anything(pack):
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
