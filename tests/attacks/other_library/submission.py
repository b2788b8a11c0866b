"""Imports a library that the exercise does not allow, from where the grader keeps it."""

import sys


def double(image):
    sys.path.insert(0, "@LIBRARIES@")
    sys.path_importer_cache.clear()
    import bought_answer

    return bought_answer.double(image)


def twice(number):
    return 2 * number
