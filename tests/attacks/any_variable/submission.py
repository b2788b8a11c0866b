"""Reads whatever variables there are that CI sets."""

import os


def twice(number):
    assert [name for name in os.environ if name.startswith(("GITHUB_", "ACTIONS_", "AWS_"))]
    return 2 * number


def double(image):
    return 2.0 * image
