"""Folders that a platform names by their student: Brightspace's, Sakai's and Teams's downloads.

Brightspace   12345-678 - Minjun Kim - Nov 20, 2026 1159 PM/…   (or each file so)
Sakai         Kim, Minjun(kim123)/Submission attachment(s)/…
Teams         Minjun Kim/Homework 1/Version 2/…
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from grader.submission.dates import parse_time
from grader.submission.roster import Identifier
from grader.text import composed

from .entries import Entry, Item, Listing, list_if_readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_BRIGHTSPACE = re.compile(
    r"(?P<one>\d+)-(?P<two>\d+) - (?P<name>.+?) - (?P<time>[^-]*\d{3,4}[^-]*?)(?: - (?P<file>.+))?",
    re.ASCII | re.DOTALL,
)
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(\d\d)(?= ?(?:[ap]m|오전|오후)?$)", re.IGNORECASE)
_SAKAI = re.compile(r"(?P<name>[^()]+)\((?P<user>[^()]+)\)")
_ATTACHMENTS = ("Submission attachment(s)", "제출 첨부 파일", "제출물 첨부파일")
_STAMP = "timestamp.txt"
_VERSION = re.compile(r"(?:version|버전) ?(?P<number>\d{1,6})", re.IGNORECASE | re.ASCII)


def read_brightspace(listing: Listing) -> Sequence[Entry] | None:
    """Make an entry for each submission; None if no name has the form."""
    paths = [*listing.candidates, *listing.other_files]
    found = [
        (path, matched)
        for path in paths
        if (matched := _BRIGHTSPACE.fullmatch(composed(path.name)))
    ]
    # one of the numbers is the assignment's, the same everywhere
    firsts = {matched["one"] for _, matched in found}
    number = "one" if len(firsts) > 1 else "two"
    return [_of_brightspace(path, matched, number) for path, matched in found] or None


def _of_brightspace(path: Path, matched: re.Match[str], number: str) -> Entry:
    name = " ".join(matched["name"].split())
    received = parse_time(_CLOCK.sub(r"\1:\2", matched["time"].strip()))
    file = path.name if path.is_dir() else matched["file"] or path.name
    return Entry(
        label=f"{name}_{matched[number]}",
        identifiers=(Identifier("lms_id", matched[number]), Identifier("name", name)),
        items=(Item(path, file),),
        received=received,
        attempt=int(received.timestamp()) if received else 0,
    )


def read_sakai(listing: Listing) -> Sequence[Entry] | None:
    """Make an entry for each student's folder; None if none has Sakai's folders in it."""
    found = [
        entry
        for path in listing.candidates
        if path.is_dir() and (matched := _SAKAI.fullmatch(composed(path.name)))
        for entry in _of_sakai(path, matched)
    ]
    return found or None


def _of_sakai(path: Path, matched: re.Match[str]) -> Iterator[Entry]:
    inside = list_if_readable(path)
    attachments = [each for each in inside.candidates if composed(each.name) in _ATTACHMENTS]
    others = {each.name for each in inside.other_files}
    if not attachments and _STAMP not in others:
        return
    last, comma, first = matched["name"].partition(",")
    name = f"{first} {last}" if comma else matched["name"]
    user = matched["user"].strip()
    yield Entry(
        label=user,
        identifiers=(Identifier("username", user), Identifier("name", " ".join(name.split()))),
        items=tuple(Item(each, path.name) for each in attachments or [path]),
        received=_sakai_time(path / _STAMP),
    )


def _sakai_time(path: Path) -> datetime.datetime | None:
    """Sakai writes `20261120151501000`, in UTC."""
    try:
        if path.is_symlink():
            return None
        with path.open("rb") as file:
            text = file.read(100).decode("ascii", "replace").strip()
        return datetime.datetime.strptime(f"{text[:14]}+0000", "%Y%m%d%H%M%S%z")
    except (OSError, ValueError):
        return None


def read_teams(listing: Listing) -> Sequence[Entry] | None:
    """Make an entry for each student and version; None if there is no folder of a version."""
    entries = [entry for path in listing.candidates if path.is_dir() for entry in _of_teams(path)]
    return entries if any(entry.fits for entry in entries) else None


def _of_teams(student: Path) -> list[Entry]:
    name = composed(student.name)
    inside = list_if_readable(student)
    # the folder of the assignment, or of each of several
    several = [inside, *(list_if_readable(path) for path in inside.candidates if path.is_dir())]
    versions = [found for each in several if (found := _versions(each))]
    if len(versions) == 1:
        attempts = sorted(versions[0].items())
    else:  # of several assignments, numbers of versions mean nothing to each other
        attempts = [(0, path) for each in versions for _, path in [max(each.items())]]
    identifiers = (Identifier("any", name),)
    if not attempts:
        return [Entry(name, identifiers, (Item(student, student.name),), fits=False, is_free=True)]
    return [
        Entry(name, identifiers, (Item(path, student.name),), attempt=number, is_free=True)
        for number, path in attempts
    ]


def _versions(listing: Listing) -> dict[int, Path]:
    return {
        int(found["number"]): path
        for path in listing.candidates
        if path.is_dir() and (found := _VERSION.fullmatch(composed(path.name)))
    }
