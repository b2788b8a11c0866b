"""Files for other gradebooks, read back by importers written to the rules of those."""

from __future__ import annotations

import csv
import datetime
import io
import re

import pytest

from grader.errors import GraderError
from grader.gradebook.adjustments import Adjustment
from grader.gradebook.exports import render_canvas, render_moodle, render_nbgrader
from grader.model import Lateness


class CanvasImport:
    """Canvas's import: five columns of identity, then assignments; the points' row is no student.

    Students are matched by ID, then SIS user, then SIS login, then exact name. A blank or `-`
    changes nothing, `EX` excuses.
    """

    def __init__(self, text: str, students: dict[str, dict[str, str]]) -> None:
        header, *rows = csv.reader(io.StringIO(text, newline=""))
        assert header[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
        self.columns = [re.fullmatch(r"(.+?)(?: \((\d+)\))?", title) for title in header[5:]]
        assert "Points Possible" in rows[0][0]
        self.possible = [float(cell) for cell in rows[0][5:]]
        self.scores: dict[str, list[float | None]] = {}
        for row in rows[1:]:
            assert len(row) == len(header)
            student = self._match(row, students)
            self.scores[student] = [None if cell in {"", "-"} else float(cell) for cell in row[5:]]

    def _match(self, row, students):
        for place, field in ((1, "id"), (2, "sis_user"), (3, "sis_login"), (0, "name")):
            if row[place]:
                (found,) = (key for key, known in students.items() if known[field] == row[place])
                return found
        raise AssertionError(f"nobody is meant by {row}")


def moodle_import(text: str, field: str, known: set[str]) -> dict[str, dict[str, str]]:
    """Moodle's import with `field` mapped to the user; one that is not known aborts it."""
    found = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        assert None not in row
        if row[field] not in known:
            raise LookupError(row[field])
        found[row[field]] = row
    return found


CANVAS = {
    "kim": {"id": "101", "sis_user": "s1", "sis_login": "kim", "name": "Minjun Kim"},
    "lee": {"id": "102", "sis_user": "s2", "sis_login": "lee", "name": "Dohyun Lee"},
}


@pytest.fixture
def kim(make_member):
    return make_member(
        "kim", name="Minjun Kim", lms_id="101", username="kim", idnumber="s1", email="kim@x.kr"
    )


def test_canvas_reads_a_column_for_each_exercise(make_row, make_class_file, kim):
    text, left_out = render_canvas([make_row("+-", kim)], make_class_file(), "")

    read = CanvasImport(text, CANVAS)

    assert [column[1] for column in read.columns] == ["01_double", "02_mean"]
    assert read.possible == [4, 3]
    assert read.scores == {"kim": [2, None]}
    assert not left_out


def test_canvas_reads_the_total_under_its_own_column(make_row, make_class_file, kim, make_member):
    lee = make_member("lee", name="Dohyun Lee")
    rows = [make_row("++", kim), make_row("", lee)]

    text, _ = render_canvas(rows, make_class_file(), "Homework 1 (4711)")

    read = CanvasImport(text, CANVAS)
    assert read.columns[0].groups() == ("Homework 1", "4711")
    assert read.possible == [7]
    assert read.scores == {"kim": [4], "lee": [None]}


def test_someone_whom_canvas_could_not_find_is_named(make_row, make_class_file, make_member):
    text, left_out = render_canvas([make_row("+")], make_class_file(), "")

    assert left_out == ["kim"]
    assert CanvasImport(text, CANVAS).scores == {}


@pytest.mark.parametrize("title", ["", "Homework 1 (4711)"])
def test_what_could_not_be_judged_is_blank_for_canvas(make_row, make_class_file, kim, title):
    text, _ = render_canvas([make_row("bb", kim)], make_class_file(), title)

    assert {points for row in CanvasImport(text, CANVAS).scores.values() for points in row} == {
        None
    }


def test_points_by_hand_are_exported_where_nothing_could_be_judged(make_row, make_class_file, kim):
    by_hand = Adjustment(student="kim", exercise="01_double", points=3, reason="it broke")
    row = make_row("bb", kim, adjustments=[by_hand])

    text, _ = render_canvas([row], make_class_file(), "HW (1)")

    assert CanvasImport(text, CANVAS).scores == {"kim": [3]}


def test_what_could_not_be_judged_is_blank_for_moodle(make_row, make_class_file, kim):
    text, _ = render_moodle([make_row("bb", kim)], make_class_file(), "HW")

    (row,) = csv.DictReader(io.StringIO(text))
    assert row["HW"] == ""


def test_moodle_reads_points_and_remarks(make_row, make_class_file, kim):
    text, left_out = render_moodle([make_row("+-", kim)], make_class_file(), "Homework 1")

    row = moodle_import(text, "username", {"kim"})["kim"]

    assert (row["email"], row["idnumber"]) == ("kim@x.kr", "s1")
    assert row["Homework 1"] == "2"
    assert row["Homework 1 feedback"] == "01_double: wrong 1"
    assert not left_out


def test_moodle_gets_an_item_for_each_exercise_without_a_title(make_row, make_class_file, kim):
    text, _ = render_moodle([make_row("+-", kim)], make_class_file(), "")

    row = moodle_import(text, "email", {"kim@x.kr"})["kim@x.kr"]

    assert (row["01_double"], row["02_mean"], row["02_mean feedback"]) == ("2", "", "")


def test_whoever_would_stop_moodle_s_import_is_left_out_and_named(
    make_row, make_class_file, make_member, kim
):
    stranger = make_member("zed", email="zed@elsewhere", listed=False)
    rows = [make_row("+", kim), make_row("+", stranger), make_row("+", make_member("lee"))]

    text, left_out = render_moodle(rows, make_class_file(), "")

    assert left_out == ["zed", "lee"]
    assert set(moodle_import(text, "username", {"kim"})) == {"kim"}


def test_a_class_that_moodle_cannot_know_gets_a_sentence(make_row, make_class_file):
    with pytest.raises(GraderError, match="--roster"):
        render_moodle([make_row("+")], make_class_file(), "")


def test_nbgrader_s_columns_say_raw_score_penalty_and_score(make_row, make_class_file, make_member):
    due = datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC)
    member = make_member(
        "kim", name="Min Jun Kim", email="k@x.kr", received=due + datetime.timedelta(hours=2)
    )
    lateness = Lateness(due=due, percent_a_day=25)
    found = make_class_file(lateness=lateness)

    text, left_out = render_nbgrader([make_row("++", member, lateness=lateness)], found, "")

    first, second = csv.DictReader(io.StringIO(text, newline=""))
    assert (
        list(first)
        == (
            "assignment duedate timestamp student_id last_name first_name email raw_score "
            "late_submission_penalty score max_score"
        ).split()
    )
    assert first["assignment"] == "01_double"
    assert datetime.datetime.fromisoformat(first["timestamp"]).hour == 2
    assert (first["last_name"], first["first_name"]) == ("Kim", "Min Jun")
    assert (first["raw_score"], first["late_submission_penalty"], first["score"]) == ("4", "1", "3")
    assert (second["score"], second["max_score"]) == ("", "3")
    assert not left_out


@pytest.mark.attack
@pytest.mark.parametrize("render", [render_canvas, render_moodle, render_nbgrader])
@pytest.mark.parametrize("words", ['=HYPERLINK("x")', "@SUM(1)", "+1", "-1", '",\r\n"=1', "\t=1"])
def test_no_cell_of_an_export_is_a_formula(make_row, make_class_file, make_member, render, words):
    member = make_member(words, name=words, email=words, username=words, idnumber=words)

    text, _ = render([make_row("+-", member)], make_class_file(), words)

    header, *rows = csv.reader(io.StringIO(text, newline=""))
    for row in (header, *rows):
        assert len(row) == len(header)
        assert not [cell for cell in row if cell.startswith(tuple("=+-@\t\r\n"))]
