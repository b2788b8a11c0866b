"""What `grade ci init` writes, run as the place would run it, step by step and off the network."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
import yaml

from grader.authoring.wheel import build_wheel, pinned_requirements
from grader.ci.seal import KEY_VARIABLE, key_for_sealing
from grader.cli import run
from grader.course import load_course
from grader.model.grade import total
from grader.results.grade_file import load_grades
from tests.ci.conftest import HALF_RIGHT, shell, start
from tests.reports.readers import read_classroom50, read_gradescope

ROOT = Path(__file__).parents[2]
TOY = ROOT / "tests" / "toy_course"
POINTS = (2.0, 7.0)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux", reason="these places are Linux"),
]


@pytest.fixture(scope="module")
def python_there(tmp_path_factory):
    """A fresh environment in which everything is installed but the grader, as after a download."""
    folder = tmp_path_factory.mktemp("there") / "venv"
    # pip is lent as well: installing it takes longer than all the rest
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    _lend_libraries(folder)
    return folder


def _lend_libraries(environment: Path) -> None:
    """Lets the environment see this one's libraries, so that nothing has to be downloaded."""
    (site,) = environment.glob("lib/python*/site-packages")
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")


@pytest.fixture
def there(python_there):
    """The environment variables of a place that has no network, no secrets and no other folder."""
    path = f"{python_there / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "PIP_NO_INDEX": "1", "HOME": "/nonexistent", "LANG": "C.UTF-8"}


@pytest.fixture
def make(tmp_path, monkeypatch):
    """Runs `grade ci init` for the toy course; gives the folder and the key."""

    def made(kind: str) -> tuple[Path, str]:
        key = key_for_sealing("", None).text()
        monkeypatch.setenv(KEY_VARIABLE, key)
        out = tmp_path / kind
        arguments = ["ci", "init", kind, "--out", str(out), "--course", str(TOY), "--lang", "en"]
        assert run(arguments) == 0
        return out, key

    return made


def hand_in(folder: Path) -> None:
    for name, text in HALF_RIGHT.items():
        (folder / name).write_text(text)


def points_in(folder: Path) -> tuple[float, float]:
    score = total(load_grades(folder / "grade-reports" / "grades.json"))
    return score.earned, score.possible


def test_the_points_are_those_of_a_submission(tmp_path):
    hand_in(tmp_path)
    out = tmp_path / "wanted.json"
    run(["submission", str(tmp_path), "--course", str(TOY), "--out", str(out)])

    score = total(load_grades(out))
    assert (score.earned, score.possible) == POINTS


def test_every_step_of_the_github_workflow_runs(make, there, tmp_path):
    repository, key = make("github")
    hand_in(repository)
    workflow = yaml.safe_load((repository / ".github" / "workflows" / "grade.yml").read_text())
    steps = workflow["jobs"]["grade"]["steps"]
    told = {"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "org/kim"}
    told["RUNNER_TEMP"] = str(tmp_path / "temp")
    files = {"GITHUB_OUTPUT": tmp_path / "o", "GITHUB_STEP_SUMMARY": tmp_path / "s"}
    told |= {name: str(path) for name, path in files.items()}

    codes = []
    for step in steps:
        if "run" in step:
            secrets = dict.fromkeys(step.get("env", {}), key)
            codes.append(shell(step["run"], repository, {**there, **told, **secrets}).returncode)

    assert codes == [0, 1]  # installed; graded, and something is missing
    assert points_in(tmp_path / "temp") == POINTS
    assert "score=2" in files["GITHUB_OUTPUT"].read_text()


def test_the_github_workflow_pins_what_it_uses_and_may_only_read(make):
    repository, _key = make("github")
    workflow = yaml.safe_load((repository / ".github" / "workflows" / "grade.yml").read_text())

    used = [s["uses"] for s in workflow["jobs"]["grade"]["steps"] if "uses" in s]
    assert len(used) == 3
    assert all(len(name.partition("@")[2]) == 40 for name in used)
    assert workflow["permissions"] == {"contents": "read"}
    with_secret = [s for s in workflow["jobs"]["grade"]["steps"] if KEY_VARIABLE in str(s)]
    assert [step["name"] for step in with_secret] == ["Grade"]


def test_git_on_windows_changes_no_byte_of_the_course(make, tmp_path):
    repository, _key = make("github")
    files = [path for path in repository.rglob("*") if path.is_file()]
    before = {path: path.read_bytes() for path in files}
    windows = ["-c", "core.autocrlf=true", "-c", "user.name=a", "-c", "user.email=a@x.kr"]

    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"], ["rm", "-rqf", "."]):
        subprocess.run(["git", *windows, *words], cwd=repository, check=True)
    subprocess.run(["git", *windows, "checkout", "-qf", "HEAD", "."], cwd=repository, check=True)

    changed = [path.name for path in files if path.read_bytes() != before[path]]
    assert changed in ([], [".gitattributes"])


@pytest.mark.attack
@pytest.mark.parametrize("name", ["requirements.txt", "cnn_grader"])
def test_a_changed_grader_is_not_installed(make, there, name):
    repository, _key = make("github")
    (path,) = (repository / ".grader").glob(f"{name}*")
    path.write_bytes(path.read_bytes() + b"\n")
    workflow = yaml.safe_load((repository / ".github" / "workflows" / "grade.yml").read_text())
    (install,) = [s for s in workflow["jobs"]["grade"]["steps"] if "Install" in s.get("name", "")]

    ran = shell(install["run"], repository, there)

    assert ran.returncode != 0
    assert "FAILED" in ran.stdout


@pytest.mark.attack
def test_the_github_artifact_is_no_folder_of_the_checkout(make):
    repository, _key = make("github")
    workflow = yaml.safe_load((repository / ".github" / "workflows" / "grade.yml").read_text())

    (kept,) = [s["with"]["path"] for s in workflow["jobs"]["grade"]["steps"] if "path" in str(s)]
    assert kept == "${{ runner.temp }}/grade-reports/"


@pytest.mark.attack
def test_a_changed_workflow_is_reported(make, monkeypatch, capsys):
    repository, key = make("github")
    hand_in(repository)
    path = repository / ".github" / "workflows" / "grade.yml"
    path.write_text(path.read_text() + "\n# mine\n")
    monkeypatch.chdir(repository)
    monkeypatch.setenv(KEY_VARIABLE, key)

    run(["ci", "--lang", "en", "--fail-under", "0"])

    assert ".github/workflows/grade.yml was changed" in capsys.readouterr().out


def test_every_line_of_the_gitlab_job_runs(make, there):
    repository, key = make("gitlab")
    hand_in(repository)
    job = yaml.safe_load((repository / ".gitlab-ci.yml").read_text())["grade"]
    lines = [line for line in job["before_script"] if not line.startswith("apt-get")]
    environment = {**there, "GITLAB_CI": "true", "CI_PROJECT_PATH": "g/kim", KEY_VARIABLE: key}

    ran = shell("\n".join([*lines, *job["script"]]), repository, environment)

    assert ran.returncode == 1, ran.stderr
    assert len(lines) == 4
    assert points_in(repository) == POINTS
    for path in job["artifacts"]["reports"].values():
        assert (repository / path).is_file()


@pytest.mark.attack
def test_what_was_committed_as_its_artifact_is_gone_where_the_gitlab_job_fails_at_once(make, there):
    repository, _key = make("gitlab")
    (repository / "grade-reports").mkdir()
    (repository / "grade-reports" / "junit.xml").write_text("<testsuites/>")
    (repository / ".grader" / "requirements.txt").write_text("changed\n")
    job = yaml.safe_load((repository / ".gitlab-ci.yml").read_text())["grade"]
    lines = [line for line in job["before_script"] if not line.startswith("apt-get")]

    ran = shell("\n".join(lines), repository, there)

    assert ran.returncode != 0
    assert not (repository / "grade-reports").exists()


@pytest.fixture
def autograder(make, python_there, tmp_path):
    """A tree like /autograder in which the zip lies unpacked and a hand-in waits."""
    folder, _key = make("gradescope")
    root = tmp_path / "autograder"
    (root / "submission").mkdir(parents=True)
    (root / "results").mkdir()
    hand_in(root / "submission")
    subprocess.run(["unzip", "-q", folder / "autograder.zip", "-d", root / "source"], check=True)
    shutil.copy(root / "source" / "run_autograder", root / "run_autograder")
    metadata = {"id": 1, "users": [{"name": "kim", "email": "k@example.com", "id": 2}]}
    (root / "submission_metadata.json").write_text(json.dumps(metadata))
    (root / "venv").symlink_to(python_there)  # else the set-up would download for minutes
    return root


def test_the_gradescope_zip_is_set_up_and_grades_without_a_network(autograder, there):
    environment = {**there, "AUTOGRADER_ROOT": str(autograder)}

    set_up = start(["bash", "source/setup.sh"], autograder, environment)
    ran = start([autograder / "run_autograder"], autograder, environment)

    assert set_up.returncode == 0, set_up.stderr
    assert ran.returncode == 0
    found = read_gradescope((autograder / "results" / "results.json").read_text("utf-8"))
    assert (found["score"], sum(test["max_score"] for test in found["tests"])) == POINTS
    assert (autograder / "source" / "course").stat().st_mode & 0o077 == 0


def test_the_steps_say_which_total_gradescope_has_to_know(tmp_path, capsys):
    run(["ci", "init", "gradescope", "--out", str(tmp_path), "--course", str(TOY), "--lang", "en"])

    possible = sum(exercise.points for exercise in load_course(TOY).exercises)
    assert f"Set the assignment's “Autograder points” to {possible:g}." in capsys.readouterr().out


def test_the_gradescope_harness_finds_its_two_scripts_at_the_root_of_the_zip(make):
    folder, _key = make("gradescope")

    with zipfile.ZipFile(folder / "autograder.zip") as archive:
        modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}

    assert modes["setup.sh"] & modes["run_autograder"] & 0o100


def test_where_the_autograder_fails_gradescope_is_told(autograder, there):
    shutil.rmtree(autograder / "source" / "course")
    (autograder / "results" / "results.json").write_text('{"score": 100}')  # of another run

    start(
        [autograder / "run_autograder"], autograder, {**there, "AUTOGRADER_ROOT": str(autograder)}
    )

    found = json.loads((autograder / "results" / "results.json").read_text("utf-8"))
    assert found["score"] == 0
    assert "tell your instructor" in found["output"]


def test_the_classroom50_bundle_grades_in_the_students_checkout(
    make, there, python_there, tmp_path
):
    bundle, key = make("classroom50")
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    hand_in(checkout)
    told = {
        "CLASSROOM": "c",
        "ASSIGNMENT": "a",
        "SUBMISSION_TAG": "submit/1",
        "OWNER": "kim",
        "COMMIT_URL": "u",
        "RELEASE_URL": "u",
        KEY_VARIABLE: key,
    }

    environment = {**there, **told, "GRADE_ENVIRONMENT": str(python_there)}
    ran = start([sys.executable, bundle / "autograder.py"], checkout, environment)

    assert ran.returncode == 0, ran.stderr
    assert read_classroom50((checkout / "result.json").read_text("utf-8"))["score"] == 2


def test_a_workflow_of_the_instructor_s_own_runs_classroom50_s_hidden_checks(make, there, tmp_path):
    bundle, key = make("classroom50")
    repository, temp = tmp_path / "classroom50-config", tmp_path / "temp"
    shutil.copytree(bundle, repository / "cs101" / "autograders" / "hw1")
    roster = "username,first_name,last_name,email,section,github_id\nkim,Minjun,Kim,,,7\n"
    (repository / "cs101" / "students.csv").write_text(roster)
    (temp / "class" / "kim" / ".git").mkdir(parents=True)
    hand_in(temp / "class" / "kim")
    workflow = yaml.safe_load((bundle / "grade-class.yml").read_text())
    told = {"CLASSROOM": "cs101", "ASSIGNMENT": "hw1", "RUNNER_TEMP": str(temp)}

    ran = [
        shell(step["run"], repository, {**there, **told, **dict.fromkeys(step.get("env", {}), key)})
        for step in workflow["jobs"]["grade"]["steps"]
        if step.get("name") in ("Install the grader", "Grade")
    ]

    assert [each.returncode for each in ran] == [0, 0], ran[-1].stderr
    grades = load_grades(temp / "results" / "grades" / "kim.json")
    assert total(grades).possible == POINTS[1]
    assert any(outcome.visibility == "hidden" for grade in grades for outcome in grade.outcomes)
    # no student's own workflow is given a secret
    assert set(workflow[True]) == {"workflow_dispatch"}


@pytest.mark.attack
@pytest.mark.parametrize("committed", ["file", "folder", "link"])
def test_a_committed_result_is_gone_where_the_classroom50_bundle_fails_at_once(
    make, there, tmp_path, committed
):
    bundle, _key = make("classroom50")
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    forged = checkout / "result.json"
    if committed == "folder":
        (forged / "deep").mkdir(parents=True)
    elif committed == "link":
        forged.symlink_to(bundle / "requirements.txt")
    else:
        forged.write_text('{"score": 100}')
    (bundle / "requirements.txt").write_text("there-is-no-such-package==1\n")

    ran = start([sys.executable, bundle / "autograder.py"], checkout, there)

    assert ran.returncode != 0
    assert not os.path.lexists(forged)
    assert (bundle / "requirements.txt").is_file()


def test_the_classroom50_bundle_has_nothing_hidden_in_the_clear(make):
    bundle, _key = make("classroom50")

    hidden = (TOY / "reference" / "01_double" / "test_hidden.py").read_bytes()
    for path in bundle.rglob("*"):
        if path.is_file():
            assert not any(
                line in path.read_bytes() for line in hidden.split(b"\n") if len(line) > 30
            )
    assert not list(bundle.rglob("test_hidden.py"))


def test_a_wheel_holds_the_package_with_its_templates_and_catalog(tmp_path):
    with zipfile.ZipFile(build_wheel(tmp_path)) as wheel:
        names = wheel.namelist()

    assert "grader/reports/pages/templates/student.html" in names
    assert "grader/ci/templates/github.yml" in names
    assert "grader/i18n/ko/LC_MESSAGES/grader.mo" in names
    assert any(name.endswith(".dist-info/entry_points.txt") for name in names)
    assert not any("__pycache__" in name or name.startswith("tests") for name in names)


def test_a_wheel_is_the_same_bytes_each_time(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()

    assert build_wheel(tmp_path / "one").read_bytes() == build_wheel(tmp_path / "two").read_bytes()


def test_exercises_that_train_networks_bring_what_they_need(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(KEY_VARIABLE, key_for_sealing("", None).text())
    course = ["--course", str(ROOT), "--lang", "en"]

    for name in ("06", "10"):
        run(["ci", "init", "gradescope", "--out", str(tmp_path / name), "-e", name, *course])

    def requirements(name: str) -> str:
        with zipfile.ZipFile(tmp_path / name / "autograder.zip") as archive:
            return archive.read("requirements.txt").decode()

    assert "tensorflow" not in requirements("06")
    assert "tensorflow" in requirements("10")
    assert "4 GB" in capsys.readouterr().out


def test_requirements_are_exact_and_complete():
    lines = pinned_requirements("ci").splitlines()

    names = {line.partition("==")[0] for line in lines}
    assert {"click", "numpy", "pytest", "jinja2", "cryptography", "cffi", "rich"} <= names
    assert all("==" in line for line in lines)
    assert not names & {"cnn-grader", "tensorflow", "ruff", "playwright"}


def test_a_wheel_holds_what_the_build_tool_puts_into_one(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "built"]
    built = start(command, ROOT, dict(os.environ))
    assert built.returncode == 0, built.stderr

    def files(path: Path) -> set[str]:
        with zipfile.ZipFile(path) as wheel:
            return {name for name in wheel.namelist() if ".dist-info/" not in name}

    (theirs,) = (tmp_path / "built").glob("*.whl")
    assert files(build_wheel(tmp_path)) == files(theirs)


@pytest.mark.parametrize("kind", ["github", "gitlab", "gradescope", "classroom50"])
def test_nothing_is_written_into_the_course_itself(toy_course, monkeypatch, capsys, kind):
    before = sorted(path for path in toy_course.rglob("*"))
    monkeypatch.setenv(KEY_VARIABLE, key_for_sealing("", None).text())

    code = run(["ci", "init", kind, "--out", str(toy_course), "--course", str(toy_course)])

    assert code == 2
    assert sorted(path for path in toy_course.rglob("*")) == before


@pytest.mark.parametrize("given", [True, False])
def test_a_key_is_shown_once_and_only_where_nobody_knows_it(tmp_path, monkeypatch, capsys, given):
    key = key_for_sealing("", "2025-2")
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    if given:
        monkeypatch.setenv(KEY_VARIABLE, key.text())

    run(["ci", "init", "github", "--out", str(tmp_path), "--course", str(TOY), "--lang", "en"])

    told = capsys.readouterr().out
    assert key.key not in told
    assert ("This key was used before" in told) is given
    assert ("Let GRADE_COURSE_KEY be KEY:2025-2:20" in told) is given
    assert len(re.findall(r": [\w-]{43}=:20\d\d:\d{8}T\d{6}Z", told)) == (0 if given else 1)


@pytest.mark.attack
def test_a_sealed_course_of_other_exercises_does_not_do(make, tmp_path, monkeypatch, capsys):
    """The workflow names all of its exercises, so that none of them can be left out."""
    repository, secret = make("github")
    hand_in(repository)
    monkeypatch.chdir(repository)
    monkeypatch.setenv(KEY_VARIABLE, secret)
    other = ["--course", str(TOY), "-e", "01", "--out", ".grader/course.sealed"]
    assert run(["course", "seal", *other]) == 0
    workflow = yaml.safe_load((repository / ".github" / "workflows" / "grade.yml").read_text())
    (command,) = [s["run"] for s in workflow["jobs"]["grade"]["steps"] if s.get("name") == "Grade"]
    flags = command.split()[2 : command.split().index("--out")]
    capsys.readouterr()
    monkeypatch.setenv(KEY_VARIABLE, secret)

    assert flags[:4] == ["-e", "01_double", "-e", "02_mean"]
    assert run(["ci", *flags]) == 2
    assert "There is no exercise 02_mean" in capsys.readouterr().err


def test_exercises_that_are_there_are_not_overwritten(make, tmp_path, capsys, monkeypatch):
    bundle, key = make("classroom50")
    monkeypatch.setenv(KEY_VARIABLE, key)

    code = run(["ci", "init", "classroom50", "--out", str(bundle), "--course", str(TOY)])

    assert code == 2
    assert (bundle / "exercises" / "course.toml").is_file()
