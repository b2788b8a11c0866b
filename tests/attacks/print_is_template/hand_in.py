"""Prints what template engines and rich would interpret."""

from tests.attacks.making import DOUBLE, single


def make(folder):
    body = "    print('{{ 7 * 7 }} {% raw %} [bold red]x[/] ${HOME} {0} %s')\n    return 7\n"
    return single(folder, f"def twice(number):\n{body}\n\n{DOUBLE}", "answer.py")
