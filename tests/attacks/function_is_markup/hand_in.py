"""A line whose source is markup."""

from tests.attacks.making import DOUBLE, single


def make(folder):
    line = "    x = '<img src=x onerror=alert(1)>' + 1  # ](javascript:x) ``` | <b>"
    return single(folder, f"def twice(number):\n{line}\n\n\n{DOUBLE}", "answer.py")
