"""Files that are made to cost much are read within bounds; without the caps they end the reader."""

from __future__ import annotations

import itertools
import json
import shutil
import sys
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import pytest

from grader.errors import SubmissionError
from grader.submission import archive, loading, skipped
from grader.submission import reader as reader_module
from grader.submission.archive import DirectoryTooLargeError, Metered
from grader.submission.class_archive import opened_class
from grader.submission.class_folder import load_class
from grader.submission.intake import Allowance, Intake, TooMuchError
from grader.submission.layouts import entries
from grader.submission.reader import Bounds, Reader
from tests.submission import costly
from tests.submission.conftest import problems_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [
    pytest.mark.attack,
    pytest.mark.skipif(sys.platform != "linux", reason="limits on memory are Linux's"),
]

# for the controls: what is read has to fit into much less than a submission may cost
TIGHT = Bounds(cpu_seconds=1, wall_seconds=60, memory_mb=256)
HASTY = Bounds(cpu_seconds=60, wall_seconds=2, memory_mb=256)
COUNTS = ("MAX_READ_BYTES", "MAX_KEPT_BYTES", "MAX_ENTRIES", "MAX_FILES", "MAX_MEMBERS")
WHOLE = (
    "import grader.submission.loading as loading; loading._take_source = "
    "lambda file, name, intake: intake.keep(name, file.read())"
)
NO_DIRECTORY_CAP = (
    "import grader.submission.archive as archive; archive.Metered = lambda file, most, spend: file"
)
UNLOCKED = "loading._opened = lambda path: open(path, 'rb')"
INTO_GIT = "import grader.submission.loading as loading; loading._may_hold_work = lambda _: True"


class Attack(NamedTuple):
    """One way to cost much.

    Attributes:
        make: fills a student's folder.
        told: part of what the student is told; nothing where only the reader noticed.
        lifted: names of the caps without which it ends the reader.
        code: further Python that takes a cap away.
    """

    make: Callable[[Path], None]
    told: str
    lifted: tuple[str, ...] = ()
    code: str = ""
    bounds: Bounds = TIGHT


ATTACKS = {
    "equal archives": Attack(costly.equal_archives, "00/b9.py and what comes after", COUNTS),
    "archives in .git": Attack(costly.archives_in_git, "", COUNTS, INTO_GIT),
    "many members": Attack(
        costly.many_members, "many.zip holds far too many", COUNTS, NO_DIRECTORY_CAP
    ),
    "doubled end record": Attack(
        costly.doubled_end_record, "doubled.zip holds far too many", COUNTS, NO_DIRECTORY_CAP
    ),
    "zip64 record": Attack(
        costly.zip64_record, "zip64.zip holds far too many", COUNTS, NO_DIRECTORY_CAP
    ),
    "overlapping members": Attack(costly.overlapping_members, "0000.py could not be read", COUNTS),
    "members of no bytes": Attack(costly.unpacks_to_nothing, "and what comes after", COUNTS),
    "long names": Attack(
        costly.long_names,
        "below more than 8 folders",
        ("MAX_NAME_CHARS",),
        "import grader.text; grader.text.clean = str",  # which bounds the marks on one letter
    ),
    "many cells": Attack(costly.many_cells, "", ("MAX_FILE_BYTES",), WHOLE),
    "cells beside pictures": Attack(
        costly.cells_beside_a_picture, "", ("MAX_FILE_BYTES", "MAX_NOTEBOOK_BYTES"), WHOLE
    ),
    "one long string": Attack(
        costly.one_long_string,
        "string.ipynb could not be read",
        ("MAX_FILE_BYTES", "MAX_NOTEBOOK_BYTES"),
        WHOLE,
    ),
    "sparse files": Attack(
        costly.sparse_files,
        "sparse.zip could not be read: it is larger than 1024 MB",
        ("MAX_FILE_BYTES", "MAX_ARCHIVE_BYTES"),
        WHOLE,
    ),
    "pipes, links and devices": Attack(
        costly.no_files, "pipe.py could not be read", (), f"{INTO_GIT}; {UNLOCKED}", HASTY
    ),
}


@pytest.fixture
def handed_in(tmp_path):
    """A student's folder with an honest source."""
    folder = tmp_path / "kim"
    folder.mkdir()
    (folder / "a_doubling.py").write_bytes(costly.SOURCE)
    return folder


def careless(attack: Attack) -> type[Reader]:
    """A reader without the caps that stop an attack."""
    lift = (
        "import sys, grader.submission.reader_process; "
        f"[setattr(module, name, 2**50) for name in {attack.lifted} "
        "for module in list(sys.modules.values()) "
        "if module.__name__.startswith('grader.') and hasattr(module, name)]"
    )
    boot = "; ".join(part for part in (Reader.boot, lift, attack.code) if part)
    return type("Careless", (Reader,), {"boot": boot})


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_it_is_read_within_the_bounds_and_the_honest_source_is_there(attack, handed_in):
    attack.make(handed_in)

    with Reader([handed_in]) as reader:
        submission = reader.read_path(handed_in)

    assert "could not be read within" not in problems_of(submission)
    assert attack.told in problems_of(submission)
    assert submission.files[0].data == costly.SOURCE
    assert sum(len(file.data) for file in submission.files) <= skipped.MAX_KEPT_BYTES


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_without_the_caps_it_ends_the_reader_and_an_honest_source_does_not(
    attack, handed_in, monkeypatch, tmp_path
):
    """The control."""
    monkeypatch.setattr(reader_module, "SUBMISSION", attack.bounds)
    honest = shutil.copytree(handed_in, tmp_path / "honest")
    attack.make(handed_in)
    if attack.make is costly.overlapping_members and hasattr(zipfile.ZipInfo, "_end_offset"):
        pytest.skip("this Python's zipfile refuses members that overlap")

    with careless(attack)([handed_in, honest]) as reader:
        assert reader.read_path(honest).problems == ()
        submission = reader.read_path(handed_in)

    too_much = "could not be read within", "it takes too much memory"
    told = [problems_of(submission), *(str(file.problem) for file in submission.files)]
    assert any(words in text for words in too_much for text in told)


# -- caps that spare no time or memory by themselves


def test_archives_in_archives_are_named_and_not_opened(handed_in):
    costly.archives_in_archives(handed_in)

    with Reader([handed_in]) as reader:
        submission = reader.read_path(handed_in)

    assert [file.name for file in submission.files] == ["a_doubling.py"]
    assert "Not read: 0.zip" in problems_of(submission)


def test_opened_to_their_end_they_are_ten_thousand_times_as_large(handed_in):
    """The control."""

    def size_of(data: bytes) -> int:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            first, *others = opened.infolist()
            inner = opened.read(first)
        size = size_of(inner) if first.filename.endswith(".zip") else len(inner)
        return size * (1 + len(others))  # all alike

    costly.archives_in_archives(handed_in)
    data = (handed_in / "nested.zip").read_bytes()

    assert size_of(data) > 10_000 * len(data)


def test_folders_deeper_than_a_path_can_name_are_left_alone(handed_in):
    costly.deep_folders(handed_in)

    with Reader([handed_in]) as reader:
        submission = reader.read_path(handed_in)
    shutil.rmtree(handed_in)

    assert [file.name for file in submission.files] == ["a_doubling.py"]
    assert submission.problems == ()


def test_notebooks_of_a_hundred_thousand_levels_are_refused_one_by_one(handed_in):
    costly.deep_json(handed_in)

    with Reader([handed_in]) as reader:
        files = reader.read_path(handed_in).files

    assert [file.problem is None for file in files] == [True, False, False]


@pytest.mark.parametrize("name", ["lists.ipynb", "objects.ipynb"])
def test_a_plain_decoder_does_not_survive_them(handed_in, name):
    """The control."""
    costly.deep_json(handed_in)

    with pytest.raises(RecursionError):
        json.loads((handed_in / name).read_bytes())


def test_of_two_thousand_sources_two_hundred_are_read(handed_in):
    costly.many_files(handed_in)

    with Reader([handed_in]) as reader:
        assert len(reader.read_path(handed_in).files) == skipped.MAX_FILES


def test_a_student_s_folder_with_too_many_entries_is_nobody_s_assignment(tmp_path, monkeypatch):
    monkeypatch.setattr(entries, "MAX_ENTRIES", 40)
    for student, count in (("kim", 39), ("lee", 41)):
        folder = tmp_path / student / "hw1"
        folder.mkdir(parents=True)
        (folder / "timestamp.txt").write_text("2026-11-20 03:00:00.000000 UTC")
        for number in range(count - 1):
            (tmp_path / student / f"{number}.png").touch()

    found = load_class(tmp_path)

    listed = [entries.list_if_readable(tmp_path / name) for name in ("kim", "lee")]
    assert [len(listing.other_files) for listing in listed] == [38, 0]
    assert [student.name for student in found.students] == ["kim", "lee"]


def test_a_folder_with_too_many_entries_is_not_listed_to_its_end(handed_in, monkeypatch):
    for number in range(50):
        (handed_in / f"{number}.png").touch()
    monkeypatch.setattr(skipped, "MAX_ENTRIES", 40)

    submission = loading.load_submission(handed_in)

    assert submission.files == ()
    assert "kim and what comes after it was not read" in problems_of(submission)


class Growing(BytesIO):
    """A file to which somebody writes faster than it is read."""

    def read(self, size: int | None = -1) -> bytes:
        assert size is not None
        assert size >= 0, "read to an end that never comes"
        return bytes(size)


def test_of_a_source_that_grows_no_more_is_read_than_a_file_may_have():
    intake = Intake(Allowance())

    loading._take_source(Growing(), "a.py", intake)

    assert "larger than 20 MB" in intake.problems[0].text.format(**intake.problems[0].values)


def test_of_an_archive_that_grows_no_more_is_read_than_a_directory_may_have():
    spent = []

    with pytest.raises(DirectoryTooLargeError):
        Metered(Growing(), archive.MAX_DIRECTORY_BYTES, spent.append).read()

    assert spent == [archive.MAX_DIRECTORY_BYTES + 1]


def test_each_byte_and_entry_is_counted_once():
    allowance = Allowance()
    allowance.spend(read=skipped.MAX_READ_BYTES, entries=skipped.MAX_ENTRIES)
    allowance.spend(kept=skipped.MAX_KEPT_BYTES)

    for more in ({"read": 1}, {"kept": 1}, {"entries": 1}):
        with pytest.raises(TooMuchError):
            allowance.spend(**more)


def test_damaged_members_count_as_files(handed_in):
    data = bytearray(costly.zipped(*((f"{n:03}.py", b"x = 1\n" * 9) for n in range(300))))
    places = itertools.takewhile(lambda at: at >= 0, _places(data, b"PK\x03\x04"))
    for at in places:
        data[at + 14] ^= 1  # the checksum
    for at in itertools.takewhile(lambda at: at >= 0, _places(data, b"PK\x01\x02")):
        data[at + 16] ^= 1
    (handed_in / "work.zip").write_bytes(data)

    submission = loading.load_submission(handed_in)

    assert "work/198.py and what comes after it was not read" in problems_of(submission)
    assert len(submission.problems) <= skipped.MAX_PROBLEMS + 1


def _places(data: bytes, mark: bytes):
    at = -1
    while True:
        at = data.find(mark, at + 1)
        yield at


# -- what staff download, with students' names in it


def test_a_name_that_would_fill_the_memory_is_no_name(tmp_path):
    costly.laughing_metadata(tmp_path)

    (student,) = load_class(tmp_path, "gradescope").students

    assert student.name == "s1"


def test_made_a_text_it_ends_the_reader(tmp_path, monkeypatch):
    """The control."""
    monkeypatch.setattr(reader_module, "METADATA", TIGHT)
    costly.laughing_metadata(tmp_path)
    patch = (
        "import yaml, grader.submission.layouts.gradescope as layout; layout._text = "
        "lambda node: str(yaml.constructor.SafeConstructor().construct_object(node, deep=True))"
    )
    monkeypatch.setattr(Reader, "boot", f"{Reader.boot}; {patch}")

    with pytest.raises(SubmissionError, match="too much time or memory"):
        load_class(tmp_path, "gradescope")


@pytest.mark.slow
def test_metadata_that_take_too_long_are_refused_with_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(reader_module, "METADATA", TIGHT)
    costly.long_metadata(tmp_path)

    with pytest.raises(SubmissionError, match="too much time or memory"):
        load_class(tmp_path, "gradescope")


HIDDEN = [costly.many_members, costly.doubled_end_record, costly.zip64_record]


@pytest.mark.parametrize("make", HIDDEN, ids=["plain", "doubled", "zip64"])
def test_a_class_s_zip_of_too_many_members_is_refused_with_a_sentence(tmp_path, make):
    make(tmp_path, 2_000_000)
    (path,) = tmp_path.iterdir()

    with pytest.raises(SubmissionError, match="too many entries"), opened_class(path):
        pass


@pytest.mark.slow
@pytest.mark.parametrize("make", HIDDEN, ids=["plain", "doubled", "zip64"])
def test_without_its_cap_it_ends_the_reader(tmp_path, monkeypatch, make):
    """The control."""
    monkeypatch.setattr(reader_module, "CLASS_ZIP", TIGHT)
    patch = (
        "import grader.submission.class_archive as archive; archive._metered = lambda file: file"
    )
    monkeypatch.setattr(Reader, "boot", f"{Reader.boot}; {patch}")
    make(tmp_path, 2_000_000)
    (path,) = tmp_path.iterdir()

    with pytest.raises(SubmissionError, match="too much time or memory"), opened_class(path):
        pass
