"""The demo class, graded as `make demo` does: the table in the docs, and what each deserves."""

import csv
import importlib.util
import re
from pathlib import Path

import pytest

from grader.cli import run
from grader.model import Cause
from grader.reports.formats import REPORTS
from grader.reports.formats.autograders import Classroom50Run, render_classroom50
from grader.results.grade_file import load_grades
from tests.reports import readers

ROOT = Path(__file__).resolve().parents[2]
INSTRUCTORS = ROOT / "docs" / "instructors.md"

needs_keras = pytest.mark.skipif(
    importlib.util.find_spec("tensorflow") is None,
    reason="Keras is not installed (extra `keras`)",
)
pytestmark = [pytest.mark.slow, pytest.mark.attack]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The folder of reports, and what the command of `make demo` printed."""
    out = tmp_path_factory.mktemp("demo")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (command,) = re.findall(r"^demo:.*\n\t\$\(BIN\)/grade (.*)", makefile, re.MULTILINE)
    arguments = [str(out) if word == "demo-reports" else word for word in command.split()]
    patch = pytest.MonkeyPatch()
    patch.setenv("COLUMNS", "80")
    patch.chdir(ROOT)
    capture = tmp_path_factory.mktemp("printed") / "out.txt"
    try:
        with capture.open("w", encoding="utf-8") as file:
            patch.setattr("sys.stdout", file)
            code = run(arguments)
    finally:
        patch.undo()
    return out, code, capture.read_text("utf-8")


@pytest.fixture(scope="module")
def rows(demo):
    text = (demo[0] / "gradebook.csv").read_text("utf-8-sig")
    return {row["student"]: row for row in csv.DictReader(text.splitlines())}


def outcomes(demo, student: str, exercise: str):
    (grade,) = [
        g for g in load_grades(demo[0] / "grades" / f"{student}.json") if g.exercise == exercise
    ]
    return grade.outcomes


def table_of(text: str) -> list[str]:
    """The lines of the printed table, from its head to the first empty line."""
    lines = [line.rstrip() for line in text.splitlines()]
    start = next(number for number, line in enumerate(lines) if line.startswith("Student"))
    return lines[start : lines.index("", start)]


def test_grading_works_and_says_where_the_results_are(demo):
    out, code, printed = demo

    assert code == 0
    assert f"{out}/gradebook.csv" in printed


@needs_keras
def test_the_docs_show_the_table_that_is_printed(demo):
    (block,) = re.findall(r"```text\n(Student .*?)```", INSTRUCTORS.read_text("utf-8"), re.DOTALL)

    assert block.splitlines() == table_of(demo[2])


@pytest.mark.parametrize("student", ["kim_minjun", "lindqvist_astrid", "park_seoyeon"])
def test_right_hand_ins_earn_everything(rows, student):
    asked = ("01_convolution", "05_pooling", "06_output_size")

    assert [rows[student][slug] for slug in asked] == ["10", "10", "10"]


@needs_keras
def test_the_keras_hand_in_is_trained_and_earns_everything(demo, rows):
    assert rows["lindqvist_astrid"]["10_keras_mnist"] == "10"
    shown = [o.evidence for o in outcomes(demo, "lindqvist_astrid", "10_keras_mnist")]
    assert any(found.training for found in shown if found is not None)


def test_untouched_starters_earn_nothing(rows):
    assert rows["choi_jiwoo"]["total"] == "0"


def test_a_messy_zip_from_windows_is_read(rows):
    assert (rows["baek_jihoon"]["01_convolution"], rows["baek_jihoon"]["05_pooling"]) == ("10", "0")


def test_an_endless_loop_costs_what_needs_it_and_no_more(demo):
    statuses = {o.check: o.status for o in outcomes(demo, "garcia_mateo", "01_convolution")}

    assert "timeout" in statuses.values()
    assert statuses["test_worked_signal"] == "passed"


def test_a_memory_bomb_is_the_students_own_memory_error(demo):
    found = outcomes(demo, "jung_haeun", "05_pooling")

    assert any("MemoryError" in str(o.message) for o in found)
    assert any(o.status == "passed" for o in found)
    assert not any(o.status == "broken" for o in found)


def test_ending_the_process_passes_nothing(demo):
    found = outcomes(demo, "han_taeyang", "01_convolution")

    assert any(o.status == "crashed" for o in found)
    assert all(o.status != "passed" for o in found if "conv2d" in o.title.en)


def test_a_search_for_the_reference_finds_nothing(demo):
    found = outcomes(demo, "miller_jake", "01_convolution")

    # only the honest conv1d passes; an answer out of the reference would have passed everything
    assert {o.title.en.partition(":")[0] for o in found if o.status == "passed"} == {"conv1d"}


def test_arrays_that_say_yes_to_everything_earn_nothing_and_honest_work_beside_them_does(rows):
    lying = rows["yoon_sihyeon"]

    assert (lying["01_convolution"], lying["05_pooling"]) == ("0", "0")
    assert lying["06_output_size"] == "10"


def test_a_syntax_error_is_named_with_its_line(demo):
    found = outcomes(demo, "lee_dohyun", "01_convolution")

    assert sum(o.earned for o in found) == 1.5  # what stands outside of the broken function
    assert any(o.cause is Cause.UNREADABLE and "line" in o.message.values for o in found)


def test_the_report_names_the_ideas_behind_wrong_values(demo):
    ideas = {
        o.misconception.en
        for exercise in ("01_convolution", "05_pooling", "06_output_size")
        for o in outcomes(demo, "okafor_chidi", exercise)
        if o.misconception
    }

    assert any("flipped" in idea for idea in ideas)
    assert len(ideas) >= 3


def test_starters_in_the_demo_class_are_the_courses(rows):
    starter = (ROOT / "exercises" / "06_output_size" / "output_size.py").read_bytes()
    copy = ROOT / "datasets" / "demo_class" / "nguyen_thi_lan" / "output_size.py"

    assert copy.read_bytes() == starter


READERS = {
    "junit": readers.read_junit,
    "gradescope": readers.read_gradescope,
    "classroom-reporter": readers.read_reporter,
    "github": readers.run_commands,
    "gitlab": readers.read_code_quality,
    "csv": readers.read_rows,
}


@pytest.mark.parametrize("form", sorted(READERS))
def test_every_students_report_in_every_format_is_valid(demo, form):
    files = sorted((demo[0] / "grades").glob("*.json"))
    assert len(files) == 13

    for path in files:
        grades = [grade.for_student() for grade in load_grades(path)]
        assert READERS[form](REPORTS[form](grades, "ko")) is not None


def test_every_students_result_for_classroom50_is_valid(demo):
    words = dict.fromkeys("classroom assignment owner username commit release review".split(), "x")
    when = {"submission": "submit/1", "submitted": "2026-11-22T10:00:00Z"}

    for path in sorted((demo[0] / "grades").glob("*.json")):
        grades = load_grades(path)
        found = readers.read_classroom50(
            render_classroom50(grades, Classroom50Run(**words, **when), "ko")
        )
        assert abs(found["score"] - sum(grade.score.earned for grade in grades)) <= 1


def test_the_page_of_the_class_is_written_and_named(demo):
    out, _code, printed = demo

    assert f"{out}/class.html" in printed
    page = (out / "class.html").read_text("utf-8")
    assert page.count("<tr data-s=") == 13
    for link in re.findall(r'href="(reports/[^"]*)"', page):
        assert (out / link).is_file()
