"""Clones of GitHub repositories: `<assignment>-<user>/`, each with its `.git`.

The assignment is what all names begin with, up to the last hyphen that they share. Nothing is run
in a clone, and its history is not read: when a commit was made is the student's own word.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from grader.spool import Spool

from .found import Claim, Found, Listing, Place, composed

if TYPE_CHECKING:
    from collections.abc import Sequence


def read(listing: Listing) -> Sequence[Found] | None:
    """A hand-in for each clone; None where there is none."""
    clones = [path.name for path in listing.hand_ins if path.is_dir() and (path / ".git").exists()]
    names = [composed(clone) for clone in clones]
    assignment = _shared_start(names) if len(names) > 1 else ""
    found = Spool(
        Found(
            label=name.removeprefix(assignment),
            claims=_claims(name, assignment),
            places=(Place(listing.folder / clone, clone),),
        )
        for name, clone in zip(names, clones, strict=True)
    )
    return found or None


def _shared_start(names: list[str]) -> str:
    """What all names begin with, up to the last hyphen of it."""
    columns = zip(*names, strict=False)
    shared = "".join(letters[0] for letters in takewhile(lambda c: len(set(c)) == 1, columns))
    return shared[: shared.rfind("-") + 1]


def _claims(name: str, assignment: str) -> tuple[Claim, ...]:
    """Who it may be: what all names share taken off, then every other hyphen; a roster decides."""
    parts = name.split("-")
    user = name.removeprefix(assignment)
    users = dict.fromkeys([user, *("-".join(parts[start:]) for start in range(len(parts)))])
    return (*(Claim("github", user) for user in users), Claim("any", user))
