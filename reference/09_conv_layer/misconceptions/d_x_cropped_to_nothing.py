"""Cropping by -padding leaves nothing when the padding is 0.

caught_by: test_worked_input_slopes, test_random_input_slopes, test_random_input_slopes_strided
replaces: without_padding
ko: padding이 0일 때 d_x가 비었습니다. `p:-p`에서 p가 0이면 `0:0`이 됩니다. 끝을 뒤에서부터 세지 않는 방법을 찾아보세요.
en: d_x is empty when the padding is 0: with p = 0, `p:-p` means `0:0`. Find a way to say the end that does not count from behind.
"""


def without_padding(d_padded, padding, x):
    return d_padded[:, padding:-padding, padding:-padding]
