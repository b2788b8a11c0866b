"""An exercise's data files and scratch folder -> the folder in which a worker finds itself.

Data files are copied once for each sandbox, into a folder with a random name that workers may only
read. Where a worker may write, it has a folder of its own with links to them: in memory, mounted by
the worker itself, or, where nothing can be mounted, on the disk. That one is made here, watched
while the worker works, and removed without following anything in it.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from grader.worker.confinement.namespaces import SCRATCH_FILES, SCRATCH_MB

if TYPE_CHECKING:
    from grader.model import Course, Exercise


class Place(NamedTuple):
    """The working folder of a submission's code.

    Attributes:
        files: the names of data files, and where they lie.
        writes: whether it may write there.
    """

    files: tuple[tuple[str, Path], ...] = ()
    writes: bool = False


NOWHERE = Place()


class Places(NamedTuple):
    """The places of an exercise's public checks, and of its hidden ones."""

    public: Place = NOWHERE
    hidden: Place = NOWHERE


def places_of(course: Course, exercise: Exercise) -> Places:
    """The places of an exercise."""
    public, hidden = (
        Place(course.data_files(exercise, hidden=is_hidden), exercise.data.writes)
        for is_hidden in (False, True)
    )
    return Places(public, hidden)


class DataStore:
    """Copies of data files, below one folder that nobody can list.

    Attributes:
        root: the folder.
    """

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="grader-data-"))
        self.root.chmod(0o711)
        self._folders: dict[Place, Path] = {}

    def folder_of(self, place: Place) -> Path:
        """The folder with a place's files, laid out at first need."""
        key = place._replace(writes=False)
        if key not in self._folders:
            folder = self.root / secrets.token_hex(16)
            lay_out(place, folder)
            self._folders[key] = folder
        return self._folders[key]

    def close(self) -> None:
        """Remove everything; no worker could write there."""
        shutil.rmtree(self.root, ignore_errors=True)


def lay_out(place: Place, folder: Path) -> None:
    """Copy a place's files into a folder, to be read by everybody."""
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    folder.chmod(0o755)
    for name, source in place.files:
        target = folder / name
        target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        for made in target.relative_to(folder).parents:
            (folder / made).chmod(0o755)
        shutil.copyfile(source, target)
        target.chmod(0o444)


class ScratchFolder:
    """A worker's folder on the disk, with links to its data files.

    Args:
        data: the folder with them.
    """

    def __init__(self, data: Path) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="grader-scratch-"))
        self._folders = [self.path]
        for there, _folders, files in os.walk(data):
            here = self.path / Path(there).relative_to(data)
            if here != self.path:
                here.mkdir()
                self._folders.append(here)
            for name in files:
                (here / name).symlink_to(Path(there) / name)
        for folder in self._folders:
            folder.chmod(0o1777)  # the worker may be another user, who cannot remove the links

    def is_full(self) -> bool:
        """Whether there is more in it than a worker may write."""
        room, count = SCRATCH_MB * 2**20, 0
        for folder in self._folders:  # a worker can make no others
            with contextlib.suppress(OSError), os.scandir(folder) as entries:
                for entry in entries:
                    count += 1
                    with contextlib.suppress(OSError):
                        room -= entry.stat(follow_symlinks=False).st_size
                    if room < 0 or count > SCRATCH_FILES:
                        return True
        return False

    def close(self) -> None:
        """Remove all files, then the folders."""
        for folder in reversed(self._folders):
            with contextlib.suppress(OSError), os.scandir(folder) as entries:
                for entry in entries:
                    with contextlib.suppress(OSError):
                        Path(folder, entry.name).unlink()
            with contextlib.suppress(OSError):
                folder.rmdir()
