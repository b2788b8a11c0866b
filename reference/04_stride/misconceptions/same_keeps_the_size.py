"""The word "same" pads until the output is as large as the image, whatever the stride.

caught_by: test_worked_same, test_same_with_strides, test_same_in_two_directions
replaces: around
ko: "same"의 결과가 보폭과 상관없이 영상과 같은 크기입니다. 이름이 그렇게 들리지만, 크기가 그대로인 것은
보폭이 1일 때뿐입니다. 설명에서 "same"의 출력 크기를 찾아보세요.
en: Your "same" gives an output as large as the image whatever the stride. The name sounds like it,
but that holds for stride 1 only. Find the size of the output for "same" in the statement.
"""


def around(size, window, step, padding):
    if padding == "same":
        total = (size - 1) * step + window - size
        return total // 2, total - total // 2
    if padding == "valid":
        return 0, 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError("wrong padding")
    return padding, padding
