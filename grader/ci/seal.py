"""The course as it is graded <-> one encrypted file that may lie in a student's repository.

A sealed course is one line that names the format, one of JSON that anybody may read (what is in it,
and the hashes of files that students should leave alone), a nonce, and the course's files as a zip,
encrypted by AES-256-GCM with both lines authenticated. Without the key nobody reads a hidden check;
with it a single changed byte is an error.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import ctypes
import io
import os
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.authoring.release import course_toml
from grader.course.manifest import load_course
from grader.course.workspace import STARTER_HASHES
from grader.errors import GraderError
from grader.model import Course, Value, message

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from grader.model import Exercise

KEY_VARIABLE = "GRADE_COURSE_KEY"
FORMAT = b"cnn-grader/sealed/v1\n"
NONCE_BYTES = 12
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Header(Value, frozen=True):
    """What anybody may read of a sealed course.

    Attributes:
        exercises: the slugs of those that are in it.
        protected: files beside which it lies -> SHA-256, as they were when it was sealed.
    """

    exercises: tuple[str, ...]
    protected: dict[str, str]


def new_key() -> str:
    """A key, as it is put into an environment variable: 32 random bytes in base64."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def take_key(environment: MutableMapping[str, str]) -> str:
    """The key, and no trace of it left in the environment; empty where there is none.

    On Linux the place that `/proc/<pid>/environ` shows is overwritten too: taking a variable out
    of the environment leaves it there. To be called before anything is started.
    """
    key = environment.get(KEY_VARIABLE, "")
    if key and environment is os.environ:
        with contextlib.suppress(OSError, AttributeError):  # no C library by that name
            getenv = ctypes.CDLL(None).getenv
            getenv.restype = ctypes.c_void_p
            provider = getenv(KEY_VARIABLE.encode())
            if provider:
                ctypes.memset(provider, ord("-"), len(key.encode()))
    environment.pop(KEY_VARIABLE, None)
    return key.strip()


def seal_course(
    course: Course, exercises: tuple[Exercise, ...], key: str, protected: dict[str, str]
) -> bytes:
    """The sealed course, with what decides a grade of these exercises and nothing else.

    Raises:
        GraderError: the key is none, `cryptography` is missing, or the course has no `reference/`.
    """
    packed = zip_files(grading_files(course, exercises))
    slugs = tuple(exercise.slug for exercise in exercises)
    head = FORMAT + msgspec.json.encode(Header(exercises=slugs, protected=protected)) + b"\n"
    nonce = os.urandom(NONCE_BYTES)
    return head + nonce + _cipher(key).encrypt(nonce, packed, head)


def grading_files(course: Course, exercises: tuple[Exercise, ...]) -> dict[str, bytes]:
    """Name -> bytes of what decides a grade of these exercises: checks, solutions, the secret.

    So do the starters' hashes: an untouched starter is nobody's work.

    Raises:
        GraderError: the course has no `reference/`.
    """
    if course.reference is None:
        raise GraderError(
            message("There is no reference/ here, so there are no hidden checks."),
            message("Run this where the whole course is."),
        )
    files = {"exercises/course.toml": course_toml(course, exercises).encode()}
    files["reference/staff.toml"] = (course.reference / "staff.toml").read_bytes()
    for root, name in ((course.folder, "exercises"), (course.reference, "reference")):
        for exercise in exercises:
            for path in sorted((root / exercise.slug).rglob("*")):
                decides = path.suffix in {".py", ".toml"} or path.name == STARTER_HASHES
                if decides and path.is_file():
                    files[f"{name}/{path.relative_to(root).as_posix()}"] = path.read_bytes()
    return files


def zip_files(files: dict[str, bytes], executable: tuple[str, ...] = ()) -> bytes:
    """The files as a zip, the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o700 if name in executable else 0o600) << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def read_header(sealed: bytes, path: Path) -> Header:
    """What anybody may read.

    Raises:
        GraderError: it is no sealed course.
    """
    try:
        head, _body = _split(sealed)
        return msgspec.json.decode(head[len(FORMAT) :], type=Header)
    except (ValueError, msgspec.DecodeError) as error:
        raise GraderError(
            message("{path}: this is no sealed course.", path=str(path)),
            message("Make one with: grade course seal"),
        ) from error


@contextlib.contextmanager
def opened(sealed: bytes, key: str) -> Iterator[Course]:
    """The course, in a folder of our own that nobody else may enter and that is removed after.

    Raises:
        GraderError: it was sealed with another key, or changed since.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415

    cipher = _cipher(key)
    try:
        head, body = _split(sealed)
        packed = cipher.decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], head)
    except (InvalidTag, ValueError) as error:
        raise GraderError(
            message("The sealed course cannot be opened: another key, or it was changed."),
            message("Seal it again, and put the key of that time into {name}.", name=KEY_VARIABLE),
        ) from error
    with tempfile.TemporaryDirectory(prefix="grade-") as folder:  # made for its owner alone (0700)
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            archive.extractall(folder)
        yield load_course(Path(folder) / "exercises")


def _split(sealed: bytes) -> tuple[bytes, bytes]:
    """The two lines in front, and the rest."""
    if not sealed.startswith(FORMAT):
        raise ValueError("another format")
    end = sealed.index(b"\n", len(FORMAT)) + 1
    return sealed[:end], sealed[end:]


def _cipher(key: str) -> AESGCM:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
    except ImportError as error:
        raise GraderError(
            message("Sealed courses need the package cryptography, which is not installed."),
            message("Install it: pip install 'cnn-grader[ci]'"),
        ) from error
    try:
        return AESGCM(base64.urlsafe_b64decode(key.encode()))
    except (ValueError, binascii.Error) as error:
        raise GraderError(
            message("{name} holds no key.", name=KEY_VARIABLE),
            message("A key is what `grade course seal` printed: 44 characters."),
        ) from error
