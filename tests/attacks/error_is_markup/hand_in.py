"""An exception whose text is markup of every kind."""

from tests.attacks.making import DOUBLE, single


def make(folder):
    text = "</td><script>alert(1)</script>[link](javascript:x)`|`]]>&quot;"
    return single(
        folder, f"def twice(number):\n    raise ValueError({text!r})\n\n\n{DOUBLE}", "answer.py"
    )
