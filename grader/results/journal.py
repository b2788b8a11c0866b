"""The journal of a batch: a line for each student when they are done; what a next run need not do.

Lines are appended, each in one write, so that whatever is killed leaves whole lines and at most one
torn one, which is passed over. A line comes after the file of grades that it speaks of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

import msgspec

from grader.files import append_bytes, write_bytes_atomically
from grader.model import Arrival, Language, Message, Value
from grader.spool import Spool
from grader.submission.reader import Unread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

JOURNAL = "journal.jsonl"
REPEATS = "repeats.jsonl"

V = TypeVar("V", bound=Value)


class Entry(Value, frozen=True):
    """What one student's grades were made from.

    Attributes:
        keys: for each exercise, a hash of all that decides its grade.
        digest: of the file of grades, so that one that was changed or damaged is made again.
        trouble: why there are no new grades; such a student is tried again.
        arrivals: when each attempt came that the grades were made from.
        counted: which of them counted in an exercise, if it was not the last.
        unread: why the files could not be read, which then count as nothing.
    """

    student: str
    keys: dict[str, str] = msgspec.field(default_factory=dict)
    digest: str = ""
    language: Language = "en"
    trouble: Message | None = None
    arrivals: tuple[Arrival, ...] = ()
    counted: dict[str, int] = msgspec.field(default_factory=dict)
    unread: Unread | None = None


class Repeat(Value, frozen=True):
    """An exercise that was graded again on an unchanged hand-in.

    Attributes:
        changed: the checks that ended in another way than before.
    """

    exercise: str
    changed: tuple[str, ...] = ()


class Journal(Mapping[str, Entry]):
    """The last entry of each student."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = Spool(entries)
        self._places = {entry.student: place for place, entry in enumerate(self._entries)}

    def __getitem__(self, student: str) -> Entry:
        """A student's entry."""
        return self._entries[self._places[student]]

    def __iter__(self) -> Iterator[str]:
        """The students, in the order in which they were first done."""
        return iter(self._places)

    def __len__(self) -> int:
        """How many students there are."""
        return len(self._places)


def read_journal(out: Path) -> Journal:
    """What was noted so far."""
    return Journal(_each(out / JOURNAL, Entry))


def tidy_journal(out: Path) -> Journal:
    """The same, and writes the journal anew with these lines only."""
    journal = read_journal(out)
    lines = (msgspec.json.encode(entry) + b"\n" for entry in journal.values())
    write_bytes_atomically(out / JOURNAL, lines)
    return journal


def append_entry(out: Path, entry: Entry) -> None:
    """Notes that a student is done."""
    _append(out / JOURNAL, [entry])


def append_repeats(out: Path, repeats: Iterable[Repeat]) -> None:
    """Keeps how checks ended that were tried again on unchanged hand-ins."""
    _append(out / REPEATS, repeats)


def read_repeats(out: Path) -> Iterator[Repeat]:
    """All that `append_repeats` kept."""
    return _each(out / REPEATS, Repeat)


def digest_of(data: bytes) -> str:
    """SHA-256, as the journal writes it."""
    return hashlib.sha256(data).hexdigest()


def _each(path: Path, kind: type[V]) -> Iterator[V]:
    """What the lines of a file hold; nothing where there is none."""
    if not path.is_file():
        return
    decoder = msgspec.json.Decoder(kind)
    with path.open("rb") as file:
        for line in file:
            try:
                yield decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue  # torn by a kill


def _append(path: Path, values: Iterable[Value]) -> None:
    data = b"".join(msgspec.json.encode(value) + b"\n" for value in values)
    if data:
        append_bytes(path, data)
