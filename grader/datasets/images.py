"""A data set's name -> its images, from the grader's own files, Keras's cache or a download."""

from __future__ import annotations

import functools
import hashlib
import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from grader.errors import GraderError, did_you_mean, install_keras
from grader.model import Text, Value, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

DATA_DIR = "GRADE_DATA_DIR"  # an environment variable
SIDE = 28
CLASSES = 10
SHADES = " ░▒▓█"
PER_ROW = 2  # digits beside each other within 80 columns
GAP = "  "
_ARRAYS = ("x_train", "y_train", "x_test", "y_test")
_MAX_BYTES = 512 * 1024 * 1024  # of one array


class DataSet(Value, frozen=True):
    """One data set of the manifest.

    Attributes:
        file: its file's name.
        training: number of images to train on.
        held_back: number of images for the evaluation.
        contents: SHA-256 of all labels and of the held-back images, independent of compression.
        url: where to download it; empty if it comes with the grader.
        sha256: hash of the downloaded file.
    """

    title: Text
    file: str
    training: int
    held_back: int
    contents: str
    source: str
    licence: str
    url: str = ""
    sha256: str = ""


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


def embedded_folder() -> Path:
    """The folder of the manifest and the small data sets."""
    inside = Path(__file__).parent / "embedded"  # only an installed grader has it
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "datasets"


@functools.cache
def load_manifest() -> dict[str, DataSet]:
    """Load every data set's description, by name."""
    path = embedded_folder() / "manifest.toml"
    return msgspec.toml.decode(path.read_bytes(), type=dict[str, DataSet])


def data_set(name: str) -> DataSet:
    """The description of a data set.

    Raises:
        GraderError: there is none of that name.
    """
    known = load_manifest()
    if name not in known:
        raise GraderError(
            message("There is no data set {name}.", name=name), did_you_mean(name, known)
        )
    return known[name]


@functools.cache
def load_images(name: str) -> Images:
    """Load a data set's arrays and check them against the manifest.

    Raises:
        GraderError: the name is unknown, its file is missing, or its contents are wrong.
    """
    described = data_set(name)
    path = find_file(name)
    if path is None:
        raise GraderError(
            message("The data set {name} is not on this machine.", name=name),
            message(
                "Fetch it with: grade data fetch {name}  (or name a folder that holds {file} with "
                "--data-dir).",
                name=name,
                file=described.file,
            ),
        )
    return _read(path, described)


def find_file(name: str) -> Path | None:
    """Find a data set's file on this machine; None if it must be downloaded first."""
    return next((path for path in _paths(data_set(name)) if path.is_file()), None)


def fetch(name: str) -> Path:
    """Download a data set into the user's cache if it is not here, or damaged in the cache.

    Raises:
        GraderError: it cannot be downloaded, or its contents are wrong.
    """
    described = data_set(name)
    here = find_file(name)
    if here is not None and (not described.url or here.parent != cache_folder()):
        _read(here, described)
        return here
    try:
        import pooch  # noqa: PLC0415 - only the extra `keras` has it
    except ImportError as error:
        raise GraderError(
            message("Downloading needs the library pooch."),
            message("Install it with: {command}", command=install_keras()),
        ) from error
    url, file = described.url, described.file
    try:
        return Path(pooch.retrieve(url, described.sha256, fname=file, path=cache_folder()))
    except (OSError, ValueError) as error:  # no network, or another hash
        raise GraderError(
            message("{url} could not be downloaded: {reason}", url=url, reason=str(error)),
            message(
                "Try again, or put {file} into a folder and name it with --data-dir.", file=file
            ),
        ) from error


def cache_folder() -> Path:
    """The user's folder for downloads of the grader."""
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "cnn-grader"


def _paths(described: DataSet) -> Iterator[Path]:
    """Where the file may be, in order of preference."""
    if not described.url:
        yield embedded_folder() / described.file
        return
    named = os.environ.get(DATA_DIR)
    if named:
        yield Path(named).expanduser() / described.file
        yield Path(named).expanduser()  # the file itself
    keras = os.environ.get("KERAS_HOME") or "~/.keras"
    yield Path(keras).expanduser() / "datasets" / described.file
    yield cache_folder() / described.file


def _read(path: Path, described: DataSet) -> Images:
    try:
        with zipfile.ZipFile(path) as archive:
            if any(item.file_size > _MAX_BYTES for item in archive.infolist()):
                raise _refused(path, described)
        with np.load(path, allow_pickle=False) as file:
            x_train, y_train, x_test, y_test = (file[name] for name in _ARRAYS)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise _refused(path, described) from error
    arrays = (x_train, y_train, x_test, y_test)
    counts = (described.training, described.training, described.held_back, described.held_back)
    shapes = [(count, SIDE, SIDE) if i % 2 == 0 else (count,) for i, count in enumerate(counts)]
    if [array.shape for array in arrays] != shapes or x_train.dtype != np.uint8:
        raise _refused(path, described)
    digest = hashlib.sha256()
    for array in arrays[1:]:
        digest.update(np.ascontiguousarray(array.astype(np.uint8)).tobytes())
    if digest.hexdigest() != described.contents:
        raise _refused(path, described)
    return Images(x_train, y_train.astype(np.int64), x_test, y_test.astype(np.int64))


def _refused(path: Path, described: DataSet) -> GraderError:
    tip = message("Remove it; its place is then taken by the next one that is found.")
    if described.url:
        tip = message("Remove it and fetch it again: grade data fetch {name}", name=path.stem)
    return GraderError(
        message("{path} is not the whole data set: cut off, or another file.", path=str(path)), tip
    )


def draw_digits(found: Images, count: int, seed: int) -> str:
    """Draw random training digits with their labels, two beside each other."""
    chosen = np.random.default_rng(seed).choice(len(found.images), count, replace=False)
    drawn = [
        [f"{found.labels[number]}".ljust(SIDE), *draw_image(found.images[number])]
        for number in chosen
    ]
    rows = [drawn[start : start + PER_ROW] for start in range(0, count, PER_ROW)]
    return "\n\n".join(
        "\n".join(GAP.join(parts).rstrip() for parts in zip(*row, strict=True)) for row in rows
    )


def draw_image(image: NDArray[np.uint8]) -> list[str]:
    """Draw a grey image in characters: 14 lines of 28 for 28 x 28 pixels."""
    # a character is twice as high as wide: it stands for the mean of two pixels
    pairs = image.reshape(image.shape[0] // 2, 2, image.shape[1]).mean(axis=1)
    shades = np.minimum(pairs * len(SHADES) // 256, len(SHADES) - 1).astype(int)
    return ["".join(SHADES[shade] for shade in line) for line in shades]
