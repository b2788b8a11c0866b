"""Only the first side of a kernel pair is used.

caught_by: test_random_shapes, test_random_conv_parameters, test_shapes_of_random_models, test_counts_of_random_models
replaces: as_pair
ko: 커널의 쌍에서 앞의 수만 쓴 것과 같습니다. 커널 (kh, kw)의 높이와 너비는 다를 수 있고, 출력의 두 변과 매개변수의 수에 각각 쓰입니다. 쌍의 두 번째 수가 어디에 들어가는지 다시 보세요.
en: Your answers use only the first number of a kernel pair. The height and width of a kernel (kh, kw) may differ, and both enter the output shape and the count. Look again at where the second number goes.
"""


def as_pair(kernel):
    return (kernel[0], kernel[0]) if isinstance(kernel, (tuple, list)) else (kernel, kernel)
