"""Rosters as instructors have them: written by hand, or exported by an LMS."""

from __future__ import annotations

import datetime

import pytest

from grader.errors import GraderError
from grader.submission.roster import Identifier, Person, Roster
from grader.submission.roster_file import load_roster, parse_roster


def test_a_roster_written_by_hand_is_read():
    (kim, lee) = parse_roster("student,name,email\nkim,Minjun Kim,kim@x.kr\nlee,Lee,\n").people

    assert (kim.student, kim.name, kim.email) == ("kim", "Minjun Kim", "kim@x.kr")
    assert lee.email == ""


def test_canvas_s_gradebook_is_a_roster():
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,HW (1)\n"
        "    Points Possible,,,,,10\n"
        '"Kim, Minjun",101,s1,kim,A,\n'
    )

    (kim,) = parse_roster(text).people

    assert kim == Person(
        student="s1", name="Minjun Kim", lms_id="101", idnumber="s1", username="kim", section="A"
    )


def test_moodle_s_grading_worksheet_is_a_roster():
    text = (
        "Identifier,Full name,Email address,Status,Grade,Last modified (submission)\n"
        "Participant 4711,Minjun Kim,kim@x.kr,Submitted,,2026-11-20T10:00:00+00:00\n"
    )

    (kim,) = parse_roster(text).people

    assert (kim.lms_id, kim.student, kim.name) == ("4711", "kim@x.kr", "Minjun Kim")
    assert kim.received == datetime.datetime(2026, 11, 20, 10, tzinfo=datetime.UTC)


def test_moodle_s_participants_and_gradescope_s_list_are_rosters():
    moodle = parse_roster("First name,Surname,ID number,Email address\nMinjun,Kim,7,k@x.kr\n")
    gradescope = parse_roster("First Name;Last Name;SID;Email\nMinjun;Kim;7;k@x.kr\n")

    assert moodle.people == gradescope.people
    assert moodle.people[0].name == "Minjun Kim"


def test_a_korean_roster_from_excel_is_read(tmp_path):
    (tmp_path / "r.csv").write_bytes("학번,이름,분반\n20260001,김철수,1\n".encode("cp949"))

    (kim,) = load_roster(tmp_path / "r.csv").people

    assert (kim.student, kim.name, kim.section) == ("20260001", "김철수", "1")


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path):
    (tmp_path / "r.csv").write_text("\ufeffstudent\nkim\n", "utf-8")

    assert [p.student for p in load_roster(tmp_path / "r.csv").people] == ["kim"]


KIM = Person(student="kim", name="Minjun Kim", email="Kim@X.kr", lms_id="101", github="mj")
LEE = Person(student="lee", name="Dohyun Lee", idnumber="101")


@pytest.mark.parametrize(
    ("identifiers", "found"),
    [
        ([Identifier("lms_id", "101")], KIM),
        ([Identifier("idnumber", "101")], LEE),
        ([Identifier("any", "101")], None),
        ([Identifier("any", "101"), Identifier("any", "kim@x.KR")], KIM),
        ([Identifier("any", "  minjun   KIM ")], KIM),
        ([Identifier("condensed", "kimminjun")], KIM),
        ([Identifier("condensed", "minjunkim")], KIM),
        ([Identifier("github", "kim")], None),
        ([Identifier("any", "mj")], KIM),
        ([Identifier("name", "Nobody")], None),
    ],
)
def test_the_first_unambiguous_identifier_decides(identifiers, found):
    # 101 is one student's number at the LMS and another's ID number: alone it means nobody
    assert Roster([KIM, LEE]).find(identifiers) == found


def test_two_students_of_one_name_are_not_taken_for_each_other():
    people = [Person(student="1", name="Kim Minjun"), Person(student="2", name="Kim Minjun")]

    assert Roster(people).find([Identifier("name", "Kim Minjun")]) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column of this file names students"),
        ("points,grade\n1,2\n", "no column of this file names students"),
        ("studnet\nkim\n", "Did you mean student?"),
        ("student\n", "nobody in this roster"),
        ("student\nkim\nkim\n", "line 3: kim is in the roster twice"),
    ],
)
def test_a_roster_with_a_mistake_is_refused_with_a_sentence(text, said):
    with pytest.raises(GraderError) as caught:
        parse_roster(text)

    assert said in str(caught.value)


@pytest.mark.parametrize("data", [None, b"\xff\xfe\x00\x01", b"\x81"])
def test_a_roster_that_is_not_text_is_refused(tmp_path, data):
    if data is not None:
        (tmp_path / "r.csv").write_bytes(data)

    with pytest.raises(GraderError):
        load_roster(tmp_path / "r.csv")


def test_empty_lines_and_short_rows_are_skipped_or_filled():
    people = parse_roster("student,name\n\nkim\n,\nlee,Lee,more\n").people

    assert [person.student for person in people] == ["kim", "lee"]


# -- contradicting numbers


SID = [
    Identifier("idnumber", "2024009"),
    Identifier("email", "kim9@u.kr"),
    Identifier("name", "Kim Minjun"),
]


@pytest.mark.parametrize(
    "person",
    [
        Person(student="1", name="Kim Minjun", idnumber="2024001", email="kim1@u.kr"),
        Person(student="1", name="Kim Minjun", email="kim1@u.kr"),
        Person(student="1", name="Kim Minjun", idnumber="2024001"),
        Person(student="1", name="Kim Minjun", idnumber="2024001", email="kim9@u.kr"),
    ],
)
def test_a_person_with_another_number_or_address_is_not_meant_by_name(person):
    roster = Roster([person])

    assert roster.find(SID) is None
    assert roster.namesake(SID) == person


@pytest.mark.parametrize(
    "person",
    [
        Person(student="1", name="Kim Minjun"),
        Person(student="1", name="Kim Minjun", username="minjun"),
        Person(student="1", name="Kim Minjun", idnumber="2024009", email="alias@u.kr"),
        Person(student="1", name="Kim Minjun", idnumber="02024009"),
        Person(student="2024009", name="M. Kim"),
    ],
)
def test_a_person_without_a_contradicting_number_is_found(person):
    # an alias does not matter if the number agrees, and Excel loses leading zeros
    assert Roster([person]).find(SID) == person


def test_a_student_s_number_is_compared_where_the_column_is_called_student_id():
    roster = parse_roster("student_id,name\n2024001,Kim Minjun\n")

    assert roster.people[0].student == "2024001"
    assert roster.find(SID) is None


@pytest.mark.parametrize(
    ("given", "student"),
    [("Kim", "Kim"), ("kim", "kim"), ("KIM", None), ("minjun", "minjun"), ("Minjun", "minjun")],
)
def test_the_roster_s_own_key_goes_before_all_other_names(given, student):
    people = [Person(student="Kim"), Person(student="kim")]
    people += [Person(student="minjun"), Person(student="2", name="Minjun")]

    person = Roster(people).find([Identifier("any", given)])

    assert (person.student if person else None) == student


@pytest.mark.attack
@pytest.mark.parametrize("name", ["2026-1", "LEE", "lee@x.kr"])
def test_nobody_makes_a_number_doubtful_by_taking_it_for_a_name(name):
    lee = Person(student="Dohyun Lee", idnumber="2026-1", username="lee", email="lee@x.kr")
    mallory = Person(student="mallory", name=name)

    assert Roster([lee, mallory]).find([Identifier("any", name)]) == lee


# -- the lists of platforms


def test_canvas_s_test_student_is_not_in_the_class():
    header = "Student,ID,SIS User ID,SIS Login ID,Section\n"
    rows = '"Kim, Minjun",101,s1,kim,A\n"Student, Test",9,,hash,A\n'

    assert [person.name for person in parse_roster(header + rows).people] == ["Minjun Kim"]


def test_a_student_named_test_elsewhere_is_in_the_class():
    people = parse_roster('name,email\n"Student, Test",t@x.kr\n').people

    assert [person.name for person in people] == ["Test Student"]


ENGLISH = """\
Identifier,Full name,Email address,Last modified (submission)
Participant 4711,Minjun Kim,kim@x.kr,"Saturday, 21 November 2026, 11:59 PM"
Participant 4712,Dohyun Lee,lee@x.kr,-
"""
KOREAN = """\
식별자,전체 이름,이메일 주소,마지막 수정됨(제출)
참가자 4711,Minjun Kim,kim@x.kr,"토요일, 21 11월 2026, 11:59 오후"
참가자 4712,Dohyun Lee,lee@x.kr,-
"""


@pytest.mark.parametrize("text", [ENGLISH, KOREAN], ids=["English", "Korean"])
def test_moodle_s_grading_worksheet_says_when_each_handed_in(text):
    roster = parse_roster(text)

    kim, lee = roster.people
    assert (kim.lms_id, kim.email, kim.name) == ("4711", "kim@x.kr", "Minjun Kim")
    assert kim.received == datetime.datetime(2026, 11, 21, 23, 59).astimezone()
    assert lee.received is None
    assert roster.notes == ()


def test_times_that_cannot_be_read_are_named():
    roster = parse_roster("student,received\nkim,lauantai 21.\nlee,\npark,soon\n", "r.csv")

    (note,) = roster.notes
    assert note.values == {"path": "r.csv", "count": 2, "example": "lauantai 21."}
