"""Any word but "same" means no padding.

caught_by: test_wrong_padding
replaces: around
ko: 모르는 낱말이 오류가 되지 않고 "valid"처럼 다루어졌습니다. 낱말을 잘못 적은 사람은 그 사실을 알 수
없게 됩니다. 아는 낱말이 무엇인지 코드에 모두 적혀 있는지 보세요.
en: A word that means nothing was treated like "valid" instead of being refused, so nobody would
notice a typing error. See that your code names every word it knows.
"""


def around(size, window, step, padding):
    if padding == "same":
        total = max((-(-size // step) - 1) * step + window - size, 0)
        return total // 2, total - total // 2
    if isinstance(padding, str):
        return 0, 0
    if padding < 0:
        raise ValueError("wrong padding")
    return padding, padding
