"""A student whose name is a link and a heading."""

from tests.attacks.making import WRONG, single


def make(folder):
    return single(folder, WRONG, "# [full marks](javascript:alert(1)).py")
