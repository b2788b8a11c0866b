"""A reader's answers are those of reading here; its bounds end it, and name the submission."""

from __future__ import annotations

import os
import signal
import sys
import zipfile
from pathlib import Path

import pytest

from grader.errors import GraderError, SubmissionError
from grader.submission import reader as reader_module
from grader.submission.class_folder import Attempt
from grader.submission.layouts import Item
from grader.submission.loading import load_submission
from grader.submission.reader import Bounds, Reader
from tests.submission.conftest import problems_of

SOURCE = b"def double(x):\n    return 2 * x\n"
LOOP = "while True: pass"
SLEEP = "import time; time.sleep(1000)"
FILL = "held = bytearray(200 * 2**20)"
CRASH = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"


def instead(code: str, student: str = "kim") -> type[Reader]:
    """A reader that first does something else when it is to read a student's files."""
    patch = (
        "import grader.submission.reader_process as process; right = process.load_items; "
        f"code = {code!r}; "
        "process.load_items = lambda student, *rest: "
        f"(exec(code) if student == {student!r} else None) or right(student, *rest)"
    )
    return type("Changed", (Reader,), {"boot": f"{Reader.boot}; {patch}"})


@pytest.fixture
def handed_in(tmp_path):
    """A folder with one source."""
    (tmp_path / "kim").mkdir()
    (tmp_path / "kim" / "doubling.py").write_bytes(SOURCE)
    return tmp_path / "kim"


@pytest.fixture
def short(monkeypatch):
    """Little processor time and memory."""
    bounds = Bounds(cpu_seconds=1, wall_seconds=60, memory_mb=128)
    monkeypatch.setattr(reader_module, "SUBMISSION", bounds)


@pytest.fixture
def hasty(monkeypatch):
    """Little wall time."""
    bounds = Bounds(cpu_seconds=60, wall_seconds=2, memory_mb=128)
    monkeypatch.setattr(reader_module, "SUBMISSION", bounds)


def attempt(*paths: Path) -> tuple[Attempt, ...]:
    """One attempt with these items."""
    return (Attempt(tuple(Item(path, path.name) for path in paths)),)


def test_a_reader_reads_what_is_read_here(tmp_path):
    root = tmp_path / "kim"
    (root / "a").mkdir(parents=True)
    (root / "doubling.py").write_bytes(SOURCE)
    (root / "a" / "utf16.py").write_bytes("# 두 배\n".encode("utf-16"))
    (root / "cp949.py").write_bytes("# 두 배\n".encode("cp949"))
    (root / "broken.ipynb").write_bytes(b"{")
    (root / "notes.rar").write_bytes(b"Rar!")
    (root / "link.py").symlink_to("/etc/passwd")
    with zipfile.ZipFile(root / "work.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("과제.ipynb", '{"cells": [{"cell_type": "code", "source": "x = 1"}]}')
        archive.writestr("é.py", SOURCE)

    with Reader([root]) as reader:
        assert reader.read_path(root) == load_submission(root)


def test_the_submission_of_a_path_has_the_name_that_is_given(handed_in):
    with Reader([handed_in]) as reader:
        assert reader.read_path(handed_in, "park").student == "park"


def test_a_path_that_is_not_there_is_answered_with_the_nearest_name(handed_in):
    with Reader([handed_in]) as reader, pytest.raises(SubmissionError, match="Did you mean kim"):
        reader.read_path(handed_in.with_name("kin"))


def test_a_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "kim.txt").write_text("x")

    with Reader([tmp_path]) as reader, pytest.raises(SubmissionError, match=r"neither \.py"):
        reader.read_path(tmp_path / "kim.txt")


def test_names_that_are_no_letters_are_no_trouble(tmp_path):
    name = os.fsdecode(b"\xb0\xfa\xc1\xa6")  # CP949
    (tmp_path / name).mkdir()
    (tmp_path / name / f"{name}.py").write_bytes(SOURCE)
    (tmp_path / f"{name}.txt").write_bytes(SOURCE)

    with Reader([tmp_path]) as reader:
        ((submission,), _) = reader.read(name, attempt(tmp_path / name))
        with pytest.raises(SubmissionError, match=r"neither \.py"):
            reader.read_path(tmp_path / f"{name}.txt", name)

    assert submission == load_submission(tmp_path / name)


def test_of_several_attempts_the_last_is_read_first(tmp_path):
    for number in (1, 2):
        folder = tmp_path / f"attempt{number}"
        folder.mkdir()
        for name in range(5):
            (folder / f"f{name}.py").write_bytes(b"#" * 1_000_000)
    attempts = attempt(tmp_path / "attempt1") + attempt(tmp_path / "attempt2")

    with Reader([tmp_path]) as reader:
        earlier, last = reader.read("kim", attempts).submissions

    assert len(last.files) == 5
    assert last.problems == ()
    assert len(earlier.files) == 3
    assert "f3.py and what comes after it was not read" in problems_of(earlier)


def test_who_handed_in_nothing_costs_no_question(tmp_path, monkeypatch):
    with Reader([tmp_path]) as reader:
        monkeypatch.setattr(reader, "_ask", None)

        ((submission,), unread) = reader.read("kim", [Attempt(())])

    assert (submission.files, unread) == ((), None)


# -- bounds


@pytest.mark.attack
@pytest.mark.parametrize("code", [LOOP, FILL], ids=["processor time", "memory"])
def test_a_submission_that_reaches_the_bounds_has_no_files_and_is_named(handed_in, short, code):
    with instead(code)([handed_in]) as reader:
        ((submission,), unread) = reader.read("kim", attempt(handed_in))
        ((next_one,), nothing) = reader.read("lee", attempt(handed_in))

    assert submission.files == ()
    assert "within 1 seconds and 128 MB" in problems_of(submission)
    assert unread.mark
    assert [file.name for file in next_one.files] == ["doubling.py"]
    assert nothing is None


@pytest.mark.attack
@pytest.mark.parametrize("code", [SLEEP, CRASH], ids=["wall time", "crash"])
def test_what_may_have_come_from_outside_is_tried_twice_and_again_by_the_next_run(
    handed_in, hasty, code
):
    with instead(code)([handed_in]) as reader:
        starts = counted(reader, "_start")
        ((submission,), unread) = reader.read("kim", attempt(handed_in))

    assert "could not be read within" in problems_of(submission)
    assert unread.mark == ""
    assert len(starts) == 2


def counted(reader, name: str) -> list[int]:
    """A list that grows with each call of a method."""
    calls: list[int] = []
    method = getattr(reader, name)
    setattr(reader, name, lambda *args: calls.append(1) or method(*args))
    return calls


def test_a_reader_that_was_killed_from_outside_is_replaced_and_nobody_loses(handed_in):
    with Reader([handed_in]) as reader:
        reader.read("kim", attempt(handed_in))
        reader._process.kill()
        ((submission,), unread) = reader.read("kim", attempt(handed_in))

    assert [file.name for file in submission.files] == ["doubling.py"]
    assert unread is None


@pytest.mark.slow
def test_waiting_for_the_next_student_costs_nothing(handed_in, hasty):
    with Reader([handed_in]) as reader:
        reader.read("kim", attempt(handed_in))
        with pytest.raises(reader_module.subprocess.TimeoutExpired):
            reader._process.wait(3)


@pytest.mark.slow
def test_each_student_has_processor_time_of_their_own(handed_in, monkeypatch):
    monkeypatch.setattr(reader_module, "SUBMISSION", Bounds(2, 60, memory_mb=128))
    half = "import time; begun = time.process_time()\nwhile time.process_time() < begun + 0.8: pass"

    with instead(half)([handed_in]) as reader:
        readings = [reader.read("kim", attempt(handed_in)) for _ in range(4)]

    assert all(reading.unread is None for reading in readings)


@pytest.mark.attack
def test_an_answer_that_is_too_large_is_none(handed_in, monkeypatch):
    monkeypatch.setattr(reader_module, "MAX_ANSWER_BYTES", 1000)
    (handed_in / "long.py").write_bytes(b"#" * 2000)

    with Reader([handed_in]) as reader:
        ((submission,), unread) = reader.read("kim", attempt(handed_in))

    assert submission.files == ()
    assert unread is not None


def test_within_the_bounds_memory_may_be_used(handed_in, monkeypatch):
    """The control."""
    monkeypatch.setattr(reader_module, "SUBMISSION", Bounds(1, 60, memory_mb=256))

    with instead(FILL)([handed_in]) as reader:
        assert reader.read("kim", attempt(handed_in)).unread is None


def test_a_fault_of_ours_is_told_as_one(handed_in):
    with instead("1 / 0")([handed_in]) as reader, pytest.raises(RuntimeError, match="ZeroDivision"):
        reader.read("kim", attempt(handed_in))


def test_a_process_that_cannot_start_is_nobody_s_fault(handed_in):
    broken = type("Broken", (Reader,), {"boot": "import no_such_module"})

    with broken([handed_in]) as reader, pytest.raises(GraderError, match="before it began"):
        reader.read("kim", attempt(handed_in))


# -- what it may open


LOOK = "open('/etc/hostname', 'rb').read()"


@pytest.mark.attack
@pytest.mark.skipif(sys.platform != "linux", reason="Landlock is Linux's")
@pytest.mark.parametrize(
    "code",
    [LOOK, "import os; os.listdir('/')", "open('{folder}/new', 'w')", "import os; os.system(':')"],
    ids=["another file", "another folder", "a new file", "a program"],
)
def test_the_process_opens_nothing_but_what_it_is_to_read(handed_in, code):
    code = code.format(folder=handed_in)
    if "system" in code:  # which says by a number that it could not
        code = f"assert {code.replace('import os; os', '__import__(chr(111) + chr(115))')} == 0"

    with (
        instead(code)([handed_in]) as reader,
        pytest.raises(RuntimeError, match=r"Permission|Asser"),
    ):
        reader.read("kim", attempt(handed_in))


@pytest.mark.parametrize("code", [LOOK, "import os; os.listdir('/')"])
def test_it_could_if_it_were_to_read_that(handed_in, code):
    """The control."""
    with instead(code)([handed_in, Path("/")]) as reader:
        assert reader.read("kim", attempt(handed_in)).unread is None


# -- what is known of files that were not read


@pytest.fixture
def noted(handed_in, short):
    """What is noted of a submission that reaches the bounds."""
    with instead(FILL)([handed_in]) as reader:
        return reader.read("kim", attempt(handed_in)).unread


def test_what_could_not_be_read_is_left_alone_while_it_is_the_same(handed_in, noted):
    with Reader([handed_in]) as reader:
        ((submission,), unread) = reader.read("kim", attempt(handed_in), noted)

    assert submission.problems == (noted.reason,)
    assert unread == noted


@pytest.mark.parametrize("change", ["longer", "another file", "other letters"])
def test_what_was_changed_is_read_again(handed_in, noted, change):
    match change:
        case "longer":
            (handed_in / "doubling.py").write_bytes(SOURCE + b"\n")
        case "another file":
            (handed_in / "more.py").write_bytes(SOURCE)
        case "other letters":
            (handed_in / "doubling.py").write_bytes(SOURCE.swapcase())

    with Reader([handed_in]) as reader:
        reading = reader.read("kim", attempt(handed_in), noted)

    assert reading.unread is None
    assert reading.submissions[0].files


def test_a_copy_of_the_same_files_is_the_same(handed_in, noted, tmp_path):
    """A class's zip is unpacked into a new folder by each run."""
    copy = tmp_path / "again" / handed_in.name
    copy.mkdir(parents=True)
    (copy / "doubling.py").write_bytes(SOURCE)

    with Reader([copy]) as reader:
        assert reader.read("kim", attempt(copy), noted).unread == noted


def test_signals_that_end_it_are_told_apart():
    assert -signal.SIGXCPU in reader_module._OWN_ENDS
    assert -signal.SIGKILL not in reader_module._OWN_ENDS
