"""The journal of a batch: a line for each student when they are done; what a next run need not do.

Lines are appended, each in one write, so that whatever is killed leaves whole lines and at most one
torn one, which is passed over. A line comes after the file of grades that it speaks of.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import msgspec

from grader.files import write_atomically
from grader.model import Language, Message, Value

from .statistics import Repeat

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

JOURNAL = "journal.jsonl"
REPEATS = "repeats.jsonl"


class Entry(Value, frozen=True):
    """What one student's grades were made from.

    Attributes:
        keys: for each exercise, a hash of all that decides its grade.
        digest: of the file of grades, so that one that was changed or damaged is made again.
        trouble: why there are no grades; such a student is tried again.
    """

    student: str
    keys: dict[str, str] = msgspec.field(default_factory=dict)
    digest: str = ""
    language: Language = "en"
    trouble: Message | None = None


def read_journal(out: Path) -> dict[str, Entry]:
    """The last entry of each student."""
    entries = {}
    for line in _lines(out / JOURNAL):
        try:
            entry = msgspec.json.decode(line, type=Entry)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue  # torn by a kill
        entries[entry.student] = entry
    return entries


def tidy_journal(out: Path) -> dict[str, Entry]:
    """The same, and writes the journal anew with these lines only."""
    entries = read_journal(out)
    lines = [msgspec.json.encode(entry).decode() + "\n" for entry in entries.values()]
    write_atomically(out / JOURNAL, "".join(lines))
    return entries


def append_entry(out: Path, entry: Entry) -> None:
    """Notes that a student is done."""
    _append(out / JOURNAL, [entry])


def append_repeats(out: Path, repeats: Iterable[Repeat]) -> None:
    """Keeps how checks ended that were tried again on unchanged hand-ins."""
    _append(out / REPEATS, repeats)


def read_repeats(out: Path) -> list[Repeat]:
    """All that `append_repeats` kept."""
    found = []
    for line in _lines(out / REPEATS):
        try:
            found.append(msgspec.json.decode(line, type=Repeat))
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
    return found


def digest_of(data: bytes) -> str:
    """SHA-256, as the journal writes it."""
    return hashlib.sha256(data).hexdigest()


def _lines(path: Path) -> Iterable[bytes]:
    if not path.is_file():
        return
    with path.open("rb") as file:
        yield from file


def _append(path: Path, values: Iterable[Value]) -> None:
    data = b"".join(msgspec.json.encode(value) + b"\n" for value in values)
    if not data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(descriptor, data)
    finally:
        os.close(descriptor)
