"""The bias is added to every product instead of once to their sum.

caught_by: test_worked_bias, test_worked_channels_bias, test_other_biases, test_channels_biases
ko: 편향이 곱 하나하나에 더해져, 출력 한 칸에 커널의 칸 수만큼 여러 번 들어갔습니다. 편향은 커널
하나에 수 하나입니다. 더하는 자리가 합의 안인지 밖인지 괄호를 다시 보세요.
en: The bias was added to every product, so it entered each output cell once per kernel cell. A
kernel has one bias. Look at your brackets: is the bias inside the sum or outside?
"""


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel + bias)
    return out


def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 3)
    out = 0.0
    for c in range(image.shape[2]):
        out = out + conv2d(image[:, :, c], kernel[:, :, c], bias)
    return out
