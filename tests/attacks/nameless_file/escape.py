"""Makes a file that has no name until it is given one."""

import os


def got_out():
    os.close(os.open("@FOLDER@", os.O_TMPFILE | os.O_RDWR, 0o600))
    return True
