"""A bias once given stays for the calls that give none.

caught_by: test_repeated_calls
ko: 편향을 주지 않고 부른 계산에 앞서 준 편향이 남아 있습니다. 기본값은 0.0이고, 부를 때마다
처음부터 시작해야 합니다. 함수 밖의 변수나 바뀌는 기본 인수에 편향을 넣어 두었는지 보세요.
en: A call without a bias used the bias of an earlier call. The default is 0.0, and every call
must start afresh. See whether a bias is kept in a variable outside or in a mutable default.
"""

settings = {"bias": 0.0}


def conv2d(image, kernel, bias=None):
    image, kernel = prepare(image, kernel, 2)
    if bias is not None:
        settings["bias"] = bias
    bias = settings["bias"]
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out


def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 3)
    out = bias
    for c in range(image.shape[2]):
        out = out + conv2d(image[:, :, c], kernel[:, :, c], 0.0)
    return out


def flipped_convolution2d(image, kernel):
    image, kernel = prepare(image, kernel, 2)
    return conv2d(image, kernel[::-1, ::-1], 0.0)
