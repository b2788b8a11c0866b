"""The output array is kept between calls and added to.

caught_by: test_repeated_calls, test_other_biases
costs: 60 %, because three functions are right at their first call only
ko: 처음 부를 때는 맞지만 같은 크기로 다시 부르면 앞의 결과가 섞입니다. 함수 밖에 둔 배열이나 기본
인수는 부를 때마다 새로 만들어지지 않습니다. 결과 배열이 언제 만들어지는지 보세요.
en: The first call is right; the next one of the same size has the former result mixed in. An
array kept outside the function, or as a default, is not made anew. See when yours is made.
"""

outputs = {}  # one array for each size, so that it need not be made again


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    shape = (image.shape[0] - kh + 1, image.shape[1] - kw + 1)
    out = outputs.setdefault(shape, np.zeros(shape))
    for j in range(shape[0]):
        for i in range(shape[1]):
            out[j, i] += np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out.copy()
