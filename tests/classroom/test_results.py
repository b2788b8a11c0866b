"""The folder of results: what kills and stale files leave behind is passed over or set aside."""

from __future__ import annotations

import datetime

import pytest

from grader.classroom.enrol import enrol, members_of, pick_students
from grader.classroom.journal import (
    Entry,
    append_entry,
    append_repeats,
    read_journal,
    read_repeats,
    tidy_journal,
)
from grader.classroom.results import (
    Lateness,
    each_member,
    each_result,
    load_class_file,
    set_aside,
    write_class,
)
from grader.classroom.statistics import Repeat
from grader.errors import GraderError
from grader.files import write_atomically
from grader.model import message
from grader.reports.canonical import render_json
from grader.submission.class_folder import Attempt, ClassFolder, Student
from grader.submission.roster import Person, Roster


def test_a_class_is_read_back_as_it_was_written(tmp_path, make_class_file, make_member):
    found = make_class_file(notes=(message("a rule was used"),))
    members = [make_member("김철수", name="=1", email="a@b"), make_member("lee")]

    write_class(tmp_path, found, members)

    assert load_class_file(tmp_path) == found
    assert list(each_member(tmp_path)) == members


OLD = '{"layout": "plain", "exercises": [], "members": [], "format": "cnn-grader/class/v1"}'


@pytest.mark.parametrize("text", [None, "{", '{"format": 1}', "\xff", OLD])
def test_a_folder_without_a_class_gets_a_sentence(tmp_path, text):
    if text is not None:
        (tmp_path / "class.json").write_text(text, "latin-1")

    with pytest.raises(GraderError):
        load_class_file(tmp_path)


def test_results_come_one_by_one_with_the_trouble_of_those_who_have_none(
    tmp_path, make_class_file, make_member, make_grade, make_outcome
):
    write_class(tmp_path, make_class_file(), map(make_member, ("kim", "lee", "park")))
    grade = make_grade("kim", make_outcome(0, "+"))
    write_atomically(tmp_path / "grades" / "kim.json", render_json([grade]))
    append_entry(tmp_path, Entry(student="lee", trouble=message("it was killed")))

    kim, lee, park = each_result(tmp_path)

    assert kim.grades == (grade,)
    assert (lee.grades, lee.trouble) == ((), message("it was killed"))
    assert (park.grades, park.trouble) == ((), None)


@pytest.mark.parametrize("text", [None, "{\n", '{"person": {"student": "kim"}}\n', "\xff\n"])
def test_a_damaged_list_of_students_gets_a_sentence(tmp_path, text, make_class_file):
    write_class(tmp_path, make_class_file(), ())
    (tmp_path / "students.jsonl").unlink()
    if text is not None:
        (tmp_path / "students.jsonl").write_text(text, "latin-1")

    with pytest.raises(GraderError, match=r"students\.jsonl"):
        list(each_result(tmp_path))


def test_files_of_whoever_left_are_set_aside_and_not_deleted(
    tmp_path, make_class_file, make_member
):
    write_class(tmp_path, make_class_file(), [make_member("kim")])
    for name in ("grades/kim.json", "grades/gone.json", "reports/gone.md", "reports/kim.md"):
        write_atomically(tmp_path / name, name)

    moved = set_aside(tmp_path)

    assert moved == ["gone"]
    assert (tmp_path / "earlier" / "grades" / "gone.json").read_text() == "grades/gone.json"
    assert (tmp_path / "earlier" / "reports" / "gone.md").is_file()
    assert (tmp_path / "grades" / "kim.json").is_file()
    assert not (tmp_path / "grades" / "gone.json").exists()


# -- the journal


def test_the_last_line_of_a_student_counts(tmp_path):
    append_entry(tmp_path, Entry(student="kim", digest="1"))
    append_entry(tmp_path, Entry(student="lee", digest="2"))
    append_entry(tmp_path, Entry(student="kim", digest="3"))

    assert {name: e.digest for name, e in read_journal(tmp_path).items()} == {
        "kim": "3",
        "lee": "2",
    }


@pytest.mark.parametrize("torn", [b'{"student": "pa', b"\xff\xfe", b'{"student": 1}', b"\n\n"])
def test_a_line_that_was_torn_is_passed_over_and_tidied_away(tmp_path, torn):
    append_entry(tmp_path, Entry(student="kim", digest="1"))
    with (tmp_path / "journal.jsonl").open("ab") as file:
        file.write(torn)

    tidied = tidy_journal(tmp_path)
    append_entry(tmp_path, Entry(student="lee", digest="2"))

    assert set(tidied) == {"kim"}
    assert set(read_journal(tmp_path)) == {"kim", "lee"}


def test_repeats_are_kept(tmp_path):
    repeat = Repeat(exercise="01", changed=("test",))

    append_repeats(tmp_path, [repeat])
    append_repeats(tmp_path, [])
    append_repeats(tmp_path, [repeat])

    assert list(read_repeats(tmp_path)) == [repeat, repeat]


# -- enrolling


def students(*names):
    return tuple(Student(Person(student=name), (Attempt(()),)) for name in names)


def test_two_names_that_some_disks_take_for_one_have_two_files():
    members = members_of(ClassFolder("plain", students("Kim", "kim"), (), ()))

    files = [member.file.casefold() for member in members]

    assert len(set(files)) == 2


def test_who_is_on_no_roster_is_marked():
    roster = Roster([Person(student="kim")])

    kim, zed = members_of(ClassFolder("plain", students("kim", "zed"), (), ()), roster)

    assert (kim.listed, zed.listed) == (True, False)


def test_hand_ins_of_unknown_time_are_named_where_something_was_due():
    class_ = ClassFolder("plain", (Student(Person(student="kim"), (Attempt((1,)),)),), (), ())
    lateness = Lateness(due=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))

    (note,) = enrol(class_, (), lateness=lateness).notes

    assert note.values == {"count": 1, "names": "kim"}
    assert enrol(class_, ()).notes == ()


def test_only_picks_students_and_knows_near_names():
    members = list(members_of(ClassFolder("plain", students("kim", "lee"), (), ())))

    assert not pick_students(members, ())
    assert pick_students(members, ("lee",)) == {"lee"}
    with pytest.raises(GraderError, match="Did you mean lee"):
        pick_students(members, ("leee",))
