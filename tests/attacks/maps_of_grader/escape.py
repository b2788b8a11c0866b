"""Reads where the grading process's libraries and heap lie."""


def got_out():
    with open("/proc/@GRADER@/maps") as file:
        return bool(file.read())
