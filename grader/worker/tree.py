"""The files of a submission as a tree of modules: which file an import means, by Python's rules.

Each module has a full name below `ROOT`, which no import statement can spell. Relative imports use
it, and a file with the name of a library is kept under it, where no library looks.
"""

import importlib.machinery
import sys
from collections.abc import Collection, Iterable

from .policy import REFUSED

ROOT = "submitted files"
# Python's own tests are no part of the library, and many a student's file is called so
_PYTHONS_OWN = sys.stdlib_module_names | {"test"}
_INIT = "__init__"


class SubmittedSpec(importlib.machinery.ModuleSpec):
    """The spec of a submitted module: the name by which it was imported, and a place in the tree.

    Attributes:
        loader_state: its full name.
    """

    @property
    def parent(self) -> str:
        """The package from which relative imports lead."""
        full: str = self.loader_state
        return full.rpartition(".")[0] if self.submodule_search_locations is None else full


class ModuleTree:
    """A submission's modules.

    Args:
        places: the keys of a submission's sources. A place leads to a file from the folder of the
            answer, as a relative import does: `ops`, `src.ops`, `..ops`.

    Attributes:
        here: the full name of the answer's folder.
    """

    def __init__(self, places: Iterable[str]) -> None:
        self._places = places = list(dict.fromkeys(places))
        above = max(map(_levels, places), default=0)
        # the folders around the answer's, from the inside
        self._folders = [".".join([ROOT] * (1 + n)) for n in range(above, -1, -1)]
        self.here = self._folders[0]
        self.place_of: dict[str, str] = {}
        self._packages = {*self._folders}
        for place in places:
            name = f"{self._folders[_levels(place)]}.{place.lstrip('.')}"
            self.place_of.setdefault(name, place)
            parts = name.split(".")
            self._packages.update(".".join(parts[:end]) for end in range(1, len(parts)))

    def find(self, name: str) -> str:
        """The full name of the module that an absolute import means; empty if there is none.

        Python would look into the answer's folder alone. The folders around it are for those who
        extend the path, and any other folder for who hands in the files of several.
        """
        if name == ROOT or name.startswith(f"{ROOT}."):
            return name if self.is_there(name) else ""
        for folder in self._folders:
            if self.is_there(full := f"{folder}.{name}"):
                return full
        ending = f".{name}"
        return next((full for full in self.place_of if full.endswith(ending)), "")

    def is_there(self, full: str) -> bool:
        """Whether there is such a module or package."""
        return full in self.place_of or full in self._packages

    def is_package(self, full: str) -> bool:
        """Whether it is a folder."""
        return full in self._packages

    def cells_place(self, full: str) -> str | None:
        """The place of a module's file; None for a folder without `__init__.py`."""
        inside = self.place_of.get(f"{full}.{_INIT}")
        return inside if inside is not None else self.place_of.get(full)

    def place_at(self, path: str) -> str:
        """The place of a file at a path from the answer's folder, as `%run` gives it; else empty.

        If there is none at that path, one of its name elsewhere is taken.
        """
        parts = [part for part in path.split("/") if part not in {"", "."}]
        above = parts.count("..")
        parts = [part.replace(".", "_") for part in parts[above:-1]] + parts[-1:]
        if not parts or parts == [".."]:
            return ""
        parts[-1] = parts[-1].removesuffix(".py").removesuffix(".ipynb").replace(".", "_")
        place = "." * (above + 1 if above else 0) + ".".join(parts)
        return place if place in self._places else self.place_of.get(self.find(parts[-1]), "")

    def shadowing(self, allowed: Collection[str]) -> frozenset[str]:
        """The modules beside the answer for which an import of Python would not take the library's.

        Args:
            allowed: libraries that are never shadowed.
        """
        names = {full.removeprefix(f"{self.here}.").partition(".")[0] for full in self.place_of}
        # of what is refused, the own file is meant, whether this Python has it built in or not
        built_in = set(sys.builtin_module_names) - REFUSED
        libraries = names & _PYTHONS_OWN - {*built_in, *allowed}
        return frozenset(
            name
            for name in libraries
            if self.cells_place(f"{self.here}.{name}") is not None
            and importlib.machinery.FrozenImporter.find_spec(name) is None
        )


def _levels(place: str) -> int:
    """How many folders above the answer's a place begins."""
    return max(len(place) - len(place.lstrip(".")) - 1, 0)
