"""A student whose name is an element of HTML."""

from tests.attacks.making import WRONG, single


def make(folder):
    return single(folder, WRONG, "<img src=x onerror=alert(1)>.py")
