"""Times as rosters and downloads write them -> times in UTC."""

from __future__ import annotations

import datetime
import re

_NAMES = (
    "january february march april may june july august september october november december".split()
)
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()}
_MONTHS["sept"] = 9
_MONTHS |= {f"{number}{ending}": number for number in range(1, 13) for ending in ("월", "")}
_HALF = r"am|pm|오전|오후"
_DATES = (
    r"(?P<day>\d{1,2}) (?P<month>\w+) (?P<year>\d{4})",  # Moodle's Korean, too: 21 11월 2026
    r"(?P<month>[^\W\d]+) (?P<day>\d{1,2}),? (?P<year>\d{4})",
    r"(?P<year>\d{4})년 (?P<month>\d{1,2}월) (?P<day>\d{1,2})일(,? \w요일| \(\w\))?",
    r"(?P<year>\d{4})\. (?P<month>\d{1,2})\. (?P<day>\d{1,2})\.( \(\w\))?",
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",  # Korean Excel: 2026-11-20 오후 11:59
    r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})",
)
_TIME = (
    rf"((?P<before>{_HALF}) )?(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(:\d\d)?( (?P<after>{_HALF}))?"
)
_FORMS = [re.compile(rf"([^\W\d]+,? )?{date},? {_TIME}") for date in _DATES]


def parse_time(text: str) -> datetime.datetime | None:
    """Parse a time in ISO 8601, or in Moodle's or Excel's English or Korean.

    A time without a zone is this machine's.
    """
    return parse_iso_time(text) or parse_iso_time(_as_iso(" ".join(text.casefold().split())))


def parse_iso_time(text: str) -> datetime.datetime | None:
    """Parse a time in ISO 8601; a time without a zone is this machine's."""
    try:
        return datetime.datetime.fromisoformat(text).astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return None


def parse_time_in_zone(text: str, zone: str) -> datetime.datetime | None:
    """Parse a time in ISO 8601 with its zone apart: an offset, UTC, or a zone of this machine.

    None for other zones, because their names are ambiguous.
    """
    offset = {"UTC": "+00:00", "GMT": "+00:00"}.get(zone, zone)
    if offset.startswith(("+", "-")):
        return parse_iso_time(text + offset)
    try:
        local = datetime.datetime.fromisoformat(text)
        # when the clocks go back an hour comes twice, and the zone's name tells the two apart
        both = [local.replace(fold=fold).astimezone() for fold in (0, 1)]
    except (ValueError, OverflowError):
        return None
    return next((time.astimezone(datetime.UTC) for time in both if time.tzname() == zone), None)


def _as_iso(text: str) -> str:
    """`saturday, 21 november 2026, 11:59 pm` -> `2026-11-21T23:59`; empty if it is not a time."""
    matched = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    if matched is None or matched["month"] not in _MONTHS:
        return ""
    hour = int(matched["hour"])
    half = matched["before"] or matched["after"]
    if half and not 1 <= hour <= 12:
        return ""
    if half:
        hour = hour % 12 + (12 if half in ("pm", "오후") else 0)
    year, month, day = int(matched["year"]), _MONTHS[matched["month"]], int(matched["day"])
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{matched['minute']}"
