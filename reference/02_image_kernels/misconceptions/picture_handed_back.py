"""Where the kernel changes nothing, the picture itself is handed back.

caught_by: test_picture_untouched
ko: 결과가 새 배열이 아니라 받은 영상 그 자체입니다. 결과에 무엇을 그리면 원래 영상까지 바뀝니다. 어떤 커널이든 새 배열을 만드는지 보세요.
en: The result is the picture you were given, not a new array: drawing on it would change the
original. See whether every kernel gets an array of its own.
"""


def apply_kernel(image, kernel):
    image, kernel = check(image, kernel)
    identity = np.zeros(kernel.shape)
    identity[kernel.shape[0] // 2, kernel.shape[1] // 2] = 1
    if np.array_equal(kernel, identity):
        return image
    if image.ndim == 2:
        return to_picture(sums_of(image, kernel))
    planes = [sums_of(image[:, :, c], kernel) for c in range(image.shape[2])]
    return to_picture(np.stack(planes, axis=2))
