"""Reads the compiled form of a solution."""


def got_out():
    with open("@FOLDER@/__pycache__/answer.pyc", "rb") as file:
        return bool(file.read())
