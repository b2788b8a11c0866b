"""One submission in one process: load the student's modules, answer calls, print into frames.

The grading process judges every answer; nothing is decided here. An answer carries its question's
number. The grading process draws it at random, so that no answer can be sent before its question.

Calls of one function cross as `(number, question)`, where the question is an encoded `(function,
by_driver, watched, [arguments, …])`; what is no plain call says how it is meant (see `kept`).
Their answers cross as `(number, [body, words, …])`. There are thousands of these; every other
message is a dict. A body is an encoded `(value,)`, or `(value, changed, aliased, reused)` where the
call is watched, or a dict that says why there is no value. Two submissions that answer the same
send the same bytes: what differs between them, the text and the lines of an exception, is in
`words`, as JSON.
"""

import contextlib
import functools
import gc
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator
from types import FrameType, ModuleType
from typing import Any

import numpy as np

from . import plotting, wire
from .kept import Kept
from .modules import StudentModules
from .policy import Loaded, forget, loaded_by_root, refused_by
from .streams import Errors, FrameOutput, Message, Streams
from .terminal import Terminal
from .tracebacks import DRIVER, Lines, describe_exception, driver_line

ROOM_BESIDE = 64  # bytes of a frame beside the body of an answer
_LOADS, _CALLS = 10, 10  # in the warm-up: Python 3.11 to 3.13 specialize code after fewer runs
TELL_SECONDS = 0.2  # of the processor, between two messages about the line that runs
HOLD_SECONDS = 0.001  # for which an answer waits for the next one, to travel with it


class Worker:
    """Answers the grading process's requests about one submission.

    Args:
        send: writes a whole frame.
        output_chars: how many printed characters are sent; the rest is dropped.
        loaded: libraries that this process has loaded, for any exercise.
    """

    def __init__(
        self, send: Callable[[bytes], None], output_chars: int, loaded: Collection[str] = ()
    ) -> None:
        self._send = send
        self._held: list[bytes] = []  # answers that have not been sent
        self._number = 0
        # a student's thread may print while the main one answers, a destructor at any moment
        self._lock = threading.RLock()
        self._outbox: list[bytes] = []
        self._is_sending = False
        self._terminal = Terminal()
        self._output = FrameOutput(self._tell, output_chars, self._terminal)
        self._errors = Errors(self._output)
        self._loaded = loaded
        self._module = ModuleType("nothing")
        self._driver = ModuleType("driver")
        self._kept = Kept()
        self._name = ""
        self._modules = StudentModules({}, [], [], self._running)
        self._lines = Lines({})

    def answer(self, request: Message | tuple[int, bytes]) -> None:
        """Do what a request asks and send the answers."""
        if isinstance(request, dict):
            self._tell({**self._load(request), "number": request["number"]})
            return
        self._number, question = request
        name, by_driver, watched, calls, *meant = wire.decode(question)
        module = self._driver if by_driver else self._module
        first = [self._module] if by_driver else []
        due = time.monotonic() + HOLD_SECONDS
        results: list[Any] | None = [] if watched else None
        for arguments in calls:
            function = getattr(module, name, None)
            if meant:
                function = self._meant(module, name, *meant)
            elif type(function) is type and function.__module__ == self._module.__name__:
                function = None  # a class of the student's own, where a function is asked for
            if type(function) is bytes:  # as of a cell, encoded since then
                answered = [function, b""]
            else:
                answered = self._call(function, first, arguments, results)
            with self._lock:
                self._held += answered
            if time.monotonic() > due:
                self._send_held()
                due = time.monotonic() + HOLD_SECONDS
        self._send_held()

    def _meant(  # noqa: PLR0913, PLR0917
        self,
        module: ModuleType,
        name: str,
        how: str,
        number: int,
        typed: str | None = None,
        prints: bool = False,  # noqa: FBT001, FBT002 - it comes from the wire
        cell: str = "",
    ) -> Callable[..., Any] | bytes | None:
        """What is called by a question that is no plain call, or the body of its answer."""
        function: Callable[..., Any] | bytes | None
        if how == "run":
            # its errors of syntax are told from loading
            readable = all(problem["kind"] != "syntax" for problem in self._modules.problems)
            function = self._run_program if readable else None
        elif how == "call":
            function = getattr(module, name, None)
        else:
            function = self._kept.callable_for(module, name, how, number, cell)
        if not callable(function) or (typed is None and not prints):
            return function
        return self._terminal.using(function, typed, prints=prints)

    def _run_program(self) -> None:
        self._module = self._modules.run(self._name)

    def _tell(self, message: Message) -> None:
        self._send_held()
        self._deliver(wire.frame(message))

    def _send_held(self) -> None:
        with self._lock:
            held, self._held = self._held, []
        if held:
            self._deliver(wire.frame((self._number, held)))

    def _deliver(self, data: bytes) -> None:
        """Send a frame whole; what a student's destructor prints meanwhile comes after it."""
        with self._lock:
            self._outbox.append(data)
            if self._is_sending:
                return
            self._is_sending = True
            try:
                while self._outbox:
                    self._send(self._outbox.pop(0))
            finally:
                self._is_sending = False

    def _load(self, request: Message) -> Message:
        modules = StudentModules(
            request["sources"], request["allowed"], request["skip"], self._running, self._loaded
        )
        self._modules, self._name = modules, request["module"]
        self._lines = modules.lines
        modules.join_import_system()
        if request.get("cells"):
            self._kept = Kept(modules.cells)
            modules.cells.prepare(request["cells"], request["names"])
        with Streams(self._terminal.keyboard, self._output, self._errors):
            self._module = modules.load(self._name, only_read=bool(request.get("script")))
        if request["driver"]:
            # the course's code, which students may read; it is here because it calls theirs
            exec(compile(request["driver"], DRIVER, "exec"), self._driver.__dict__)
        found = list(vars(self._module).items())
        named = [(n, v) for n, v in found if not n.startswith("_") and len(n) < 100]
        return {
            "event": "loaded",
            "names": [n for n, v in named if callable(v) and not isinstance(v, type)][:200],
            "problems": modules.problems,
            "dropped": modules.dropped,
        }

    def _running(self, where: str) -> None:
        self._tell({"event": "running", "where": where})

    def tell_line(self, frame: FrameType | None) -> None:
        """Tell which of the student's lines runs; called by a signal, between two instructions."""
        with contextlib.suppress(MemoryError):  # where there is none, the line is not worth it
            while frame is not None and frame.f_code.co_filename not in self._lines:
                frame = frame.f_back
            if frame is not None:
                # not by way of the held answers, which may be half changed just now
                where = f"{frame.f_code.co_filename}:{frame.f_lineno}"
                self._deliver(wire.frame({"event": "running", "where": where}))

    def _call(
        self, function: Any, first: list[Any], arguments: bytes, results: list[Any] | None
    ) -> list[bytes]:
        """Call the function; the body and the words of the answer.

        Args:
            function: the student's, or the driver's.
            first: arguments before the encoded ones.
            arguments: encoded.
            results: of the question's earlier calls, if it is watched; this one's is added.
        """
        if not callable(function):
            return [wire.encode({"event": "missing"}), b""]
        args, kwargs = wire.decode(arguments)
        before = arguments
        if results is not None and "torch" in sys.modules:  # a tensor is written as an array
            before = _encoded(args, kwargs)
        try:
            with Streams(self._terminal.keyboard, self._output, self._errors):
                value = function(*first, *args, **kwargs)
        except BaseException as error:
            description = describe_exception(error, self._lines)
            if first:
                description["driver_line"] = driver_line(error)
            return [_raised(tuple(description["bases"])), json.dumps(description).encode()]
        if results is None:
            return [_body((value,)), b""]
        changed = _encoded(args, kwargs) != before
        aliased = _shares_memory(value, [*args, *kwargs.values()])
        reused = _shares_memory(value, _arrays_in(results))
        results.append(value)  # held, so that no later result can take its memory by chance
        return [_body((value, changed, aliased, reused)), b""]


@functools.lru_cache(maxsize=64)  # a check of errors has the same one raised again and again
def _raised(bases: tuple[str, ...]) -> bytes:
    return wire.encode({"event": "raised", "bases": list(bases)})


def _body(answer: tuple[Any, ...]) -> bytes:
    try:
        body = wire.encode(answer)
    except wire.WireError as error:
        text = str(error)
    except RecursionError:
        text = "nested too deeply"
    else:
        if len(body) <= wire.MAX_FRAME_BYTES - ROOM_BESIDE:
            return body
        text = f"larger than {wire.MAX_FRAME_BYTES // 2**20} MB"
    return wire.encode({"event": "unsendable", "text": text})


def _encoded(args: list[Any], kwargs: dict[str, Any]) -> bytes:
    try:
        return wire.encode([args, kwargs])
    except (wire.WireError, RecursionError):
        return b""  # they could be encoded once, so they have been changed


def _shares_memory(value: Any, given: list[Any]) -> bool:
    """Whether a result, or an array among several results, is or shares memory with an argument."""
    if any(value is item for item in given if isinstance(item, (np.ndarray, list))):
        return True
    if isinstance(value, (tuple, list)):
        return any(
            _shares_memory(part, given) for part in value[:8] if isinstance(part, np.ndarray)
        )
    arrays = [item for item in given if isinstance(item, np.ndarray)]
    return isinstance(value, np.ndarray) and any(np.may_share_memory(value, a) for a in arrays)


def _arrays_in(results: list[Any]) -> list[np.ndarray]:
    """The arrays among some results, also where a result is a tuple or list of arrays."""
    parts = [part for r in results for part in (r[:8] if isinstance(r, (tuple, list)) else [r])]
    return [part for part in parts if isinstance(part, np.ndarray)]


def warm_up() -> None:
    """Do once what every worker will do.

    Python makes some objects when they are first needed, and rewrites code that runs often. A
    child that does this copies each page of memory that it writes to.
    """
    finders = sys.meta_path.copy()
    text = "import numpy as np\n\n\ndef f(x, *, y=0):\n    return {'a': [x + 1, (y, 'b')]}\n"
    load = {"module": "warm_up", "sources": {"warm_up": [("warm_up.py", text)]}, "skip": []}
    for _ in range(_LOADS):
        worker = Worker(lambda _data: None, output_chars=100)
        worker.answer({**load, "allowed": ["numpy"], "driver": "", "number": 0})
        for argument in (np.zeros((2, 2)), 1.5, [1, 2], "no number"):
            calls = [wire.encode([[argument], {"y": 2}])] * _CALLS
            worker.answer((0, wire.encode(("f", False, True, calls))))
    sys.meta_path[:] = finders
    sys.modules.pop("warm_up", None)


def serve(descriptor_in: int, descriptor_out: int, modules: Loaded) -> None:
    """Answer requests until the other end closes, then end the process.

    The first frame is the settings (`output_chars`, `packages`); the others are requests.

    Args:
        descriptor_in: where requests come from.
        descriptor_out: where answers go.
        modules: see `policy.loaded_by_root`.
    """
    settings = wire.read_frame(descriptor_in)
    loaded = settings["packages"]
    send = functools.partial(wire.write_all, descriptor_out)
    worker = Worker(send, settings["output_chars"], loaded)
    try:
        while True:
            request = wire.read_frame(descriptor_in)
            if isinstance(request, dict):  # to load, and no call
                # Keras loads matplotlib where it is installed; here it cannot draw, nor must it
                quiet = plotting.LIBRARIES.difference(request["allowed"])
                forget(refused_by(request["allowed"], loaded) | quiet, modules)
                worker.answer(request)
                continue
            with _telling_lines(worker):
                worker.answer(request)
    except (EOFError, OSError):
        os._exit(0)


@contextlib.contextmanager
def _telling_lines(worker: Worker) -> Iterator[None]:
    """Tell the line that runs from time to time, so that it is known where an endless loop was."""
    # TensorFlow's own threads may not expect a signal; Windows has none
    if "tensorflow" in sys.modules or not hasattr(signal, "setitimer"):
        yield
        return
    # by the clock of the processor's time: a student's code may use the other one, to wait
    signal.signal(signal.SIGVTALRM, lambda _number, frame: worker.tell_line(frame))
    signal.setitimer(signal.ITIMER_VIRTUAL, TELL_SECONDS, TELL_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def main() -> None:
    """Serve on standard input and output, as an unconfined worker in a process of its own."""
    gc.enable()  # it was off while all this was loaded
    descriptor_in, descriptor_out = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(descriptor_in, os.O_BINARY)
        msvcrt.setmode(descriptor_out, os.O_BINARY)
    empty = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(empty, standard)
    wire.write_all(descriptor_out, wire.frame({"event": "ready"}))
    serve(descriptor_in, descriptor_out, loaded_by_root())
