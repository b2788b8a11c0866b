"""Maximum and minimum keep the type of the image.

caught_by: test_float64_of_extremes
ko: 최대 풀링과 최소 풀링의 결과가 입력의 자료형을 그대로 따라갑니다. 값은 맞지만 설명은 어떤 입력에서도 float64를 요구합니다. 결과의 dtype을 출력해 보세요.
en: Your maximum and minimum keep the type of the image. Their values are right, but the statement asks for float64 whatever comes in. Print the dtype of your result.
"""


def max_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, np.max).astype(np.asarray(image).dtype)


def min_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, np.min).astype(np.asarray(image).dtype)
