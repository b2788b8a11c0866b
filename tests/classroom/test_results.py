"""The folder of results: what kills and stale files leave behind is passed over or set aside."""

from __future__ import annotations

import datetime
import unicodedata

import pytest

from grader.batch.job import STUDENT_REPORTS
from grader.errors import GraderError
from grader.files import write_atomically
from grader.model import message
from grader.results.enrol import enrol, members_of, pick_students
from grader.results.grade_file import render_json
from grader.results.journal import (
    Entry,
    Repeat,
    append_entry,
    append_repeats,
    read_journal,
    read_repeats,
    tidy_journal,
)
from grader.results.store import (
    Lateness,
    each_member,
    each_result,
    load_class_file,
    set_aside,
    write_class,
)
from grader.submission.class_folder import Attempt, ClassFolder, Student
from grader.submission.roster import Person, Roster


def test_a_class_is_read_back_as_it_was_written(tmp_path, make_class_file, make_member):
    found = make_class_file(students=2, notes=(message("a rule was used"),))
    members = [make_member("김철수", name="=1", email="a@b"), make_member("lee")]

    write_class(tmp_path, found, members)

    assert load_class_file(tmp_path) == found
    assert list(each_member(tmp_path)) == members


@pytest.mark.parametrize("text", [None, "{", '{"format": 1}', "\xff"])
def test_a_folder_without_a_class_gets_a_sentence(tmp_path, text):
    if text is not None:
        (tmp_path / "class.json").write_text(text, "latin-1")

    with pytest.raises(GraderError):
        load_class_file(tmp_path)


def test_a_class_that_another_version_wrote_is_called_that(tmp_path):
    old = '{"layout": "plain", "members": [], "format": "cnn-grader/class/v1"}'
    (tmp_path / "class.json").write_text(old)

    with pytest.raises(GraderError, match=r"v1, not .*v2"):
        load_class_file(tmp_path)


def test_results_come_one_by_one_with_the_trouble_of_those_who_have_none(
    tmp_path, make_class_file, make_member, make_grade, make_outcome
):
    names = ("kim", "lee", "park")
    write_class(tmp_path, make_class_file(students=3), map(make_member, names))
    grade = make_grade("kim", make_outcome(0, "+"))
    write_atomically(tmp_path / "grades" / "kim.json", render_json([grade]))
    append_entry(tmp_path, Entry(student="lee", trouble=message("it was killed")))

    kim, lee, park = each_result(tmp_path)

    assert kim.grades == (grade,)
    assert (lee.grades, lee.trouble) == ((), message("it was killed"))
    assert (park.grades, park.trouble) == ((), None)


def test_grades_in_an_exercise_that_the_class_is_not_graded_in_any_more_do_not_count(
    tmp_path, make_class_file, make_member, make_grade, make_outcome
):
    write_class(tmp_path, make_class_file(students=1), [make_member("kim")])
    ours = make_grade("kim", make_outcome(0, "+"))
    other = make_grade("kim", make_outcome(0, "+"), exercise="09_other")
    write_atomically(tmp_path / "grades" / "kim.json", render_json([ours, other]))

    (kim,) = each_result(tmp_path)

    assert kim.grades == (ours,)


def test_a_damaged_file_of_grades_is_named_with_what_makes_it_anew(
    tmp_path, make_class_file, make_member
):
    write_class(tmp_path, make_class_file(students=1), [make_member("kim")])
    write_atomically(tmp_path / "grades" / "kim.json", "{")

    with pytest.raises(GraderError, match=r"kim\.json") as caught:
        list(each_result(tmp_path))
    assert "grade batch" in caught.value.tip.text


KIM = '{"person": {"student": "kim"}, "file": "kim"}\n'


@pytest.mark.parametrize(
    "text", [None, "", KIM, "{\n", KIM + '{"person": {"student": "kim"}}\n', "\xff\n", 3 * KIM]
)
def test_a_damaged_list_of_students_gets_a_sentence(tmp_path, text, make_class_file):
    write_class(tmp_path, make_class_file(students=2), ())
    (tmp_path / "students.jsonl").unlink()
    if text is not None:
        (tmp_path / "students.jsonl").write_text(text, "latin-1")

    with pytest.raises(GraderError, match=r"students\.jsonl"):
        list(each_result(tmp_path))


def test_files_of_whoever_left_are_set_aside_and_not_deleted(
    tmp_path, make_class_file, make_member
):
    write_class(tmp_path, make_class_file(students=1), [make_member("kim")])
    ours = {f"reports/gone{ending}" for ending in STUDENT_REPORTS} | {"grades/gone.json"}
    for name in (*ours, "grades/kim.json", "reports/kim.md", "reports/staff.csv"):
        write_atomically(tmp_path / name, name)

    moved = set_aside(tmp_path)

    assert moved == ["gone"]
    assert (tmp_path / "earlier" / "grades" / "gone.json").read_text() == "grades/gone.json"
    assert all((tmp_path / "earlier" / name).is_file() for name in ours)
    assert (tmp_path / "reports" / "staff.csv").is_file()
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
    korean = ClassFolder("plain", students("김철수"), (), ())
    assert pick_students(members_of(korean), (unicodedata.normalize("NFD", "김철수"),)) == {
        "김철수"
    }
    with pytest.raises(GraderError, match="Did you mean lee"):
        pick_students(members, ("leee",))
