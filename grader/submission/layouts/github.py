"""Clones of GitHub repositories: `<assignment>-<user>/`, each with its `.git`.

Where the assignment's name ends and the user's begins is not written anywhere. The assignment is
what most clones begin with, up to a hyphen; of a longer and a shorter beginning that equally many
have, the longer. So a user is never less than what follows it, whatever a roster knows: `kim-lee`
is not `lee`. A roster may only say that the user is more of the name. A single clone, or several of
which no two begin alike, may end in any user of the roster, who is then named as a guess.

Nothing is run in a clone, and its history is not read: when a commit was made is the student's own
word.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from grader.i18n import N_
from grader.model import message
from grader.spool import Spool
from grader.text import clean_name

from .entries import Entry, Identifier, Item, Listing, composed, is_there

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Message
    from grader.submission.roster import Person


def read(listing: Listing) -> Sequence[Entry] | None:
    """A hand-in for each clone; None where there is none."""
    clones = [path.name for path in listing.hand_ins if path.is_dir() and is_there(path / ".git")]
    counts = Counter(start for clone in clones for start in _starts(composed(clone)))
    shared = Counter({start: count for start, count in counts.items() if count > 1})
    found = Spool(_hand_in(Item(listing.folder / clone, clone), shared) for clone in clones)
    return found or None


def doubts(found: Sequence[Entry], people: Sequence[Person]) -> list[Message]:
    """What was taken for the assignment's name and for users', where it may be otherwise."""
    starts: dict[str, None] = {}
    guessed = []
    shared = Counter(start for one in found for start in _starts(composed(one.places[0].name)))
    for one, person in zip(found, people, strict=True):
        name = composed(one.places[0].name)
        start = name.removesuffix(one.label)
        longer = (shared[other] > 1 for other in _starts(name) if len(other) > len(start))
        if start.count("-") > 1 or (start and any(longer)):
            starts[start] = None
        if not person.is_called(one.label):
            guessed.append(f"{clean_name(name)} → {clean_name(person.student)}")
    notes = []
    if starts:
        text = N_("Taken for the assignment in the folders' names: {starts}. The user follows it.")
        notes.append(message(text, starts=", ".join(map(clean_name, starts))))
    if guessed:
        text = N_("On the roster only by how the folder's name ends: {names}.")
        notes.append(message(text, names=", ".join(guessed)))
    return notes


def _hand_in(clone: Item, shared: Counter[str]) -> Entry:
    name = composed(clone.name)
    starts = _starts(name)
    assignment = max(
        filter(shared.__contains__, starts),
        key=lambda start: (shared[start], len(start)),
        default="",
    )
    longest = len(assignment) if shared else len(name)
    users = [name, *(name[len(start) :] for start in starts if len(start) <= longest)]
    user = name.removeprefix(assignment)
    identifiers = (*(Identifier("github", user) for user in users), Identifier("any", user))
    return Entry(label=user, identifiers=identifiers, places=(clone,))


def _starts(name: str) -> list[str]:
    """What a name begins with, up to each of its hyphens: `hw-1-kim` -> `hw-`, `hw-1-`."""
    return [name[: place + 1] for place, letter in enumerate(name[:-1]) if letter == "-"]
