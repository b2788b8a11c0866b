"""`datasets/manifest.toml` -> what data sets there are, and how a right file is recognised."""

from __future__ import annotations

import functools
from pathlib import Path

import msgspec

from grader.errors import GraderError, did_you_mean
from grader.model import Text, Value, message


class DataSet(Value, frozen=True):
    """One data set of the manifest.

    Attributes:
        file: the name of its file, wherever it lies.
        training: how many images there are to train on.
        held_back: how many images there are whose labels no worker ever sees.
        contents: SHA-256 of its labels and held-back images, however they are packed.
        url: where it is downloaded from; empty where it comes with the grader.
        sha256: of the downloaded file.
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


def embedded_folder() -> Path:
    """Where the manifest and the small sets lie: in an installed grader, or in its sources."""
    inside = Path(__file__).parent / "embedded"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "datasets"


@functools.cache
def load_manifest() -> dict[str, DataSet]:
    """Every data set by its name."""
    path = embedded_folder() / "manifest.toml"
    return msgspec.toml.decode(path.read_bytes(), type=dict[str, DataSet])


def data_set(name: str) -> DataSet:
    """The data set of that name.

    Raises:
        GraderError: there is none.
    """
    known = load_manifest()
    if name not in known:
        raise GraderError(
            message("There is no data set {name}.", name=name), did_you_mean(name, known)
        )
    return known[name]
