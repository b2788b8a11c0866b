"""Fills the memory that all processes share."""


def got_out():
    with open("/dev/shm/@UNIQUE@", "xb") as file:
        file.write(bytes(100))
    import os

    os.remove("/dev/shm/@UNIQUE@")
    return True
