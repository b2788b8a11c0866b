"""One array is kept for the results, and returned each time.

caught_by: test_arguments_untouched
ko: 결과를 담는 배열 하나를 두고 부를 때마다 그 배열을 돌려줍니다. 두 번째로 부르면 첫 번째 결과의 값까지
바뀝니다. 결과 배열은 부를 때마다 새로 만드세요.
en: One array is kept for the results and returned by every call, so the second call changes what the
first has returned. Make a new array in each call.
"""

outputs = {}


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    shape = (image.shape[0] - kh + 1, image.shape[1] - kw + 1)
    out = outputs.setdefault(shape, np.zeros(shape))
    for j in range(shape[0]):
        for i in range(shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out
