"""Reads what is installed beside NumPy: the grader, or its libraries."""


def got_out():
    with open("@INSTALLED@") as file:
        return bool(file.read())
