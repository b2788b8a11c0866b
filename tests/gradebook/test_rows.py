"""The gradebook: what counts, what lateness costs, what staff change; and no cell is a formula."""

from __future__ import annotations

import csv
import datetime
import io

import msgspec
import pytest

from grader.errors import GraderError
from grader.gradebook.adjustments import Adjustment, parse_adjustments
from grader.gradebook.late_policy import days_late, points_lost
from grader.gradebook.rows import gradebook_lines, reasons
from grader.gradebook.rows import make_row as make_row_of
from grader.model import Arrival, Cause, Lateness, Problem, message
from grader.results.store import Result
from tests.made_classes import class_file_of, grade_of, outcome_of

DUE = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
SLUGS = ("01_double", "02_mean")


def read(*rows):
    """The lines of the gradebook by column."""
    text = "".join(gradebook_lines(rows, SLUGS))
    assert text.startswith("\ufeff")  # how Excel knows that it is UTF-8
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_row_has_points_sums_and_what_failed(make_row):
    (kim,) = read(make_row("+-"))

    assert kim["01_double"] == "2"
    assert (kim["total"], kim["possible"]) == ("2", "4")
    assert kim["remark"] == "01_double: wrong 1"


def test_what_was_not_handed_in_is_blank_and_counts_in_what_was_possible(
    make_row, make_grade, make_outcome
):
    nothing = make_grade("kim", make_outcome(0, "s"), file="", exercise="02_mean")
    row = make_row("++")
    both = msgspec.structs.replace(row, cells=row.cells | row_cells(nothing))

    (kim,) = read(both)

    assert (kim["02_mean"], kim["total"], kim["possible"]) == ("", "4", "6")


def row_cells(grade):
    from grader.gradebook.rows import _cell

    return {grade.exercise: _cell(grade, 0.0, ())}


def test_a_bonus_has_its_own_column_and_is_not_in_the_total(
    make_class_file, make_member, make_grade, make_outcome
):
    from grader.gradebook.rows import make_row
    from grader.model.grade import score
    from grader.results.store import Result

    outcomes = (make_outcome(0, "+"), make_outcome(1, "+", bonus=True))
    grade = make_grade("kim", *outcomes, score=score(outcomes))

    (kim,) = read(make_row(Result(make_member("kim"), (grade,)), make_class_file(), (), "en"))

    assert (kim["bonus"], kim["total"], kim["possible"]) == ("2", "2", "2")


def test_checks_that_all_broke_leave_a_blank_and_cost_nothing(make_row):
    (kim,) = read(make_row("bb"))

    assert (kim["01_double"], kim["total"], kim["possible"]) == ("", "0", "0")
    assert kim["remark"] == "01_double: broken 2"


def test_checks_of_which_some_broke_count_for_the_others(make_row):
    (kim,) = read(make_row("+b"))

    assert (kim["01_double"], kim["total"], kim["possible"]) == ("2", "2", "2")


def test_an_adjustment_counts_where_nothing_was_handed_in_or_all_broke(
    make_row, make_grade, make_outcome
):
    from grader.gradebook.rows import _cell

    broken, nothing = (
        make_grade("kim", make_outcome(0, "b")),
        make_grade("kim", make_outcome(0, "s"), file=""),
    )

    for grade in (broken, nothing):
        assert _cell(grade, 0.0, ()).points is None
        assert _cell(grade, 0.0, [adjusted(1.5)]).points == 1.5
        assert _cell(grade, 0.0, [adjusted(-1.5)]).points == 0


def test_a_total_is_shown_where_something_could_be_judged_or_was_given(make_row):
    from grader.gradebook.rows import shown_total

    assert shown_total(make_row("--")) == "0"
    assert shown_total(make_row("bb")) == ""
    assert shown_total(make_row("bb", adjustments=[adjusted(1)])) == "1"
    assert shown_total(make_row("")) == ""


def test_of_what_was_not_handed_in_no_check_s_end_is_kept(make_row, make_grade, make_outcome):
    from grader.gradebook.rows import make_row as make_gradebook_row
    from grader.results.store import Result

    row = make_row("+-")
    nothing = make_grade("kim", make_outcome(0, "s"), file="")

    assert row.statuses == {
        ("01_double", "test_0"): "passed",
        ("01_double", "test_1"): "failed",
    }
    assert (
        make_gradebook_row(Result(row.member, (nothing,)), class_file_of(), (), "en").statuses == {}
    )


def test_the_remark_names_the_latest_of_the_exercises(make_member, make_grade, make_outcome):
    from grader.gradebook.rows import make_row as make_gradebook_row
    from grader.results.grade_file import Provenance
    from grader.results.store import Result

    arrivals = tuple(Arrival(received=DUE + datetime.timedelta(days=n - 0.5)) for n in (1, 3))
    made = Provenance(arrivals=arrivals, counted={"01_double": 0})
    grades = tuple(
        make_grade("kim", make_outcome(0, "+"), exercise=slug) for slug in ("01_double", "02_mean")
    )
    found = class_file_of(lateness=Lateness(due=DUE, percent_a_day=10))

    row = make_gradebook_row(Result(make_member("kim"), grades, made), found, (), "en")

    assert [row.cells[slug].late for slug in SLUGS] == [0.2, 0.6]
    assert "days begun: 3, points lost: 0.8" in row.remark


def test_a_student_without_grades_has_blanks_and_the_reason(make_row):
    killed, waiting = read(make_row("", trouble="it was killed"), make_row(""))

    assert killed["total"] == killed["possible"] == killed["01_double"] == ""
    assert killed["remark"] == "it was killed"
    assert waiting["remark"] == "not graded yet"


@pytest.mark.attack
@pytest.mark.parametrize(
    "name",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("x")', "＝1+1", "＠SUM"],
)
def test_no_cell_is_a_formula(make_row, make_member, name):
    member = make_member(name)
    member = msgspec.structs.replace(
        member, person=msgspec.structs.replace(member.person, name=name)
    )

    (row,) = read(make_row("", member, trouble=name))

    for column in ("student", "name", "remark"):
        assert not row[column].startswith(tuple("=+-@\t\r\n＝＋－＠"))
        assert name.strip() in row[column]


@pytest.mark.parametrize("name", ["a,b", 'a"b', "a\nb", "a;b", "'a'"])
def test_a_name_with_csv_s_own_characters_stays_in_its_cell(make_row, make_member, name):
    rows = read(make_row("+", make_member(name)), make_row("+"))

    assert [row["student"] for row in rows] == [name, "kim"]
    assert all(None not in row for row in rows)


# -- lateness


@pytest.mark.parametrize(
    ("hours", "days"), [(-1, 0), (0, 0), (0.5, 0), (1.5, 1), (24, 1), (24.5, 2), (240, 10)]
)
def test_each_day_begun_counts_after_the_grace(make_member, hours, days):
    received = DUE + datetime.timedelta(hours=hours)
    lateness = Lateness(due=DUE, grace_minutes=60)

    assert days_late(Arrival(received=received), lateness) == days


MOMENT = datetime.timedelta(microseconds=1)


@pytest.mark.parametrize("minutes", [0, 60, 2 * 24 * 60])
def test_the_grace_ends_with_its_last_moment(minutes):
    lateness = Lateness(due=DUE, grace_minutes=minutes)
    last = DUE + datetime.timedelta(minutes=minutes)
    days = minutes // (24 * 60) + 1  # counted from when it was due

    assert days_late(Arrival(received=last), lateness) == 0
    assert days_late(Arrival(received=last + MOMENT), lateness) == days
    assert days_late(Arrival(received=last + datetime.timedelta(seconds=1)), lateness) == days


@pytest.mark.parametrize("days", [1, 2, 10])
def test_a_day_ends_with_its_last_moment(days):
    lateness = Lateness(due=DUE, grace_minutes=60)
    last = DUE + datetime.timedelta(days=days)

    assert days_late(Arrival(received=last), lateness) == days
    assert days_late(Arrival(received=last + MOMENT), lateness) == days + 1


def test_times_are_compared_whatever_their_zones():
    seoul = datetime.timezone(datetime.timedelta(hours=9))
    lateness = Lateness(due=DUE)

    assert days_late(Arrival(received=DUE.astimezone(seoul)), lateness) == 0
    assert days_late(Arrival(received=(DUE + MOMENT).astimezone(seoul)), lateness) == 1


@pytest.mark.parametrize(("received", "days"), [(None, 1), (DUE, 0)])
def test_the_channels_mark_counts_as_a_day_where_times_are_not_known(make_member, received, days):
    marked = Arrival(received=received, is_late=True)

    assert days_late(marked, Lateness(due=DUE)) == days
    assert days_late(marked, Lateness()) == 1


def test_lateness_costs_no_more_than_its_most():
    lateness = Lateness(percent_a_day=10, most_percent=50)

    assert [points_lost(8, days, lateness) for days in (0, 1, 3, 30)] == [0, 0.8, 2.4, 4]


def test_the_row_of_a_late_hand_in_says_what_it_cost(make_row, make_member):
    member = make_member("kim", received=DUE + datetime.timedelta(days=1, hours=1))

    (kim,) = read(make_row("++", member, lateness=Lateness(due=DUE, percent_a_day=10)))

    assert (kim["01_double"], kim["late"], kim["total"]) == ("3.2", "0.8", "3.2")
    assert "late, days begun: 2, points lost: 0.8" in kim["remark"]


# -- adjustments


def adjusted(points, student="kim"):
    return Adjustment(student=student, exercise="01_double", points=points, reason="a misprint")


@pytest.mark.parametrize(("points", "total"), [(1.5, "3.5"), (-1, "1"), (-9, "0")])
def test_an_adjustment_is_added_and_never_goes_below_nothing(make_row, points, total):
    (kim,) = read(make_row("+-", adjustments=[adjusted(points), adjusted(7, "lee")]))

    assert (kim["total"], kim["adjusted"]) == (total, f"{points:g}")
    assert "a misprint" in kim["remark"]


def test_points_by_hand_count_without_a_grade_too(make_row):
    (kim,) = read(make_row("", trouble="unreadable", adjustments=[adjusted(3)]))

    assert (kim["01_double"], kim["02_mean"], kim["total"], kim["possible"]) == ("3", "", "3", "4")
    assert kim["remark"] == "unreadable; 01_double +3: a misprint"


def test_lateness_does_not_touch_an_adjustment(make_row, make_member):
    member = make_member("kim", is_late=True)
    lateness = Lateness(percent_a_day=50)

    (kim,) = read(make_row("+-", member, lateness=lateness, adjustments=[adjusted(2)]))

    assert kim["total"] == "3"


HEADER = "student,exercise,points,reason\n"


def parsed(text):
    return parse_adjustments(HEADER + text, "adjustments.csv", ["kim", "lee"], SLUGS)


def test_adjustments_are_read_with_the_exercise_by_number_or_name():
    found = parsed('kim,01,+2,"a, b"\n\nlee,02_mean,"-0,5",late bus\n')

    assert [(a.student, a.exercise, a.points, a.reason) for a in found] == [
        ("kim", "01_double", 2.0, "a, b"),
        ("lee", "02_mean", -0.5, "late bus"),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("kimm,01,1,x", "line 2: there is no student kimm in this class. Did you mean kim?"),
        ("kim,01_doubel,1,x", "no exercise 01_doubel. Did you mean 01_double?"),
        ("kim,01,two,x", "two is no number of points"),
        ("kim,01,nan,x", "nan is no number"),
        ("kim,01,1,", "the reason is missing"),
        ("kim,01", "is no number of points"),
        ("kim,01,+2,5,misprint", "more cells than columns. Put quotes"),
        ("kim,01,1," + "x" * 200_000, "this is no CSV"),
    ],
)
def test_a_row_that_is_not_in_order_gets_its_line_and_a_sentence(line, said):
    with pytest.raises(GraderError) as caught:
        parsed(line)

    assert said in str(caught.value)


def test_a_column_without_a_name_does_not_matter():
    text = "student,exercise,points,reason,\nkim,01,1,late bus,seen\n"

    (kim,) = parse_adjustments(text, "adjustments.csv", {"kim"}, SLUGS)

    assert (kim.points, kim.reason) == (1, "late bus")


def test_other_columns_get_a_sentence():
    with pytest.raises(GraderError, match="the first line must be"):
        parse_adjustments("name,points\nkim,1\n", "a.csv", ["kim"], SLUGS)


# -- what did not pass, in a few words


@pytest.mark.parametrize(
    ("cause", "word"),
    [
        (Cause.NOT_WRITTEN, "not written"),
        (Cause.UNREADABLE, "unreadable"),
        (Cause.MISSING, "wrong"),
        (Cause.RAISED, "raised"),
        (None, "wrong"),
    ],
)
def test_reasons_are_counted_by_status_but_for_what_is_no_mistake_in_an_answer(
    make_grade, make_outcome, cause, word
):
    status = cause.status if cause is not None else "failed"  # a file of the first format
    outcomes = [make_outcome(number, "-", status=status, cause=cause) for number in range(2)]

    assert reasons([make_grade("kim", *outcomes)], "en") == f"{word} 2"


def with_files(row_of, member, *problems):
    """A row of a grade with remarks on its files."""
    (outcome,) = [outcome_of(0, "+")]
    grade = msgspec.structs.replace(grade_of(member.student, outcome), problems=problems)
    return row_of(Result(member, (grade,)), class_file_of(), (), "en")


def test_the_remark_says_which_of_several_files_counted_and_why(make_member):
    text = "{picked} was graded, {others} not, because it is later."
    several = Problem(Cause.FILE_NOT_GRADED, message(text, picked="b.py", others="=a.py"))

    row = with_files(make_row_of, make_member("kim"), several)
    (kim,) = read(row)

    assert kim["remark"] == "01_double: b.py was graded, =a.py not, because it is later."
    assert row.files == (("01_double", several.message),)


def test_what_only_the_student_needs_to_know_is_no_remark(make_member):
    said = Problem(Cause.NOT_USED, message("Not graded: {names}.", names="notes.py"))

    assert with_files(make_row_of, make_member("kim"), said).remark == ""
