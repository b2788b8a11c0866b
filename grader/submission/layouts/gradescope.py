"""Gradescope's export: folders `submission_<id>/`, and students in `submission_metadata.yml`."""

from __future__ import annotations

import contextlib
import datetime
import functools
import re
from typing import TYPE_CHECKING, Any

import yaml

from grader.errors import SubmissionError
from grader.i18n import N_
from grader.model import message
from grader.submission.reader import OutOfBoundsError, Reader
from grader.submission.reader_messages import Metadata
from grader.submission.roster import Identifier
from grader.text import clean

from .entries import Entry, Item, LazySequence, Listing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

METADATA = "submission_metadata.yml"
_MAX_BYTES = 50 * 1024 * 1024
_MAX_CHARS = 500  # of a name
_MAX_SUBMITTERS = 1_000  # of one submission
_FOLDER = re.compile(r"submission_\d+", re.ASCII)
# what YAML allows in no file
_UNREADABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TIP = message("Export the submissions from Gradescope once more.")
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
        (one.folder if one.folder in names else "", known, one.created)
        for one in _parsed_apart(path)
        for known in one.submitters  # a group's submission is each member's
    ]
    addresses: dict[str, set[str]] = {}
    for _, known, _ in found:
        addresses.setdefault(known.get("idnumber", ""), set()).add(known.get("email", ""))
    # students may set their number themselves: a number with two addresses is two students'
    shared = {number for number, several in addresses.items() if len(several - {""}) > 1}
    make = functools.partial(_entry, listing.folder, shared)
    return LazySequence(found, make) if found else None


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
    """Read the submitters of each submission from the metadata; called in the reader's process.

    Raises:
        SubmissionError: they cannot be read.
    """
    found = []
    for name, submission in _parse(path):
        fields = dict(_pairs(submission))
        submitters = tuple(_submitters(fields.get(":submitters")))
        found.append(Metadata(name[:_MAX_CHARS], submitters, _time(fields.get(":created_at"))))
    return found


def _parse(path: Path) -> list[tuple[str, yaml.Node]]:
    """Each submission's name and YAML nodes, from which only needed values are made.

    If the file as a whole is no YAML, each submission is parsed alone: one bad value costs one.
    """
    reason = ""
    parsed: list[tuple[str, yaml.Node]] = []
    try:
        with path.open("rb") as file:
            text = file.read(_MAX_BYTES + 1)
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        if len(text) <= _MAX_BYTES:
            # a control character that one student's program printed would stop the class
            readable = _UNREADABLE.sub("\ufffd", text.decode("utf-8", "replace"))
            try:
                parsed = _pairs(yaml.compose(readable, loader))
            except (yaml.YAMLError, ValueError) as error:
                reason = str(error)[:200]
                parsed = _parsed_alone(readable, loader)
    except (yaml.YAMLError, ValueError, OSError, RecursionError) as error:
        reason = str(error)[:200]
    if parsed:
        return parsed
    said = N_("{path}: this file cannot be read. {reason}")
    raise SubmissionError(message(said, path=str(path), reason=clean(reason)), _TIP)


def _parsed_alone(text: str, loader: type[Any]) -> list[tuple[str, yaml.Node]]:
    found: list[tuple[str, yaml.Node]] = []
    # text that a student's program printed is indented, so no line of it begins like this
    for part in re.split(r"^(?=submission_\d+:)", text, flags=re.MULTILINE):
        with contextlib.suppress(yaml.YAMLError, ValueError, RecursionError):
            found += _pairs(yaml.compose(part, loader))
    return found


def _pairs(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    """The keys of a mapping that are plain text, and their values; none if it is no mapping."""
    if not isinstance(node, yaml.MappingNode):
        return []
    return [(key.value, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]


def _submitters(several: yaml.Node | None) -> Iterator[dict[str, str]]:
    """For each submitter the fields that name them."""
    given = several.value if isinstance(several, yaml.SequenceNode) else []
    for submitter in given[:_MAX_SUBMITTERS]:
        texts = {key: _text(value) for key, value in _pairs(submitter)}
        known = {field: texts[key] for key, field in _FIELDS if texts.get(key)}
        if known:
            yield known


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
