"""The word "same" adds no cells at all.

caught_by: test_worked_same, test_same_with_strides, test_same_with_stride_1
replaces: around
ko: "same"을 주어도 덧대지 않은 결과와 같습니다. 영상 둘레에 0이 하나도 붙지 않아 출력이 너무 작습니다.
낱말 두 개가 코드에서 서로 다른 길로 가는지 보세요.
en: With "same" your result is the one without padding: no zeros are put around the image, and the
output is too small. See whether the two words take different paths in your code.
"""


def around(size, window, step, padding):
    if padding == "same":
        return 0, 0
    if padding == "valid":
        return 0, 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError("wrong padding")
    return padding, padding
