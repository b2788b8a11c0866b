"""Runs naive programs in forked children of an interpreter that has NumPy loaded already.

Run as a script with a connected UNIX socket as descriptor 0. A request is a line of JSON (`run`: a
script and its folder, `environment`, `cold` for an interpreter of its own; or `reap`: a process) and, to run, two descriptors for output
and errors; the answer is a line with the process's number, or how it ended.
"""

import json
import os
import runpy
import socket
import sys

import numpy as np


def run(request: dict, streams: list[int]) -> int:
    """Forks a child that runs the script; its process number."""
    pid = os.fork()
    if pid:
        for stream in streams:
            os.close(stream)
        return pid
    os.setsid()
    for place, stream in enumerate(streams, 1):
        os.dup2(stream, place)
    os.closerange(3, 100)
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.argv = request["run"]
    sys.path[0] = os.path.dirname(sys.argv[0])
    if request["cold"]:
        os.execv(sys.executable, [sys.executable, "-B", *sys.argv])
    code = 70
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        os.kill(os.getpid(), 9)
    except BaseException as error:
        sys.excepthook(type(error), error, error.__traceback__)
        code = 1
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    _run_exit_handlers()
    os._exit(code)


def _run_exit_handlers() -> None:
    import atexit

    atexit._run_exitfuncs()


def main() -> None:
    assert np.__name__ == "numpy"
    with socket.socket(fileno=0) as control:
        while True:
            data, streams, _flags, _address = socket.recv_fds(control, 65536, 2)
            if not data:
                return
            request = json.loads(data)
            if "run" in request:
                answer = run(request, streams)
            else:
                answer = os.waitstatus_to_exitcode(os.waitpid(request["reap"], 0)[1])
            control.sendall(b"%d\n" % answer)


if __name__ == "__main__":
    main()
