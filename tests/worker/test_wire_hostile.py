"""Bytes from a sender that lies: they are a value within the limits, or a `WireError`."""

from __future__ import annotations

import contextlib
import os
import struct
import threading
import tracemalloc

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.worker import values
from grader.worker.values import DTYPES
from grader.worker.wire import WireError, decode, encode, frame, read_frame, write_all

U32 = struct.Struct("<I")
MOST = 0xFFFFFFFF
FLOAT64 = bytes([DTYPES.index("<f8")])


def long(size: int) -> bytes:
    """A size that takes more than a byte."""
    return b"\xff" + U32.pack(size)


def array(dimensions: list[int], body: bytes = b"", dtype: bytes = FLOAT64) -> bytes:
    """An array's bytes that claim these dimensions."""
    sides = b"".join(map(U32.pack, dimensions))
    return b"a" + bytes([len(dimensions)]) + dtype + sides + body


FORGED = {
    "nothing": b"",
    "an unknown tag": b"?",
    "an unknown tag in a list": b"l\1?",
    "a run of an unknown kind": b"L\2l\1n",
    "bytes left over": b"nn",
    "bytes left over behind a list": b"l\1nn",
    "half an integer": b"i\0\0\0",
    "half a float": b"f\0\0\0",
    "no integer": b"j",
    "half a length": b"s\xff\1\0",
    "a text that is cut short": b"s\5abc",
    "a text of the largest length": b"s" + long(MOST),
    "a text that is no UTF-8": b"s\1\xff",
    "bytes of the largest length": b"b" + long(MOST),
    "a list of the largest length": b"L" + long(MOST) + b"*",
    "a list that is cut short": b"L" + long(100_000) + b"*",
    "a short list that is cut short": b"l\3nn",
    "a tuple of the largest length": b"U" + long(MOST) + b"*",
    "integers of the largest length": b"L" + long(MOST) + b"q",
    "integers that are cut short": b"L" + long(100_000) + b"q" + bytes(80),
    "booleans of the largest length": b"L" + long(MOST) + b"?",
    "a run of bytes of the largest length": b"L" + long(MOST) + b"b",
    "bytes in a run of the largest length": b"L\2b" + 2 * U32.pack(MOST),
    "bytes in a run that are cut short": b"L\2b" + 2 * U32.pack(2) + b"abc",
    "a dictionary of the largest length": b"d" + long(MOST),
    "a dictionary key that is a list": b"d\1l\0n",
    "a dictionary key that is a handle": b"d\1h\0n",
    "a dictionary key that is an array": b"d\1" + array([0]) + b"n",
    "an object of no kind": b"x\xfft\0",
    "an object cut short": b"x\0",
    "a set whose members are cut short": b"x\0t\2n",
    "an empty integer": b"I\0",
    "a long integer": b"I" + long(values.MAX_INT_BYTES + 1) + bytes(values.MAX_INT_BYTES + 1),
    "an integer that is cut short": b"I\x09" + bytes(8),
    "an unknown dtype": array([], b"", b"\xff"),
    "the first dtype there is not": array([], b"", bytes([len(DTYPES)])),
    "an array without a body": array([2]),
    "an array with half a body": array([2], bytes(8)),
    "an array with too much body": array([2], bytes(24)),
    "an array of the largest side": array([MOST]),
    "a product that overflows 64 bits": array([2**31, 2**31, 4]),
    "a product that overflows to 0": array([2**31, 2**31, 2**31, 8]),
    "too many dimensions": array([1] * (values.MAX_DIMENSIONS + 1), bytes(8)),
    "all the dimensions a byte can say": array([1] * 255, bytes(8)),
    "empty, and absurd elsewhere": array([0, MOST, MOST, MOST]),
    "empty in the last, absurd before": array([MOST, MOST, MOST, 0]),
    "a scalar that is cut short": b"g" + FLOAT64 + b"\0",
    "a scalar of an unknown dtype": b"g\xff",
    "a handle with a long name": b"h\x79" + b"x" * 121,
    "nesting": b"l\1" * 10_000 + b"n",
    "a list too deep": b"l\1" * values.MAX_DEPTH + b"l\0",
    "a value too many": b"l\1L" + long(values.MAX_NODES) + b"*" + b"n" * values.MAX_NODES,
    "nesting in long lists": b"L\1*" * 10_000 + b"n",
    "nesting in keys": b"d\1" * 10_000,
    "many small lists": b"L" + long(values.MAX_NODES - 1) + b"*" + b"l\1" * 200_000,
    "more than a frame may hold": bytes(values.MAX_FRAME_BYTES + 1),
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_bytes_are_refused(name):
    with pytest.raises(WireError):
        decode(FORGED[name])


@given(st.binary(max_size=200))
@example(array([0, MOST, MOST]))
@example(b"l\3nTF")
@settings(max_examples=400)
def test_any_bytes_are_a_value_or_refused(data):
    _decode_or_refuse(data)


_PIECES = st.one_of(
    st.sampled_from([bytes([tag]) for tag in b"nTFejiIfcsbltLUdgahqd?*"]),
    st.sampled_from([0, 1, 2, 3, 8, 120, MOST, 2**31]).map(long),
    st.sampled_from([bytes([n]) for n in range(16)]),
    st.binary(max_size=9),
)


@given(st.lists(_PIECES, max_size=30).map(b"".join))
@settings(max_examples=400)
def test_any_pieces_of_the_format_are_a_value_or_refused(data):
    _decode_or_refuse(data)


@given(st.data())
@settings(max_examples=200)
def test_a_true_value_with_a_byte_changed_is_a_value_or_refused(data):
    whole = bytearray(encode({"a": [1, 2.5, "x", (None, True)], "b": np.arange(3.0), 3: 2**70}))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] = data.draw(st.integers(0, 255))

    _decode_or_refuse(bytes(whole))


def _decode_or_refuse(data: bytes) -> None:
    try:
        value = decode(data)
    except WireError:
        return
    encode(value)  # what was decoded lies within every limit


@pytest.mark.parametrize(
    "name",
    [name for name in FORGED if "largest" in name or "overflow" in name or "absurd" in name],
)
def test_a_small_claim_takes_no_large_memory(name):
    tracemalloc.start()
    try:
        with pytest.raises(WireError):
            decode(FORGED[name])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 2**20


@pytest.mark.parametrize("cell", range(256))
def test_a_bool_of_any_byte_is_true_or_false(cell):
    boolean = bytes([DTYPES.index("?")])

    value = decode(array([1], bytes([cell]), boolean))

    assert value.tobytes() == (b"\1" if cell else b"\0")


def test_keys_of_one_hash_do_not_take_quadratic_time():
    """Integers that differ by 2**61 - 1 have one hash; the budget here is comparisons, not time."""
    count = 20_000
    pairs = b"".join(
        b"I\x0c" + (key * (2**61 - 1)).to_bytes(12, "little") + b"n" for key in range(1, count + 1)
    )

    with pytest.raises(WireError):
        decode(b"d" + long(count) + pairs)


# -- frames on a descriptor


@pytest.fixture
def pipe():
    ends = os.pipe()
    yield ends
    for end in ends:
        with contextlib.suppress(OSError):  # the test closed it
            os.close(end)


def test_a_frame_arrives_as_it_was_sent(pipe):
    write_all(pipe[1], frame({"a": [1, 2]}))

    assert read_frame(pipe[0]) == {"a": [1, 2]}


def test_frames_arrive_one_after_the_other(pipe):
    write_all(pipe[1], frame(1) + frame(2))

    assert [read_frame(pipe[0]), read_frame(pipe[0])] == [1, 2]


def test_a_frame_larger_than_the_pipe_arrives_whole(pipe):
    value = bytes(300_000)
    writer = threading.Thread(target=write_all, args=(pipe[1], frame(value)))
    writer.start()

    arrived = read_frame(pipe[0])
    writer.join()

    assert arrived == value


@pytest.mark.parametrize("size", [values.MAX_FRAME_BYTES + 1, 2**31, MOST])
def test_a_forged_length_is_refused_before_anything_is_read(pipe, size):
    write_all(pipe[1], U32.pack(size))

    with pytest.raises(WireError):
        read_frame(pipe[0])


@pytest.mark.parametrize("data", [b"", b"\1", U32.pack(5), U32.pack(5) + b"s"])
def test_a_closed_end_is_the_end_and_no_value(pipe, data):
    write_all(pipe[1], data)
    os.close(pipe[1])

    with pytest.raises(EOFError):
        read_frame(pipe[0])


def test_an_empty_frame_is_refused(pipe):
    write_all(pipe[1], U32.pack(0))

    with pytest.raises(WireError):
        read_frame(pipe[0])


def test_a_sender_that_refuses_a_value_has_written_nothing():
    with pytest.raises(WireError):
        frame([None] * (values.MAX_NODES + 1))
