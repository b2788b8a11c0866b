"""Blackboard's "Assignment File Download": `<assignment>_<user>_attempt_<time>_<file name>`.

Beside an attempt's files lies `<assignment>_<user>_attempt_<time>.txt`, whose first line gives the
student's name and user name; the student's comment stands below it and is not read.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from grader.submission.dates import parse_iso_time
from grader.submission.roster import Identifier
from grader.text import composed

from .entries import Entry, Item, LazySequence, Listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

# the first time stamp is Blackboard's: a later one stands in the name that the student gave
_FORM = re.compile(
    r"(?P<head>.+?)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?P<rest>_.+|\.txt)", re.ASCII | re.DOTALL
)
_FIRST_LINE = re.compile(r"[^:]{1,40}:\s*(?P<name>.*?)\s*\((?P<user>[^()\s]+)\)\s*")
_MAX_BYTES = 500  # of the first line


class _Attempt(NamedTuple):
    """One attempt of one student."""

    head: str
    time: str


def read(listing: Listing) -> Sequence[Entry] | None:
    """Make an entry for each attempt; None if no name has the form."""
    files: dict[_Attempt, list[str]] = {}
    papers: dict[_Attempt, list[str]] = {}
    notes: dict[_Attempt, Path] = {}
    for paths, group in ((listing.candidates, files), (listing.other_files, papers)):
        for path in paths:
            if found := _FORM.fullmatch(composed(path.name)):
                attempt = _Attempt(found["head"], found["time"])
                if found["rest"] == ".txt":
                    notes[attempt] = path
                else:
                    group.setdefault(attempt, []).append(path.name)
    # an attempt of nothing but other files, or of text alone, is in the class, too
    every: dict[_Attempt, list[str]] = {attempt: [path.name] for attempt, path in notes.items()}
    every |= papers | files
    if not every:
        return None
    assignment = _common_start(attempt.head for attempt in every)
    make = functools.partial(_entry, listing.folder, assignment, notes)
    return LazySequence(sorted(every.items()), make)


def _common_start(heads: Iterable[str]) -> str:
    """The assignment's name with its `_`: the common beginning of all names, up to the user."""
    parts = [head.split("_")[:-1] for head in heads]
    # of the part that all have, each word must be the same
    common = itertools.takewhile(lambda words: len(set(words)) == 1, zip(*parts, strict=False))
    return "".join(f"{words[0]}_" for words in common)


def _entry(
    folder: Path,
    assignment: str,
    notes: dict[_Attempt, Path],
    found: tuple[_Attempt, list[str]],
) -> Entry:
    attempt, files = found
    name, user = _first_line(notes.get(attempt), attempt.head)
    user = user or attempt.head.removeprefix(assignment)
    date, clock = attempt.time[:10], attempt.time[11:].replace("-", ":")
    received = parse_iso_time(f"{date}T{clock}")
    identifiers = [Identifier("username", user)]
    if name:
        identifiers.append(Identifier("name", name))
    return Entry(
        label=user,
        identifiers=tuple(identifiers),
        items=tuple(Item(folder / file, _own_name(file)) for file in files),
        received=received,
        attempt=int(attempt.time.replace("-", "")),
    )


def _own_name(file: str) -> str:
    found = _FORM.fullmatch(composed(file))
    return found["rest"].removeprefix("_") if found else file


def _first_line(path: Path | None, head: str) -> tuple[str, str]:
    """The name and user name in the first line of an attempt's text, if it is of this file."""
    if path is None:
        return "", ""
    try:
        with path.open("rb") as file:
            line = file.readline(_MAX_BYTES).decode("utf-8-sig", "replace")
    except OSError:
        return "", ""
    found = _FIRST_LINE.fullmatch(composed(line.strip()))
    is_ours = found is not None and head.endswith(f"_{found['user']}")
    return (found["name"], found["user"]) if found is not None and is_ours else ("", "")
