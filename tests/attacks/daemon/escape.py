"""Leaves a daemon behind that disturbs the next submission: it writes into the grader's file."""

import os
import time


def got_out():
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.write(writing, b"!")
            time.sleep(0.3)
            with open("@PLAYTHING@", "a") as file:
                file.write("the next one")
        os._exit(0)
    return os.read(reading, 1) == b"!"
