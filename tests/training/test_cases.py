"""Each folder in `cases/` is an answer to exercise 10, written as people write Keras.

`expected.toml` holds its claim, the points, and what the student reads or never reads. The plan is
a quarter of the usual one, with lower bands.
"""

import tomllib
from pathlib import Path

import msgspec
import pytest

from grader.model import Band, TrainingPlan
from grader.pipeline import Grader
from grader.reports.formats.markdown import render_markdown
from grader.submission import load_submission

pytestmark = [pytest.mark.slow, pytest.mark.long]

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/expected.toml"))
BANDS = {
    "cnn_accuracy": Band(least=0.5),
    "dnn_accuracy": Band(least=0.5),
    "cnn_over_dnn": Band(least=-1.0),
}
PLAN = TrainingPlan(epochs=6, seconds=120, images=300, bands=BANDS)


@pytest.fixture(scope="module")
def grader(course, exercise):
    training = msgspec.structs.replace(exercise.training, plans={"digits": PLAN})
    with Grader(course, (msgspec.structs.replace(exercise, training=training),)) as opened:
        yield opened


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_answer_as_people_write_it_earns_what_is_right(grader, case):
    expected = tomllib.loads((case / "expected.toml").read_text("utf-8"))

    (grade,) = grader.grade(load_submission(case / "keras_mnist.py"))

    told = " ".join(render_markdown([grade.for_student()], "en").replace("\\", "").split())
    assert grade.score.earned == expected["earned"], told
    for words in expected["says"]:
        assert words in told
    for words in expected["never_says"]:
        assert words not in told
