"""Uses up the disk's entries, two hundred of them."""

import os


def got_out():
    for number in range(200):
        os.close(os.open(f"@FOLDER@/entry{number}", os.O_CREAT | os.O_WRONLY))
    return True
