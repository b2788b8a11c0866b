"""A gradebook that Blackboard exported, filled: read back by its import's own rules."""

from __future__ import annotations

import csv
import io
import re

import pytest

from grader.errors import GraderError
from grader.gradebook.templates import fill_template
from grader.submission.roster_file import load_roster

HEADER = [
    "Last Name",
    "First Name",
    "Username",
    "Student ID",
    "Quiz 2 [Total Pts: 9] |70",
    "HW |71",
]
STUDENTS = [["Kim", "Minjun", "kim", "s1", "5", ""], ["Lee", "=Dohyun", "lee", "s2", "", "3.5"]]
FORMS = [
    pytest.param("utf-16", "\t", csv.QUOTE_ALL, "\n", id="tabs"),
    pytest.param("utf-8-sig", ",", csv.QUOTE_ALL, "\r\n", id="commas"),
    pytest.param("utf-8", ",", csv.QUOTE_MINIMAL, "\n", id="bare"),
]


@pytest.fixture
def export(tmp_path):
    """Writes what Blackboard exports and gives its path."""

    def made(
        encoding="utf-8", delimiter=",", quoting=csv.QUOTE_ALL, end="\r\n", rows=(HEADER, *STUDENTS)
    ):
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
        path = tmp_path / "gc_export.xls"
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return made


def imported(data: bytes, encoding: str, delimiter: str) -> dict[tuple[str, str], str]:
    """`(user name, column's number) -> score`, which is all that Blackboard goes by."""
    rows = csv.reader(io.StringIO(data.decode(encoding), newline=""), delimiter=delimiter)
    header = next(rows)
    numbers = {n: m[1] for n, cell in enumerate(header) if (m := re.search(r"\|(\d+)$", cell))}
    user = header.index("Username")
    return {(row[user], number): row[n] for row in rows for n, number in numbers.items()}


@pytest.mark.parametrize(("encoding", "delimiter", "quoting", "end"), FORMS)
@pytest.mark.parametrize("title", ["HW", "hw", "HW |71"])
def test_one_column_is_filled_and_nothing_else_changes(
    export, make_row, make_member, encoding, delimiter, quoting, end, title
):
    path = export(encoding, delimiter, quoting, end)

    filled = fill_template(path, [make_row("+-", make_member("kim"))], title)

    assert imported(filled.data, encoding, delimiter) == {
        ("kim", "70"): "5",
        ("kim", "71"): "2",
        ("lee", "70"): "",
        ("lee", "71"): "3.5",
    }
    assert filled.left_out == []
    changed = [[*STUDENTS[0][:5], "2"], STUDENTS[1]]
    assert filled.data == export(encoding, delimiter, quoting, end, (HEADER, *changed)).read_bytes()


def test_a_column_is_called_by_what_stands_before_its_points(export, make_row, make_member):
    filled = fill_template(export(), [make_row("+-", make_member("lee"))], "Quiz 2")

    assert imported(filled.data, "utf-8", ",")["lee", "70"] == "2"


@pytest.mark.parametrize(
    "known", [{"username": "KIM"}, {"idnumber": "s1"}, {"name": "Minjun Kim"}, {"lms_id": "9"}]
)
def test_students_are_found_by_what_is_known_of_them_and_others_are_named(
    export, make_row, make_member, known
):
    filled = fill_template(export(), [make_row("++", make_member("x", **known))], "HW")

    found = imported(filled.data, "utf-8", ",")["kim", "71"]
    assert (found, filled.left_out) == (("", ["x"]) if "lms_id" in known else ("4", []))


@pytest.mark.parametrize("letters", ["", "bb"])
def test_who_has_no_grade_keeps_what_is_there(export, make_row, make_member, letters):
    filled = fill_template(export(), [make_row(letters, make_member("lee"))], "HW")

    assert imported(filled.data, "utf-8", ",")["lee", "71"] == "3.5"


def test_of_two_of_one_name_nobody_gets_the_other_s_points(export, make_row, make_member):
    named = {"name": "Minjun Kim"}
    rows = [
        make_row("++", make_member("a", username="kim", **named)),
        make_row("--", make_member("b", username="kim2", **named)),
    ]

    filled = fill_template(export(), rows, "HW")

    assert imported(filled.data, "utf-8", ",")["kim", "71"] == "4"
    assert filled.left_out == ["b Minjun Kim"]


@pytest.mark.parametrize("title", ["Quiz", "Username", "Quiz 3"])
def test_a_column_that_blackboard_gave_no_number_is_refused_with_those_that_there_are(
    export, make_row, title
):
    with pytest.raises(GraderError) as caught:
        fill_template(export(), [make_row()], title)

    assert caught.value.sentence.values["names"] == "Quiz 2, HW"


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x80\x81", b""])
def test_a_file_that_is_no_gradebook_gets_a_sentence(tmp_path, make_row, data):
    path = tmp_path / "x.xls"
    path.write_bytes(data)

    with pytest.raises(GraderError):
        fill_template(path, [make_row()], "HW")


def test_what_blackboard_exported_is_a_roster_too(export):
    kim, _lee = load_roster(export("utf-16", "\t")).people

    assert (kim.username, kim.name) == ("kim", "Minjun Kim")
