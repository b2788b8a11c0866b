"""Packages of an exercise -> the libraries that they need, their folders, those to preload.

Worked out in the fork server, before it is confined, from the metadata of installed packages.
"""

import contextlib
import importlib
import importlib.machinery
import importlib.util
import os
import re
import sys
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

# Submodules that students import most; modules that are loaded cost a worker nothing.
USUAL_PARTS = {
    "matplotlib": "pyplot",
    "sklearn": "base linear_model pipeline preprocessing model_selection metrics tree neighbors "
    "cluster decomposition datasets ensemble",
    "torch": "nn nn.functional optim utils.data _dynamo",  # the last by every optimizer
}

_OURS = {"grader", "pyseccomp", "packaging"}  # here for the fork server's own use


def needed_by(packages: Iterable[str]) -> list[str]:
    """The import names of the libraries that some packages require, and those require, and so on.

    A library that is required and not installed is left out. Extras do not count, but what has been
    loaded does: torch takes some libraries if they happen to be there, and then needs them.

    Args:
        packages: import names, such as `sklearn`; those of the standard library need nothing.
    """
    given = {name for name in packages if name not in sys.stdlib_module_names}
    if given <= {"numpy"}:  # most servers: they need not even load what reads the metadata
        return []
    from importlib import metadata

    distributions = metadata.packages_distributions()
    names: dict[str, list[str]] = {}
    for name, owners in distributions.items():
        for owner in owners:
            names.setdefault(_plain(owner), []).append(name)
    waiting = [_plain(owner) for name in given for owner in distributions.get(name, ())]
    seen: set[str] = set()
    while waiting:
        owner = waiting.pop()
        if owner not in seen:
            seen.add(owner)
            waiting += _requirements(owner)
    found = {name for owner in seen for name in names.get(owner, ()) if name.isidentifier()}
    loaded = {name.partition(".")[0] for name in sys.modules} - _OURS
    return sorted((found | loaded.intersection(distributions)) - given)


def _requirements(distribution: str) -> list[str]:
    from importlib import metadata

    from packaging.requirements import InvalidRequirement, Requirement

    try:
        lines = metadata.requires(distribution) or []
    except metadata.PackageNotFoundError:
        return []
    found = []
    for line in lines:
        with contextlib.suppress(InvalidRequirement):
            one = Requirement(line)
            if one.marker is None or one.marker.evaluate({"extra": ""}):
                found.append(_plain(one.name))
    return found


def _plain(name: str) -> str:
    """A distribution's name in the one form that all its spellings share."""
    return re.sub(r"[-_.]+", "-", name).lower()


def places_of(names: Iterable[str]) -> list[str]:
    """The folders and files of some libraries, with the shared objects in their wheels."""
    places: list[str] = []
    distributions: Any = None
    for name in names:
        spec = importlib.util.find_spec(name)
        if name in sys.stdlib_module_names or spec is None:
            continue
        places += spec.submodule_search_locations or ([spec.origin] if spec.origin else [])
        beside = [f"{name}.libs"]
        if name != "numpy":
            from importlib import metadata

            distributions = distributions or metadata.packages_distributions()
            # a wheel names the folder by the distribution: scikit_learn.libs beside sklearn
            owners = distributions.get(name, ())
            beside += [f"{re.sub(r'[-.]+', '_', owner)}.libs" for owner in owners]
        top = Path(places[-1]).parent if places else Path()
        places += [str(top / libs) for libs in dict.fromkeys(beside) if (top / libs).is_dir()]
    return list(dict.fromkeys(places))


class KnownLibraries:
    """Finds libraries whose places were looked up when folders could still be listed.

    Args:
        names: top-level modules.
    """

    def __init__(self, names: Iterable[str]) -> None:
        found = {name: importlib.util.find_spec(name) for name in names if name not in sys.modules}
        self._specs = {name: spec for name, spec in found.items() if spec is not None}

    def find_spec(
        self, fullname: str, _path: object = None, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec that a library had before the confinement; None for any other module."""
        return self._specs.get(fullname)


def preload(packages: Iterable[str], later: Collection[str]) -> str | None:
    """Import packages and their usual parts; returns one that has started a thread, or None.

    A process with threads must not be forked: a lock that a thread holds stays locked in the child.

    Args:
        packages: import names.
        later: packages that are left for the workers to import.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("MPLCONFIGDIR", folder)  # its list of fonts, made at import
        for name in packages:
            if name in later:
                continue
            importlib.import_module(name)
            for part in USUAL_PARTS.get(name, "").split():
                with contextlib.suppress(ImportError):  # another version of the library
                    importlib.import_module(f"{name}.{part}")
            if name not in sys.stdlib_module_names and _threads() > 1:
                return name
        if os.environ.get("MPLCONFIGDIR") == folder:
            del os.environ["MPLCONFIGDIR"]
    return None


def _threads() -> int:
    """How many threads this process has; 1 where that is not known."""
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208 - names alone
    except OSError:
        return 1
