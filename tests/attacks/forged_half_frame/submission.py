"""Sends half a frame and then sleeps."""


def double(image):
    return 2.0 * image


def twice(number):
    write((100).to_bytes(4, "little") + b"l")
    import time

    time.sleep(30)
    return 2 * number
