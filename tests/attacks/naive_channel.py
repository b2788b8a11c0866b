"""A naive channel: the submission has a process of its own, and its answers come back pickled.

Run as a script by the positive controls, with the folder of a submission as its argument. Exit
code 70 means that an answer upset it.
"""

import os
import pickle
import socket
import struct
import sys
from pathlib import Path


def submission(folder: str, connection: socket.socket) -> None:
    """Answers one call, in the child."""
    namespace = {"__name__": "answer"}
    source = Path(folder, "submission.py").read_text("utf-8")
    exec(compile(source, "answer.py", "exec"), namespace)
    try:
        answer = namespace["twice"](3)
    except Exception as error:
        answer = error
    data = pickle.dumps(answer)
    connection.sendall(struct.pack("<I", len(data)) + data)


def main(folder: str) -> None:
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        ours.close()
        submission(folder, theirs)
        os._exit(0)
    theirs.close()
    print("testing", flush=True)
    with ours.makefile("rb") as stream:
        try:
            (size,) = struct.unpack("<I", stream.read(4))
            pickle.loads(stream.read(size))
        except Exception:
            sys.exit(70)


if __name__ == "__main__":
    main(sys.argv[1])
