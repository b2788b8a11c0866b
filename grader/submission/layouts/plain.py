"""Plain: each folder, `.zip`, `.py` or `.ipynb` is one student's, by its name.

Several of one name (`kim/` and `kim.zip`) belong to one student and are taken together.
"""

from __future__ import annotations

from .found import Claim, Found, Listing, Place, composed


def read(listing: Listing) -> list[Found]:
    """A hand-in for each name."""
    by_name: dict[str, list[Place]] = {}
    for path in listing.hand_ins:
        name = composed(path.name if path.is_dir() else path.stem)
        by_name.setdefault(name, []).append(Place(path, path.name))
    return [
        Found(label=name, claims=(Claim("any", name),), places=tuple(places))
        for name, places in by_name.items()
    ]
