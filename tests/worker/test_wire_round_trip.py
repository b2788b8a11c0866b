"""What crosses the wire arrives as it left, by exact type, or is refused by the sender."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.worker import values
from grader.worker.values import DTYPES
from grader.worker.wire import WireError, decode, encode


def crossed(value):
    return decode(encode(value))


def same(a, b) -> bool:
    """Equal in type, bytes and shape, all the way down; NaN equals itself."""
    if type(a) is not type(b):
        return False
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return same(list(a), list(b)) and same(list(a.values()), list(b.values()))
    if isinstance(a, (np.ndarray, np.generic)):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, (float, complex)):
        return str(a) == str(b)
    return a == b


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        False,
        0,
        -1,
        2**63 - 1,
        -(2**63),
        2**63,
        -(2**63) - 1,
        2**4000,
        0.0,
        -0.0,
        math.inf,
        math.nan,
        5e-324,
        1 + 2j,
        complex(math.nan, -0.0),
        "",
        "한글 🎈",
        "\ud800",
        "\0",
        b"",
        b"\xff\x00",
        [],
        (),
        {},
        [1, [2.0, ("x", None)], b"y"],
        {"a": [1], 2: None, True: 0, None: ()},
    ],
    ids=repr,
)
def test_a_plain_value_arrives_as_it_left(value):
    assert same(crossed(value), value)


@pytest.mark.parametrize("code", DTYPES)
def test_an_array_of_every_dtype_arrives_as_it_left(code):
    array = np.arange(6).reshape(2, 3).astype(code)

    assert same(crossed(array), array)


@pytest.mark.parametrize("code", DTYPES)
def test_a_scalar_of_every_dtype_arrives_as_it_left(code):
    scalar = np.ones(1, code)[0]

    assert same(crossed(scalar), scalar)


@pytest.mark.parametrize("shape", [(), (0,), (1,), (0, 3), (2, 0, 2), (1,) * 8])
def test_an_array_of_any_shape_keeps_it(shape):
    array = np.zeros(shape)

    assert same(crossed(array), array)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3).T,
        np.arange(10)[::-2],
        np.asfortranarray(np.ones((3, 2))),
        np.broadcast_to(7.0, (3, 4)),
        np.arange(3, dtype=">i4"),
        np.arange(3, dtype=">f8"),
    ],
    ids=["transposed", "backwards", "Fortran", "strides of 0", "big-endian int", "big-endian"],
)
def test_an_array_arrives_by_its_values_whatever_its_memory_looked_like(array):
    arrived = crossed(array)

    assert arrived.tolist() == array.tolist()
    assert arrived.dtype == array.dtype.newbyteorder("<")


@pytest.mark.parametrize("size", [3, 3000])
def test_an_arrived_array_shares_memory_with_nothing(size):
    array = np.zeros(size)
    data = encode([array, array])

    arrived, beside = decode(data)
    arrived[0] = 1.0

    assert beside[0] == 0.0
    assert decode(data)[0][0] == 0.0
    assert array[0] == 0.0


_KEYS = st.one_of(st.text(max_size=5), st.integers(-(2**60), 2**60), st.booleans(), st.none())
_SCALARS = st.sampled_from(DTYPES).flatmap(lambda code: hnp.from_dtype(np.dtype(code)))
_ARRAYS = st.sampled_from(DTYPES).flatmap(
    lambda code: hnp.arrays(np.dtype(code), hnp.array_shapes(min_dims=0, max_dims=4, max_side=4))
)
_RUNS = st.sampled_from(
    [
        st.booleans(),
        st.integers(-(2**65), 2**65),
        st.integers(0, 300),
        st.floats(),
        st.binary(max_size=9),
    ]
).flatmap(lambda of_one_type: st.lists(of_one_type, min_size=4, max_size=9))
VALUES = st.recursive(
    st.one_of(
        _RUNS,
        st.none(),
        st.booleans(),
        st.integers(-(2**200), 2**200),
        st.floats(),
        st.complex_numbers(),
        st.text(st.characters(), max_size=20),
        st.binary(max_size=20),
        _SCALARS,
        _ARRAYS,
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(_KEYS, inner, max_size=4),
    ),
    max_leaves=12,
)


@given(VALUES)
@settings(max_examples=150)
def test_every_value_arrives_as_it_left(value):
    assert same(crossed(value), value)


@given(VALUES)
@settings(max_examples=150)
def test_a_value_that_arrived_is_encoded_as_before(value):
    assert encode(crossed(value)) == encode(value)


@pytest.mark.parametrize("kind", [list, tuple])
@pytest.mark.parametrize("count", [1, 5, 6, 7, 254, 255, 256, 300])
@pytest.mark.parametrize(
    "member",
    [None, True, 7, 256, -1, 2**63, 1.5, 2j, "x", b"y", (), [1], {}, np.float32(2), np.zeros(2)],
    ids=repr,
)
def test_many_values_of_one_type_arrive_as_they_left(member, count, kind):
    many = kind([member] * count)

    assert same(crossed(many), many)


@pytest.mark.parametrize("other", [None, True, 2, 2**63, 2.0, "x", b"y", np.float64(2), [1]])
@pytest.mark.parametrize("member", [True, 1, 1.0, b"x"])
@pytest.mark.parametrize("place", [0, 4, 8])
def test_one_value_of_another_type_among_many_stays_what_it_is(member, other, place):
    mixed = [member] * 8
    mixed.insert(place, other)

    assert same(crossed(mixed), mixed)


@pytest.mark.parametrize("size", [0, 1, 63, 64, 84, 85, 86, 254, 255, 256, 70_000])
@pytest.mark.parametrize("character", ["x", "é", "한", "🎈", b"x"], ids=repr)
def test_a_text_of_any_length_arrives_as_it_left(character, size):
    assert same(crossed(character * size), character * size)


@pytest.mark.parametrize("count", [0, 1, 254, 255, 256, 1000])
def test_a_dict_of_any_length_arrives_as_it_left(count):
    value = {f"key {n}": n for n in range(count)}

    assert same(crossed(value), value)


@pytest.mark.parametrize("code", ["?", "<i2", "<f8", "<c16"])
@pytest.mark.parametrize("size", [0, 255, 256, 511, 512, 513, 5000])
def test_an_array_of_any_size_arrives_aligned_and_writable(size, code):
    array = (np.arange(2 * size) % 3).astype(code)[::2]

    arrived = crossed(["to move it", array])[1]

    assert same(arrived, array)
    assert arrived.flags.aligned
    assert arrived.flags.writeable


CAPS = {
    "a long text": lambda: "x" * (values.MAX_FRAME_BYTES + 1),
    "long bytes": lambda: bytes(values.MAX_FRAME_BYTES + 1),
    "a large array": lambda: np.zeros(values.MAX_FRAME_BYTES // 8 + 1),
    "an array of strides 0": lambda: np.broadcast_to(0.0, (10**9, 10**9)),
    "many values": lambda: [None] * (values.MAX_NODES + 1),
    "many values together": lambda: [[None] * values.MAX_NODES],
    "many pairs": lambda: dict.fromkeys(range(values.MAX_NODES // 2 + 1)),
    "a large integer": lambda: 1 << (8 * values.MAX_INT_BYTES),
    "many dimensions": lambda: np.zeros((1,) * (values.MAX_DIMENSIONS + 1)),
    "deep nesting": lambda: _nested(values.MAX_DEPTH),
    "many keys of one hash": lambda: {(n,): n for n in range(values.MAX_ODD_MEMBERS + 1)},
    "many members of one hash": lambda: {(n,) for n in range(values.MAX_ODD_MEMBERS + 1)},
    "a key of the student's own": lambda: {object(): 1},
    "a long range": lambda: range(values.MAX_NODES + 1),
    "several large parts": lambda: [bytes(values.MAX_FRAME_BYTES // 2)] * 3,
    "many large parts": lambda: [bytes(values.MAX_FRAME_BYTES // 2)] * 20,
    "several large texts": lambda: ["x" * (values.MAX_FRAME_BYTES // 2)] * 3,
    "several large arrays": lambda: [np.zeros(values.MAX_FRAME_BYTES // 16)[::2]] * 6,
}


def _nested(depth: int) -> list:
    value: list = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("cap", CAPS)
def test_what_is_over_a_cap_is_refused_by_the_sender(cap):
    value = CAPS[cap]()

    with pytest.raises(WireError):
        encode(value)


@pytest.mark.parametrize("cap", [cap for cap in CAPS if "large" in cap])
def test_what_is_too_large_is_refused_before_much_of_it_is_copied(cap):
    value = CAPS[cap]()
    tracemalloc.start()
    try:
        with pytest.raises(WireError):
            encode(value)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 2 * values.MAX_FRAME_BYTES


@pytest.mark.parametrize(
    "value",
    [
        _nested(values.MAX_DEPTH - 1),
        [[None] * (values.MAX_NODES - 1)],
        dict.fromkeys(range(values.MAX_NODES // 2)),
        np.zeros((1,) * values.MAX_DIMENSIONS),
        (1 << (8 * values.MAX_INT_BYTES - 1)) - 1,
    ],
    ids=["depth", "count", "pairs", "dimensions", "integer"],
)
def test_what_is_just_under_a_cap_arrives(value):
    assert same(crossed(value), value)
