"""Gradescope's export: folders `submission_<id>/`, and students in `submission_metadata.yml`."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import yaml

from grader.errors import SubmissionError
from grader.i18n import N_
from grader.model import message
from grader.submission.roster import Identifier

from .entries import Entry, Item, Listing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

METADATA = "submission_metadata.yml"
_MAX_BYTES = 50 * 1024 * 1024
_FIELDS = ((":sid", "idnumber"), (":email", "email"), (":name", "name"))


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
    for name, submission in _parse(path).items():
        if not isinstance(submission, dict):
            continue
        folder = listing.folder / str(name) if str(name) in names else None
        # a group's submission is each member's
        for submitter in submission.get(":submitters") or []:
            entry = _entry(folder, submitter, submission.get(":created_at"))
            if entry is not None:
                entries.append(entry)
    return entries or None


def _parse(path: Path) -> dict[Any, Any]:
    reason = ""
    parsed: Any = None
    try:
        with path.open("rb") as file:
            text = file.read(_MAX_BYTES + 1)
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        if len(text) <= _MAX_BYTES:
            parsed = yaml.load(text, Loader=loader)  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, ValueError, OSError, RecursionError) as error:
        reason = str(error)[:200]
    if isinstance(parsed, dict):
        return parsed
    said = N_("{path}: this file cannot be read. {reason}")
    raise SubmissionError(
        message(said, path=str(path), reason=reason),
        message("Export the submissions from Gradescope once more."),
    )


def _entry(folder: Path | None, submitter: Any, created: Any) -> Entry | None:
    """The entry of one submitter; without items if the folder was not exported."""
    if not isinstance(submitter, dict):
        return None
    known = {field: str(submitter[key]) for key, field in _FIELDS if submitter.get(key)}
    if not known:
        return None
    received = _in_utc(created)
    return Entry(
        label=known.get("idnumber") or known.get("email") or known["name"],
        identifiers=tuple(Identifier(field, value) for field, value in known.items()),
        items=() if folder is None else (Item(folder, folder.name),),
        received=received,
        attempt=int(received.timestamp()) if received else 0,
    )


def _in_utc(created: Any) -> datetime.datetime | None:
    if not isinstance(created, datetime.datetime):
        return None
    # YAML gives times in UTC without a zone
    aware = created if created.tzinfo else created.replace(tzinfo=datetime.UTC)
    return aware.astimezone(datetime.UTC)
