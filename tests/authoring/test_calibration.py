"""Bands against the record of what the reference reached: an honest run must not miss one."""

import re
import shutil
from pathlib import Path

import msgspec
import pytest

from grader.authoring.calibration import (
    Calibration,
    Figure,
    calibrate,
    load_calibrations,
    render_calibrations,
    unfair_bands,
)
from grader.course import load_course
from grader.errors import CourseError
from grader.i18n import translate
from grader.sandbox.pool import missing_libraries

EXERCISES = Path(__file__).resolve().parents[2] / "exercises"
SLUG = "10_keras_mnist"
TOML = """
packages = ["numpy"]

[training]
dataset = "digits"

[training.plans.digits]
epochs = 1
seconds = 10
bands = { accuracy = { least = 0.9, margin = 0.02 } }
"""
PUBLIC = """
@check(points=1, ko="가")
def test_f(student):
    '''F.'''
    assert_number(student.f(1), 2)
"""


@pytest.fixture
def course(make_course):
    # the title's line stands below the tables of `toml`, so it goes before them
    root = make_course(public=PUBLIC, points=1)
    path = root / "exercises" / "01_f" / "exercise.toml"
    path.write_text(path.read_text("utf-8") + TOML, "utf-8")
    return load_course(root)


def record(course, *, mean=0.96, deviation=0.01, seeds=20, name="accuracy", dataset="digits"):
    figure = Figure(mean=mean, deviation=deviation, minimum=mean - 2 * deviation)
    made = {dataset: Calibration(seeds=seeds, figures={name: figure}, seconds={"f": 1.5})}
    path = course.reference / "01_f" / "calibration.toml"
    path.write_text(render_calibrations(made), "utf-8")
    return made


def sentences(course, language="en") -> str:
    unfair = unfair_bands(course, course.exercises[0])
    return " ".join(translate(found.what, language) for found in unfair)


@pytest.mark.parametrize(
    ("mean", "deviation"), [(0.921, 0.01), (0.96, 0.01), (0.961, 0.02)], ids=["both", "far", "wide"]
)
def test_a_band_is_fair_that_takes_four_deviations_to_miss_or_three_times_two(
    course, mean, deviation
):
    """The band is 0.9, and down to 0.88 a run is repeated."""
    record(course, mean=mean, deviation=deviation)

    assert sentences(course) == ""


@pytest.mark.parametrize(
    ("mean", "deviation", "fair"), [(0.91, 0.01, "0.8900"), (0.95, 0.02, "0.8900")]
)
def test_a_band_that_an_honest_run_could_miss_is_refused(course, mean, deviation, fair):
    record(course, mean=mean, deviation=deviation)

    assert f"could miss accuracy on digits: 0.9 is above {fair}" in sentences(course)
    assert f"기준 accuracy에 못 미칠 수 있습니다. 0.9는 {fair}보다 높습니다." in sentences(
        course, "ko"
    )


@pytest.mark.parametrize(
    "other", [{"seeds": 19}, {"name": "loss"}, {"dataset": "mnist"}], ids=["seeds", "name", "data"]
)
def test_a_band_that_was_not_measured_is_refused(course, other):
    record(course, **other)

    assert "has not been measured over 20 seeds" in sentences(course)


def test_without_a_record_every_band_is_refused(course):
    assert "has not been measured" in sentences(course)


def test_a_record_is_read_as_it_was_written(course):
    made = record(course)

    assert load_calibrations(course, course.exercises[0]) == made


def test_a_record_that_is_none_is_an_error_with_its_path(course):
    (course.reference / "01_f" / "calibration.toml").write_text("seeds = 'many'\n", "utf-8")

    with pytest.raises(CourseError, match=r"calibration\.toml"):
        load_calibrations(course, course.exercises[0])


def test_a_plan_for_the_named_data_set_must_exist(course):
    path = course.folder / "01_f" / "exercise.toml"
    path.write_text(path.read_text("utf-8").replace('dataset = "digits"', 'dataset = "digit"'))

    with pytest.raises(CourseError, match="Did you mean digits"):
        load_course(course.folder)


def test_another_data_set_is_taken_where_the_environment_names_one_with_a_plan(course, monkeypatch):
    path = course.folder / "01_f" / "exercise.toml"
    path.write_text(path.read_text("utf-8") + "\n[training.plans.mnist]\nepochs=2\nseconds=9\n")
    monkeypatch.setenv("GRADE_DATASET", "mnist")

    (exercise,) = load_course(course.folder).exercises

    assert exercise.training.plan().epochs == 2
    assert msgspec.structs.asdict(exercise.training.plan())["bands"] == {}


def rewrite(path, pattern, replacement):
    text, count = re.subn(pattern, replacement, path.read_text("utf-8"))
    assert count
    path.write_text(text, "utf-8")


@pytest.fixture
def quick_course(tmp_path):
    """Exercise 10 alone, with a plan of a second; skipped where Keras is not installed."""
    for folder in (EXERCISES, EXERCISES.with_name("reference")):
        shutil.copytree(folder / SLUG, tmp_path / folder.name / SLUG)
    shutil.copy(EXERCISES.with_name("reference") / "staff.toml", tmp_path / "reference")
    title = '[title]\nko = "한 과제"\nen = "One exercise"\n'
    (tmp_path / "exercises" / "course.toml").write_text(f'exercises = ["{SLUG}"]\n{title}', "utf-8")
    folder = tmp_path / "exercises" / SLUG
    rewrite(folder / "exercise.toml", r"epochs = 6\nimages = 1200\n", "epochs = 1\nimages = 64\n")
    # so little training does not halve the loss; that it reaches no band does not matter
    rewrite(folder / "test_public.py", r"share=0\.5", "share=2.0")
    course = load_course(tmp_path / "exercises")
    if missing := missing_libraries(course.exercises[0]):
        pytest.skip(f"not installed: {', '.join(missing)} (extra `keras`)")
    return course


@pytest.mark.slow
def test_a_calibration_records_what_each_seed_came_to(quick_course):
    (exercise,) = quick_course.exercises
    steps = []

    calibrate(quick_course, exercise, seeds=2, processes=2, progress=steps.append)

    records = load_calibrations(quick_course, exercise)
    assert set(records) >= {"digits"}
    record = records["digits"]
    assert record.seeds == 2
    assert record.figures.keys() == exercise.training.plan().bands.keys()
    assert all(0 <= record.figures[name].minimum <= 1 for name in ("cnn_accuracy", "dnn_accuracy"))
    assert any(figure.deviation > 0 for figure in record.figures.values())  # seeds differ
    assert set(record.seconds) == {"build_cnn", "build_dnn"}
    assert len(steps) == 3


@pytest.mark.slow
def test_a_reference_that_does_not_train_is_no_calibration(quick_course):
    rewrite(quick_course.reference / SLUG / "keras_mnist.py", r"model\.fit\(", "model.fit_(")
    (exercise,) = quick_course.exercises

    with pytest.raises(CourseError, match="did not pass"):
        calibrate(quick_course, exercise, seeds=1)
