"""Reads the history of the course's repository."""


def got_out():
    with open("@FOLDER@/.git/HEAD") as file:
        return bool(file.read())
