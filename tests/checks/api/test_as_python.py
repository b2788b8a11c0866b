"""What a student pastes makes the value that the check gave: type, dtype, shape and bits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.checks.api.as_python import as_python, describe_size

ROOM = 100_000
DTYPES = ["bool", "int8", "uint8", "int64", "uint64", "float32", "float64", "complex128"]


def made_of(text: str):
    return eval(text, {"np": np})


def assert_same(value, made) -> None:
    assert type(value) is type(made)
    if isinstance(value, (np.ndarray, np.generic)):
        assert (value.dtype, value.shape) == (made.dtype, made.shape)
        assert value.tobytes() == made.tobytes()
    elif isinstance(value, (list, tuple)):
        assert len(value) == len(made)
        for one, other in zip(value, made, strict=True):
            assert_same(one, other)
    else:
        assert repr(value) == repr(made)


arrays = hnp.arrays(
    st.sampled_from(DTYPES[:-1]), hnp.array_shapes(min_dims=1, max_dims=4, min_side=0, max_side=3)
).filter(lambda array: not np.isnan(array).any())
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**64), 2**64), st.floats(allow_nan=False)
)


@given(st.one_of(arrays, scalars, st.lists(scalars, max_size=4), st.tuples(scalars, arrays)))
def test_a_value_is_made_again_by_its_own_text(value):
    text = as_python(value, ROOM)

    # -0.0 among whole numbers is not written, which is allowed
    if text is not None:
        assert_same(value, made_of(text))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.array([1, 3, 2]), "np.array([1, 3, 2])"),
        (np.array([[1.0, 2.0]]), "np.array([[1, 2]], dtype=float)"),
        (np.array([0.5, 1.0]), "np.array([0.5, 1.0])"),
        (np.array([1, 2], np.uint8), "np.array([1, 2], dtype=np.uint8)"),
        (np.ones((4, 2)), "np.ones((4, 2))"),
        (np.zeros(3), "np.zeros(3)"),
        (np.full((2, 2), 0.25), "np.full((2, 2), 0.25)"),
        (np.zeros((0, 3)), "np.zeros((0, 3))"),
        (np.array([np.nan, np.inf, -np.inf]), "np.array([np.nan, np.inf, -np.inf])"),
        (np.float32(0.5), "np.float32(0.5)"),
        ([[1, 2], [3, 4]], "[[1, 2], [3, 4]]"),
        ((1,), "(1,)"),
        ({"a": 1.5}, "{'a': 1.5}"),
        (-1.5, "-1.5"),
        ("same", "'same'"),
    ],
)
def test_a_short_value_is_written_as_a_student_would(value, text):
    assert as_python(value, ROOM) == text


@pytest.mark.parametrize(
    ("value", "size"),
    [
        (np.arange(784.0).reshape(28, 28), "<28×28 float64>"),
        (np.arange(200), "<200 int64>"),
        (list(range(200)), "<list: 200>"),
        ("x" * 500, "<str: 500>"),
        (2**5000, "<int>"),
    ],
)
def test_a_long_value_has_a_size_instead(value, size):
    assert as_python(value, 170) is None
    assert describe_size(value) == size
