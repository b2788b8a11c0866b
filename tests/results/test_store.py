"""The folder of results: what is written is read back, also by those who may only read."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec
import pytest

from grader.batch.student_reports import render_reports
from grader.errors import GraderError
from grader.files import write_atomically
from grader.model import Arrival, message
from grader.results import index
from grader.results.class_file import Repeats
from grader.results.enrol import set_aside
from grader.results.grade_file import Provenance, render_json
from grader.results.store import REPORT_ENDINGS, Record, open_results, open_to_write
from tests.made_classes import write_results

MADE_FROM = Provenance(keys={"01_double": "k"}, arrivals=(Arrival(is_late=True),))


def members_in(out):
    with open_results(out) as results:
        return list(results.members())


def results_in(out):
    with open_results(out) as results:
        return list(results.each_result())


def record_of(out, student):
    with open_results(out) as results:
        return results.record(student)


def test_a_class_is_read_back_as_it_was_written(tmp_path, make_class_file, make_member):
    found = make_class_file(notes=(message("a rule was used"),))
    members = [make_member("lee"), make_member("김철수", name="=1", email="a@b")]

    write_results(tmp_path, *members, found=found)

    assert members_in(tmp_path) == members
    with open_results(tmp_path) as results:
        assert results.class_file() == found


def test_students_come_in_order_of_their_names_however_many_they_are(tmp_path, make_member):
    names = sorted([*(f"s{number}" for number in range(450)), "=x", "Z", "é", "김", "😀", "￦"])

    write_results(tmp_path, *map(make_member, reversed(names)))

    assert [member.student for member in members_in(tmp_path)] == names


def test_class_json_says_in_plain_json_who_is_in_the_class(tmp_path, make_member):
    write_results(tmp_path, make_member("김철수", email="a@b"), make_member("lee"))

    written = json.loads((tmp_path / "class.json").read_text("utf-8"))

    assert [each["person"]["student"] for each in written["students"]] == ["lee", "김철수"]
    assert written["students"][1]["person"]["email"] == "a@b"
    assert [each["slug"] for each in written["exercises"]] == ["01_double", "02_mean"]


def test_a_folder_without_a_class_gets_a_sentence(tmp_path):
    with pytest.raises(GraderError, match="no results of a class here"):
        members_in(tmp_path)


def test_a_folder_in_which_the_first_batch_has_just_begun_has_no_results_yet(tmp_path):
    with open_to_write(tmp_path), pytest.raises(GraderError, match="no results of a class here"):
        members_in(tmp_path)


def test_results_come_one_by_one_with_the_trouble_of_those_who_have_none(
    tmp_path, make_member, make_grade, make_outcome
):
    write_results(tmp_path, *map(make_member, ("kim", "lee", "park")))
    grade = make_grade("kim", make_outcome(0, "+"))
    write_atomically(tmp_path / "grades" / "kim.json", render_json([grade]))
    with open_to_write(tmp_path) as results:
        results.note("lee", "", Provenance(trouble=message("it was killed")))

    kim, lee, park = results_in(tmp_path)

    assert kim.grades == (grade,)
    assert (lee.grades, lee.trouble) == ((), message("it was killed"))
    assert (park.grades, park.trouble) == ((), None)


def test_grades_in_an_exercise_that_the_class_is_not_graded_in_any_more_do_not_count(
    tmp_path, make_member, make_grade, make_outcome
):
    write_results(tmp_path, make_member("kim"))
    ours = make_grade("kim", make_outcome(0, "+"))
    other = make_grade("kim", make_outcome(0, "+"), exercise="09_other")
    write_atomically(tmp_path / "grades" / "kim.json", render_json([ours, other]))

    (kim,) = results_in(tmp_path)

    assert kim.grades == (ours,)


def test_a_damaged_file_of_grades_is_named_with_what_makes_it_anew(tmp_path, make_member):
    write_results(tmp_path, make_member("kim"))
    write_atomically(tmp_path / "grades" / "kim.json", "{")

    with pytest.raises(GraderError, match=r"kim\.json") as caught:
        results_in(tmp_path)
    assert "grade batch" in caught.value.tip.text


def test_files_of_whoever_left_are_set_aside_and_not_deleted(tmp_path, make_member):
    write_results(tmp_path, make_member("kim"))
    ours = {f"reports/gone{ending}" for ending in REPORT_ENDINGS}
    ours |= {"grades/gone.json", "code/gone.gz"}
    for name in (*ours, "grades/kim.json", "code/kim.gz", "reports/kim.md", "reports/staff.csv"):
        write_atomically(tmp_path / name, name)

    with open_results(tmp_path) as results:
        moved = set_aside(results)

    assert moved == ["gone"]
    assert (tmp_path / "earlier" / "grades" / "gone.json").read_text() == "grades/gone.json"
    assert all((tmp_path / "earlier" / name).is_file() for name in ours)
    assert (tmp_path / "reports" / "staff.csv").is_file()
    assert (tmp_path / "grades" / "kim.json").is_file()
    assert (tmp_path / "code" / "kim.gz").is_file()
    assert not (tmp_path / "grades" / "gone.json").exists()


def test_every_report_of_a_student_is_known_here():
    assert set(render_reports([], "en").texts) == set(REPORT_ENDINGS)


# -- what is noted


def test_what_was_noted_last_counts(tmp_path, make_member):
    write_results(tmp_path, make_member("kim"), make_member("lee"))
    with open_to_write(tmp_path) as results:
        results.note("kim", "1", Provenance())
        results.note("kim", "2", MADE_FROM)

    assert record_of(tmp_path, "kim") == Record(make_member("kim"), "2", MADE_FROM)
    assert record_of(tmp_path, "lee") == Record(make_member("lee"))


def test_a_class_that_is_enrolled_again_keeps_what_is_known_of_those_who_stay(
    tmp_path, make_member
):
    write_results(tmp_path, *map(make_member, ("kim", "lee")))
    with open_to_write(tmp_path) as results:
        for student in ("kim", "lee"):
            results.note(student, "1", MADE_FROM)

    write_results(tmp_path, make_member("kim", email="new"), make_member("park"))

    with open_results(tmp_path) as results:
        assert list(results.records()) == [
            Record(make_member("kim", email="new"), "1", MADE_FROM),
            Record(make_member("park")),
        ]


def test_repeats_are_added_up_and_stand_in_class_json_when_the_run_ends(tmp_path, make_member):
    write_results(tmp_path, make_member("kim"))
    with open_to_write(tmp_path) as results:
        for changed in ({"test": 1}, {}, {"test": 1, "other": 1}):
            results.note("kim", "1", Provenance(), [Repeats("01", 1, changed)])
        results.finish()

    wanted = Repeats("01", 3, {"other": 1, "test": 2})
    written = json.loads((tmp_path / "class.json").read_text())
    assert written["repeats"] == [msgspec.to_builtins(wanted)]
    with open_results(tmp_path) as results:
        assert results.repeats() == [wanted]


# -- an index that is missing, damaged, or in use


@pytest.mark.parametrize("data", [None, b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
@pytest.mark.parametrize("use", [members_in, write_results])
def test_an_index_that_is_missing_or_damaged_is_told_with_what_makes_it_anew(
    tmp_path, make_member, data, use
):
    write_results(tmp_path, make_member("kim"))
    (tmp_path / "index.sqlite").unlink()
    if data is not None:
        (tmp_path / "index.sqlite").write_bytes(data)

    with pytest.raises(GraderError, match=r"index\.sqlite") as caught:
        use(tmp_path)

    assert f"grade doctor {tmp_path} --rebuild" in str(caught.value)


def test_an_index_damaged_within_is_told_by_whoever_meets_the_damage(tmp_path, make_member):
    write_results(tmp_path, *(make_member(f"s{number}") for number in range(300)))
    with (tmp_path / "index.sqlite").open("r+b") as file:
        file.seek(2 * 4096)  # behind the schema and the class: the students
        file.write(b"\xff" * 4096)

    for use in (members_in, write_results, open_and_close):
        with pytest.raises(GraderError, match=r"index\.sqlite: cannot be read"):
            use(tmp_path)


def open_and_close(out):
    with open_to_write(out):
        pass


def test_a_row_that_is_none_of_ours_is_told(tmp_path, make_member):
    write_results(tmp_path, make_member("kim"))
    with sqlite3.connect(tmp_path / "index.sqlite") as connection:
        connection.execute("UPDATE students SET member = '{'")
    connection.close()

    with pytest.raises(GraderError, match=r"index\.sqlite: cannot be read"):
        members_in(tmp_path)


def test_an_index_of_another_version_is_told(tmp_path, make_member):
    write_results(tmp_path, make_member("kim"))
    with sqlite3.connect(tmp_path / "index.sqlite") as connection:
        connection.execute("PRAGMA user_version = 9")
    connection.close()

    for use in (members_in, write_results):
        with pytest.raises(GraderError, match="version 9, not 1"):
            use(tmp_path)


def test_readers_see_what_was_noted_when_they_opened_while_a_batch_is_writing(
    tmp_path, make_member
):
    write_results(tmp_path, make_member("kim"))

    with open_to_write(tmp_path) as writer, open_results(tmp_path) as early:
        writer.note("kim", "1", Provenance())
        with open_results(tmp_path) as late:
            digests = [reader.record("kim").digest for reader in (early, late)]

    assert digests == ["", "1"]


def test_a_reader_in_the_middle_of_the_class_does_not_keep_the_writer_waiting(
    tmp_path, make_member, monkeypatch
):
    monkeypatch.setattr(index, "BUSY_SECONDS", 0.0)
    write_results(tmp_path, *(make_member(f"s{number:03}") for number in range(300)))

    with open_to_write(tmp_path) as writer, open_results(tmp_path) as reader:
        students = (record.member.student for record in reader.records())
        first = next(students)
        writer.note(first, "1", Provenance())

        assert len([first, *students]) == 300


def test_a_transaction_that_is_only_just_begun_is_not_taken_for_a_killed_writer_s(
    tmp_path, make_member, monkeypatch
):
    write_results(tmp_path, make_member("kim"))
    answers = [False, True]  # as where the writer begins while the reader looks
    copied = index._is_copied
    monkeypatch.setattr(index, "_is_copied", lambda *args: copied(*args) and answers.pop(0))

    with open_to_write(tmp_path):
        assert members_in(tmp_path) == [make_member("kim")]

    assert answers == []


@pytest.fixture
def only_read(make_member):
    """Makes a folder of results of so many students; gives it and a context that may only read."""
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders let nobody else in
        Path(name).chmod(0o755)

        @contextlib.contextmanager
        def reading(out):
            modes = {path: path.stat().st_mode for path in (out, *out.rglob("*"))}
            for path, mode in modes.items():
                path.chmod(mode & 0o555)
            if os.geteuid() == 0:  # root may write everywhere
                os.seteuid(65534)
            try:
                assert not os.access(out, os.W_OK, effective_ids=True)
                yield
            finally:
                os.seteuid(os.getuid())
                for path, mode in modes.items():
                    path.chmod(mode)

        yield Path(name) / "out", reading


@pytest.mark.skipif(sys.platform == "win32", reason="rights as POSIX has them")
def test_a_folder_that_may_only_be_read_is_read_and_not_touched(only_read, make_member):
    out, reading = only_read
    write_results(out, make_member("kim"))
    before = sorted(path.name for path in out.iterdir())

    with reading(out):
        found = members_in(out)

    assert found == [make_member("kim")]
    assert sorted(path.name for path in out.iterdir()) == before


# writes pages to the index, and is killed before they are committed
KILLED = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("PRAGMA cache_spill = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE students SET digest = hex(randomblob(2000))")
os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills and rights as POSIX has them")
def test_what_a_killed_writer_had_in_hand_is_taken_back_also_by_who_may_only_read(
    only_read, make_member
):
    out, reading = only_read
    write_results(out, *(make_member(f"s{number:03}") for number in range(300)))
    subprocess.run([sys.executable, "-c", KILLED, str(out / "index.sqlite")], check=False)
    assert (out / "index.sqlite-journal").stat().st_size > 1000  # there is something to take back

    with reading(out), open_results(out) as results:
        assert {record.digest for record in results.records()} == {""}
    with open_results(out) as results:
        assert {record.digest for record in results.records()} == {""}
    with open_to_write(out) as writer:
        assert {record.digest for record in writer.records()} == {""}


def test_a_second_writer_is_refused_until_the_first_has_ended(tmp_path, make_member):
    write_results(tmp_path, make_member("kim"))

    with (
        open_to_write(tmp_path),
        pytest.raises(GraderError, match="another `grade batch` is writing here"),
        open_to_write(tmp_path),
    ):
        pass

    with open_to_write(tmp_path) as writer:
        assert writer.record("kim")


HOLDING = """
import sys, time
from pathlib import Path
from grader.results.store import open_to_write
with open_to_write(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_killed_writer_s_lock_ends_with_its_process(tmp_path, make_member):
    write_results(tmp_path, make_member("kim"))
    command = [sys.executable, "-c", HOLDING, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        with pytest.raises(GraderError, match="another `grade batch`"):
            write_results(tmp_path, make_member("kim"))
        process.kill()

    write_results(tmp_path, make_member("kim"))


def test_a_disk_that_is_full_gets_a_sentence_and_what_was_noted_stays(tmp_path, make_member):
    write_results(tmp_path, make_member("kim"))
    with open_to_write(tmp_path) as results:
        results.note("kim", "1", Provenance())
        pages = results.connection.execute("PRAGMA page_count").fetchone()[0]
        results.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(GraderError, match=r"index\.sqlite cannot be written: .*full"):
            results.note("kim", "x" * 100_000, Provenance())

    assert record_of(tmp_path, "kim").digest == "1"
