"""Feedback for a class, read back by the rules of the program that imports it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile

import msgspec
import pytest

from grader.batch.feedback import write_feedback
from grader.batch.student_reports import render_reports
from grader.cli import run
from grader.errors import GraderError
from grader.results.grade_file import Provenance, render_grade_file
from grader.results.store import Record, open_results, open_to_write
from tests.made_classes import class_file_of, grade_of, member_of, outcome_of

COUNT = 12
NAMES = [f"Kim O'Neil{at} 김{at}" for at in range(COUNT)]


@pytest.fixture
def make_results(tmp_path):
    """Makes a class in which student `at` has passed `at` checks of 2 points."""

    def made(layout, names, **known):
        out = tmp_path / "out"
        members = [
            member_of(
                f"2026{at:04}",
                name=NAMES[at],
                email=f"k{at}@x.kr" if at else "",
                handed_in=names(at),
                **{key: value(at) for key, value in known.items()},
            )
            for at in range(COUNT)
        ]
        with open_to_write(out) as results:
            records = [Record(member) for member in members]
            results.write_class(class_file_of(layout=layout), records)
            for at, member in enumerate(members):
                outcomes = [outcome_of(n, "+" if n < at else "-") for n in range(COUNT)]
                grade = grade_of(member.student, *outcomes)
                provenance = Provenance()
                data = render_grade_file([grade], provenance)
                path = results.grade_file(member)
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(data)
                results.note(member.student, "x", provenance)
        return out

    return made


@pytest.fixture
def write(tmp_path):
    """Writes the feedback of a class; gives the path and who was left out."""

    def written(form, out, name="feedback.zip"):
        with open_results(out) as results:
            left_out = write_feedback(form, results, tmp_path / name, "en")
        return tmp_path / name, left_out

    return written


def files_in(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def points_in(text):
    """The points and the student that a report is about."""
    found = re.search(r"(2026\d{4}): (\d+)", text)
    assert found is not None
    return found[1], int(found[2])


def imported_by_moodle(path):
    """Number of the participant -> file, by Moodle's rule: five parts, split by underscores."""
    found = {}
    for name, text in files_in(path).items():
        folder, _, file = name.rpartition("/")
        parts = (folder.removesuffix("_") + "_" + file if folder else name).split("_", 4)
        assert len(parts) == 5
        who, number, plugin, kind, _file = parts
        assert (plugin, kind) == ("assignsubmission", "file")
        assert number not in found
        found[number] = (who, text)
    return found


@pytest.mark.parametrize(
    "form",
    [
        "{name}_{number}_assignsubmission_file_",
        "{name}_{number}_assignsubmission_file",
        "{name}_{number}_assignsubmission_file_double_1.py",
        "{name}_{number}_assignsubmission_onlinetext_",
    ],
)
def test_moodle_finds_each_student_s_feedback_by_the_folder_it_made(make_results, write, form):
    out = make_results("moodle", lambda at: (form.format(name=NAMES[at], number=500 + at),))

    path, left_out = write("moodle", out)

    found = imported_by_moodle(path)
    assert left_out == []
    assert len(found) == COUNT
    for at in range(COUNT):
        who, text = found[str(500 + at)]
        assert who == NAMES[at]
        assert points_in(text) == (f"2026{at:04}", 2 * at)


def test_who_handed_in_nothing_has_a_folder_by_the_number_of_the_worksheet(make_results, write):
    out = make_results("moodle", lambda _at: (), lms_id=lambda at: f"{500 + at}" if at > 1 else "")

    path, left_out = write("moodle", out)

    assert sorted(imported_by_moodle(path)) == sorted(f"{500 + at}" for at in range(2, COUNT))
    assert left_out == [f"2026{at:04} {NAMES[at]}" for at in (0, 1)]


def read_back(name, text, data):
    """What a student sees who opens a file by its ending."""
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read("report.md").decode()
    if name.endswith(".ipynb"):
        (cell,) = json.loads(text)["cells"]
        return cell["source"]
    if name.endswith(".py"):
        compile(text, name, "exec")
        return "".join(line.removeprefix("#").removeprefix(" ") for line in text.splitlines(True))
    return text


@pytest.mark.parametrize("ending", [".py", ".ipynb", ".zip", ".txt", ".html"])
def test_canvas_gets_the_names_that_it_gave_and_each_opens_as_what_it_is(
    make_results, write, ending
):
    given = {at: f"kim{at}_LATE_{100 + at}_{9000 + at}_my_{at}{ending}" for at in range(COUNT)}
    out = make_results("canvas", lambda at: (f"kim{at}_{100 + at}_text.html", given[at]))

    path, left_out = write("canvas", out)

    with zipfile.ZipFile(path) as archive:
        data = {name: archive.read(name) for name in archive.namelist()}
    assert (left_out, set(data)) == ([], set(given.values()))
    for at, name in given.items():
        text = read_back(name, data[name].decode("utf-8", "replace"), data[name])
        assert points_in(text) == (f"2026{at:04}", 2 * at)


def test_canvas_has_no_place_for_feedback_on_what_has_no_file(make_results, write):
    names = {0: ("kim_100_text.html",), 1: ("kim_101_9_a.pdf",)}
    out = make_results("canvas", lambda at: names.get(at, (f"kim_{at}00_9_a.py",)))

    _, left_out = write("canvas", out)

    assert left_out == [f"2026{at:04} {NAMES[at]}" for at in (0, 1)]


def test_of_a_group_canvas_gets_one_file(make_results, write):
    out = make_results("canvas", lambda at: (f"team_{at // 2}_9{at // 2}_7{at // 2}_a.py",))

    path, left_out = write("canvas", out)

    assert (len(files_in(path)), left_out) == (COUNT // 2, [])


@pytest.mark.parametrize("form", ["moodle", "canvas"])
def test_submissions_of_another_platform_are_refused_and_nothing_is_written(
    make_results, write, tmp_path, form
):
    out = make_results("plain", lambda at: (f"kim{at}.py",))

    with pytest.raises(GraderError, match="No submission here has a name"):
        write(form, out)

    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_each_student_gets_a_zip_of_their_own(make_results, write):
    out = make_results("plain", lambda _at: ())

    folder, _ = write("zip", out, "zips")

    for at in range(COUNT):
        files = files_in(folder / f"2026{at:04}.zip")
        assert sorted(files) == ["report.html", "report.md"]
        assert points_in(files["report.md"]) == (f"2026{at:04}", 2 * at)


def test_a_mail_says_points_and_what_to_do_first(make_results, write):
    out = make_results("plain", lambda _at: ())
    (out / "adjustments.csv").write_text("student,exercise,points,reason\n20260003,1,-1,late bus\n")

    path, left_out = write("mail-merge", out, "mail.csv")

    rows = {row["email"]: row for row in csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))}
    assert left_out == [f"20260000 {NAMES[0]}"]
    assert {row["student"]: row["points"] for row in rows.values()} == {
        f"2026{at:04}": f"{2 * at - (at == 3)}" for at in range(1, COUNT)
    }
    assert rows["k3@x.kr"]["remark"] == "01_double -1: late bus"
    assert rows["k3@x.kr"]["first_step"].startswith("01_double Twice as much: Check 3")
    assert rows["k3@x.kr"]["report"] == "reports/20260003.html"


def test_feedback_shows_no_hidden_value():
    hidden = outcome_of(0, "-", visibility="hidden", expected="a secret", actual="another")
    shown = render_reports([grade_of("kim", hidden)], "en").texts

    assert all("a secret" not in text for text in shown.values())


def test_the_names_in_the_download_are_kept_with_the_class(make_results):
    out = make_results("canvas", lambda at: (f"a_{at}_9_b.py",))

    found = msgspec.json.decode((out / "class.json").read_bytes())

    assert found["students"][3]["handed_in"] == ["a_3_9_b.py"]


SHEET = "Identifier,Full name,Grade,Maximum grade,Feedback comments\n"


def test_the_command_fills_moodle_s_worksheet_in_place(make_results, tmp_path, capsys):
    out = make_results(
        "moodle",
        lambda at: (f"{NAMES[at]}_{500 + at}_assignsubmission_file_",),
        lms_id=lambda at: f"{500 + at}",
    )
    sheet = tmp_path / "worksheet.csv"
    rows = "".join(f"Participant {500 + at},{NAMES[at]},,7,\n" for at in range(1, COUNT))
    sheet.write_text(SHEET + rows + "Participant 1,Somebody,3,7,kept\n", "utf-8")
    given = ["--out", str(tmp_path / "f.zip"), "--worksheet", str(sheet), "--lang", "en"]

    code = run(["feedback", str(out), "--format", "moodle", *given])

    lines = sheet.read_text("utf-8").splitlines()
    assert code == 0
    assert [line.split(",")[2] for line in lines[1:]] == [*(f"{2 * n}" for n in range(1, 12)), "3"]
    assert lines[-1] == "Participant 1,Somebody,3,7,kept"
    said = capsys.readouterr().err
    assert "Moodle's maximum grade is 7, but these exercises have 24 points" in said
    assert f"Not in the worksheet: 20260000 {NAMES[0]}" in said
    assert len(imported_by_moodle(tmp_path / "f.zip")) == COUNT


def test_the_command_writes_what_canvas_imports(make_results, tmp_path, capsys):
    out = make_results("canvas", lambda at: (f"kim{at}_{100 + at}_9_a.py",) if at else ())

    given = ["--format", "canvas", "--out", str(tmp_path / "f.zip"), "--lang", "en"]
    assert run(["feedback", str(out), *given]) == 0

    assert (
        "Left out, as canvas would not know where it belongs: 20260000" in capsys.readouterr().err
    )
    assert len(files_in(tmp_path / "f.zip")) == COUNT - 1
