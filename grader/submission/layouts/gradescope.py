"""Gradescope's export: `submission_<id>/…`, and who they are in `submission_metadata.yml`.

A group's submission is a hand-in of each of its members. Several of one student are attempts. One
that is listed and was not exported has no places.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import yaml

from grader.errors import SubmissionError
from grader.i18n import N_
from grader.model import message
from grader.spool import Spool

from .entries import Entry, Identifier, Item, Listing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

METADATA = "submission_metadata.yml"
_MAX_BYTES = 50 * 1024 * 1024
_FIELDS = ((":sid", "idnumber"), (":email", "email"), (":name", "name"))


def read(listing: Listing) -> Sequence[Entry] | None:
    """A hand-in for each submitter of each submission; None without the file of metadata.

    Raises:
        SubmissionError: the file cannot be read.
    """
    path = listing.folder / METADATA
    if path.is_symlink() or not path.is_file():
        return None
    names = {entry.name for entry in listing.hand_ins}
    found = Spool[Entry]()
    for name, entry in _parse(path).items():
        if not isinstance(entry, dict):
            continue
        folder = listing.folder / str(name) if str(name) in names else None
        for submitter in entry.get(":submitters") or []:
            for one in _hand_in(folder, submitter, entry.get(":created_at")):
                found.append(one)
    return found or None


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


def _hand_in(folder: Path | None, submitter: Any, created: Any) -> list[Entry]:
    if not isinstance(submitter, dict):
        return []
    identifiers = tuple(
        Identifier(field, str(submitter[key])) for key, field in _FIELDS if submitter.get(key)
    )
    if not identifiers:
        return []
    received = _in_utc(created)
    known = {identifier.field: identifier.value for identifier in identifiers}
    label = known.get("idnumber") or known.get("email") or known["name"]
    attempt = int(received.timestamp()) if received else 0
    places = () if folder is None else (Item(folder, folder.name),)
    return [Entry(label, identifiers, places, received, attempt=attempt)]


def _in_utc(created: Any) -> datetime.datetime | None:
    """A time of the file's; YAML gives those in UTC without saying so."""
    if not isinstance(created, datetime.datetime):
        return None
    return (
        created.astimezone(datetime.UTC) if created.tzinfo else created.replace(tzinfo=datetime.UTC)
    )
