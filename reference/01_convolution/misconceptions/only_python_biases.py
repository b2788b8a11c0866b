"""Only Python's own numbers are taken for a bias.

caught_by: test_other_biases, test_channels_biases
ko: 편향이 Python의 int나 float일 때만 받습니다. NumPy로 계산한 값은 np.float32나 np.int64입니다. 수인지를
자료형 이름으로 가리지 말고 그대로 더해 보세요.
en: The bias is taken only if it is Python's own int or float. What NumPy computes is an np.float32
or an np.int64. Do not ask for the type; add it as it is.
"""


def conv2d(image, kernel, bias=0.0):
    if not isinstance(bias, (int, float)):
        raise TypeError("the bias is not a number")
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out


def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 3)
    out = conv2d(image[:, :, 0], kernel[:, :, 0], bias)
    for c in range(1, image.shape[2]):
        out = out + conv2d(image[:, :, c], kernel[:, :, c])
    return out
