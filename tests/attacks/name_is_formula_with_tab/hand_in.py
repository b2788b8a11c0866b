"""A student whose name is a formula behind a sign that is dropped."""

from tests.attacks.making import WRONG, single


def make(folder):
    return single(folder, WRONG, "@SUM(1+1)*cmd.py")
