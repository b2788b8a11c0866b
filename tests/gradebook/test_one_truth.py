"""One class of 120, in each file that another program imports: the same points everywhere."""

from __future__ import annotations

import csv
import datetime
import io

import pytest

from grader.gradebook.adjustments import Adjustment, load_adjustments, parse_adjustments
from grader.gradebook.exports import render_canvas, render_moodle, render_nbgrader
from grader.gradebook.extensions import Extension
from grader.gradebook.rows import gradebook_lines, make_row
from grader.gradebook.tally import class_statistics
from grader.gradebook.templates import fill_template, fill_worksheet
from grader.model import Arrival, Lateness
from grader.reports.pages.class_page import render_class_page
from grader.results.class_file import ClassFile, ExercisePoints, Member
from grader.results.grade_file import Provenance
from grader.results.store import Result
from grader.submission.roster import Person
from tests.made_classes import grade_of, outcome_of

COUNT = 120
SLUGS = ("01_double", "02_mean")
EX = "EX"
POINTS = 200.0  # of an exercise: a hundred checks of 2 points
DUE = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
LATENESS = Lateness(due=DUE, percent_a_day=10)


def member(at):
    login = f"-u{at}" if at % 7 == 0 else f"u{at}"
    person = Person(
        student=f"2026{at:04}",
        name=f"Given{at} Family{at}",
        username=login,
        idnumber=f"2026{at:04}",
        email=f"{login}@x.kr",
        lms_id=f"{70000 + at}",
        group=f"Team {at // 3}" if at % 31 == 8 else "",
    )
    is_late = at % 5 == 0
    received = DUE + datetime.timedelta(hours=1 if is_late else -1)
    return Member(person=person, file=person.student, arrival=Arrival(received=received))


def result(at):
    """A student with `at` of 100 checks passed; of some a check broke, some left one out."""
    grades = []
    for slug in SLUGS:
        if at % 11 == 3 and slug == SLUGS[1]:
            grades.append(
                grade_of("x", *(outcome_of(n, "s") for n in range(100)), file="", exercise=slug)
            )
            continue
        letters = ["+" if n < at % 100 else "-" for n in range(100)]
        if at % 13 == 5 or (at % 29 == 7 and slug == SLUGS[0]):
            letters[-1] = "b"
        if at % 29 == 7 and slug == SLUGS[0]:
            letters = ["b"] * 100
        grades.append(
            grade_of("x", *(outcome_of(n, e) for n, e in enumerate(letters)), exercise=slug)
        )
    return Result(member(at), tuple(grades))


# student -> another deadline in the first exercise, or excused from the second
EXTENDED = {at: DUE + datetime.timedelta(days=2) for at in range(COUNT) if at % 20 == 15}
EXCUSED = {at for at in range(COUNT) if at % 37 == 9}


def extensions():
    dues = {(at, SLUGS[0]): due for at, due in EXTENDED.items()}
    dues |= {(at, SLUGS[1]): None for at in EXCUSED}
    return {
        (member(at).student, slug): Extension(member(at).student, slug, due)
        for (at, slug), due in dues.items()
    }


def wanted(at):
    """Points in each exercise out of 200, by the rules as they are stated."""
    found = []
    for slug in SLUGS:
        passed = at % 100
        if at in EXCUSED and slug == SLUGS[1]:
            found.append(EX)
            continue
        if at % 11 == 3 and slug == SLUGS[1]:
            found.append(0.0)
            continue
        if at % 29 == 7 and slug == SLUGS[0]:
            found.append(None)
            continue
        possible = 99 if at % 13 == 5 else 100
        passed = min(passed, possible)
        is_late = at % 5 == 0 and not (at in EXTENDED and slug == SLUGS[0])
        share = passed / possible * (0.9 if is_late else 1)
        found.append(round(share * POINTS + (1.5 if at == 17 and slug == SLUGS[0] else 0), 2))
    return found


@pytest.fixture(scope="module")
def rows():
    found = ClassFile(
        layout="plain",
        exercises=tuple(ExercisePoints(slug=slug, points=POINTS) for slug in SLUGS),
        lateness=LATENESS,
    )
    by_hand = [Adjustment(student="20260017", exercise=SLUGS[0], points=1.5, reason="a misprint")]
    rows = [make_row(result(at), found, by_hand, "en", extensions()) for at in range(COUNT)]
    return rows, found


def read(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def number(cell):
    return EX if cell == EX else round(float(cell), 2) if cell else None


def blank(points):
    """What an LMS that has no word for excused is told: nothing, which is not 0."""
    return [None if each == EX else each for each in points]


def test_canvas_has_everybody_s_points(rows):
    text, left_out = render_canvas(*rows, "")

    lines = {row["SIS Login ID"]: row for row in read(text)[1:]}
    assert left_out == []
    for at in range(COUNT):
        login = member(at).person.username
        assert [number(lines[login][slug]) for slug in SLUGS] == wanted(at)


def test_moodle_has_everybody_s_points_under_the_login_as_it_is(rows):
    text, _ = render_moodle(*rows, "")

    lines = {row["username"]: row for row in read(text)}
    assert {name[0] for name in lines} == {"-", "u"}
    for at in range(COUNT):
        points = [number(lines[member(at).person.username][slug]) for slug in SLUGS]
        assert points == blank(wanted(at))


def test_nbgrader_has_everybody_s_points(rows):
    text, _ = render_nbgrader(*rows, "")

    lines = {(row["student_id"], row["assignment"]): row for row in read(text)}
    for at in range(COUNT):
        own = [lines[member(at).student, slug] for slug in SLUGS]
        assert [number(row["score"]) for row in own] == blank(wanted(at))


def total(at):
    """The sum, scaled where all checks of one exercise broke, or one is excused."""
    points = blank(wanted(at))
    judged = [each for each in points if each is not None]
    return round(sum(judged) * len(points) / len(judged), 2)


def test_one_column_with_the_total_is_the_same_in_all(rows, tmp_path):
    path = tmp_path / "export.csv"
    logins = [member(at).person.username for at in range(COUNT)]
    path.write_text(
        "\n".join(["Username,HW [Total Pts: 400] |71", *(f"{login}," for login in logins)]) + "\n"
    )
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text(
        "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
        "Last modified (grade),Feedback comments\n"
        + "".join(
            f'Participant {70000 + at},"Family{at}, Given{at}",,Submitted,,400,Yes,-,\n'
            for at in reversed(range(COUNT))
        )
    )
    worksheet = fill_worksheet(sheet, rows[0])
    canvas = {row["SIS Login ID"]: row["HW (1)"] for row in read(render_canvas(*rows, "HW (1)")[0])}
    moodle = {row["username"]: row["HW"] for row in read(render_moodle(*rows, "HW")[0])}
    filled = fill_template(path, rows[0], "HW").data.decode()
    blackboard = {row[0]: row[1] for row in csv.reader(io.StringIO(filled))}

    sheets = {row["Identifier"]: row["Grade"] for row in read(worksheet.data.decode())}
    assert (worksheet.left_out, worksheet.notes) == ([], ())
    for at, login in enumerate(logins):
        assert number(canvas[login]) == pytest.approx(total(at), abs=0.011)
        assert canvas[login] == moodle[login] == blackboard[login]
        assert canvas[login] == sheets[f"Participant {70000 + at}"]


def test_the_gradebook_says_what_was_possible_instead(rows):
    lines = {row["student"]: row for row in read("".join(gradebook_lines(rows[0], SLUGS)))}

    assert (lines["20260018"]["possible"], lines["20260001"]["possible"]) == ("396", "400")
    assert (lines["20260009"]["possible"], lines["20260009"]["02_mean"]) == ("200", EX)
    assert lines["20260003"]["02_mean"] == "0"
    assert "02_mean: not handed in" in lines["20260003"]["remark"]


def test_leaving_an_exercise_out_never_beats_handing_it_in(rows):
    handed_in = [row for row in rows[0] if not row.has_broken and row.possible == 2 * POINTS]
    left_out = [row for row in handed_in if not any(slug == SLUGS[1] for slug, _ in row.statuses)]

    assert left_out
    assert all(row.cells[SLUGS[1]].points == 0 for row in left_out)
    assert all(row.possible == 2 * POINTS for row in left_out)


def test_which_attempt_counted_is_in_the_remark_and_beside_the_reasons():
    arrivals = (Arrival(), Arrival())
    found = ClassFile(layout="plain", exercises=())
    made = Provenance(arrivals=arrivals, counted=dict.fromkeys(SLUGS, 1))

    row = make_row(Result(member(1), result(1).grades, made), found, (), "en")

    assert row.changes == "attempt 2 of 2 counted"
    assert row.changes in row.remark


@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "cp949"])
def test_moodle_s_worksheet_keeps_all_else_and_says_if_its_maximum_is_another(tmp_path, rows, form):
    sheet = tmp_path / "worksheet.csv"
    text = (
        "식별자,성명,이메일 주소,상태,성적,최고 성적,피드백 댓글\r\n"
        '참가자70017,"Given17 Family17",u17@x.kr,"채점, 됨",,100,\r\n'
        "참가자99,모르는 이,x@x.kr,없음,7,100,그대로\r\n"
    )
    sheet.write_bytes(text.encode(form))

    filled = fill_worksheet(sheet, [rows[0][17], rows[0][18]])

    lines = filled.data.decode(form).split("\r\n")
    assert lines[0] == text.split("\r\n", maxsplit=1)[0]
    assert lines[2] == text.split("\r\n")[2]
    assert lines[1].startswith('참가자70017,Given17 Family17,u17@x.kr,"채점, 됨",69.5,100,')
    assert "a misprint" in lines[1]
    assert filled.left_out == ["20260018 Given18 Family18"]
    (note,) = filled.notes
    assert (note.values["maximum"], note.values["possible"]) == ("100", "400")


def test_who_is_excused_from_all_is_so_in_canvas_s_total_too():
    everything = {
        (member(1).student, slug): Extension(student=member(1).student, exercise=slug, due=None)
        for slug in SLUGS
    }
    exercises = tuple(ExercisePoints(slug=slug, points=POINTS) for slug in SLUGS)
    found = ClassFile(layout="plain", exercises=exercises)
    row = make_row(result(1), found, (), "en", everything)

    _, line = read(render_canvas([row], found, "HW (1)")[0])

    assert line["HW (1)"] == EX
    assert (row.total, row.possible) == (0, 0)


# -- points by hand


@pytest.mark.parametrize(
    "line",
    [
        "0012,01_double",
        "12,1",
        "12.0,01",
        "김민준,1.0",
        "민준 김,01",
        "-mj,01",
        "mj@x.kr,01_double",
    ],
)
@pytest.mark.parametrize("form", ["utf-8-sig", "cp949", "utf-16"])
def test_points_by_hand_take_a_number_or_a_name_as_excel_saves_it(tmp_path, line, form):
    person = Person(student="0012", name="김민준", username="-mj", email="mj@x.kr")
    path = tmp_path / "adjustments.csv"
    text = f"student,exercise,points,reason\n{line},+2,오타\n".replace(",", ";")
    path.write_bytes(f"sep=;\n{text}".encode(form))

    (found,) = load_adjustments(path, [Member(person=person, file="a", arrival=Arrival())], SLUGS)

    assert (found.student, found.exercise, found.points) == ("0012", "01_double", 2)
    assert found.reason == "오타"


def test_points_by_hand_have_headings_in_korean_too():
    text = "조정 내역\n학번,과제,점수,사유\nkim,02,-1,늦음\n"

    (found,) = parse_adjustments(text, "a.csv", ["kim"], SLUGS)

    assert (found.student, found.exercise, found.points) == ("kim", "02_mean", -1)


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_the_page_of_the_class_says_what_changed_and_the_name_beside_the_number(rows, is_anonymous):
    statistics = class_statistics([result(17).grades])
    name = (lambda _row: "01") if is_anonymous else None

    page = render_class_page([rows[0][17]], statistics, "en", name=name)

    assert ("a misprint" in page, "Given17 Family17" in page) == (not is_anonymous,) * 2
