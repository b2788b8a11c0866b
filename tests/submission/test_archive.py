"""A zip's bytes -> its source files: no name is trusted, no size is believed."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest

from grader.submission import skipped
from grader.submission.loading import load_submission
from tests.submission.conftest import sources_in

SOURCE = b"x = 1\n"


def zipped(entries, compression: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of `(name or ZipInfo, data)` pairs."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as opened:
        for name, data in entries:
            opened.writestr(name, data)
    return buffer.getvalue()


def read(entries, **options):
    """The names, the problems' text and the files of a zip of these entries."""
    return told(zipped(entries, **options))


def told(data: bytes):
    """The names and the problems' text of a zip's bytes."""
    files, problems = sources_in(data)
    said = " ".join(problem.text.format(**problem.values) for problem in problems)
    return [file.name for file in files], said


def test_the_bytes_come_as_they_were():
    files, problems = sources_in(
        zipped([("a/doubling.py", SOURCE)], compression=zipfile.ZIP_DEFLATED)
    )

    assert [(file.name, file.data) for file in files] == [("a/doubling.py", SOURCE)]
    assert problems == []


def test_korean_names_are_kept():
    assert read([("과제/합성곱.py", SOURCE)])[0] == ["과제/합성곱.py"]


@pytest.mark.parametrize("encoding", ["cp949", "utf-8"])
def test_korean_names_of_other_systems_are_read(encoding):
    raw = "과제.py".encode(encoding)  # as Windows and macOS write it, without the flag for UTF-8
    placeholder = "x" * len(raw)
    info = zipfile.ZipInfo(placeholder)

    data = zipped([(info, SOURCE)]).replace(placeholder.encode(), raw)

    assert told(data)[0] == ["과제.py"]


@pytest.mark.attack
@pytest.mark.parametrize(
    "name",
    [
        "../up.py",
        "a/../../up.py",
        "/etc/absolute.py",
        "//host/share.py",
        "C:/windows.py",
        "C:\\windows.py",
        "..\\up.py",
        "a\\..\\..\\up.py",
        "\\absolute.py",
    ],
)
def test_a_name_that_leads_out_of_the_zip_is_not_taken(name):
    names, _ = read([(name, SOURCE), ("doubling.py", SOURCE)])

    assert names == ["doubling.py"]


def test_backslashes_are_folders():
    info = zipfile.ZipInfo("placeholder.py")
    info.filename = "week1\\doubling.py"

    assert read([(info, SOURCE)])[0] == ["week1/doubling.py"]


@pytest.mark.attack
@pytest.mark.parametrize(
    "mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK]
)
def test_a_member_that_is_not_a_regular_file_is_not_taken(mode):
    info = zipfile.ZipInfo("link.py")
    info.external_attr = (mode | 0o644) << 16

    names, _ = read([(info, b"/etc/passwd"), ("doubling.py", SOURCE)])

    assert names == ["doubling.py"]


@pytest.mark.parametrize(
    "name",
    [
        "__MACOSX/._doubling.py",
        "a/__MACOSX/doubling.py",
        "._doubling.py",
        ".git/x.py",
        "__pycache__/doubling.py",
        "notes.txt",
        "folder.py/",
    ],
)
def test_files_of_tools_and_notes_are_skipped_in_silence(name):
    names, said = read([(name, SOURCE), ("doubling.py", SOURCE)])

    assert names == ["doubling.py"]
    assert said == ""


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", ["doubling.py", "Doubling.PY", "DOUBLING.py"])
def test_of_two_members_of_one_name_the_first_is_taken_with_a_message(second):
    files, problems = sources_in(zipped([("doubling.py", b"first"), (second, b"second")]))

    assert [file.data for file in files] == [b"first"]
    assert "twice" in problems[0].text


def test_an_encrypted_member_is_named_and_the_others_are_read():
    data = bytearray(zipped([("doubling.py", SOURCE), ("average.py", SOURCE)]))
    data[6] |= 1  # the flag in the first entry's own head
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and in the central directory

    names, said = told(bytes(data))

    assert names == ["average.py"]
    assert "doubling.py is protected by a password" in said


@pytest.mark.parametrize(
    "data", [b"", b"no zip at all", b"PK\x03\x04", b"PK\x05\x06" + b"\xff" * 18]
)
def test_a_file_that_is_not_a_zip_is_refused_with_a_sentence(data):
    names, said = told(data)

    assert names == []
    assert "work.zip is not a zip file that can be opened" in said or "far too many entries" in said


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_zip_that_was_cut_off_is_refused_with_a_sentence(share):
    whole = zipped([("doubling.py", SOURCE * 100), ("average.py", SOURCE * 100)])

    names, said = told(whole[: int(len(whole) * share)])

    assert names == []
    assert "work.zip" in said


# -- bombs and lies


@pytest.mark.attack
def test_a_member_that_unpacks_to_more_than_the_limit_is_named_and_the_others_are_read():
    bomb = b"\0" * (skipped.MAX_FILE_BYTES + 1)

    names, said = read(
        [("bomb.py", bomb), ("doubling.py", SOURCE)], compression=zipfile.ZIP_DEFLATED
    )

    assert names == ["doubling.py"]
    assert "bomb.py could not be read" in said


@pytest.mark.attack
def test_all_members_together_are_limited():
    large = b"\0" * skipped.MAX_FILE_BYTES
    most = skipped.MAX_READ_BYTES // skipped.MAX_FILE_BYTES

    names, said = read(
        [(f"f{n}.py", large) for n in range(most + 2)], compression=zipfile.ZIP_DEFLATED
    )

    assert len(names) < most
    assert f"f{len(names)}.py and what comes after it was not read" in said


@pytest.mark.attack
@pytest.mark.parametrize("claimed", [0, 1, 2**32 - 2])
def test_the_size_that_a_member_claims_is_not_believed(claimed):
    data = bytearray(zipped([("bomb.py", b"\0" * 3_000_000)], zipfile.ZIP_DEFLATED))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, claimed)

    files, problems = sources_in(bytes(data))

    assert all(len(file.data) <= skipped.MAX_FILE_BYTES for file in files)
    assert files or problems


@pytest.mark.attack
@pytest.mark.parametrize("offset", [1, 10_000, 2**32 - 2])
def test_a_central_directory_that_points_elsewhere_is_no_crash(offset):
    data = bytearray(zipped([("doubling.py", SOURCE)]))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 42, offset)

    names, said = told(bytes(data))

    assert names == []
    assert said


@pytest.mark.attack
def test_a_name_that_differs_between_directory_and_member_is_no_crash():
    data = bytearray(zipped([("doubling.py", SOURCE)]))
    data[30:41] = b"../evil.py\0"

    names, said = told(bytes(data))

    assert names == []
    assert said


@pytest.mark.attack
def test_a_wrong_checksum_is_named():
    data = bytearray(zipped([("doubling.py", SOURCE)]))
    data[30 + len("doubling.py")] ^= 0xFF

    names, said = told(bytes(data))

    assert names == []
    assert "doubling.py" in said


@pytest.mark.attack
@pytest.mark.parametrize("method", [9, 12, 14, 97, 99])
def test_an_unknown_compression_method_is_no_crash(method):
    data = bytearray(zipped([("doubling.py", SOURCE * 50), ("average.py", SOURCE)]))
    struct.pack_into("<H", data, 8, method)
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 10, method)

    names, said = told(bytes(data))

    assert "doubling.py" not in names
    assert said


@pytest.mark.attack
def test_ten_thousand_members_are_refused_with_their_number():
    names, said = read([(f"f{n}.py", b"") for n in range(10_000)])

    assert names == []
    assert "10000 entries" in said


def test_files_above_the_limit_are_not_taken_and_the_first_is_named():
    names, said = read([(f"f{n:04}.py", SOURCE) for n in range(skipped.MAX_FILES + 1)])

    assert len(names) == skipped.MAX_FILES
    assert f"f{skipped.MAX_FILES:04}.py" in said


@pytest.mark.parametrize("name", ["d/" * (skipped.MAX_DEPTH + 1) + "x.py", "x" * 300 + ".py"])
def test_a_name_too_deep_or_too_long_is_not_taken(name):
    assert read([(name, SOURCE)])[0] == []


@pytest.mark.attack
@pytest.mark.parametrize("name", ["a\x1b[31mb.py", "a\nb.py", "a\u202eb.py"])
def test_names_are_cleaned(name):
    ((cleaned,), _) = read([(name, SOURCE)])

    assert cleaned.isprintable()


@pytest.mark.attack
def test_a_zip_s_own_name_is_cleaned_in_messages(tmp_path):
    (tmp_path / "a\x1b[31m.zip").write_bytes(b"no zip")

    (problem,) = load_submission(tmp_path / "a\x1b[31m.zip").problems

    assert all(str(value).isprintable() for value in problem.values.values())


def test_a_zip_larger_than_its_limit_is_not_read(tmp_path):
    path = tmp_path / "huge.zip"
    with path.open("wb") as file:
        file.truncate(skipped.MAX_ARCHIVE_BYTES + 1)

    submission = load_submission(path)

    assert submission.files == ()
    assert submission.problems[0].values["name"] == "huge.zip"


@pytest.mark.parametrize(
    ("name", "said_of_it"),
    [
        ("inner.zip", "Not read: inner.zip."),
        ("work.rar", "Not read: work.rar."),
        ("과제.egg", "Not read: 과제.egg."),
        ("doubling.py.txt", "Not read: doubling.py.txt."),
        ("C:\\me\\doubling.py", "leads out of the zip: C:/me/doubling.py."),
        ("../doubling.py", "leads out of the zip: ../doubling.py."),
        ("a/" * 9 + "doubling.py", "more than 8 folders"),
    ],
)
def test_skipped_files_that_may_hold_sources_are_named(name, said_of_it):
    names, said = read([(name, SOURCE), ("average.py", SOURCE)])

    assert names == ["average.py"]
    assert said_of_it in said


def test_without_sources_every_skipped_file_but_those_of_tools_is_named():
    entries = ["a.pdf", "b.png", "c.docx", "d.csv", "e.txt", "f.md", "__MACOSX/._a.pdf", "g/"]

    names, said = read([(name, b"x") for name in entries])

    assert names == []
    assert "Not read: a.pdf, b.png, c.docx, d.csv, e.txt …." in said
