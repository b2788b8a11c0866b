"""The installed grader -> a wheel, and the exact versions of its requirements.

Built without a build tool and without the network, the same bytes each time, so that the grader
tried here is the one that grades elsewhere. Format: PEP 427.
"""

from __future__ import annotations

import base64
import hashlib
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from grader.datasets.images import embedded_folder, load_manifest

NAME = "cnn-grader"
EMBEDDED = "grader/datasets/embedded"
COURSE = "grader/course/embedded/exercises"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold
_METADATA = ("METADATA", "entry_points.txt", "licenses/LICENSE")
_TAGS = "Wheel-Version: 1.0\nGenerator: cnn-grader\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
# grading elsewhere means grading on Linux, whatever this machine is
_MARKERS = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}


def build_wheel(folder: Path, exercises: Path | None = None, title: str = "") -> Path:
    """Write the wheel into a folder; returns its path.

    Args:
        folder: where to.
        exercises: a students' course that comes along, for notebooks that lie beside no course.
        title: of that course, which package tools then show.
    """
    found = distribution(NAME)
    version = found.version
    stem = f"{NAME.replace('-', '_')}-{version}"
    files = dict(_package_files())
    for path in sorted(exercises.rglob("*")) if exercises is not None else ():
        if path.is_file():
            assert exercises is not None
            files[f"{COURSE}/{path.relative_to(exercises).as_posix()}"] = path.read_bytes()
    for name in _METADATA:
        text = found.read_text(name)
        if text is not None:
            text = _about_course(text, title) if title and name == "METADATA" else text
            files[f"{stem}.dist-info/{name}"] = text.encode()
    files[f"{stem}.dist-info/WHEEL"] = _TAGS.encode()
    record = f"{stem}.dist-info/RECORD"
    lines = [f"{name},{_digest(data)},{len(data)}" for name, data in files.items()]
    files[record] = "\n".join([*lines, f"{record},,", ""]).encode()
    path = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16  # the file's mode; zero would make it unreadable
            wheel.writestr(entry, data)
    return path


def _about_course(metadata: str, title: str) -> str:
    """The metadata with a course's title as summary, and no words about another course."""
    fields = metadata.partition("\n\n")[0].splitlines()
    kept = [line for line in fields if not line.startswith(("Summary:", "Keywords:", "Descript"))]
    at = next(n for n, line in enumerate(kept) if line.startswith("Version:")) + 1
    return "\n".join([*kept[:at], f"Summary: {' '.join(title.split())}", *kept[at:], ""])


def pinned_requirements(*extras: str) -> str:
    """A requirements file with the installed versions, dependencies included.

    Args:
        extras: of the grader, for example `keras`.
    """
    lines: dict[str, str] = {}
    _pin(Requirement(f"{NAME}[{','.join(extras)}]" if extras else NAME), lines)
    del lines[NAME]  # comes as the wheel
    return "\n".join(sorted(lines.values())) + "\n"


def _pin(wanted: Requirement, lines: dict[str, str]) -> None:
    name = canonicalize_name(wanted.name)
    try:
        found = distribution(name)
    except PackageNotFoundError:  # needed on Linux only, and this machine is another
        lines[name] = f"{wanted.name}{wanted.specifier}"
        return
    if name in lines and not wanted.extras:
        return
    lines[name] = f"{name}=={found.version}"
    for text in found.requires or ():
        needed = Requirement(text)
        extras = ("", *wanted.extras)
        if needed.marker is None or any(
            needed.marker.evaluate({**_MARKERS, "extra": extra}) for extra in extras
        ):
            _pin(needed, lines)


def _package_files() -> list[tuple[str, bytes]]:
    package = Path(__file__).resolve().parents[1]
    files = {
        path.relative_to(package.parent).as_posix(): path.read_bytes()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    # this grader may come from a kit itself; the next kit has the course as it is now
    files = {name: data for name, data in files.items() if not name.startswith(COURSE)}
    # data sets lie beside the package in the sources, and inside it in a wheel
    small = [found.file for found in load_manifest().values() if not found.url]
    for name in ("manifest.toml", *small):
        files[f"{EMBEDDED}/{name}"] = (embedded_folder() / name).read_bytes()
    return sorted(files.items())


def _digest(data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
    return f"sha256={digest.rstrip(b'=').decode()}"
