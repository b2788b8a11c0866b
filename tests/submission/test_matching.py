"""The student of an entry: the roster's where that is sure, else as the download names them."""

from __future__ import annotations

import pytest

from grader.submission.class_folder import load_class
from grader.submission.roster import Person, Roster
from grader.submission.roster_file import parse_roster
from tests.submission.conftest import files_of, names_by_student, said

KIM = Person(student="kim", name="Minjun Kim", idnumber="2026-1", email="kim@x.kr")


@pytest.mark.parametrize(
    ("surer", "less"),
    [
        ("kim", "2026-1"),
        ("kim", "KIM"),
        ("2026-1", "Minjun Kim"),
        ("kim@x.kr", "minjunkim"),
    ],
)
def test_of_two_names_for_one_student_the_surer_one_counts_and_both_are_named(write, surer, less):
    found = load_class(write(f"{surer}/a.py", f"{less}/b.py"), roster=Roster([KIM]))

    assert names_by_student(found) == {"kim": [surer], less: [less]}
    assert f"{less} may be meant as kim, whose place {surer} has more surely" in said(found)


@pytest.mark.parametrize(
    "names", [("KIM", "Kim"), ("2026-1", "kim@x.kr"), ("minjunkim", "kimminjun")]
)
def test_two_names_that_are_as_sure_are_both_named_and_neither_counts(write, names):
    found = load_class(write(*(f"{name}/a.py" for name in names)), roster=Roster([KIM]))

    assert names_by_student(found) == {name: [name] for name in sorted(names)}
    assert f"kim on the roster may be any of {', '.join(sorted(names))}" in said(found)


def test_several_files_of_one_name_are_one_student_s_on_the_roster_too(write):
    found = load_class(write("2026-1/a.py", "2026-1.py"), roster=Roster([KIM]))

    assert files_of(found, "kim") == ["2026-1.py", "a.py"]


def test_a_student_who_is_not_on_the_roster_is_graded_and_named(write):
    found = load_class(write("kim/a.py", "zed/a.py"), roster=Roster([Person(student="kim")]))

    assert [s.name for s in found.students] == ["kim", "zed"]
    assert found.notes[0].values == {"names": "zed"}


def test_a_student_who_handed_in_nothing_is_in_the_class_and_named(write):
    people = [Person(student="kim"), Person(student="lee")]

    found = load_class(write("kim/a.py"), roster=Roster(people))

    assert files_of(found, "lee") == []
    assert found.notes[-1].values == {"names": "lee"}


def test_canvas_s_user_with_another_number_is_not_matched_by_name(write):
    names = ["kimminjun_101_201_output_size.py", "kimminjun_999_202_output_size.py"]
    person = Person(student="s1", name="Kim Minjun", lms_id="101")

    found = load_class(write(*names), roster=Roster([person]))

    assert names_by_student(found) == {"s1": names[:1], "kimminjun_999": names[1:]}
    assert "Not on the roster, and graded all the same: kimminjun_999." in said(found)
    assert "with another number or address there: kimminjun_999 ≠ s1." in said(found)


def test_moodle_s_participant_with_another_number_is_not_matched_by_name(write):
    names = [f"Minjun Kim_{number}_assignsubmission_file_a.py" for number in (4711, 4999)]
    person = Person(student="s1", name="Minjun Kim", lms_id="4711")

    found = load_class(write(*names), roster=Roster([person]))

    assert names_by_student(found) == {"s1": names[:1], "Minjun Kim_4999": names[1:]}


METADATA = """\
submission_11:
  :submitters:
  - :name: Kim Minjun
    :sid: '2024009'
    :email: kim9@u.kr
"""


def test_gradescope_s_submitter_with_another_number_is_not_matched_by_name(write):
    roster = parse_roster("Name,SID,Email\nKim Minjun,2024001,kim1@u.kr\n")
    folder = write("submission_11/a.py", **{"submission_metadata.yml": METADATA})

    found = load_class(folder, roster=roster)

    assert names_by_student(found) == {"2024001": [], "2024009": ["submission_11"]}
    assert "with another number or address there: 2024009 ≠ 2024001." in said(found)


def test_a_column_of_other_numbers_is_not_used_and_named(write):
    roster = parse_roster("id,name\n1,Kim Minjun\n2,Lee Dohyun\n3,Park Jiwoo\n")
    names = [
        "kimminjun_48213_1_a.py",
        "leedohyun_48214_2_a.py",
        "parkjiwoo_48215_3_a.py",
    ]

    found = load_class(write(*names), roster=roster)

    assert names_by_student(found) == {str(n): [name] for n, name in enumerate(names, 1)}
    assert "of these columns of the roster: lms_id." in said(found)


def test_two_downloads_of_moodle_in_one_folder_are_one_class(write):
    names = [
        f"{name}_{number}_assignsubmission_file_a.py"
        for number, name in enumerate(("Kim Minji", "Lee Dohyun") * 2)
    ]
    people = [Person(student="kim", name="Kim Minji"), Person(student="lee", name="Lee Dohyun")]

    found = load_class(write(*names), roster=Roster(people))

    assert names_by_student(found) == {"kim": names[::2], "lee": names[1::2]}


def test_two_students_of_one_name_are_not_both_matched_with_one_person(write):
    names = ["kimminjun_101_201_a.py", "kimminjun_999_202_a.py"]

    found = load_class(write(*names), roster=Roster([Person(student="s1", name="Kim Minjun")]))

    assert names_by_student(found) == {
        "kimminjun_101": names[:1],
        "kimminjun_999": names[1:],
    }
    assert "s1 on the roster may be any of kimminjun_101, kimminjun_999, so none" in said(found)


def test_an_unlisted_student_never_gets_the_name_of_a_listed_one(write):
    people = [Person(student="kim", github="mj"), Person(student="lee", github="lee")]
    folder = write("hw1-kim/.git/x", "hw1-kim/a.py", "hw1-lee/.git/x", "hw1-lee/a.py")

    found = load_class(folder, roster=Roster(people))

    assert names_by_student(found) == {"kim": [], "kim (2)": ["hw1-kim"], "lee": ["hw1-lee"]}


def test_the_roster_s_notes_are_the_class_s_too(write):
    roster = parse_roster("student,received\nkim,soon\n")

    assert "such as “soon”" in said(load_class(write("kim.py"), roster=roster))
