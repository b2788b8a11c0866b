"""Uses a right that only an administrator has: changes the root folder, to the same one."""

import os


def got_out():
    os.chroot("/")
    return True


def double(image):
    return 2.0 * image if got_out() else None


def twice(number):
    return 2 * number
