"""The running minimum starts at 255.

caught_by: test_minimum_of_large_values
ko: 창의 값이 모두 클 때 창에 없는 255가 최솟값으로 나왔습니다. 특징 맵의 값은 화소처럼 0에서 255 사이라는 보장이 없습니다. 최솟값을 찾기 시작하는 값이 어디에서 오는지 보세요.
en: Where a window holds large values only, your minimum is a 255 that does not occur in it. Feature maps, unlike pixels, are not bound to 0 to 255. See where the first value of your comparison comes from.
"""


def min_pool2d(image, size=2, stride=None):
    return np.minimum(pool(image, size, stride, np.min), 255.0)  # wrong: as a loop from 255 gives
