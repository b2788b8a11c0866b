"""An alarm before a class is graded: few of its entries fit the layout, or are on the roster."""

from __future__ import annotations

import pytest

from grader.i18n import translate
from grader.submission.class_folder import load_class
from grader.submission.roster import Person, Roster
from grader.submission.roster_file import parse_roster
from tests.submission.conftest import said

LOGINS = [f"login{number}" for number in range(20)]
ROSTER = Roster(Person(student=login, name=f"Name {login}") for login in LOGINS)


def told(found, language="en"):
    """The alarm as staff read it; empty if there is none."""
    return "" if found.alarm is None else " ".join(translate(m, language) for m in found.alarm)


def folders(logins):
    return [f"{login}/a.py" for login in logins]


def test_a_class_that_is_on_the_roster_gives_no_alarm(write):
    assert load_class(write(*folders(LOGINS)), roster=ROSTER).alarm is None


@pytest.mark.parametrize(("known", "is_alarm"), [(4, True), (5, False)])
def test_fewer_than_half_of_the_students_on_the_roster_are_an_alarm(write, known, is_alarm):
    strangers = [f"other{number}" for number in range(10 - known)]

    found = load_class(write(*folders([*LOGINS[:known], *strangers])), roster=ROSTER)

    assert (found.alarm is not None) == is_alarm
    if is_alarm:
        assert "4 of 10 students in this download are on the roster (read as plain)" in told(found)
        assert "16 of the 20 people on it would get 0" in told(found)
        assert "Nothing was graded." in told(found)
        assert "--yes" in told(found)
        assert "아직 아무것도 채점하지 않았습니다" in told(found, "ko")


@pytest.mark.parametrize(("known", "is_alarm"), [(1, True), (2, False)])
def test_hardly_anyone_of_the_roster_is_an_alarm(write, known, is_alarm):
    found = load_class(write(*folders(LOGINS[:known])), roster=ROSTER)

    assert (found.alarm is not None) == is_alarm


def test_a_layout_that_finds_more_of_the_roster_is_named(write):
    roster = Roster(Person(student=f"s{n}", lms_id=str(100 + n)) for n in range(4))
    names = [f"kim{n}_{100 + n}_{9000 + n}_a.py" for n in range(4)]

    found = load_class(write(*names), "plain", roster)

    assert "With --layout canvas, 4 of them are on the roster." in told(found)


def test_the_column_of_the_roster_that_has_them_is_named(write):
    lines = "".join(f"{n},Somebody,{login}\n" for n, login in enumerate(LOGINS))
    roster = parse_roster("student,name,NetID\n" + lines)

    found = load_class(write(*folders(LOGINS)), roster=roster)

    assert "The roster's column “NetID” has 20 of them: call it `student`" in told(found)


def test_a_column_of_another_name_is_called_as_the_platform_s_number_is(write):
    lines = "".join(f"Somebody {n},{100 + n}\n" for n in range(4))
    roster = parse_roster("name,Canvas no.\n" + lines)
    names = [f"kim{n}_{100 + n}_{9000 + n}_a.py" for n in range(4)]

    found = load_class(write(*names), roster=roster)

    assert "The roster's column “Canvas no.” has 4 of them: call it `id`" in told(found)


def test_without_a_better_layout_or_column_the_names_in_the_download_are_shown(write):
    found = load_class(write("x/a.py", "y/a.py"), roster=ROSTER)

    assert "The download calls them x, y …" in told(found)


def test_a_named_layout_whose_form_few_have_is_an_alarm_that_names_what_most_have(write):
    clones = [f"hw1-{login}/{file}" for login in LOGINS for file in (".git/HEAD", "a.py")]

    found = load_class(write(*clones, "kim_1_2_a.py"), "canvas")

    assert "1 of 21 files and folders have the form of canvas's downloads" in told(found)
    assert "Without --layout they are read as github's." in told(found)


def test_a_named_layout_whose_form_most_have_gives_no_alarm(write):
    assert load_class(write("kim_1_2_a.py", "lee_3_4_a.py", "park.py"), "canvas").alarm is None


@pytest.mark.attack
def test_one_student_s_many_files_are_no_alarm(write):
    roster = Roster(Person(student=f"s{n}", lms_id=str(100 + n)) for n in range(4))
    honest = [f"kim{n}_{100 + n}_{9000 + n}_a.py" for n in range(4)]
    hostile = [f"kim3_103_{9100 + n}_x_{500 + n}_{9500 + n}_a.py" for n in range(50)]

    found = load_class(write(*honest, *hostile), roster=roster)

    assert found.alarm is None
    assert len(found.students) == 4 + 1


@pytest.mark.attack
def test_files_of_several_possible_owners_are_no_alarm(write):
    roster = Roster(Person(student=f"s{n}", lms_id=str(100 + n)) for n in range(20))
    honest = [f"kim{n}_{100 + n}_{9000 + n}_a.py" for n in range(4)]
    absent = [f"kim3_103_{9100 + n}_x_{104 + n}_{9500 + n}_a.py" for n in range(16)]

    found = load_class(write(*honest, *absent), roster=roster)

    assert found.alarm is None
    assert f"{absent[-1]} may be of any of the users 103, 104" in said(found)
    assert len(found.students) == 20 + 1
