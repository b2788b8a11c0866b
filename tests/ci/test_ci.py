"""`grade ci`: the same score everywhere, hidden checks where they may be opened, nothing obeyed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.ci.grading import CheckoutGrades
from grader.ci.outputs import passes
from grader.ci.seal import KEY_VARIABLE, key_for_sealing, parse_key
from grader.cli import run
from grader.model import Cause
from grader.model.grade import total
from grader.results.grade_file import load_grades, parse_grades
from grader.sandbox.forked import ForkedSandbox
from tests.ci.conftest import HALF_RIGHT
from tests.made_classes import grade_of, outcome_of
from tests.reports.readers import (
    read_classroom50,
    read_code_quality,
    read_gradescope,
    read_junit,
    read_reporter,
    run_commands,
)

TOY = Path(__file__).parents[1] / "toy_course"


def points_in(out: Path, name: str = "grades.json") -> tuple[float, float]:
    score = total(load_grades(out / name))
    return score.earned, score.possible


@pytest.fixture(scope="module")
def wanted(tmp_path_factory):
    """The score that `grade submission` gives the same hand-in."""
    folder = tmp_path_factory.mktemp("wanted")
    for name, text in HALF_RIGHT.items():
        (folder / name).write_text(text)
    arguments = ["submission", folder, "--course", TOY, "--out", folder / "wanted.json"]
    run([str(argument) for argument in arguments])
    score = points_in(folder, "wanted.json")
    assert 0 < score[0] < score[1]
    return score


def test_github_has_outputs_a_summary_and_annotations(at, grade, checkout, wanted):
    provider = at("github")
    ran = grade("ci", "--course", TOY, "--out", "out")

    assert points_in(checkout / "out") == wanted
    outputs = dict(line.split("=", 1) for line in (provider / "output").read_text().splitlines())
    assert (float(outputs["score"]), float(outputs["possible"])) == wanted
    assert read_reporter(outputs["result"])["status"] == "fail"
    assert (provider / "summary").read_text().startswith("# org/hw-kim: ")
    commands = run_commands(ran.out)
    assert {name for name, _, _ in commands} == {"error"}
    line = 1 + (checkout / "doubling.py").read_text().splitlines().index("def double(x):")
    places = [(given.get("file"), given.get("line")) for _, given, _ in commands]
    assert ("doubling.py", str(line)) in places
    assert ran.code == 1


def test_gitlab_has_junit_and_code_quality(at, grade, checkout, wanted):
    at("gitlab")
    grade("ci", "--course", TOY, "--out", "out")

    assert points_in(checkout / "out") == wanted
    assert read_code_quality((checkout / "out" / "gl-code-quality-report.json").read_text("utf-8"))
    assert len(read_junit((checkout / "out" / "junit.xml").read_text("utf-8"))) == 2


def test_gradescope_has_its_results(at, grade, checkout, wanted):
    provider = at("gradescope")
    grade("ci", "--course", TOY, "--out", "out")

    found = read_gradescope((provider / "results" / "results.json").read_text("utf-8"))
    assert (found["score"], sum(test["max_score"] for test in found["tests"])) == wanted


def test_classroom50_has_its_result(at, grade, checkout, wanted):
    provider = at("classroom50")
    grade("ci", "--course", TOY, "--out", "out")

    assert points_in(checkout / "out") == wanted
    found = read_classroom50((checkout / "result.json").read_text("utf-8"))
    assert abs(found["score"] - wanted[0]) <= 0.5
    assert (found["owner"], found["submitted_by"]) == ("org", {"username": "kim"})
    assert found["review"] == "https://example.com/commit"
    assert "status=failure\n" in (provider / "output").read_text()
    assert (checkout / "release-body.md").is_file()


def test_anywhere_else_there_are_reports(grade, checkout, wanted):
    ran = grade("ci", "--course", TOY, "--out", "out", "--fail-under", "10")

    assert points_in(checkout / "out") == wanted
    assert sorted(path.name for path in (checkout / "out").iterdir()) == [
        *("grades.json", "junit.xml", "report.html", "report.md")
    ]
    assert "::" not in ran.out
    assert ran.code == 0


@pytest.mark.parametrize(
    ("earned", "least", "expected"),
    [
        (4.0, 100, True),
        (3.99, 100, False),
        (3.0, 75, True),
        (2.99, 75, False),
        (0.0, 0, True),
        (1.2, 30, True),
    ],
)
def test_the_least_share_decides(earned, least, expected, checkout):
    (grade,) = parse_grades(GRADE.replace("EARNED", str(earned)))

    assert passes(CheckoutGrades([grade], []), least) is expected


def test_an_answer_that_waits_for_a_person_is_not_asked_for_by_the_least_share():
    waiting = outcome_of(1, "-", status="pending", cause=Cause.TO_REVIEW)
    grade = grade_of("kim", outcome_of(0, "+"), waiting)

    assert passes(CheckoutGrades([grade], []), 100)


def test_where_nothing_counts_nothing_passes():
    assert not passes(CheckoutGrades([], []), 0)


GRADE = """{"format": "cnn-grader/grades/v2", "grades": [{"student": "kim", "exercise": "01",
"title": {"ko": "", "en": ""}, "file": "a.py", "outcomes": [], "problems": [], "complete": true,
"score": {"earned": EARNED, "possible": 4.0, "bonus": 9.0}, "isolation": {"level": "full"},
"versions": {}, "hashes": {}}]}"""


# -- hidden checks


@pytest.fixture
def sealed(grade, checkout, monkeypatch):
    """The toy course sealed into the checkout beside its public part; gives the key."""
    key = key_for_sealing("", "2026-2").text()
    shutil.copytree(TOY / "exercises", checkout / "exercises")
    (checkout / ".grader").mkdir()
    monkeypatch.setenv(KEY_VARIABLE, key)
    public = "exercises/01_double/test_public.py"
    done = grade(
        *("course", "seal", "--course", TOY, "--out", ".grader/course.sealed", "--protect", public)
    )
    assert done.code == 0
    return key


def test_with_the_key_the_hidden_checks_are_graded_and_none_of_their_values_is_told(
    grade, checkout, sealed, wanted, monkeypatch
):
    monkeypatch.setenv(KEY_VARIABLE, sealed)
    ran = grade("ci", "--out", "out")

    assert points_in(checkout / "out") == wanted
    grades = load_grades(checkout / "out" / "grades.json")
    assert all(grade.complete for grade in grades)
    outcomes = [outcome for grade in grades for outcome in grade.outcomes]
    hidden = [o for o in outcomes if o.visibility == "hidden" and o.status == "failed"]
    assert hidden
    assert not any(o.details or o.expected or o.actual or o.array_views or o.output for o in hidden)
    assert sealed not in ran.out


def test_without_the_key_the_public_checks_are_graded_and_it_is_said(grade, checkout, sealed):
    ran = grade("ci", "--out", "out")

    grades = load_grades(checkout / "out" / "grades.json")
    assert not any(grade.complete for grade in grades)
    assert {o.visibility for grade in grades for o in grade.outcomes} == {"public"}
    assert "There is no key here" in ran.out
    assert Cause.NOTICE in {problem.cause for problem in grades[0].problems}


@pytest.mark.attack
def test_who_removes_the_sealed_course_is_not_graded_by_checks_of_their_own(
    grade, checkout, sealed, monkeypatch
):
    (checkout / ".grader" / "course.sealed").unlink()
    monkeypatch.setenv(KEY_VARIABLE, sealed)

    ran = grade("ci", "--out", "out")

    assert ran.code == 2
    assert "no sealed course" in ran.err
    assert not (checkout / "out").exists()


def test_the_wrong_key_is_an_error_with_a_tip(grade, checkout, sealed, monkeypatch):
    monkeypatch.setenv(KEY_VARIABLE, key_for_sealing("", None).text())

    ran = grade("ci")

    assert ran.code == 2
    assert "another key" in ran.err


@pytest.mark.attack
@pytest.mark.parametrize("refused", [True, False])
def test_a_student_who_brings_the_sealed_course_of_before_is_refused_once_the_secret_says_so(
    grade, checkout, sealed, monkeypatch, refused
):
    secret = parse_key(sealed)._replace(
        version="20991231T000000Z" if refused else "20200101T000000Z"
    )
    monkeypatch.setenv(KEY_VARIABLE, secret.text())

    ran = grade("ci", "--out", "out", "--fail-under", "0")

    assert ran.code == (2 if refused else 0)
    assert ("The sealed course is of 2026-2:" in ran.err) is refused
    assert (checkout / "out").exists() is not refused


def test_changed_checks_are_told_and_not_used_and_the_opened_course_is_removed(
    grade, checkout, sealed, wanted, monkeypatch
):
    path = checkout / "exercises" / "01_double" / "test_public.py"
    path.write_text("raise RuntimeError('run in the grading process')\n")
    folder = checkout / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setenv(KEY_VARIABLE, sealed)

    ran = grade("ci", "--out", "out")

    assert "exercises/01_double/test_public.py was changed" in ran.out
    assert points_in(checkout / "out") == wanted
    assert "run in the grading process" not in ran.out + ran.err
    assert not list(folder.iterdir())


def test_without_walls_for_files_a_sealed_course_stays_closed(grade, checkout, sealed, monkeypatch):
    monkeypatch.setenv(KEY_VARIABLE, sealed)
    monkeypatch.setattr(
        "grader.ci.grading.open_sandbox",
        lambda: ForkedSandbox(off=("landlock", "privileges", "namespaces")),
    )

    ran = grade("ci", "--out", "out")

    assert "stays closed" in ran.out
    assert not any(grade.complete for grade in load_grades(checkout / "out" / "grades.json"))


# -- attacks

SPY = """
import os


def double(x):
    found = [name for _folder, _folders, names in os.walk({provider!r}) for name in names]
    return 2 * x if "test_hidden.py" in found else None
"""


@pytest.mark.attack
@pytest.mark.slow
@pytest.mark.parametrize("confinement", [True, False])
def test_a_worker_does_not_find_the_opened_course(
    grade, checkout, sealed, monkeypatch, confinement
):
    provider = checkout / "tmp"
    provider.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(provider))
    (checkout / "doubling.py").write_text(SPY.format(provider=str(provider)))
    if not confinement:  # then it does
        off = ("landlock", "privileges", "namespaces")
        sandbox = "grader.sandbox.pool.open_sandbox"
        monkeypatch.setattr(sandbox, lambda _packages, **_: ForkedSandbox(off=off))
    monkeypatch.setenv(KEY_VARIABLE, sealed)

    grade("ci", "--out", "out", "-e", "01")

    (found,) = load_grades(checkout / "out" / "grades.json")
    assert found.complete
    assert (found.score.earned > 0) is not confinement
    assert found.outcomes[0].status == ("failed" if confinement else "passed")


@pytest.mark.attack
@pytest.mark.slow
@pytest.mark.parametrize("confinement", [True, False])
def test_students_code_does_not_write_what_the_runner_reads(
    at, grade, checkout, monkeypatch, confinement
):
    provider = at("github")
    (provider / "output").touch()
    line = f"open({str(provider / 'output')!r}, 'a').write('score=100\\n')"
    source = f"def double(x):\n    {line}\n    return 2 * x\n"
    (checkout / "doubling.py").write_text(source)
    if not confinement:  # then it does
        off = ("landlock", "namespaces", "privileges", "rlimits", "seccomp")
        sandbox = "grader.sandbox.pool.open_sandbox"
        monkeypatch.setattr(sandbox, lambda _packages, **_: ForkedSandbox(off=off))

    grade("ci", "--course", TOY, "-e", "01")

    assert ("score=100" in (provider / "output").read_text()) is not confinement


@pytest.mark.attack
def test_a_students_words_are_no_commands(at, grade, checkout):
    provider = at("github")
    hostile = "::set-env name=X::1\\n::stop-commands::x\\n::error::forged\\n##[error]forged"
    (checkout / "doubling.py").write_text(
        f"def double(x):\n    print('{hostile}')\n    raise ValueError('{hostile}')\n"
    )

    ran = grade("ci", "--course", TOY)

    assert "forged" in ran.out
    for name, given, _data in run_commands(ran.out):
        assert name in {"error", "notice", "warning"}
        assert set(given) <= {"file", "line", "title"}
    assert not any(data == "forged" for _, _, data in run_commands(ran.out))
    assert [line.partition("=")[0] for line in (provider / "output").read_text().splitlines()] == [
        "score",
        "possible",
        "result",
    ]


@pytest.mark.attack
def test_reports_are_not_written_through_a_link_in_the_checkout(grade, checkout, tmp_path):
    target = tmp_path / "precious"
    target.mkdir()
    (checkout / "grade-reports").symlink_to(target)

    ran = grade("ci", "--course", TOY)

    assert ran.code == 3
    assert "is a link" in ran.err
    assert not list(target.iterdir())


@pytest.mark.attack
def test_a_link_called_like_the_result_is_replaced_and_not_followed(at, grade, checkout, tmp_path):
    at("classroom50")
    (tmp_path / "precious").write_text("precious")
    (checkout / "result.json").symlink_to(tmp_path / "precious")

    grade("ci", "--course", TOY)

    assert (tmp_path / "precious").read_text() == "precious"
    read_classroom50((checkout / "result.json").read_text("utf-8"))
