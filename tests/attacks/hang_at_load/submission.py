"""Never ends being loaded; the statement is left out and the rest graded."""

import time

time.sleep(60)


def double(image):
    return 2.0 * image


def twice(number):
    return 2 * number
