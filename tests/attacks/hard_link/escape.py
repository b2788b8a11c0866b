"""Leaves a second name of the grader's file."""

import os


def got_out():
    os.link("@PLAYTHING@", "@FOLDER@/second_name")
    return True
