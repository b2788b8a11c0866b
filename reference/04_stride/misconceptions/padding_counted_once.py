"""Zeros are added above and on the left only.

caught_by: test_worked_padding, test_random_padding, test_padding_with_strides, test_output_sizes
replaces: around
ko: 위와 왼쪽에만 0이 붙은 결과와 같습니다. 정수 p는 네 방향 모두에 p칸씩입니다. 덧댄 영상을 출력해 모양이
(H + 2p, W + 2p)인지 보세요.
en: Zeros were added above and on the left only. An integer p means p cells on all four sides. Print
the padded image and see whether its shape is (H + 2p, W + 2p).
"""


def around(size, window, step, padding):
    if padding == "same":
        total = max((-(-size // step) - 1) * step + window - size, 0)
        return total // 2, total - total // 2
    if padding == "valid":
        return 0, 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError("wrong padding")
    return padding, 0
