"""Times as rosters write them."""

from __future__ import annotations

import datetime

import pytest

from grader.submission.dates import parse_time, parse_time_in_zone


@pytest.mark.usefixtures("in_seoul")
@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21T23:59",
        "2026-11-21 14:59:00+00:00",
        "Saturday, 21 November 2026, 11:59 PM",
        "Saturday, November 21, 2026, 11:59 PM",
        "Saturday, 21 November 2026, 23:59",
        "21 November 2026, 11:59\u202fpm",
        "Sat, 21 Nov 2026, 23:59",
        "토요일, 21 11월 2026, 11:59 오후",
        "토요일, 21 11월 2026, 11:59 PM",
        "2026년 11월 21일 토요일, 오후 11:59",
        "2026년 11월 21일, 23:59",
        "2026년 11월 21일 (토) 오후 11:59",
        "2026. 11. 21. 오후 11:59",
        "Sat, 21 Nov 2026 23:59:00",
    ],
)
def test_a_time_without_a_zone_is_in_this_machine_s_zone(text):
    assert parse_time(text) == datetime.datetime(2026, 11, 21, 14, 59, tzinfo=datetime.UTC)


@pytest.mark.usefixtures("in_seoul")
@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("21 November 2026, 12:05 AM", 0),
        ("21 November 2026, 12:05 PM", 12),
        ("2026년 11월 21일, 오전 12:05", 0),
        ("2026년 11월 21일, 오후 12:05", 12),
    ],
)
def test_twelve_is_midnight_in_the_morning_and_noon_in_the_afternoon(text, hour):
    local = datetime.datetime(2026, 11, 21, hour, 5).astimezone()

    assert parse_time(text) == local


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "yesterday", "31 February 2026, 10:00", "21 marraskuu 2026, 10:00"),
        *("11/21/2026", "21 November 2026, 0:05 AM", "21 November 2026, 13:05 PM"),
    ],
)
def test_an_unknown_or_ambiguous_time_is_none(text):
    assert parse_time(text) is None


@pytest.mark.usefixtures("in_seoul")
@pytest.mark.parametrize(
    ("zone", "hour"),
    [("UTC", 10), ("GMT", 10), ("+01:00", 9), ("-0130", 11), ("KST", 1), ("PST", None), ("", None)],
)
def test_a_zone_apart_is_an_offset_utc_or_this_machine_s(zone, hour):
    time = parse_time_in_zone("2026-11-21 10:00:00", zone)

    assert (time and time.hour) == hour
