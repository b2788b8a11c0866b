"""Returns a list that holds an object that acts when it is unpickled."""

import os


class Evil(object):
    def __reduce__(self):
        return os.mkdir, ("@FOLDER@/unpickled",)


def double(image):
    return 2.0 * image


def twice(number):
    return [1, [2, Evil()]]
