"""The course as it is graded <-> one encrypted file that may lie in a student's repository.

A sealed course is one line that names the format, one of JSON that anybody may read (what is in it,
and the hashes of files that students should leave alone), a nonce, and the course's files as a zip,
encrypted by AES-256-GCM with both lines authenticated. Without the key nobody reads a hidden check;
with it a single changed byte is an error.

The file lies where a student may put another in its place: one of an earlier term, say, that was
sealed with the same key. So the secret that holds the key also says which sealed courses it opens,
as `KEY:TERM:VERSION`: those of this term, and of this version or a later one.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import ctypes
import datetime
import io
import os
import re
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.authoring.release import course_toml
from grader.course.manifest import load_course
from grader.course.workspace import STARTER_HASHES
from grader.errors import GraderError
from grader.i18n import N_
from grader.model import Course, Value, message

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from grader.model import Exercise, Message

KEY_VARIABLE = "GRADE_COURSE_KEY"
FORMAT = b"cnn-grader/sealed/v2\n"
NONCE_BYTES = 12
_EPOCH = (1980, 1, 1, 0, 0, 0)
_VERSION = "%Y%m%dT%H%M%SZ"
_TERM = re.compile(r"[A-Za-z0-9._-]{1,40}")
_DIGITS = re.compile(r"\d{8}T\d{6}Z")  # of a version


class Header(Value, frozen=True):
    """The head of a sealed course, which anybody may read.

    Attributes:
        exercises: the slugs of those that are in it.
        protected: files beside which it lies -> SHA-256, as they were when it was sealed.
        term: for which it was sealed.
        version: when it was sealed, in UTC: `20261129T101530Z`.
    """

    exercises: tuple[str, ...]
    protected: dict[str, str]
    term: str
    version: str


class CourseKey(NamedTuple):
    """A key, and the sealed courses that it opens.

    Attributes:
        key: 32 bytes in base64.
        term: of those courses; empty in a key that seals for the first time.
        version: the earliest of theirs; likewise.
    """

    key: str
    term: str = ""
    version: str = ""

    def text(self) -> str:
        """As it is put into the secret."""
        return f"{self.key}:{self.limits()}"

    def limits(self) -> str:
        """All but the key, which should be in no log."""
        return f"{self.term}:{self.version}"


def parse_key(text: str) -> CourseKey:
    """A key with or without its term and version.

    Raises:
        GraderError: it is none.
    """
    key, *limits = text.split(":")
    if limits and not (
        len(limits) == 2 and _TERM.fullmatch(limits[0]) and _DIGITS.fullmatch(limits[1])
    ):
        raise _no_key()
    return CourseKey(key, *limits)


def key_for_sealing(given: str, term: str | None) -> CourseKey:
    """A key for a course that is sealed now; a new one where none is given.

    Args:
        given: the secret; empty where there is none.
        term: by default that of the given key, else the year.

    Raises:
        GraderError: what was given is no key, or the term has characters that none has.
    """
    before = parse_key(given) if given else CourseKey(_new_key())
    now = datetime.datetime.now(datetime.UTC)
    term = term or before.term or str(now.year)
    if not _TERM.fullmatch(term):
        raise GraderError(
            message("{term} is no term.", term=term),
            message("Use up to 40 letters, digits, dots and hyphens: 2026-2"),
        )
    # a clock that was put back must not make a version that the secret refuses
    return CourseKey(before.key, term, max(now.strftime(_VERSION), before.version))


def messages_about_key(key: CourseKey) -> list[Message]:
    """The next step with a key that was given and has sealed before, without the key itself."""
    return [
        message(
            "This key was used before: what it sealed earlier is opened as well, until you change "
            "the secret {name}.",
            name=KEY_VARIABLE,
        ),
        message(
            "Let {name} be KEY:{limits}, where KEY is the key that you gave.",
            name=KEY_VARIABLE,
            limits=key.limits(),
        ),
    ]


def _new_key() -> str:
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
    course: Course, exercises: tuple[Exercise, ...], key: CourseKey, protected: dict[str, str]
) -> bytes:
    """The sealed course, with the files that decide a grade of these exercises, and no others.

    Raises:
        GraderError: the key is none, `cryptography` is missing, or the course has no `reference/`.
    """
    packed = zip_files(grading_files(course, exercises))
    slugs = tuple(exercise.slug for exercise in exercises)
    header = Header(exercises=slugs, protected=protected, term=key.term, version=key.version)
    head = FORMAT + msgspec.json.encode(header) + b"\n"
    nonce = os.urandom(NONCE_BYTES)
    return head + nonce + _cipher(key.key).encrypt(nonce, packed, head)


def grading_files(course: Course, exercises: tuple[Exercise, ...]) -> dict[str, bytes]:
    """Name -> bytes of the files that decide a grade: checks, solutions, data files, the secret.

    The starters' hashes are among them: an untouched starter is nobody's work.

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
    for exercise in exercises:
        for _name, path in course.data_files(exercise, hidden=True):
            name = path.relative_to(course.folder.parent).as_posix()
            files[name] = path.read_bytes()
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
    """Read the head of a sealed course.

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
def opened(sealed: bytes, secret: str) -> Iterator[Course]:
    """The course, in a folder of our own that nobody else may enter and that is removed after.

    Args:
        sealed: the file.
        secret: `KEY:TERM:VERSION`.

    Raises:
        GraderError: it was sealed with another key, for another term or too early, or changed.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415

    key = parse_key(secret)
    cipher = _cipher(key.key)
    try:
        head, body = _split(sealed)
        packed = cipher.decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], head)
    except (InvalidTag, ValueError) as error:
        raise GraderError(
            message("The sealed course cannot be opened: another key, or it was changed."),
            message("Seal it again, and put the key of that time into {name}.", name=KEY_VARIABLE),
        ) from error
    _require_limits(msgspec.json.decode(head[len(FORMAT) :], type=Header), key)
    with tempfile.TemporaryDirectory(prefix="grade-") as folder:  # made for its owner alone (0700)
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            archive.extractall(folder)
        yield load_course(Path(folder) / "exercises")


def _require_limits(header: Header, key: CourseKey) -> None:
    """Refuses a course that the secret is not for, though it has the right key.

    Raises:
        GraderError: it is of another term, or older than asked.
    """
    if not key.term:
        raise GraderError(
            message("{name} does not say which sealed courses it opens.", name=KEY_VARIABLE),
            message("Put KEY:TERM:VERSION into it, as `grade course seal` prints it."),
        )
    if header.term != key.term or header.version < key.version:
        text = N_("The sealed course is of {found}; {name} opens {asked} and later versions.")
        found = f"{header.term}:{header.version}"
        raise GraderError(
            message(text, found=found, name=KEY_VARIABLE, asked=key.limits()),
            message("Take the sealed course that your instructor gives out now."),
        )


def _no_key() -> GraderError:
    return GraderError(
        message("{name} holds no key.", name=KEY_VARIABLE),
        message("A key is what `grade course seal` printed: KEY:TERM:VERSION."),
    )


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
        raise _no_key() from error
