"""The relations that reports would name for the wrong ideas of the course, were these not known.

Each entry was read beside its idea: it says of the answers what is true of them. One that is not
in the table is a false one until somebody has done the same.
"""

from pathlib import Path

import msgspec
import pytest

from grader.checks import explanations
from grader.checks.diagnosis.misconceptions import load_misconceptions
from grader.course import load_course
from grader.pipeline import Grader
from grader.sandbox.inprocess import InProcessSandbox
from tests.conftest import submission_of

ROOT = Path(__file__).resolve().parents[2]
COURSE = load_course(ROOT / "exercises")
KIT = msgspec.structs.replace(COURSE, reference=None)
SLUGS = [exercise.slug for exercise in COURSE.exercises if exercise.training is None]

# with all checks and the solution
NAMED = {
    "01_convolution": {
        "always_integer": "cut",
        "averaged": "factor",
        "image_flipped_too": "half_turn",
        "last_row_zero": "border_wrong",
        "rounded_to_two_digits": "rounded",
    },
    "02_image_kernels": {
        "channel_axis_squeezed": "axis_missing",
        "channels_come_first": "channels_first",
        "edges_rounded": "rounded",
        "symmetric_padding": "border_wrong",
    },
    "03_padding": {
        "first_number_for_all_sides": "border_wrong",
        "integer_border_array": "cut",
        "single_channel_axis_dropped": "axis_missing",
    },
    "05_pooling": {
        "channel_axis_added": "axis_too_many",
        "length_one_axes_squeezed": "axis_missing",
        "rows_and_columns_swapped": "transposed",
    },
    "08_backprop": {
        "error_averaged": "factor",
        "half_left_out": "factor",
        "sign_of_error_reversed": "wrong_sign",
        "two_left_from_the_square": "factor",
    },
}
# with the public checks alone, as a student has them
NAMED_IN_KIT = {
    "01_convolution": {
        "always_integer": "cut",
        "bias_ignored_in_channels": "constant_added",
        "bias_per_channel": "constant_added",
        "bias_per_kernel_cell": "constant_added",
        "integer_output": "cut",
        "last_row_zero": "beginning",
    },
    "03_padding": {
        "corners_left_zero": "border_wrong",
        "padded_after_convolving": "border_wrong",
        "reflect_instead_of_replicate": "border_wrong",
        "same_with_copied_border": "border_wrong",
        "symmetric_instead_of_replicate": "border_wrong",
        "wraps_around": "border_wrong",
    },
    "04_stride": {"integer_output": "cut", "same_extra_cell_before": "shifted"},
    "05_pooling": {"channel_axis_added": "axis_too_many", "rows_and_columns_swapped": "transposed"},
    "08_backprop": {
        "error_averaged": "factor",
        "error_measured_after_the_step": "shifted",  # the losses are those of one step later
        "half_left_out": "factor",
    },
    "09_conv_layer": {"input_type_kept": "cut"},
}


@pytest.fixture
def named(monkeypatch):
    """What is named for some sources of an exercise, each by its name."""
    monkeypatch.setattr(explanations, "load_misconceptions", lambda course, exercise: [])

    def found(course, slug, sources):
        (exercise,) = (e for e in course.exercises if e.slug == slug)
        relations = {}
        with Grader(course, (exercise,), InProcessSandbox()) as grader:
            for name, source in sources.items():
                (grade,) = grader.grade(submission_of({f"{exercise.module}.py": source}))
                kinds = {o.relation.value for o in grade.outcomes if o.relation is not None}
                if kinds:
                    relations[name] = "/".join(sorted(kinds))
        return relations

    return found


def ideas_of(slug):
    (exercise,) = (e for e in COURSE.exercises if e.slug == slug)
    return {idea.name: idea.source for idea in load_misconceptions(COURSE, exercise)}


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_no_relation_is_named_that_is_false(named, slug):
    assert named(COURSE, slug, ideas_of(slug)) == NAMED.get(slug, {})


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_no_relation_is_named_that_is_false_in_the_kit(named, slug):
    assert named(KIT, slug, ideas_of(slug)) == NAMED_IN_KIT.get(slug, {})


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_no_relation_is_named_for_a_right_solution(named, slug):
    folder = ROOT / "reference" / slug / "equivalents"
    sources = {path.stem: path.read_text("utf-8") for path in folder.glob("*.py")}

    assert sources
    assert named(COURSE, slug, sources) == {}
