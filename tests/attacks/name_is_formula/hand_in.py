"""A student whose name is a formula."""

from tests.attacks.making import WRONG, single


def make(folder):
    return single(folder, WRONG, "=HYPERLINK(evil).py")
