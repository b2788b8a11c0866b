"""The exercises that train networks hold: as the other ones, by what is affordable in a test.

Whole runs with all their training are few here; `grade course verify` makes all of them.
"""

import pytest

from grader.authoring.calibration import SEEDS, load_calibrations, unfair_bands
from grader.checks.case import Trial
from grader.checks.diagnosis.misconceptions import load_misconceptions
from grader.course import load_course
from grader.course.starters import make_notebook
from grader.model import File, Submission
from grader.sandbox.pool import missing_libraries
from tests.shipped_course.conftest import ROOT
from tests.shipped_course.test_solutions import exercise_of, reference_source, troubles

COURSE = load_course(ROOT / "exercises")
EXERCISES = [exercise for exercise in COURSE.exercises if exercise.training is not None]
SLUGS = [exercise.slug for exercise in EXERCISES]
# which of a hand-in's checks train: those that come last, and cost seconds
TRAINING = ("learns", "beats")
# no answer to a question tells these: what is wrong is the worker's word, or what was trained on
UNNAMED = ("prepare_in_place", "moves_images_for_the_dense_network")

pytestmark = [pytest.mark.slow, pytest.mark.long]
needs_keras = pytest.mark.skipif(
    any(map(missing_libraries, EXERCISES)), reason="Keras is not installed (extra `keras`)"
)


def equivalents():
    return [
        pytest.param(slug, path, id=f"{slug}-{path.stem}")
        for slug in SLUGS
        for path in sorted((COURSE.reference / slug / "equivalents").glob("*.py"))
    ]


def misconceptions():
    return [
        pytest.param(exercise.slug, idea, id=f"{exercise.slug}-{idea.name}")
        for exercise in EXERCISES
        for idea in load_misconceptions(COURSE, exercise)
    ]


def graded(grader, course, slug, source: str, names=None, ending: str = ".py"):
    """The grade by the checks of these names and those that they require; by all without names."""
    checks = grader.judge.checks(slug)
    wanted = {check.id for check in checks} if names is None else set(names)
    for check in reversed(checks):
        if check.id in wanted:
            wanted |= set(check.requires)
    order = [number for number, check in enumerate(checks) if check.id in wanted]
    name = exercise_of(course, slug).module + ending
    submission = Submission(student="t", files=(File(name=name, data=source.encode()),))
    (grade,) = grader.grade(submission, Trial(order=order))
    return grade


def untrained(grader, slug) -> list[str]:
    """The checks that train nothing."""
    found = [check.id for check in grader.judge.checks(slug)]
    return [name for name in found if not any(word in name for word in TRAINING)]


@needs_keras
@pytest.mark.parametrize("slug", SLUGS)
def test_the_reference_as_a_notebook_earns_everything(grader, course, slug):
    notebook = make_notebook(reference_source(course, slug), exercise_of(course, slug))

    grade = graded(grader, course, slug, notebook, ending=".ipynb")

    assert troubles(grade) == []
    assert grade.score.earned == grade.score.possible == 10
    assert grade.isolation.level == grader.sandbox.isolation().level


@needs_keras
@pytest.mark.parametrize("slug", SLUGS)
def test_the_starter_earns_nothing_and_nothing_crashes(grader, course, slug):
    starter = course.folder / slug / f"{exercise_of(course, slug).module}.py"

    grade = graded(grader, course, slug, starter.read_text("utf-8"))

    assert grade.score.earned == 0
    assert {o.status for o in grade.outcomes} <= {"failed", "error", "skipped"}


@needs_keras
@pytest.mark.parametrize(("slug", "idea"), misconceptions())
def test_a_wrong_idea_is_caught_by_the_checks_that_it_names_and_named(grader, course, slug, idea):
    if any(name.endswith("_learns") for name in idea.caught_by):
        idea = idea._replace(caught_by=idea.caught_by[-1:])  # one training shows it

    grade = graded(grader, course, slug, idea.source, idea.caught_by)

    failed = {o.check for o in grade.outcomes if o.status not in {"passed", "skipped"}}
    named = {o.misconception.en for o in grade.outcomes if o.misconception}
    assert set(idea.caught_by) <= failed
    assert named == (set() if idea.name in UNNAMED else {idea.text.en})


@needs_keras
@pytest.mark.parametrize(("slug", "path"), equivalents())
def test_a_right_model_in_another_style_is_as_right_before_it_is_trained(
    grader, course, slug, path
):
    grade = graded(grader, course, slug, path.read_text("utf-8"), untrained(grader, slug))

    assert troubles(grade) == []


@pytest.mark.parametrize("exercise", EXERCISES, ids=SLUGS)
def test_no_honest_run_misses_a_band(exercise):
    """By the record of the reference's trainings, which `grade course verify` holds as well."""
    record = load_calibrations(COURSE, exercise)[exercise.training.dataset]

    assert record.seeds >= SEEDS
    assert list(unfair_bands(COURSE, exercise)) == []
    for name, band in exercise.training.plan().bands.items():
        assert record.figures[name].minimum >= band.least


@pytest.mark.parametrize("exercise", EXERCISES, ids=SLUGS)
def test_an_exercise_has_enough_wrong_and_right_solutions(exercise):
    equivalents = (COURSE.reference / exercise.slug / "equivalents").glob("*.py")

    assert len(load_misconceptions(COURSE, exercise)) >= 6
    assert len(list(equivalents)) >= 3
