"""Bands against the record of what the reference reached: an honest run must not miss one."""

import msgspec
import pytest

from grader.authoring.calibration import (
    Calibration,
    Figure,
    load_calibrations,
    render_calibrations,
    unfair_bands,
)
from grader.course import load_course
from grader.errors import CourseError
from grader.words import translate

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


def said(course, language="en") -> str:
    unfair = unfair_bands(course, course.exercises[0])
    return " ".join(translate(found.what, language) for found in unfair)


def test_a_band_below_four_deviations_is_fair(course):
    record(course, mean=0.96, deviation=0.01)

    assert said(course) == ""


def test_a_band_that_an_honest_run_could_miss_is_refused(course):
    record(course, mean=0.93, deviation=0.01)

    assert "could miss accuracy on digits: 0.9 is above 0.8900" in said(course)
    assert "기준 accuracy에 못 미칠 수 있습니다. 0.9은(는) 0.8900보다 높습니다." in said(
        course, "ko"
    )


@pytest.mark.parametrize(
    "other", [{"seeds": 19}, {"name": "loss"}, {"dataset": "mnist"}], ids=["seeds", "name", "data"]
)
def test_a_band_that_was_not_measured_is_refused(course, other):
    record(course, **other)

    assert "has not been measured over 20 seeds" in said(course)


def test_without_a_record_every_band_is_refused(course):
    assert "has not been measured" in said(course)


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
    monkeypatch.setenv("GRADER_DATASET", "mnist")

    (exercise,) = load_course(course.folder).exercises

    assert exercise.training.plan().epochs == 2
    assert msgspec.structs.asdict(exercise.training.plan())["bands"] == {}
