"""The input is padded with zeros so that the output keeps its size.

caught_by: test_worked_signal, test_worked_3x3, test_worked_blur, test_square_images
costs: 58 %, because no value of any of the four functions is right
ko: 결과의 크기가 입력과 같습니다. 가장자리에 0을 덧댄(padding, 'same') 결과입니다. 이 과제는
덧대지 않습니다('valid'). 커널이 입력 안에 온전히 놓이는 자리가 몇 군데인지 세어 보세요.
en: Your output is as large as the input: zeros were added around it ('same' padding). Nothing is
padded here ('valid'). Count the places where the kernel lies wholly inside the input.
"""


def conv1d(signal, kernel):
    signal, kernel = prepare(signal, kernel, 1)
    size = len(kernel)
    out = np.zeros(len(signal))
    before = (size - 1) // 2
    signal = np.pad(signal, (before, size - 1 - before))
    for i in range(len(out)):
        out[i] = np.sum(signal[i : i + size] * kernel)
    return out


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros(image.shape)
    top, left = (kh - 1) // 2, (kw - 1) // 2
    image = np.pad(image, ((top, kh - 1 - top), (left, kw - 1 - left)))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out
