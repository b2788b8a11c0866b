"""Requests on standard input -> answers on standard output: the process that strangers' files meet.

It sets its own limits before each request and ends if one is reached. On Linux it can open nothing
but the folders that it was started for, by Landlock.
"""

from __future__ import annotations

import codecs
import contextlib
import encodings
import gc
import math
import os
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from grader.errors import SubmissionError
from grader.text import clean
from grader.worker.confinement.landlock import Ruleset
from grader.worker.confinement.syscalls import Kernel

from .class_archive import unpack
from .intake import Allowance
from .layouts.gradescope import parse_metadata
from .loading import load_items, load_submission
from .notebooks import Transformer, TransformerMissingError, in_python
from .reader_messages import (
    ANSWER,
    FAULT,
    NEEDS_IPYTHON,
    OUT_OF_MEMORY,
    REFUSAL,
    Asked,
    Bounds,
    ReadAttempts,
    ReadPath,
    Request,
    Scope,
    UnpackClass,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Message, Submission


if sys.platform != "win32":
    import resource

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_ENCODINGS = ("cp437", "cp949", "utf-8-sig", "utf-16")
# Python's own modules for further encodings, which few files need
_CODECS = (Path(encodings.__file__).parent, Path(codecs.__file__).parent / "lib-dynload")


def main() -> None:
    """Answer until the input ends."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    for encoding in _ENCODINGS:
        codecs.lookup(encoding)  # loads its module, which cannot be opened any more later
    scope = msgspec.msgpack.decode(_receive(requests), type=Scope)
    transformer = Transformer() if scope.ipython else None
    mapped = _mapped_bytes()
    _harden(scope)
    decoder = msgspec.msgpack.Decoder(Asked)
    gc.collect()
    gc.freeze()
    _send(answers, b"")  # ready
    while data := _receive(requests):
        asked = decoder.decode(data)
        try:
            with _limited(asked.bounds, mapped):
                _send(answers, _answer(asked.request, transformer))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)


def _harden(scope: Scope) -> None:
    """Take rights from this process that reading does not need."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError):  # should memory run out, this goes before the controller
        Path("/proc/self/oom_score_adj").write_text("1000")
    kernel = Kernel()
    kernel.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    kernel.prctl(_PR_SET_DUMPABLE, 0)  # no student's worker may look into it
    kernel.prctl(_PR_SET_NO_NEW_PRIVS, 1)
    with contextlib.suppress(OSError):  # an older kernel, or a container without Landlock
        readable = [*map(os.fsdecode, scope.readable), *map(str, _CODECS)]
        ruleset = Ruleset(kernel, readable, ())
        for folder in scope.writable:
            ruleset.allow_filling(os.fsdecode(folder))
        ruleset.restrict()
        os.close(ruleset.descriptor)


def _mapped_bytes() -> int:
    """The address space that the interpreter needs below the limit."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 2**30
    return pages * os.sysconf("SC_PAGE_SIZE")


@contextlib.contextmanager
def _limited(bounds: Bounds, mapped: int) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    for name, value in {
        "AS": mapped + bounds.memory_mb * 2**20,
        "CPU": math.ceil(time.process_time()) + bounds.cpu_seconds,
        "FSIZE": bounds.written_mb * 2**20,
        "NOFILE": 64,
        "CORE": 0,
    }.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(kind)[1]
        soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(OSError, ValueError):  # macOS does not know them all
            resource.setrlimit(kind, (soft, hard))
    signal.setitimer(signal.ITIMER_REAL, bounds.wall_seconds)  # nobody catches it, so it ends us
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(request: Request, transformer: Transformer | None) -> bytes:
    """The answer with its kind in front."""
    try:
        return ANSWER + msgspec.msgpack.encode(_read(request, transformer))
    except TransformerMissingError:
        return NEEDS_IPYTHON
    except SubmissionError as error:
        return REFUSAL + msgspec.msgpack.encode((_encodable(error.sentence), _encodable(error.tip)))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - of ours; the other side raises it again
        return FAULT + traceback.format_exc().encode()[-2000:]


def _encodable(said: Message) -> Message:
    """A sentence in which a path may have bytes that are no letters."""
    values = {name: clean(v) if isinstance(v, str) else v for name, v in said.values.items()}
    return msgspec.structs.replace(said, values=values)


def _read(request: Request, transformer: Transformer | None) -> Any:
    if isinstance(request, ReadAttempts):
        allowance = Allowance()
        attempts = [
            [(Path(os.fsdecode(path)), name) for path, name in attempt]
            for attempt in request.attempts
        ]
        # the last attempt first: it is the one that must not suffer from the others
        loaded = [
            load_items(request.student, items, allowance, request.wanted)
            for items in reversed(attempts)
        ]
        return [_understood(submission, transformer) for submission in reversed(loaded)]
    if isinstance(request, ReadPath):
        path = Path(os.fsdecode(request.path))
        submission = load_submission(path, request.student, request.wanted)
        return _understood(submission, transformer)
    if isinstance(request, UnpackClass):
        return unpack(Path(os.fsdecode(request.archive)), Path(os.fsdecode(request.folder)))
    return parse_metadata(Path(os.fsdecode(request.path)))


def _understood(submission: Submission, transformer: Transformer | None) -> Submission:
    """The submission with its notebooks in Python's own syntax."""
    files = tuple(in_python(file, transformer) for file in submission.files)
    return msgspec.structs.replace(submission, files=files)


def _receive(requests: BinaryIO) -> bytes:
    """The next frame; empty after the last."""
    return requests.read(int.from_bytes(requests.read(4), "big"))


def _send(answers: BinaryIO, answer: bytes) -> None:
    answers.write(len(answer).to_bytes(4, "big") + answer)
    answers.flush()
