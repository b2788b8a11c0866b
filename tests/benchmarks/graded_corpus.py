"""A checkout of the project and a corpus of submissions -> grades as plain JSON, without times.

The half of `same_grades.py` that grades. The corpus is the files of a checkout, perhaps of another
than the one whose grader and checks are used. Of the grader only the names in `HOMES` are used.
"""

from __future__ import annotations

import contextlib
import csv
import faulthandler
import hashlib
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.attacks.bait import Bait

# the names that are used, and the modules that hold them or held them once
HOMES = {
    "Grader": ("grader.pipeline",),
    "load_course": ("grader.course", "grader.course.manifest"),
    "load_submission": ("grader.submission", "grader.submission.loading"),
    "File": ("grader.model", "grader.model.handed_in"),
    "Submission": ("grader.model", "grader.model.handed_in"),
}

SOLUTIONS = ("starters", "references", "equivalents", "misconceptions")
OF_THE_COURSE = ("demo", "class", *SOLUTIONS)
GROUPS = (*OF_THE_COURSE, "cases", "attacks")

STUDENT = "kim"  # the same for all: trainings are drawn by student
DEMO = "datasets/demo_class"
TOY = "tests/toy_course"
ATTACKS = "tests/attacks"
# seconds that a check may take: where an attack uses them up, and where a busy machine might
HURRY, PATIENCE = 0.7, 15.0
# for one submission; a grader that needs longer hangs
MOST_SECONDS = 600
MOST_SECONDS_IF_TRAINED = 4000

MAKE_HAND_INS = """
import json, pathlib, runpy, sys
for path in sorted(pathlib.Path(sys.argv[1]).glob("*/hand_in.py")):
    folder = pathlib.Path(sys.argv[2]) / path.parent.name
    folder.mkdir()
    made = runpy.run_path(str(path))["make"](folder)
    print(json.dumps([path.parent.name, str(made)]))
"""

# overlays are laid over their bases by the grader that they were written for
MAKE_WRONG = """
import pathlib, sys
from grader.checks.diagnosis.misconceptions import load_misconceptions
from grader.course import load_course
course = load_course(pathlib.Path(sys.argv[1], "exercises"))
(exercise,) = (exercise for exercise in course.exercises if exercise.slug == sys.argv[2])
for idea in load_misconceptions(course, exercise):
    pathlib.Path(sys.argv[3], f"{idea.name}.py").write_text(idea.source, "utf-8")
"""

Line = dict[str, Any]


class Job(NamedTuple):
    """Some submissions that one process grades, in a fixed order.

    Attributes:
        part: a name in `PARTS`.
        checkout: whose grader and checks are used.
        corpus: whose submissions are graded.
        groups: of solutions, those that are graded.
    """

    part: str
    checkout: Path
    corpus: Path
    slugs: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    def name(self) -> str:
        """What is graded, for people."""
        return " ".join((self.part, *self.slugs)) if self.groups else self.part

    def line(self, group: str, name: str, grade: Any, source: Path) -> Line:
        """What is written of one grade.

        Args:
            group: one of `GROUPS`.
            name: of the submission.
            grade: a `Grade`, or a row of the gradebook.
            source: the file or folder that was handed in.
        """
        is_row = isinstance(grade, dict)
        exercise = "" if is_row else grade.exercise
        return {
            "group": group,
            "exercise": exercise,
            "submission": name,
            "handed_in": digest(source),
            "trained": exercise in self.slugs and is_trained(self.corpus, exercise),
            "unstable": [],
            "grade": grade if is_row else as_json(grade),
        }

    def folder(self, name: str) -> Path:
        """A folder of the tests: the checkout's own, or the corpus's where it was moved away."""
        own = self.checkout / name
        return own if own.is_dir() else self.corpus / name


def make_jobs(
    checkout: Path, corpus: Path, groups: tuple[str, ...], slugs: tuple[str, ...]
) -> list[Job]:
    """What is to be done for these groups and exercises; what takes longest comes first."""
    solutions = tuple(group for group in SOLUTIONS if group in groups)
    jobs = [Job("attacks", checkout, corpus)] if "attacks" in groups else []
    jobs += [Job(part, checkout, corpus, slugs) for part in ("demo", "class") if part in groups]
    if solutions:
        jobs += [Job("solutions", checkout, corpus, (slug,), solutions) for slug in reversed(slugs)]
    return [*jobs, *([Job("cases", checkout, corpus)] if "cases" in groups else [])]


def run_job(job: Job) -> tuple[list[Line], float]:
    """The lines of a job, and the seconds it took; for a process that does nothing else."""
    started = time.monotonic()
    sys.path.insert(0, str(job.checkout))
    grader = Path(importlib.import_module("grader").__file__ or "").resolve()
    if not grader.is_relative_to(job.checkout):
        raise RuntimeError(f"{grader} does not lie in {job.checkout}")
    trained = any(is_trained(job.corpus, slug) for slug in job.slugs)
    limit = MOST_SECONDS_IF_TRAINED if trained else MOST_SECONDS
    lines = []
    faulthandler.dump_traceback_later(limit, exit=True)
    for line in PARTS[job.part](job):
        lines.append(line)
        faulthandler.dump_traceback_later(limit, exit=True)  # sets the clock anew
    faulthandler.cancel_dump_traceback_later()
    if not lines:
        raise RuntimeError(f"{job.name()}: no submission was found in {job.corpus}")
    hidden = {str(job.checkout): "@CHECKOUT@", str(job.corpus): "@CORPUS@", sys.prefix: "@PYTHON@"}
    return [settled(line, hidden) for line in lines], time.monotonic() - started


# -- the parts: a job -> its lines


def _solutions(job: Job) -> Iterator[Line]:
    (slug,) = job.slugs
    home, kit = job.corpus / "reference" / slug, job.corpus / "exercises" / slug
    module = tomllib.loads((kit / "exercise.toml").read_text("utf-8"))["module"]
    paths = {
        "starters": [kit / f"{module}.py", kit / f"{module}.ipynb"],
        "references": [home / f"{module}.py"],
        "equivalents": sorted((home / "equivalents").glob("*.py")),
    }
    course = named("load_course")(job.checkout)
    exercises = tuple(exercise for exercise in course.exercises if exercise.slug == slug)
    with named("Grader")(course, exercises) as grader, tempfile.TemporaryDirectory() as made:
        paths["misconceptions"] = wrong_solutions(job.corpus, slug, Path(made))
        for group in job.groups:
            for path in paths[group]:
                submission = submission_of(STUDENT, {module + path.suffix: path.read_bytes()})
                for grade in grader.grade(submission):
                    yield job.line(group, path.name, grade, path)


def _demo(job: Job) -> Iterator[Line]:
    course = named("load_course")(job.checkout)
    # all exercises, though some are graded: alone, an exercise takes a file of any name
    with named("Grader")(course, course.exercises) as grader:
        for path in sorted((job.corpus / DEMO).iterdir()):
            for grade in grader.grade_all(named("load_submission")(path), job.slugs):
                yield job.line("demo", path.stem, grade, path)


def _class(job: Job) -> Iterator[Line]:
    """The rows of the gradebook that `grade batch` writes for the demo class."""
    command = [sys.executable, "-c", "from grader.cli import main; main()", "batch"]
    chosen = [word for slug in job.slugs for word in ("-e", slug)]
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(
            [*command, str(job.corpus / DEMO), "--out", out, "--lang", "en", "-j", "1", *chosen],
            cwd=job.checkout,
            env={**os.environ, "PYTHONPATH": str(job.checkout)},
            check=True,
            capture_output=True,
        )
        text = (Path(out) / "gradebook.csv").read_text("utf-8-sig")
    for row in csv.DictReader(text.splitlines()):
        yield job.line("class", row["student"], row, job.corpus / DEMO)


def _cases(job: Job) -> Iterator[Line]:
    course = named("load_course")(job.folder(TOY))
    with named("Grader")(course, course.exercises) as grader:
        for path in sorted((job.corpus / "tests" / "cases").glob("*/submission")):
            for grade in grader.grade_all(named("load_submission")(path, STUDENT)):
                yield job.line("cases", path.parent.name, grade, path)


def _attacks(job: Job) -> Iterator[Line]:
    sys.path.append(str(Path(__file__).resolve().parents[2]))  # the bait of this very checkout
    from tests.attacks.bait import TOKEN, laid_out

    os.environ["GITHUB_TOKEN"] = TOKEN
    course = named("load_course")(job.folder(f"{ATTACKS}/course"))
    (exercise,) = course.exercises
    answer = course.reference / exercise.slug / f"{exercise.module}.py"
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        home.chmod(0o755)  # so that only walls are in the way
        bait = stack.enter_context(laid_out(home / "bait", answer))
        usual, hurried = (
            stack.enter_context(named("Grader")(course, (with_check_seconds(exercise, seconds),)))
            for seconds in (PATIENCE, HURRY)
        )
        made = make_hand_ins(job.corpus, home)
        for path in sorted((job.corpus / ATTACKS).glob("*/expected.toml")):
            attack, expected = path.parent, tomllib.loads(path.read_text("utf-8"))
            hidden = {str(home): "@HOME@"}
            if attack.name in made:
                submission = named("load_submission")(made[attack.name])
            else:
                texts = attack_texts(attack, forger=expected.get("forger", False))
                # its tracebacks may show the port or the process id that is filled in
                hidden |= names_in(texts, bait)
                files = {name: bait.filled_in(text).encode() for name, text in texts.items()}
                submission = submission_of("mallory", files)
            for grade in (hurried if expected.get("slow") else usual).grade_all(submission):
                yield settled(job.line("attacks", attack.name, grade, attack), hidden)


PARTS = {
    "solutions": _solutions,
    "demo": _demo,
    "class": _class,
    "cases": _cases,
    "attacks": _attacks,
}


def attack_texts(attack: Path, *, forger: bool) -> dict[str, str]:
    """What an attack hands in, as `tests/attacks/attack.py` says, before the bait is filled in."""
    found = {
        path.name: path.read_text("utf-8")
        for path in sorted(attack.iterdir())
        if path.is_file() and path.name != "expected.toml"
    }
    if "escape.py" in found:
        tail = attack.parent / "tail.py"
        found["submission.py"] = found.pop("escape.py") + tail.read_text("utf-8")
    if forger:
        tools = attack.parents[1] / "sandbox" / "forger.txt"
        found["submission.py"] = f"{tools.read_text('utf-8')}\n\n{found['submission.py']}"
    return {name.replace("submission.py", "answer.py"): text for name, text in found.items()}


def names_in(texts: dict[str, str], bait: Bait) -> dict[str, str]:
    """What the bait fills into these texts -> the name that it stands for."""
    whole = "".join(texts.values())
    return {value: f"@{name}@" for name, value in bait.names.items() if f"@{name}@" in whole}


def make_hand_ins(corpus: Path, home: Path) -> dict[str, Path]:
    """Attack -> what its `hand_in.py` made, in an interpreter that imports the corpus's tests."""
    command = [sys.executable, "-B", "-c", MAKE_HAND_INS, str(corpus / ATTACKS), str(home)]
    environment = {**os.environ, "PYTHONPATH": str(corpus)}
    ran = subprocess.run(command, env=environment, check=True, capture_output=True)
    return {name: Path(path) for name, path in map(json.loads, ran.stdout.splitlines())}


def wrong_solutions(corpus: Path, slug: str, made: Path) -> list[Path]:
    """The files of an exercise's misconceptions, whole: below `made` where the corpus's are not."""
    if not (corpus / "grader" / "checks" / "diagnosis" / "misconceptions.py").is_file():
        return sorted((corpus / "reference" / slug / "misconceptions").glob("*.py"))
    command = [sys.executable, "-B", "-c", MAKE_WRONG, str(corpus), slug, str(made)]
    environment = {**os.environ, "PYTHONPATH": str(corpus)}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return sorted(made.glob("*.py"))


# -- the grader of the checkout


def named(name: str) -> Any:
    """A name of the grader's, from the first of its homes that this checkout has."""
    for module in HOMES[name]:
        with contextlib.suppress(ModuleNotFoundError, AttributeError):
            return getattr(importlib.import_module(module), name)
    raise RuntimeError(f"{name} is in none of {HOMES[name]}: add its new home to HOMES")


def submission_of(student: str, files: dict[str, bytes]) -> Any:
    """Files as a submission."""
    made = tuple(named("File")(name=name, data=data) for name, data in files.items())
    return named("Submission")(student=student, files=made)


def with_check_seconds(exercise: Any, seconds: float) -> Any:
    """The exercise, each check of which may take so long."""
    replace = importlib.import_module("msgspec").structs.replace
    return replace(exercise, limits=replace(exercise.limits, check_seconds=seconds))


def as_json(grade: Any) -> Any:
    """A grade as plain JSON, with all its fields."""
    return json.loads(importlib.import_module("msgspec").json.encode(grade))


# -- the corpus


def exercises_of(corpus: Path) -> tuple[str, ...]:
    """The slugs of the course."""
    text = (corpus / "exercises" / "course.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["exercises"])


def is_trained(corpus: Path, slug: str) -> bool:
    """Whether an exercise trains networks."""
    text = (corpus / "exercises" / slug / "exercise.toml").read_text("utf-8")
    return "training" in tomllib.loads(text)


def digest(source: Path) -> str:
    """A hash of a file, or of all files below a folder: two corpora are told apart by it."""
    made = hashlib.sha256()
    for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
        if path.is_file() and "__pycache__" not in path.parts:
            made.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return made.hexdigest()[:16]


def settled(value: Any, hidden: dict[str, str], *, in_sentence: bool = False) -> Any:
    """JSON without seconds that were measured, and with names in place of this run's paths."""
    if isinstance(value, dict):
        return {
            name: settled(each, hidden, in_sentence=name == "values")
            for name, each in value.items()
            if name != "seconds" or in_sentence  # which tells of a limit
        }
    if isinstance(value, list):
        return [settled(each, hidden) for each in value]
    if isinstance(value, str):
        for text in sorted(hidden, key=len, reverse=True):
            value = value.replace(text, hidden[text])
    return value
