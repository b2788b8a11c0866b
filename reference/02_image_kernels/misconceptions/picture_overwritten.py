"""The result is written back into the picture.

caught_by: test_picture_untouched
ko: 함수가 받은 영상을 바꾸었습니다. 부른 쪽의 원래 영상이 사라집니다. 결과를 담을 배열을 따로 만드는지 보세요.
en: The picture you were given was changed, and the caller has lost the original. See whether
the result has an array of its own.
"""


def apply_kernel(image, kernel):
    image, kernel = check(image, kernel)
    if image.ndim == 2:
        image[...] = to_picture(sums_of(image, kernel))
        return image
    for c in range(image.shape[2]):
        image[:, :, c] = to_picture(sums_of(image[:, :, c], kernel))
    return image
