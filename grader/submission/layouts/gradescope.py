"""Gradescope's export: folders `submission_<id>/`, and students in `submission_metadata.yml`."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import yaml

from grader.errors import SubmissionError
from grader.i18n import N_
from grader.model import message
from grader.submission.reader import OutOfBoundsError, Reader
from grader.submission.reader_messages import Metadata
from grader.submission.roster import Identifier

from .entries import Entry, Item, Listing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

METADATA = "submission_metadata.yml"
_MAX_BYTES = 50 * 1024 * 1024
_MAX_CHARS = 1_000
_MAX_SUBMITTERS = 1_000  # of one submission
_FIELDS = ((":sid", "idnumber"), (":email", "email"), (":name", "name"))
_TIP = message("Export the submissions from Gradescope once more.")


def read(listing: Listing) -> Sequence[Entry] | None:
    """Make an entry for each submitter of each submission; None without metadata.

    Raises:
        SubmissionError: the metadata cannot be read.
    """
    path = listing.folder / METADATA
    if path.is_symlink() or not path.is_file():
        return None
    names = {candidate.name for candidate in listing.candidates}
    entries = list[Entry]()
    for submission in _parsed_apart(path):
        name = submission.folder
        folder = listing.folder / name if name in names else None
        # a group's submission is each member's
        for known in submission.submitters:
            entries.append(_entry(folder, known, submission.created))
    return entries or None


def _parsed_apart(path: Path) -> list[Metadata]:
    # in a folder with one student, the file may be that student's: YAML can be made to explode
    try:
        with Reader([path]) as reader:
            return reader.read_metadata(path)
    except OutOfBoundsError as error:
        raise SubmissionError(
            message("{path}: reading this takes too much time or memory.", path=str(path)), _TIP
        ) from error


def parse_metadata(path: Path) -> list[Metadata]:
    """Read what the metadata say of each submission.

    Raises:
        SubmissionError: they cannot be read.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_MAX_BYTES + 1)
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        parsed = yaml.load(text, Loader=loader) if len(text) <= _MAX_BYTES else None  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, ValueError, OSError, RecursionError) as error:
        raise _unreadable(path, str(error)[:200]) from error
    if not isinstance(parsed, dict):
        raise _unreadable(path)
    return [
        Metadata(str(name)[:_MAX_CHARS], _submitters(value), _in_utc(value.get(":created_at")))
        for name, value in parsed.items()
        if isinstance(name, str) and isinstance(value, dict)
    ]


def _unreadable(path: Path, reason: str = "") -> SubmissionError:
    said = N_("{path}: this file cannot be read. {reason}")
    return SubmissionError(message(said, path=str(path), reason=reason), _TIP)


def _submitters(submission: dict[Any, Any]) -> tuple[dict[str, str], ...]:
    """For each submitter the fields that name them."""
    given = submission.get(":submitters")
    found = []
    for submitter in given[:_MAX_SUBMITTERS] if isinstance(given, list) else ():
        if not isinstance(submitter, dict):
            continue
        # a number or a text: of a list in lists, `str` can make gigabytes
        values = ((field, submitter.get(key)) for key, field in _FIELDS)
        known = {f: str(v)[:_MAX_CHARS] for f, v in values if v and isinstance(v, str | int)}
        if known:
            found.append(known)
    return tuple(found)


def _entry(folder: Path | None, known: dict[str, str], created: datetime.datetime | None) -> Entry:
    """The entry of one submitter; without items if the folder was not exported."""
    return Entry(
        label=known.get("idnumber") or known.get("email") or known["name"],
        identifiers=tuple(Identifier(field, value) for field, value in known.items()),
        items=() if folder is None else (Item(folder, folder.name),),
        received=created,
        attempt=int(created.timestamp()) if created else 0,
    )


def _in_utc(created: Any) -> datetime.datetime | None:
    if not isinstance(created, datetime.datetime):
        return None
    # YAML gives times in UTC without a zone
    aware = created if created.tzinfo else created.replace(tzinfo=datetime.UTC)
    return aware.astimezone(datetime.UTC)
