"""Fills the disk: one byte of it is enough to prove the point."""


def got_out():
    with open("@FOLDER@/growing", "ab", buffering=0) as file:
        return file.write(b"x") == 1


def double(image):
    return 2.0 * image if got_out() else None


def twice(number):
    return 2 * number
