"""Enrolling: each student of a class has a name for their files, and what is odd is noted."""

from __future__ import annotations

import datetime
import unicodedata

import pytest

from grader.errors import GraderError
from grader.model import Lateness
from grader.results.enrol import enrol, members_of, pick_students
from grader.submission.class_folder import Attempt, ClassFolder, Student
from grader.submission.roster import Person, Roster


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
