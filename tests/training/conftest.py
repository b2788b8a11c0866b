"""Exercise 10 on a warm grader with a plan of a second: little data, one epoch, no bands."""

from pathlib import Path

import msgspec
import pytest

from grader.checks.case import Trial
from grader.course import load_course
from grader.model import Band, File, Submission, TrainingPlan
from grader.pipeline import Grader, _driver_source
from grader.sandbox.pool import missing_libraries
from grader.sandbox.student_process import StudentProcess
from grader.training.training_run import TrainingRun

EXERCISES = Path(__file__).resolve().parents[2] / "exercises"
SLUG = "10_keras_mnist"
QUICK = TrainingPlan(
    epochs=1,
    seconds=20,
    images=128,
    bands={name: Band(least=0.0) for name in ("cnn_accuracy", "dnn_accuracy", "cnn_over_dnn")},
)


@pytest.fixture(scope="session")
def course():
    return load_course(EXERCISES)


@pytest.fixture(scope="session")
def exercise(course):
    """Exercise 10 with the quick plan; skipped where Keras is not installed."""
    found = next(e for e in course.exercises if e.slug == SLUG)
    missing = missing_libraries(found)
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)} (extra `keras`)")
    training = msgspec.structs.replace(found.training, plans={"digits": QUICK})
    return msgspec.structs.replace(found, training=training)


@pytest.fixture(scope="session")
def keras_grader(course, exercise):
    with Grader(course, (exercise,)) as opened:
        yield opened


@pytest.fixture(scope="session")
def reference_source(course):
    return (course.reference / SLUG / "keras_mnist.py").read_text("utf-8")


@pytest.fixture
def judge(keras_grader):
    """The outcomes of some checks, and of those that they require, for a solution's text."""

    def judged(source: str, *names: str):
        checks = keras_grader.judge.checks(SLUG)
        by_id = {check.id: check for check in checks}
        wanted = set(names) or set(by_id)
        for check in reversed(checks):
            if check.id in wanted:
                wanted |= set(check.requires)
        order = [number for number, check in enumerate(checks) if check.id in wanted]
        file = File(name="keras_mnist.py", data=source.encode())
        submission = Submission(student="t", files=(file,))
        (grade,) = keras_grader.grade(submission, Trial(order=order))
        return {outcome.check: outcome for outcome in grade.outcomes}

    return judged


class Watched:
    """A loaded submission and its training run, before any check."""

    def __init__(self, grader, course, exercise, source, identity=""):
        sources = {exercise.module: [("keras_mnist.py", source)]}
        sandbox = grader.sandboxes.sandbox_for(exercise)
        driver = _driver_source(course, exercise)
        self.process = StudentProcess(sandbox, exercise, sources, driver, identity=identity)
        self.process.load()
        self.training_run = TrainingRun(self.process, exercise, course.secret)

    def close(self):
        self.training_run.close()
        self.process.__exit__()


@pytest.fixture
def watched(keras_grader, course, exercise):
    opened = []

    def open_(source, identity="", **changes):
        changed = msgspec.structs.replace(
            exercise,
            training=msgspec.structs.replace(
                exercise.training,
                plans={"digits": msgspec.structs.replace(exercise.training.plan(), **changes)},
            ),
        )
        opened.append(Watched(keras_grader, course, changed, source, identity))
        return opened[-1]

    yield open_
    for one in opened:
        one.close()
