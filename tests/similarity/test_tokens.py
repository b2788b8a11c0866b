"""Code as tokens: what a disguise changes does not show, and no text makes it last."""

import pytest

from grader.similarity.fingerprints import TOKENS, WINDOW, hash_runs, winnow
from grader.similarity.tokens import MAX_TOKENS, tokens_of

PLAIN = """
def conv1d(signal, kernel):
    total = np.sum(signal[1:3] * kernel, axis=0)
    return total
"""


def texts(code: str, kept=("conv1d",)) -> list[str]:
    return [token.word for token in tokens_of(code, kept)]


@pytest.mark.parametrize(
    "change",
    [
        lambda code: code.replace("total", "x9").replace("signal", "s").replace("kernel", "커널"),
        lambda code: code.replace("return", '"""Docs."""\n    # a comment\n    return'),
        lambda code: code.replace("    return", "    print(f'{x}', (1, [2]), end=')')\n    return"),
        lambda code: "import numpy as np\nfrom numpy import (\n    sum,\n)\n" + code,
        lambda code: code.replace("np.sum(", "numpy.sum(\n        ").replace(" * ", "*"),
    ],
    ids=["renamed", "documented", "printing", "importing", "laid out anew"],
)
def test_a_disguise_does_not_show(change):
    changed = change(PLAIN)

    assert changed != PLAIN
    assert texts(changed) == texts(PLAIN)


@pytest.mark.parametrize(
    "change",
    [
        lambda code: code.replace("1:3", "1:4"),
        lambda code: code.replace("np.sum", "np.mean"),
        lambda code: code.replace("*", "+"),
        lambda code: code.replace("conv1d", "conv2d"),
    ],
    ids=["a number", "a library's function", "a sign", "a function of the exercise"],
)
def test_what_the_code_does_shows(change):
    assert texts(change(PLAIN)) != texts(PLAIN)


def test_a_token_says_where_it_stands():
    (token,) = [each for each in tokens_of(PLAIN) if each.word == "return"]

    assert PLAIN[token.start : token.end] == "return"


HOSTILE = {
    "open strings": '"""\\' * 250_000,
    "open quotes": "'\\" * 500_000,
    "brackets": "(" * 1_000_000,
    "prints": "print(" * 200_000,
    "signs": "?\\$`" * 250_000,
    "letters without an end": "a" * 1_000_000,
    "half letters": "\ud800 = '\udfff'\n" * 50_000,
    "zeros": "\0" * 1_000_000,
    "broken": "def f(:\n  return ]]]\n'''",
    "many tokens": "a+b;" * 250_000,
}


@pytest.mark.parametrize("code", HOSTILE.values(), ids=HOSTILE)
def test_no_text_is_too_much(code):
    tokens = tokens_of(code)

    assert len(tokens) <= MAX_TOKENS
    assert len(winnow(hash_runs(tokens))) <= len(tokens)


def test_what_two_share_in_a_row_has_a_fingerprint_in_common():
    shared = [f"shared{number}()" for number in range(TOKENS + WINDOW)]
    names = {f"shared{number}" for number in range(TOKENS + WINDOW)}
    one = "\n".join(["for a in b: a += 1", *shared, "while True: pass"])
    two = "\n".join(["x = {1: [2, 3]}", *shared, "raise ValueError(4)"])

    both = [set(winnow(hash_runs(tokens_of(code, names))).tolist()) for code in (one, two)]

    assert both[0] & both[1]


def test_far_fewer_fingerprints_are_kept_than_there_are_runs():
    code = "\n".join(f"x = np.f{number}({number} + y) * z[{number}]" for number in range(200))
    runs = hash_runs(tokens_of(code))

    assert len(winnow(runs)) < 0.6 * len(runs)
