"""A zip's bytes -> its source files: no name is trusted, no size is believed."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest

from grader.submission import archive as archive_module
from grader.submission import loading, skipped
from grader.submission.archive import take_archive
from grader.submission.intake import Allowance, Intake, TooMuchError
from grader.submission.loading import load_submission
from grader.text import MAX_NAME_CHARS
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
    data = zipped([("a/doubling.py", SOURCE)], compression=zipfile.ZIP_DEFLATED)

    files, problems = sources_in(data)

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


def test_a_file_that_is_marked_as_one_is_taken():
    info = zipfile.ZipInfo("doubling.py")
    info.external_attr = (stat.S_IFREG | 0o644) << 16

    assert read([(info, SOURCE)])[0] == ["doubling.py"]


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
    "data",
    [
        b"",
        b"no zip at all",
        b"no zip at all, but longer than the end of one",
        b"PK\x03\x04",
        b"PK\x05\x06" + b"\xff" * 17,  # the end of a zip, cut off
        b"PK\x05\x06" + b"\0" * 8 + b"\1" + b"\0" * 9,  # of a directory that is not there
    ],
)
def test_a_file_that_is_not_a_zip_is_refused_with_a_sentence(data):
    names, said = told(data)

    assert names == []
    assert "work.zip is not a zip file that can be opened" in said


def test_an_accent_is_kept_where_the_zip_says_how_it_is_written():
    assert read([("éa.py", SOURCE)])[0] == ["éa.py"]  # its byte in cp437 begins a Korean letter


def test_a_name_that_only_a_newer_zipfile_decodes_is_kept():
    info = zipfile.ZipInfo("과제.py")  # from an extra field, without the flag for UTF-8

    assert archive_module.decoded_name(info) == "과제.py"


@pytest.mark.attack
@pytest.mark.parametrize("place", [6, 46], ids=["version", "name"])
def test_a_directory_of_another_version_or_with_broken_names_is_a_sentence(place):
    data = bytearray(zipped([("과제.py", SOURCE)]))
    data[data.index(b"PK\x01\x02") + place] = 0xFF

    names, said = told(bytes(data))

    assert names == []
    assert "work.zip is not a zip file that can be opened" in said


@pytest.mark.parametrize("name", [".", "./", "/", "a/.."])
def test_a_name_that_is_no_file_s_costs_the_others_nothing(name):
    info = zipfile.ZipInfo(name)

    assert read([(info, b""), ("doubling.py", SOURCE)])[0] == ["doubling.py"]


def test_a_folder_is_no_source_whatever_it_is_called():
    folder = zipfile.ZipInfo("folder.py/")  # without the mode of a folder, as some tools write it

    assert read([(folder, b""), ("doubling.py", SOURCE)]) == (["doubling.py"], "")


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


@pytest.fixture
def small_files(monkeypatch):
    """Ten bytes for a file, read in blocks of four."""
    monkeypatch.setattr(skipped, "MAX_FILE_BYTES", 10)
    monkeypatch.setattr(archive_module, "_BLOCK", 4)


@pytest.mark.usefixtures("small_files")
@pytest.mark.parametrize(("size", "is_taken"), [(10, True), (11, False)])
def test_a_file_may_be_as_large_as_its_cap(size, is_taken):
    names, said = read([("a.py", b"#" * size)])

    assert names == ["a.py"] * is_taken
    assert ("could not be read" in said) is not is_taken


@pytest.mark.attack
@pytest.mark.usefixtures("small_files")
def test_of_a_file_beyond_its_cap_no_more_is_read_than_shows_it(monkeypatch):
    original, sizes = zipfile.ZipExtFile.read, []

    def counted(*args):
        sizes.append(len(data := original(*args)))
        return data

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)

    names, _ = read([("bomb.py", b"#" * 5000)], compression=zipfile.ZIP_DEFLATED)

    assert (names, sizes) == ([], [4, 4, 4])


@pytest.mark.attack
@pytest.mark.parametrize("size", [8, 30_000_000])  # taken, and refused
def test_a_student_s_allowance_is_enough_to_the_byte(monkeypatch, size):
    data = zipped([("a.py", b"#" * size), ("b.py", b"#")], zipfile.ZIP_DEFLATED)
    allowance = Allowance()
    take_archive(io.BytesIO(data), "work.zip", Intake(allowance))
    needed = skipped.MAX_READ_BYTES - allowance.left_to_read
    assert needed > min(size, skipped.MAX_FILE_BYTES) + 100  # what came out, and what was read

    for missing in (0, 1):
        monkeypatch.setattr(skipped, "MAX_READ_BYTES", needed - missing)
        names, said = told(data)

        assert ("b.py" in names) is not bool(missing)
        assert ("b.py and what comes after it was not read" in said) is bool(missing)


@pytest.mark.attack
def test_all_members_together_are_limited():
    large = b"\0" * skipped.MAX_FILE_BYTES
    most = skipped.MAX_READ_BYTES // skipped.MAX_FILE_BYTES
    entries = [(f"f{n}.py", large) for n in range(most + 2)]

    names, said = read(entries, compression=zipfile.ZIP_DEFLATED)

    assert len(names) < most
    assert f"f{len(names)}.py and what comes after it was not read" in said


@pytest.mark.attack
@pytest.mark.parametrize(("most", "is_read"), [(3, True), (2, False)])
def test_entries_count_for_all_archives_of_a_student(tmp_path, monkeypatch, most, is_read):
    monkeypatch.setattr(skipped, "MAX_ENTRIES", 3 + most)  # the folder and its two archives
    for name, count in (("a.zip", 1), ("b.zip", 2)):
        entries = [(f"f{n}.py", SOURCE) for n in range(count)]
        (tmp_path / name).write_bytes(zipped(entries))

    names = [file.name for file in load_submission(tmp_path).files]

    assert names == ["a/f0.py", *["b/f0.py", "b/f1.py"] * is_read]


@pytest.mark.parametrize("count", [10, 12])
def test_ten_problems_are_told_and_how_many_more_there_are(count):
    entries = [(f"f{n:02}.py", SOURCE) for n in range(count)]
    data = bytearray(zipped(entries, zipfile.ZIP_LZMA))

    _, said = told(bytes(data))

    assert said.count("could not be read") == 10
    assert ("and 2 more" in said) is (count == 12)


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


TEXT = b"".join(b"x%d = %d\n" % (n, n * n) for n in range(50))
HEAD = 30 + len("doubling.py")  # where the first entry's data begin


def pack_into(form: str, place: int, in_directory: int, value: int):
    """Changes a field of the first entry, in its own head and in the directory."""

    def change(data: bytearray) -> None:
        struct.pack_into(form, data, place, value)
        struct.pack_into(form, data, data.index(b"PK\x01\x02") + in_directory, value)

    return change


def flip(place: int):
    """Changes a byte of the first entry's data."""

    def change(data: bytearray) -> None:
        data[place] ^= 0xFF

    return change


def cut_short(data: bytearray) -> None:
    """Says that the first entry is packed into four bytes."""
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 20, 4)


def misspell(data: bytearray) -> None:
    """Makes the first entry's own name one that cannot be decoded."""
    pack_into("<H", 6, 8, 0x800)(data)
    data[30] = 0xFF


@pytest.mark.attack
@pytest.mark.parametrize(
    "harm",
    [
        flip(HEAD),  # the stream begins with a block of an unknown kind
        flip(HEAD + 40),
        cut_short,
        misspell,
        pack_into("<H", 6, 8, 0x41),  # protected in the strong way
        pack_into("<H", 6, 8, 0x20),  # patched data
        *(pack_into("<H", 8, 10, method) for method in (1, 9, 12, 14, 93, 97, 99)),
    ],
)
def test_an_entry_that_is_damaged_or_packed_in_another_way_costs_itself_alone(harm):
    entries = [("doubling.py", TEXT), ("average.py", SOURCE)]
    data = bytearray(zipped(entries, zipfile.ZIP_DEFLATED))
    harm(data)

    names, said = told(bytes(data))

    assert names == ["average.py"]
    assert "doubling.py" in said


@pytest.mark.parametrize(
    ("method", "name"), [(zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "LZMA")]
)
def test_a_way_of_packing_that_is_not_opened_is_named(method, name):
    assert f"packs it in an unusual way ({name})" in read([("a.py", TEXT)], compression=method)[1]


def test_beside_very_many_pictures_the_source_is_read():
    pictures = [(f"hw1/data/{number}.png", b"x") for number in range(6_000)]

    assert read([*pictures, ("hw1/doubling.py", SOURCE)]) == (["hw1/doubling.py"], "")


def test_sources_in_fewer_folders_are_read_before_those_of_libraries():
    many = [(f"a_env/lib/p{number}.py", b"x = 1") for number in range(skipped.MAX_FILES + 50)]

    names, _ = read([*many, ("doubling.py", SOURCE)])

    assert names[0] == "doubling.py"


@pytest.mark.parametrize(
    "name",
    [
        "env/lib/doubling.py",
        "deep/env/Scripts/doubling.py",
        "a/site-packages/doubling.py",
        "node_modules/a/doubling.py",
    ],
)
def test_installed_libraries_in_a_zip_are_passed_over(name):
    marks = [("env/pyvenv.cfg", b""), ("deep/env/pyvenv.cfg", b"")]

    names, _ = read([*marks, (name, SOURCE), ("env/work.py", SOURCE), ("lib/b.py", SOURCE)])

    assert sorted(names) == ["env/work.py", "lib/b.py"]


def test_the_times_in_a_zip_are_kept():
    info = zipfile.ZipInfo("doubling.py", (2026, 11, 20, 9, 30, 0))

    ((file,), _) = sources_in(zipped([(info, SOURCE)]))

    assert file.modified == (2026, 11, 20, 9, 30, 0)


@pytest.mark.attack
@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing_that_may_take_any_memory_are_not_tried(method):
    """An LZMA stream names the size of its dictionary itself, up to 4 GB."""
    names, said = read([("doubling.py", TEXT)], compression=method)

    assert names == []
    assert "doubling.py could not be read" in said


@pytest.mark.attack
def test_entries_that_share_one_place_are_inflated_once(monkeypatch):
    data = zipped([("a.py", b"x = 1\n" * 1000)])
    end = data.rindex(b"PK\x05\x06")
    entry = data[data.index(b"PK\x01\x02") : end]
    many = b"".join(entry.replace(b"a.py", f"{n:04}"[1:].encode() + b".") for n in range(50))
    directory = entry + many
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 51, 51, len(directory), end - len(entry), 0)
    inflated = []
    original = zipfile.ZipFile.open
    monkeypatch.setattr(
        zipfile.ZipFile, "open", lambda *a, **k: inflated.append(1) or original(*a, **k)
    )

    files, _problems = sources_in(data[: end - len(entry)] + directory + tail)

    assert [file.name for file in files] == ["a.py"]
    assert len(inflated) == 1


@pytest.mark.parametrize(("count", "is_read"), [(3, True), (4, False)])
def test_there_may_be_as_many_entries_as_the_most(monkeypatch, count, is_read):
    monkeypatch.setattr(archive_module, "MAX_MEMBERS", 3)

    names, said = read([(f"f{n}.py", SOURCE) for n in range(count)])

    assert len(names) == count * is_read
    assert ("4 entries" in said) is not is_read


def with_large_directory(comment: bytes = b"") -> bytes:
    """A zip of sixty small files whose directory is larger than it may be."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        opened.comment = comment
        for number in range(60):
            info = zipfile.ZipInfo(f"f{number}.py")
            info.comment = b"x" * 60_000
            opened.writestr(info, SOURCE)
    return buffer.getvalue()


def with_zip64_record(data: bytes) -> bytes:
    """The same zip, whose end says of the directory that it is small: Zip64's record says more."""
    end = data.rindex(b"PK\x05\x06")
    count, _, size, offset = struct.unpack_from("<HHLL", data, end + 8)
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    small = struct.pack("<HHLL", 1, 1, 10, offset)
    return data[:end] + record + locator + data[end : end + 8] + small + data[end + 20 :]


class Recording(io.BytesIO):
    """A file that knows the size of each read."""

    def read(self, size=-1):
        data = super().read(size)
        self.sizes = [*getattr(self, "sizes", []), len(data)]
        return data


@pytest.mark.attack
@pytest.mark.parametrize("comment", [b"", b"x" * 65_535], ids=["no comment", "longest comment"])
@pytest.mark.parametrize("change", [bytes, with_zip64_record])
def test_a_directory_that_is_too_large_is_never_read(comment, change):
    file = Recording(change(with_large_directory(comment)))
    intake = Intake(Allowance())

    take_archive(file, "work.zip", intake)

    assert intake.files == []
    assert "far too many entries" in intake.problems[0].text
    assert max(file.sizes) < 100_000


def test_a_small_zip_may_be_one_of_zip64():
    assert told(with_zip64_record(zipped([("doubling.py", SOURCE)]))) == (["doubling.py"], "")


@pytest.mark.parametrize("more", [0, 1])
def test_a_directory_may_be_as_large_as_its_cap(monkeypatch, more):
    data = zipped([("doubling.py", SOURCE)])
    size = len(data) - 22 - data.index(b"PK\x01\x02")  # from the directory to the end's record
    monkeypatch.setattr(archive_module, "MAX_DIRECTORY_BYTES", size - more)

    assert told(data)[0] == ["doubling.py"] * (1 - more)


def test_what_looks_like_the_end_of_a_zip_within_a_file_is_none():
    text = b"x = b'PK\x05\x06" + b"\xff" * 18 + b"'\n"

    assert read([("doubling.py", text)])[0] == ["doubling.py"]


@pytest.mark.attack
def test_thirty_thousand_members_are_refused_with_their_number():
    names, said = read([(f"f{n}.py", b"") for n in range(30_000)])

    assert names == []
    assert "30000 entries" in said


def test_files_above_the_limit_are_not_taken_and_the_first_is_named():
    names, said = read([(f"f{n:04}.py", SOURCE) for n in range(skipped.MAX_FILES + 1)])

    assert len(names) == skipped.MAX_FILES
    assert f"f{skipped.MAX_FILES:04}.py" in said


@pytest.mark.parametrize(
    ("name", "is_taken"),
    [
        ("d/" * (skipped.MAX_DEPTH - 1) + "x.py", True),
        ("d/" * skipped.MAX_DEPTH + "x.py", False),
        ("x" * (MAX_NAME_CHARS - 3) + ".py", True),
        ("x" * (MAX_NAME_CHARS - 2) + ".py", False),
    ],
)
def test_a_name_may_be_as_deep_and_as_long_as_the_most(name, is_taken):
    names, said = read([(name, SOURCE)])

    assert names == [name] * is_taken
    assert ("more than 8 folders" in said) is not is_taken


@pytest.mark.attack
@pytest.mark.parametrize("name", ["a\x1b[31mb.py", "a\nb.py", "a\u202eb.py"])
def test_names_are_cleaned(name):
    ((cleaned,), _) = read([(name, SOURCE)])

    assert cleaned.isprintable()


@pytest.mark.attack
@pytest.mark.parametrize(
    "name", ["a\x1b[31mb.rar", "../a\x1b[31mb.py", "d/" * skipped.MAX_DEPTH + "a\x1b[31mb.py"]
)
def test_names_of_what_is_not_read_are_cleaned(name):
    names, said = read([(name, SOURCE)])

    assert names == []
    assert "ab." in said
    assert said.isprintable()


@pytest.mark.attack
def test_a_zip_s_own_name_is_cleaned_in_messages(tmp_path):
    (tmp_path / "a\x1b[31m.zip").write_bytes(b"no zip")

    (problem,) = load_submission(tmp_path / "a\x1b[31m.zip").problems

    assert all(str(value).isprintable() for value in problem.values.values())


@pytest.mark.parametrize("more", [0, 1])
def test_an_archive_may_be_as_large_as_its_cap(tmp_path, monkeypatch, more):
    path = tmp_path / "work.zip"
    path.write_bytes(zipped([("doubling.py", SOURCE)]))
    monkeypatch.setattr(loading, "MAX_ARCHIVE_BYTES", path.stat().st_size - more)

    submission = load_submission(path)

    assert [file.name for file in submission.files] == ["doubling.py"] * (1 - more)
    assert [problem.values["name"] for problem in submission.problems] == ["work.zip"] * more


@pytest.mark.attack
def test_a_link_to_an_archive_is_not_opened(tmp_path):
    (tmp_path / "real.zip").write_bytes(zipped([("doubling.py", SOURCE)]))
    (tmp_path / "work.zip").symlink_to("real.zip")

    submission = load_submission(tmp_path / "work.zip")

    assert submission.files == ()
    assert "not a plain file" in submission.problems[0].text


@pytest.mark.parametrize(
    ("name", "said_of_it"),
    [
        ("inner.zip", "inner.zip is not a zip file that can be opened."),
        ("work.rar", "Not read: work.rar."),
        ("과제.egg", "Not read: 과제.egg."),
        ("doubling.py.txt", "doubling.py.txt looks like doubling.py: rename it."),
        ("C:\\me\\doubling.py", "leads out of the zip: C:/me/doubling.py."),
        ("../doubling.py", "leads out of the zip: ../doubling.py."),
        ("a/" * 9 + "doubling.py", "more than 8 folders"),
    ],
)
def test_skipped_files_that_may_hold_sources_are_named(name, said_of_it):
    names, said = read([(name, SOURCE), ("average.py", SOURCE)])

    assert names == ["average.py"]
    assert said_of_it in said


def test_a_zip_in_a_zip_is_opened():
    inner = zipped([("doubling.py", SOURCE)])

    names, said = read([("과제/work.zip", inner), ("average.py", SOURCE)])

    assert names == ["average.py", "과제/work/doubling.py"]
    assert said == ""


@pytest.mark.attack
def test_a_zip_in_a_zip_in_a_zip_is_named_and_not_opened():
    innermost = zipped([("doubling.py", SOURCE)])

    names, said = read([("a.zip", zipped([("b.zip", innermost), ("average.py", SOURCE)]))])

    assert names == ["a/average.py"]
    assert "Not read: b.zip." in said


@pytest.mark.attack
def test_zips_in_zips_share_one_allowance(monkeypatch):
    inner = zipped([(f"f{number}.py", SOURCE) for number in range(8)])
    entries = [(f"{number}.zip", inner) for number in range(8)]
    assert len(read(entries)[0]) == 64

    monkeypatch.setattr(skipped, "MAX_FILES", 20)

    with pytest.raises(TooMuchError):
        take_archive(io.BytesIO(zipped(entries)), "work.zip", Intake(Allowance()))


@pytest.mark.attack
def test_an_inner_zip_that_unpacks_to_too_much_is_named(monkeypatch):
    monkeypatch.setattr(skipped, "MAX_FILE_BYTES", 500)
    inner = zipped([("doubling.py", b"#" * 600)])

    names, said = read([("a.zip", inner), ("average.py", SOURCE)], compression=zipfile.ZIP_DEFLATED)

    assert names == ["average.py"]
    assert "a.zip could not be read: it is larger" in said


@pytest.mark.attack
@pytest.mark.parametrize("name", ["../doubling.py", "/doubling.py", "C:\\doubling.py"])
def test_no_name_in_an_inner_zip_leads_out_of_it(name):
    names, said = read([("a/b.zip", zipped([(name, SOURCE)])), ("average.py", SOURCE)])

    assert names == ["average.py"]
    assert "leads out of the zip" in said


def test_without_sources_every_skipped_file_but_those_of_tools_is_named():
    entries = ["a.pdf", "b.png", "c.docx", "d.csv", "e.txt", "f.md", "__MACOSX/._a.pdf", "g/"]

    names, said = read([(name, b"x") for name in entries])

    assert names == []
    assert "Not read: a.pdf, b.png, c.docx, d.csv, e.txt …." in said


@pytest.mark.parametrize(("count", "more"), [(5, "."), (6, " ….")])
def test_five_skipped_files_are_named_and_of_more_the_first_five(count, more):
    letters = "abcdef"[:count]

    _, said = read([(f"{letter}.pdf", b"x") for letter in letters])

    assert f"Not read: a.pdf, b.pdf, c.pdf, d.pdf, e.pdf{more}" in said
