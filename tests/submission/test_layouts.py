"""Submissions as Canvas, Moodle, Gradescope, nbgrader and GitHub give them: who, when, what."""

from __future__ import annotations

import datetime
import os
import time

import pytest

from grader.errors import SubmissionError
from grader.submission.class_folder import load_class
from grader.submission.layouts import LAYOUTS, read_layout
from grader.submission.roster import Person, Roster
from tests.submission.conftest import files_of, load, names_by_student, problems_of, said

CANVAS = (
    "kimminjun_101_9001_convolution.py",
    "kimminjun_101_9001_pooling-2.ipynb",
    "leedohyun_LATE_102_9002_convolution-1.py",
)


def test_canvas_names_students_files_and_who_is_late(write):
    found = load_class(write(*CANVAS))

    assert found.layout == "canvas"
    assert [s.name for s in found.students] == ["kimminjun_101", "leedohyun_102"]
    assert [s.attempts[-1].is_late for s in found.students] == [False, True]
    assert files_of(found, "kimminjun_101") == ["convolution.py", "pooling.ipynb"]
    assert files_of(found, "leedohyun_102") == ["convolution.py"]


@pytest.mark.parametrize(
    ("handed_in", "kept"),
    [
        (["a.py", "a-1.py"], {"a.py": "a-1.py", "earlier/a.py": "a.py"}),
        (
            ["a-1.py", "a-2.py", "a-10.py"],
            {"a.py": "a-10.py", "a-1.py": "a-1.py", "a-2.py": "a-2.py"},
        ),
        (["part-1.py"], {"part.py": "part-1.py"}),
        (["my_file.py"], {"my_file.py": "my_file.py"}),
    ],
)
def test_canvas_s_highest_number_gets_the_plain_name_and_nothing_is_lost(tmp_path, handed_in, kept):
    folder = tmp_path / "class"
    folder.mkdir()
    for name in handed_in:
        (folder / f"kim_1_2_{name}").write_text(name)

    loaded = load(load_class(folder), "kim_1")

    assert {file.name: file.data.decode() for file in loaded.files} == kept


def test_canvas_students_are_found_by_number_then_by_name(write):
    people = [
        Person(student="s1", name="Minjun Kim", lms_id="101"),
        Person(student="s2", name="Lee, Dohyun"),
        Person(student="s3", name="Somebody Else"),
    ]

    found = load_class(write(*CANVAS), roster=Roster(people))

    assert [s.name for s in found.students] == ["s1", "s2", "s3"]
    assert files_of(found, "s3") == []
    assert "Nothing handed in: {names}." in [note.text for note in found.notes]


def test_moodle_s_folders_and_files_are_participants(write):
    found = load_class(
        write(
            "Minjun Kim_4711_assignsubmission_file_/convolution.py",
            "Minjun Kim_4711_assignsubmission_onlinetext_/onlinetext.html",
            "Dohyun Lee_4712_assignsubmission_file_pooling.py",
        )
    )

    assert found.layout == "moodle"
    assert [s.name for s in found.students] == ["Dohyun Lee_4712", "Minjun Kim_4711"]
    assert files_of(found, "Minjun Kim_4711") == ["convolution.py"]
    assert files_of(found, "Dohyun Lee_4712") == ["pooling.py"]


def test_moodle_s_participants_are_found_by_the_grading_worksheet(write):
    person = Person(student="kim@x.kr", email="kim@x.kr", name="Minjun Kim", lms_id="4711")

    found = load_class(
        write("Minjun Kim_4711_assignsubmission_file_/a.py"), roster=Roster([person])
    )

    assert [s.name for s in found.students] == ["kim@x.kr"]


METADATA = """\
submission_11:
  :submitters:
  - :name: Minjun Kim
    :sid: '2026-1'
    :email: kim@x.kr
  - :name: Dohyun Lee
    :sid: '2026-2'
    :email: lee@x.kr
  :created_at: 2026-11-20 03:00:00.000000000 Z
submission_12:
  :submitters:
  - :name: Dohyun Lee
    :sid: '2026-2'
    :email: lee@x.kr
  :created_at: 2026-11-21 03:00:00.000000000 Z
submission_13:
  :submitters:
  - :name: Not Exported
    :sid: '2026-3'
"""


def test_gradescope_s_groups_are_each_member_s_and_later_submissions_are_attempts(write):
    folder = write(
        "submission_11/a.py", "submission_12/b.py", **{"submission_metadata.yml": METADATA}
    )

    found = load_class(folder)

    kim, lee, absent = found.students
    assert found.layout == "gradescope"
    assert (kim.name, lee.name) == ("2026-1", "2026-2")
    assert [len(s.attempts) for s in (kim, lee)] == [1, 2]
    assert files_of(found, "2026-2") == ["b.py"]
    assert kim.attempts[0].received == datetime.datetime(2026, 11, 20, 3, tzinfo=datetime.UTC)
    assert found.left_out == ("submission_metadata.yml",)
    assert (absent.name, files_of(found, "2026-3")) == ("2026-3", [])
    assert found.notes[0].values == {"names": "2026-3"}


def test_a_later_submission_that_was_not_exported_takes_nothing_away(write):
    metadata = METADATA.replace("'2026-3'", "'2026-1'")
    folder = write("submission_11/a.py", **{"submission_metadata.yml": metadata})

    found = load_class(folder, "gradescope")

    assert files_of(found, "2026-1") == ["a.py"]
    assert "not in it" in found.notes[0].text


@pytest.mark.attack
@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/apply:os.system ['touch pwned']",
        "a: [",
        "- 1",
        "[" * 5000,
        "\x00",
    ],
)
def test_unreadable_gradescope_metadata_are_an_error(write, text, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    folder = write("submission_11/a.py", **{"submission_metadata.yml": text})

    with pytest.raises(SubmissionError, match="cannot be read"):
        load_class(folder)

    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize(
    "entry",
    ["x", "{}", "{':submitters': [1]}", "{':submitters': [{}]}", "{':submitters': null}"],
)
def test_a_folder_without_valid_gradescope_metadata_is_left_out_by_name(write, entry):
    text = f"submission_11: {entry}\nsubmission_12:\n  :submitters:\n  - :sid: 7\n"
    folder = write("submission_11/a.py", "submission_12/a.py", **{"submission_metadata.yml": text})

    found = load_class(folder, "gradescope")

    assert [s.name for s in found.students] == ["7"]
    assert "submission_11" in found.left_out


@pytest.mark.parametrize("inside", ["", "submitted/"])
def test_nbgrader_s_folders_are_students_and_its_time_stamps_are_read(write, inside):
    folder = write(
        f"{inside}kim/hw1/convolution.ipynb",
        f"{inside}kim/hw2/pooling.ipynb",
        f"{inside}lee/hw1/convolution.ipynb",
        **{
            f"{inside}kim/hw1/timestamp.txt": "2026-11-20 10:00:00.5 UTC",
            f"{inside}kim/hw2/timestamp.txt": "2026-11-21 10:00:00 UTC",
            f"{inside}lee/hw1/timestamp.txt": "2026-11-19 10:00:00.000000 UTC\n",
        },
    )

    found = load_class(folder)

    assert found.layout == "nbgrader"
    assert [s.name for s in found.students] == ["kim", "lee"]
    assert found.students[0].attempts[-1].received == datetime.datetime(
        2026, 11, 21, 10, tzinfo=datetime.UTC
    )
    assert files_of(found, "kim") == ["convolution.ipynb", "pooling.ipynb"]


@pytest.mark.usefixtures("in_seoul")
@pytest.mark.parametrize(
    ("stamp", "hour"),
    [
        ("2026-11-21 01:00:00.000000 UTC", 1),
        ("2026-11-21 01:00:00 GMT", 1),
        ("2026-11-21 10:00:00.000000 KST", 1),
        ("2026-11-21 05:00:00 +04", 1),
        ("2026-11-21 01:00:00 EST", None),
    ],
)
def test_nbgrader_s_time_is_known_in_utc_and_in_a_zone_of_this_machine(write, stamp, hour):
    (kim,) = load_class(write("kim/hw1/a.py", **{"kim/hw1/timestamp.txt": stamp})).students

    known = datetime.datetime(2026, 11, 21, hour, tzinfo=datetime.UTC) if hour else None
    assert kim.attempts[-1].received == known


def test_of_the_hour_that_comes_twice_the_zone_tells_which(write, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Europe/Berlin")
        time.tzset()
        (kim,) = load_class(
            write("kim/hw1/a.py", **{"kim/hw1/timestamp.txt": "2026-10-25 02:30:00 CET"})
        ).students
    time.tzset()

    expected = datetime.datetime(2026, 10, 25, 1, 30, tzinfo=datetime.UTC)
    assert kim.attempts[-1].received == expected


def test_github_s_clones_are_named_by_user(write):
    folder = write(
        "hw-1-kim/a.py", "hw-1-kim/.git/HEAD", "hw-1-lee-x/a.py", "hw-1-lee-x/.git/config"
    )

    found = load_class(folder)

    assert found.layout == "github"
    assert [s.name for s in found.students] == ["kim", "lee-x"]
    assert files_of(found, "kim") == ["a.py"]


def test_a_roster_tells_where_the_assignment_s_name_ends(write):
    folder = write("hw-a-kim/.git/x", "hw-a-kim/a.py", "hw-a-lee/.git/x", "hw-a-lee/a.py")
    people = [Person(student="1", github="a-kim"), Person(student="2", github="a-lee")]

    found = load_class(folder, roster=Roster(people))

    assert [s.name for s in found.students] == ["1", "2"]


def clones(*names):
    """Files of clones of these names."""
    return [f"{name}/{file}" for name in names for file in (".git/HEAD", "a.py")]


def test_a_user_is_never_less_than_what_follows_the_assignment(write):
    people = [Person(student="s1", github="lee"), Person(student="s2", github="park")]

    found = load_class(write(*clones("hw1-kim-lee", "hw1-park")), roster=Roster(people))

    assert names_by_student(found) == {"kim-lee": ["hw1-kim-lee"], "s1": [], "s2": ["hw1-park"]}


def test_a_stray_clone_does_not_hide_the_assignment(write):
    found = load_class(write(*clones("hw1-kim-lee", "hw1-park", "template-x")))

    assert [s.name for s in found.students] == ["kim-lee", "park", "template-x"]


def test_two_assignments_in_one_folder_are_told_apart(write):
    found = load_class(write(*clones("hw1-kim", "hw1-lee", "lab2-kim", "lab2-lee")))

    assert names_by_student(found) == {
        "kim": ["hw1-kim", "lab2-kim"],
        "lee": ["hw1-lee", "lab2-lee"],
    }


def test_assignments_that_begin_alike_are_in_doubt(write):
    found = load_class(write(*clones("cnn-01-kim", "cnn-01-lee", "cnn-02-kim", "cnn-02-lee")))

    assert [s.name for s in found.students] == ["01-kim", "01-lee", "02-kim", "02-lee"]
    assert "Taken for the assignment in the folders' names: cnn-." in said(found)


def test_users_that_begin_alike_are_found_on_the_roster_or_in_doubt(write):
    folder = write(*clones("hw1-anna-k", "hw1-anna-b"))
    people = [Person(student=name, github=name) for name in ("anna-k", "anna-b", "k")]

    by_roster = load_class(folder, roster=Roster(people))
    without = load_class(folder)

    assert names_by_student(by_roster) == {
        "anna-b": ["hw1-anna-b"],
        "anna-k": ["hw1-anna-k"],
        "k": [],
    }
    assert [s.name for s in without.students] == ["b", "k"]
    assert "Taken for the assignment in the folders' names: hw1-anna-." in said(without)


def test_an_assignment_of_one_word_is_not_in_doubt(write):
    assert load_class(write(*clones("hw1-kim", "hw1-lee"))).notes == ()


def test_a_single_clone_s_user_is_guessed_from_the_roster_with_a_note(write):
    people = [Person(student="s1", github="lee")]

    found = load_class(write(*clones("hw1-kim-lee")), roster=Roster(people))

    assert names_by_student(found) == {"s1": ["hw1-kim-lee"]}
    assert "only by how the folder's name ends: hw1-kim-lee → s1." in said(found)


def test_a_layout_inside_one_folder_is_read_with_a_note(write):
    found = load_class(write(*(f"submissions/{name}" for name in CANVAS)))

    assert found.layout == "canvas"
    assert "read from submissions, a folder in the one that was named" in said(found)


@pytest.mark.parametrize(
    "file", ["kim/hw1/.git/HEAD", "kim/hw1-kim/.git/HEAD", "kim/my_1_2_output_size.py"]
)
def test_the_only_student_s_work_is_not_taken_for_a_class(write, file):
    found = load_class(write(file))

    assert (found.layout, names_by_student(found)) == ("plain", {"kim": ["kim"]})


def test_one_entry_in_one_folder_is_read_if_its_form_leaves_no_doubt(write):
    found = load_class(write("downloads/K_1_assignsubmission_file_a.py"))

    assert (found.layout, names_by_student(found)) == (
        "moodle",
        {"K_1": ["K_1_assignsubmission_file_a.py"]},
    )
    assert "read from downloads" in said(found)


MOODLE = [f"Name {n}_{n}_assignsubmission_file_a.py" for n in range(1, 5)]
MANY_CLONES = clones(*(f"hw1-user{n}" for n in range(1, 5)))
STAMPED = {f"user{n}/hw1/timestamp.txt": "2026-11-20 10:00:00 UTC" for n in range(1, 5)}


@pytest.mark.parametrize(
    ("most", "layout"),
    [(CANVAS, "canvas"), (MOODLE, "moodle"), (MANY_CLONES, "github")],
    ids=["canvas", "moodle", "github"],
)
def test_one_entry_of_another_form_does_not_decide_for_the_others_and_is_named(write, most, layout):
    found = load_class(write(*most, "park.py"))

    assert found.layout == layout
    assert f"Not of the form of {layout}'s downloads, and taken as plain: park.py." in said(found)
    assert files_of(found, "park") == ["park.py"]


@pytest.mark.attack
@pytest.mark.parametrize(
    "files",
    [
        ["K_1_assignsubmission_file_a.py"],
        ["submission_1/a.py", "submission_metadata.yml"],
        ["x/hw1/a.py", "x/hw1/timestamp.txt"],
        ["lee_1_2_a.py", "park_3_4_a.py"],
    ],
)
def test_a_folder_of_somebody_on_the_roster_is_theirs_whatever_lies_in_it(write, files):
    found = load_class(write(*(f"kim/{file}" for file in files)), roster=Roster([Person("kim")]))

    assert (found.layout, names_by_student(found)) == ("plain", {"kim": ["kim"]})


@pytest.mark.attack
@pytest.mark.parametrize("stamp", ["2026-11-20 10:00:00 UTC", "x"])
def test_a_student_s_folder_called_submitted_is_not_the_class(write, stamp):
    folder = write(
        "submitted/lee/hw1/a.py",
        "lee/a.py",
        "kim/a.py",
        **{"submitted/lee/hw1/timestamp.txt": stamp},
    )

    assert [s.name for s in load_class(folder).students] == ["kim", "lee", "submitted"]


def test_canvas_s_groups_may_have_underscores_and_numbers_in_their_names(write):
    teams = ["team_a_101_5001_a.py", "team_b_LATE_102_5002_a.py", "team_3_103_5003_a.py"]

    found = load_class(write(*teams))

    late = {student.name: student.attempts[-1].is_late for student in found.students}
    assert late == {"team_3_103": False, "team_a_101": False, "team_b_102": True}


def test_canvas_s_numbers_in_a_student_s_file_name_are_theirs(write):
    names = ["kim_10123_9001234_hw_1_2_final.py", "kim_10123_9001235_b.py"]

    found = load_class(write(*names, "lee_10124_9001236_a.py"))

    assert names_by_student(found) == {"kim_10123": names, "lee_10124": ["lee_10124_9001236_a.py"]}
    assert files_of(found, "kim_10123") == ["b.py", "hw_1_2_final.py"]


@pytest.mark.attack
def test_canvas_s_file_of_several_possible_users_is_nobody_s_until_the_roster_tells(write):
    name = "lee_102_9009_x_103_9003_a.py"
    folder = write(name, "kim_101_9001_a.py")

    without = load_class(folder)
    lee = load_class(
        folder, roster=Roster([Person("s1", lms_id="101"), Person("s2", lms_id="102")])
    )

    assert names_by_student(without)["lee_102_9009_x_103"] == [name]
    assert f"{name} may be of any of the users 102, 103" in said(without)
    assert names_by_student(lee)["s2"] == [name]


def test_a_layout_that_a_third_of_the_candidates_look_like_is_named(write):
    found = load_class(write(*MOODLE, *(f"kim{n}.py" for n in range(8))))

    assert found.layout == "plain"
    assert "4 of 12 entries look like moodle's" in said(found)


@pytest.mark.parametrize("names", [["kim_1_2_a.py", "solution.py"], ["kim.py", "lee.py"]])
def test_half_of_the_candidates_are_no_reason_for_doubt(write, names):
    assert load_class(write(*names)).notes == ()


def test_files_of_another_form_than_the_named_layout_are_left_out_by_name(write):
    found = load_class(write(*CANVAS, "park.py"), "canvas")

    assert [s.name for s in found.students] == ["kimminjun_101", "leedohyun_102"]
    assert found.left_out == ("park.py",)


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_a_folder_without_submissions_is_refused_in_every_layout(tmp_path, layout):
    with pytest.raises(SubmissionError, match="no submissions here"):
        load_class(tmp_path, layout)


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_no_layout_follows_links(tmp_path, write, layout):
    (tmp_path / "secret.py").write_text("x")
    folder = write("kim/a.py", "kim/.git/x", **{"kim/hw/timestamp.txt": "2026-01-01 00:00:00 UTC"})
    names = ["kim_1_2_a.py", "K_1_assignsubmission_file_a.py", "submission_1"]
    for name in names:
        (folder / name).symlink_to(tmp_path / "secret.py")
    (folder / "submission_metadata.yml").symlink_to(tmp_path / "secret.py")

    found, listing = read_layout(folder, layout)[1:3]

    assert not [item for entry in found for item in entry.items if item.path.is_symlink()]
    assert {path.name for path in listing.ignored} >= set(names)


# -- every file is a student's or left out by name


@pytest.mark.parametrize(
    ("layout", "beside", "paper", "name"),
    [
        ("plain", "kim.py", "lee.rar", "lee"),
        ("plain", "kim.py", "lee.tar.gz", "lee"),
        ("canvas", "kim_1_2_a.py", "lee_3_4_report.pdf", "lee_3"),
        ("moodle", "K_1_assignsubmission_file_a.py", "L_2_assignsubmission_file_b.7z", "L_2"),
        ("moodle", "K_1_assignsubmission_file_/a.py", "L_2_assignsubmission_file_/b.7z", "L_2"),
    ],
)
def test_a_student_of_unreadable_files_alone_is_in_the_class_and_told_so(
    write, layout, beside, paper, name
):
    found = load_class(write(beside, paper))

    assert found.layout == layout
    assert len(found.students) == 2
    assert paper.rpartition("_")[2].rpartition("/")[2] in problems_of(load(found, name))
    assert found.left_out == ()


def test_other_files_beside_a_readable_submission_are_left_out_by_name(write):
    found = load_class(write("kim_1_2_a.py", "kim_1_2_report.pdf"))

    assert problems_of(load(found, "kim_1")) == ""
    assert found.left_out == ("kim_1_2_report.pdf",)


def test_nbgrader_s_students_without_a_time_stamp_are_graded_too(write):
    stamp = {"submitted/kim/hw1/timestamp.txt": "2026-11-20 10:00:00 UTC"}
    folder = write(
        "submitted/kim/hw1/a.py",
        "submitted/lee/hw1/a.py",
        "submitted/park/a.py",
        "submitted/stray.py",
        "source/hw1/a.py",
        **stamp,
    )

    found = load_class(folder)

    assert found.layout == "nbgrader"
    assert [s.name for s in found.students] == ["kim", "lee", "park"]
    assert files_of(found, "lee") == files_of(found, "park") == ["a.py"]
    assert found.left_out == ("stray.py",)


def test_gradescope_s_metadata_mark_its_export_even_beside_other_folders(write):
    names = ["export/submission_11/a.py", "export/submission_12/b.py", "export/extra/a.py"]
    folder = write(*names, **{"export/submission_metadata.yml": METADATA})

    found = load_class(folder)

    assert found.layout == "gradescope"
    assert "extra" in found.left_out


@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - {"plain"}))
def test_a_layout_that_does_not_fit_is_named_in_the_tip(write, layout):
    with pytest.raises(SubmissionError) as caught:
        load_class(write("kim/x/a.py"), layout)

    assert caught.value.tip.values == {"layout": layout}


def test_one_student_whose_folder_holds_folders_may_be_the_class(write):
    found = load_class(write("class-a/kim/a.py", "class-a/lee/a.py"))

    assert [s.name for s in found.students] == ["class-a"]
    assert found.notes[0].values == {"name": "class-a"}


@pytest.mark.skipif("sys.platform != 'linux'", reason="file names are bytes there")
def test_a_korean_name_in_cp949_is_read(tmp_path):
    raw = os.fsdecode("김철수".encode("cp949"))
    (tmp_path / raw).mkdir()
    (tmp_path / raw / "a.py").write_text("x = 1")

    assert load(load_class(tmp_path), "김철수").student == "김철수"
