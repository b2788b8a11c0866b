"""A class as it was read -> an alarm, if it was hardly read as it is meant.

A wrong layout, or a roster without the names in the download, would give a whole class 0.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import SubmissionError
from grader.i18n import N_
from grader.model import Message, message
from grader.text import clean_name

from .layouts import LAYOUTS, read_layout
from .matching import match_people
from .roster import normalized

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .layouts import Entry, Reading
    from .matching import Matched
    from .roster import Roster

HARDLY = 10  # fewer than one in so many on the roster is hardly anybody
EXAMPLES = 3
# field of an identifier -> a roster's heading for it
_HEADINGS = {
    "any": "student",
    "name": "name",
    "condensed": "name",
    "email": "email",
    "username": "username",
    "idnumber": "id number",
    "lms_id": "id",
    "github": "github",
}


class Alarm(NamedTuple):
    """A fault in how a class was read, and a remedy."""

    sentence: Message
    tip: Message


class _Count(NamedTuple):
    """How many students of a download are on the roster.

    Attributes:
        total: students in the download; files that may be of several are not counted.
    """

    found: int
    total: int


def find_alarm(
    folder: Path, reading: Reading, *, named: bool, matched: Matched, roster: Roster | None
) -> Alarm | None:
    """Find out whether few entries have the form of the named layout, or are on the roster."""
    if named:
        candidates = {path.name for path in reading.listing.candidates}
        count = len(reading.names & candidates)
        if count * 2 < len(candidates):
            return _of_layout(folder, reading.layout, count, len(candidates))
    if roster is None:
        return None
    on_roster = _count(reading.entries, matched, roster)
    listed = len(roster.people)
    if on_roster.found * 2 >= on_roster.total and on_roster.found * HARDLY >= listed:
        return None
    text = N_(
        "{count} of {total} students in this download are on the roster (read as {layout}); "
        "{absent} of the {listed} people on it would get 0."
    )
    sentence = message(
        text,
        count=on_roster.found,
        total=on_roster.total,
        layout=reading.layout,
        absent=listed - on_roster.found - len(matched.in_doubt),
        listed=listed,
    )
    tip = (
        _other_layout(folder, reading.layout, on_roster, roster)
        or _other_column(reading.entries, on_roster, roster)
        or _see_for_yourself(reading.entries)
    )
    return Alarm(sentence, tip)


def _of_layout(folder: Path, layout: str, count: int, total: int) -> Alarm:
    text = N_(
        "{count} of {total} files and folders have the form of {layout}'s downloads; the others "
        "would be left out."
    )
    other = read_layout(folder)
    tip = N_(
        "Nothing was graded. Without --layout they are read as {layout}'s. If it is right as it "
        "is, add --yes."
    )
    sentence = message(text, count=count, total=total, layout=layout)
    return Alarm(sentence, message(tip, layout=other.layout))


def _count(entries: Iterable[Entry], matched: Matched, roster: Roster) -> _Count:
    # by student: nobody stops a class by many files
    students = {
        person.student
        for entry, person in zip(entries, matched.people, strict=True)
        if not entry.others
    }
    return _Count(sum(student in roster for student in students), len(students))


def _other_layout(folder: Path, layout: str, on_roster: _Count, roster: Roster) -> Message | None:
    best, found = "", on_roster.found
    for other in LAYOUTS:
        if other != layout:
            count = _count_in_layout(folder, other, roster)
            if count.found > found and count.found * 2 >= count.total:
                best, found = other, count.found
    text = N_(
        "Nothing was graded. With --layout {layout}, {count} of them are on the roster. If it is "
        "right as it is, add --yes."
    )
    return message(text, layout=best, count=found) if best else None


def _count_in_layout(folder: Path, layout: str, roster: Roster) -> _Count:
    try:
        entries = read_layout(folder, layout, roster).entries
    except SubmissionError:
        return _Count(0, 0)
    return _count(entries, match_people(entries, roster), roster)


def _other_column(entries: Iterable[Entry], on_roster: _Count, roster: Roster) -> Message | None:
    """A tip that names the column of the roster in which most of the students are."""
    best: tuple[int, str, str] = (on_roster.found, "", "")
    for heading, values in roster.columns.items():
        fields: dict[str, str] = {}  # label -> the field by which the column has it
        for entry in entries:
            for one in entry.identifiers:
                if normalized(one.value) in values:
                    fields.setdefault(entry.label, one.field)
        if len(fields) > best[0] and len(fields) * 2 >= on_roster.total:
            ((field, _),) = Counter(fields.values()).most_common(1)
            best = (len(fields), heading, _HEADINGS[field])
    count, column, name = best
    text = N_(
        "Nothing was graded. The roster's column “{column}” has {count} of them: call it `{name}` "
        "in the first line. If it is right as it is, add --yes."
    )
    return message(text, column=column, count=count, name=name) if column else None


def _see_for_yourself(entries: Iterable[Entry]) -> Message:
    labels = [clean_name(entry.label) for entry, _ in zip(entries, range(EXAMPLES), strict=False)]
    text = N_(
        "Nothing was graded. The download calls them {names} …: see whether the roster is of this "
        "class, and has a column that says so. If it is right as it is, add --yes."
    )
    return message(text, names=", ".join(labels))
