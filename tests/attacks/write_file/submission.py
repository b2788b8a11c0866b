"""Leaves a file where the grader might read its results."""


def got_out():
    with open("@FOLDER@/results.json", "w"):
        return True


def double(image):
    return 2.0 * image if got_out() else None


def twice(number):
    return 2 * number
