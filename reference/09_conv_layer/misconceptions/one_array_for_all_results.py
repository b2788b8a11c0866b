"""Feature maps of one shape are written into the same array.

caught_by: test_arguments_untouched, test_results_are_new
ko: 특징 맵을 모듈에 하나뿐인 배열에 써서 돌려준 것과 같습니다. 다음에 부르면 앞의 결과가 바뀝니다. 부를 때마다 새 배열을 만드세요.
en: Feature maps seem to be written into one array that the module keeps. The next call changes what the call before gave. Make a new array in every call.
"""


kept = {}


def conv_forward(x, kernels, bias, stride=1, padding=0):
    x, kernels, padded, rows, columns = conv_setup(x, kernels, stride, padding)
    kh, kw, _, filters = kernels.shape
    bias = as_floats(bias, 1)
    if bias.size != filters:
        raise ValueError(f"{bias.size} biases for {filters} kernels")
    shape = len(x), rows, columns, filters
    out = kept.setdefault(shape, np.zeros(shape))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = padded[:, top : top + kh, left : left + kw]
            out[:, i, j] = np.tensordot(window, kernels, axes=3) + bias
    return out
