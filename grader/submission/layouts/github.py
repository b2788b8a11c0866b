"""Clones of GitHub repositories: `<assignment>-<user>/`, each with its `.git`.

Nothing in a clone is run. Its history is not read either, as students choose the dates of commits.
"""

from __future__ import annotations

import functools
from collections import Counter
from typing import TYPE_CHECKING

from grader.i18n import N_
from grader.model import message
from grader.submission.roster import Identifier
from grader.text import clean_name, composed

from .entries import Entry, Item, LazySequence, Listing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from grader.model import Message
    from grader.submission.roster import Person


def read(listing: Listing) -> Sequence[Entry] | None:
    """Make an entry for each clone; None if there is none."""
    clones = [path.name for path in listing.candidates if _is_clone(path)]
    counts = Counter(prefix for clone in clones for prefix in _prefixes(composed(clone)))
    shared = Counter({prefix: count for prefix, count in counts.items() if count > 1})
    make = functools.partial(_entry, listing.folder, shared)
    return LazySequence(clones, make) if clones else None


def doubts(entries: Sequence[Entry], people: Sequence[Person]) -> list[Message]:
    """Notes on assignments and users that may have been cut at the wrong hyphen."""
    assignments: dict[str, None] = {}
    guessed = []
    shared = Counter(p for entry in entries for p in _prefixes(composed(entry.items[0].name)))
    for entry, person in zip(entries, people, strict=True):
        if not entry.fits:
            continue
        name = composed(entry.items[0].name)
        assignment = name.removesuffix(entry.label)
        longer = (p for p in _prefixes(name) if shared[p] > 1 and len(p) > len(assignment))
        if assignment.count("-") > 1 or (assignment and any(longer)):
            assignments[assignment] = None
        if not person.is_called(entry.label):
            guessed.append(f"{clean_name(name)} → {clean_name(person.student)}")
    notes = []
    if assignments:
        text = N_("Taken for the assignment in the folders' names: {starts}. The user follows it.")
        notes.append(message(text, starts=", ".join(map(clean_name, assignments))))
    if guessed:
        text = N_("On the roster only by how the folder's name ends: {names}.")
        notes.append(message(text, names=", ".join(guessed)))
    return notes


def _is_clone(path: Path) -> bool:
    try:
        return path.is_dir() and (path / ".git").exists()
    except OSError:  # the folder may not be opened
        return False


def _entry(folder: Path, shared: Counter[str], clone: str) -> Entry:
    """Split a clone's name into assignment and user.

    Args:
        shared: how many clones begin with a prefix, for those of more than one.
    """
    name = composed(clone)
    prefixes = _prefixes(name)
    # nothing says where the assignment's name ends: take the prefix that most clones share, and of
    # two that equally many share the longer
    assignment = max(
        filter(shared.__contains__, prefixes),
        key=lambda prefix: (shared[prefix], len(prefix)),
        default="",
    )
    # a roster may find a user in more of the name, never in less: `kim-lee` is not `lee`; only
    # where no two clones begin alike any ending may be the user
    longest = len(assignment) if shared else len(name)
    users = [name, *(name[len(prefix) :] for prefix in prefixes if len(prefix) <= longest)]
    user = name.removeprefix(assignment)
    identifiers = (*(Identifier("github", user) for user in users), Identifier("any", user))
    items = (Item(folder / clone, clone),)
    return Entry(label=user, identifiers=identifiers, items=items, is_sure=bool(assignment))


def _prefixes(name: str) -> list[str]:
    """Each beginning of a name that ends with a hyphen: `hw-1-kim` -> `hw-`, `hw-1-`."""
    return [name[: index + 1] for index, letter in enumerate(name[:-1]) if letter == "-"]
