"""A data set's name -> its arrays, from the grader's own files, Keras's cache or a download."""

from __future__ import annotations

import functools
import hashlib
import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from grader.errors import GraderError
from grader.model import message

from .catalog import data_set, embedded_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from .catalog import DataSet

DATA_DIR = "GRADE_DATA_DIR"
SIDE = 28
CLASSES = 10
_ARRAYS = ("x_train", "y_train", "x_test", "y_test")
_MAX_BYTES = 512 * 1024 * 1024  # of one array; a file that announces more is none of ours


class Images(NamedTuple):
    """A data set in memory.

    Attributes:
        images: `(N, 28, 28)` uint8, to train on.
        labels: `(N,)` int64, 0 to 9.
        held_back_images: `(M, 28, 28)` uint8.
        held_back_labels: `(M,)` int64; no worker ever sees them.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.int64]
    held_back_images: NDArray[np.uint8]
    held_back_labels: NDArray[np.int64]


@functools.cache
def load_images(name: str) -> Images:
    """The arrays of a data set, read once and checked.

    Raises:
        GraderError: there is no such set, its file is not here, or the file is not it.
    """
    found = data_set(name)
    path = find_file(name)
    if path is None:
        raise GraderError(
            message("The data set {name} is not on this machine.", name=name),
            message(
                "Fetch it with: grade data fetch {name}  (or name a folder that holds {file} with "
                "--data-dir).",
                name=name,
                file=found.file,
            ),
        )
    return _read(path, found)


def find_file(name: str) -> Path | None:
    """The data set's file on this machine; None where it has yet to be fetched."""
    found = data_set(name)
    return next((path for path in _places(found) if path.is_file()), None)


def fetch(name: str) -> Path:
    """Downloads a data set into the user's cache unless it is here already; its path.

    A file in the cache that is cut or wrong is downloaded again.

    Raises:
        GraderError: it cannot be downloaded, or what came is not it.
    """
    found = data_set(name)
    here = find_file(name)
    if here is not None and (not found.url or here.parent != cache_folder()):
        _read(here, found)
        return here
    try:
        import pooch  # noqa: PLC0415 - of the extra `keras`, and needed for nothing else
    except ImportError as error:
        raise GraderError(
            message("Downloading needs the library pooch."),
            message("Install it with: {command}", command='pip install "cnn-grader[keras]"'),
        ) from error
    try:
        path = pooch.retrieve(found.url, found.sha256, fname=found.file, path=cache_folder())
    except (OSError, ValueError) as error:  # of requests, or a hash that does not fit
        raise GraderError(
            message("{url} could not be downloaded: {reason}", url=found.url, reason=str(error)),
            message(
                "Try again, or put {file} into a folder and name it with --data-dir.",
                file=found.file,
            ),
        ) from error
    return Path(path)


def cache_folder() -> Path:
    """The user's own folder for what the grader downloads."""
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "cnn-grader"


def _places(found: DataSet) -> Iterator[Path]:
    """Where the file may lie, first the place that the user named."""
    if not found.url:
        yield embedded_folder() / found.file
        return
    named = os.environ.get(DATA_DIR)
    if named:
        yield Path(named).expanduser() / found.file
        yield Path(named).expanduser()  # the file itself
    keras = os.environ.get("KERAS_HOME") or "~/.keras"
    yield Path(keras).expanduser() / "datasets" / found.file
    yield cache_folder() / found.file


def _read(path: Path, found: DataSet) -> Images:
    """The arrays of a file, once they are known to be the data set's."""
    try:
        with zipfile.ZipFile(path) as archive:
            if any(item.file_size > _MAX_BYTES for item in archive.infolist()):
                raise _refused(path, found)
        with np.load(path, allow_pickle=False) as file:
            x_train, y_train, x_test, y_test = (file[name] for name in _ARRAYS)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise _refused(path, found) from error
    arrays = (x_train, y_train, x_test, y_test)
    counts = (found.training, found.training, found.held_back, found.held_back)
    shapes = [(count, SIDE, SIDE) if i % 2 == 0 else (count,) for i, count in enumerate(counts)]
    if [array.shape for array in arrays] != shapes or x_train.dtype != np.uint8:
        raise _refused(path, found)
    digest = hashlib.sha256()
    for array in arrays[1:]:
        digest.update(np.ascontiguousarray(array.astype(np.uint8)).tobytes())
    if digest.hexdigest() != found.contents:
        raise _refused(path, found)
    return Images(x_train, y_train.astype(np.int64), x_test, y_test.astype(np.int64))


def _refused(path: Path, found: DataSet) -> GraderError:
    tip = message("Remove it; its place is then taken by the next one that is found.")
    if found.url:
        tip = message("Remove it and fetch it again: grade data fetch {name}", name=path.stem)
    return GraderError(
        message("{path} is not the whole data set: cut off, or another file.", path=str(path)), tip
    )
