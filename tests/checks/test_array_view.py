"""The grids that a failed array check keeps: of which arrays, which plane, how large."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from grader.checks import assert_close
from grader.checks.api.wrong_answer import WrongAnswerError
from grader.checks.array_view import MAX_SIDE, views_of
from grader.checks.call_log import Call, EncodedCall
from grader.worker import wire


def reference_of(**functions) -> ModuleType:
    module = ModuleType("reference")
    module.__dict__.update(functions)
    return module


def call_of(value, *args, **kwargs) -> Call:
    return Call(EncodedCall("shift", False, wire.encode([list(args), kwargs]), b""), value)


def error_of(actual, expected) -> WrongAnswerError:
    with pytest.raises(WrongAnswerError) as caught:
        assert_close(actual, expected)
    return caught.value


def shift(image, by=1):
    return image + by


def by_role(array_views):
    return {grid.role: grid for grid in array_views}


IMAGE = np.arange(6.0).reshape(2, 3)


def test_arguments_have_their_parameters_names_where_the_solution_is_at_hand():
    answer = IMAGE + 2
    error = error_of(answer, IMAGE + 1)

    known = views_of(error, [call_of(answer, IMAGE)], reference_of(shift=shift))
    unknown = views_of(error, [call_of(answer, IMAGE)], None)

    assert [grid.name for grid in known if grid.role == "argument"] == ["image"]
    assert [grid.name for grid in unknown if grid.role == "argument"] == [""]


def test_where_a_check_looks_at_a_corner_the_whole_picture_is_kept():
    answer = IMAGE + 2
    error = error_of(answer[:1, :1], [[1.0]])

    found = by_role(views_of(error, [call_of(answer, IMAGE)], reference_of(shift=shift)))

    assert found["actual"].rows == ((2.0, 3.0, 4.0), (5.0, 6.0, 7.0))
    assert found["expected"].rows == ((1.0, 2.0, 3.0), (4.0, 5.0, 6.0))
    assert found["actual"].first_wrong == (0, 0)


def test_without_the_solution_what_the_check_compared_is_kept():
    answer = IMAGE + 2

    found = by_role(
        views_of(error_of(answer[:1, 1:], [[3.0, 9.0]]), [call_of(answer, IMAGE)], None)
    )

    assert found["actual"].rows == ((3.0, 4.0),)
    assert found["expected"].rows == ((3.0, 9.0),)
    assert found["actual"].first_wrong == (0, 1)


def test_an_answer_that_the_solution_would_give_is_compared_as_the_check_did():
    answer = IMAGE + 1
    error = error_of(answer, IMAGE)

    found = by_role(views_of(error, [call_of(answer, IMAGE)], reference_of(shift=shift)))

    assert found["expected"].rows == ((0.0, 1.0, 2.0), (3.0, 4.0, 5.0))


def test_of_several_calls_the_one_that_gave_the_array_is_shown():
    calls = [call_of(IMAGE + by, IMAGE + by - 1) for by in (2, 3, 4)]
    error = error_of(calls[1].value, IMAGE)
    copied = error_of(calls[1].value.copy(), IMAGE)

    for each in (error, copied):
        found = by_role(views_of(each, calls, None))
        assert found["argument"].rows == ((2.0, 3.0, 4.0), (5.0, 6.0, 7.0))


def test_where_any_of_several_calls_could_have_given_it_no_argument_is_shown():
    calls = [call_of(IMAGE + by, IMAGE) for by in (2, 3, 4)]

    found = views_of(error_of(IMAGE[:1] * 9, IMAGE[:1]), calls, reference_of(shift=shift))

    assert [grid.role for grid in found] == ["expected", "actual"]


def test_a_solution_that_refuses_the_call_is_no_trouble():
    def refuses(image):
        raise ValueError

    answer = IMAGE + 2
    error = error_of(answer, IMAGE)

    assert by_role(views_of(error, [call_of(answer, IMAGE)], reference_of(shift=refuses)))


def test_of_more_axes_the_plane_with_the_first_wrong_cell_is_kept():
    wanted = np.zeros((2, 4, 3, 5))
    answer = wanted.copy()
    answer[1, 2, 0, 4] = 7

    found = by_role(views_of(error_of(answer, wanted), [], None))["actual"]

    assert (found.plane, found.shape) == ("[1, :, :, 4]", (2, 4, 3, 5))
    assert found.first_wrong == (2, 0)
    assert found.rows[2][0] == 7


def test_a_large_array_is_thinned_out():
    wanted = np.zeros((MAX_SIDE * 3, 5))
    answer = wanted + 1

    found = by_role(views_of(error_of(answer, wanted), [], None))["actual"]

    assert found.step == 3
    assert (len(found.rows), len(found.rows[0])) == (MAX_SIDE, 2)


def test_the_wrong_shape_shows_what_came_beside_the_solutions():
    answer = np.zeros((3, 3))

    found = by_role(
        views_of(error_of(answer, IMAGE), [call_of(answer, IMAGE)], reference_of(shift=shift))
    )

    assert (found["actual"].shape, found["expected"].shape) == ((3, 3), (2, 3))


def test_cells_that_are_not_finite_are_none():
    answer = np.array([[1.0, np.nan, np.inf, -1e308]])

    found = by_role(views_of(error_of(answer, np.zeros((1, 4))), [], None))["actual"]

    assert found.rows == ((1.0, None, None, None),)
    assert found.first_wrong == (0, 1)


@pytest.mark.parametrize(
    "answer",
    [
        np.zeros((0, 3)),
        np.array(["a", "b"]),
        np.array([1j]),
        np.zeros((1,) * 20),
        np.full((2, 2), 2**63, np.uint64),
        np.full((2, 2), 1e308),
        np.ones((2, 2), bool),
        np.array(3.0),
    ],
    ids=lambda array: f"{array.dtype}{array.shape}",
)
def test_no_array_upsets_it(answer):
    error = error_of(answer, np.full((2, 2), -1e308))

    for reference in (None, reference_of(shift=shift)):
        for grid in views_of(error, [call_of(answer, IMAGE)], reference):
            assert len(grid.rows) <= MAX_SIDE


def test_what_is_no_wrong_array_keeps_nothing():
    assert views_of(None, [], None) == ()
    assert views_of(ValueError(), [], None) == ()
    assert views_of(error_of([1.0], [1.0]), [], None) == ()


def test_students_get_no_grids_of_hidden_checks(make_wrong_grade):
    grade = make_wrong_grade("hidden")

    assert grade.outcomes[0].array_views
    assert not grade.for_student().outcomes[0].array_views


def test_students_get_the_grids_of_public_checks(make_wrong_grade):
    grade = make_wrong_grade("public")

    assert grade.for_student().outcomes[0].array_views == grade.outcomes[0].array_views != ()


@pytest.fixture
def make_wrong_grade(make_course, grade_course):
    """The grade of a wrong answer to one check of an array, public or hidden."""
    text = '''
import numpy as np

@check(points=1, ko="하나", hint="h")
def test_array(student):
    """An array."""
    assert_close(student.f(np.arange(4.0)), [1.0, 2.0, 3.0, 4.0])
'''

    def made(where: str):
        parts = {"public": "", "hidden": "", where: text}
        ladder = '[[hints]]\nid = "h"\nko = ["가"]\nen = ["a"]\n'
        course = make_course(**parts, points=1, toml=ladder)
        (grade,) = grade_course(course, {"answer.py": "def f(x):\n    return x\n"})
        return grade

    return made
