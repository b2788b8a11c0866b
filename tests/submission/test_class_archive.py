"""A class in one zip: read like a folder, and nothing in it can reach outside."""

from __future__ import annotations

import random
import stat
import zipfile
from typing import Self

import pytest

from grader.errors import SubmissionError
from grader.submission import class_archive, skipped
from grader.submission.class_archive import opened_class
from grader.submission.class_folder import load_class
from tests.submission.conftest import load, problems_of


class Here:
    """A reader that reads in this process, where tests can change the caps."""

    def __init__(self, *_: object, **_named: object) -> None:
        self.unpack_class = class_archive.unpack

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    monkeypatch.setattr(class_archive, "Reader", Here)


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


@pytest.mark.parametrize("name", ["class", "class.zip"])
def test_a_folder_is_read_in_place(tmp_path, name):
    (tmp_path / name).mkdir()

    with opened_class(tmp_path / name) as opened:
        assert opened == (tmp_path / name, [])


def test_what_is_no_zip_by_its_name_or_not_there_is_given_back_as_it_is(tmp_path, pack):
    renamed = pack([("kim.py", b"x")]).rename(tmp_path / "class.txt")

    for path in (renamed, tmp_path / "missing.zip"):
        with opened_class(path) as opened:
            assert opened == (path, [])


def test_a_zip_may_be_called_in_capitals(tmp_path, pack):
    path = pack([("kim.py", b"x")]).rename(tmp_path / "CLASS.ZIP")

    with opened_class(path) as (folder, _):
        assert [found.name for found in folder.iterdir()] == ["kim.py"]


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
        "{here}/abs.py",
        "a/../../up.py",
        "..\\up.py",
        "C:\\x.py",
        "a/" * 20 + "a.py",
        link("l.py"),
    ],
)
def test_no_member_is_written_outside_and_each_is_named(pack, tmp_path, name):
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    name = name.format(here=tmp_path) if isinstance(name, str) else name
    path = pack([(name, b"/etc/passwd"), ("kim.py", b"x")])

    with opened_class(path) as (folder, left_out):
        inside = [found.name for found in folder.rglob("*") if not found.is_dir()]

    assert inside == ["kim.py"]
    assert len(left_out) == 1
    assert {found for found in tmp_path.rglob("*") if found.is_file()} == before | {path}


@pytest.mark.attack
def test_a_member_that_is_too_large_is_left_out_by_name(pack, monkeypatch):
    monkeypatch.setattr(class_archive, "MAX_MEMBER_BYTES", 1000)
    path = pack([("bomb.py", b"0" * 5_000_000), ("kim.py", b"x")])

    with opened_class(path) as (folder, left_out):
        assert [found.name for found in folder.iterdir()] == ["kim.py"]

    assert left_out == ["bomb.py"]


@pytest.mark.attack
@pytest.mark.parametrize(
    ("name", "letters", "is_taken"),
    [
        ("kim.py", 1, False),
        ("kim.zip", 1, False),  # what is packed does not become a tenth when it is packed again
        ("kim.zip", 200, True),
        ("kim.py", 200, True),  # and will be called too large when it is read
    ],
)
def test_only_what_hardly_shrinks_may_be_larger_than_a_source(
    pack, monkeypatch, name, letters, is_taken
):
    monkeypatch.setattr(skipped, "MAX_FILE_BYTES", 1000)
    drawn = random.Random(1)
    data = bytes(drawn.randrange(letters) for _ in range(5000))

    with opened_class(pack([(name, data)])) as (folder, left_out):
        assert [found.name for found in folder.iterdir()] == [name] * is_taken

    assert left_out == [name] * (not is_taken)


@pytest.mark.parametrize(("size", "is_taken"), [(1000, True), (1001, False)])
def test_an_entry_may_be_as_large_as_its_cap(pack, monkeypatch, size, is_taken):
    monkeypatch.setattr(class_archive, "MAX_MEMBER_BYTES", 1000)

    with opened_class(pack([("kim.py", b"#" * size)])) as (folder, left_out):
        assert [found.read_bytes() for found in folder.iterdir()] == [b"#" * size] * is_taken
        assert left_out == ["kim.py"] * (not is_taken)


@pytest.mark.attack
def test_all_entries_together_are_as_large_as_their_cap_and_no_more(pack, monkeypatch):
    monkeypatch.setattr(class_archive, "MAX_BYTES", 10)
    path = pack([("a.py", b"#" * 6), ("b.py", b"#" * 4), ("c.py", b"#"), ("d.py", b"")])

    with opened_class(path) as (folder, left_out):
        assert sorted(found.name for found in folder.iterdir()) == ["a.py", "b.py", "d.py"]

    assert left_out == ["c.py"]


@pytest.mark.attack
def test_of_an_entry_that_is_too_large_no_more_is_unpacked_than_shows_it(pack, monkeypatch):
    monkeypatch.setattr(class_archive, "MAX_MEMBER_BYTES", 1000)
    monkeypatch.setattr(class_archive, "_BLOCK", 100)
    read, sizes = zipfile.ZipExtFile.read, []

    def counted(*args):
        sizes.append(len(data := read(*args)))
        return data

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)

    with opened_class(pack([("bomb.py", b"0" * 50_000)])) as (_, left_out):
        assert left_out == ["bomb.py"]

    assert sum(sizes) == 1100


def test_of_what_nobody_reads_only_the_name_is_kept(pack):
    entries = [("kim/notes.pdf", b"%PDF"), ("kim/A.PY", b"x = 1"), ("kim/b.zip", b"PK")]

    with opened_class(pack(entries)) as (folder, _):
        sizes = {found.name: found.stat().st_size for found in folder.rglob("*.*")}

    assert sizes == {"notes.pdf": 0, "A.PY": 5, "b.zip": 2}


@pytest.mark.attack
def test_what_comes_after_the_most_entries_is_named_and_not_unpacked(pack, monkeypatch):
    monkeypatch.setattr(class_archive, "MAX_MEMBERS", 2)
    path = pack([(name, b"x") for name in ("a.py", "b.py", "c\x07.py", "d.py")])

    with opened_class(path) as (folder, left_out):
        assert sorted(found.name for found in folder.iterdir()) == ["a.py", "b.py"]

    assert len(left_out) == 2
    assert all(name.isprintable() for name in left_out)


@pytest.mark.parametrize(("depth", "is_taken"), [(12, True), (13, False)])
def test_an_entry_may_lie_as_deep_as_the_most(pack, depth, is_taken):
    name = "a/" * (depth - 1) + "kim.py"

    with opened_class(pack([(name, b"x"), ("lee.py", b"x")])) as (folder, left_out):
        assert (folder / name).is_file() is is_taken

    assert left_out == [name] * (not is_taken)


@pytest.mark.attack
@pytest.mark.parametrize("name", ["x" * 253 + ".py", "가" * 85 + ".py", ":.py", "a/b:/c.py"])
def test_a_name_that_no_file_can_have_costs_itself_alone(pack, name):
    with opened_class(pack([(name, b"x"), ("kim.py", b"x")])) as (folder, left_out):
        assert [found.name for found in folder.rglob("*.py")] == ["kim.py"]

    assert len(left_out) == 1


@pytest.mark.attack
@pytest.mark.parametrize("name", ["../a\x07.py", "a/" * 20 + "a\x07.py", ".a\x07/kim.py"])
def test_names_of_what_is_left_behind_are_cleaned(pack, name):
    with opened_class(pack([(name, b"x"), ("kim.py", b"x")])) as (_, left_out):
        (named,) = left_out

    assert named.isprintable()


@pytest.mark.attack
def test_the_name_of_a_damaged_entry_is_cleaned(pack):
    path = pack([("a\x07.py", b"x = 1"), ("kim.py", b"x")])
    _protect_first(path)

    with opened_class(path) as (folder, left_out):
        assert [found.name for found in folder.iterdir()] == ["kim.py"]

    (named,) = left_out
    assert named.isprintable()


def _protect_first(path):
    """Says of the first entry that it is protected by a password."""
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)


@pytest.mark.attack
@pytest.mark.parametrize("place", [30 + len("lee.py"), 30], ids=["data", "name"])
def test_a_damaged_entry_costs_itself_alone(pack, place):
    path = pack([("lee.py", b"x = 1\n" * 20), ("kim.py", b"x")])
    data = bytearray(path.read_bytes())
    data[place] ^= 0xFF
    path.write_bytes(data)

    with opened_class(path) as (folder, left_out):
        assert [found.name for found in folder.iterdir()] == ["kim.py"]

    assert left_out == ["lee.py"]


@pytest.mark.attack
@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing_that_may_take_any_memory_are_not_tried(tmp_path, method):
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("kim.py", b"x = 1")

    with opened_class(path) as (folder, left_out):
        assert list(folder.iterdir()) == []

    assert left_out == ["kim.py"]


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


@pytest.mark.attack
def test_a_folder_that_is_also_a_file_costs_nobody_else_anything(pack):
    path = pack([("a.py", b"x"), ("a.py/", b""), ("kim.py", b"z")])

    with opened_class(path) as (folder, left_out):
        assert sorted(found.name for found in folder.iterdir()) == ["a.py", "kim.py"]

    assert left_out == []


def test_a_zip_that_cannot_be_opened_gets_a_sentence(tmp_path):
    (tmp_path / "class.zip").write_bytes(b"PK no zip")

    with (
        pytest.raises(SubmissionError, match="cannot be opened"),
        opened_class(tmp_path / "class.zip"),
    ):
        pass


@pytest.mark.parametrize("place", [6, 46], ids=["version", "name"])
def test_a_directory_of_another_version_or_with_broken_names_gets_a_sentence(pack, place):
    path = pack([("김.py", b"x")])
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + place] = 0xFF
    path.write_bytes(data)

    with pytest.raises(SubmissionError, match="cannot be opened"), opened_class(path):
        pass


def test_a_zip_that_the_system_does_not_open_gets_a_sentence(pack, monkeypatch):
    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    path = pack([("kim.py", b"x")])
    monkeypatch.setattr(zipfile, "ZipFile", refuse)

    with pytest.raises(SubmissionError, match="Permission denied"), opened_class(path):
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
        (["kim/"], ["kim"]),  # who handed in nothing
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


def test_hidden_entries_are_not_unpacked_and_named_where_they_are_somebody_s(pack):
    names = [".git/HEAD", ".hidden/kim.py", ".hidden/lee.py", "kim/a.py", "kim/.cache/b.py"]

    with opened_class(pack([(name, b"x") for name in names])) as (folder, unread):
        assert [found.name for found in folder.rglob("*")] == ["kim", "a.py"]

    assert unread == [".git", ".hidden"]


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
