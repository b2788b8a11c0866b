"""Negative padding is taken for none.

caught_by: test_worked_errors, test_wrong_padding
replaces: around
ko: 음수 덧대기가 오류 없이 계산되었습니다. 음수 칸을 덧댄다는 말은 뜻이 없으므로 0으로 바꾸지 말고 알려야
합니다. 설명의 ValueError 목록을 한 줄씩 불러 보세요.
en: Negative padding was computed without an error. To add fewer than no cells has no meaning, so
report it instead of making it 0. Call your function with each line of the statement's list.
"""


def around(size, window, step, padding):
    if padding == "same":
        total = max((-(-size // step) - 1) * step + window - size, 0)
        return total // 2, total - total // 2
    if padding == "valid":
        return 0, 0
    if isinstance(padding, str):
        raise ValueError("wrong padding")
    return max(padding, 0), max(padding, 0)
