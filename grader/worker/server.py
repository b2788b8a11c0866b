"""The fork server: a clean, warm interpreter that forks a confined worker on request.

It talks to the grading process over one socket. Its first message names the layers of confinement
that are on. Then `fork`, which brings the worker's own socket along, is answered with a process id,
and `reap` kills the worker's process group and is answered with how it ended. Workers inherit the
server's memory, so nothing secret is sent to it: submissions and calls use the worker's socket.
"""

import array
import gc
import importlib.util
import json
import os
import signal
import socket
import struct
import sys
from pathlib import Path
from typing import Any

from . import main as worker
from . import wire
from .confinement.apply import Confinement
from .libraries import KnownLibraries, needed_by, places_of, preload
from .policy import Loaded, forget, loaded_by_root, refused_by

# Loaded before the fork, so that a worker's imports cost nothing. A confined process could not
# load the ones written in C at all that need libraries of the system.
PRELOADED = """
    numpy numpy.random numpy.fft numpy.linalg numpy.lib.stride_tricks numpy.ma
    numpy.polynomial abc array ast bisect calendar cmath collections contextlib copy csv
    dataclasses datetime decimal enum fractions functools hashlib heapq inspect io itertools
    json logging math numbers operator pathlib pprint queue random re statistics string
    struct textwrap threading time timeit traceback types typing warnings zlib
""".split()


_OURS = ("grader", "pyseccomp")


def run(settings: dict[str, Any], control: socket.socket) -> None:
    """Serve the grading process at the other end of `control` until that end closes.

    Args:
        settings: `packages` (importable libraries beside the standard one), `beside` (libraries
            that these need; None if that is to be found out), `later` (packages that workers
            import themselves), `files` (further files that they read), `scratch` (whether they
            all write files), `variables` (of a worker's environment), `data` (a folder with data
            files; empty for none), `off` (layers) and `brief` (whether few workers will come).
        control: a connected UNIX stream socket.
    """
    if not settings["brief"]:  # among garbage, what stays lies on more pages, which children copy
        gc.collect()
        gc.enable()
    threaded = preload([*PRELOADED, *settings["packages"]], settings["later"])
    if threaded is not None:  # it cannot be unloaded; the next server leaves it to its workers
        wire.write_all(control.fileno(), wire.frame({"threaded": threaded}))
        return
    _pin_threads()
    beside = settings["beside"]
    if beside is None:
        beside = needed_by(settings["packages"])
    readable = [*settings["packages"], *beside]
    confinement = Confinement(
        places_of(readable),
        settings["off"],
        settings["files"],
        scratch=settings["scratch"],
        data=settings["data"],
    )
    known = KnownLibraries([*settings["later"], *beside])
    _forget_other_libraries()
    sys.meta_path.append(known)
    if not settings["brief"]:
        worker.warm_up()
    modules = loaded_by_root()
    _forget_others(modules, settings["packages"], readable)
    if not settings["brief"]:
        gc.collect()
    gc.freeze()  # children share these pages for as long as nobody counts references in them
    gc.enable()  # workers have it
    children: set[int] = set()
    wire.write_all(
        control.fileno(),
        wire.frame({"layers": _as_lists(confinement.layers), "mounts": confinement.mounts}),
    )
    while True:
        try:
            request, descriptors = _receive(control)
        except (EOFError, ConnectionError):
            break
        if request["op"] == "fork":
            variables = settings["variables"]
            reply = {
                "pid": _fork(
                    confinement, modules, {**request, "variables": variables}, descriptors[0]
                )
            }
            children.add(reply["pid"])
        else:
            reply = _reap(request["pid"])
            children.discard(request["pid"])
        wire.write_all(control.fileno(), wire.frame(reply))
    for pid in children:
        _reap(pid)


def _forget_others(modules: Loaded, packages: list[str], readable: list[str]) -> None:
    """Forget what no worker may import; in each of them it would cost pages of memory."""
    forget(_OURS, modules)  # `import grader` finds nothing
    if "packaging" not in readable:
        forget(["packaging"], modules)
    forget(refused_by(packages), modules)


def _pin_threads() -> None:
    """Set TensorFlow's threads here, because a child has no environment to read them from."""
    tensorflow = sys.modules.get("tensorflow")
    if tensorflow is not None:
        threads = tensorflow.config.threading
        threads.set_intra_op_parallelism_threads(int(os.environ["TF_NUM_INTRAOP_THREADS"]))
        threads.set_inter_op_parallelism_threads(int(os.environ["TF_NUM_INTEROP_THREADS"]))


def _as_lists(layers: dict[str, tuple[str, str]]) -> dict[str, list[str]]:
    return {name: list(state) for name, state in layers.items()}


def _forget_other_libraries() -> None:
    """Leave only the standard library on the path, with its folders already listed.

    A confined process may open the allowed files in a folder, but not list it. The import system
    lists a folder once and remembers.
    """
    standard = Path(os.__file__).resolve().parent
    sys.path[:] = [
        entry for entry in sys.path if Path(entry).resolve() in (standard, standard / "lib-dynload")
    ]
    importlib.util.find_spec("a_module_that_does_not_exist")


def _receive(control: socket.socket) -> tuple[Any, list[int]]:
    """Receive one request and the descriptors that come with its first byte."""
    size = array.array("i").itemsize
    head, ancillary, _flags, _address = control.recvmsg(4, socket.CMSG_SPACE(size))
    descriptors = array.array("i")
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            descriptors.frombytes(data[: len(data) - len(data) % size])
    while head and len(head) < 4:
        head += control.recv(4 - len(head))
    if not head:
        raise EOFError
    body = wire.read_exactly(control.fileno(), wire.frame_size(head))
    return wire.decode(body), list(descriptors)


def _fork(
    confinement: Confinement, modules: Loaded, request: dict[str, Any], descriptor: int
) -> int:
    """Fork a worker that talks on `descriptor`; returns its process id, in the parent only."""
    with confinement.for_next_child(request["limits"]):
        pid = os.fork()
    if pid:
        os.close(descriptor)
        return pid
    try:
        os.dup2(1, 2)  # the server's errors are read by the grading process; a student's are not
        confinement.apply(request["limits"], [descriptor])
        if request["variables"]:
            os.environ.update(request["variables"])
        wire.write_all(descriptor, wire.frame({"event": "ready"}))
    except BaseException as error:
        wire.write_all(descriptor, wire.frame({"event": "failed", "text": str(error)}))
        os._exit(70)
    try:
        worker.serve(descriptor, descriptor, modules)
    finally:
        os._exit(70)  # nothing of the server may run on in a child


def _reap(pid: int) -> dict[str, Any]:
    """Kill the worker's process group; how the worker ended and what it used."""
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):  # it has ended, or made no group of its own
            continue
    try:
        _pid, status, usage = os.wait4(pid, 0)
    except ChildProcessError:
        return {"signal": 0, "exit_code": 0, "max_rss_mb": 0.0, "cpu_seconds": 0.0}
    return {
        "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        "exit_code": os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0,
        "max_rss_mb": usage.ru_maxrss / 1024,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
    }


def main() -> None:
    """Start from the settings that come over the control socket, which is descriptor 0."""
    sys.dont_write_bytecode = True  # from here on: a worker could not, and libraries have theirs
    control = socket.socket(fileno=os.dup(0))
    empty = os.open(os.devnull, os.O_RDWR)
    os.dup2(empty, 0)
    os.dup2(empty, 1)
    (size,) = struct.unpack("<I", wire.read_exactly(control.fileno(), 4))
    settings = json.loads(wire.read_exactly(control.fileno(), size))
    # workers inherit it, and get no traceback of ours; ^C in a terminal goes to another session
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    run(settings, control)
    os._exit(0)  # the grading process waits, and taking all libraries apart takes longest
