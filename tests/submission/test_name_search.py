"""Names that people gave their files, with a student's number or name somewhere in them."""

from __future__ import annotations

import pytest

from grader.errors import GraderError
from grader.submission.class_folder import load_class
from grader.submission.name_search import NameSearch
from grader.submission.people_map import load_people, unmatched_text
from grader.submission.roster import Person, Roster
from tests.submission.conftest import names_by_student, said

KIM = Person(student="20231234", idnumber="20231234", name="김민준", email="mj.kim@x.kr")
LEE = Person(student="20235678", idnumber="20235678", name="이 소라", username="sora-lee")
BRIEN = Person(student="20230007", idnumber="20230007", name="Pat O'Brien Jr.", username="obrien")
ROSTER = Roster([KIM, LEE, BRIEN])


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("20231234_김민준_hw1", KIM),
        ("김민준(20231234)", KIM),
        ("20231234김민준", KIM),
        ("민준 김 과제1", KIM),
        ("hw1 김 민준 (최종)", KIM),
        ("[과제1] 소라이", LEE),
        ("이소라-final", LEE),
        ("hw1_mj.kim@x.kr", KIM),
        ("hw-sora-lee-2", LEE),
        ("O’Brien, Pat, Jr. hw1", BRIEN),
        ("pat_obrien_hw1", BRIEN),
        ("PAT\u200b OBRIEN", BRIEN),
        ("hw1_230007", None),
        ("hw1", None),
        ("김민준호", None),
        ("120231234", None),
    ],
)
def test_whole_parts_of_a_name_mean_a_student(name, person):
    found = NameSearch(ROSTER, [name]).find(name).found

    assert (found.person if found else None) == person


@pytest.mark.parametrize(
    "name", ["20231234_이소라", "20231234_20235678", "김민준_20239999", "obrien_김민준"]
)
def test_clues_that_contradict_mean_nobody(name):
    search = NameSearch(ROSTER, [name]).find(name)

    assert search.found is None
    assert search.possible


def test_two_students_of_one_name_are_told_apart_by_a_number_alone():
    roster = Roster([KIM, Person(student="20239999", idnumber="20239999", name="김민준")])
    search = NameSearch(roster, [])

    assert search.find("김민준_hw1").found is None
    assert search.find("김민준_20239999").found.person.student == "20239999"


def test_a_word_in_most_names_is_the_assignment_s(write):
    roster = Roster([Person("hw1"), *(Person(f"s{n}000", name=f"Ann Nr{n}") for n in range(5))])

    found = load_class(write(*(f"hw1_s{n}000.py" for n in range(5)), "hw1_zed.py"), roster=roster)

    names = names_by_student(found)
    assert names["hw1"] == []
    assert names["hw1_zed"] == ["hw1_zed.py"]
    assert names["s3000"] == ["hw1_s3000.py"]


def test_a_date_in_most_names_does_not_contradict(write):
    roster = Roster([KIM, LEE, BRIEN, Person(student="20230001", name="박지훈")])
    names = ["김민준", "이소라", "pat obrien", "박지훈"]

    found = load_class(write(*(f"{name}_20261120.py" for name in names)), roster=roster)

    assert [bool(files) for files in names_by_student(found).values()] == [True] * 4


@pytest.mark.attack
def test_two_claims_by_parts_of_names_are_both_named_and_neither_is_lost(write):
    names = ["20231234_김민준_a.py", "20231234_김민준_b.py"]

    found = load_class(write(*names), roster=Roster([KIM]))

    assert list(names_by_student(found).values()) == [[name] for name in names]
    assert all(name.removesuffix(".py") in said(found) for name in names)


@pytest.mark.attack
@pytest.mark.parametrize("surer", ["20231234.py", "20231234_김민준.py"])
def test_a_name_alone_gives_way_to_a_number(write, surer):
    found = load_class(write(surer, "hw1 김민준.py"), roster=Roster([KIM]))

    assert names_by_student(found)["20231234"] == [surer]
    assert "hw1 김민준 may be meant as 20231234" in said(found)


@pytest.mark.attack
@pytest.mark.parametrize(
    "name",
    [
        "zed_9_9001_20231234_김민준.py",
        "Zed_9_assignsubmission_file_20231234_김민준.py",
    ],
)
def test_what_a_student_named_says_nothing_of_the_owner(write, name):
    found = load_class(write(name), roster=Roster([KIM]))

    assert names_by_student(found)["20231234"] == []


def test_one_clue_alone_is_named(write):
    found = load_class(write("hw1_20231234.py", "이소라_20235678.py"), roster=ROSTER)

    assert "a part of theirs: hw1_20231234 → 20231234." in said(found)


# -- whose it is, by hand


@pytest.fixture
def people(tmp_path):
    """Write a file for `--map`; give its path."""

    def made(*lines):
        path = tmp_path / "people.csv"
        path.write_text("\n".join(["submission,student", *lines]) + "\n")
        return path

    return made


def test_staff_say_whose_a_submission_is(write, people):
    folder = write("final(3).py", "zed/a.py", "20231234.py")
    given = load_people(people("final(3).py,김민준", "zed,20235678"), ROSTER)

    found = load_class(folder, roster=ROSTER, given=given)

    assert names_by_student(found) == {
        "20230007": [],
        "20231234": ["final(3).py"],
        "20231234 (2)": ["20231234.py"],
        "20235678": ["zed"],
    }
    assert "20231234 may be meant as 20231234, whose place final(3) has more surely" in said(found)


def test_the_file_of_unmatched_ones_is_taken_back_when_filled_in(write, tmp_path):
    folder = write("=x.py", "zed.py", "20231234_이소라.py")
    unmatched = unmatched_text(load_class(folder, roster=ROSTER).unmatched)
    assert '"20231234, 20235678"' in unmatched
    path = tmp_path / "unmatched.csv"
    path.write_text(unmatched.replace('.py","","', '.py","20235678","'))

    found = load_class(folder, roster=ROSTER, given=load_people(path, ROSTER))

    assert sorted(names_by_student(found)["20235678"]) == sorted(p.name for p in folder.iterdir())
    assert found.unmatched == ()


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["a.py,nobody"], "line 2: there is no student nobody"),
        (["a.py,20231234", "a.py,20235678"], "line 3: a.py is given to two students"),
    ],
)
def test_a_mistake_in_the_map_has_its_line(people, lines, sentence):
    with pytest.raises(GraderError, match=sentence):
        load_people(people(*lines), ROSTER)


def test_a_name_of_the_map_that_is_not_in_the_download_is_named(write, people):
    given = load_people(people("gone.py,20231234"), ROSTER)

    assert "not in this download: gone.py" in said(
        load_class(write("a.py"), roster=ROSTER, given=given)
    )
