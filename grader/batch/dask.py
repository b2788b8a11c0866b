"""Grading on the workers of a Dask cluster; no shared disk is needed.

A plugin brings the course's files to every worker, also to one that joins later or replaces one
that was killed. There they lie until the run ends, in a folder that only the worker's user can
enter. Dask's own messages are pickles between processes that trust each other; a student's files
are plain bytes in them until they are in the sandbox.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import tempfile
import threading
import time
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import msgspec
from distributed import Client, WorkerPlugin, get_worker

from grader.course.manifest import load_course, pick_exercises
from grader.errors import GraderError, OtherVersionsError, SandboxError
from grader.fingerprint import Versions, versions
from grader.i18n import N_
from grader.model import File, message
from grader.pipeline import Grader
from grader.sandbox.channel import demand_level
from grader.sandbox.pool import open_sandbox

from .grading import grade_encoded
from .job import Graders, Job

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Course, Isolation, Level

CONNECT_SECONDS = 15
COUNT_SECONDS = 5  # the number of workers is asked again after so long
_LEFT_BEHIND = {"__pycache__", ".git", ".ipynb_checkpoints"}


@contextlib.contextmanager
def cluster_graders(job: Job, scheduler: str, least: Level) -> Iterator[Graders]:
    """Bring the course to the workers of a Dask scheduler.

    Raises:
        GraderError: there is no scheduler or no worker, or one has other versions or too weak an
            isolation.
    """
    with _connected(scheduler) as client:
        _demand_fit_workers(client, least)
        plugin = CoursePlugin(job, pack_course(load_course(job.course_folder)))
        client.register_plugin(plugin)
        try:
            executor = client.get_executor(pure=False)
            yield Graders(
                executor,
                functools.partial(grade_there, plugin.name),
                _Width(client),
                end_at_once=functools.partial(executor.shutdown, wait=False),
                demand_alive=functools.partial(_demand_scheduler, client),
            )
        finally:
            if client.status == "running":
                client.unregister_worker_plugin(plugin.name)


def pack_course(course: Course) -> bytes:
    """The files of `exercises/` and `reference/` as bytes; the same for the same files."""
    roots = [course.folder, *([course.reference] if course.reference is not None else [])]
    files = [
        File(name=f"{root.name}/{path.relative_to(root).as_posix()}", data=path.read_bytes())
        for root in roots
        for path in sorted(root.rglob("*"))
        if path.is_file() and not _LEFT_BEHIND & set(path.parts)
    ]
    return msgspec.msgpack.encode(files)


def unpack_course(packed: bytes, folder: Path) -> Path:
    """Write a packed course below `folder`; gives its `exercises/`."""
    first = ""
    for file in msgspec.msgpack.decode(packed, type=list[File]):
        path = folder.joinpath(*PurePosixPath(file.name).parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
        first = first or PurePosixPath(file.name).parts[0]
    return folder / first


class CoursePlugin(WorkerPlugin):
    """The course's files and a warm grader on each worker.

    Attributes:
        name: the same for the same course, exercises and language.
        closing: the thread that removes everything after the end.
    """

    def __init__(self, job: Job, packed: bytes) -> None:
        self._job = job
        self._packed = packed
        what = msgspec.msgpack.encode((packed, job.slugs, job.language))
        self.name = f"cnn-grader-{hashlib.sha256(what).hexdigest()[:16]}"
        self._versions = versions()

    def setup(self, worker: Any) -> None:
        """In a worker: prepare; the files are written when they are needed."""
        # Dask removes this folder even if the worker was killed
        self._scratch = worker.local_directory
        self._lock = threading.Lock()  # a worker may have several threads, a grader serves one
        self._stack = contextlib.ExitStack()
        self._grader: Grader | None = None

    def teardown(self, worker: Any) -> None:  # noqa: ARG002 - Dask's interface
        """In a worker: end the sandbox and remove the course, once running work is done."""
        # in a thread: Dask's messages must not wait for a student's loop to end
        self.closing = threading.Thread(target=self._close)
        self.closing.start()

    def grade(self, work: bytes) -> bytes:
        """Grade an encoded `Work`."""
        with self._lock:
            if self._grader is None:
                self._grader = self._open()
            return grade_encoded(self._grader, self._job, work)

    def _close(self) -> None:
        with self._lock:
            self._stack.close()
            self._grader = None

    def _open(self) -> Grader:
        if versions() != self._versions:  # one that joined after the run began
            text = N_("A worker that came later has {there}, the run was begun with {here}.")
            values = {"there": versions().shown(), "here": self._versions.shown()}
            tip = message("Install the same versions in both places.")
            raise OtherVersionsError(message(text, **values), tip)
        folder = self._stack.enter_context(
            tempfile.TemporaryDirectory(prefix="cnn-grader-", dir=self._scratch)
        )
        course = load_course(unpack_course(self._packed, Path(folder)))
        grader = Grader(course, pick_exercises(course, self._job.slugs))
        return self._stack.enter_context(grader)


def grade_there(plugin: str, work: bytes) -> bytes:
    """In a worker: grade an encoded `Work`; gives an encoded `StudentResult`."""
    found = get_worker().plugins[plugin]
    assert isinstance(found, CoursePlugin)
    return found.grade(work)


def examine_worker() -> tuple[Versions, Isolation]:
    """In a worker: its versions and isolation."""
    with open_sandbox() as sandbox:
        return versions(), sandbox.isolation()


@contextlib.contextmanager
def _connected(scheduler: str) -> Iterator[Client]:
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise GraderError(
            message("There is no Dask scheduler at {address}.", address=scheduler),
            message("Start one with `dask scheduler`; it says its address, as tcp://host:8786."),
        ) from error
    with client:
        yield client


class _Width:
    """How many students to keep submitted: two for each worker, which come and go."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._width = 2
        self._good_until = 0.0

    def __call__(self) -> int:
        if time.monotonic() > self._good_until and self._client.status == "running":
            workers = self._client.scheduler_info(n_workers=-1)["workers"]
            self._width = 2 * max(1, len(workers))
            self._good_until = time.monotonic() + COUNT_SECONDS
        return self._width


def _demand_scheduler(client: Client) -> None:
    if client.status not in {"running", "connecting"}:
        raise GraderError(
            message("The Dask scheduler is gone."),
            message("Start it and its workers again; then the same command goes on from here."),
        )


def _demand_fit_workers(client: Client, least: Level) -> None:
    """Refuse to begin without workers, or with one of other versions or too weak an isolation."""
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError as error:
        raise GraderError(
            message("The scheduler has no workers."),
            message("Start some with: dask worker ADDRESS --nworkers auto --nthreads 1"),
        ) from error
    try:
        found = client.run(examine_worker)
    except ModuleNotFoundError as error:
        text = N_("The grader is not installed where the workers run ({reason}).")
        raise GraderError(
            message(text, reason=str(error)),
            message("Install the same version there, in the environment that starts the workers."),
        ) from error
    for address, (there, isolation) in found.items():
        _demand_fit(address, there, isolation, least)


def _demand_fit(address: str, there: Versions, isolation: Isolation, least: Level) -> None:
    if there != versions():
        text = N_("The worker {address} has {there}, this machine has {here}.")
        values = {"there": there.shown(), "here": versions().shown()}
        tip = message("Install the same versions in both places.")
        raise OtherVersionsError(message(text, address=address, **values), tip)
    try:
        demand_level(isolation, least)
    except SandboxError as error:
        sentence = message("{address}: {said}", address=address, said=str(error))
        raise SandboxError(sentence) from error
