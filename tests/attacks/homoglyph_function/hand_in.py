"""Defines functions whose names only look like those that are asked."""

from tests.attacks.making import RIGHT, single


def make(folder):
    return single(folder, RIGHT.replace("double", "d\u043euble"), "answer.py")
