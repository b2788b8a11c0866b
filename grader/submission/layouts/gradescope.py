"""Gradescope's export: folders `submission_<id>/`, and students in `submission_metadata.yml`."""

from __future__ import annotations

import datetime
import functools
import re
from typing import TYPE_CHECKING

import yaml

from grader.errors import SubmissionError
from grader.i18n import N_
from grader.model import message
from grader.submission.roster import Identifier
from grader.text import clean

from .entries import Entry, Item, LazySequence, Listing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

METADATA = "submission_metadata.yml"
_MAX_BYTES = 50 * 1024 * 1024
_MAX_CHARS = 500  # of a name
_FOLDER = re.compile(r"submission_\d+", re.ASCII)
# what YAML allows in no file
_UNREADABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIELDS = ((":sid", "idnumber"), (":email", "email"), (":name", "name"))


def looks_like_it(listing: Listing) -> bool:
    """Whether most of the folders in a listing are named as Gradescope names them."""
    named = [path for path in listing.candidates if _FOLDER.fullmatch(path.name)]
    return len(named) * 2 > len(listing.candidates)


def read(listing: Listing) -> Sequence[Entry] | None:
    """Make an entry for each submitter of each submission; None without metadata.

    Raises:
        SubmissionError: the metadata cannot be read.
    """
    path = listing.folder / METADATA
    if path.is_symlink() or not path.is_file():
        return None
    names = {candidate.name for candidate in listing.candidates}
    found = [
        (name if name in names else "", known, received)
        for name, submission in _pairs(_parse(path))
        for known, received in _submitters(submission)
    ]
    addresses: dict[str, set[str]] = {}
    for _, known, _ in found:
        addresses.setdefault(known.get("idnumber", ""), set()).add(known.get("email", ""))
    # students may set their number themselves: a number with two addresses is two students'
    shared = {number for number, several in addresses.items() if len(several - {""}) > 1}
    make = functools.partial(_entry, listing.folder, shared)
    return LazySequence(found, make) if found else None


def _parse(path: Path) -> yaml.Node:
    """The metadata as YAML's nodes: no value is made of what nobody needs, such as outputs."""
    reason = ""
    parsed = None
    try:
        with path.open("rb") as file:
            text = file.read(_MAX_BYTES + 1)
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        if len(text) <= _MAX_BYTES:
            # a control character that one student's program printed would stop the class
            readable = _UNREADABLE.sub("\ufffd", text.decode("utf-8", "replace"))
            parsed = yaml.compose(readable, loader)
    except (yaml.YAMLError, ValueError, OSError, RecursionError) as error:
        reason = str(error)[:200]
    if isinstance(parsed, yaml.MappingNode):
        return parsed
    said = N_("{path}: this file cannot be read. {reason}")
    raise SubmissionError(
        message(said, path=str(path), reason=clean(reason)),
        message("Export the submissions from Gradescope once more."),
    )


def _pairs(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    """The keys of a mapping that are plain text, and their values; none if it is no mapping."""
    if not isinstance(node, yaml.MappingNode):
        return []
    return [(key.value, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]


def _submitters(submission: yaml.Node) -> Iterator[tuple[dict[str, str], datetime.datetime | None]]:
    """For each submitter what is known of them, and when the submission came."""
    fields = dict(_pairs(submission))
    several = fields.get(":submitters")
    # a group's submission is each member's
    for submitter in several.value if isinstance(several, yaml.SequenceNode) else ():
        texts = {key: _text(value) for key, value in _pairs(submitter)}
        known = {field: texts[key] for key, field in _FIELDS if texts.get(key)}
        if known:
            yield known, _time(fields.get(":created_at"))


def _text(node: yaml.Node) -> str:
    is_text = isinstance(node, yaml.ScalarNode) and not node.tag.endswith((":null", ":binary"))
    return " ".join(node.value[:_MAX_CHARS].split()) if is_text else ""


def _entry(
    listed_in: Path,
    shared: Collection[str],
    found: tuple[str, dict[str, str], datetime.datetime | None],
) -> Entry:
    """The entry of one submitter; without items if the folder was not exported."""
    name, known, received = found
    number = known.get("idnumber", "")
    own = "" if number in shared else number
    return Entry(
        label=own or known.get("email") or number or known["name"],
        identifiers=tuple(Identifier(field, value) for field, value in known.items()),
        items=(Item(listed_in / name, name),) if name else (),
        received=received,
        attempt=int(received.timestamp()) if received else 0,
    )


def _time(node: yaml.Node | None) -> datetime.datetime | None:
    if not isinstance(node, yaml.ScalarNode) or not node.tag.endswith(":timestamp"):
        return None
    try:
        time = yaml.constructor.SafeConstructor().construct_yaml_timestamp(node)
    except ValueError:
        return None
    if not isinstance(time, datetime.datetime):
        return None
    # YAML gives times in UTC without a zone
    aware = time if time.tzinfo else time.replace(tzinfo=datetime.UTC)
    return aware.astimezone(datetime.UTC)
