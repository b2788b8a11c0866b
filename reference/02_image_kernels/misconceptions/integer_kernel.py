"""The kernel is turned into integers.

caught_by: test_worked_blur, test_worked_rounding, test_rounding
replaces: sums_of
ko: 커널이 정수로 바뀌면서 0.13이 0이 되고 1.5가 1이 되었습니다. 커널의 값은 소수일 수 있습니다. 커널을 담는 배열의 자료형을 보세요.
en: The kernel became integers: 0.13 turned into 0 and 1.5 into 1. A kernel may have fractions.
Look at the type of the array that holds it.
"""


def sums_of(plane, kernel):
    """(H, W) -> (H, W): slide, multiply, add over the padded plane."""
    plane = np.asarray(plane, dtype=np.float64)
    kernel = np.asarray(kernel).astype(np.int64)
    rows, columns = plane.shape
    kh, kw = kernel.shape
    padded = np.pad(plane, ((kh // 2, kh // 2), (kw // 2, kw // 2)), mode="edge")
    sums = np.zeros((rows, columns))
    for j in range(rows):
        for i in range(columns):
            sums[j, i] = np.sum(padded[j : j + kh, i : i + kw] * kernel)
    return sums
