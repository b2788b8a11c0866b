"""Cropping by -padding leaves nothing to copy when the padding is 0.

caught_by: test_worked_input_slopes, test_random_input_slopes, test_random_input_slopes_strided
replaces: without_padding
costs: 39 %, because without padding no gradient at all comes back
ko: padding이 0일 때 예외가 납니다. `p:-p`에서 p가 0이면 `0:0`, 곧 빈 배열이어서 d_x에 넣을 것이 없습니다. 끝을 뒤에서부터 세지 않는 방법을 찾아보세요.
en: It raises when the padding is 0: with p = 0, `p:-p` means `0:0`, an empty array, and nothing is left to put into d_x. Find a way to say the end that does not count from behind.
"""


def without_padding(d_padded, padding, x):
    d_x = np.zeros_like(x)
    for n in range(len(x)):
        d_x[n] = d_padded[n, padding:-padding, padding:-padding]
    return d_x
