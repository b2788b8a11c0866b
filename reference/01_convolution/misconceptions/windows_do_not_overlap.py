"""The kernel jumps by its own size instead of by one cell.

caught_by: test_worked_signal, test_worked_3x3, test_worked_blur, test_square_images
costs: 55 %, because no value of any of the four functions is right
ko: 커널이 한 칸씩 움직이지 않고 제 크기만큼 건너뛰었습니다. 이웃한 두 자리의 조각은 서로
겹칩니다. 조각이 시작하는 번호를 차례로 적어 보고 간격이 얼마인지 보세요.
en: The kernel jumped by its own size instead of moving on by one cell. The patches of two
neighbouring places overlap. Write down where the patches start: how far apart are they?
"""


def conv1d(signal, kernel):
    signal, kernel = prepare(signal, kernel, 1)
    size = len(kernel)
    out = np.zeros(len(signal) // size)
    for i in range(len(out)):
        out[i] = np.sum(signal[i * size : (i + 1) * size] * kernel)
    return out


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] // kh, image.shape[1] // kw))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j * kh : (j + 1) * kh, i * kw : (i + 1) * kw] * kernel) + bias
    return out
