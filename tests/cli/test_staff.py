"""Staff's commands: one hand-in, a class, reports made from grades, the doctor."""

import csv
import json
import re
import zipfile

import msgspec
import pytest

from grader.results.grade_file import load_grades
from grader.worker.confinement.apply import LAYERS


@pytest.fixture
def class_folder(folder, right, wrong):
    """Three students: one right, one wrong in a zip, one with nothing of use."""
    hand_ins = folder / "hand-ins"
    (hand_ins / "kim").mkdir(parents=True)
    (hand_ins / "kim" / "output_size.py").write_text(right)
    with zipfile.ZipFile(hand_ins / "lee.zip", "w") as archive:
        archive.writestr("homework/output_size.py", wrong)
    (hand_ins / "park.py").write_text("print('nothing here')\n")
    (hand_ins / "roster.xlsx").write_text("not a hand-in")
    return hand_ins


def test_a_submission_counts_every_exercise(grade, folder, right):
    (folder / "output_size.py").write_text(right)

    ran = grade("submission", "output_size.py")

    assert ran.code == 1
    assert re.search(r"Total: 10 / \d+", ran.out)
    assert "no convolution.py" in ran.out


def test_a_submission_is_written_as_json_that_can_be_read_again(grade, folder, right):
    (folder / "output_size.py").write_text(right)

    grade("submission", "output_size.py", "-e", "06", "--out", "kim.json")

    (found,) = load_grades(folder / "kim.json")
    assert found.score.earned == 10
    assert found.isolation.level in {"full", "partial"}
    assert set(found.hashes) == {"submission", "exercise"}


def test_the_students_name_is_the_channels(grade, folder, right):
    (folder / "output_size.py").write_text(f'STUDENT = "somebody else"\n{right}')

    grade("submission", "output_size.py", "-e", "06", "--student", "kim", "--out", "kim.json")

    assert load_grades(folder / "kim.json")[0].student == "kim"


@pytest.mark.slow
def test_a_batch_writes_grades_reports_and_a_gradebook(grade, folder, class_folder):
    ran = grade("batch", "hand-ins", "--out", "out", "-e", "06", "-j", "2")

    text = (folder / "out" / "gradebook.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert ran.code == 0
    assert [(row["student"], row["total"]) for row in rows] == [
        ("kim", "10"),
        ("lee", rows[1]["total"]),
        ("park", "0"),
    ]
    assert 0 < float(rows[1]["total"]) < 10
    assert sorted(p.name for p in (folder / "out" / "grades").iterdir()) == [
        "kim.json",
        "lee.json",
        "park.json",
    ]
    assert (folder / "out" / "reports" / "lee.md").read_text("utf-8").startswith("# lee:")
    assert "roster.xlsx" in ran.out


@pytest.mark.slow
def test_a_report_can_be_made_again_from_the_grades(grade, folder, class_folder):
    grade("batch", "hand-ins", "--out", "out", "-e", "06", "-j", "1")
    written = (folder / "out" / "reports" / "lee.md").read_text("utf-8")

    again = grade("report", "out/grades/lee.json", "--format", "markdown", "--lang", "en")
    korean = grade("report", "out/grades/lee.json", "--lang", "ko")

    assert again.code == 0
    assert again.out == written
    assert "출력 크기" in korean.out


def test_a_file_that_holds_no_grades_gets_a_sentence(grade, folder):
    (folder / "x.json").write_text(json.dumps({"format": "other", "grades": []}))

    ran = grade("report", "x.json")

    assert ran.code == 2
    assert "no file of grades" in ran.err


def test_a_batch_of_nothing_gets_a_sentence(grade, folder):
    (folder / "empty").mkdir()

    ran = grade("batch", "empty", "--out", "out")

    assert ran.code == 2
    assert "no submissions here" in ran.err


def test_staff_refuse_to_grade_below_the_level_asked(grade, folder, right, monkeypatch):
    from grader.sandbox.unconfined import UnconfinedSandbox

    (folder / "output_size.py").write_text(right)
    monkeypatch.setattr(
        "grader.sandbox.pool.open_sandbox", lambda _packages, **_: UnconfinedSandbox()
    )

    refused = grade("submission", "output_size.py", "-e", "06")
    allowed = grade("submission", "output_size.py", "-e", "06", "--require-isolation", "process")

    assert refused.code == 2
    assert "'grade doctor'" in refused.err.replace("`", "'")
    assert allowed.code == 0


def test_the_doctor_names_each_wall_and_the_level(grade):
    ran = grade("doctor")

    assert ran.code == 0
    for wall in LAYERS:
        assert wall in ran.out
    assert "Isolation: " in ran.out


def test_grades_do_not_change_when_read_and_written(grade, folder, wrong):
    (folder / "output_size.py").write_text(wrong)
    grade("submission", "output_size.py", "-e", "06", "--out", "kim.json")
    before = (folder / "kim.json").read_bytes()

    grades = load_grades(folder / "kim.json")

    again = grade("report", "kim.json", "--format", "json", "--for", "staff")
    assert again.out.encode() == before
    assert msgspec.json.decode(before)["grades"][0]["exercise"] == grades[0].exercise
