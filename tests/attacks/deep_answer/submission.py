"""Returns lists nested a hundred thousand deep."""

import numpy as np


def double(image):
    answer = []
    for _ in range(100_000):
        answer = [answer]
    return answer


def twice(number):
    return 2 * number
