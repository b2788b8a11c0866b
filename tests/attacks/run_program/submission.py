"""Runs another program."""

import subprocess
import sys


def got_out():
    return subprocess.run([sys.executable, "-c", "pass"], check=False).returncode == 0


def double(image):
    return 2.0 * image if got_out() else None


def twice(number):
    return 2 * number
