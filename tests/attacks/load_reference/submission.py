"""Imports the solution from where it lies."""

import importlib.util


def double(image):
    spec = importlib.util.spec_from_file_location("solution", "@REFERENCE@")
    solution = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(solution)
    return solution.double(image)


def twice(number):
    return 2 * number
