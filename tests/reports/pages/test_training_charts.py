"""Networks on a page: learning curves, what was taken for what, layers beside those asked for."""

from __future__ import annotations

import pytest

from grader.i18n import gettext
from grader.model import Evidence, FirstKernels, LayerRow, LayerTable, TrainingRecord
from grader.reports.pages.student_page import render_student_page
from grader.reports.pages.training_charts import HEIGHT, WIDTH, layer_pairs, training_charts

ROWS = (
    LayerRow(description="Conv2D 8 3x3 relu", shape=(6, 6, 8), parameters=80),
    LayerRow(description="Flatten", shape=(288,), parameters=0),
    LayerRow(description="Dense 10 softmax", shape=(10,), parameters=2890),
)
CONFUSION = tuple(
    tuple(9 if what == taken else int((what, taken) == (3, 8)) * 4 for taken in range(10))
    for what in range(10)
)


def record_of(**changes) -> TrainingRecord:
    plain = {
        "function": "make_cnn",
        "dataset": "digits",
        "images": 1200,
        "loss": (2.3, 1.1, 0.6, 0.4),
        "accuracy": (0.2, 0.7, 0.8, 0.9),
        "loss_before": 2.31,
        "loss_after": 0.39,
        "held_back_accuracy": 0.957,
        "confusion": CONFUSION,
    }
    return TrainingRecord(**{**plain, **changes})


def table_of(*rows: LayerRow, first: int | None = None) -> LayerTable:
    return LayerTable(function="make_cnn", rows=rows, expected=ROWS, first_difference=first)


@pytest.fixture
def sample(make_grade, make_outcome):
    """A grade with a network that learnt, and one that is built otherwise than asked."""
    shown = Evidence(training=(record_of(),))
    passed = make_outcome(check="test_a", status="passed", earned=2.0, message=None, evidence=shown)
    again = make_outcome(check="test_b", status="passed", earned=2.0, message=None, evidence=shown)
    layers = Evidence(layers=(table_of(ROWS[0], ROWS[2], first=1),))
    return [make_grade(passed, again, make_outcome(evidence=layers))]


def points_of(line: str) -> list[tuple[float, float]]:
    return [tuple(map(float, point.split(","))) for point in line.split()]


def test_a_curve_runs_from_the_first_epoch_to_the_last_within_its_drawing(sample):
    loss, accuracy = training_charts(sample[0])[0].curves

    assert (loss.first, loss.last, loss.epochs) == (2.3, 0.4, 4)
    falling, rising = points_of(loss.line), points_of(accuracy.line)
    assert (falling[0], falling[-1]) == ((0, 0), (WIDTH, HEIGHT))
    assert (rising[0], rising[-1]) == ((0, HEIGHT), (WIDTH, 0))


def test_a_training_that_several_checks_looked_at_is_shown_once(sample):
    assert len(training_charts(sample[0])) == 1


@pytest.mark.parametrize("loss", [(), (0.5,), (1.0, 1.0), (float("nan"), 2.0, float("inf"), 1.0)])
def test_any_history_can_be_drawn(make_grade, make_outcome, loss):
    shown = Evidence(training=(record_of(loss=loss, accuracy=()),))
    grade = make_grade(make_outcome(evidence=shown))

    (found,) = training_charts(grade)

    for curve in found.curves:
        for x, y in points_of(curve.line):
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT
    assert render_student_page([grade], "en")


def test_a_long_history_keeps_its_first_and_its_last_epoch(make_grade, make_outcome):
    loss = tuple(float(n) for n in range(1000))
    grade = make_grade(make_outcome(evidence=Evidence(training=(record_of(loss=loss),))))

    line = points_of(training_charts(grade)[0].curves[0].line)

    assert len(line) <= 202
    assert (line[0], line[-1]) == ((0, HEIGHT), (WIDTH, 0))


def test_rare_mistakes_are_tinted_apart_from_right_answers(sample):
    rows = training_charts(sample[0])[0].confusion

    assert rows[0][0].tint == "n5"
    assert rows[3][8].tint.startswith("p")
    assert rows[0][1].tint == "z"


def test_without_predictions_there_is_no_matrix(make_grade, make_outcome):
    shown = Evidence(training=(record_of(confusion=((0, 0), (0, 0))),))

    assert training_charts(make_grade(make_outcome(evidence=shown)))[0].confusion == []


def test_layers_stand_beside_those_that_were_asked():
    pairs = layer_pairs(table_of(ROWS[0], ROWS[2], first=1))

    assert [pair.state for pair in pairs] == ["", "wrong", "wrong"]
    assert pairs[2].row is None
    assert pairs[1].wanted == ROWS[1]


def test_the_page_shows_curves_matrix_and_layers(sample):
    text = render_student_page(sample, "en")

    assert text.count("<polyline") == 2
    assert text.count('class="cells confusion"') == 1
    assert "3 → 8 (4)" in text
    assert "Dense 10 softmax" in text
    assert gettext("right on held-back images: {share} %", "ko", share="95.7") in text


@pytest.mark.attack
def test_hostile_names_of_layers_stay_text(make_grade, make_outcome):
    hostile = "<img src=x onerror=alert(1)>"
    layers = Evidence(
        layers=(table_of(LayerRow(description=hostile, shape=(1,), parameters=0), first=0),),
        training=(record_of(function=hostile, dataset=hostile),),
    )

    text = render_student_page([make_grade(make_outcome(evidence=layers))], "en")

    assert "<img" not in text
    assert "&lt;img" in text


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), [("light", 1000), ("dark", 390)])
def test_axe_finds_nothing(open_page, axe, sample, scheme, width):
    page = open_page(render_student_page(sample, "en"), scheme=scheme, width=width)

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


LEARNT = FirstKernels(
    kernels=(((1.0, -1.0), (0.0, 0.5)), ((0.0, 0.0), (0.0, 0.0))),
    biases=(0.0, 0.5),
    pixels=(bytes(range(0, 250, 10)) * 2)[:30].hex(),
    width=6,
)


def test_what_the_first_convolution_learnt_is_a_picture(make_grade, make_outcome):
    shown = Evidence(training=(record_of(first_kernels=LEARNT),))
    grade = make_grade(make_outcome(status="passed", message=None, evidence=shown))

    text = render_student_page([grade], "en")

    assert "what the first convolution learnt" in text
    assert text.count('src="data:image/svg+xml;base64,') == 1
    assert training_charts(grade)[0].learnt.startswith("data:image/svg+xml")


def test_without_a_first_convolution_there_is_no_such_picture(sample):
    assert training_charts(sample[0])[0].learnt == ""
    assert "what the first convolution learnt" not in render_student_page(sample, "en")
