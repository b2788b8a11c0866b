"""Prints what ends a block of code in Markdown and HTML."""

from tests.attacks.making import DOUBLE, single


def make(folder):
    body = "    print('```\\n# full marks\\n</pre><script>alert(1)</script>\\n~~~')\n    return 7\n"
    return single(folder, f"def twice(number):\n{body}\n\n{DOUBLE}", "answer.py")
