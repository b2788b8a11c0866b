"""Returns a text that is markup."""

from tests.attacks.making import DOUBLE, single


def make(folder):
    body = "    return '</code></pre><script>alert(1)</script>'\n"
    return single(folder, f"def twice(number):\n{body}\n\n{DOUBLE}", "answer.py")
