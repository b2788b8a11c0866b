"""Sets, dates, decimals, arrays of text and tables cross by exact type and arrive as they left."""

from __future__ import annotations

import contextlib
import datetime as dt
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.worker import objects
from grader.worker.wire import WireError, decode, encode

SEOUL = dt.timezone(dt.timedelta(hours=9))
ZONES = st.none() | st.integers(-1439, 1439).map(lambda m: dt.timezone(dt.timedelta(minutes=m)))
HASHABLE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=4)
    | st.binary(max_size=4)
    | st.dates()
    | st.fractions(),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.frozensets(inner, max_size=3),
    max_leaves=6,
)
OBJECTS = st.one_of(
    st.sets(HASHABLE, max_size=5),
    st.frozensets(HASHABLE, max_size=5),
    st.dictionaries(HASHABLE, st.integers(), max_size=5),
    st.builds(range, st.integers(-99, 99), st.integers(-99, 99), st.integers(1, 9)),
    st.dates(),
    st.times(timezones=ZONES),
    st.datetimes(timezones=ZONES),
    st.timedeltas(),
    st.decimals(allow_nan=False, min_value=-(10**9), max_value=10**9),
    st.fractions(),
    hnp.arrays(st.sampled_from(["U3", "S2", "M8[s]", "m8[D]", ">U2"]), hnp.array_shapes()),
)


def crossed(value):
    return decode(encode(value))


def equal(a, b) -> bool:
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        # the order of bytes is not kept
        return a.shape == b.shape and a.astype(b.dtype).tobytes() == b.tobytes()
    if isinstance(a, dt.datetime | dt.time):
        return (a, a.tzinfo, a.fold) == (b, b.tzinfo, b.fold)
    return a == b


@given(OBJECTS)
@settings(max_examples=400)
def test_an_object_arrives_as_it_left(value):
    assert equal(crossed(value), value)
    assert equal(crossed([{"a": (value,)}])[0]["a"][0], value)


@given(OBJECTS)
def test_an_object_that_arrived_is_encoded_as_before(value):
    assert encode(crossed(value)) == encode(value)


@given(st.sets(st.integers() | st.text(max_size=3), max_size=40), st.randoms())
def test_equal_sets_have_one_encoding_in_whatever_order_they_were_made(value, random):
    members = list(value)
    random.shuffle(members)

    assert encode(set(members)) == encode(value)


@pytest.mark.parametrize(
    "value",
    [
        dt.datetime(2026, 10, 25, 1, 30, fold=1),  # noqa: DTZ001 - students write such
        dt.time(1, 2, 3, 4, SEOUL),
        dt.datetime.max,  # noqa: DTZ901
        dt.timedelta.min,
        Decimal("1.50"),
        Decimal("-0"),
        Decimal("Infinity"),
        Fraction(-3, 4),
        range(10, 0, -3),
        np.array([["가", ""], ["b", "cd"]]),
        np.array(["2026-01-01", "NaT"], "M8[D]"),
    ],
    ids=repr,
)
def test_what_is_easily_lost_is_kept(value):
    arrived = crossed(value)

    assert equal(arrived, value)
    assert repr(arrived) == repr(value)


def test_a_decimal_that_is_no_number_arrives_as_none():
    assert crossed(Decimal("NaN")).is_nan()


def test_an_array_of_objects_keeps_each_of_them():
    sent = np.array([[1, "a"], [None, [1, {2}]]], object)

    arrived = crossed(sent)

    assert arrived.dtype == object
    assert arrived.shape == (2, 2)
    assert arrived.tolist() == sent.tolist()
    assert type(arrived[1, 1][1]) is set


def test_lists_in_an_array_of_objects_are_no_axes():
    sent = np.empty(2, object)
    sent[:] = [[1, 2], [3, 4]]

    assert crossed(sent).shape == (2,)


@given(st.data())
@settings(max_examples=400)
def test_an_object_with_a_byte_changed_is_a_value_or_refused(data):
    whole = bytearray(encode(data.draw(OBJECTS)))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(WireError):
        decode(bytes(whole))


PARTS = st.recursive(
    st.none() | st.integers() | st.text(max_size=3) | st.binary(max_size=8) | st.booleans(),
    lambda inner: st.lists(inner, max_size=4).map(tuple),
    max_leaves=8,
)


@given(st.integers(0, len(objects.KINDS) - 1), st.lists(PARTS, max_size=6).map(tuple))
@settings(max_examples=1000)
def test_any_parts_are_an_object_or_refused(number, parts):
    with contextlib.suppress(WireError):
        objects.put_together(number, parts)


# -- tables


@pytest.fixture
def pandas():
    return pytest.importorskip("pandas")


@pytest.fixture
def frame(pandas):
    day = pandas.Timestamp("2026-01-01")
    return pandas.DataFrame(
        {
            "whole": [1, 2, 3],
            "text": ["x", None, "한"],
            "real": [1.5, np.nan, 2],
            "kind": pandas.Categorical(["u", "v", "u"], ordered=True),
            "day": pandas.date_range(day, periods=3),
            "maybe": pandas.array([1, None, 3], "Int64"),
            "there": pandas.date_range(day, periods=3, tz="Asia/Seoul"),
            "any": pandas.Series([{1}, 2, pandas.NaT], dtype=object),
            "is": [True, False, True],
            "wait": pandas.to_timedelta(["1h", "2h", None]),
        }
    )


TABLES = {
    "all columns": lambda _, f: f,
    "no cells": lambda p, _: p.DataFrame(),
    "rows named": lambda _, f: f.set_index("text"),
    "rows named twice": lambda _, f: f.set_index(["whole", "text"]),
    "rows and columns exchanged": lambda _, f: f.T,
    "the same column twice": lambda _, f: f[["whole", "whole"]],
    "groups": lambda _, f: f.groupby(["kind", "is"], observed=True)["real"].agg(["mean", "sum"]),
    "a summary": lambda _, f: f.describe(),
    "what is missing": lambda _, f: f.isna(),
    "a pivot": lambda _, f: f.pivot_table("real", "kind", "is", observed=True),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_frame_arrives_as_it_left(name, pandas, frame):
    table = TABLES[name](pandas, frame)

    pandas.testing.assert_frame_equal(crossed(table), table, check_freq=False)
    assert encode(crossed(table)) == encode(table)


def test_each_column_arrives_as_it_left(pandas, frame):
    for name in frame:
        pandas.testing.assert_series_equal(crossed(frame[name]), frame[name], check_freq=False)


def test_an_index_arrives_as_it_left(pandas, frame):
    pair = frame.set_index(["whole", "text"]).index
    days = pandas.DatetimeIndex(frame["day"])
    for index in (frame.index, frame.columns, pair, days, pandas.CategoricalIndex(frame["kind"])):
        pandas.testing.assert_index_equal(crossed(index), index)


def test_moments_arrive_as_they_left(pandas):
    for text in ("2026-01-01", "2026-01-01 03:04:05.678"):
        for zone in (None, "Asia/Seoul"):
            assert crossed(pandas.Timestamp(text, tz=zone)) == pandas.Timestamp(text, tz=zone)
    assert crossed(pandas.Timedelta("3h")) == pandas.Timedelta("3h")
    assert crossed([pandas.NaT, pandas.NA]) == [pandas.NaT, pandas.NA]


def test_a_frame_of_the_students_own_stays_behind(pandas):
    class Lying(pandas.DataFrame):
        @property
        def _constructor(self):
            return Lying

        def equals(self, other):
            return True

    arrived = crossed(Lying({"a": [1]}))

    assert arrived.type_name.endswith("Lying")


def test_an_object_in_a_frame_stays_behind_alone(pandas):
    class Equal:
        def __eq__(self, _):
            return True

        __hash__ = None

    arrived = crossed(pandas.DataFrame({"a": [Equal(), 1]}))

    assert arrived["a"][1] == 1
    with pytest.raises(TypeError):
        _ = arrived["a"][0] == 1


@given(st.integers(0, 10**6), st.integers(0, 255))
@settings(max_examples=300)
def test_a_frame_with_a_byte_changed_is_a_value_or_refused(place, byte):
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame({"a": [1, 2], "b": ["x", None]}, index=["p", "q"])
    whole = bytearray(encode(table))
    whole[place % len(whole)] = byte
    with contextlib.suppress(WireError):
        decode(bytes(whole))
